import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '../../db/driver.js';
import type { Item, TemplateContent } from '../../domain/checklist/schema.js';
import type { VisitChange, VisitDetail } from '../../domain/visit-record.js';
import { itemsOf } from '../../domain/checklist/schema.js';
import { findingOfItem } from '../../domain/finding.js';
import { readyTemplate } from '../../domain/templates/index.js';
import { smallHall } from '../../tests/support/hall.js';
import { completing } from '../../tests/support/visits.js';
import { addPerson, openConsole, PASSWORD, type TestConsole } from '../../tests/support/workspace.js';
import { quantile, rowOf, timeOf, type Bench, type BenchRow } from './kit.js';
import { logStatements } from './statement-log.js';

const VISITS = 1000;
const CHANGED = `${PASSWORD}-8`;
/** Short turns, so that a disturbance of the machine meets both sides; the first warms up. */
const TURNS = 20;
/** Answers of a visit: three windows, the third with one more. */
const ITEMS = 13;

/** Plain items to conform to, and an optional one. */
function content(): TemplateContent {
  const base = readyTemplate('service_conduct', 'zh-CN');
  const pattern = itemsOf(base).find(({ item }) => item.kind === 'conformity' && item.showWhen === null)?.item as Item;
  const [section] = base.sections;
  if (!section) throw new Error('no section to build on');
  const items = Array.from({ length: ITEMS + 1 }, (_, index): Item => ({
    ...pattern,
    code: `A.${index + 1}`,
    required: index < ITEMS,
  }));
  return {
    ...base,
    title: '基准检查表',
    combine: 'sum',
    sections: [{ ...section, weight: null, baseScore: 100, items }],
  };
}

interface Scene {
  target: TestConsole;
  windows: number[];
  units: number[];
  versionId: number;
}

async function prepare(target: TestConsole): Promise<Omit<Scene, 'target'>> {
  const hall = await smallHall(target);
  const third = await target.call('hall.create', {
    clientId: randomUUID(),
    draft: {
      entity: 'window',
      fields: { zoneId: hall.zone.id, unitId: hall.tax.id, number: 'A11', name: '票据', note: null },
    },
  });
  await addPerson(target, 'lin', ['inspector']);
  const partner = await addPerson(target, 'qiao', ['inspector']);
  const { lastId } = await target.workspace.database.write(
    'bench.template',
    async (tx) => {
      const template = await tx.run(
        `INSERT INTO checklist_template(client_id, title, language, state, items, created_at, updated_at)
          VALUES(:clientId, '基准检查表', 'zh-CN', 'active', 14, 0, 0)`,
        { clientId: randomUUID() },
      );
      return tx.run(
        `INSERT INTO checklist_version(template_id, number, title, language, content, items, published_at, published_by)
          VALUES(:id, 1, '基准检查表', 'zh-CN', :content, 14, 0, 1)`,
        { id: template.lastId, content: JSON.stringify(content()) },
      );
    },
    { unaudited: true },
  );
  await target.call('session.signOut', {});
  await target.call('session.signIn', { account: 'lin', password: PASSWORD });
  await target.call('session.changePassword', { current: PASSWORD, next: CHANGED });
  return {
    windows: [hall.w2.id, hall.w10.id, third.id],
    units: [hall.unit.id, hall.tax.id, hall.tax.id, partner],
    versionId: lastId,
  };
}

const NARRATIVE = '暗访时大厅秩序良好，引导台有人值守，叫号机运转正常，个别窗口人员离岗未摆放告示牌。'.repeat(3);

/** Everything one visit is told: 40 answers, 12 steps, 3 findings, fields and texts. */
async function changesOf(scene: Scene, visit: VisitDetail): Promise<VisitChange[]> {
  const { target, units } = scene;
  const items = itemsOf(content()).map(({ item }) => item);
  const lists = visit.fields.windowIds.map((windowId) => ({ clientId: randomUUID(), windowId }));
  const seen = { ...visit, checklists: [] };
  const told = await completing(target, seen);
  const answers = lists.flatMap(({ clientId }, place) =>
    items.slice(0, place === 2 ? ITEMS + 1 : ITEMS).map((item, index): VisitChange => ({
      kind: 'answer',
      checklist: clientId,
      item: item.code,
      was: null,
      value: index === 0 ? { kind: 'fails', count: 1, note: '当面指出' } : { kind: 'conforms', count: 1, note: null },
    })),
  );
  const [failed] = items;
  const findings = lists.map(({ clientId: checklist, windowId }, place): VisitChange => {
    const opened = findingOfItem(
      failed as Item,
      {},
      {
        clientId: randomUUID(),
        checklist,
        windowId,
        unitId: units[place] ?? null,
        at: visit.fields.startedAt,
      },
    );
    return { kind: 'finding', clientId: opened.clientId, was: null, value: { ...opened, description: NARRATIVE } };
  });
  return [
    ...told,
    { kind: 'fields', was: { narrative: null }, value: { narrative: NARRATIVE } },
    ...lists.map(({ clientId, windowId }): VisitChange => {
      return { kind: 'checklist', clientId, windowId, versionId: scene.versionId };
    }),
    ...answers,
    ...findings,
  ];
}

