import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Tx } from '../../db/database.js';
import { Connection } from '../../db/driver.js';
import { measureDifferences, rebuildMeasures } from '../../db/queries/measure-recount.js';
import { findingCategories, severities } from '../../domain/checklist/kinds.js';
import { startOfDay } from '../../domain/time.js';
import { openConsole, PASSWORD, type TestConsole } from '../../tests/support/workspace.js';
import { matters } from './ledger-data.js';
import { among, count, DAYS, fillVisits, FIRST_DAY, pick, uuid } from './visits-data.js';

/** Part of the folder's name: raise it when the data changes. */
const VERSION = 5;
const FINDINGS = 5;
/** The last day of the data: the clock of the bench stands the day after. */
export const LAST_DAY = FIRST_DAY + DAYS - 1;
export const NOW = startOfDay(LAST_DAY + 1) + 36_000_000;

/**
 * Visits confirmed within ten days, one in a hundred after two months; waits with the target they were held against; five
 * findings to a visit, one in ten dismissed.
 */
const seen = (visits: number): string[] => [
  `INSERT INTO visit_event(visit_id, at, kind, person_id)
    SELECT id, min(submitted_at + 86400000 * iif(id % 100 = 0, 60, ${pick(65, 10).replaceAll('n', 'id')}), ${NOW}), 'confirmed', 1
    FROM visit WHERE state = 'confirmed'`,
  `UPDATE visit_window SET waiting_tenths = ${pick(60, 400).replaceAll('n', 'visit_id')}
    WHERE visit_id % 8 <> 0`,
  `INSERT INTO visit_submission(visit_id, number, submitted_at, submitted_by, record, sha256)
    SELECT id, 1, submitted_at, 2, '{"targets":{"waiting_minutes":15},"findings":[]}', printf('%064x', id) FROM visit
    WHERE submitted_at IS NOT NULL`,
  `INSERT INTO finding(id, client_id, no, visit_id, position, title, category, severity, hall_id, window_id, unit_id, at, day,
     description, corrected_on_spot, deadline_type, deadline_amount, state, decided_at, decided_by, created_at, updated_at)
   SELECT n, ${uuid('ab')}, printf('F%d', n), v.id, n % ${FINDINGS}, '工作时间空岗', ${among(61, findingCategories)}, ${among(62, severities)},
     v.hall_id, v.window_id, v.unit_id, v.started_at + ${pick(63, 3_600_000)}, v.day, '窗口无人，去向牌未放，群众等候后离开。', 0,
     'fixed_term_fix', 5, f.state, CASE WHEN f.state IN ('confirmed', 'dismissed') THEN v.submitted_at END,
     CASE WHEN f.state IN ('confirmed', 'dismissed') THEN 1 END, v.submitted_at, v.submitted_at
   FROM (SELECT c.n, v.*, CASE WHEN v.state <> 'confirmed' THEN 'submitted' WHEN ${pick(64, 10)} = 0 THEN 'dismissed'
       ELSE 'confirmed' END AS outcome FROM (${count(visits * FINDINGS)} SELECT n FROM c) c JOIN visit v ON v.id = 1 + c.n / ${FINDINGS}) v
   JOIN (SELECT 'confirmed' AS state UNION ALL SELECT 'dismissed' UNION ALL SELECT 'submitted') f ON f.state = v.outcome`,
];

const dayOfInstant = (at: string): string => `((${at} + 28800000) / 86400000)`;

