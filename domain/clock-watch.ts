/** Two clocks read at one moment, in milliseconds: the wall's in UTC, and one that nobody can set. */
export interface ClockReading {
  wall: number;
  steady: number;
}

/** What two readings may drift apart by themselves. */
export const CLOCK_TOLERANCE_MS = 2000;

/**
 * By how much somebody set the wall clock between two readings of one run; positive is forward.
 * @returns null where it went as the steady one did. A computer that slept can show as forward: it is a fact, not a verdict.
 */
export function shiftWithin(before: ClockReading, now: ClockReading): number | null {
  const shift = Math.round(now.wall - before.wall - (now.steady - before.steady));
  return Math.abs(shift) > CLOCK_TOLERANCE_MS ? shift : null;
}

/** What clocks of computers differ by without anybody having set them. */
export const CLOCK_SLACK_MS = 120_000;

/**
 * Whether the wall clock cannot be right: more than a slack before the latest moment the log knows.
 * @param latest newest moment of the log, @param now wall clock, both UTC milliseconds
 */
export const liesBehind = (latest: number | null, now: number): boolean =>
  latest !== null && now < latest - CLOCK_SLACK_MS;

/**
 * By how much the wall clock lies behind what an earlier run saved; nothing is known of how far it went forward.
 * @param savedAt last saved moment, @param now wall clock, both UTC milliseconds
 */
export function shiftBetweenRuns(savedAt: number, now: number): number | null {
  return now < savedAt - CLOCK_TOLERANCE_MS ? now - savedAt : null;
}
