/** Speeds that are offered, as the keys and the buttons go through them. */
export const speeds = [0.25, 0.5, 1, 2, 4, 8, 16] as const;
/** Speeds of the backward way, which is stepped. */
const backward = [1, 2, 4, 8, 16] as const;

/** How the picture moves: 0 stands still, negative goes back. `speed` is what Space starts with. */
export interface Shuttle {
  rate: number;
  speed: number;
}

export const standing: Shuttle = { rate: 0, speed: 1 };

/** K, or the end of the recording. */
export const halt = ({ speed }: Shuttle): Shuttle => ({ rate: 0, speed });

/** Space: plays on at the chosen speed, or stands still. */
export const toggle = (shuttle: Shuttle): Shuttle =>
  shuttle.rate === 0 ? { ...shuttle, rate: shuttle.speed } : halt(shuttle);

/** A speed was chosen; what runs forward runs at it, what stands still stays so. */
export const choose = ({ rate }: Shuttle, speed: number): Shuttle => ({ rate: rate > 0 ? speed : rate, speed });

const next = (list: readonly number[], rate: number): number => list.find((each) => each > rate) ?? list.at(-1) ?? 1;

/** L: forward at the chosen speed, each further press twice as fast, out of going back first to a standstill. */
export function forward(shuttle: Shuttle): Shuttle {
  if (shuttle.rate < 0) return halt(shuttle);
  if (shuttle.rate === 0) return { ...shuttle, rate: shuttle.speed };
  return { ...shuttle, rate: next(speeds, shuttle.rate) };
}

/** J: back, each further press twice as fast, out of going forward first to a standstill. */
export function back(shuttle: Shuttle): Shuttle {
  if (shuttle.rate > 0) return halt(shuttle);
  return { ...shuttle, rate: -next(backward, -shuttle.rate) };
}

/** One speed up (1) or down (-1) from the chosen one. */
export function nudgeSpeed(shuttle: Shuttle, by: 1 | -1): Shuttle {
  const at = speeds.findIndex((speed) => speed === shuttle.speed);
  const speed = speeds[Math.min(speeds.length - 1, Math.max(0, at + by))] ?? 1;
  return choose(shuttle, speed);
}
