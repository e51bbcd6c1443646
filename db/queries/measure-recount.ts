import { fillSpansSql, replaySql } from '../measures/spans.js';
import { fillVisitSpansSql, visitSpansSql } from '../measures/visit-spans.js';
import { columnsOf, fillSql, recountSql, summaries, type Summary } from '../measures/summaries.js';
import { columnOf } from '../measures/sql.js';
import { STILL } from '../measures/facts.js';
import type { Reader, Tx } from '../database.js';

/** What is kept beside the rows, held to the rows it follows from. */

/** Rows of a summary that are not what its rows say, and those that are missing: none, when all is well. */
export function differencesSql(summary: Summary): string {
  const columns = columnsOf(summary).join(', ');
  const counts = summary.parts.map((part) => `${columnOf(part)} <> 0`).join(' OR ');
  const kept = `SELECT ${columns} FROM ${summary.table} WHERE ${counts}`;
  const counted = `SELECT ${columns} FROM (${recountSql(summary)}) WHERE ${counts}`;
  return `SELECT count(*) FROM (
    SELECT * FROM (${kept} EXCEPT ${counted}) UNION ALL SELECT * FROM (${counted} EXCEPT ${kept}))`;
}

/**
 * Days on which the spans do not say what the histories say: another state or due day after the last step of a day, a gap or
 * an overlap, or an end that is not the matter as it stands.
 */
export const spanDifferencesSql = `SELECT
  (SELECT count(*) FROM (${replaySql}) e LEFT JOIN rectification_span s ON s.rectification_id = e.rectification_id
    AND s.from_day <= e.from_day AND s.to_day > e.from_day
    WHERE s.state IS NOT e.state OR s.due_on IS NOT e.due_on)
  + (SELECT count(*) FROM (SELECT to_day, lead(from_day, 1, ${STILL}) OVER (PARTITION BY rectification_id ORDER BY from_day) AS next
    FROM rectification_span) WHERE to_day <> next)
  + (SELECT count(*) FROM rectification m LEFT JOIN rectification_span s ON s.rectification_id = m.id AND s.to_day = ${STILL}
    WHERE m.state <> 'draft' AND (m.state, m.due_on, m.due_at, m.warn_at, m.suspended, m.hall_id, m.unit_id, m.severity)
      IS NOT (s.state, s.due_on, s.due_at, s.warn_at, s.suspended, s.hall_id, s.unit_id, s.severity))`;

const visitSpanDifferencesSql = `SELECT count(*) FROM (
  SELECT * FROM (SELECT visit_id, from_day, to_day FROM visit_span EXCEPT ${visitSpansSql})
  UNION ALL SELECT * FROM (${visitSpansSql} EXCEPT SELECT visit_id, from_day, to_day FROM visit_span))`;

/** What is counted anew of each table, and how many rows differ; half a second each over a million rows. */
export const measureChecks = [
  ...summaries.map((summary) => ({ table: summary.table, sql: differencesSql(summary) })),
  { table: 'rectification_span', sql: spanDifferencesSql },
  { table: 'visit_span', sql: visitSpanDifferencesSql },
].map(({ table, sql }) => ({
  table,
  rows: async (reader: Reader): Promise<number> => (await reader.value<number>(sql)) ?? 0,
}));

/** By table, how many rows differ from a recount; tables that agree are left out. */
export async function measureDifferences(reader: Reader): Promise<Record<string, number>> {
  const found: [string, number][] = [];
  for (const { table, rows } of measureChecks) found.push([table, await rows(reader)]);
  return Object.fromEntries(found.filter(([, differing]) => differing > 0));
}

/** Counts every summary and the spans of visits anew from the rows. Those of matters stay: they know more than the histories tell. */
export async function rebuildSummaries(tx: Tx): Promise<void> {
  await tx.run('DELETE FROM visit_span');
  await tx.run(fillVisitSpansSql);
  for (const summary of summaries) {
    await tx.run(`DELETE FROM ${summary.table}`);
    await tx.run(fillSql(summary));
  }
}

/** Spans and summaries anew, where matters came in past their histories' triggers. */
export async function rebuildMeasures(tx: Tx): Promise<void> {
  await tx.run('DELETE FROM rectification_span');
  await tx.run(fillSpansSql);
  await rebuildSummaries(tx);
}
