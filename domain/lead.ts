import { z } from 'zod';
import { clientId, day, id, instant, key, optionalLine, optionalText, revision } from './fields.js';
import { attachment } from './evidence.js';
import { aspects, constituencies, dayParts, LEAD_LIMITS, leadStates } from './lead-rules.js';

export * from './lead-rules.js';

/** A day that a calendar shows: 1970 to 2106. Beyond it there is no date to write. */
const calendarDay = day.min(0).max(50_000);

/** 社会监督员登记. The account, name and code stand at the person. */
export const supervisorFields = z.strictObject({
  personId: id,
  constituency: z.enum(constituencies),
  /** 证号: `监〔2025〕017`. */
  certificateNo: key(40),
  /** First and last day of the term. */
  fromDay: calendarDay,
  toDay: calendarDay,
  hallIds: z.array(id).min(1).max(100),
  employer: optionalLine(80),
  note: optionalText(500),
});
export type SupervisorFields = z.infer<typeof supervisorFields>;

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

/** 线索: what a supervisor saw, in own words. A draft may lack what is null or empty. */
export const leadFields = z.strictObject({
  hallId: id.nullable(),
  windowId: id.nullable(),
  /** Where, when it was at no window: `二楼饮水机`. */
  place: optionalLine(LEAD_LIMITS.place),
  seenDay: calendarDay.nullable(),
  dayPart: z.enum(dayParts),
  /** About which hour, 0 to 23; null when it is not known. */
  hour: z.int().min(0).max(23).nullable(),
  saw: optionalText(LEAD_LIMITS.saw),
  /** A set: what is named twice counts once. */
  aspects: z
    .array(z.enum(aspects))
    .max(aspects.length)
    .overwrite((named) => [...new Set(named)]),
  /** 应该怎样 */
  wish: optionalText(LEAD_LIMITS.wish),
});
export type LeadFields = z.infer<typeof leadFields>;

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
