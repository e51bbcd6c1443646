import { unevenSteps } from '../domain/footage/cut.js';
import { ticksToMs } from '../domain/footage/packets.js';
import { AppError } from '../domain/errors.js';
import type { Caption } from './caption.js';
import { captionInput, captionOverlay } from './caption.js';
import { CutMiss } from './cut-check.js';
import type { CutPlan } from './cut-plan.js';
import { AS_MP4, evenSize, H264, LEAD_SECONDS, OWN_TIMES, seekTo, type MadeCut } from './encode.js';
import type { Ffmpeg, RunOrder } from './ffmpeg.js';
import { aac, soundSpan } from './sound.js';

/** A clock with more steps of its own than this is not written down as one expression. */
const MOST_STEPS = 60;

/** Where two files were laid end to end, packets of the container miss their turn; the frames are whole. */
const HARMLESS = /corrupt input packet|Last message repeated/;

export interface WholeOrder extends Pick<RunOrder, 'name' | 'signal' | 'report'> {
  caption: Caption | null;
  /** Whether the file is entered near the span, or read from its beginning. */
  enters: boolean;
}

/** Keeps the asked frames alone and lets them begin at 0. @throws AppError `media.cutNoTimes` */
function picked({ source, asked }: CutPlan): string[] {
  const { num, den } = source.timeBase;
  const [first = 0] = asked.ticks;
  const last = asked.ticks.at(-1) ?? first;
  if (asked.by === 'ticks')
    return [`settb=${num}/${den}`, `trim=start_pts=${first}:end_pts=${last + 1}`, 'setpts=PTS-STARTPTS'];
  const steps = unevenSteps(asked.ticks, source.frameTicks);
  if (steps.length > MOST_STEPS) throw new AppError('media.cutNoTimes', { name: source.name });
  const clock = [`N*${source.frameTicks}`, ...steps.map(([index, more]) => `${more}*gte(N,${index})`)].join('+');
  const { firstIndex } = asked;
  const frames = `trim=start_frame=${firstIndex}:end_frame=${firstIndex + asked.ticks.length}`;
  return [frames, `settb=${num}/${den}`, `setpts='${clock}'`];
}

/**
 * Makes the whole span anew, its frames chosen by their own times or, where those cannot be relied on, by counting.
 * @param folder of its own, where everything is written
 */
export async function cutWhole(ffmpeg: Ffmpeg, plan: CutPlan, folder: string, order: WholeOrder): Promise<MadeCut> {
  const { source, asked, keySeconds } = plan;
  const { name, signal, report, caption } = order;
  const fromMs = ticksToMs(asked.ticks[0] ?? 0, source.timeBase);
  const untilMs = ticksToMs(asked.endTick, source.timeBase);
  const seek = order.enters && keySeconds !== null ? seekTo(keySeconds - LEAD_SECONDS) : [];
  // Counted frames stand on a clock of their own; sound that has none to be laid beside is left out.
  const sound = asked.by === 'ticks' ? source.sound : null;
  const input = caption ? captionInput(caption) : null;
  const picture = [...picked(plan), ...evenSize(source)].join(',');
  const chain = input && caption ? `[0:v:0]${picture}[v];${captionOverlay(caption)}` : `[0:v:0]${picture}[o]`;
  const sounds = sound ? `;[0:a:0]${soundSpan(fromMs / 1000, untilMs / 1000)}[s]` : '';
  const ran = await ffmpeg.run(
    [
      ...(asked.by === 'ticks' ? ['-copyts'] : []),
      ...[...source.before, ...seek, '-i', source.file, ...(input?.args ?? [])],
      ...['-filter_complex', chain + sounds, '-map', '[o]', ...OWN_TIMES, ...H264],
      ...(sound ? ['-map', '[s]', ...aac(sound)] : []),
      ...[...AS_MP4, 'whole.mp4'],
    ],
    { name, signal, report, sources: [source.file], plannedMs: untilMs - fromMs, cwd: folder, stdin: input?.stdin },
  );
  // A frame lost on the way would shift all that are counted after it.
  if (asked.by === 'index' && ran.stderr.split('\n').some((line) => line !== '' && !HARMLESS.test(line)))
    throw new CutMiss('counting');
  return { file: 'whole.mp4', middle: null };
}
