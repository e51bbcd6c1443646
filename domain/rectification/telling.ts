import { isWeekend, type WorkCalendar } from '../calendar/calendar.js';
import type { Role } from '../people.js';
import { dayOf, minuteOf } from '../time.js';
import type { RectificationAction } from './life.js';

/**
 * What the desktop tells the person at the desk (通知) and when: pure rules over rows, preferences and the present moment.
 * A notice names numbers and kinds, never what a matter is about.
 */

/**
 * 逾期, 今天到期, 明天到期, 下个工作日到期, 约谈在即, 约谈通知, 退回重改, 催办督办, 延期获批, 未获批准, 已销号, 新到待办, 单位合并转来,
 * 领导批示, 批示答复, 回头看; in the order they are named.
 */
export const tidingKinds = [
  'overdue',
  'dueToday',
  'dueTomorrow',
  'dueNext',
  'interviewNear',
  'summoned',
  'returned',
  'reminded',
  'granted',
  'refused',
  'closed',
  'waiting',
  'transferred',
  'instructed',
  'answered',
  'lookBack',
] as const;
export type TidingKind = (typeof tidingKinds)[number];

/** What is told once of an interview or a look-back; the first two are of interviews, all else is of matters. */
export type OnceKind = Extract<TidingKind, 'summoned' | 'interviewNear' | 'lookBack'>;
const ofInterviews: readonly TidingKind[] = ['summoned', 'interviewNear'];

/** How one person wants to be told; minutes are those of the day in Shanghai, 0 to 1439. */
export interface TellingPreferences {
  /** Notices of the desktop at all. */
  on: boolean;
  /** When the digest (汇总) of a working day comes. */
  digestMinute: number;
  /** Whether what happens is told at once, outside of the quiet hours, or waits for the next digest. */
  atOnce: boolean;
  /** 免打扰, over midnight where it ends before it begins; none where both are the same. */
  quietFrom: number;
  quietTo: number;
  /** Nothing on days off, by the working calendar. */
  quietDaysOff: boolean;
}

export const usualTelling: TellingPreferences = {
  on: true,
  digestMinute: 510,
  atOnce: true,
  quietFrom: 1200,
  quietTo: 480,
  quietDaysOff: true,
};

/** What happens shortly before the digest waits for it: two notices in a row say no more than one. */
const HOLD_MINUTES = 60;

/** One thing to be told. */
export interface Tiding {
  kind: TidingKind;
  /** Of the matter; of the interview where the kind speaks of one. */
  id: number;
}
const subjectOf = ({ kind, id }: Tiding): string => `${ofInterviews.includes(kind) ? 'interview' : 'matter'} ${id}`;

/** When something is told: with the day's digest, as it happens, or not now. */
export type Occasion = 'digest' | 'atOnce' | 'silence';

/** Told with the digest alone; all else also as it happens. */
const withDigest: readonly TidingKind[] = ['dueToday', 'dueTomorrow', 'dueNext', 'interviewNear'];

/** Beyond the years of the calendar a week is a week: it only says when to be quiet, and counts no term. */
const worksOn = (day: number, calendar: WorkCalendar): boolean =>
  day >= calendar.firstDay && day <= calendar.lastDay ? calendar.works(day) : !isWeekend(day);

function quietMinute(minute: number, { quietFrom, quietTo }: TellingPreferences): boolean {
  return quietFrom <= quietTo ? minute >= quietFrom && minute < quietTo : minute >= quietFrom || minute < quietTo;
}

export const isQuiet = (now: number, preferences: TellingPreferences, calendar: WorkCalendar): boolean =>
  (preferences.quietDaysOff && !worksOn(dayOf(now), calendar)) || quietMinute(minuteOf(now), preferences);

/** A digest that would come within the quiet hours comes when they end. */
const digestMinuteOf = (preferences: TellingPreferences): number =>
  quietMinute(preferences.digestMinute, preferences) ? preferences.quietTo : preferences.digestMinute;

/**
 * @param now UTC milliseconds
 * @param digestDay the day of the last digest; null before the first
 */
export function occasionAt(
  now: number,
  preferences: TellingPreferences,
  digestDay: number | null,
  calendar: WorkCalendar,
): Occasion {
  if (!preferences.on || isQuiet(now, preferences, calendar)) return 'silence';
  const today = dayOf(now);
  if (digestDay !== today && worksOn(today, calendar)) {
    const until = digestMinuteOf(preferences) - minuteOf(now);
    if (until <= 0) return 'digest';
    if (until <= HOLD_MINUTES) return 'silence';
  }
  return preferences.atOnce ? 'atOnce' : 'silence';
}

