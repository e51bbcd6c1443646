import { z } from 'zod';
import { clientId, id, instant, line, optionalLine, requiredText, revision } from '../fields.js';
import { interviewActionNames, interviewRefusals, interviewStates, interviewTriggers } from './interview.js';

/** One point of the agenda; of a matter of the unit, or of something else. */
const agendaItem = z.strictObject({ rectificationId: id.nullable(), text: line(500) });

/** A notice as the office writes it; place and time may come later. */
export const interviewFields = z.strictObject({
  unitId: id,
  /** 约谈对象 */
  invited: line(200),
  place: optionalLine(200),
  meetsAt: instant.nullable(),
  agenda: z.array(agendaItem).max(50),
});
export type InterviewFields = z.infer<typeof interviewFields>;

/** What came of it. */
export const interviewRecord = z.strictObject({
  heldAt: instant,
  /** Who was there. */
  attendance: requiredText(1000),
  minutes: requiredText(10_000),
  demands: z
    .array(z.strictObject({ clientId, text: requiredText(1000), aboutId: id.nullable() }))
    .min(1)
    .max(30),
});
export type InterviewRecord = z.infer<typeof interviewRecord>;

const matterRef = z.strictObject({ id, no: z.string().nullable() });

/** One interview, whole. */
export const summonsInterview = z.strictObject({
  id,
  /** Null until it is noticed. */
  no: z.string().nullable(),
  revision,
  state: z.enum(interviewStates),
  fields: interviewFields,
  unitLabel: z.string(),
  /** Of the agenda, in its order; null where a point is of no matter. */
  matters: z.array(matterRef.nullable()),
  /** As they stood when it was noticed; as they stand while it is not. */
  triggers: z.array(z.enum(interviewTriggers)),
  approvedBy: z.string().nullable(),
  approvalReason: z.string().nullable(),
  createdBy: z.string(),
  createdAt: instant,
  noticedAt: instant.nullable(),
  noticedBy: z.string().nullable(),
  heldAt: instant.nullable(),
  recordedBy: z.string().nullable(),
  attendance: z.string().nullable(),
  minutes: z.string().nullable(),
  demands: z.array(
    z.strictObject({
      id,
      text: z.string(),
      about: matterRef.nullable(),
      /** The rectification made of it; a unit sees it once it is issued. */
      matter: matterRef.nullable(),
    }),
  ),
  endedAt: instant.nullable(),
  endNote: z.string().nullable(),
  /** What the caller may do now: null, or why not. */
  may: z.record(z.enum(interviewActionNames), z.enum(interviewRefusals).nullable()),
});
export type SummonsInterview = z.infer<typeof summonsInterview>;

/** A unit the rules propose to summon. */
export const interviewProposal = z.strictObject({
  unitId: id,
  unitLabel: z.string(),
  /** Who speaks for it, as its record has it. */
  invited: z.string().nullable(),
  triggers: z.array(z.enum(interviewTriggers)),
  /** Matters the triggers speak of. */
  matters: z.array(z.strictObject({ id, no: z.string(), title: z.string() })),
});
export type InterviewProposal = z.infer<typeof interviewProposal>;
