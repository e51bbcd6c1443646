import { isoDay, parseIsoDay } from '../../../../domain/time.js';

/** The first day of the month a day lies in. */
export const firstOfMonth = (day: number): number => parseIsoDay(`${isoDay(day).slice(0, 7)}-01`) ?? day;

/** Days since Monday: 1970-01-05 was one. */
const sinceMonday = (day: number): number => (((day - 4) % 7) + 7) % 7;

/** The days of a month in rows of seven from Monday on; null before its first. */
export function monthCells(first: number): (number | null)[] {
  const next = firstOfMonth(first + 31);
  const lead = Array.from({ length: sinceMonday(first) }, () => null);
  return [...lead, ...Array.from({ length: next - first }, (_, index) => first + index)];
}
