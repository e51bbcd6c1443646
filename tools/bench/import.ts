import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openDatabase } from '../../db/database.js';
import type { HallDraft, HallEntity, HallRow } from '../../domain/hall/entities.js';
import { hallSchema } from '../../domain/hall/schema.js';
import type { FieldValue } from '../../domain/hall/values.js';
import { JobManager } from '../../electron/jobs/manager.js';
import { FileTokens } from '../../electron/services/files.js';
import { createHallService, type HallService } from '../../electron/services/hall/service.js';
import { interleaved, median, rowOf, timeOf, type Bench, type BenchRow } from './kit.js';
import { addOffice, clock, contextOf, quiet } from './stage.js';

const ROWS = 10_000;
const ROUNDS = 3;
const UNITS = 65;
const WINDOWS = 300;
/** Milliseconds 10,000 rows may take, read, shown and applied. */
const AIM = 3000;

function make(hall: HallService, entity: HallEntity, fields: Record<string, FieldValue>): Promise<HallRow> {
  const empty = hallSchema[entity].fields.map(({ name }) => [name, null]);
  const draft = { entity, fields: { ...Object.fromEntries(empty), ...fields } } as unknown as HallDraft;
  return hall.commands.create({ clientId: randomUUID(), draft }, contextOf('hall.create'));
}

const titles = ['胸牌号', '姓名', '进驻单位', '岗位', 'AB岗', '党员', '电话', '备注'];
const surnames = Array.from('王李张刘陈杨赵黄周吴');

/** One person of the file; every reference is written as a name to be looked up. */
function personOf(index: number): string[] {
  return [
    String(index).padStart(5, '0'),
    `${surnames[index % surnames.length] ?? ''}${String.fromCharCode(0x4e00 + (index % 5000))}`,
    `第${index % UNITS}局`,
    `A${index % WINDOWS} 受理岗`,
    index % 2 === 0 ? 'A' : 'B',
    index % 5 === 0 ? '是' : '否',
    `139${String(index).padStart(8, '0')}`,
    index % 10 === 0 ? '轮岗人员，周三下午在二楼咨询台。' : '',
  ];
}

async function writeFiles(folder: string, rows: number): Promise<{ csv: string; xlsx: string }> {
  const people = Array.from({ length: rows }, (_, index) => personOf(index));
  const [csv, xlsx] = [join(folder, 'staff.csv'), join(folder, 'staff.xlsx')];
  await writeFile(csv, [titles, ...people].map((cells) => cells.join(',')).join('\r\n'));
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  book.addWorksheet('人员').addRows([titles, ...people]);
  await book.xlsx.writeFile(xlsx);
  return { csv, xlsx };
}

interface Parts {
  read: number;
  preview: number;
  apply: number;
  /** The longest time nothing else had its turn. */
  blocked: number;
}

/** A fresh hall of the usual size, one import into it. */
async function importOnce(folder: string, file: string, rows: number): Promise<Parts> {
  const data = join(folder, randomUUID());
  await mkdir(data);
  const database = await openDatabase({ folder: data, clock });
  try {
    await addOffice(database);
    const jobs = new JobManager(database, clock, quiet, () => undefined);
    const files = new FileTokens();
    const hall = createHallService({ database, jobs, files, clock });
    const home = await make(hall, 'hall', { name: '市政务服务中心' });
    const zone = await make(hall, 'zone', { hallId: home.id, name: '综合区' });
    const units: number[] = [];
    for (let index = 0; index < UNITS; index += 1) {
      units.push((await make(hall, 'unit', { hallId: home.id, name: `第${index}局` })).id);
    }
    for (let index = 0; index < WINDOWS; index += 1) {
      const unitId = units[index % UNITS] ?? 0;
      const window = await make(hall, 'window', { zoneId: zone.id, unitId, number: `A${index}`, name: '综合' });
      await make(hall, 'post', { windowId: window.id, name: '受理岗' });
    }
    const token = (await files.offer(file, 'open'))?.token ?? '';
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    let jobId = 0;
    const read = await timeOf(async () => {
      jobId = (await hall.import.read({ entity: 'staff', hallId: home.id, token }, contextOf('hall.importRead'))).jobId;
      await jobs.settled(jobId);
    });
    let total = 0;
    const preview = await timeOf(async () => {
      total = (await hall.import.preview({ jobId }, contextOf('hall.importPreview'))).counts.new;
    });
    const apply = await timeOf(async () => {
      const started = await hall.import.apply({ jobId, skipBad: false }, contextOf('hall.importApply'));
      await jobs.settled(started.jobId);
    });
    delay.disable();
    const stored = await database.read('bench.count', (reader) => reader.value<number>('SELECT count(*) FROM staff'));
    if (total !== rows || stored !== rows) throw new Error(`imported ${stored} of ${rows}, shown ${total}`);
    return { read, preview, apply, blocked: delay.max / 1e6 };
  } finally {
    await database.close();
    await rm(data, { recursive: true, force: true });
  }
}

/** The command line's own import of the same csv into a table without keys, checks, log or search. */
function baselineOnce(folder: string, csv: string): Promise<number> {
  const file = join(folder, `${randomUUID()}.sqlite`);
  return timeOf(() => {
    const run = spawnSync('sqlite3', [file], {
      input: `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;\n.mode csv\n.import "${csv}" staff\n`,
    });
    if (run.status !== 0) throw new Error(run.stderr.toString() || 'the sqlite3 command line is missing');
  });
}

async function measure(name: string, folder: string, file: string, csv: string, rows: number): Promise<BenchRow> {
  const parts: Parts[] = [];
  const { ours, baseline } = await interleaved(
    ROUNDS,
    async () => {
      const part = await importOnce(folder, file, rows);
      parts.push(part);
      return part.read + part.preview + part.apply;
    },
    () => baselineOnce(folder, csv),
  );
  const of = (part: keyof Parts): string => median(parts.slice(1).map((one) => one[part])).toFixed(0);
  const where = `read and compare ${of('read')}, preview ${of('preview')}, apply ${of('apply')} ms`;
  const note = `${rows} staff with names looked up, checked, audited, indexed (${where}; longest wait of anything else ${of('blocked')} ms; aim ${AIM}) against the sqlite3 command line's .import of the csv into a bare table`;
  return rowOf({ name, unit: 'ms', note }, ours, baseline);
}

export const bench: Bench = {
  name: 'import',
  async run({ scale = 1 }) {
    const rows = Math.round(ROWS * scale);
    const folder = await mkdtemp(join(tmpdir(), 'mingcha-bench-'));
    try {
      const { csv, xlsx } = await writeFiles(folder, rows);
      return [await measure('import', folder, csv, csv, rows), await measure('import-xlsx', folder, xlsx, csv, rows)];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
