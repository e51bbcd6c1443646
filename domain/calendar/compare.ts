import type { WorkCalendar } from './calendar.js';

/** Days, both ends included. */
export interface DaySpan {
  fromDay: number;
  toDay: number;
}

/** The span that holds every day which works under one calendar and not under the other; null where there is none. */
export function changedSpan(before: WorkCalendar, after: WorkCalendar): DaySpan | null {
  const worksIn = (calendar: WorkCalendar, day: number): boolean | null =>
    day < calendar.firstDay || day > calendar.lastDay ? null : calendar.works(day);
  const firstDay = Math.min(before.firstDay, after.firstDay);
  const lastDay = Math.max(before.lastDay, after.lastDay);
  const changed: number[] = [];
  for (let day = firstDay; day <= lastDay; day += 1)
    if (worksIn(before, day) !== worksIn(after, day)) changed.push(day);
  const [fromDay] = changed;
  return fromDay === undefined ? null : { fromDay, toDay: changed.at(-1) ?? fromDay };
}