/** Ten steps to a matter, spread over its life up to now; one in thirty-three was struck off once and came back. */
const histories = [
  `DELETE FROM rectification_event`,
  `UPDATE rectification SET closed_at = min(issued_at + (5 + id % 60) * 86400000, ${NOW}),
     submitted_at = min(issued_at + (3 + id % 60) * 86400000, ${NOW}) WHERE state = 'closed'`,
  `INSERT INTO rectification_event(rectification_id, at, day, action, person_id, note, from_state, to_state, detail)
   SELECT m.id, m.issued_at + m.life * k.nth / 10, ${dayOfInstant('(m.issued_at + m.life * k.nth / 10)')},
     CASE WHEN k.nth = 10 AND m.state = 'closed' THEN 'close' WHEN k.nth = 10 THEN 'order'
       WHEN m.id % 33 = 0 AND k.nth = 6 THEN 'close' WHEN m.id % 33 = 0 AND k.nth = 7 THEN 'reopen' ELSE k.action END, 1, NULL, NULL,
     CASE WHEN k.nth = 10 THEN m.state WHEN m.id % 33 = 0 AND k.nth = 6 THEN 'closed' WHEN m.id % 33 = 0 AND k.nth = 7 THEN 'reopened'
       ELSE k.state END,
     CASE WHEN k.nth = 0 THEN json_object('dueDay', m.due_on)
       WHEN m.id % 33 = 0 AND k.nth = 7 THEN json_object('closedAt', m.issued_at + m.life * 6 / 10) ELSE '{}' END
   FROM (SELECT *, CASE WHEN state = 'closed' THEN closed_at - issued_at ELSE min(12 * 86400000, ${NOW} - issued_at) END AS life FROM rectification) m
   CROSS JOIN (SELECT 0 AS nth, 'issue' AS action, 'issued' AS state UNION ALL SELECT 1, 'acknowledge', 'acknowledged'
     UNION ALL SELECT 2, 'report', 'in_rectification' UNION ALL SELECT 3, 'remind', 'in_rectification'
     UNION ALL SELECT 4, 'report', 'in_rectification' UNION ALL SELECT 5, 'submit', 'submitted'
     UNION ALL SELECT 6, 'return', 'returned' UNION ALL SELECT 7, 'report', 'in_rectification'
     UNION ALL SELECT 8, 'submit', 'submitted' UNION ALL SELECT 9, 'arrange', 'verifying' UNION ALL SELECT 10, '', '') k
   ORDER BY m.id, k.nth`,
];

/** What guards and counts while rows are written one by one; bulk rows come past it. */
async function triggersOf(connection: Connection): Promise<{ name: string; sql: string }[]> {
  return connection.all(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name NOT LIKE 'search%'`);
}

/** Fills the store past its triggers and counts the summaries from the rows. */
async function fill(folder: string, visits: number): Promise<void> {
  const connection = await Connection.open(join(folder, 'data', 'mingcha.sqlite'), 'write');
  const triggers = await triggersOf(connection);
  for (const { name } of triggers) await connection.exec(`DROP TRIGGER ${name}`);
  await connection.close();
  const database = await openDatabase({ folder: join(folder, 'data'), clock: () => NOW });
  const work = async (tx: Tx): Promise<void> => {
    await fillVisits(tx, visits);
    const filled = [...seen(visits), ...matters('busy', Math.round(visits / 2)), ...histories];
    for (const sql of filled) await tx.run(sql);
    await rebuildMeasures(tx);
    await tx.run('ANALYZE');
  };
  await database.write('bench.measures', work, { unaudited: true });
  const differing = await database.read('bench.check', measureDifferences);
  await database.close();
  if (Object.keys(differing).length > 0) throw new Error(`summaries differ: ${JSON.stringify(differing)}`);
  const again = await Connection.open(join(folder, 'data', 'mingcha.sqlite'), 'write');
  for (const { sql } of triggers) await again.exec(sql);
  await again.close();
}

/**
 * A console over a store of 5.7 years: `visits` visits, five times as many findings and steps of histories. Its office is
 * signed in, its clock stands behind the last day. Made once, kept among temporary files, used again.
 */
export async function openMeasureStore(visits: number): Promise<TestConsole> {
  const folder = join(tmpdir(), `mingcha-bench-measures-${VERSION}-${visits}`);
  const whole = join(folder, 'whole');
  if (!existsSync(whole)) {
    console.error(`  making ${visits} visits, ${visits * FINDINGS} findings and as many steps of rectifications, once`);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await (await openConsole({ folder })).close();
    await fill(folder, visits);
    await writeFile(whole, '');
  }
  const opened = await openConsole({ folder, setUp: false });
  await opened.call('session.signIn', { account: 'office', password: PASSWORD });
  opened.time.now = NOW;
  return opened;
}
