import { AppError } from '../errors.js';
import type { CutMode } from './clip.js';
import { closedKeys, msToTicks, ticksToMs, type FrameList, type TimeBase, type TimedPacket } from './packets.js';

/** What is asked for: milliseconds from the recording's first shown frame, half open. */
export interface CutSpan {
  inMs: number;
  outMs: number;
}

/** `smart`: boundary groups made anew, the middle copied; `whole`: all of it made anew; `copy`: nothing. */
export type CutWay = 'smart' | 'whole' | 'copy';

/** What was looked at in a result before it was handed over. */
export const cutChecks = ['frameCount', 'frameTimes', 'noHiddenFrames', 'middleUnchanged', 'decoded'] as const;
export type CutCheck = (typeof cutChecks)[number];

export interface CutResult {
  mode: CutMode;
  way: CutWay;
  askedInMs: number;
  askedOutMs: number;
  /** Of the first frame, and of what would be shown after the last one; milliseconds in the recording. */
  realInMs: number;
  realOutMs: number;
  /** Frames of the recording in the span that was asked for. */
  askedFrames: number;
  frames: number;
  /** Packets that are the recording's own, byte for byte. */
  copiedPackets: number;
  checks: CutCheck[];
  container: 'mp4' | 'mkv';
  /** Pixels of the result as stored, before rotation. */
  width: number;
  height: number;
  /** Why the boundary way was not gone, for the log; null where it was. */
  wholeBecause: string | null;
}

/** The frames that were asked for. */
export interface AskedFrames {
  by: FrameList['by'];
  /** Times of the asked frames in shown order, ticks. */
  ticks: number[];
  /** Place of the first of them in its list. */
  firstIndex: number;
  /** Ticks at which the last one ends. */
  endTick: number;
}

export interface FramesSource {
  list: FrameList;
  timeBase: TimeBase;
  /** Of the recording's first shown frame. */
  firstTick: number;
  /** Whether the list reaches the recording's end. */
  reachesEnd: boolean;
  /** Length of the last frame. */
  frameTicks: number;
}

/** A span may end this far past the recording: the length people see is rounded. */
const END_TOLERANCE_MS = 1;

/**
 * Asked milliseconds -> frames: those with `in - 0.5 ms <= time < out - 0.5 ms`, so that a time rounded to whole
 * milliseconds means the frame it was read from.
 * @throws AppError `media.cutOrder`, `media.cutPastEnd` (names the real end), `media.cutEmpty`
 */
export function askedFrames(source: FramesSource, { inMs, outMs }: CutSpan): AskedFrames {
  if (inMs >= outMs) throw new AppError('media.cutOrder');
  const { list, timeBase, firstTick } = source;
  const from = firstTick + msToTicks(inMs - 0.5, timeBase);
  const until = firstTick + msToTicks(outMs - 0.5, timeBase);
  const end = (list.ticks.at(-1) ?? firstTick) + source.frameTicks;
  if (source.reachesEnd) {
    const endMs = ticksToMs(end - firstTick, timeBase);
    if (outMs > Math.ceil(endMs) + END_TOLERANCE_MS)
      throw new AppError('media.cutPastEnd', { endSeconds: Math.floor(endMs) / 1000 });
  }
  const firstIndex = list.ticks.findIndex((tick) => tick >= from);
  const ticks = firstIndex < 0 ? [] : list.ticks.slice(firstIndex).filter((tick) => tick < until);
  if (ticks.length === 0) throw new AppError('media.cutEmpty');
  return { by: list.by, ticks, firstIndex, endTick: list.ticks[firstIndex + ticks.length] ?? end };
}

/** A copied frame: its place in the recording, how long it lasts, and when it is decoded; milliseconds on one clock. */
export interface CopiedFrame {
  atMs: number;
  lastsMs: number;
  decodedMs: number;
}

/** A step longer than this many frames is a hole. */
const HOLE_FRAMES = 1.5;

