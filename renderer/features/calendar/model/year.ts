import { isWeekend, weekdayOf, type DayReason } from '../../../../domain/calendar/calendar.js';
import type { SpecialDay } from '../../../../domain/contract/commands/calendar.js';
import { DAY_MS } from '../../../../domain/time.js';

const WEEK = 7;
const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;
type MonthNumber = (typeof months)[number];

/** One month: empty cells before its first day, Monday first, then its days. */
export interface MonthCells {
  number: MonthNumber;
  lead: number;
  days: readonly number[];
}

const firstOfMonth = (year: number, month: number): number => Date.UTC(year, month, 1) / DAY_MS;

/** The twelve months of a year. */
export function monthsOf(year: number): MonthCells[] {
  return months.map((number, month) => {
    const first = firstOfMonth(year, month);
    const days = Array.from({ length: firstOfMonth(year, month + 1) - first }, (_day, at) => first + at);
    return { number, lead: (weekdayOf(first) + WEEK - 1) % WEEK, days };
  });
}

/** What a day is: from the list of special ones, else a plain day of the week. */
export function kindOf(day: number, special: ReadonlyMap<number, SpecialDay>): Omit<SpecialDay, 'day'> {
  const known = special.get(day);
  if (known) return known;
  const rests = isWeekend(day);
  return { works: !rests, why: rests ? 'weekend' : 'workday', name: null };
}

/** 休 and 班 stand on days that are not what the week makes them. */
export const marks: Readonly<Record<DayReason, 'off' | 'work' | null>> = {
  workday: null,
  weekend: null,
  holiday: 'off',
  makeup: 'work',
  localOff: 'off',
  localWork: 'work',
};

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -WEEK, ArrowDown: WEEK };

/** The day an arrow leads to; it may lie in another year. Null for another key. */
export function dayAfterKey(day: number, key: string): number | null {
  const step = steps[key];
  return step === undefined ? null : day + step;
}

/** The same day of another year; 28 February for a 29th. */
export function inYear(day: number, year: number): number {
  const date = new Date(day * DAY_MS);
  const month = date.getUTCMonth();
  return Math.min(firstOfMonth(year, month + 1) - 1, firstOfMonth(year, month) + date.getUTCDate() - 1);
}

/** The year of an address; the one given where it names none that is there. */
export function readYear(text: unknown, years: readonly number[], otherwise: number): number {
  const year = typeof text === 'string' ? Number(text) : otherwise;
  if (years.includes(year)) return year;
  return years.includes(otherwise) ? otherwise : (years.at(-1) ?? otherwise);
}
