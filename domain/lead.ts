import { z } from 'zod';
import { clientId, day, id, instant, line, optionalLine, optionalText, revision } from './fields.js';
import type { FieldIssue } from './errors.js';
import { attachment } from './evidence.js';
import { dayOf } from './time.js';

/** 社会监督员的来源: 退休干部, 人大代表, 政协委员, 政府部门, 企业, 群众 (S2). */
export const constituencies = [
  'retired_cadre',
  'people_deputy',
  'cppcc_member',
  'government',
  'enterprise',
  'citizen',
] as const;
/** 一事一评的六个方面: 态度, 能力, 告知, 手续, 效率, 收费 (S0). */
export const aspects = ['attitude', 'ability', 'notice', 'formality', 'efficiency', 'fee'] as const;
export type Aspect = (typeof aspects)[number];

/** Days before the end of a term from which its end is announced. */
export const TERM_WARNING_DAYS = 60;

/** 社会监督员登记. The account, name and code stand at the person. */
export const supervisorFields = z.strictObject({
  personId: id,
  constituency: z.enum(constituencies),
  /** 证号: `监〔2025〕017`. */
  certificateNo: line(40),
  /** First and last day of the term. */
  fromDay: day,
  toDay: day,
  hallIds: z.array(id).min(1).max(100),
  employer: optionalLine(80),
  note: optionalText(500),
});
export type SupervisorFields = z.infer<typeof supervisorFields>;

/** Where a term stands on a day; derived, never stored. */
export type TermState = 'ahead' | 'running' | 'ending' | 'over';
export function termState(term: { fromDay: number; toDay: number }, today: number): TermState {
  if (today < term.fromDay) return 'ahead';
  if (today > term.toDay) return 'over';
  return term.toDay - today < TERM_WARNING_DAYS ? 'ending' : 'running';
}

export const supervisorRow = z.strictObject({
  id,
  revision,
  state: z.enum(['active', 'retired']),
  fields: supervisorFields,
  name: z.string(),
  code: z.string(),
  hallLabels: z.array(z.string()),
  leads: z.int(),
  term: z.enum(['ahead', 'running', 'ending', 'over']),
  updatedAt: instant,
});
export type SupervisorRow = z.infer<typeof supervisorRow>;

/** 写到一半, 收到, 认定为问题, 已答复 (不立为问题). */
export const leadStates = ['draft', 'received', 'accepted', 'answered'] as const;
export type LeadState = (typeof leadStates)[number];

/** Parts of a day, because nobody remembers minutes: 上午, 中午, 下午, 说不清. */
export const dayParts = ['morning', 'noon', 'afternoon', 'unknown'] as const;

/** 线索: what a supervisor saw, in own words. A draft may lack what is null or empty. */
export const leadFields = z.strictObject({
  hallId: id.nullable(),
  windowId: id.nullable(),
  /** Where, when it was at no window: `二楼饮水机`. */
  place: optionalLine(80),
  seenDay: day.nullable(),
  dayPart: z.enum(dayParts),
  /** About which hour, 0 to 23; null when it is not known. */
  hour: z.int().min(0).max(23).nullable(),
  saw: optionalText(4000),
  aspects: z.array(z.enum(aspects)).max(aspects.length),
  /** 应该怎样 */
  wish: optionalText(2000),
});
export type LeadFields = z.infer<typeof leadFields>;

/** Why a lead cannot be submitted; each has a sentence in every locale. */
export const leadRules = {
  sawMissing: [],
  placeMissing: [],
  dayMissing: [],
  future: [],
  termOver: ['to'],
  termAhead: ['from'],
  hallNotAssigned: [],
} as const;
export interface LeadFault extends FieldIssue {
  rule: keyof typeof leadRules;
}

/** @param term the supervisor's register entry; null when there is none */
export function leadFaults(
  fields: LeadFields,
  term: Pick<SupervisorFields, 'fromDay' | 'toDay' | 'hallIds'> | null,
  now: number,
): LeadFault[] {
  const today = dayOf(now);
  const faults: LeadFault[] = [];
  if (fields.saw === null) faults.push({ path: 'saw', rule: 'sawMissing' });
  if (fields.hallId === null || (fields.windowId === null && fields.place === null))
    faults.push({ path: 'windowId', rule: 'placeMissing' });
  if (fields.seenDay === null) faults.push({ path: 'seenDay', rule: 'dayMissing' });
  else if (fields.seenDay > today) faults.push({ path: 'seenDay', rule: 'future' });
  if (!term || today > term.toDay)
    faults.push({ path: '', rule: 'termOver', ...(term ? { params: { to: term.toDay } } : {}) });
  else if (today < term.fromDay) faults.push({ path: '', rule: 'termAhead', params: { from: term.fromDay } });
  if (term && fields.hallId !== null && !term.hallIds.includes(fields.hallId))
    faults.push({ path: 'hallId', rule: 'hallNotAssigned' });
  return faults;
}

/** What a supervisor sees of the way of a lead: 收到, 认定, 整改, 办结. */
export const leadSteps = ['received', 'confirmed', 'rectification', 'closed'] as const;

export const leadEvent = z.strictObject({
  at: instant,
  kind: z.enum(['submitted', 'accepted', 'answered', 'replied']),
  /** Who, as the caller may know: the office is named, a supervisor has a code. */
  who: z.string(),
  text: z.string().nullable(),
});

export const leadRow = z.strictObject({
  id,
  clientId,
  no: z.string().nullable(),
  revision,
  state: z.enum(leadStates),
  fields: leadFields,
  hallLabel: z.string().nullable(),
  windowLabel: z.string().nullable(),
  unitLabel: z.string().nullable(),
  /** The supervisor's code; the name stays sealed. */
  code: z.string(),
  constituency: z.enum(constituencies).nullable(),
  findingId: id.nullable(),
  /** How far it is, 0 to 3 in `leadSteps`; null where it ended with an answer. */
  step: z.int().min(0).max(3).nullable(),
  events: z.array(leadEvent),
  /** Its pictures. */
  attachments: z.array(attachment),
  submittedAt: instant.nullable(),
  updatedAt: instant,
});
export type LeadRow = z.infer<typeof leadRow>;
