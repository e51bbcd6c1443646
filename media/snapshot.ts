import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, isAppError } from '../domain/errors.js';
import type { CutSpan } from '../domain/footage/cut.js';
import { ticksToMs, type TimeBase } from '../domain/footage/packets.js';
import type { RecordingFlaw } from '../domain/footage/probed.js';
import { planByIndex, planCut, type CutPlan } from './cut-plan.js';
import { LEAD_SECONDS, seekTo } from './encode.js';
import type { Ffmpeg, RunOrder } from './ffmpeg.js';
import { inJobFolder } from './job-folder.js';
import { readSource } from './source.js';

export interface SnapshotOrder extends Pick<RunOrder, 'signal'> {
  /** The recording: a regular file, only read. */
  file: string;
  /** As people call it, for the errors. */
  name: string;
  /** Where the PNG is to lie. */
  output: string;
  /** Milliseconds from the recording's first shown frame; the frame that is on the screen then. */
  atMs: number;
  /** What is known to be wrong with the recording; null when nobody has looked through all of it. */
  flaws: readonly RecordingFlaw[] | null;
}

export interface Snapshot {
  /** Place of the frame, milliseconds. */
  atMs: number;
  /** Its time stamp in the file; null where the file has none and it was found by counting. */
  pts: number | null;
  timeBase: TimeBase | null;
  /** Place among all frames where it was found by counting, from 0; null otherwise. */
  index: number | null;
}

/** How far back the shown frame is looked for: cameras may send a frame in a minute. */
const BACK_MS = [1000, 10_000, 100_000, Infinity];

/**
 * Writes the exact frame that is shown at a place as a PNG.
 * @throws AppError `media.cutEmpty` when nothing is shown there, `media.cutPastEnd`, `media.cutInexact` when the frame
 *   cannot be had, and as `Ffmpeg.run` does; then nothing is left behind
 */
export async function snapshot(ffmpeg: Ffmpeg, order: SnapshotOrder): Promise<Snapshot> {
  const { file, name, output, flaws, signal } = order;
  const source = await readSource(ffmpeg, file, name);
  const plan = await planShown(order.atMs, (span) => planCut(ffmpeg, source, span, flaws, signal));
  const ways: [enters: boolean, plan: () => Promise<CutPlan>][] = [[false, () => Promise.resolve(plan)]];
  if (plan.keySeconds !== null) ways.unshift([true, () => Promise.resolve(plan)]);
  if (plan.asked.by === 'ticks')
    ways.push([false, () => planShown(order.atMs, (span) => planByIndex(ffmpeg, source, span, signal))]);
  return inJobFolder(output, async (folder) => {
    for (const [enters, planned] of ways) {
      const way = await planned();
      const drawn = await draw(ffmpeg, way, enters, folder, order);
      if (drawn) return { file: join(folder, PICTURE), found: placeOf(way) };
    }
    throw new AppError('media.cutInexact', { name });
  });
}

const PICTURE = 'frame.png';

/** Plans the frame that is on the screen at a place: the last one up to it. */
async function planShown(atMs: number, plan: (span: CutSpan) => Promise<CutPlan>): Promise<CutPlan> {
  const at = Math.max(0, Math.round(atMs));
  for (const back of BACK_MS) {
    const inMs = Math.max(0, at - back);
    const planned = await plan({ inMs, outMs: at + 1 }).catch((error: unknown) => {
      if (inMs > 0 && isAppError(error, 'media.cutEmpty')) return null;
      throw error;
    });
    if (planned) return planned;
  }
  throw new AppError('media.cutEmpty');
}

/** @returns whether there was such a frame */
async function draw(
  ffmpeg: Ffmpeg,
  { source, asked, keySeconds }: CutPlan,
  enters: boolean,
  folder: string,
  { name, signal }: SnapshotOrder,
): Promise<boolean> {
  const { num, den } = source.timeBase;
  const tick = asked.ticks.at(-1) ?? 0;
  const index = asked.firstIndex + asked.ticks.length - 1;
  const filter =
    asked.by === 'ticks'
      ? `settb=${num}/${den},trim=start_pts=${tick}:end_pts=${tick + 1}`
      : `trim=start_frame=${index}:end_frame=${index + 1}`;
  const clock = asked.by === 'ticks' ? ['-copyts'] : [];
  const seek = enters && keySeconds !== null ? seekTo(keySeconds - LEAD_SECONDS) : [];
  const picture = ['-frames:v', '1', '-c:v', 'png', '-f', 'image2', '-update', '1', PICTURE];
  const ran = await ffmpeg.run(
    [...clock, ...source.before, ...seek, '-i', source.file, '-map', '0:v:0', '-vf', filter, ...picture],
    { name, signal, sources: [source.file], cwd: folder },
  );
  // Without a frame there is no file, and no word of it.
  return ran.frames === 1 && existsSync(join(folder, PICTURE));
}

function placeOf({ source, asked, firstTick }: CutPlan): Snapshot {
  const tick = asked.ticks.at(-1) ?? 0;
  const isTold = asked.by === 'ticks';
  return {
    atMs: ticksToMs(tick - firstTick, source.timeBase),
    pts: isTold ? tick : null,
    timeBase: isTold ? source.timeBase : null,
    index: isTold ? null : asked.firstIndex + asked.ticks.length - 1,
  };
}
