import { z } from 'zod';
import { instant } from '../fields.js';

/** A stretch of which a camera has nothing, by the true wall clock; open where nothing of that day follows or precedes it. */
export const footageHole = z.strictObject({ from: instant.nullable(), until: instant.nullable() });
export type FootageHole = z.infer<typeof footageHole>;

/** What a camera recorded, by the true wall clock, UTC ms. */
export interface FootageSpan {
  from: number;
  /** Null while the length is not known. */
  until: number | null;
}

/** Shorter holes are how recorders close one file and open the next. */
const LEAST_HOLE_MS = 1000;
/** A hole this far from a moment is worth a word: what led to it, or what came of it, was not recorded. */
export const NEAR_MS = 10 * 60_000;

/**
 * Holes in the footage of one camera at a moment or near it. A recording of unknown length is taken to reach to the next,
 * so that no hole is told that may be none; where nothing was recorded at all there is no hole.
 * @param spans of the moment's day, in any order
 */
export function holesNear(spans: readonly FootageSpan[], at: number): FootageHole[] {
  const sorted = [...spans].sort((a, b) => a.from - b.from);
  const [first] = sorted;
  if (!first) return [];
  const holes: FootageHole[] = at < first.from ? [{ from: null, until: first.from }] : [];
  let until = first.from;
  for (const [index, span] of sorted.entries()) {
    if (span.from - until > LEAST_HOLE_MS && until < at + NEAR_MS && span.from > at - NEAR_MS)
      holes.push({ from: until, until: span.from });
    until = Math.max(until, span.until ?? sorted[index + 1]?.from ?? Infinity);
  }
  if (at >= until) holes.push({ from: until, until: null });
  return holes;
}
