import { dayOf, DAY_MS, isoDay, parseIsoDay, SHANGHAI_OFFSET_MS } from '../../../../domain/time.js';

/** What places a recording on the wall clock. */
export interface Placed {
  /** First frame by the recorder's own clock, UTC ms; null while it is not known. */
  capturedAt: number | null;
  /** What is added to the recorder's clock, ms. */
  offsetMs: number;
}

/** True instant of the first frame, UTC ms; null while the time of the recording is not known. */
export const startsAt = ({ capturedAt, offsetMs }: Placed): number | null =>
  capturedAt === null ? null : capturedAt + offsetMs;

/** Place in a recording (ms from its first frame) -> true instant, UTC ms. */
export function wallAt(recording: Placed, placeMs: number): number | null {
  const start = startsAt(recording);
  return start === null ? null : start + placeMs;
}

/** True instant -> place in a recording, ms; may lie outside of it. */
export function placeAt(recording: Placed, instant: number): number | null {
  const start = startsAt(recording);
  return start === null ? null : instant - start;
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** A length of time as a clock: `01:02:03.456`, without hours below one. For recordings whose time is not known. */
export function runningClock(placeMs: number, milliseconds = true): string {
  const total = Math.max(0, Math.round(placeMs));
  const [h, m, s, ms] = [
    Math.floor(total / 3_600_000),
    Math.floor(total / 60_000) % 60,
    Math.floor(total / 1000) % 60,
    total % 1000,
  ];
  const clock = `${h > 0 ? `${pad(h, 2)}:` : ''}${pad(m, 2)}:${pad(s, 2)}`;
  return milliseconds ? `${clock}.${pad(ms, 3)}` : clock;
}

/** UTC ms -> `10:07:41` on the clock of Shanghai. */
export const clockSeconds = (instant: number): string =>
  new Date(Math.round(instant) + SHANGHAI_OFFSET_MS).toISOString().slice(11, 19);

/** UTC ms -> `320`. */
export const clockMillis = (instant: number): string =>
  new Date(Math.round(instant) + SHANGHAI_OFFSET_MS).toISOString().slice(20, 23);

/** UTC ms -> `10:07:41.320`. */
export const clockFull = (instant: number): string => `${clockSeconds(instant)}.${clockMillis(instant)}`;

/** UTC ms -> `10:07:41.3`. */
export const clockTenth = (instant: number): string => clockFull(instant).slice(0, 10);

/** UTC ms -> `2026-10-12 10:07:41`, as a field of a form takes it. */
export const dateClock = (instant: number): string => `${isoDay(dayOf(instant))} ${clockSeconds(instant)}`;

/**
 * A typed time of the clock -> UTC ms. `10:07`, `10:07:41`, `10:07:41.3`, `100741`, with a date in front of it or on the
 * given day. Full-width signs are taken too.
 * @returns null when it is no time
 */
export function parseWallClock(typed: string, day: number): number | null {
  const text = typed.normalize('NFKC').trim().replace(/：/g, ':');
  const [, date, h = '', m = '', s = '0', part = ''] =
    /^(?:(\d{4}-\d{2}-\d{2})[ T])?\s*(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.(\d{1,3}))?$/.exec(text) ??
    /^(?:(\d{4}-\d{2}-\d{2})[ T])?\s*(\d{2})(\d{2})(\d{2})?(?:\.(\d{1,3}))?$/.exec(text) ??
    [];
  if (h === '' || Number(h) > 23 || Number(m) > 59 || Number(s) > 59) return null;
  const on = date === undefined ? day : parseIsoDay(date);
  if (on === null) return null;
  const millis = Number(part.padEnd(3, '0'));
  return on * DAY_MS - SHANGHAI_OFFSET_MS + Number(h) * 3_600_000 + Number(m) * 60_000 + Number(s) * 1000 + millis;
}

/** A typed length -> place, ms: `1:02:03.4`, `62:03`, `63.5`. For recordings whose time is not known. */
export function parsePlace(typed: string): number | null {
  const text = typed.normalize('NFKC').trim();
  if (!/^(?:(?:\d{1,3}:)?\d{1,3}:)?\d{1,6}(?:\.\d{1,3})?$/.test(text)) return null;
  return Math.round(text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1000);
}

/** A correction of a clock as hours, minutes and seconds with its sign: `+00:00:03`. */
export function offsetClock(offsetMs: number): string {
  const total = Math.round(Math.abs(offsetMs) / 1000);
  const clock = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60].map((part) => pad(part, 2));
  return `${offsetMs < 0 ? '-' : '+'}${clock.join(':')}`;
}

/** `3`, `-192`, `+00:03:12` -> ms. Bare numbers are seconds. */
export function parseOffset(typed: string): number | null {
  const text = typed.normalize('NFKC').trim();
  const [, sign, rest] = /^([+-]?)\s*(\d{1,8}|(?:\d{1,4}:)?\d{1,2}:\d{2})$/.exec(text) ?? [];
  if (rest === undefined) return null;
  const seconds = rest.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return (sign === '-' ? -1 : 1) * seconds * 1000;
}
