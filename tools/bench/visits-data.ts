import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database, type Tx } from '../../db/database.js';
import { personByAccount } from '../../db/queries/people.js';
import { indexDocs } from '../../db/search.js';
import { dayOf } from '../../domain/time.js';
import { visitModeNames } from '../../domain/visit.js';
import { words } from './search-data.js';
import { openConsole, PASSWORD, type TestConsole } from '../../tests/support/workspace.js';

/** What the store of visits is made of, for queries to be drawn from. */
export const shape = { halls: 5, zones: 30, units: 65, windows: 300, inspectors: 24, plans: 24, rounds: 96 } as const;
export const FIRST_DAY = dayOf(Date.UTC(2021, 0, 1));
export const DAYS = 2100;
/** Part of the folder's name: raise it when the data changes. */
const VERSION = 4;

/** A whole number from 0 up to `below`, the same for the same row and salt: SQL has no seed of its own. */
export const pick = (salt: number, below: number): string =>
  `((((n * 2654435761 + ${salt} * 40503) % 4294967291) * 48271 + ${salt} * 7919) % 2147483647 % ${below})`;
export const among = (salt: number, words: readonly string[]): string =>
  `CASE ${pick(salt, words.length)} ${words.map((word, index) => `WHEN ${index} THEN '${word}'`).join(' ')} END`;

export const count = (to: number): string =>
  `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ${to})`;
export const at = 1_700_000_000_000;
export const uuid = (kind: string): string => `printf('${kind}%06x-0000-4000-8000-%012x', n, n)`;

/** Halls, zones, units and windows; the first hall and its administrator are there already. */
export const places = [
  `INSERT INTO hall(name, short_name, parent_id, created_at, updated_at)
    SELECT n || '号分中心', '分' || n, 1, ${at}, ${at} FROM (${count(shape.halls - 1)} SELECT n FROM c)`,
  `INSERT INTO zone(hall_id, name, created_at, updated_at)
    SELECT 1 + n % ${shape.halls}, n || ' 区', ${at}, ${at} FROM (${count(shape.zones)} SELECT n FROM c)`,
  `INSERT INTO unit(hall_id, name, short_name, created_at, updated_at)
    SELECT 1 + n % ${shape.halls}, '第' || n || '进驻单位', n || '局', ${at}, ${at} FROM (${count(shape.units)} SELECT n FROM c)`,
  `INSERT INTO "window"(number, name, zone_id, unit_id, hall_id, created_at, updated_at)
    SELECT char(65 + n / 40) || printf('%02d', n % 40), '综合受理 ' || n, z.id, u.id, z.hall_id, ${at}, ${at}
    FROM (${count(shape.windows)} SELECT n FROM c)
    JOIN zone z ON z.id = 1 + n % ${shape.zones} JOIN unit u ON u.id = 1 + n % ${shape.units}`,
  `INSERT INTO person(client_id, account, name, code, state, must_change_password, created_at, revision, opens_identity)
    SELECT ${uuid('aa')}, 'i' || n, '暗访员' || n, printf('A%02d', n), 'active', 0, ${at}, 1, 0
    FROM (${count(shape.inspectors)} SELECT n FROM c)`,
  `INSERT INTO person_role(person_id, role) SELECT id, 'inspector' FROM person WHERE account GLOB 'i*'`,
  `INSERT INTO inspection_plan(client_id, no, title, style, authority_basis, from_day, to_day, approver, state, created_by,
     created_at, updated_at)
    SELECT ${uuid('bb')}, '方〔2021〕' || n || '号', '专项 ' || n, 'random', '督查条例', ${FIRST_DAY}, ${FIRST_DAY + DAYS}, '批', 'active', 1,
      ${at}, ${at} FROM (${count(shape.plans)} SELECT n FROM c)`,
  `INSERT INTO inspection_round(client_id, plan_id, number, title, from_day, to_day, state, created_at, updated_at)
    SELECT ${uuid('cc')}, 1 + n % ${shape.plans}, 1 + n / ${shape.plans}, '第 ' || n || ' 批', ${FIRST_DAY}, ${FIRST_DAY + DAYS}, 'open',
      ${at}, ${at} FROM (${count(shape.rounds)} SELECT n FROM c)`,
];

