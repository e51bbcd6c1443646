import { AppError } from '../errors.js';
import { DAY_MS } from '../time.js';

/** 放假 | 调休上班: a day that a paper names beside the ordinary week. */
export const calendarDayKinds = ['off', 'makeup'] as const;
export interface CalendarDay {
  day: number;
  kind: (typeof calendarDayKinds)[number];
  /** Key of `holidayWords`, or a name as the paper writes it. */
  holiday: string | null;
}

/** 已公布 | 暂定: only the statutory days are known, the State Council's paper is not there yet. */
export const calendarStatuses = ['published', 'provisional'] as const;

/** 放假安排 of one year. A paper may name days of the December before and the January after. */
export interface CalendarYear {
  year: number;
  status: (typeof calendarStatuses)[number];
  /** 文号 */
  paperNo: string | null;
  source: string | null;
  days: readonly CalendarDay[];
}

/** 本地调整: one day on which this place rests or works against the State Council's calendar. */
export interface LocalDay {
  day: number;
  kind: 'off' | 'work';
  reason: string;
}

/** Why a day works or rests. */
export const dayReasons = ['workday', 'weekend', 'holiday', 'makeup', 'localOff', 'localWork'] as const;
export type DayReason = (typeof dayReasons)[number];

export interface DayKind {
  works: boolean;
  why: DayReason;
  /** The holiday, also of its make-up day; the reason of a local day; null on ordinary days. */
  name: string | null;
}

/**
 * Working days of consecutive years; each question is answered by a look-up. A day outside of the years throws
 * `deadline.noCalendar`: nothing is ever counted by the bare week.
 */
export interface WorkCalendar {
  /** First and last day known. */
  readonly firstDay: number;
  readonly lastDay: number;
  works(day: number): boolean;
  kindOf(day: number): DayKind;
  /**
   * The n-th working day after `day`, right also when `day` rests; the n-th before it for a negative n.
   * @param n whole, not 0
   */
  addWorkdays(day: number, n: number): number;
  /** Working days in (a, b]; negative, those of (b, a], when b lies before a. */
  workdaysBetween(a: number, b: number): number;
  /** `day` itself when it works. */
  nextWorkday(day: number): number;
  /** Whether any day of the span, both ends included, lies in a year not published. */
  isProvisional(fromDay: number, toDay: number): boolean;
}

/** Year of a day number. */
export const yearOf = (day: number): number => new Date(day * DAY_MS).getUTCFullYear();
/** 1 January of a year as a day number. */
export const firstDayOf = (year: number): number => Date.UTC(year, 0, 1) / DAY_MS;
/** 1970-01-01 was a Thursday. 0 is Sunday, 6 Saturday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;
/** Monday of the week of a day. */
export const mondayOf = (day: number): number => day - ((weekdayOf(day) + 6) % 7);
export const isWeekend = (day: number): boolean => weekdayOf(day) % 6 === 0;

const ofPaper = { off: 'holiday', makeup: 'makeup' } as const;
const ofPlace = { off: 'localOff', work: 'localWork' } as const;
const working: Record<DayReason, boolean> = {
  workday: true,
  weekend: false,
  holiday: false,
  makeup: true,
  localOff: false,
  localWork: true,
};

const noCalendar = (year: number): AppError => new AppError('deadline.noCalendar', { year });

/**
 * The calendar of consecutive years in any order. Where two papers name the same day (December), the later year's holds;
 * a local day wins over all.
 * @throws AppError `deadline.noCalendar` for a year missing in between
 */
export function buildCalendar(years: readonly CalendarYear[], localDays: readonly LocalDay[] = []): WorkCalendar {
  const sorted = [...years].sort((a, b) => a.year - b.year);
  const firstYear = sorted[0]?.year ?? 1970;
  sorted.forEach(({ year }, index) => {
    if (year !== firstYear + index) throw noCalendar(firstYear + index);
  });
  const firstDay = firstDayOf(firstYear);
  const lastDay = firstDayOf(firstYear + sorted.length) - 1;
  const size = lastDay - firstDay + 1;

  const named = new Map<number, { why: DayReason; name: string | null }>();
  for (const { days } of sorted)
    for (const { day, kind, holiday } of days) named.set(day, { why: ofPaper[kind], name: holiday });
  for (const { day, kind, reason } of localDays) named.set(day, { why: ofPlace[kind], name: reason });

  const works = new Uint8Array(size);
  /** Days of years not published, before each day. */
  const open = new Int32Array(size + 1);
  /** Working days of the table before each day; one longer than the table. */
  const before = new Int32Array(size + 1);
  /** The working days in order; `before` is the way into it. */
  const workdays = new Int32Array(size);
  for (let at = 0; at < size; at += 1) {
    const day = firstDay + at;
    works[at] = Number(working[named.get(day)?.why ?? (isWeekend(day) ? 'weekend' : 'workday')]);
    const count = before[at] ?? 0;
    if (works[at] === 1) workdays[count] = day;
    before[at + 1] = count + (works[at] ?? 0);
  }
  const total = before[size] ?? 0;
  for (const { year, status } of sorted) {
    const [from, until] = [firstDayOf(year) - firstDay, firstDayOf(year + 1) - firstDay];
    const step = Number(status === 'provisional');
    for (let at = from; at < until; at += 1) open[at + 1] = (open[at] ?? 0) + step;
  }

  const place = (day: number): number => {
    if (day < firstDay || day > lastDay) throw noCalendar(yearOf(day));
    return day - firstDay;
  };
  /** Working days up to and including `day`. */
  const upTo = (day: number): number => before[place(day) + 1] ?? 0;
  const workday = (index: number): number => {
    if (index < 0) throw noCalendar(firstYear - 1);
    if (index >= total) throw noCalendar(firstYear + sorted.length);
    return workdays[index] ?? 0;
  };

  return {
    firstDay,
    lastDay,
    works: (day) => works[place(day)] === 1,
    kindOf(day) {
      const rests = works[place(day)] === 0;
      const { why, name } = named.get(day) ?? { why: rests ? ('weekend' as const) : ('workday' as const), name: null };
      return { works: !rests, why, name };
    },
    addWorkdays: (day, n) => workday(n > 0 ? upTo(day) + n - 1 : (before[place(day)] ?? 0) + n),
    workdaysBetween: (a, b) => upTo(b) - upTo(a),
    nextWorkday: (day) => workday(before[place(day)] ?? 0),
    isProvisional: (fromDay, toDay) => (open[place(toDay) + 1] ?? 0) > (open[place(fromDay)] ?? 0),
  };
}

/**
 * The last day of a term in plain days (日), counted from the day after `day`; one that ends on a day of rest ends on the
 * next working day (民法典 201, 203).
 */
export const calendarDaysAfter = (day: number, days: number, calendar: WorkCalendar): number =>
  calendar.nextWorkday(day + days);
