import { LONG } from './facts.js';
import { dayOfSql } from './sql.js';

/**
 * From its day until it is confirmed a visit counts in no measure. What was not known yet at the end of a past day follows
 * from these stretches; a visit that was confirmed on its own day has none.
 */

/** In the words of their indexes, as the spans of matters. */
export const waitingSpan = { long: `to_day - from_day > ${LONG}`, short: `to_day - from_day <= ${LONG}` };

export const visitSpanTable = `
CREATE TABLE visit_span(
  visit_id INTEGER PRIMARY KEY REFERENCES visit(id),
  from_day INTEGER NOT NULL,
  -- The day it was confirmed.
  to_day INTEGER NOT NULL CHECK(to_day > from_day)
) STRICT;
CREATE INDEX visit_span_long ON visit_span(to_day, from_day) WHERE ${waitingSpan.long};
CREATE INDEX visit_span_short ON visit_span(from_day, to_day) WHERE ${waitingSpan.short};
`;

const confirmedOn = dayOfSql('e.at');
/** What the histories of visits say. */
export const visitSpansSql = `SELECT v.id AS visit_id, v.day AS from_day, ${confirmedOn} AS to_day
  FROM visit_event e CROSS JOIN visit v ON v.id = e.visit_id WHERE e.kind = 'confirmed' AND ${confirmedOn} > v.day`;
export const fillVisitSpansSql = `INSERT INTO visit_span(visit_id, from_day, to_day) ${visitSpansSql}`;

export const visitSpanTrigger = `
CREATE TRIGGER visit_span_confirmed AFTER INSERT ON visit_event WHEN NEW.kind = 'confirmed' BEGIN
  INSERT INTO visit_span(visit_id, from_day, to_day) SELECT v.id, v.day, ${dayOfSql('NEW.at')} FROM visit v
    WHERE v.id = NEW.visit_id AND ${dayOfSql('NEW.at')} > v.day;
END;
`;