/** What the unit of a matter is told of an act of somebody else. */
const toUnit: Partial<Record<RectificationAction | 'transfer', TidingKind>> = {
  issue: 'waiting',
  serve: 'waiting',
  return: 'returned',
  verify_not_done: 'returned',
  reopen: 'returned',
  remind: 'reminded',
  order: 'reminded',
  grant_extension: 'granted',
  reject_extension: 'refused',
  reject_appeal: 'refused',
  uphold_appeal: 'closed',
  close: 'closed',
  transfer: 'transferred',
};
/** Acts that hand a matter on to somebody of the supervising side. */
const handsOn: readonly string[] = [
  'submit',
  'request_extension',
  'appeal',
  'arrange',
  'verify_done',
] satisfies RectificationAction[];
/** Acts of an instruction: who is to answer it is told of one, who gave it of its answer. */
const ofInstructions: Readonly<Record<string, TidingKind>> = {
  instruct: 'instructed',
  answer_instruction: 'answered',
};
/** Said only while the person can still move the matter on. */
const whileOpen: readonly TidingKind[] = ['waiting', 'returned', 'instructed', 'answered'];

/** What somebody else did with a matter, and how the person at the desk stands to it. */
export interface Deed {
  action: string;
  matterId: number;
  /** The matter is one of the own unit; of a transfer, it came over to it. */
  ofOwnUnit: boolean;
  /** It still stands where the deed brought it, and the person can move it on; of an instruction, it is theirs. */
  forMe: boolean;
}

/** What a deed says to the person at the desk; null where it concerns somebody else. */
export function tidingOfDeed({ action, matterId, ofOwnUnit, forMe }: Deed): Tiding | null {
  const moved = ofOwnUnit ? toUnit[action as keyof typeof toUnit] : handsOn.includes(action) ? 'waiting' : undefined;
  const kind = ofInstructions[action] ?? moved;
  return kind === undefined || (whileOpen.includes(kind) && !forMe) ? null : { kind, id: matterId };
}

/** Who is told of due dates: a unit contact of those of the own unit, whoever oversees of all. */
export const dueConcerns: Readonly<Partial<Record<Role, 'own' | 'all'>>> = { unit_contact: 'own', office: 'all' };
/** Who is told of what went over its date. */
export const overdueConcerns: typeof dueConcerns = { ...dueConcerns, leader: 'all' };

/** The last due day that is told today: the next working day. */
export const dueHorizon = (today: number, calendar: WorkCalendar): number =>
  today >= calendar.firstDay && today + 1 <= calendar.lastDay && worksAfter(today, calendar)
    ? calendar.addWorkdays(today, 1)
    : today + 1;

const worksAfter = (day: number, calendar: WorkCalendar): boolean =>
  calendar.workdaysBetween(day, calendar.lastDay) > 0;

/** How a due day that is not over yet is told. */
export const dueKind = (dueDay: number, today: number): TidingKind =>
  dueDay <= today ? 'dueToday' : dueDay === today + 1 ? 'dueTomorrow' : 'dueNext';

/** Those of the tidings that are told on an occasion. */
export const toldOn = <T extends Tiding>(occasion: Occasion, tidings: readonly T[]): T[] =>
  occasion === 'silence' ? [] : tidings.filter(({ kind }) => occasion === 'digest' || !withDigest.includes(kind));

export interface Notice {
  occasion: Exclude<Occasion, 'silence'>;
  /** How many matters or interviews of each kind, none of which is empty. */
  lines: { kind: TidingKind; count: number }[];
  /** All matters and interviews it is about. */
  matters: number;
  /** Where a press leads. */
  route: string;
}

const forMeKinds: readonly TidingKind[] = ['waiting', 'returned', 'instructed', 'lookBack'];
const FOR_ME = '/rectifications?f.forMe=yes';
const ALL_RED = '/rectifications?f.state=open&f.light=red';

/** One notice of all that is to be told; null when there is nothing. */
export function noticeOf(occasion: Notice['occasion'], tidings: readonly Tiding[]): Notice | null {
  const lines = tidingKinds
    .map((kind) => ({
      kind,
      count: new Set(tidings.filter((one) => one.kind === kind).map(({ id }) => id)).size,
    }))
    .filter(({ count }) => count > 0);
  const [first] = tidings;
  if (first === undefined) return null;
  const matters = new Set(tidings.map(subjectOf)).size;
  const only = lines.length === 1 ? lines[0]?.kind : undefined;
  const route =
    matters === 1
      ? `/${ofInterviews.includes(first.kind) ? 'interviews' : 'rectifications'}/${first.id}`
      : only === 'overdue'
        ? ALL_RED
        : only !== undefined && forMeKinds.includes(only)
          ? FOR_ME
          : '/';
  return { occasion, lines, matters, route };
}
