import { AppError } from '../domain/errors.js';
import { askedFrames, planSmart, type AskedFrames, type CutSpan, type SmartPlan } from '../domain/footage/cut.js';
import {
  framesByIndex,
  framesByTicks,
  isPartOf,
  isTimed,
  msToTicks,
  ticksToMs,
  type FrameList,
  type Packet,
} from '../domain/footage/packets.js';
import type { RecordingFlaw } from '../domain/footage/probed.js';
import type { Ffmpeg } from './ffmpeg.js';
import { readPackets, readStretch, WHOLE, type Stretch } from './packets.js';
import type { Source } from './source.js';

export interface CutPlan {
  source: Source;
  /** Of the recording's first shown frame, in the ticks the asked frames are told in. */
  firstTick: number;
  asked: AskedFrames;
  /** Null where nothing of it can be copied as it is. */
  smart: SmartPlan | null;
  /** Place of the key frame at or before the in-point, as `-ss` counts; null where reading has to begin at the beginning. */
  keySeconds: number | null;
}

/** Before the in-point, tripled until a key frame is found. */
const BEFORE_SECONDS = 4;
/** After the out-point: frames shown early stand later in the file. */
const AFTER_SECONDS = 5;
/** A list that ends this much before it was asked to ends with the file. */
const END_SECONDS = 2;

/** Containers with an index of their own: what is found by entering them stands where it says. */
const indexed = new Set(['mov', 'matroska']);
const untimed = new Set<RecordingFlaw>(['jumpsBack', 'noTimes']);

/**
 * Finds the frames of a span and how they can be reached.
 * @param flaws what is known to be wrong with the recording; null when nobody has looked through all of it
 * @throws AppError `media.cutOrder`, `media.cutPastEnd`, `media.cutEmpty`, and as `Ffmpeg` does
 */
export async function planCut(
  ffmpeg: Ffmpeg,
  source: Source,
  span: CutSpan,
  flaws: readonly RecordingFlaw[] | null,
  signal?: AbortSignal,
): Promise<CutPlan> {
  if (span.inMs >= span.outMs) throw new AppError('media.cutOrder');
  const { firstTick } = source;
  if (firstTick !== null && !flaws?.some((flaw) => untimed.has(flaw))) {
    const near = await readAround(ffmpeg, source, firstTick, span, signal);
    const isSure = near !== null && indexed.has(source.container);
    const whole = isSure ? null : await readPackets(ffmpeg, source, WHOLE, signal);
    const packets = whole ?? near?.packets ?? [];
    const list = framesByTicks(packets, source.timeBase);
    if (list && isTimed(packets)) {
      const found = {
        firstTick: whole ? (list.ticks[0] ?? 0) : firstTick,
        reachesEnd: whole !== null || near?.reachesEnd === true,
      };
      const asked = askedFrames({ ...source, ...found, list }, span);
      const enters = isSure || (near !== null && isPartOf(near.packets, packets));
      return {
        source,
        asked,
        firstTick: found.firstTick,
        smart: enters ? planSmart(packets, asked, source.frameTicks) : null,
        keySeconds: enters ? keyBefore(source, packets, asked.ticks[0] ?? 0) : null,
      };
    }
  }
  return planByIndex(ffmpeg, source, span, signal);
}

/** By counting frames from the first: for recordings whose times are missing or fall back. */
export async function planByIndex(
  ffmpeg: Ffmpeg,
  source: Source,
  span: CutSpan,
  signal?: AbortSignal,
): Promise<CutPlan> {
  const packets = await readPackets(ffmpeg, source, WHOLE, signal);
  const list: FrameList = framesByIndex(packets, source.timeBase, source.frameTicks);
  const asked = askedFrames({ ...source, list, firstTick: 0, reachesEnd: true }, span);
  return { source, asked, firstTick: list.ticks[0] ?? 0, smart: null, keySeconds: null };
}

interface Around {
  packets: Packet[];
  reachesEnd: boolean;
}

/** The packets from a key frame before the span to a little after it; null where the file cannot be entered there. */
async function readAround(
  ffmpeg: Ffmpeg,
  source: Source,
  firstTick: number,
  { inMs, outMs }: CutSpan,
  signal: AbortSignal | undefined,
): Promise<Around | null> {
  const first = ticksToMs(firstTick, source.timeBase) / 1000;
  const inTick = firstTick + msToTicks(inMs + 0.5, source.timeBase);
  const until = first + outMs / 1000 + AFTER_SECONDS;
  for (let back = BEFORE_SECONDS; ; back *= 3) {
    const from = inMs / 1000 - back > 0 ? first + inMs / 1000 - back : null;
    const packets = await readStretch(ffmpeg, source, { from, until }, signal);
    if (!packets) return null;
    const hasKey = packets.some(({ pts, isKey }) => isKey && pts !== null && pts <= inTick);
    if (hasKey) return toEnd(ffmpeg, source, packets, { from, until }, signal);
    if (from === null) return null;
  }
}

/** Whether a list ends with the file is told by the file alone: cameras may send a frame in ten seconds. */
async function toEnd(
  ffmpeg: Ffmpeg,
  source: Source,
  packets: Packet[],
  { from, until }: Stretch,
  signal: AbortSignal | undefined,
): Promise<Around | null> {
  const last = Math.max(...packets.slice(-50).map(({ pts }) => pts ?? 0));
  if (until === null || ticksToMs(last, source.timeBase) / 1000 > until - END_SECONDS)
    return { packets, reachesEnd: false };
  const rest = await readStretch(ffmpeg, source, { from, until: null }, signal);
  return rest && { packets: rest, reachesEnd: true };
}

function keyBefore(source: Source, packets: readonly Packet[], inTick: number): number | null {
  const keys = packets.filter(({ pts, isKey }) => isKey && pts !== null && pts <= inTick).map(({ pts }) => pts ?? 0);
  if (keys.length === 0) return null;
  return ticksToMs(Math.max(...keys), source.timeBase) / 1000 - source.startSeconds;
}
