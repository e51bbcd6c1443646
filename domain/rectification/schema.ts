import { z } from 'zod';
import { deadlineTypeNames, findingCategories, severities } from '../checklist/kinds.js';
import { clientId, day, id, instant, line, optionalLine, optionalText, requiredText, revision } from '../fields.js';
import { followUpOrder } from './escalation.js';
import { pictureKinds, verificationMethods, verificationResults, waitingKinds, lights } from './kinds.js';
import { lookBackItem } from './look-back.js';
import { actionRefusals, rectificationActionNames, rectificationStates } from './life.js';

/** 分阶段: one stage and the day it is due. */
export const milestoneFields = z.strictObject({ title: line(200), dueDay: day });

/** 时限 as it is set when issued; which of the parts stand is said by the type. */
export const deadlineFields = z.strictObject({
  type: z.enum(deadlineTypeNames),
  /** Hours, or working days; null where the type counts nothing. */
  amount: z.int().min(1).max(365).nullable(),
  /** 限定日期 */
  byDay: day.nullable(),
  milestones: z.array(milestoneFields).max(20),
  /** 长期坚持: the next review. */
  nextReviewDay: day.nullable(),
});
export type DeadlineFields = z.infer<typeof deadlineFields>;

/** One rectification (一事一单) as the office writes it; a draft may be unfinished. */
export const rectificationFields = z.strictObject({
  problem: requiredText(5000),
  goal: optionalText(1000),
  measures: z.array(line(500)).max(20),
  category: z.enum(findingCategories),
  severity: z.enum(severities),
  basisClause: optionalLine(200),
  hallId: id,
  windowId: id.nullable(),
  /** 责任单位 */
  unitId: id.nullable(),
  /** 牵头单位 where several are concerned. */
  leadUnitId: id.nullable(),
  responsiblePerson: optionalLine(40),
  responsibleLeader: optionalLine(40),
  deadline: deadlineFields,
  remark: optionalText(1000),
});
export type RectificationFields = z.infer<typeof rectificationFields>;

/** Where a matter comes from: a confirmed finding, a demand of an interview, or the office's own knowledge. */
export const rectificationOrigins = ['finding', 'interview', 'office'] as const;

/** Whom a matter waits for, derived. `name` is null where nobody in particular is meant. */
export const waiting = z.strictObject({ kind: z.enum(waitingKinds), name: z.string().nullable() });

/** One row of the ledger (整改台账) with every column of it. */
export const rectificationRow = z.strictObject({
  id,
  /** Null for a draft. */
  no: z.string().nullable(),
  revision,
  state: z.enum(rectificationStates),
  beforeState: z.enum(rectificationStates).nullable(),
  light: z.enum(lights),
  waiting,
  origin: z.enum(rectificationOrigins),
  findingId: id.nullable(),
  findingNo: z.string().nullable(),
  noticeId: id.nullable(),
  noticeNo: z.string().nullable(),
  roundLabel: z.string().nullable(),
  foundDay: day.nullable(),
  hallLabel: z.string(),
  windowLabel: z.string().nullable(),
  unitLabel: z.string().nullable(),
  leadUnitLabel: z.string().nullable(),
  fields: rectificationFields,
  measuresDone: z.int(),
  /** Pictures and clips of the finding. */
  evidence: z.int(),
  /** 佐证: what the unit handed in. */
  proofs: z.int(),
  issuedAt: instant.nullable(),
  receivedAt: instant.nullable(),
  originalDueDay: day.nullable(),
  dueDay: day.nullable(),
  dueAt: instant.nullable(),
  /** Reckoned in a year whose calendar is not published (暂定). */
  provisional: z.boolean(),
  /** Working days until due, negative when over; of what was handed in, as of then. Null when nothing runs. */
  remaining: z.int().nullable(),
  suspended: z.boolean(),
  submittedAt: instant.nullable(),
  /** The last day to decide the appeal under way; null where none is. */
  decideByDay: day.nullable(),
  verifierName: z.string().nullable(),
  verificationResult: z.enum(verificationResults).nullable(),
  verificationNote: z.string().nullable(),
  closedAt: instant.nullable(),
  closerName: z.string().nullable(),
  closure: z.enum(['verified', 'revoked']).nullable(),
  extensions: z.int(),
  reopenings: z.int(),
  /** The same clause at the same window within twelve months before. */
  recurrenceOf: z.strictObject({ id, no: z.string() }).nullable(),
  /** The highest sheet sent for it: 催办 and the three colours. */
  escalation: z.enum(['none', 'reminder', 'blue', 'orange', 'red']),
  reminders: z.int(),
  updatedAt: instant,
});
export type RectificationRow = z.infer<typeof rectificationRow>;

