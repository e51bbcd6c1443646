import type { WorkCalendar } from '../calendar/calendar.js';
import { dayOf, startOfDay } from '../time.js';
import { addedSince, courseOf, extendedTo, namedDay, type Course, type DeadlineInput } from './course.js';
import { addCounted, countedBetween, pausesOf, stepBack } from './pauses.js';
import { runBack, runOn } from './running-hours.js';

export type { DeadlineInput, Extension, Milestone } from './course.js';
export type { Suspension } from './pauses.js';

export interface DeadlineSettings {
  /** When a due day is over: at 24:00, or with office hours, `officeEnd` minutes after midnight. */
  dayEnd: 'midnight' | 'officeHours';
  officeEnd: number;
  /** 签收期限: working days after issue in which a unit signs. */
  signWithin: number;
}

/** 时限 as it follows from the record; nothing of it depends on the clock. */
export interface Deadline {
  state: 'notStarted' | 'running' | 'suspended' | 'standing';
  /** Null while nothing runs, and while a suspension holds the clock. A named day is known before receipt. */
  dueDay: number | null;
  /** First instant at which it is overdue (逾期), UTC milliseconds. */
  dueAt: number | null;
  /** First instant at which it is near (临期), not signed for in time, or to be looked at again. */
  warnAt: number | null;
  /** 原时限: without extensions and suspensions. */
  originalDueDay: number | null;
  /** The named day of rest that the due day was moved from (民法典 203). */
  movedFrom: number | null;
  /** 暂定: a day of a year not published was counted. */
  provisional: boolean;
  /** Left when the clock was stopped: working days, or hours begun of 小时级; null unless suspended. */
  remainingWhenSuspended: number | null;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const nothing: Deadline = {
  state: 'notStarted',
  dueDay: null,
  dueAt: null,
  warnAt: null,
  originalDueDay: null,
  movedFrom: null,
  provisional: false,
  remainingWhenSuspended: null,
};

/** First instant after a due day. */
export const endOfDueDay = (day: number, { dayEnd, officeEnd }: Omit<DeadlineSettings, 'signWithin'>): number =>
  dayEnd === 'midnight' ? startOfDay(day + 1) : startOfDay(day) + officeEnd * MINUTE_MS;

/** 临期: at most 30 % of the limit is left, at least one day. In whole working days. */
const nearDays = (limit: number): number => Math.max(1, Math.ceil((limit * 3) / 10));
const NEAR_SHARE = 0.3;

/** The terms as they were before anything was granted. */
const original = (input: DeadlineInput): DeadlineInput => ({ ...input, extensions: [], suspensions: [] });
const changed = ({ extensions, suspensions }: DeadlineInput): boolean => extensions.length + suspensions.length > 0;

/** Receipt after the end of office hours: that day can no longer be met. */
const missed = (startAt: number, settings: DeadlineSettings): boolean =>
  startAt >= endOfDueDay(dayOf(startAt), settings);

/** The course in days of a matter that has started; see `courseOf`. */
export const courseFrom = (
  input: DeadlineInput,
  startAt: number,
  settings: DeadlineSettings,
  calendar: WorkCalendar,
): Course | null => courseOf(input, dayOf(startAt), missed(startAt, settings), calendar);

/** First instant of 临期; from the start on where no more than the near days are left then. */
function warnOf({ startDay, dueDay, pauses }: Course, startAt: number, calendar: WorkCalendar): number {
  const limit = countedBetween(startDay, dueDay, pauses, calendar);
  const near = nearDays(limit);
  return limit <= near ? startAt : Math.max(startAt, startOfDay(stepBack(dueDay, near, pauses, calendar)));
}

function byDays(input: DeadlineInput, startAt: number, settings: DeadlineSettings, calendar: WorkCalendar): Deadline {
  const course = courseFrom(input, startAt, settings, calendar);
  if (course === null) return { ...nothing, state: 'running' };
  const { startDay, after, dueDay, movedFrom, pauses, stopped } = course;
  const { openFrom } = pauses;
  const first = changed(input) ? courseFrom(original(input), startAt, settings, calendar) : course;
  const originalDueDay = first?.dueDay ?? null;
  const provisional = calendar.isProvisional(Math.min(startDay, dueDay), dueDay);
  if (stopped && openFrom !== null)
    return {
      ...nothing,
      state: 'suspended',
      originalDueDay,
      provisional,
      remainingWhenSuspended: countedBetween(Math.max(after, openFrom - 1), dueDay, pauses, calendar),
    };
  return {
    state: openFrom === null ? 'running' : 'suspended',
    dueDay,
    dueAt: endOfDueDay(dueDay, settings),
    warnAt: warnOf(course, startAt, calendar),
    originalDueDay,
    movedFrom,
    provisional,
    remainingWhenSuspended: openFrom === null ? null : 0,
  };
}

/** 小时级: hours run round the clock; added days keep the hour, a named day lasts to its end. */
function byHours(input: DeadlineInput, startAt: number, settings: DeadlineSettings, calendar: WorkCalendar): Deadline {
  if (input.amount === null) return { ...nothing, state: 'running' };
  const startDay = dayOf(startAt);
  const pauses = pausesOf(input.suspensions);
  const hours = runOn(startAt, input.amount * HOUR_MS, pauses);
  // An hour that ends at midnight belongs to the day it ends.
  const lastDay = dayOf(hours - 1);
  const added = addedSince(input.extensions, -Infinity);
  const counted =
    added === 0 ? hours : hours + startOfDay(addCounted(lastDay, added, pauses, calendar)) - startOfDay(lastDay);
  const named = extendedTo(input, startDay, pauses, calendar);
  const dueAt = Math.max(counted, named === null ? 0 : endOfDueDay(named.day, settings));
  const dueDay = dayOf(dueAt - 1);
  const originalDueDay = dayOf(startAt + input.amount * HOUR_MS - 1);
  const provisional = dueAt !== hours && calendar.isProvisional(startDay, dueDay);
  const stopAt = pauses.openFrom === null ? null : Math.max(startAt, startOfDay(pauses.openFrom));
  if (stopAt !== null && stopAt < dueAt) {
    const remainingWhenSuspended = Math.ceil((dueAt - stopAt) / HOUR_MS);
    return { ...nothing, state: 'suspended', originalDueDay, provisional, remainingWhenSuspended };
  }
  const limit = dueAt - startAt - pausedWithin(startAt, dueAt, pauses.spans);
  return {
    state: stopAt === null ? 'running' : 'suspended',
    dueDay,
    dueAt,
    warnAt: Math.max(startAt, runBack(dueAt, Math.ceil(limit * NEAR_SHARE), pauses)),
    originalDueDay,
    movedFrom: null,
    provisional,
    remainingWhenSuspended: stopAt === null ? null : 0,
  };
}

const pausedWithin = (from: number, until: number, spans: readonly { from: number; to: number }[]): number =>
  spans
    .map((span) => Math.min(until, startOfDay(span.to + 1)) - Math.max(from, startOfDay(span.from)))
    .reduce((sum, paused) => sum + Math.max(0, paused), 0);

/** Before receipt: a named day binds all the same, anything counted has not begun. */
function beforeStart(input: DeadlineInput, settings: DeadlineSettings, calendar: WorkCalendar): Deadline {
  const named = namedDay(input);
  if (named === null) return nothing;
  const dueDay = calendar.nextWorkday(named);
  return {
    ...nothing,
    dueDay,
    dueAt: endOfDueDay(dueDay, settings),
    originalDueDay: dueDay,
    movedFrom: named === dueDay ? null : named,
    provisional: calendar.isProvisional(named, dueDay),
  };
}

/** First instant after the term of signing; null once it is signed for, and where the calendar does not reach. */
function signingOver(
  { unsignedSince }: DeadlineInput,
  { signWithin }: DeadlineSettings,
  calendar: WorkCalendar,
): number | null {
  const issued = unsignedSince === null ? null : dayOf(unsignedSince);
  if (issued === null || issued < calendar.firstDay || issued > calendar.lastDay) return null;
  if (calendar.workdaysBetween(issued, calendar.lastDay) < signWithin) return null;
  return startOfDay(calendar.addWorkdays(issued, signWithin) + 1);
}

const earlier = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

/**
 * When a matter is due. Day one is the day after the start; N working days go by the calendar (民法典 201); 立行立改 is due the
 * day it starts, or the next working day when that is one of rest or its office hours are over; a named day of rest moves to
 * the next working day (203). Suspended days do not count and extensions add, whatever order they were recorded in; the due
 * day is never earlier than without them. While an appeal filed in time is being decided there is none.
 * @throws AppError `deadline.noCalendar` where a day is needed of a year that has none
 */
export function deadlineOf(input: DeadlineInput, settings: DeadlineSettings, calendar: WorkCalendar): Deadline {
  const due = reckoned(input, settings, calendar);
  if (input.shelvedUntil !== null) return { ...due, warnAt: startOfDay(input.shelvedUntil) };
  const { appeal } = input;
  // Filed in time it holds the clock of the unit, and the days of whoever decides run; what was over stays over.
  if (appeal !== null && (due.dueAt === null || appeal.filedAt < due.dueAt))
    return { ...due, dueDay: null, dueAt: null, movedFrom: null, warnAt: startOfDay(appeal.decideBy + 1) };
  const unsigned = signingOver(input, settings, calendar);
  return unsigned === null ? due : { ...due, warnAt: earlier(due.warnAt, unsigned) };
}

function reckoned(input: DeadlineInput, settings: DeadlineSettings, calendar: WorkCalendar): Deadline {
  const { type, startAt, nextReviewDay } = input;
  if (type === 'standing_measure')
    return { ...nothing, state: 'standing', warnAt: nextReviewDay === null ? null : startOfDay(nextReviewDay) };
  if (startAt === null) return beforeStart(input, settings, calendar);
  // A start without a calendar is refused, also where hours alone would do.
  calendar.works(dayOf(startAt));
  return (type === 'hourly_fix' ? byHours : byDays)(input, startAt, settings, calendar);
}

/**
 * Working days left until a due day, today not counted; 0 on the day itself. Negative once it is over, at least -1, also
 * when only days of rest have passed since.
 */
export function remainingWorkdays(dueDay: number, today: number, calendar: WorkCalendar): number {
  if (today <= dueDay) return calendar.workdaysBetween(today, dueDay);
  return Math.min(-1, calendar.workdaysBetween(today, dueDay));
}
