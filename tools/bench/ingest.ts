import { createCipheriv, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openDatabase } from '../../db/database.js';
import { JobManager } from '../../electron/jobs/manager.js';
import { FileTokens } from '../../electron/services/files.js';
import { AtWork } from '../../electron/services/custody/at-work.js';
import { createFootageServices } from '../../electron/services/footage/service.js';
import { createHallService } from '../../electron/services/hall/service.js';
import { findMediaTools } from '../../media/binaries.js';
import { EvidenceStore } from '../../media/evidence-store.js';
import { runToEnd } from '../../media/runner.js';
import { interleaved, median, quantile, rowOf, timeOf, type Bench, type BenchRow } from './kit.js';
import { addOffice, clock, contextOf, quiet } from './stage.js';

const FILES = 20;
const FILE_BYTES = 100 << 20;
/** Files of one turn: long enough that a program's start does not count. */
const TURN = 5;
const LIMIT_MS = 300_000;
/** Seconds of footage that are coded anew while files come in. */
const FOREIGN_SECONDS = 60;

/** Bytes nothing can make shorter, no two files alike. */
async function makeFile(path: string, bytes: number): Promise<void> {
  const stream = createCipheriv('aes-128-ctr', randomBytes(16), randomBytes(16));
  const piece = Buffer.alloc(8 << 20);
  const file = await open(path, 'w');
  try {
    for (let at = 0; at < bytes; at += piece.length)
      await file.write(stream.update(piece.subarray(0, Math.min(piece.length, bytes - at))));
  } finally {
    await file.close();
  }
}

async function program(name: string, args: string[]): Promise<number> {
  return timeOf(async () => {
    const { code, stderr } = await runToEnd(name, args, LIMIT_MS);
    if (code !== 0) throw new Error(`${name}: ${stderr}`);
  });
}

/** Copies as the console does, then reads back; the two timed apart. The sync to the disk counts as copying. */
async function stageAll(store: EvidenceStore, files: readonly string[], readBack: number[]): Promise<number> {
  let copying = 0;
  let reading = 0;
  for (const file of files) {
    const begun = performance.now();
    let copied = Number.NaN;
    let bytes = 0;
    const onBytes = (more: number): void => {
      if (bytes >= FILE_BYTES && Number.isNaN(copied)) copied = performance.now();
      bytes += more;
    };
    const staged = await store.stage(file, { name: file, mostBytes: Infinity, onBytes });
    const ended = performance.now();
    await store.drop(staged);
    copying += copied - begun;
    reading += ended - copied;
  }
  readBack.push(reading);
  return copying;
}

async function copyRows(folder: string, files: readonly string[]): Promise<BenchRow[]> {
  const store = new EvidenceStore(join(folder, 'evidence'));
  const target = join(folder, 'cp');
  const readBack: number[] = [];
  const [copies, sums]: [number[], number[]] = [[], []];
  const rounds = Math.floor(files.length / TURN);
  const of = (round: number): string[] => files.slice((round % rounds) * TURN, ((round % rounds) + 1) * TURN);
  const { ours, baseline } = await interleaved(
    rounds,
    (round) => stageAll(store, of(round), readBack),
    async (round) => {
      await mkdir(target, { recursive: true });
      const copy = await program('cp', [...of(round), target]);
      await rm(target, { recursive: true });
      const sum = await program('sha256sum', of(round));
      if (round > 0) [copies, sums].forEach((list, index) => list.push(index === 0 ? copy : sum));
      return Math.max(copy, sum);
    },
  );
  const perGb = (list: readonly number[]): number[] => list.map((ms) => ((ms / TURN / FILE_BYTES) * 2 ** 30) / 1000);
  const gbs = Math.round((files.length * FILE_BYTES) / 2 ** 30);
  return [
    rowOf(
      {
        name: 'ingest',
        unit: 's/GiB',
        note: `${gbs} GiB copied, hashed in the same pass and synced, against the slower of cp (${median(perGb(copies)).toFixed(2)}) and sha256sum (${median(perGb(sums)).toFixed(2)}); at most 1.1`,
      },
      perGb(ours),
      perGb(baseline),
    ),
    rowOf(
      { name: 'ingest-read-back', unit: 's/GiB', note: 'Reading every byte back and comparing, beside the above.' },
      perGb(readBack.slice(1)),
      null,
    ),
  ];
}

