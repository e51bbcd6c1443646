import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CutCheck } from '../domain/footage/cut.js';
import { ticksToMs } from '../domain/footage/packets.js';
import { hashingTo, readHashes } from './frame-hash.js';
import type { Ffmpeg, RunOrder } from './ffmpeg.js';
import { seconds } from './encode.js';
import { readPackets, WHOLE } from './packets.js';
import { readSource, type Source } from './source.js';

/** A result that is not what was asked for. It is thrown away; another way may be gone. */
export class CutMiss extends Error {
  constructor(readonly why: string) {
    super(why);
    this.name = 'CutMiss';
  }
}

export interface Expected {
  /** When each frame is shown, milliseconds from the first, in order. */
  timesMs: readonly number[];
  /** Hashes of the packets that were copied, and how many packets stand before them. */
  middle: { after: number; hashes: readonly string[] } | null;
  /** As it is shown: a copy keeps the shape of its pixels. */
  picture: { width: number; height: number; pixelAspect: string };
}

/** Rounding of the clocks a result goes through. */
const TIME_TOLERANCE_MS = 0.6;
/** Results up to this long are decoded as a whole. Of longer ones the copied middle is proved by its hashes. */
const DECODED_WHOLE = 1500;
/** Frames of the middle that are decoded with each seam. */
const SEAM = 50;

/**
 * Compares a result with what was asked for: packets, times, nothing hidden, the middle unchanged, and that it decodes.
 * @param folder for what is written on the way
 * @returns what was looked at
 * @throws CutMiss where it differs, AppError as `Ffmpeg` does
 */
export async function checkCut(
  ffmpeg: Ffmpeg,
  file: string,
  expected: Expected,
  folder: string,
  order: Pick<RunOrder, 'name' | 'signal'>,
): Promise<CutCheck[]> {
  const result = await readSource(ffmpeg, file, order.name);
  checkPicture(result, expected);
  await checkTimes(ffmpeg, result, expected, order);
  const checks: CutCheck[] = ['frameCount', 'frameTimes', 'noHiddenFrames'];
  if (expected.middle) {
    await checkMiddle(ffmpeg, result, expected.middle, folder, order);
    checks.push('middleUnchanged');
  }
  await checkDecoding(ffmpeg, result, expected, order);
  return [...checks, 'decoded'];
}

function checkPicture(result: Source, { picture }: Expected): void {
  const isAlike =
    result.width === picture.width && result.height === picture.height && result.pixelAspect === picture.pixelAspect;
  if (!isAlike || result.rotation !== 0) throw new CutMiss('picture');
}

async function checkTimes(
  ffmpeg: Ffmpeg,
  result: Source,
  { timesMs }: Expected,
  { signal }: Pick<RunOrder, 'signal'>,
): Promise<void> {
  const [shown, held] = await Promise.all([
    readPackets(ffmpeg, result, WHOLE, signal),
    readPackets(ffmpeg, { ...result, before: ['-ignore_editlist', '1'] }, WHOLE, signal),
  ]);
  if (shown.length !== timesMs.length) throw new CutMiss(`frames ${shown.length}/${timesMs.length}`);
  if (held.length !== shown.length) throw new CutMiss(`hidden ${held.length - shown.length}`);
  const ticks = shown.map(({ pts }) => pts ?? Number.NaN).sort((a, b) => a - b);
  const first = ticks[0] ?? Number.NaN;
  const wrong = ticks.findIndex((tick, index) => {
    const off = ticksToMs(tick - first, result.timeBase) - (timesMs[index] ?? Number.NaN);
    return !(Math.abs(off) <= TIME_TOLERANCE_MS);
  });
  if (wrong >= 0) throw new CutMiss(`time of frame ${wrong}`);
}

async function checkMiddle(
  ffmpeg: Ffmpeg,
  result: Source,
  { after, hashes }: NonNullable<Expected['middle']>,
  folder: string,
  order: Pick<RunOrder, 'name' | 'signal'>,
): Promise<void> {
  const list = join(folder, 'result.txt');
  const sources = [result.file];
  await ffmpeg.run(['-i', result.file, ...hashingTo('result.txt', result.codec)], { ...order, sources, cwd: folder });
  const found = (await readHashes(list, order.name)).packets.slice(after, after + hashes.length);
  if (found.length !== hashes.length || found.some(({ hash }, index) => hash !== hashes[index]))
    throw new CutMiss('middle');
}

/** Decodes, with the first fault as the end of it, and counts. */
async function checkDecoding(
  ffmpeg: Ffmpeg,
  result: Source,
  { timesMs, middle }: Expected,
  order: Pick<RunOrder, 'name' | 'signal'>,
): Promise<void> {
  const decode = async (before: readonly string[], frames: number, limit: readonly string[] = []): Promise<void> => {
    const output = ['-map', '0:v:0', ...limit, '-vsync', 'passthrough', '-f', 'null', '-'];
    const args = ['-xerror', ...before, '-i', result.file, ...output];
    const ran = await ffmpeg.run(args, { ...order, sources: [result.file] }).catch((error: unknown) => {
      if (order.signal?.aborted) throw error;
      throw new CutMiss('decoding');
    });
    if (ran.stderr !== '' || ran.frames !== frames) throw new CutMiss(`decoded ${ran.frames}/${frames}`);
  };
  const all = timesMs.length;
  if (!middle || all <= DECODED_WHOLE) return decode([], all);
  const head = middle.after + SEAM;
  await decode([], head, ['-frames:v', String(head)]);
  const tail = all - (middle.after + middle.hashes.length) + SEAM;
  const halfFrame = ((timesMs[all - tail] ?? 0) - (timesMs[all - tail - 1] ?? 0)) / 2;
  await decode(['-ss', seconds(((timesMs[all - tail] ?? 0) - halfFrame) / 1000)], tail);
  // What a decoder needs to begin with stands at every key frame.
  await decode(['-skip_frame', 'nokey'], await keysOf(ffmpeg, result, order.signal));
}

async function keysOf(ffmpeg: Ffmpeg, result: Source, signal: AbortSignal | undefined): Promise<number> {
  return (await readPackets(ffmpeg, result, WHOLE, signal)).filter(({ isKey }) => isKey).length;
}

/** H.264 and H.265 pictures that a decoder can begin with, by the kind of their first slice. */
const beginnings: Readonly<
  Record<string, { kindOf: (byte: number) => number; slices: [number, number]; kinds: number[] }>
> = {
  h264: { kindOf: (byte) => byte & 0x1f, slices: [1, 5], kinds: [5] },
  hevc: { kindOf: (byte) => (byte >> 1) & 0x3f, slices: [0, 31], kinds: [19, 20] },
};

/** Whether the first picture of an Annex B stream refers to nothing before it: a key frame by its container may. */
export async function beginsAnew(file: string, codec: string): Promise<boolean> {
  const bytes = await readFile(file);
  const rule = beginnings[codec];
  if (!rule) return false;
  for (let at = bytes.indexOf('000001', 0, 'hex'); at >= 0; at = bytes.indexOf('000001', at + 3, 'hex')) {
    const kind = rule.kindOf(bytes[at + 3] ?? 0);
    if (kind >= rule.slices[0] && kind <= rule.slices[1]) return rule.kinds.includes(kind);
  }
  return false;
}
