import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Tx } from '../../db/database.js';
import { migrations } from '../../db/migrations/index.js';
import { deadlineTypeNames, findingCategories, severities } from '../../domain/checklist/kinds.js';
import { rectificationStates } from '../../domain/rectification/life.js';
import { startOfDay } from '../../domain/time.js';
import { openConsole, PASSWORD, type TestConsole } from '../../tests/support/workspace.js';
import { among, at, count, DAYS, FIRST_DAY, pick, places, shape, uuid } from './visits-data.js';

/** Part of the folder's name: raise it when the data changes. */
const VERSION = 3;

/** Days of a store of matters: over the years, or all of them running into a year whose calendar is provisional. */
const ledgers = {
  /** Six years; three of four struck off. */
  years: { firstDay: FIRST_DAY, days: DAYS, open: 25 },
  /** The same years, with as many left open as a hall has. */
  busy: { firstDay: FIRST_DAY, days: DAYS, open: 4 },
  /** Every one open, issued from 2026-12-01 on, and due next year. */
  open: { firstDay: 20_788, days: 31, open: 100 },
} as const;
export type Ledger = keyof typeof ledgers;

const openStates = rectificationStates.filter((state) => state !== 'draft' && state !== 'closed');
const workStates = ['acknowledged', 'in_rectification', 'returned', 'reopened'];
const branches = `('extension_pending', 'appealed', 'shelved')`;
const instant = (day: string): string => `(${day} * 86400000 - 28800000 + ${pick(30, 36_000_000)})`;

/** Matters and what happened to them first; every text of the length it has in a hall. */
export function matters(ledger: Ledger, rows: number): string[] {
  const { firstDay, days, open } = ledgers[ledger];
  const states = ledger === 'open' ? workStates : openStates;
  const types = ledger === 'open' ? ['fixed_term_fix'] : deadlineTypeNames;
  const amount =
    ledger === 'open'
      ? `20 + ${pick(45, 20)}`
      : `CASE ${pick(45, 4)} WHEN 0 THEN 3 WHEN 1 THEN 5 WHEN 2 THEN 10 ELSE 15 END`;
  const verified = `m.state IN ('verifying', 'closed')`;
  return [
    `INSERT INTO rectification_notice(client_id, no, year, number, unit_id, issued_at, issued_by)
      SELECT ${uuid('ee')}, '督整通〔2026〕' || n || '号', 2026, n, 1 + n % ${shape.units}, ${at}, 1
      FROM (${count(Math.max(1, Math.round(rows / 20)))} SELECT n FROM c)`,
    `INSERT INTO rectification(id, client_id, no, year, number, notice_id, origin, round_id, found_on, hall_id, window_id,
       unit_id, problem, goal, category, severity, basis_clause, responsible_person, responsible_leader, deadline_type,
       deadline_amount, by_day, state, before_state, issued_at, issued_by, received_at, received_by, starts_at,
       original_due_on, due_on, due_at, warn_at, provisional, suspended, extensions, submitted_at, submitted_by,
       verifier_id, verification_result, closed_at, closed_by, closure, reopenings, escalation, reminders, created_by,
       created_at, updated_at)
     SELECT n, ${uuid('ff')}, '督整〔' || m.year || '〕' || n || '号', m.year, n, 1 + n % ${Math.max(1, Math.round(rows / 20))},
       'office', r.id, m.day - ${pick(31, 9)}, w.hall_id, w.id, w.unit_id,
       '工作时间空岗 ' || ${pick(32, 50)} || ' 分钟，AB岗未到位：' || w.name || '窗口无人，去向牌未放，群众等候后离开。',
       '窗口工作时间不断岗，AB岗随时顶上。', m.category, m.severity, 'AB岗工作制 第' || ${pick(33, 20)} || '条', '责任人' || ${pick(34, 200)},
       '分管' || ${pick(35, 60)}, m.type, m.amount, CASE WHEN m.type = 'fixed_date' THEN due END, m.state,
       CASE WHEN m.state IN ${branches} THEN 'in_rectification' END, issued, 1,
       CASE WHEN m.state <> 'issued' THEN issued + 3600000 END, CASE WHEN m.state <> 'issued' THEN 1 END,
       CASE WHEN m.state <> 'issued' THEN issued + 3600000 END, due, due,
       (due + 1) * 86400000 - 28800000, (coalesce(due, day + 90) - 1) * 86400000 - 28800000, ${ledger === 'open' ? 1 : 0},
       CASE WHEN m.state = 'shelved' THEN 1 ELSE 0 END, max(0, ${pick(36, 8)} - 6),
       CASE WHEN m.state IN ('submitted', 'verifying', 'closed') THEN issued + 86400000 END,
       CASE WHEN m.state IN ('submitted', 'verifying', 'closed') THEN 1 END,
       CASE WHEN ${verified} THEN 2 + ${pick(37, shape.inspectors)} END,
       CASE WHEN m.state = 'closed' OR (m.state = 'verifying' AND ${pick(38, 2)} = 0) THEN 'done' END,
       CASE WHEN m.state = 'closed' THEN issued + 172800000 END, CASE WHEN m.state = 'closed' THEN 1 END,
       CASE WHEN m.state = 'closed' THEN 'verified' END, CASE ${pick(39, 30)} WHEN 0 THEN 1 ELSE 0 END,
       max(0, ${pick(40, 12)} - 8), max(0, ${pick(41, 6)} - 4), 1, issued, issued + ${pick(42, 86_400_000)}
     FROM (SELECT n, day, 2021 + (day - ${FIRST_DAY}) / 366 AS year, ${instant('day')} AS issued, amount, type,
         CASE WHEN type = 'standing_measure' THEN NULL ELSE day + amount * 7 / 5 + 1 END AS due, state, severity, category
       FROM (SELECT n, day, ${amount} AS amount, ${among(46, types)} AS type, ${among(47, severities)} AS severity,
           ${among(48, findingCategories)} AS category,
           CASE WHEN ${pick(43, 100)} < ${open} THEN ${among(44, states)} ELSE 'closed' END AS state
         FROM (${count(rows)} SELECT n, ${firstDay} + (n - 1) * ${days} / ${rows} AS day FROM c))) m
     JOIN "window" w ON w.id = 1 + ${pick(14, shape.windows)}
     LEFT JOIN inspection_round r ON r.id = 1 + ${pick(15, shape.rounds * 2)}`,
    `INSERT INTO rectification_measure(rectification_id, position, text)
      SELECT id, 0, '调整排班，明确B岗人员' FROM rectification UNION ALL SELECT id, 1, '对当事人谈话提醒' FROM rectification`,
    `INSERT INTO rectification_event(rectification_id, at, day, action, person_id, to_state, detail)
      SELECT id, issued_at, found_on, 'issue', 1, 'issued', '{}' FROM rectification`,
  ];
}

