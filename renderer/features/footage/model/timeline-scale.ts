/** The stretch of the axis in sight and its width on the screen. Axis values are ms from the first camera's first frame. */
export interface Scale {
  fromMs: number;
  untilMs: number;
  width: number;
}

/** Nothing shorter is shown over the whole width. */
const SHORTEST_MS = 400;

/** About how wide a small text is, in pixels of ordinary size: Chinese signs are square, others half of that. */
export const textWidth = (text: string): number =>
  Array.from(text).reduce((sum, sign) => sum + (sign > '\u2e80' ? 14 : 8), 0);
/** How much larger than ordinary text is set. */
export const textScale = (): number => parseFloat(getComputedStyle(document.documentElement).fontSize) / 14;

export const toX = ({ fromMs, untilMs, width }: Scale, ms: number): number =>
  ((ms - fromMs) / (untilMs - fromMs)) * width;

export const toMs = ({ fromMs, untilMs, width }: Scale, x: number): number => fromMs + (x / width) * (untilMs - fromMs);

/** Keeps a stretch within the recording and not shorter than can be used. */
export function within(fromMs: number, untilMs: number, lengthMs: number): { fromMs: number; untilMs: number } {
  const span = Math.min(lengthMs, Math.max(SHORTEST_MS, untilMs - fromMs));
  const from = Math.min(lengthMs - span, Math.max(0, fromMs));
  return { fromMs: from, untilMs: from + span };
}

/** Zooms by a factor (below 1: nearer) around a place that keeps where it is on the screen. */
export function zoomAround(scale: Scale, aroundMs: number, factor: number, lengthMs: number) {
  const from = aroundMs - (aroundMs - scale.fromMs) * factor;
  return within(from, from + (scale.untilMs - scale.fromMs) * factor, lengthMs);
}

/** A selection with room on both sides. */
export function aroundSpan(inMs: number, outMs: number, lengthMs: number) {
  const room = Math.max(1000, (outMs - inMs) * 0.1);
  return within(inMs - room, outMs + room, lengthMs);
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Steps of a clock: the large tick and the small one between. */
const steps: readonly [large: number, small: number][] = [
  [100, 20],
  [200, 40],
  [500, 100],
  [SECOND, 200],
  [2 * SECOND, 500],
  [5 * SECOND, SECOND],
  [10 * SECOND, 2 * SECOND],
  [30 * SECOND, 5 * SECOND],
  [MINUTE, 10 * SECOND],
  [2 * MINUTE, 30 * SECOND],
  [5 * MINUTE, MINUTE],
  [10 * MINUTE, 2 * MINUTE],
  [30 * MINUTE, 5 * MINUTE],
  [HOUR, 10 * MINUTE],
  [2 * HOUR, 30 * MINUTE],
  [6 * HOUR, HOUR],
];

export interface Tick {
  ms: number;
  large: boolean;
}

/**
 * Ticks of the ruler, at full seconds and minutes of the wall clock.
 * @param startsAt instant of axis value 0 on the clock that is written (0 for a running clock)
 * @param leastPx room that a label needs
 */
export function ticksOf(scale: Scale, startsAt: number, leastPx: number): { ticks: Tick[]; largeMs: number } {
  const perPx = (scale.untilMs - scale.fromMs) / Math.max(1, scale.width);
  const [large, small] = steps.find(([step]) => step >= perPx * leastPx) ?? [24 * HOUR, 6 * HOUR];
  const first = Math.ceil((startsAt + scale.fromMs) / small) * small - startsAt;
  const ticks: Tick[] = [];
  for (let ms = first; ms <= scale.untilMs; ms += small)
    ticks.push({ ms, large: Math.round(startsAt + ms) % large === 0 });
  return { ticks, largeMs: large };
}

/** The filmstrip's tile for a place: the last one at or before it, else the first. Null without tiles. */
export function tileAt(timesMs: readonly number[], placeMs: number): number | null {
  if (timesMs.length === 0) return null;
  const at = timesMs.findLastIndex((time) => time <= placeMs + 1);
  return Math.max(0, at);
}

/** Tiles side by side over the width, each the one of the place its middle stands for. */
export function stripOf(scale: Scale, timesMs: readonly number[], tileWidth: number): { x: number; tile: number }[] {
  const count = Math.ceil(scale.width / Math.max(1, tileWidth));
  return Array.from({ length: count }, (_, index) => {
    const x = index * tileWidth;
    return { x, tile: tileAt(timesMs, toMs(scale, x + tileWidth / 2)) ?? 0 };
  });
}
