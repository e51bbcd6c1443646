import { dayOf, DAY_MS, SHANGHAI_OFFSET_MS } from '../../../../domain/time.js';

/** UTC milliseconds -> `10:12:53`, on the clock of Shanghai. */
export function clockOf(at: number, seconds = true): string {
  return new Date(at + SHANGHAI_OFFSET_MS).toISOString().slice(11, seconds ? 19 : 16);
}

/**
 * What was typed as a time -> UTC milliseconds on this day; null when it is none. `10:12:53`, `10:12`, `101253`, `1012`,
 * with full-width digits and colons as an input method gives them.
 */
export function parseClock(text: string, day: number): number | null {
  const plain = text.normalize('NFKC').trim().replaceAll('：', ':');
  const parts = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(plain) ?? /^(\d{2})(\d{2})(\d{2})?$/.exec(plain);
  if (!parts) return null;
  const [hours, minutes, seconds] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  return day * DAY_MS - SHANGHAI_OFFSET_MS + ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

/** The same time of the clock on another day. */
export function onDay(at: number, day: number): number {
  return at + (day - dayOf(at)) * DAY_MS;
}
