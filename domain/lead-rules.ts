import type { FieldIssue } from './errors.js';
import type { LeadFields, SupervisorFields } from './lead.js';
import { dayOf, hourOf, isoDay } from './time.js';

// Apart from the schemas, so that the supervisor's first screen can use the rules without loading them.

/** 社会监督员的来源: 退休干部, 人大代表, 政协委员, 政府部门, 企业, 群众 (S2). */
export const constituencies = [
  'retired_cadre',
  'people_deputy',
  'cppcc_member',
  'government',
  'enterprise',
  'citizen',
] as const;
export type Constituency = (typeof constituencies)[number];

/** 一事一评的六个方面: 态度, 能力, 告知, 手续, 效率, 收费 (S0). */
export const aspects = ['attitude', 'ability', 'notice', 'formality', 'efficiency', 'fee'] as const;
export type Aspect = (typeof aspects)[number];

/** Parts of a day, because nobody remembers minutes: 上午, 中午, 下午, 说不清. */
export const dayParts = ['morning', 'noon', 'afternoon', 'unknown'] as const;
export type DayPart = (typeof dayParts)[number];

/** The hours that can be meant by a part of the day, first and last; parts overlap, as people speak. */
export const hoursOfPart = {
  morning: [0, 11],
  noon: [11, 14],
  afternoon: [12, 23],
  unknown: [0, 23],
} as const satisfies Record<DayPart, readonly [first: number, last: number]>;

/** 写到一半, 收到, 认定为问题, 已答复 (不立为问题). */
export const leadStates = ['draft', 'received', 'accepted', 'answered'] as const;
export type LeadState = (typeof leadStates)[number];

/** What a supervisor sees of the way of a lead: 收到, 认定, 整改, 办结. */
export const leadSteps = ['received', 'confirmed', 'rectification', 'closed'] as const;

/** Longest texts of a lead, in UTF-16 units. */
export const LEAD_LIMITS = { saw: 4000, wish: 2000, place: 80 } as const;

/** Days before the end of a term from which its end is announced. */
export const TERM_WARNING_DAYS = 60;
/** What was seen longer ago than this many days is no matter for a lead: most likely the date is mistaken. */
export const LEAD_REACH_DAYS = 366;

type Term = Pick<SupervisorFields, 'fromDay' | 'toDay'>;

/** Where a term stands on a day; derived, never stored. */
export type TermState = 'ahead' | 'running' | 'ending' | 'over';
export function termState(term: Term, today: number): TermState {
  if (today < term.fromDay) return 'ahead';
  if (today > term.toDay) return 'over';
  return term.toDay - today < TERM_WARNING_DAYS ? 'ending' : 'running';
}

/** How far a lead is in `leadSteps`; null while it is written, and where it ended with an answer. */
export function leadStep(state: LeadState): number | null {
  if (state === 'accepted') return leadSteps.indexOf('confirmed');
  return state === 'received' ? leadSteps.indexOf('received') : null;
}

/** Why a lead cannot be submitted; each has a sentence in every locale. */
export const leadRules = {
  sawMissing: [],
  placeMissing: [],
  dayMissing: [],
  future: [],
  longAgo: [],
  hourOutside: [],
  /** Before the hall was open. */
  beforeHall: [],
  notRegistered: [],
  termOver: ['to'],
  termAhead: ['from'],
  hallNotAssigned: [],
} as const;
export interface LeadFault extends FieldIssue {
  rule: keyof typeof leadRules;
}

/** An hour lies in its part of the day, and on the day itself not behind the present one. */
function hourFaults({ seenDay, dayPart, hour }: LeadFields, now: number): LeadFault[] {
  const [first, last] = hoursOfPart[dayPart];
  if (hour !== null && (hour < first || hour > last)) return [{ path: 'hour', rule: 'hourOutside' }];
  if (seenDay !== dayOf(now)) return [];
  const present = hourOf(now);
  if (hour !== null && hour > present) return [{ path: 'hour', rule: 'future' }];
  return hour === null && first > present ? [{ path: 'dayPart', rule: 'future' }] : [];
}

/** What a lead lacks or has wrong, whoever hands it in. */
function recordFaults(fields: LeadFields, now: number): LeadFault[] {
  const today = dayOf(now);
  const faults: LeadFault[] = [];
  if (fields.hallId === null || (fields.windowId === null && fields.place === null))
    faults.push({ path: 'windowId', rule: 'placeMissing' });
  if (fields.seenDay === null) faults.push({ path: 'seenDay', rule: 'dayMissing' });
  else if (fields.seenDay > today) faults.push({ path: 'seenDay', rule: 'future' });
  else if (today - fields.seenDay > LEAD_REACH_DAYS) faults.push({ path: 'seenDay', rule: 'longAgo' });
  faults.push(...hourFaults(fields, now));
  if (fields.saw === null) faults.push({ path: 'saw', rule: 'sawMissing' });
  return faults;
}

/** Why a supervisor with this term may not hand in anything today. Such a fault belongs to no field. */
export function termFaults(term: Term | null, today: number): LeadFault[] {
  if (!term) return [{ path: '', rule: 'notRegistered' }];
  if (today > term.toDay) return [{ path: '', rule: 'termOver', params: { to: isoDay(term.toDay) } }];
  if (today < term.fromDay) return [{ path: '', rule: 'termAhead', params: { from: isoDay(term.fromDay) } }];
  return [];
}

/**
 * @param term the supervisor's register entry; null when there is none in force
 * @param now UTC milliseconds
 */
export function leadFaults(
  fields: LeadFields,
  term: Pick<SupervisorFields, 'fromDay' | 'toDay' | 'hallIds'> | null,
  now: number,
): LeadFault[] {
  const today = dayOf(now);
  const faults = [...recordFaults(fields, now), ...termFaults(term, today)];
  if (term && fields.hallId !== null && !term.hallIds.includes(fields.hallId))
    faults.push({ path: 'windowId', rule: 'hallNotAssigned' });
  return faults;
}