/**
 * Where a copy that was broken off in decoding order ends for those who look at it, milliseconds. Up to the last time of
 * decoding no frame is missing: one that is not there is decoded later, and nothing is shown before it is decoded. Frames
 * behind that were decoded early, to make others from; those others may be missing.
 */
export function endOfCopy(frames: readonly CopiedFrame[]): number {
  const shown = [...frames].sort((a, b) => a.atMs - b.atMs);
  const decoded = Math.max(...frames.map(({ decodedMs }) => decodedMs));
  const last = shown.findIndex(({ atMs, lastsMs }, index) => {
    const next = shown[index + 1];
    return !next || (next.atMs > decoded && next.atMs - atMs > HOLE_FRAMES * lastsMs);
  });
  const { atMs, lastsMs } = shown[last] ?? { atMs: 0, lastsMs: 0 };
  return atMs + lastsMs;
}

/** Re-encode the head, copy the middle, re-encode the tail. Head and tail hold the frames `fromTick <= t < untilTick`. */
export interface SmartPlan {
  head: { fromTick: number; untilTick: number } | null;
  /** Packets of the middle in decoding order. */
  middle: TimedPacket[];
  tail: { fromTick: number; untilTick: number } | null;
  headFrames: number;
  tailFrames: number;
  /** Frames that are decoded before they are shown; the made parts must agree with the copied one. */
  reorderFrames: number;
}

/**
 * Plans a cut that copies its middle.
 * @param packets a stretch of the file in decoding order that covers the asked frames, up to its end or a few seconds more
 * @returns null when nothing can be copied
 */
export function planSmart(packets: readonly TimedPacket[], asked: AskedFrames, frameTicks: number): SmartPlan | null {
  const first = asked.ticks[0];
  const last = asked.ticks.at(-1);
  if (asked.by !== 'ticks' || first === undefined || last === undefined) return null;
  const keys = closedKeys(packets);
  const ptsAt = (index: number): number => packets[index]?.pts ?? Number.NaN;
  const start = keys.find((index) => ptsAt(index) >= first);
  if (start === undefined || ptsAt(start) > last) return null;
  const startTick = ptsAt(start);
  const wanted = asked.ticks.filter((tick) => tick >= startTick).length;
  const toEnd = packets.slice(start, start + wanted);
  const runsOut = toEnd.length === wanted && toEnd.every(({ pts }) => pts >= startTick && pts <= last);
  const stop = runsOut ? start + wanted : (keys.filter((index) => ptsAt(index) <= last).at(-1) ?? start);
  if (stop <= start) return null;
  const tailFrom = ptsAt(stop);
  const { dts } = packets[start] ?? { dts: null };
  const headFrames = asked.ticks.length - wanted;
  return {
    head: headFrames > 0 ? { fromTick: first, untilTick: startTick } : null,
    middle: packets.slice(start, stop),
    tail: runsOut ? null : { fromTick: tailFrom, untilTick: last + 1 },
    headFrames,
    tailFrames: wanted - (stop - start),
    reorderFrames: dts === null ? 0 : Math.round((startTick - dts) / frameTicks),
  };
}

/** A made part shows its frames in the order and with the delay of the part it is joined to. */
export const reorderings: readonly { bFrames: number; pyramid: boolean }[] = [
  { bFrames: 0, pyramid: false },
  { bFrames: 2, pyramid: false },
  { bFrames: 3, pyramid: true },
];

/** Steps of a list that are not one frame long, as `[index, ticks more than a frame]`, for a clock by counting. */
export function unevenSteps(ticks: readonly number[], frameTicks: number): [index: number, more: number][] {
  const steps: [number, number][] = [];
  for (let index = 1; index < ticks.length; index += 1) {
    const more = (ticks[index] ?? 0) - (ticks[index - 1] ?? 0) - frameTicks;
    if (more !== 0) steps.push([index, more]);
  }
  return steps;
}