/** Starts, fills and hands in one visit; only the three commands are timed. */
async function record(scene: Scene): Promise<number> {
  const { target, windows, units } = scene;
  const start = {
    clientId: randomUUID(),
    mode: 'simulated_transaction' as const,
    roundObjectId: null,
    hallId: null,
    windowIds: windows,
    partnerIds: [units[3] ?? 0],
  };
  let visit: VisitDetail | null = null;
  const starting = await timeOf(async () => (visit = await target.call('visits.start', start)));
  const { id, revision, checklists } = visit as unknown as VisitDetail;
  target.time.now += 3_600_000;
  const drop = checklists.map(({ clientId }): VisitChange => ({ kind: 'dropChecklist', clientId }));
  const changes = [...drop, ...(await changesOf(scene, visit as unknown as VisitDetail))];
  const writing = await timeOf(() => target.call('visits.change', { id, seen: revision, changes }));
  const ending = await timeOf(() => target.call('visits.submit', { id, revision: revision + 1 }));
  return starting + writing + ending;
}

function shell(file: string, script: string): void {
  const input = openSync(script, 'r');
  try {
    const { status, error, stderr } = spawnSync('sqlite3', ['-bail', file], {
      stdio: [input, 'ignore', 'pipe'],
      encoding: 'utf8',
    });
    if (error !== undefined)
      throw new Error('The sqlite3 command line is needed as the baseline of visits-submit.', { cause: error });
    if (status !== 0) throw new Error(`sqlite3: ${stderr}`);
  } finally {
    closeSync(input);
  }
}

/** A command line older than our library cannot open an index that deletes by itself; nothing is deleted here. */
async function plainIndex(file: string): Promise<void> {
  const connection = await Connection.open(file, 'write');
  const made = await connection.get<{ sql: string }>(`SELECT sql FROM sqlite_schema WHERE name = 'search_fts'`);
  const sql = made?.sql.replace(/,\s*contentless_delete\s*=\s*1/, '') ?? '';
  await connection.exec(`DROP TABLE search_fts; ${sql}`);
  await connection.close();
}

const PRAGMAS =
  'PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;';

async function measure(folder: string, visits: number): Promise<BenchRow[]> {
  const data = join(folder, 'ours');
  const first = await openConsole({ folder: data });
  const prepared = await prepare(first);
  await first.close();
  const [baseline, script] = [join(folder, 'baseline.sqlite'), join(folder, 'turn.sql')];
  const target = await openConsole({ folder: data, setUp: false });
  await target.call('session.signIn', { account: 'lin', password: CHANGED });
  // The store is at rest: its file and log together are the same state to both sides.
  const { file } = target.workspace.database;
  for (const part of ['', '-wal']) await copyFile(`${file}${part}`, `${baseline}${part}`);
  await plainIndex(baseline);
  const log = logStatements();
  try {
    await writeFile(script, 'SELECT 1;');
    const starts: number[] = [];
    for (let start = 0; start < 7; start += 1) starts.push(await timeOf(() => shell(baseline, script)));
    const idle = quantile(starts, 0.5);
    const [ours, theirs, single]: [number[], number[], number[]] = [[], [], []];
    for (let turn = 0; turn <= TURNS; turn += 1) {
      const times: number[] = [];
      for (let visit = 0; visit < visits; visit += 1) times.push(await record({ target, ...prepared }));
      const lines = log.take();
      await writeFile(script, [PRAGMAS, ...lines].join('\n'));
      const plain = (await timeOf(() => shell(baseline, script))) - idle;
      if (turn === 0) continue;
      single.push(...times);
      ours.push(times.reduce((sum, ms) => sum + ms, 0) / visits);
      theirs.push(plain / visits);
    }
    const note = `${TURNS * visits} visits of 3 windows, 40 answers and 3 findings, started, filled and handed in through the contract (3 commits each), against the sqlite3 command line with the very same statements, synchronous=FULL (its start-up taken off); ratio: median of ${TURNS} pairs of turns, 2 is half the rate`;
    const row = rowOf({ name: 'visits-submit', unit: 'ms a visit', note }, ours, theirs);
    const ratio = quantile(
      ours.map((ms, turn) => ms / (theirs[turn] ?? ms)),
      0.5,
    );
    return [{ ...row, ratio, p50: quantile(single, 0.5), p95: quantile(single, 0.95) }];
  } finally {
    log.stop();
    await target.close();
  }
}

/** Whole visits through the contract against their own statements run by the command line. */
export const bench: Bench = {
  name: 'visits-submit',
  async run({ scale = 1 }) {
    const folder = await mkdtemp(join(tmpdir(), 'mingcha-bench-visits-'));
    try {
      return await measure(folder, Math.max(2, Math.round((VISITS * scale) / TURNS)));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
