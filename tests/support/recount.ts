import { join } from 'node:path';
import { Connection } from '../../db/driver.js';

/**
 * What each chart of the trends has to show, counted from the rows by statements written for this alone: nothing here knows
 * of the measures, their facts or their summaries. `:fromDay` and `:toDay` are day numbers.
 */
interface Recount {
  chart: string;
  /** Places of the table's columns that are held against it; the first tells the rows apart. */
  columns: readonly number[];
  /** The line of the total, where it has one, is passed over. */
  withTotal?: true;
  sql: string;
}

const monthOf = (day: string): string => `strftime('%Y-%m', ${day} * 86400, 'unixepoch')`;
const shanghai = (instant: string): string => `(${instant} / 1000 + 28800)`;
const monthAt = (instant: string): string => `strftime('%Y-%m', ${shanghai(instant)}, 'unixepoch')`;
const dayAt = (instant: string): string => `(${shanghai(instant)} / 86400)`;
const during = (day: string): string => `${day} BETWEEN :fromDay AND :toDay`;

const scores = `SELECT v.day, w.score FROM visit v JOIN visit_window w ON w.visit_id = v.id
    WHERE v.state = 'confirmed' AND w.score IS NOT NULL
  UNION ALL SELECT v.day, v.score FROM visit v LEFT JOIN visit_window w ON w.visit_id = v.id
    WHERE v.state = 'confirmed' AND w.visit_id IS NULL AND v.score IS NOT NULL`;
const target = `(SELECT json_extract(s.record, '$.targets.waiting_minutes') FROM visit_submission s WHERE s.visit_id = v.id
  ORDER BY s.number DESC LIMIT 1)`;
const waits = `SELECT v.day, w.waiting_tenths AS tenths, ${target} AS target FROM visit v
    JOIN visit_window w ON w.visit_id = v.id WHERE v.state = 'confirmed' AND w.waiting_tenths IS NOT NULL
  UNION ALL SELECT v.day, v.waiting_tenths, ${target} FROM visit v LEFT JOIN visit_window w ON w.visit_id = v.id
    WHERE v.state = 'confirmed' AND w.visit_id IS NULL AND v.waiting_tenths IS NOT NULL`;
const found = `SELECT * FROM finding WHERE state = 'confirmed' AND ${during('day')}`;
const due = (day: string): string => `SELECT ${monthOf(day)} AS month, count(*) AS due,
    sum(state IN ('submitted', 'verifying', 'closed') AND submitted_at < CASE '${day}' WHEN 'due_on' THEN due_at ELSE
      iif(due_on = original_due_on, due_at, (original_due_on + 1) * 86400000 - 28800000) END) AS met
  FROM rectification WHERE state <> 'draft' AND closure IS NOT 'revoked' AND ${during(day)} GROUP BY 1`;

