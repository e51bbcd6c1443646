import type { WorkCalendar } from '../calendar/calendar.js';

/** 停计 or 挂账: days that do not count, both ends included; `toDay` is null while it lasts. */
export interface Suspension {
  fromDay: number;
  toDay: number | null;
}

/** How far a suspension is on a day; `none` where no day of it was ever passed over: it was taken back before it began. */
export type PauseStanding = 'ahead' | 'on' | 'over' | 'none';
export function pauseStanding({ fromDay, toDay }: Suspension, today: number): PauseStanding {
  if (toDay !== null && toDay < fromDay) return 'none';
  if (fromDay > today) return 'ahead';
  return toDay !== null && toDay < today ? 'over' : 'on';
}

/** Suspensions as one set of days, whatever order they were recorded in and however they overlap. */
export interface Pauses {
  /** Ended ones, apart from each other and in order, all before `openFrom`. */
  spans: readonly { from: number; to: number }[];
  /** From this day on nothing counts; null when the clock runs. */
  openFrom: number | null;
}

export function pausesOf(suspensions: readonly Suspension[]): Pauses {
  const open = suspensions.flatMap(({ fromDay, toDay }) => (toDay === null ? [fromDay] : []));
  const openFrom = open.length === 0 ? null : Math.min(...open);
  const ended = suspensions
    .flatMap(({ fromDay, toDay }) =>
      toDay === null ? [] : [{ from: fromDay, to: Math.min(toDay, (openFrom ?? Infinity) - 1) }],
    )
    .filter(({ from, to }) => from <= to)
    .sort((a, b) => a.from - b.from);
  const spans: { from: number; to: number }[] = [];
  for (const { from, to } of ended) {
    const last = spans.at(-1);
    if (last !== undefined && from <= last.to + 1) last.to = Math.max(last.to, to);
    else spans.push({ from, to });
  }
  return { spans, openFrom };
}

export const isPaused = (day: number, { spans, openFrom }: Pauses): boolean =>
  (openFrom !== null && day >= openFrom) || spans.some(({ from, to }) => from <= day && day <= to);

/** Working days in (a, b] that are not suspended by an ended suspension; 0 when b is not after a. */
export function countedBetween(a: number, b: number, { spans }: Pauses, calendar: WorkCalendar): number {
  if (b <= a) return 0;
  const paused = spans
    .map(({ from, to }) => [Math.max(a, from - 1), Math.min(b, to)] as const)
    .reduce((sum, [from, to]) => (from < to ? sum + calendar.workdaysBetween(from, to) : sum), 0);
  return calendar.workdaysBetween(a, b) - paused;
}

/**
 * The n-th counted day after `day`, past ended suspensions; where an open one stands before it, the day it would have been.
 * @param n whole, at least 1
 */
export function addCounted(day: number, n: number, { spans }: Pauses, calendar: WorkCalendar): number {
  let left = n;
  let due = calendar.addWorkdays(day, left);
  for (const { from, to } of spans) {
    if (from > due) break;
    if (to <= day) continue;
    left += calendar.workdaysBetween(Math.max(day, from - 1), to);
    due = calendar.addWorkdays(day, left);
  }
  return due;
}

/** The counted day with `n` counted days after it up to `due`, itself a counted day. There must be one. */
export function stepBack(due: number, n: number, { spans }: Pauses, calendar: WorkCalendar): number {
  let left = n;
  let day = calendar.addWorkdays(due, -left);
  for (const { from, to } of [...spans].reverse()) {
    if (from > due) continue;
    if (to < day) break;
    left += calendar.workdaysBetween(from - 1, to);
    day = calendar.addWorkdays(due, -left);
  }
  return day;
}
