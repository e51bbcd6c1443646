import { SHANGHAI_OFFSET_MS } from '../../../../domain/time.js';

const MINUTE = 60_000;

/** Distances of the small and the long ticks, by how much time the ruler has to show. */
const grades: readonly { upTo: number; small: number; long: number }[] = [
  { upTo: 12 * MINUTE, small: MINUTE / 2, long: 2 * MINUTE },
  { upTo: 50 * MINUTE, small: MINUTE, long: 5 * MINUTE },
  { upTo: 150 * MINUTE, small: 5 * MINUTE, long: 15 * MINUTE },
  { upTo: 8 * 60 * MINUTE, small: 15 * MINUTE, long: 60 * MINUTE },
  { upTo: Infinity, small: 60 * MINUTE, long: 240 * MINUTE },
];

export interface Ruler {
  from: number;
  to: number;
  ticks: { at: number; long: boolean }[];
}

/** The least a ruler shows, so that the first minutes have room. */
const LEAST = 20 * MINUTE;

/**
 * A ruler of time around the steps of a visit, with room ahead while it runs.
 * @param taken times of the steps, UTC milliseconds
 * @param now the live clock; null when the visit is over or was left for another day
 */
export function rulerOf(taken: readonly number[], now: number | null): Ruler {
  const all = [...taken, ...(now === null ? [] : [now])];
  const first = Math.min(...all);
  const last = Math.max(...all);
  const ahead = now === null ? 0.04 : 0.2;
  const length = Math.max(LEAST, (last - first) * (1 + ahead));
  const { small, long } = grades.find(({ upTo }) => length <= upTo) ?? { small: MINUTE, long: 5 * MINUTE };
  // Ticks stand on round minutes of the wall clock.
  const down = (at: number): number => Math.floor((at + SHANGHAI_OFFSET_MS) / small) * small - SHANGHAI_OFFSET_MS;
  const from = down(first - Math.min(small, length * 0.02));
  const to = down(from + length) + small;
  const count = Math.round((to - from) / small);
  return {
    from,
    to,
    ticks: Array.from({ length: count + 1 }, (_, index) => {
      const at = from + index * small;
      return { at, long: (at + SHANGHAI_OFFSET_MS) % long === 0 };
    }),
  };
}

/** Places letters as near to their points as they go without touching: the same order, `gap` px apart. */
export function spread(points: readonly number[], gap: number, width: number): number[] {
  const placed = [...points];
  for (let pass = 0; pass < 8; pass += 1) {
    for (let at = 1; at < placed.length; at += 1) {
      const [left = 0, right = 0] = [placed[at - 1], placed[at]];
      const short = gap - (right - left);
      if (short <= 0) continue;
      placed[at - 1] = left - short / 2;
      placed[at] = right + short / 2;
    }
  }
  return placed.map((point) => Math.min(width, Math.max(0, point)));
}
