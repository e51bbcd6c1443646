import type { DayPart, LeadFields, LeadRow } from '../../../../domain/lead.js';
import { currentLocale, translate } from '../../../shared/i18n';
import { formatShort, isoDay, weekday } from '../../../shared/i18n/format';

const partsOf = (day: number): { year: number; month: number; day: number } => {
  const [year = 0, month = 0, date = 0] = isoDay(day).split('-').map(Number);
  return { year, month, day: date };
};

/** A day as one says it: today, yesterday, `10 月 3 日 周六`, with the year when it is another. */
export function dayWords(day: number, today: number): string {
  if (day === today) return translate('report.today');
  if (day === today - 1) return translate('report.yesterday');
  return calendarDay(day, today);
}

/** `10 月 3 日`, with the year when it is another. */
export function calendarDay(day: number, today: number, withWeekday = true): string {
  const { year, month, day: date } = partsOf(day);
  const key = year === partsOf(today).year ? 'report.dayOf' : 'report.dayOfYear';
  const words = translate(key, { year, month, day: date });
  return withWeekday ? `${words} ${weekday(day, currentLocale())}` : words;
}

export const monthWords = (day: number): string => {
  const { year, month } = partsOf(day);
  return translate('report.monthOf', { year, month });
};

/** The hour as one says it beside the part of the day: 下午 4 点. */
export const shownHour = (hour: number, part: DayPart): number => (part !== 'unknown' && hour > 12 ? hour - 12 : hour);

/** `上午 10 点左右`, `上午`, or that nobody knows. */
export function partWords(part: DayPart, hour: number | null): string {
  const about = hour === null ? null : translate('report.about', { hour: shownHour(hour, part) });
  const words = part === 'unknown' ? about : [translate(`dayPart.${part}`), about].filter(Boolean).join(' ');
  return words === null || words === '' ? translate('report.unknownPart') : words;
}

/** `今天 上午 10 点左右`; empty while no day was chosen. */
export function timeWords(fields: Pick<LeadFields, 'seenDay' | 'dayPart' | 'hour'>, today: number): string {
  if (fields.seenDay === null) return '';
  const part = fields.dayPart === 'unknown' && fields.hour === null ? '' : partWords(fields.dayPart, fields.hour);
  return `${dayWords(fields.seenDay, today)} ${part}`.trim();
}

/** Where something was seen: hall, then the window or the own words. */
export const placeWords = (lead: Pick<LeadRow, 'hallLabel' | 'windowLabel' | 'fields'>): string =>
  [lead.hallLabel, lead.windowLabel ?? lead.fields.place].filter((word) => word !== null).join(' ');

/** `10:42`, or the day and the time when it was another day. */
export const clockWords = (at: number): string => formatShort(at, Date.now());
