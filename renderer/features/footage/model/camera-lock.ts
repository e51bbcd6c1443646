/** Below this drift nothing is done: it is less than half a frame. */
const STEADY_MS = 20;
/** Up to here a camera catches up by running a little faster or slower, out of sight. */
export const NUDGE_MS = 150;
/** Beyond this a camera jumps to where it belongs. */
export const SEEK_MS = 400;
/** How much faster or slower it then runs. */
export const NUDGE = 0.05;

export type Correction = { kind: 'steady' } | { kind: 'rate'; factor: number } | { kind: 'seek' } | { kind: 'hole' };

/**
 * What a camera has to do to stay on the wall clock of the first one.
 * @param driftMs how far it is ahead (positive) or behind
 * @param lengthMs length of its recording; `wantedMs` outside of it means that there is no footage
 */
export function correctionFor(driftMs: number, wantedMs: number, lengthMs: number, playing: boolean): Correction {
  if (wantedMs < 0 || wantedMs >= lengthMs) return { kind: 'hole' };
  const off = Math.abs(driftMs);
  if (!playing) return off > STEADY_MS ? { kind: 'seek' } : { kind: 'steady' };
  if (off > SEEK_MS) return { kind: 'seek' };
  if (off <= STEADY_MS) return { kind: 'steady' };
  // Between the two it catches up twice as fast; that is seen but does not jump.
  const strength = off > NUDGE_MS ? 2 * NUDGE : NUDGE;
  return { kind: 'rate', factor: driftMs > 0 ? 1 - strength : 1 + strength };
}

/** Drift as whole frames, for people. */
export const driftFrames = (driftMs: number, fps: number): number => Math.round((Math.abs(driftMs) * fps) / 1000);