export const recounts: readonly Recount[] = [
  {
    chart: 'score',
    columns: [0, 2, 3],
    sql: `SELECT ${monthOf('day')}, sum(score) / 100.0, count(*) FROM (${scores}) WHERE ${during('day')} GROUP BY 1`,
  },
  {
    chart: 'pareto',
    columns: [1, 2, 3, 4],
    sql: `SELECT sum(severity = 'general'), sum(severity = 'serious'), sum(severity = 'grave'), count(*)
      FROM (${found}) GROUP BY category`,
  },
  { chart: 'findings', columns: [0, 1], sql: `SELECT ${monthOf('day')}, count(*) FROM (${found}) GROUP BY 1` },
  {
    chart: 'waits',
    columns: [0, 1, 2],
    withTotal: true,
    sql: `SELECT tenths / 10, count(*), sum(coalesce(tenths > 10 * target, 0)) FROM (${waits})
      WHERE ${during('day')} GROUP BY 1`,
  },
  {
    chart: 'eachWait',
    columns: [0, 1, 2, 4],
    sql: `SELECT ${monthOf('day')}, count(*), sum(coalesce(tenths > 10 * target, 0)), max(tenths / 10) FROM (${waits})
      WHERE ${during('day')} GROUP BY 1`,
  },
  {
    chart: 'onTime',
    columns: [0, 2, 3, 5, 6],
    sql: `SELECT coalesce(a.month, b.month), coalesce(a.met, 0), coalesce(a.due, 0), coalesce(b.met, 0), coalesce(b.due, 0)
      FROM (${due('due_on')}) a FULL JOIN (${due('original_due_on')}) b ON b.month = a.month`,
  },
  {
    chart: 'funnel',
    columns: [1],
    sql: `WITH issued AS (SELECT * FROM rectification WHERE state <> 'draft' AND ${during(dayAt('issued_at'))})
      SELECT count(*) FROM issued UNION ALL SELECT count(*) FROM issued WHERE verification_result = 'done'
      UNION ALL SELECT count(*) FROM issued WHERE state = 'closed'`,
  },
  {
    chart: 'recurrence',
    columns: [0, 2, 3, 5, 6],
    sql: `WITH months AS (
        SELECT ${monthAt('at')} AS month, 1 AS struck, 0 AS back, 0 AS issued, 0 AS done FROM rectification_event
          WHERE action IN ('close', 'uphold_appeal') AND ${during('day')}
        UNION ALL SELECT ${monthAt("json_extract(detail, '$.closedAt')")}, 0, 1, 0, 0 FROM rectification_event
          WHERE action = 'reopen' AND ${during(dayAt("json_extract(detail, '$.closedAt')"))}
        UNION ALL SELECT ${monthAt('issued_at')}, 0, 0, 1, state = 'closed' FROM rectification
          WHERE state <> 'draft' AND ${during(dayAt('issued_at'))})
      SELECT month, sum(back), sum(struck), sum(done), sum(issued) FROM months GROUP BY 1`,
  },
  {
    chart: 'perHundred',
    columns: [0, 2, 3],
    sql: `WITH counted AS (SELECT ${monthOf('day')} AS month, 1 AS found, 0 AS visited FROM (${found})
        UNION ALL SELECT ${monthOf('v.day')}, 0, 1 FROM visit v JOIN visit_window w ON w.visit_id = v.id
          WHERE v.state = 'confirmed' AND ${during('v.day')})
      SELECT month, sum(found), sum(visited) FROM counted GROUP BY 1`,
  },
  {
    chart: 'heatHour',
    columns: [3, 4],
    sql: `WITH counted AS (SELECT (day + 3) % 7 AS weekday, ${shanghai('at')} / 3600 % 24 AS hour, 1 AS found, 0 AS visited
        FROM (${found}) WHERE at IS NOT NULL
      UNION ALL SELECT (v.day + 3) % 7, ${shanghai('v.started_at')} / 3600 % 24, 0, 1 FROM visit v
        JOIN visit_window w ON w.visit_id = v.id
        WHERE v.state = 'confirmed' AND v.started_at IS NOT NULL AND ${during('v.day')})
      SELECT sum(found), sum(visited) FROM counted GROUP BY weekday, hour`,
  },
  {
    chart: 'leads',
    columns: [0, 1, 2, 3],
    sql: `SELECT ${monthAt('submitted_at')}, count(*), sum(state = 'accepted'), sum(state IN ('accepted', 'answered'))
      FROM lead WHERE state <> 'draft' AND ${during(dayAt('submitted_at'))} GROUP BY 1`,
  },
  {
    chart: 'units',
    columns: [2],
    sql: `SELECT count(*) FROM (SELECT w.unit_id FROM visit v JOIN visit_window w ON w.visit_id = v.id
          WHERE v.state = 'confirmed' AND w.score IS NOT NULL AND w.unit_id IS NOT NULL AND ${during('v.day')}
        UNION ALL SELECT v.unit_id FROM visit v LEFT JOIN visit_window w ON w.visit_id = v.id
          WHERE v.state = 'confirmed' AND w.visit_id IS NULL AND v.score IS NOT NULL AND v.unit_id IS NOT NULL
            AND ${during('v.day')}) GROUP BY unit_id`,
  },
  {
    chart: 'heatWindow',
    columns: [14],
    sql: `SELECT count(*) FROM (${found}) WHERE window_id IS NOT NULL GROUP BY window_id`,
  },
];

/** Lines as they have to stand, in one order: those that hold nothing but zeros are left out. */
export async function recount(
  folder: string,
  { sql }: Recount,
  period: { fromDay: number; toDay: number },
): Promise<string[]> {
  const connection = await Connection.open(join(folder, 'mingcha.sqlite'), 'read');
  try {
    const rows = await connection.all<Record<string, string | number>>(sql, period);
    return linesOf(rows.map((row) => Object.values(row)));
  } finally {
    await connection.close();
  }
}

/** Keys are words, counts numbers: a line of zeros says nothing. */
export const linesOf = (rows: readonly (readonly (string | number)[])[]): string[] =>
  rows
    .filter((row) => row.some((value) => typeof value === 'number' && value !== 0))
    .map((row) => row.join(' '))
    .sort();
