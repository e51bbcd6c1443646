import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database, type Migration } from '../../db/database.js';
import { migrations } from '../../db/migrations/index.js';
import { interleaved, quantile, rowOf, timeOf, type Bench } from './kit.js';

const COMMITS = 1000;
/** Short turns, so that a disturbance of the machine meets both sides. */
const TURNS = 20;
const CHILDREN = 4;

const TABLES = `
CREATE TABLE bench_visit(id INTEGER PRIMARY KEY, day INTEGER NOT NULL, hall TEXT NOT NULL, note TEXT NOT NULL) STRICT;
CREATE TABLE bench_finding(id INTEGER PRIMARY KEY, visit_id INTEGER NOT NULL REFERENCES bench_visit(id),
  place INTEGER NOT NULL, severity INTEGER NOT NULL, text TEXT NOT NULL) STRICT;
CREATE INDEX bench_finding_visit ON bench_finding(visit_id);
`;

const migration: Migration = { version: 10_000, name: '10000-bench', up: (step) => step.exec(TABLES) };

// The command line gets the very tables and triggers of the audit chain, without the rest of the schema.
const AUDIT_PARTS = [
  'audit',
  'audit_object',
  'audit_actor',
  'audit_head',
  'audit_chain',
  'audit_no_update',
  'audit_no_delete',
];

const NOTE = '暗访时大厅秩序良好，引导台有人值守，叫号机运转正常，个别窗口人员离岗未摆放告示牌。';
const textOf = (visit: number, place: number): string => `窗口 ${visit % 300} 第 ${place} 项：工作人员未佩戴工号牌`;
const reasonOf = (visit: number): string => `录入 ${visit}`;

async function writeVisit(database: Database, visit: number): Promise<void> {
  await database.write('bench.visit', async (tx) => {
    const { lastId } = await tx.run('INSERT INTO bench_visit(day, hall, note) VALUES(?, ?, ?)', [
      20_000 + visit,
      '市民中心',
      NOTE,
    ]);
    const findings = Array.from({ length: CHILDREN }, (_, place) => [place, place % 3, textOf(visit, place)]);
    await tx.run(
      `INSERT INTO bench_finding(visit_id, place, severity, text)
         SELECT :visit, value->>0, value->>1, value->>2 FROM jsonb_each(:findings)`,
      { visit: lastId, findings: JSON.stringify(findings) },
    );
    await tx.audit({
      action: 'bench.visit',
      object: 'visit',
      ref: lastId,
      actor: { personId: 1, name: '王督查' },
      reason: reasonOf(visit),
      after: { id: lastId, note: NOTE },
    });
  });
}

/** The same rows as the command line is given them: one statement a table, the audit row with its hash ready made. */
function scriptFor(first: number, commits: number): string {
  const lines = ['PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;'];
  for (let visit = first; visit < first + commits; visit += 1) {
    const findings = Array.from(
      { length: CHILDREN },
      (_, place) => `(${visit}, ${place}, ${place % 3}, '${textOf(visit, place)}')`,
    );
    lines.push(
      'BEGIN IMMEDIATE;',
      `INSERT INTO bench_visit(day, hall, note) VALUES(${20_000 + visit}, '市民中心', '${NOTE}');`,
      `INSERT INTO bench_finding(visit_id, place, severity, text) VALUES ${findings.join(', ')};`,
      `INSERT INTO audit(seq, at, actor_id, actor_name, action, object, ref, reason, before_json, after_json, hash)
        VALUES(${visit}, 1795269900000, 1, '王督查', 'bench.visit', 'visit', ${visit}, '${reasonOf(visit)}', NULL,
        '${JSON.stringify({ id: visit, note: NOTE })}', x'${visit.toString(16).padStart(64, '0')}');`,
      'COMMIT;',
    );
  }
  return lines.join('\n');
}

function shell(file: string, input: string): void {
  const { status, error, stderr } = spawnSync('sqlite3', ['-bail', file], { input, encoding: 'utf8' });
  if (error !== undefined)
    throw new Error('The sqlite3 command line is needed as the baseline of db-write.', { cause: error });
  if (status !== 0) throw new Error(`sqlite3: ${stderr}`);
}

/** Commits of one parent, four children and an audit row, each on the disk before the next, against the command line. */
export const bench: Bench = {
  name: 'db-write',
  async run({ scale = 1 }) {
    const commits = Math.max(10, Math.round((COMMITS * scale) / TURNS));
    const folder = await mkdtemp(join(tmpdir(), 'mingcha-bench-write-'));
    const database = await openDatabase({
      folder,
      clock: () => 1_795_269_900_000,
      migrations: [...migrations, migration],
    });
    try {
      const file = join(folder, 'baseline.sqlite');
      const schema = await database.read('bench.schema', (reader) =>
        reader.json<string>(
          `SELECT json_group_array(sql || ';') FROM (SELECT sql FROM sqlite_schema
           WHERE name IN (SELECT value FROM json_each(:names)) ORDER BY rowid)`,
          { names: JSON.stringify(AUDIT_PARTS) },
        ),
      );
      const head = 'INSERT INTO audit_head(one, seq, hash) VALUES(1, 0, zeroblob(32));';
      shell(file, ['PRAGMA journal_mode = WAL;', ...schema, head, TABLES].join('\n'));
      // The shell's own start is not a commit; it is measured and taken off.
      const starts: number[] = [];
      for (let start = 0; start < 7; start += 1) starts.push(await timeOf(() => shell(file, 'SELECT 1;')));
      const idle = quantile(starts, 0.5);
      const single: number[] = [];
      const { ours, baseline } = await interleaved(
        TURNS,
        async (turn) => {
          const times: number[] = [];
          for (let visit = 1 + turn * commits; visit <= (turn + 1) * commits; visit += 1) {
            times.push(await timeOf(() => writeVisit(database, visit)));
          }
          if (turn > 0) single.push(...times);
          return times.reduce((sum, ms) => sum + ms, 0) / commits;
        },
        async (turn) => {
          const script = scriptFor(1 + turn * commits, commits);
          return ((await timeOf(() => shell(file, script))) - idle) / commits;
        },
      );
      const note = `${TURNS * commits} commits of 1 + ${CHILDREN} rows and a chained audit row, synchronous=FULL, through database.write, against the sqlite3 command line with the same rows (its start-up taken off); ratio: median of ${TURNS} pairs of turns`;
      const row = rowOf({ name: 'db-write', unit: 'ms a commit', note }, ours, baseline);
      const ratio = quantile(
        ours.map((ms, turn) => ms / (baseline[turn] ?? ms)),
        0.5,
      );
      return [{ ...row, ratio, p50: quantile(single, 0.5), p95: quantile(single, 0.95) }];
    } finally {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
