import type { ReadyTemplateKey } from '../../../domain/templates/keys.js';
import type { VisitMode } from '../../../domain/visit.js';
import { randomFrom, type Random } from '../random.js';
import { courses, crowdOfHour, crowdOfMonth, visitsOfMonth } from './seasons.js';
import type { Key } from './sketch.js';
import { hallKey, type UnitPlan } from './units.js';

/** What became of a visit: waiting for review in the last days, drafts at the very end, the rest confirmed. */
export type Fate = 'confirmed' | 'returnedThenConfirmed' | 'waiting' | 'returned' | 'draft' | 'discarded';

export interface PlannedVisit {
  clientId: string;
  /** Day number and minute of the day, Shanghai time. */
  day: number;
  minute: number;
  mode: VisitMode;
  /** The checklist that was taken instead of the one its mode begins with. */
  template: ReadyTemplateKey | null;
  hall: Key;
  windows: Key[];
  /** Accounts, the first at the keyboard. */
  inspectors: [string, string];
  /** Chance that an item fails, and how long one waits against the unit's usual. */
  failing: number;
  crowd: number;
  usualWait: number;
  usualHandling: number;
  fate: Fate;
  /** Written with the words of the inspector's visit before. */
  copied: boolean;
  /** Of the visit's own chances. */
  seed: number;
}

const MONTHS = 24;
/** Average visits a month. */
const EACH_MONTH = { district: 5, city: 4, branch: 0.5 } as const;
const WAITING_DAYS = 14;
/** Every so many visits one is copied from the one before; the newest of them still waits for review. */
const COPIED_EVERY = 40;
const NEWEST_COPIED = 3;

/** Modes by how often they are used. */
const modes: readonly (readonly [VisitMode, number])[] = [
  ['covert_visit', 30],
  ['simulated_transaction', 22],
  ['phone_inquiry', 12],
  ['announced_visit', 9],
  ['business_questions', 9],
  ['video_patrol', 8],
  ['verification', 4],
  ['role_exchange', 2],
  ['questionnaire', 2],
  ['symposium', 1],
  ['household_visit', 1],
];
/** Checklists beside those of `domain/visit-defaults`, and in how many of ten visits they are taken. */
const others: Partial<Record<VisitMode, readonly [ReadyTemplateKey, number]>> = {
  announced_visit: ['hall_environment', 6],
  covert_visit: ['real_name_patrol', 2],
  video_patrol: ['real_name_patrol', 2],
  verification: ['five_zero', 6],
  role_exchange: ['five_zero', 5],
};
/** What is no matter of one window. */
const ofTheHall: readonly ReadyTemplateKey[] = ['hall_environment'];
const TEAMS: readonly [string, string][] = [
  ['a07', 'a12'],
  ['a03', 'a07'],
  ['a12', 'a09'],
  ['a09', 'a03'],
];
const windowless: readonly VisitMode[] = ['symposium', 'household_visit', 'questionnaire'];
const HOURS = [9, 9, 10, 10, 10, 11, 14, 14, 15, 15, 16] as const;

function weighted<T>(random: Random, from: readonly (readonly [T, number])[]): T {
  let at = random.below(from.reduce((sum, [, weight]) => sum + weight, 0));
  const found = from.find(([, weight]) => (at -= weight) < 0) ?? from[0];
  if (!found) throw new Error('nothing to choose from');
  return found[0];
}

interface Course {
  unit: UnitPlan;
  from: number;
  to: number;
  usualWait: number;
  usualHandling: number;
}

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];
const weekdayOf = (day: number): number => new Date(day * 86_400_000).getUTCDay();

/**
 * Two years of visits before a day, the oldest first.
 * @param share of the usual number of visits, 1 being all
 * @param today day number; the two days before it are left free, so that no review lies in the future
 */
