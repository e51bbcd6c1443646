import { join } from 'node:path';
import { AppError, isAppError } from '../domain/errors.js';
import type { CutResult, CutSpan } from '../domain/footage/cut.js';
import { ticksToMs } from '../domain/footage/packets.js';
import type { RecordingFlaw } from '../domain/footage/probed.js';
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
  /** Burned into the picture, which is then made anew as a whole. */
  caption?: Caption | null | undefined;
}

/** One way of making a cut. It gives null where it cannot be gone for this recording. */
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
  const { file, name, span, flaws, signal, report } = order;
  const source = await readSource(ffmpeg, file, name);
  const planned = await planCut(ffmpeg, source, span, flaws, signal);
  const caption = order.caption ?? null;
  const copies = source.codec === 'mjpeg';
  const because = caption ? 'caption' : copies ? null : whyNotSmart(ffmpeg, planned);
  const given = (): Promise<CutPlan> => Promise.resolve(planned);
  const whole = (enters: boolean, plan: Way['plan']): Way => ({
    name: 'whole',
    plan,
    make: (by, folder) => cutWhole(ffmpeg, by, folder, { name, signal, report, caption, enters }),
  });
  const byTicks = planned.asked.by === 'ticks';
  const ways: (Way | false)[] = [
    copies &&
      !caption &&
      byTicks && { name: 'copy', plan: given, make: (by, folder) => cutCopy(ffmpeg, by, folder, { name, signal }) },
    because === null &&
      !copies && { name: 'smart', plan: given, make: (by, folder) => cutSmart(ffmpeg, by, folder, { name, signal }) },
    byTicks && whole(true, given),
    byTicks && planned.keySeconds !== null && whole(false, given),
    whole(false, byTicks ? () => planByIndex(ffmpeg, source, span, signal) : given),
  ];
  const misses: string[] = because === null ? [] : [because];
  for (const way of ways) {
    if (!way) continue;
    const plan = await way.plan();
    const made = await inJobFolder(order.output, async (folder) => {
      const { file: result, middle } = await way.make(plan, folder);
      const checks = await checkCut(ffmpeg, join(folder, result), expectedOf(plan, way.name, middle), folder, order);
      return { file: join(folder, result), found: { checks, copied: middle?.hashes.length ?? 0 } };
    }).catch((error: unknown) => {
      const why = missOf(error);
      if (why === null || signal?.aborted) throw error;
      misses.push(`${way.name}: ${why}`);
      return null;
    });
    if (!made) continue;
    const { asked, firstTick } = plan;
    const inRecording = (tick: number): number => ticksToMs(tick - firstTick, source.timeBase);
    return {
      mode: 'exact',
      way: way.name,
      askedInMs: span.inMs,
      askedOutMs: span.outMs,
      realInMs: inRecording(asked.ticks[0] ?? 0),
      realOutMs: inRecording(asked.endTick),
      askedFrames: asked.ticks.length,
      frames: asked.ticks.length,
      copiedPackets: made.copied,
      checks: made.checks,
      container: 'mp4',
      wholeBecause: misses.join('; ') || null,
    };
  }
  throw new AppError('media.cutInexact', { name }, { cause: new Error(misses.join('; ')) });
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
