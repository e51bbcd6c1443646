import type { DayReason, WorkCalendar } from '../calendar/calendar.js';
import { dayOf } from '../time.js';
import { courseFrom, deadlineOf, type DeadlineInput, type DeadlineSettings } from './deadline.js';
import type { DueStepKind } from './kinds.js';
import { isPaused, pausesOf, type Pauses } from './pauses.js';

/** One day of the strip, or several of a kind folded into one. */
export interface DueStep {
  day: number;
  /** The last day of a folded run; the day itself otherwise. */
  toDay: number;
  kind: DueStepKind;
  /** The working day it is counted as, or after the due day the working days over; null where it is not counted. */
  count: number | null;
  /** The holiday (also of a make-up day), or the reason of a local day; null where the kind says all. */
  name: string | null;
}

/** Days shown after the due day at most. */
const DAYS_OVER = 15;
/** A run of equal days that is longer is one step. */
const LONGEST_RUN = 10;
/** A strip that is longer folds its ordinary weeks too. */
const LONGEST_STRIP = 31;

const restKinds: Record<DayReason, DueStepKind | null> = {
  workday: null,
  makeup: null,
  localWork: null,
  weekend: 'weekend',
  holiday: 'holiday',
  localOff: 'localOff',
};
const addedDays: readonly DayReason[] = ['makeup', 'localWork'];
/** Kinds that say whose day it is. */
const namedKinds: readonly DueStepKind[] = ['holiday', 'localOff', 'makeup', 'extended', 'due'];

/** What a strip is drawn from. */
interface Frame {
  startDay: number;
  /** Null while the clock is stopped. */
  dueDay: number | null;
  unextendedDay: number;
  /** Counting begins on the day after; null where hours are counted, and no day has a number. */
  after: number | null;
  pauses: Pauses;
  lastDay: number;
}

const shown = (end: number, today: number): number => Math.max(end, Math.min(today, end + DAYS_OVER));

/** @returns null where there is nothing to explain: not started, 长期坚持, terms not complete */
function frameOf(
  input: DeadlineInput,
  settings: DeadlineSettings,
  calendar: WorkCalendar,
  today: number,
): Frame | null {
  const { startAt, type } = input;
  if (startAt === null || type === 'standing_measure') return null;
  const { dueDay, state } = deadlineOf(input, settings, calendar);
  const pauses = pausesOf(input.suspensions);
  const end = dueDay ?? pauses.openFrom;
  if (end === null || (dueDay === null && state !== 'suspended')) return null;
  const course = type === 'hourly_fix' ? null : courseFrom(input, startAt, settings, calendar);
  return {
    startDay: dayOf(startAt),
    dueDay,
    unextendedDay: course?.unextendedDay ?? Infinity,
    after: course?.after ?? null,
    pauses,
    lastDay: Math.min(shown(Math.max(end, dayOf(startAt)), today), calendar.lastDay),
  };
}

/** Tells the days one by one, in order. */
function teller(frame: Frame, calendar: WorkCalendar, today: number): (day: number) => DueStep {
  const { startDay, dueDay, unextendedDay, after, pauses } = frame;
  let counted = 0;
  let over = 0;
  return (day) => {
    const { works, why, name } = calendar.kindOf(day);
    const step = (kind: DueStepKind, count: number | null = null): DueStep => ({
      day,
      toDay: day,
      kind,
      count,
      name: (isOver || after !== null) && namedKinds.includes(kind) ? name : null,
    });
    const isOver = dueDay !== null && day > dueDay;
    if (isOver && works) over += 1;
    if (isOver && day === today) return step('today', Math.max(1, over));
    if (isOver && works) return step('over', over);
    const runs = after !== null && day > after && works && !isOver && !isPaused(day, pauses);
    if (runs) counted += 1;
    const count = runs ? counted : null;
    if (day === dueDay) return step('due', count);
    if (day === startDay) return step('start');
    if (!isOver && isPaused(day, pauses)) return step('suspended');
    if (after === null && !isOver) return step('counted');
    const rest = restKinds[why];
    if (rest !== null) return step(rest);
    if (day > unextendedDay) return step('extended', count);
    return step(addedDays.includes(why) ? 'makeup' : 'counted', count);
  };
}

/** Joins each run longer than `LONGEST_RUN`, days of one `family` in a row, into one step of the kind of its first counted day. */
function fold(steps: readonly DueStep[], today: number, family: (step: DueStep) => string): DueStep[] {
  const runs: DueStep[][] = [];
  for (const step of steps) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const joins = last !== undefined && family(last) === family(step) && last.day !== today && step.day !== today;
    if (joins) run?.push(step);
    else runs.push([step]);
  }
  return runs.flatMap((run) => {
    const [first, last] = [run[0], run.at(-1)];
    if (first === undefined || last === undefined || last.toDay - first.day < LONGEST_RUN) return run;
    const numbered = run.filter(({ count }) => count !== null);
    const { kind, name } = numbered[0] ?? first;
    return [{ day: first.day, toDay: last.toDay, kind, name, count: numbered.at(-1)?.count ?? null }];
  });
}

const sameKind = ({ kind, name }: DueStep): string => `${kind} ${name ?? ''}`;
/** Ordinary weeks: working days with the weekends between them, before and after the unextended due day. */
const sameWeeks =
  (unextendedDay: number) =>
  (step: DueStep): string => {
    const ordinary = step.name === null && ['counted', 'extended', 'weekend'].includes(step.kind);
    return ordinary ? `weeks ${step.day > unextendedDay}` : sameKind(step);
  };

/**
 * The strip that explains a due date, from the start day to the due day; when today is past it, on to today, 15 days at most.
 * While a suspension holds the clock it ends on its first day, or today likewise. Today stands for itself once it is past the
 * due day; before, it is the step of that day. Empty where nothing is counted.
 */
export function dueStrip(
  input: DeadlineInput,
  settings: DeadlineSettings,
  calendar: WorkCalendar,
  today: number,
): DueStep[] {
  const frame = frameOf(input, settings, calendar, today);
  if (frame === null) return [];
  const from = Math.min(frame.startDay, frame.dueDay ?? frame.startDay);
  const tell = teller(frame, calendar, today);
  const days = Array.from({ length: frame.lastDay - from + 1 }, (_, at) => tell(from + at));
  const folded = fold(days, today, sameKind);
  return folded.length > LONGEST_STRIP ? fold(folded, today, sameWeeks(frame.unextendedDay)) : folded;
}
