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

/**
 * By how much the wall clock lies behind what an earlier run saved; nothing is known of how far it went forward.
 * @param savedAt last saved moment, @param now wall clock, both UTC milliseconds
 */
export function shiftBetweenRuns(savedAt: number, now: number): number | null {
  return now < savedAt - CLOCK_TOLERANCE_MS ? now - savedAt : null;
}
