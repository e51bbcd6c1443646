/** One compressed picture as it stands in a file. Times in ticks of the stream's time base; null where it says none. */
export interface Packet {
  pts: number | null;
  dts: number | null;
  duration: number | null;
  isKey: boolean;
  bytes: number;
}

/** Seconds of one tick are `num / den`. */
export interface TimeBase {
  num: number;
  den: number;
}

/** A packet whose time of showing is known. */
export type TimedPacket = Packet & { pts: number };

/**
 * Frames in the order they are shown. `ticks`: each can be told to a decoder by its own time; `index`: only by counting
 * from the first frame of the file, and its time is worked out.
 */
export interface FrameList {
  by: 'ticks' | 'index';
  ticks: number[];
}

/** A step in a file's clock beyond this, either way, is a new beginning, as decoders take it. */
const JUMP_SECONDS = 10;

export const ticksToMs = (ticks: number, { num, den }: TimeBase): number => (ticks * num * 1000) / den;
export const msToTicks = (ms: number, { num, den }: TimeBase): number => (ms * den) / (num * 1000);

/** Whether every packet says when it is shown. */
export function isTimed(packets: readonly Packet[]): packets is TimedPacket[] {
  return packets.every(({ pts }) => pts !== null);
}

/** Whether the clock of the file falls back or leaps: the order of decoding is then not that of its times. */
export function hasJump(packets: readonly Packet[], timeBase: TimeBase): boolean {
  const most = (JUMP_SECONDS * timeBase.den) / timeBase.num;
  let last: number | null = null;
  for (const { dts } of packets) {
    if (dts === null) continue;
    if (last !== null && (dts < last || dts - last > most)) return true;
    last = dts;
  }
  return false;
}

/** Whether a stretch read by entering a file in its middle is what stands there when it is read from its beginning. */
export function isPartOf(stretch: readonly Packet[], whole: readonly Packet[]): boolean {
  const same = (a: Packet, b: Packet | undefined): boolean =>
    a.pts === b?.pts && a.isKey === b?.isKey && a.bytes === b?.bytes;
  const [first] = stretch;
  if (!first) return false;
  const start = whole.findIndex((packet) => same(first, packet));
  return start >= 0 && stretch.every((packet, index) => same(packet, whole[start + index]));
}

/**
 * The frames of a stretch whose packets all say when they are shown and whose clock runs on.
 * @returns null when they do not
 */
export function framesByTicks(packets: readonly Packet[], timeBase: TimeBase): FrameList | null {
  if (packets.length === 0 || !isTimed(packets) || hasJump(packets, timeBase)) return null;
  return { by: 'ticks', ticks: packets.map(({ pts }) => pts).sort((a, b) => a - b) };
}

/**
 * The frames of a whole file whose times cannot be relied on. The n-th shown frame gets the n-th time of decoding; where
 * the clock jumps it goes on by one frame; a file without any clock runs at its rate.
 * @param packets all of the file, in its order
 * @param frameTicks length of one frame at the rate the file names
 */
export function framesByIndex(packets: readonly Packet[], timeBase: TimeBase, frameTicks: number): FrameList {
  const most = (JUMP_SECONDS * timeBase.den) / timeBase.num;
  const ticks: number[] = [];
  let at = 0;
  let last: number | null = null;
  for (const [index, { dts }] of packets.entries()) {
    const step: number = dts === null || last === null ? frameTicks : dts - last;
    if (index > 0) at += step > 0 && step <= most ? step : frameTicks;
    ticks.push(at);
    last = dts;
  }
  return { by: 'index', ticks };
}

/**
 * Places in decoding order of key packets behind which nothing is shown that comes before them: there a file can be
 * cut without tearing pictures from what they are made of.
 */
export function closedKeys(packets: readonly TimedPacket[]): number[] {
  const closed: number[] = [];
  let earliest = Infinity;
  for (let index = packets.length - 1; index >= 0; index -= 1) {
    const packet = packets[index];
    if (!packet) continue;
    if (packet.isKey && packet.pts < earliest) closed.push(index);
    earliest = Math.min(earliest, packet.pts);
  }
  return closed.reverse();
}
