import type { WorkCalendar } from '../calendar/calendar.js';
import type { DeadlineType } from '../checklist/kinds.js';
import { addCounted, pausesOf, type Pauses, type Suspension } from './pauses.js';

/** The course of a deadline in whole days: where counting begins, what is passed over, where it ends. */

export interface Milestone {
  title: string;
  dueDay: number;
  doneDay: number | null;
}

/**
 * 延期, granted. It adds working days, or names the new day; where both are given the named day holds. A named day stands as
 * named: of suspended days only those after `grantedDay` move it, since the approver knew of the others.
 */
export interface Extension {
  addedWorkdays: number;
  newDay: number | null;
  grantedDay: number;
}

/** `filedAt` UTC milliseconds, `decideBy` the last day to decide it. */
export interface OpenAppeal {
  filedAt: number;
  decideBy: number;
}

export interface DeadlineInput {
  type: DeadlineType;
  /** Hours or working days, as `deadlineTypes` says. */
  amount: number | null;
  byDay: number | null;
  milestones: readonly Milestone[];
  /** 长期坚持: the next review. */
  nextReviewDay: number | null;
  /** Receipt (签收) or issue, as the setting has it; UTC milliseconds, null before. */
  startAt: number | null;
  /** When it was issued, until somebody signs for it (签收); UTC milliseconds, null afterwards. */
  unsignedSince: number | null;
  /** 挂账: when it is looked at again, while it lies aside; null otherwise. */
  shelvedUntil: number | null;
  /** 申诉 not decided yet; null where there is none. */
  appeal: OpenAppeal | null;
  extensions: readonly Extension[];
  suspensions: readonly Suspension[];
}

/** `count` working days after `after`. */
interface Target {
  after: number;
  count: number;
  /** The named day of rest the due day was moved from. */
  named: number | null;
}

export interface Course {
  startDay: number;
  /** Counting begins on the day after: the start day, or the day before it for 立行立改. */
  after: number;
  /** Where an open suspension stands before it: the day it would have been. */
  dueDay: number;
  /** The due day had no extension been granted. */
  unextendedDay: number;
  movedFrom: number | null;
  pauses: Pauses;
  /** The open suspension holds the clock. */
  stopped: boolean;
}

/** A day as it was named on the day `after`; one of rest becomes the next working day (民法典 203). */
function namedTarget(day: number, after: number, calendar: WorkCalendar): Target {
  const works = calendar.nextWorkday(day);
  const from = Math.min(after, works - 1);
  return { after: from, count: calendar.workdaysBetween(from, works), named: works === day ? null : day };
}

/** The next stage not done; the last one when all are. */
export function nextMilestone(milestones: readonly Milestone[]): Milestone | null {
  const sorted = [...milestones].sort((a, b) => a.dueDay - b.dueDay);
  return sorted.find(({ doneDay }) => doneDay === null) ?? sorted.at(-1) ?? null;
}

/** The day a matter is due by its own terms where that is a day; null where it is counted, or missing. */
export function namedDay({ type, byDay, milestones }: DeadlineInput): number | null {
  if (type === 'fixed_date') return byDay;
  return type === 'staged_fix' ? (nextMilestone(milestones)?.dueDay ?? null) : null;
}

/** @param missedDay 立行立改 came after the end of office hours, so that day is over */
function ownTarget(input: DeadlineInput, startDay: number, missedDay: boolean, calendar: WorkCalendar): Target | null {
  const named = namedDay(input);
  if (named !== null) return namedTarget(named, startDay, calendar);
  if (input.type === 'immediate_fix') return { after: missedDay ? startDay : startDay - 1, count: 1, named: null };
  if (input.type !== 'fixed_term_fix' || input.amount === null) return null;
  return { after: startDay, count: input.amount, named: null };
}

/** Working days added by extensions granted on that day or later. */
export const addedSince = (extensions: readonly Extension[], day: number): number =>
  extensions
    .filter(({ newDay, grantedDay }) => newDay === null && grantedDay >= day)
    .reduce((sum, { addedWorkdays }) => sum + addedWorkdays, 0);

/** The days extensions named, with what was added since. */
const namedByExtension = (extensions: readonly Extension[], startDay: number, calendar: WorkCalendar): Target[] =>
  extensions.flatMap(({ newDay, grantedDay }) => {
    if (newDay === null) return [];
    const target = namedTarget(newDay, Math.max(startDay, grantedDay), calendar);
    return [{ ...target, count: target.count + addedSince(extensions, grantedDay) }];
  });

interface End {
  day: number;
  /** The named day of rest it was moved from. */
  named: number | null;
}
/** The later of two; of one day, the one that was moved least, so that no order of recording shows. */
const later = (a: End, b: End): End => {
  const key = ({ day, named }: End): number => named ?? day;
  return b.day > a.day || (b.day === a.day && key(b) > key(a)) ? b : a;
};

/** The latest day an extension named, past suspended days; null when none did. */
export function extendedTo(
  { extensions }: DeadlineInput,
  startDay: number,
  pauses: Pauses,
  calendar: WorkCalendar,
): End | null {
  const ends = namedByExtension(extensions, startDay, calendar).map(({ after, count, named }) => ({
    day: addCounted(after, count, pauses, calendar),
    named,
  }));
  return ends.reduce<End | null>((last, end) => (last === null ? end : later(last, end)), null);
}

/**
 * The course of a deadline that is counted in working days or named as a day; null where nothing is (hours, 长期坚持, terms
 * not complete).
 * @throws AppError `deadline.noCalendar`
 */
export function courseOf(
  input: DeadlineInput,
  startDay: number,
  missedDay: boolean,
  calendar: WorkCalendar,
): Course | null {
  const own = ownTarget(input, startDay, missedDay, calendar);
  if (own === null) return null;
  const pauses = pausesOf(input.suspensions);
  const added = own.count + addedSince(input.extensions, -Infinity);
  const counted = { day: addCounted(own.after, added, pauses, calendar), named: own.named };
  const named = extendedTo(input, startDay, pauses, calendar);
  const last = named === null ? counted : later(counted, named);
  const moved = last.named !== null && calendar.nextWorkday(last.named) === last.day;
  return {
    startDay,
    after: Math.min(own.after, startDay),
    dueDay: last.day,
    unextendedDay: addCounted(own.after, own.count, pauses, calendar),
    movedFrom: moved ? last.named : null,
    pauses,
    stopped: pauses.openFrom !== null && pauses.openFrom <= last.day,
  };
}
