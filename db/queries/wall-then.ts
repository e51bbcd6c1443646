import type { Period } from '../../domain/measures/period.js';
import type { Reader } from '../database.js';
import { dueExtended, factsOf, LONG, reopened, standsHandedIn } from '../measures/facts.js';
import { monthSql } from '../measures/sql.js';
import { waitingSpan } from '../measures/visit-spans.js';
import { openSpans } from './measure-levels.js';
import { factRows } from './measure-parts.js';
import { given, inHall, type WallPlace } from './wall.js';

/**
 * What the end of a past day did not know yet of the months before it, to be added to what is known now: visits that were
 * confirmed later count for nothing, and matters that moved since count as they stood.
 */

/** By month: what to add to a numerator and to a denominator. */
export type Correction = [month: number, numerator: number, denominator: number];

/** Of the last :day of `period`: scores nobody had confirmed. */
export function scoresLater(reader: Reader, period: Period, place: WallPlace): Promise<Correction[]> {
  const began = { long: 's.from_day <= :toDay', short: `s.from_day BETWEEN :toDay - ${LONG} AND :toDay` };
  const arm = (kind: 'long' | 'short'): string =>
    `SELECT s.visit_id FROM visit_span s INDEXED BY visit_span_${kind}
      WHERE ${waitingSpan[kind]} AND s.to_day > :toDay AND ${began[kind]}`;
  const scores = factsOf('scoreSum').map(
    (
      fact,
    ) => `SELECT ${monthSql(fact.day('r'))} AS month, ${fact.amounts.scoreSum?.('r')} AS score, ${fact.amounts.scored?.('r')} AS scored
      FROM (${arm('long')} UNION ALL ${arm('short')}) l CROSS JOIN ${factRows(fact)}
      WHERE r.id = l.visit_id AND ${fact.counted('r')} AND ${fact.day('r')} >= :fromDay${inHall(place, 'r.hall_id')}`,
  );
  return reader.json<Correction>(
    `SELECT json_group_array(json_array(month, score, scored)) FROM (
      SELECT month, -sum(score) AS score, -sum(scored) AS scored FROM (${scores.join(' UNION ALL ')}) GROUP BY month)`,
    { ...period, ...given(place) },
  );
}

/**
 * Of the last :day of `period`: what was due, and met, by the days and submissions of then in place of those of now. Only
 * what was open that day, or was struck off and came back, can have moved since.
 * @param end the last instant of that day
 */
export function duesLater(reader: Reader, period: Period, end: number, place: WallPlace): Promise<Correction[]> {
  const { from, params } = openSpans({ filter: given(place) });
  const submitted = `iif(m.submitted_at <= :end, m.submitted_at, (SELECT max(e.at) FROM rectification_event e
    WHERE e.rectification_id = m.id AND e.action = 'submit' AND e.at <= :end))`;
  const met = `(${standsHandedIn('t')} AND coalesce(${submitted} < t.due_at, 0))`;
  const within = (day: string): string => `${day} BETWEEN :fromDay AND :day`;
  return reader.json<Correction>(
    `WITH "then" AS MATERIALIZED (
      SELECT m.rectification_id AS id, m.state, m.due_on, m.due_at FROM ${from}
      UNION ALL
      SELECT m.rectification_id, m.state, m.due_on, m.due_at
        FROM (SELECT DISTINCT e.rectification_id AS id FROM rectification_event e INDEXED BY rectification_event_struck
          WHERE ${reopened.counted('e')} AND e.day > :day) b CROSS JOIN rectification_span m ON m.rectification_id = b.id
        WHERE m.from_day <= :day AND m.to_day > :day AND m.state = 'closed'${inHall(place, 'm.hall_id')})
    SELECT json_group_array(json_array(month, met, due)) FROM (SELECT month, sum(met) AS met, sum(due) AS due FROM (
      SELECT ${monthSql('t.due_on')} AS month, ${met} AS met, 1 AS due
        FROM "then" t CROSS JOIN rectification m ON m.id = t.id WHERE ${within('t.due_on')}
      UNION ALL
      SELECT ${monthSql('m.due_on')}, -${dueExtended.amounts.metExtended?.('m')}, -1
        FROM "then" t CROSS JOIN rectification m ON m.id = t.id
        WHERE ${dueExtended.counted('m')} AND ${within('m.due_on')}) GROUP BY month)`,
    { ...params, fromDay: period.fromDay, day: period.toDay, end },
  );
}