/** The whole way of an order, while another recording is coded anew: what the main process feels of it. */
async function wholeRows(folder: string, files: readonly string[], foreign: string): Promise<BenchRow[]> {
  const data = join(folder, 'data');
  const database = await openDatabase({ folder: data, clock });
  const jobs = new JobManager(database, clock, quiet, () => undefined);
  const tokens = new FileTokens();
  const footage = createFootageServices({
    atWork: new AtWork(),
    ...{ database, jobs, files: tokens, clock, log: quiet, folder: data },
    store: new EvidenceStore(join(data, 'evidence')),
    chosenTool: { get: () => null, set: () => undefined },
    changed: () => undefined,
  });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const memory: number[] = [];
  try {
    await addOffice(database);
    const hall = createHallService({ database, jobs, files: tokens, clock });
    const fields = { name: '市政务服务中心', shortName: null, parentId: null, address: null, phone: null };
    const draft = { entity: 'hall' as const, fields: { ...fields, openHours: null, openedDay: null, note: null } };
    const { id: hallId } = await hall.commands.create({ clientId: randomUUID(), draft }, contextOf('hall.create'));
    const order = async (path: string): Promise<number> => {
      const token = (await tokens.offer(path, 'open'))?.token ?? '';
      const acquisition = { method: 'hall_recorder' as const, takenBy: null, approvalNo: null, basis: null };
      const input = { hallId, cameraId: null, retentionClass: 'footage' as const, acquisition };
      const made = await footage.taking.takeIn(
        { clientId: randomUUID(), tokens: [token], ...input },
        contextOf('footage.takeIn'),
      );
      return made.jobId;
    };
    await jobs.settled(await order(foreign));
    await footage.player.open({ id: 1, reason: 'bench' }, contextOf('recordings.open'));
    const watch = setInterval(() => memory.push(process.memoryUsage().rss / 2 ** 20), 50);
    delay.enable();
    const taken = await timeOf(async () => jobs.settled(await order(join(folder, 'source'))));
    delay.disable();
    clearInterval(watch);
    const kept = await database.read('bench.count', (reader) => reader.value<number>('SELECT count(*) FROM recording'));
    if (kept !== files.length + 1) throw new Error(`${kept} recordings of ${files.length + 1} files`);
    const p99 = delay.percentile(99) / 1e6;
    const first = median(memory.slice(0, 20));
    const last = median(memory.slice(-20));
    return [
      {
        ...rowOf({ name: 'ingest-loop', unit: 'ms', note: '' }, [p99], null),
        note: `99th percentile of the event-loop delay while ${files.length} files come in (${(taken / 1000).toFixed(1)} s) and another recording is coded anew; longest ${(delay.max / 1e6).toFixed(0)} ms; under 20`,
      },
      {
        ...rowOf({ name: 'ingest-memory', unit: 'MiB', note: '' }, [quantile(memory, 1)], null),
        note: `Most memory of the process meanwhile; ${first.toFixed(0)} at the beginning, ${last.toFixed(0)} at the end: it must not grow with the bytes`,
      },
    ];
  } finally {
    await jobs.shutdown();
    await footage.shutdown();
    await database.close();
  }
}

async function foreignFile(folder: string): Promise<string> {
  const { tools } = await findMediaTools();
  if (!tools) throw new Error('this bench needs ffmpeg');
  const piece = join(folder, 'piece.avi');
  const source = ['-f', 'lavfi', '-i', 'testsrc2=s=1280x720:r=25:d=5'];
  await program(tools.ffmpeg, ['-v', 'error', '-y', ...source, '-c:v', 'mpeg4', '-q:v', '5', '-f', 'avi', piece]);
  const path = join(folder, 'foreign.avi');
  const loops = String(FOREIGN_SECONDS / 5 - 1);
  await program(tools.ffmpeg, ['-v', 'error', '-y', '-stream_loop', loops, '-i', piece, '-c', 'copy', path]);
  return path;
}

export const bench: Bench = {
  name: 'ingest',
  async run({ scale = 1 }) {
    const folder = await mkdtemp(join(tmpdir(), 'mingcha-bench-ingest-'));
    try {
      const source = join(folder, 'source');
      await mkdir(source);
      const count = Math.max(TURN, Math.round((FILES * scale) / TURN) * TURN);
      for (let index = 0; index < count; index += 1)
        await makeFile(join(source, `ch01_202601050${index % 10}0000_${index}.mp4`), FILE_BYTES);
      const files = (await readdir(source)).map((name) => join(source, name));
      const foreign = await foreignFile(folder);
      return [...(await copyRows(folder, files)), ...(await wholeRows(folder, files, foreign))];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
