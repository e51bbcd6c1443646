import { LONG, STILL, unitBefore } from './facts.js';
import { noneOf, startOfSql } from './sql.js';

/**
 * The life of a matter in spans of whole days: what it was at the end of each. A step of its history ends the span before
 * and begins one where something a light follows from is not what it was; of several steps of a day the last holds.
 */

const told = ['state', 'due_on', 'due_at', 'warn_at', 'suspended', 'unit_id'] as const;
const columns = ['rectification_id', 'from_day', 'to_day', ...told, 'hall_id', 'severity'] as const;

/** In the words of their indexes: a question names its columns just so. */
export const openSpan = {
  long: `state <> 'closed' AND to_day - from_day > ${LONG}`,
  short: `state <> 'closed' AND to_day - from_day <= ${LONG}`,
};

export const spanTable = `
CREATE TABLE rectification_span(
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  from_day INTEGER NOT NULL,
  -- The day it was something else; ${STILL} while it lasts.
  to_day INTEGER NOT NULL CHECK(to_day > from_day),
  state TEXT NOT NULL,
  due_on INTEGER,
  due_at INTEGER,
  warn_at INTEGER,
  suspended INTEGER NOT NULL,
  hall_id INTEGER NOT NULL,
  unit_id INTEGER,
  severity TEXT NOT NULL,
  PRIMARY KEY(rectification_id, from_day)
) STRICT, WITHOUT ROWID;
-- What was open on a day; of all that a light and a number by unit follow from.
${(['long', 'short'] as const)
  .map(
    (
      kind,
    ) => `CREATE INDEX rectification_span_${kind} ON rectification_span(${kind === 'long' ? 'to_day, from_day' : 'from_day, to_day'},
  state, suspended, due_at, warn_at, due_on, unit_id, hall_id, severity)
  WHERE ${openSpan[kind]};`,
  )
  .join('\n')}
`;

const of = (table: string): string => `(${told.map((name) => `${table}.${name}`).join(', ')})`;

/**
 * What steps make of the spans of their matters: ends those that are no longer true, begins what is.
 * @param from tables that hold the matters `m`
 * @param id the id of such a matter, `day` that of its step
 */
function stepped(from: string, id: string, day: string): [ends: string, begins: string] {
  const last = (span: string): string => `${span}.rectification_id = ${id} AND ${span}.to_day = ${STILL}`;
  return [
    `UPDATE rectification_span SET to_day = ${day} FROM ${from}
    WHERE ${last('rectification_span')} AND rectification_span.from_day < ${day} AND m.id = ${id}
      AND ${of('rectification_span')} IS NOT ${of('m')}`,
    `INSERT INTO rectification_span(${columns.join(', ')})
    SELECT m.id, coalesce(s.from_day, ${day}), ${STILL}, ${told.map((name) => `m.${name}`).join(', ')}, m.hall_id, m.severity
    FROM ${from} LEFT JOIN rectification_span s ON ${last('s')}
    WHERE m.id = ${id} AND (s.from_day IS NULL OR ${of('s')} IS NOT ${of('m')})
    ON CONFLICT(rectification_id, from_day) DO UPDATE SET ${told.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  ];
}

/** Steps of many matters, taken together by `spansOfMany`: each by itself costs three times as much. */
export const stepsOfMany = ['recalculate', 'transfer'] as const;
/** After steps of these actions were written on :day for the matters :ids, in the same transaction, one after the other. */
export const spansOfMany = stepped('jsonb_each(:ids) j CROSS JOIN rectification m', 'j.value', ':day');

/**
 * Steps are written when the matter is what they make of it. A clock set back adds to the day it had reached; of several
 * steps of a day the last rewrites what the first began.
 */
export const spanTrigger = `
CREATE TRIGGER rectification_span_step AFTER INSERT ON rectification_event
  WHEN NEW.to_state <> 'draft' AND ${noneOf('NEW.action', stepsOfMany)} BEGIN
  ${stepped('rectification m', 'NEW.rectification_id', 'NEW.day')
    .map((sql) => `${sql};`)
    .join('\n  ')}
END;
`;

/** The day of each step, never before the one of the step before it. */
const steps = `SELECT e.id, e.rectification_id, e.to_state, e.action, e.detail,
    max(e.day) OVER (PARTITION BY e.rectification_id ORDER BY e.id) AS day
  FROM rectification_event e WHERE e.to_state <> 'draft'`;
/** The last step of each day, with the due day its history tells. */
export const replaySql = `SELECT s.rectification_id, s.day AS from_day,
    lead(s.day, 1, ${STILL}) OVER (PARTITION BY s.rectification_id ORDER BY s.id) AS to_day, s.to_state AS state,
    (SELECT p.detail->>'dueDay' FROM rectification_event p WHERE p.rectification_id = s.rectification_id AND p.id <= s.id
      AND json_type(p.detail, '$.dueDay') IS NOT NULL ORDER BY p.id DESC LIMIT 1) AS due_on, s.id AS event_id,
    coalesce((SELECT p.action IN ('suspend', 'shelve') FROM rectification_event p WHERE p.rectification_id = s.rectification_id
      AND p.id <= s.id AND p.action IN ('suspend', 'resume', 'shelve', 'unshelve', 'reopen') ORDER BY p.id DESC LIMIT 1), 0) AS suspended
  FROM (SELECT *, row_number() OVER (PARTITION BY rectification_id, day ORDER BY id DESC) AS place FROM (${steps})) s
  WHERE s.place = 1`;

const current = (column: string, otherwise: string): string =>
  `CASE WHEN s.to_day = ${STILL} OR s.due_on = m.due_on THEN m.${column} ELSE ${otherwise} END`;
/**
 * The spans of matters that were there before spans were kept. A history tells the due day, not its hour: where it is not
 * that of today, the day is over at its end.
 */
export const fillSpansSql = `INSERT INTO rectification_span(${columns.join(', ')})
  SELECT s.rectification_id, s.from_day, s.to_day, s.state,
    CASE WHEN s.to_day = ${STILL} THEN m.due_on ELSE s.due_on END, ${current('due_at', startOfSql('(s.due_on + 1)'))},
    ${current('warn_at', 'NULL')}, CASE WHEN s.to_day = ${STILL} THEN m.suspended ELSE s.suspended END,
    ${unitBefore('m', 't.id > s.event_id')}, m.hall_id, m.severity
  FROM (${replaySql}) s JOIN rectification m ON m.id = s.rectification_id`;
