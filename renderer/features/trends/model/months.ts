import { firstDayOf, isPartial, monthOf, monthPeriod, type Period } from '../../../../domain/measures/period.js';

/** A line over months wants a year and a month to be read: shorter periods are shown within it. */
const SHOWN = 13;
const ENOUGH = 6;

/** Months a chart over time shows for a period: whole ones, none that has not begun. */
export function monthsShown({ fromDay, toDay }: Period, today: number): number[] {
  const last = Math.min(monthOf(toDay), monthOf(today));
  const asked = last - monthOf(fromDay) + 1;
  const count = asked >= ENOUGH ? asked : SHOWN;
  return Array.from({ length: count }, (_, at) => last - count + 1 + at);
}

/** Whether more months are shown than were asked for. */
export const isWidened = (period: Period, today: number): boolean =>
  monthOf(Math.min(period.toDay, today)) - monthOf(period.fromDay) + 1 < ENOUGH;

export const periodOf = (months: readonly number[]): Period => ({
  fromDay: firstDayOf(months[0] ?? 0),
  toDay: firstDayOf((months.at(-1) ?? 0) + 1) - 1,
});
export const shifted = (months: readonly number[], by: number): number[] => months.map((month) => month + by);
export const isOpen = (month: number, today: number): boolean => isPartial(monthPeriod(month), today);
/** What of a period is over or today: what falls due later is not late yet. */
export const soFar = ({ fromDay, toDay }: Period, today: number): Period => ({
  fromDay,
  toDay: Math.max(fromDay, Math.min(toDay, today)),
});
