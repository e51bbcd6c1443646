import type { Ffmpeg } from './ffmpeg.js';

/** What the packets of one stream say about its times, in ticks of its time base. */
export interface StreamTimes {
  /** Packets that are shown. */
  packets: number;
  firstPts: number | null;
  /** Where the last shown packet ends. */
  endPts: number | null;
  /** Some packet has no time stamp of its own. */
  lacksPts: boolean;
  /** Decoding time falls somewhere, or leaps further than it may. */
  falls: boolean;
  /** Frames follow each other at uneven distances. */
  uneven: boolean;
}

/** Enough to see whether the distances are even. */
const SPACED = 300;
/** Share of the usual distance by which another may differ, where stamps are rounded to milliseconds. */
const TOLERANCE = 0.2;

const blank: StreamTimes = {
  packets: 0,
  firstPts: null,
  endPts: null,
  lacksPts: false,
  falls: false,
  uneven: false,
};

export interface TimesOrder {
  /** Of the stream in its file. */
  index: number;
  /** Ticks of one frame, for packets that do not say how long they last. */
  usual: number;
  /** Ticks beyond which a step onwards is a new beginning too; null where the clock may leap. */
  leap: number | null;
  /** Frames are stored in another order than shown; else the decoding time says when, too. */
  reorders: boolean;
  /** As ffprobe's `-read_intervals`; null for the whole file. */
  stretch: string | null;
  /** For the errors. */
  name: string;
  signal?: AbortSignal | undefined;
}

/** The first packets, as many as it takes to see how they follow each other. */
export const HEAD = `%+#${SPACED}`;

/**
 * Reads the time stamps of one stream without decoding it; the list never stands in memory.
 * @throws AppError as `Ffmpeg.probeLines`
 */
export async function streamTimes(ffmpeg: Ffmpeg, file: string, order: TimesOrder): Promise<StreamTimes> {
  const { index, usual, leap, reorders, stretch, name, signal } = order;
  const seen: StreamTimes = { ...blank };
  const first: number[] = [];
  let keyed = false;
  let lastDts = -Infinity;
  const onLine = (line: string): void => {
    const [, pts, dts, duration, flags] = line.split('|').map((part) => part.slice(part.indexOf('=') + 1));
    // Packets that an edit list hides are decoded and never shown.
    if (flags === undefined || flags.includes('D')) return;
    // Nor is what comes before the first key frame of a stream that was cut into.
    if (!keyed && flags.includes('K')) {
      keyed = true;
      Object.assign(seen, blank);
      first.length = 0;
    }
    seen.packets += 1;
    const decoded = Number(dts);
    if (decoded < lastDts || (leap !== null && decoded - lastDts > leap && lastDts !== -Infinity)) seen.falls = true;
    if (!Number.isNaN(decoded)) lastDts = decoded;
    const shown = Number(pts === 'N/A' && !reorders ? dts : pts);
    if (Number.isNaN(shown)) {
      seen.lacksPts = true;
      return;
    }
    if (first.length < SPACED) first.push(shown);
    seen.firstPts = Math.min(seen.firstPts ?? shown, shown);
    seen.endPts = Math.max(seen.endPts ?? -Infinity, shown + (Number(duration) > 1 ? Number(duration) : usual));
  };
  const asked = ['-select_streams', String(index), '-show_entries', 'packet=pts,dts,duration,flags', '-of', 'compact'];
  const part = stretch === null ? [] : ['-read_intervals', stretch];
  await ffmpeg.probeLines([...asked, ...part, file], onLine, { name, signal });
  return { ...seen, uneven: isUneven(first) };
}

/** The last frame of a stretch may lack its follower in B-frame order, so it does not count. */
function isUneven(places: number[]): boolean {
  const sorted = places.sort((a, b) => a - b);
  const steps = sorted
    .slice(1, -3)
    .map((place, at) => place - (sorted[at] ?? 0))
    .sort((a, b) => a - b);
  const usual = steps[Math.floor(steps.length / 2)] ?? 0;
  const most = steps.at(-1) ?? 0;
  return most - usual > Math.max(2, usual * TOLERANCE);
}