/** One step of the history; who is told by name or, where sealed, by code. */
export const rectificationEvent = z.strictObject({
  id,
  at: instant,
  action: z.enum([
    'create',
    'recalculate',
    // The unit was merged: its matter went over to the one it became part of.
    'transfer',
    'prove',
    'unprove',
    'measure',
    'milestone',
    'look_back',
    'instruct',
    'answer_instruction',
    'withdraw_instruction',
    ...rectificationActionNames,
  ]),
  who: z.string(),
  whoUnit: z.string().nullable(),
  note: z.string().nullable(),
  fromState: z.enum(rectificationStates).nullable(),
  toState: z.enum(rectificationStates),
  /** Days and words the step carries, e.g. a new due day; keys are those of the action's input. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type RectificationEvent = z.infer<typeof rectificationEvent>;

/** A clip that can be put to a matter: cut or redacted, of the place the matter is about. */
export const footageOffer = z.strictObject({
  derivedId: id,
  /** Its words; null for a unit, which learns where and when alone. */
  label: z.string().nullable(),
  cameraLabel: z.string().nullable(),
  /** True wall clock of its ends; null while the recording's time is not known. */
  fromAt: instant.nullable(),
  untilAt: instant.nullable(),
  redacted: z.boolean(),
});
export type FootageOffer = z.infer<typeof footageOffer>;

/** 佐证: a picture, paper or clip; `pair` puts a before and an after beside each other. */
export const proof = z.strictObject({
  id,
  kind: z.enum(pictureKinds),
  /** `media://` address of the picture, or of a clip's poster; null for what is not shown. */
  src: z.string().nullable(),
  /** Of a clip: what this reader is played, itself or its redacted copy; null for others, and where there is nothing to play. */
  footage: z.strictObject({ redacted: z.boolean() }).nullable(),
  /** The verification whose clip it is; null for what the unit handed in. */
  verificationId: id.nullable(),
  name: z.string(),
  caption: z.string().nullable(),
  pair: z.int().min(1).nullable(),
  side: z.enum(['before', 'after']).nullable(),
  sha256: z.string(),
  bytes: z.int(),
  addedAt: instant,
  addedBy: z.string(),
  /** Part of a submission: not to be taken back. */
  submitted: z.boolean(),
  /** The same bytes already stand in another record. */
  known: z.boolean(),
});
export type Proof = z.infer<typeof proof>;

export const verification = z.strictObject({
  id,
  method: z.enum(verificationMethods),
  verifierName: z.string(),
  arrangedAt: instant,
  at: instant.nullable(),
  day: day.nullable(),
  result: z.enum(verificationResults).nullable(),
  note: z.string().nullable(),
  visitId: id.nullable(),
  visitNo: z.string().nullable(),
});

export const extension = z.strictObject({
  id,
  requestedAt: instant,
  requestedBy: z.string(),
  reason: z.string(),
  progress: z.string().nullable(),
  expectedDay: day,
  oldDueDay: day,
  decidedAt: instant.nullable(),
  decidedBy: z.string().nullable(),
  granted: z.boolean().nullable(),
  newDueDay: day.nullable(),
  note: z.string().nullable(),
});

export const suspension = z.strictObject({
  id,
  kind: z.enum(['suspension', 'shelving']),
  fromDay: day,
  toDay: day.nullable(),
  /** 挂账: when it is looked at again. */
  reviewDay: day.nullable(),
  reason: z.string(),
  approver: z.string(),
});

export const appeal = z.strictObject({
  id,
  filedAt: instant,
  filedBy: z.string(),
  grounds: z.string(),
  /** The last day of the 30 in which it is decided. */
  decideByDay: day,
  decidedAt: instant.nullable(),
  decidedBy: z.string().nullable(),
  upheld: z.boolean().nullable(),
  note: z.string().nullable(),
});

export const measure = z.strictObject({
  id,
  text: z.string(),
  doneDay: day.nullable(),
  note: z.string().nullable(),
});
export const milestone = z.strictObject({ id, title: z.string(), dueDay: day, doneDay: day.nullable() });

/** One matter, whole: what its page shows. */
export const rectificationDetail = z.strictObject({
  row: rectificationRow,
  clientId,
  events: z.array(rectificationEvent),
  proofs: z.array(proof),
  measures: z.array(measure),
  milestones: z.array(milestone),
  verifications: z.array(verification),
  extensions: z.array(extension),
  suspensions: z.array(suspension),
  appeals: z.array(appeal),
  /** 督办单, the oldest first. */
  orders: z.array(followUpOrder),
  /** 回头看, the first time first; a unit learns of one by what was found. */
  lookBacks: z.array(lookBackItem.extend({ may: z.strictObject({ record: z.boolean(), reopen: z.boolean() }) })),
  /** The thread back: visit, item and clips; null or empty where the reader may not know. */
  thread: z.strictObject({
    visit: z.strictObject({ id: id.nullable(), no: z.string(), day, who: z.string() }).nullable(),
    lead: z.strictObject({ id: id.nullable(), no: z.string() }).nullable(),
    item: z.strictObject({ code: z.string(), title: z.string() }).nullable(),
    finding: z
      .strictObject({ id, no: z.string(), decidedBy: z.string().nullable(), decidedAt: instant.nullable() })
      .nullable(),
    clips: z.array(z.strictObject({ id, label: z.string() })),
    pictures: z.array(z.strictObject({ id, src: z.string(), name: z.string() })),
  }),
  /** Who saw, confirmed, puts right, verifies, closes; codes where names are sealed. */
  people: z.array(
    z.strictObject({ part: z.enum(['seen', 'confirmed', 'issued', 'unit', 'verified', 'closed']), who: z.string() }),
  ),
  /** What the caller may do now: null, or why not. */
  may: z.record(z.enum(rectificationActionNames), z.enum(actionRefusals).nullable()),
  /** The last day an appeal can be filed; null before receipt. */
  appealUntilDay: day.nullable(),
});
export type RectificationDetail = z.infer<typeof rectificationDetail>;
