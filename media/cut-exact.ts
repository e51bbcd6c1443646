import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, isAppError } from '../domain/errors.js';
import type { CutResult, CutSpan } from '../domain/footage/cut.js';
import { ticksToMs } from '../domain/footage/packets.js';
import type { Probed, RecordingFlaw } from '../domain/footage/probed.js';
import { requireCapability, requireNew } from './binaries.js';
import type { Caption } from './caption.js';
import { checkCut, CutMiss, type Expected } from './cut-check.js';
import { cutCopy } from './cut-copy.js';
import { planByIndex, planCut, type CutPlan } from './cut-plan.js';
import { cutSmart, whyNotSmart } from './cut-smart.js';
import type { MadeCut } from './encode.js';
import { cutWhole } from './cut-whole.js';
import type { Ffmpeg, RunOrder } from './ffmpeg.js';
import { inJobFolder } from './job-folder.js';
import { readSource } from './source.js';
import { workingCopy } from './working-copy.js';

export interface CutOrder extends Pick<RunOrder, 'signal' | 'report'> {
  /** The recording: a regular file, only read. */
  file: string;
  /** As people call it, for the errors. */
  name: string;
  /** Where the result is to lie; it comes there whole or not at all, and replaces what lay there. */
  output: string;
  span: CutSpan;
  /** What is known to be wrong with the recording; null when nobody has looked through all of it. */
  flaws: readonly RecordingFlaw[] | null;
  /** What is known of the recording; a fast cut of some then need not look again. */
  probed?: Probed | undefined;
  /** Burned into the picture, which is then made anew as a whole. */
  caption?: Caption | null | undefined;
}

/** One way of making a cut, and the plan it follows. */
interface Way {
  name: CutResult['way'];
  plan: () => Promise<CutPlan>;
  make: (plan: CutPlan, folder: string) => Promise<MadeCut>;
}

/**
 * Cuts so that the result holds exactly the frames asked for, each at its time, and nothing besides. The middle is
 * copied where codec and container allow; every result is checked, and one that is not exact is thrown away and the
 * span made anew as a whole. The result is an MP4 that begins at 0.
 * @throws AppError `media.cutOrder`, `media.cutPastEnd`, `media.cutEmpty`, `media.cutNoTimes`, `media.cutInexact`,
 *   `media.tooOld`, `media.lacks`, and as `Ffmpeg.run` does; then nothing is left behind
 */
export async function cutExact(ffmpeg: Ffmpeg, order: CutOrder): Promise<CutResult> {
  requireNew(ffmpeg.tools);
  requireCapability(ffmpeg.tools, 'libx264');
  const given = await readSource(ffmpeg, order.file, order.name);
  return inJobFolder(order.output, async (folder) => {
    const source = order.caption ? given : await workingCopy(ffmpeg, given, order.span, folder, order.signal);
    const plan = await planCut(ffmpeg, source, order.span, source === given ? order.flaws : [], order.signal);
    const misses: string[] = [];
    const failures: unknown[] = [];
    for (const way of waysOf(ffmpeg, order, plan, misses)) {
      const place = await mkdtemp(join(folder, 'way-'));
      const cut = await goWay(ffmpeg, order, way, place).catch((error: unknown) => {
        const why = missOf(error);
        if (why === null || order.signal?.aborted) throw error;
        misses.push(`${way.name}: ${why}`);
        failures.push(error);
        return null;
      });
      if (cut) return { ...cut, found: { ...cut.found, wholeBecause: misses.join('; ') || null } };
      await rm(place, { recursive: true, force: true });
    }
    // Nothing came of any way: that is no question of exactness.
    if (failures.every((error) => isAppError(error))) throw failures.at(-1);
    throw new AppError('media.cutInexact', { name: order.name }, { cause: new Error(misses.join('; ')) });
  });
}

/** The ways that may lead to an exact cut, the best first. @param misses gets why the middle is not copied */
function waysOf(ffmpeg: Ffmpeg, order: CutOrder, plan: CutPlan, misses: string[]): Way[] {
  const { name, signal, report, span } = order;
  const caption = order.caption ?? null;
  const { source, asked } = plan;
  const given = (): Promise<CutPlan> => Promise.resolve(plan);
  const whole = (enters: boolean, by: Way['plan'] = given): Way => ({
    name: 'whole',
    plan: by,
    make: (found, folder) => cutWhole(ffmpeg, found, folder, { name, signal, report, caption, enters }),
  });
  if (asked.by === 'index') return [whole(false)];
  const ways = [whole(false), whole(false, () => planByIndex(ffmpeg, source, span, signal))];
  if (plan.keySeconds !== null) ways.unshift(whole(true));
  const because = caption ? 'caption' : source.codec === 'mjpeg' ? null : whyNotSmart(ffmpeg, plan);
  if (because !== null) misses.push(because);
  else if (source.codec === 'mjpeg')
    ways.unshift({ name: 'copy', plan: given, make: (by, to) => cutCopy(ffmpeg, by, to, { name, signal }) });
  else
    ways.unshift({ name: 'smart', plan: given, make: (by, to) => cutSmart(ffmpeg, by, to, { name, signal, report }) });
  return ways;
}

/** Makes a cut one way and checks it. @throws CutMiss, AppError */
async function goWay(
  ffmpeg: Ffmpeg,
  order: CutOrder,
  way: Way,
  folder: string,
): Promise<{ file: string; found: Omit<CutResult, 'wholeBecause'> }> {
  const plan = await way.plan();
  const { file, middle } = await way.make(plan, folder);
  const { name, signal, span } = order;
  const expected = expectedOf(plan, way.name, middle);
  const checks = await checkCut(ffmpeg, join(folder, file), expected, folder, { name, signal });
  const { width, height } = expected.picture;
  const { asked, firstTick, source } = plan;
  const inRecording = (tick: number): number => ticksToMs(tick - firstTick, source.timeBase);
  return {
    file: join(folder, file),
    found: {
      mode: 'exact',
      way: way.name,
      askedInMs: span.inMs,
      askedOutMs: span.outMs,
      realInMs: inRecording(asked.ticks[0] ?? 0),
      realOutMs: inRecording(asked.endTick),
      askedFrames: asked.ticks.length,
      frames: asked.ticks.length,
      copiedPackets: middle?.hashes.length ?? 0,
      checks,
      container: 'mp4',
      width,
      height,
    },
  };
}

/** Another way may go well where this one ended with a result that is not exact, or with none. */
function missOf(error: unknown): string | null {
  if (error instanceof CutMiss) return error.why;
  return isAppError(error, 'media.failed') ? String((error.cause as Error | undefined)?.message ?? 'failed') : null;
}

function expectedOf({ source, asked }: CutPlan, way: CutResult['way'], middle: Expected['middle']): Expected {
  const first = asked.ticks[0] ?? 0;
  const isTurned = way === 'whole' && source.rotation % 180 !== 0;
  const even = (size: number): number => (way === 'whole' ? Math.ceil(size / 2) * 2 : size);
  const [width, height] = isTurned ? [source.height, source.width] : [source.width, source.height];
  const aspect = source.pixelAspect.split(':');
  return {
    timesMs: asked.ticks.map((tick) => ticksToMs(tick - first, source.timeBase)),
    middle,
    picture: {
      width: even(width),
      height: even(height),
      pixelAspect: isTurned ? aspect.reverse().join(':') : source.pixelAspect,
    },
  };
}
