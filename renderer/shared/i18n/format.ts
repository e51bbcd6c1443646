import { dayOf, DAY_MS, isoDay, parseIsoDay, SHANGHAI_OFFSET_MS } from '../../../domain/time.js';
import type { Locale } from './index';

const weekdays: Record<Locale, readonly string[]> = {
  'zh-CN': ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};

function clock(instant: number, seconds: boolean): string {
  return new Date(instant + SHANGHAI_OFFSET_MS).toISOString().slice(11, seconds ? 19 : 16);
}

/** Day number -> `周六` / `Sat`. 1970-01-01 was a Thursday. */
export function weekday(day: number, locale: Locale): string {
  return weekdays[locale][(((day + 4) % 7) + 7) % 7] ?? '';
}

/** Day number -> `2026-11-21 周六`. */
export function formatDay(day: number, locale: Locale): string {
  return `${isoDay(day)} ${weekday(day, locale)}`;
}

/** The next day that is neither Saturday nor Sunday: what an empty field of days shows as its example. */
export function nextWeekday(today = dayOf(Date.now())): number {
  // 1970-01-01 was a Thursday: 2 and 3 after it are the weekend.
  const after = [1, 2, 3].find((days) => ![2, 3].includes((((today + days) % 7) + 7) % 7)) ?? 1;
  return today + after;
}

/** Today's year, for dates that leave theirs out. */
export const thisYear = (): number => Number(isoDay(dayOf(Date.now())).slice(0, 4));

/** Day number -> `11-21`; a day of another year says so: `2027-01-04`. */
export function shortDay(day: number, year = thisYear()): string {
  const iso = isoDay(day);
  return Number(iso.slice(0, 4)) === year ? iso.slice(5) : iso;
}

/** UTC milliseconds -> `2026-11-21 周六 14:05`, on the clock of Shanghai. */
export function formatInstant(instant: number, locale: Locale, seconds = false): string {
  return `${formatDay(dayOf(instant), locale)} ${clock(instant, seconds)}`;
}

/** UTC milliseconds -> `14:05` today, `11-20 14:05` this year, `2025-11-20` before. For narrow columns and rulers. */
export function formatShort(instant: number, now: number): string {
  const day = dayOf(instant);
  const iso = isoDay(day);
  if (day === dayOf(now)) return clock(instant, false);
  return iso.slice(0, 4) === isoDay(dayOf(now)).slice(0, 4) ? `${iso.slice(5)} ${clock(instant, false)}` : iso;
}

/** UTC milliseconds -> `11-21 14:05`. */
export function formatMinute(instant: number): string {
  return `${isoDay(dayOf(instant)).slice(5)} ${clock(instant, false)}`;
}

const units: Record<Locale, readonly [string, string, string, string]> = {
  'zh-CN': [' 天', ' 小时', ' 分', ' 秒'],
  en: [' d', ' h', ' min', ' s'],
};

/** Milliseconds -> `2 分 05 秒` / `2 min 5 s`: the two largest units that matter, never a clock. */
export function formatDuration(milliseconds: number, locale: Locale): string {
  const total = Math.max(0, Math.round(milliseconds / 1000));
  const [d, h, m, s] = units[locale];
  const parts: [number, string][] = [
    [Math.floor(total / 86_400), d],
    [Math.floor(total / 3600) % 24, h],
    [Math.floor(total / 60) % 60, m],
    [total % 60, s],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  if (first < 0) return `0${s}`;
  return parts
    .slice(first, first + 2)
    .filter(([value], index) => index === 0 || value > 0)
    .map(([value, unit]) => `${value}${unit}`)
    .join(' ');
}

/** Days between two instants as the calendar counts them: 0 today, 1 yesterday. */
export function daysBetween(instant: number, now: number): number {
  return dayOf(now) - dayOf(instant);
}

/** 1234567 -> `1,234,567`; at most two decimals. */
export function formatNumber(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

/** Bytes -> `38.2 MB`; powers of 1024. */
export function formatBytes(bytes: number): string {
  const names = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let step = 0;
  while (value >= 1024 && step < names.length - 1) {
    value /= 1024;
    step += 1;
  }
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${names[step]}`;
}

/** A person's order of days: first and last day number -> `2026-11-01 – 2026-11-21`. */
export function formatDaySpan(from: number | null, to: number | null): string {
  const first = from === null ? '…' : isoDay(from);
  const last = to === null ? '…' : isoDay(to);
  return first === last ? first : `${first} – ${last}`;
}

export { dayOf, DAY_MS, isoDay, parseIsoDay };
