import { z } from 'zod';
import { reckonedDay } from '../fields.js';
import { yearBefore } from '../time.js';

/** Days of a period, the first and the last included. */
export interface Period {
  fromDay: number;
  toDay: number;
}

/** As it comes from outside; a period turned round names its end. */
export const period = z
  .strictObject({ fromDay: reckonedDay, toDay: reckonedDay })
  .refine(({ fromDay, toDay }) => fromDay <= toDay, { path: ['toDay'], message: 'periodOrder' });

export const periodKinds = ['month', 'quarter', 'year'] as const;
export type PeriodKind = (typeof periodKinds)[number];

const MONTHS: Readonly<Record<PeriodKind, number>> = { month: 1, quarter: 3, year: 12 };
const DAY_MS = 86_400_000;

/** A month as one number that counts on: 12 x year + month of the year, January being 0. */
export const monthOf = (day: number): number => {
  const date = new Date(day * DAY_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};
export const firstDayOf = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY_MS;
export const monthPeriod = (month: number): Period => ({
  fromDay: firstDayOf(month),
  toDay: firstDayOf(month + 1) - 1,
});
/** `2026-10`. */
export const isoMonth = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
/** `2026-10` -> its number; null when it is no month. */
export function parseIsoMonth(text: string): number | null {
  const found = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  return found ? Number(found[1]) * 12 + Number(found[2]) - 1 : null;
}

/** The whole month, quarter or year that holds a day. */
export function periodAround(kind: PeriodKind, day: number): Period {
  const length = MONTHS[kind];
  const month = Math.floor(monthOf(day) / length) * length;
  return { fromDay: firstDayOf(month), toDay: firstDayOf(month + length) - 1 };
}

/** Months a period touches, rising. */
export function monthsOf({ fromDay, toDay }: Period): number[] {
  const first = monthOf(fromDay);
  return Array.from({ length: monthOf(toDay) - first + 1 }, (_, index) => first + index);
}

/** Whether a period begins and ends with months. */
export const isWholeMonths = ({ fromDay, toDay }: Period): boolean =>
  firstDayOf(monthOf(fromDay)) === fromDay && firstDayOf(monthOf(toDay) + 1) - 1 === toDay;

/** 环比 base: as many whole months before, or as many days. */
export function periodBefore(period: Period): Period {
  const { fromDay, toDay } = period;
  if (!isWholeMonths(period)) return { fromDay: fromDay - (toDay - fromDay + 1), toDay: fromDay - 1 };
  const months = monthsOf(period).length;
  return { fromDay: firstDayOf(monthOf(fromDay) - months), toDay: fromDay - 1 };
}

/** 同比 base: the same days of the year before; whole months stay whole, also through a 29 February. */
export function periodYearBefore(period: Period): Period {
  const { fromDay, toDay } = period;
  if (isWholeMonths(period))
    return { fromDay: firstDayOf(monthOf(fromDay) - 12), toDay: firstDayOf(monthOf(toDay) - 11) - 1 };
  return { fromDay: yearBefore(fromDay), toDay: yearBefore(toDay) };
}

/** A period that is not over: its figures still move, and it is compared with nothing. */
export const isPartial = ({ fromDay, toDay }: Period, today: number): boolean => fromDay <= today && today <= toDay;

/** A period as whole months and the days at its edges that fill none. */
export function splitMonths({ fromDay, toDay }: Period): {
  months: { first: number; last: number } | null;
  edges: Period[];
} {
  const [from, to] = [monthOf(fromDay), monthOf(toDay)];
  const first = firstDayOf(from) === fromDay ? from : from + 1;
  const last = firstDayOf(to + 1) - 1 === toDay ? to : to - 1;
  if (first > last) return { months: null, edges: [{ fromDay, toDay }] };
  const edges = [
    { fromDay, toDay: firstDayOf(first) - 1 },
    { fromDay: firstDayOf(last + 1), toDay },
  ];
  return { months: { first, last }, edges: edges.filter((edge) => edge.fromDay <= edge.toDay) };
}