export function planVisits(random: Random, units: readonly UnitPlan[], today: number, share: number): PlannedVisit[] {
  const shares = courses.map((course) => [course, course.share] as const);
  const all = units.map((unit): Course => {
    const { from, to } = weighted(random, shares);
    return { unit, from, to, usualWait: 5 + random.below(11), usualHandling: 6 + random.below(18) };
  });
  const halls = [...new Set(units.map(({ hall }) => hall))];
  const visits = halls.flatMap((hall) => {
    const own = all.filter(({ unit }) => unit.hall === hall);
    const average =
      hall.parent !== null ? EACH_MONTH.branch : hall.key === 'city' ? EACH_MONTH.city : EACH_MONTH.district;
    return Array.from({ length: MONTHS }, (_, back) =>
      visitsOfOneMonth(random, own, average * share, today, MONTHS - 1 - back),
    ).flat();
  });
  visits.sort((a, b) => a.day - b.day || a.minute - b.minute);
  return fated(visits, today);
}

function visitsOfOneMonth(
  random: Random,
  own: readonly Course[],
  average: number,
  today: number,
  back: number,
): PlannedVisit[] {
  const date = new Date(today * 86_400_000);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - back, 1) / 86_400_000;
  const month = new Date(first * 86_400_000).getUTCMonth();
  const wanted = average * (visitsOfMonth[month] ?? 1);
  const count = Math.floor(wanted) + (random.next() < wanted % 1 ? 1 : 0);
  const days = Array.from({ length: 31 }, (_, at) => first + at).filter(
    (day) =>
      new Date(day * 86_400_000).getUTCMonth() === month &&
      MONDAY_TO_FRIDAY.includes(weekdayOf(day)) &&
      day < today - 1,
  );
  const done = 1 - back / (MONTHS - 1);
  return Array.from({ length: count }, () => one(random, own, days, { month, done })).filter((visit) => visit !== null);
}

function one(
  random: Random,
  own: readonly Course[],
  days: readonly number[],
  when: { month: number; done: number },
): PlannedVisit | null {
  const course = weighted(
    random,
    own.map((its) => [its, its.unit.windows.length] as const),
  );
  const mode = weighted(random, modes);
  const hour = HOURS[random.below(HOURS.length)] ?? 10;
  const day = days[random.below(Math.max(1, days.length))];
  const team = TEAMS[random.below(TEAMS.length)];
  const [other, often] = others[mode] ?? [null, 0];
  const template = random.below(10) < often ? other : null;
  const wide = template !== null && ofTheHall.includes(template);
  const many = mode === 'covert_visit' || mode === 'announced_visit' ? 1 + random.below(3) : 1;
  const windows = course.unit.windows.slice(0, many);
  const seed = Math.floor(random.next() * 2 ** 31);
  const clientId = random.uuid();
  if (day === undefined || !team) return null;
  return {
    clientId,
    day,
    minute: hour * 60 + random.below(50),
    mode,
    template,
    hall: hallKey(course.unit.hall),
    windows: wide || windowless.includes(mode) ? [] : windows,
    inspectors: [...team],
    failing: course.from + (course.to - course.from) * when.done,
    crowd: (crowdOfMonth[when.month] ?? 1) * (crowdOfHour[hour] ?? 1),
    usualWait: course.usualWait,
    usualHandling: course.usualHandling,
    fate: 'confirmed',
    copied: false,
    seed,
  };
}

/** The last days are still under way; here and there one was sent back or given up. */
function fated(visits: readonly PlannedVisit[], today: number): PlannedVisit[] {
  const last = visits.length - 1;
  return visits.map((planned, at): PlannedVisit => {
    const visit = { ...planned, copied: (last - at) % COPIED_EVERY === NEWEST_COPIED };
    if (at === last) return { ...visit, inspectors: ['a07', 'a12'], fate: 'draft' };
    if (at === last - 1) return { ...visit, inspectors: ['a07', 'a12'], fate: 'returned' };
    if (visit.day > today - WAITING_DAYS) return { ...visit, fate: 'waiting' };
    if (at % 60 === 31) return { ...visit, fate: 'discarded' };
    if (at % 27 === 11) return { ...visit, fate: 'returnedThenConfirmed' };
    return visit;
  });
}

/** The chances of one visit. */
export const chancesOf = (visit: PlannedVisit): Random => randomFrom(visit.seed);
