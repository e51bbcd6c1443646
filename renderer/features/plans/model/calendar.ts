import { isoDay, parseIsoDay } from '../../../shared/i18n/format';

/** A month as `2026-10`, which is how it stands in the address. */
export type Month = string;

export const monthOf = (day: number): Month => isoDay(day).slice(0, 7);

/** The month of an address, or the one given where the address names none. */
export function readMonth(text: unknown, otherwise: Month): Month {
  return typeof text === 'string' && parseIsoDay(`${text}-01`) !== null ? text : otherwise;
}

export function shiftMonth(month: Month, by: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

/** Monday is 0. 1970-01-01 was a Thursday. */
const weekdayFromMonday = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** Whole weeks, Monday first, that hold a month: each its first day. */
export function weeksOf(month: Month): number[] {
  const first = parseIsoDay(`${month}-01`) ?? 0;
  const last = (parseIsoDay(`${shiftMonth(month, 1)}-01`) ?? 0) - 1;
  const start = first - weekdayFromMonday(first);
  return Array.from({ length: Math.floor((last - start) / 7) + 1 }, (_, week) => start + 7 * week);
}

interface Span {
  id: number;
  fromDay: number;
  toDay: number;
}

/** A stretch of something across the days of one week. */
export interface Bar<T extends Span> {
  of: T;
  /** First column and how many, from 0. */
  column: number;
  days: number;
  lane: number;
  /** It goes on before or after this week. */
  before: boolean;
  after: boolean;
}

/** The bars of one week in lanes, none over another; what begins first, and of those the longest, lies on top. */
export function barsOf<T extends Span>(week: number, spans: readonly T[]): Bar<T>[] {
  const end = week + 6;
  const free: number[] = [];
  return spans
    .filter(({ fromDay, toDay }) => fromDay <= end && toDay >= week)
    .sort((a, b) => a.fromDay - b.fromDay || b.toDay - a.toDay || a.id - b.id)
    .map((of) => {
      const [first, last] = [Math.max(of.fromDay, week), Math.min(of.toDay, end)];
      const found = free.findIndex((until) => until < first);
      const lane = found < 0 ? free.length : found;
      free[lane] = last;
      return {
        of,
        column: first - week,
        days: last - first + 1,
        lane,
        before: of.fromDay < week,
        after: of.toDay > end,
      };
    });
}
