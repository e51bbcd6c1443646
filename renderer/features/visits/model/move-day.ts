import { DAY_MS, dayOf } from '../../../../domain/time.js';
import type { Step, StepEntry } from '../../../../domain/visit.js';
import { isElsewhere } from '../../../../domain/visit-check.js';
import { onDay } from './clock';

interface Ends {
  startedAt: number | null;
  endedAt: number | null;
}

/** The same time of the clock on another day of the visit; what lay on no day of it comes to the new one. */
export function movedTime(at: number, visit: Ends, from: number, to: number): number {
  return isElsewhere(at, visit) ? onDay(at, to) : at + (to - from) * DAY_MS;
}

/** The times that count now, window by window, where another day would find them. */
export function standingSteps(entries: readonly StepEntry[]): { step: Step; windowId: number | null; at: number }[] {
  const latest = new Map(entries.map(({ step, windowId, at }) => [`${step} ${windowId}`, { step, windowId, at }]));
  return [...latest.values()].flatMap(({ at, ...entry }) => (at === null ? [] : [{ ...entry, at }]));
}

/** Whether anything of the visit would stay behind on the old day. */
export const staysBehind = (entries: readonly StepEntry[], to: number): boolean =>
  standingSteps(entries).some(({ at }) => dayOf(at) !== to);
