import type { Contact } from './quarter.js';

/** What becomes of a pair whose unit was merged: its last day, and the pair that goes on with the kept unit, if any. */
export interface Handover {
  toDay: number;
  next: Contact | null;
}

/**
 * The pair ends the day before the merge and goes on with the kept unit until it would have ended or the next pair of that
 * unit begins; where that has a leader on the day, it just ends. One that has not begun yet keeps its first day alone.
 * @param kept pairs of the unit that is kept
 * @param day of the merge
 */
export function handoverOf(pair: Contact, kept: readonly Contact[], day: number): Handover {
  const from = Math.max(pair.fromDay, day);
  const toDay = Math.max(pair.fromDay, day - 1);
  const later = kept.filter((one) => one.toDay === null || one.toDay >= from);
  const begins = Math.min(...later.map(({ fromDay }) => fromDay));
  if (begins <= from) return { toDay, next: null };
  const ends = Math.min(pair.toDay ?? Infinity, begins - 1);
  return { toDay, next: { fromDay: from, toDay: ends === Infinity ? null : ends } };
}