const visits = (rows: number): string[] => [
  `INSERT INTO visit(id, client_id, no, year, number, mode, plan_id, round_id, hall_id, zone_id, window_id, unit_id,
     started_at, ended_at, day, spoken_to, narrative, state, score, grade, submitted_score, findings, severity, waiting_tenths,
     handling_tenths, submitted_at, submitted_by, created_by, created_at, updated_at)
   SELECT n, ${uuid('dd')}, '访〔' || y || '〕' || n || '号', y, n, v.mode, r.plan_id, r.id, w.hall_id, w.zone_id, w.id, w.unit_id,
     began, began + 3600000, day, '[]', '取号后在' || ${among(2, words.place)} || '观察，' || w.name || '窗口前有' || ${pick(1, 30)} || '人等候，办理' ||
       ${among(3, words.matter)} || '时工作人员' || ${among(18, words.fault)} || '，叫号间隔约' || ${pick(4, 20)} || '分钟，' ||
       ${among(5, words.result)} || '。',
     v.state, CASE WHEN v.state IN ('draft', 'returned', 'discarded') THEN NULL ELSE 4000 + ${pick(6, 6000)} END, 'A',
     CASE WHEN v.state IN ('draft', 'returned', 'discarded') THEN NULL ELSE 4000 + ${pick(6, 6000)} END, found,
     CASE WHEN found = 0 THEN 0 ELSE 1 + ${pick(7, 3)} END, ${pick(8, 600)}, ${pick(9, 900)}, began + 7200000, 2, 2,
     began, began + 8640000
   FROM (SELECT n, day, 2021 + (day - ${FIRST_DAY}) / 366 AS y, CAST(day AS INTEGER) * 86400000 + ${pick(10, 36_000_000)} AS began,
       ${among(11, visitModeNames)} AS mode, max(0, ${pick(12, 9)} - 4) AS found,
       CASE ${pick(13, 200)} WHEN 0 THEN 'draft' WHEN 1 THEN 'returned' WHEN 2 THEN 'submitted' WHEN 3 THEN 'submitted'
         WHEN 4 THEN 'discarded' ELSE 'confirmed' END AS state
     FROM (${count(rows)} SELECT n, ${FIRST_DAY} + (n - 1) * ${DAYS} / ${rows} AS day FROM c)) v
   JOIN "window" w ON w.id = 1 + ${pick(14, shape.windows)}
   LEFT JOIN inspection_round r ON r.id = 1 + ${pick(15, shape.rounds * 2)}`,
  `INSERT INTO visit_window(visit_id, window_id, unit_id, position, score)
    SELECT id, window_id, unit_id, 0, score FROM visit`,
  `INSERT INTO visit_inspector(visit_id, person_id, position)
    SELECT n, 2 + ${pick(16, shape.inspectors / 2)}, 0 FROM (SELECT id AS n FROM visit)
    UNION ALL SELECT n, ${2 + shape.inspectors / 2} + ${pick(17, shape.inspectors / 2)}, 1 FROM (SELECT id AS n FROM visit)`,
];

/** Fills a store that has its first hall and its office, and nothing else. */
export async function fillVisits(tx: Tx, rows: number): Promise<void> {
  for (const sql of [...places, ...visits(rows), 'ANALYZE']) await tx.run(sql);
}

/** Visits handed to the search index in one transaction. */
const PORTION = 5000;

/** Number and narrative of every visit into the search index, as handing it in would. */
async function indexVisits(database: Database): Promise<void> {
  for (let after = 0; ; after += PORTION) {
    const docs = await database.read('bench.docs', (reader) =>
      reader.json<[ref: number, day: number, text: string]>(
        `SELECT json_group_array(json_array(id, day, no || ' ' || narrative)) FROM
          (SELECT * FROM visit WHERE id > :after ORDER BY id LIMIT ${PORTION})`,
        { after },
      ),
    );
    if (docs.length === 0) return;
    const rows = docs.map(([ref, day, text]) => ({ kind: 'visit' as const, ref, unitId: null, day, text }));
    await database.write('bench.index', (tx) => indexDocs(tx, rows), { unaudited: true });
  }
}

/** A console over a store with `rows` visits, its office signed in: made once, kept among temporary files, used again. */
export async function openVisitStore(rows: number): Promise<TestConsole> {
  const folder = join(tmpdir(), `mingcha-bench-visits-${VERSION}-${rows}`);
  const whole = join(folder, 'whole');
  if (!existsSync(whole)) {
    console.error(`  making ${rows} visits, once`);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const first = await openConsole({ folder });
    await first.close();
    const database = await openDatabase({ folder: join(folder, 'data'), clock: () => at });
    await database.write('bench.visits', (tx) => fillVisits(tx, rows), { unaudited: true });
    await indexVisits(database);
    if (!(await database.read('bench.office', (reader) => personByAccount(reader, 'office'))))
      throw new Error('no office');
    await database.close();
    await writeFile(whole, '');
  }
  const console_ = await openConsole({ folder, setUp: false });
  await console_.call('session.signIn', { account: 'office', password: PASSWORD });
  return console_;
}
