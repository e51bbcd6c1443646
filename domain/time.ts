/**
 * Instants are UTC milliseconds; days are whole days since 1970-01-01 on the calendar of Asia/Shanghai.
 * China keeps UTC+8 all year since 1991, so a day is arithmetic, not a time-zone look-up.
 */
export const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
export const DAY_MS = 86_400_000;

/** Before this instant (2020-01-01 in Shanghai) a computer's clock is taken to be wrong. */
export const EARLIEST_PLAUSIBLE_MS = Date.UTC(2020, 0, 1) - SHANGHAI_OFFSET_MS;

/** UTC milliseconds -> day number in Shanghai. */
export function dayOf(instant: number): number {
  return Math.floor((instant + SHANGHAI_OFFSET_MS) / DAY_MS);
}

/** Day number -> its first instant in Shanghai, UTC milliseconds. */
export const startOfDay = (day: number): number => day * DAY_MS - SHANGHAI_OFFSET_MS;

/** The same day of the year before; 28 February before a 29th. */
export function yearBefore(day: number): number {
  const date = new Date(day * DAY_MS);
  const [year, month] = [date.getUTCFullYear() - 1, date.getUTCMonth()];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / DAY_MS;
}

/** UTC milliseconds -> hour in Shanghai, 0 to 23. */
export function hourOf(instant: number): number {
  return Math.floor((instant + SHANGHAI_OFFSET_MS) / 3_600_000) % 24;
}

/** UTC milliseconds -> minute of the day in Shanghai, 0 to 1439. */
export function minuteOf(instant: number): number {
  return Math.floor((instant + SHANGHAI_OFFSET_MS) / 60_000) % 1440;
}

/** Day number -> `2026-11-21`. */
export function isoDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** `2026-11-21` -> day number; null when it is not a day of the calendar. */
export function parseIsoDay(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const instant = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(instant)) return null;
  const day = instant / DAY_MS;
  return isoDay(day) === text ? day : null;
}

/** UTC milliseconds -> `2026-11-21 14:05` on the clock of Shanghai, for file names and documents. */
export function localMinute(instant: number): string {
  return new Date(instant + SHANGHAI_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** A source of the present moment, UTC milliseconds; passed in so that rules and tests own their time. */
export type Clock = () => number;