/** Fills a store that has its first hall and its office, and nothing else. */
export async function fillLedger(tx: Tx, ledger: Ledger, rows: number): Promise<void> {
  for (const sql of [...places, ...matters(ledger, rows), 'ANALYZE']) await tx.run(sql);
}

/**
 * A folder of a console whose ledger holds `rows` matters, office set up: made once, kept among temporary files. Work on a
 * copy of it where something is written.
 */
export async function ledgerFolder(ledger: Ledger, rows: number): Promise<string> {
  // A store of another schema is no store of this one, also where a step came in between.
  const schema = migrations.map(({ version }) => version).join('.');
  const folder = join(tmpdir(), `mingcha-bench-ledger-${VERSION}-${schema}-${ledger}-${rows}`);
  const whole = join(folder, 'whole');
  if (existsSync(whole)) return folder;
  console.error(`  making ${rows} matters, once`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await (await openConsole({ folder })).close();
  const database = await openDatabase({
    folder: join(folder, 'data'),
    clock: () => startOfDay(ledgers.open.firstDay + 20),
  });
  await database.write('bench.ledger', (tx) => fillLedger(tx, ledger, rows), { unaudited: true });
  await database.close();
  await writeFile(whole, '');
  return folder;
}

/** A console over such a folder, its office signed in. */
export async function openLedger(folder: string): Promise<TestConsole> {
  const opened = await openConsole({ folder, setUp: false });
  await opened.call('session.signIn', { account: 'office', password: PASSWORD });
  return opened;
}

/** A copy that can be written to; the caller removes it. */
export async function copyOf(folder: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'mingcha-bench-copy-'));
  await cp(folder, copy, { recursive: true });
  return copy;
}
