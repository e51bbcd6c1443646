import { z } from 'zod';
import { answer, answers } from './checklist/answers.js';
import { limitMeasures } from './checklist/kinds.js';
import { code } from './checklist/schema.js';
import { attachment } from './evidence.js';
import { clientId, day, id, instant, revision } from './fields.js';
import { findingFields } from './finding.js';
import { personTag } from './plan.js';
import { stepEntry, visitFields } from './visit.js';

/**
 * 记录中, 退回, 待复核, 已认定, 已作废. A draft or a returned visit is its inspectors' to change; a submitted one only
 * moves through review; a confirmed or discarded one does not move.
 */
export const visitStates = ['draft', 'returned', 'submitted', 'confirmed', 'discarded'] as const;
export type VisitState = (typeof visitStates)[number];
export const isOpenVisit = (state: VisitState): boolean => state === 'draft' || state === 'returned';

/** 草拟, 待认定, 已认定, 不予认定. */
export const findingStates = ['draft', 'submitted', 'confirmed', 'dismissed'] as const;
export type FindingState = (typeof findingStates)[number];

/** What a score was, as it was frozen: hundredths of a point. */
const frozenScore = z.strictObject({
  score: z.int(),
  lowest: z.int(),
  highest: z.int(),
  grade: z.string().nullable(),
});

/** One checklist of a visit. It keeps its version for ever. */
export const visitChecklist = z.strictObject({
  clientId,
  windowId: id.nullable(),
  versionId: id,
  title: z.string(),
  versionNumber: z.int(),
  answers,
  /** Limits in force: today's while the visit is open, frozen once it was submitted. */
  limits: z.partialRecord(z.enum(limitMeasures), z.number()),
  /** Null while the visit is open: the page reckons the live score itself. */
  score: frozenScore.nullable(),
});
export type VisitChecklist = z.infer<typeof visitChecklist>;

export const visitStep = stepEntry.extend({ clientId, /** Code of who wrote it. */ by: z.string() });
export type VisitStep = z.infer<typeof visitStep>;

export const findingRow = findingFields.extend({
  id,
  no: z.string().nullable(),
  revision,
  state: z.enum(findingStates),
  visitId: id.nullable(),
  visitNo: z.string().nullable(),
  leadId: id.nullable(),
  leadNo: z.string().nullable(),
  /** The comment of a leader that named it. */
  commentId: id.nullable(),
  commentNo: z.string().nullable(),
  hallId: id,
  day: day,
  hallLabel: z.string(),
  windowLabel: z.string().nullable(),
  unitLabel: z.string().nullable(),
  decidedAt: instant.nullable(),
  decidedBy: z.string().nullable(),
  decisionNote: z.string().nullable(),
});
export type FindingRow = z.infer<typeof findingRow>;

/** A value two people wrote differently; both are kept until somebody chooses. */
export const visitConflict = z.strictObject({
  id,
  /** Dotted, from the visit: `narrative`, `answers.<checklist>.<item>`, `findings.<clientId>`. */
  path: z.string(),
  /** JSON of what the caller of the change wrote, and of what stood there already. */
  mine: z.string(),
  theirs: z.string(),
  /** Code of who wrote `mine`. */
  by: z.string(),
  at: instant,
});
export type VisitConflict = z.infer<typeof visitConflict>;

/** The fields a draft is changed in; `was` is what the page knew. */
export const visitEdit = visitFields.omit({ steps: true }).partial();
export type VisitEdit = z.infer<typeof visitEdit>;

/**
 * One change of a draft. It says what it replaces: a value that is neither `was` nor `value` was written by somebody
 * else meanwhile and becomes a conflict. Steps are only ever added.
 */
export const visitChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fields'), was: visitEdit, value: visitEdit }),
  z.strictObject({
    kind: z.literal('answer'),
    checklist: clientId,
    item: code,
    was: answer.nullable(),
    value: answer.nullable(),
  }),
  z.strictObject({ kind: z.literal('step'), clientId, entry: stepEntry }),
  z.strictObject({
    kind: z.literal('finding'),
    clientId,
    was: findingFields.nullable(),
    value: findingFields.nullable(),
  }),
  z.strictObject({ kind: z.literal('checklist'), clientId, windowId: id.nullable(), versionId: id }),
  z.strictObject({ kind: z.literal('dropChecklist'), clientId }),
]);
export type VisitChange = z.infer<typeof visitChange>;

/** What happened to a visit, for its history: steps of its life, never who the inspectors are. */
export const visitEvent = z.strictObject({
  at: instant,
  kind: z.enum(['started', 'submitted', 'returned', 'confirmed', 'discarded', 'findingConfirmed', 'findingDismissed']),
  who: z.string(),
  note: z.string().nullable(),
});
export type VisitEvent = z.infer<typeof visitEvent>;

/** A whole visit for its page. What the caller may not know is null or empty. */
export const visitDetail = z.strictObject({
  id,
  clientId,
  no: z.string(),
  revision,
  state: z.enum(visitStates),
  fields: visitFields.omit({ steps: true }),
  inspectors: z.array(personTag),
  /** The caller may change it; may decide on it; may open the identity. */
  may: z.strictObject({ edit: z.boolean(), review: z.boolean(), openIdentity: z.boolean() }),
  hallLabel: z.string(),
  zoneLabel: z.string().nullable(),
  planNo: z.string().nullable(),
  planTitle: z.string().nullable(),
  roundNumber: z.int().nullable(),
  serviceItemLabel: z.string().nullable(),
  /** Working days the hall promises for the service item; null where it promises nothing. */
  promisedDays: z.number().nullable(),
  /** Minutes the hall has set itself; null where it has not. */
  targets: z.strictObject({ waiting_minutes: z.number().nullable(), handling_minutes: z.number().nullable() }),
  windows: z.array(z.strictObject({ id, label: z.string(), number: z.string(), unitId: id, unitLabel: z.string() })),
  checklists: z.array(visitChecklist),
  steps: z.array(visitStep),
  findings: z.array(findingRow),
  attachments: z.array(attachment),
  conflicts: z.array(visitConflict),
  events: z.array(visitEvent),
  /**
   * Frozen at the last submission, and anew at confirmation without what was dismissed. The grade of the whole is the word
   * of its template; a checklist's is its code.
   */
  score: z.int().nullable(),
  grade: z.string().nullable(),
  /** As they were handed in, whatever review made of them. */
  submittedScore: z.int().nullable(),
  submittedGrade: z.string().nullable(),
  submittedAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
});
export type VisitDetail = z.infer<typeof visitDetail>;

/** A visit in a list. */
export const visitRow = z.strictObject({
  id,
  no: z.string(),
  mode: visitFields.shape.mode,
  state: z.enum(visitStates),
  day,
  startedAt: instant.nullable(),
  hallLabel: z.string(),
  zoneLabel: z.string().nullable(),
  windowLabels: z.array(z.string()),
  unitLabel: z.string().nullable(),
  planNo: z.string().nullable(),
  inspectorCodes: z.array(z.string()),
  /** Hundredths of a point; of a confirmed visit without what was dismissed. */
  score: z.int().nullable(),
  grade: z.string().nullable(),
  submittedScore: z.int().nullable(),
  findings: z.int(),
  /** The worst of its findings. */
  severity: findingFields.shape.severity.nullable(),
  /** Minutes with one decimal. */
  waitingMinutes: z.number().nullable(),
  handlingMinutes: z.number().nullable(),
  updatedAt: instant,
});
export type VisitRow = z.infer<typeof visitRow>;

/** Facts beside a submitted visit; none of them is a verdict. */
export const honesty = z.strictObject({
  /** Seconds between when a step happened and when it was written down, and what was corrected. */
  steps: z.array(
    z.strictObject({
      step: stepEntry.shape.step,
      windowId: id.nullable(),
      at: instant.nullable(),
      recordedAt: instant,
      corrected: z.boolean(),
      note: z.string().nullable(),
    }),
  ),
  /** Jumps of the computer's clock while the visit was being recorded, in milliseconds; positive is forward. */
  clockChanges: z.array(
    z.strictObject({ noticedAt: instant, shiftMs: z.int(), kind: z.enum(['running', 'betweenRuns']) }),
  ),
  /** Texts of this visit that are close to those of earlier visits; the numbers are those of `domain/wording`. */
  wording: z.array(
    z.strictObject({
      path: z.string(),
      text: z.string(),
      visitId: id,
      visitNo: z.string(),
      other: z.string(),
      percent: z.int(),
      share: z.int(),
      stretch: z.int(),
    }),
  ),
  /** Pictures that stand in another record too, or look alike. */
  pictures: z.array(
    z.strictObject({
      attachmentId: id,
      otherAttachmentId: id,
      otherNo: z.string().nullable(),
      same: z.boolean(),
      bits: z.int(),
    }),
  ),
  /** Minutes between arriving and the first and the last answer, and answers given in under two seconds after another. */
  pace: z.strictObject({
    answers: z.int(),
    fastAnswers: z.int(),
    firstAt: instant.nullable(),
    lastAt: instant.nullable(),
  }),
});
export type Honesty = z.infer<typeof honesty>;

/** What an inspector's desk shows: where to go, what is half done, and what starting a visit needs. */
export const visitDesk = z.strictObject({
  assignments: z.array(
    z.strictObject({
      roundObjectId: id,
      roundTitle: z.string(),
      planNo: z.string(),
      mode: visitFields.shape.mode.nullable(),
      label: z.string(),
      unitLabel: z.string().nullable(),
      hallLabel: z.string(),
      toDay: day,
      partners: z.array(z.string()),
    }),
  ),
  /** Own drafts and returned visits, the newest first. */
  open: z.array(visitRow.extend({ returnNote: z.string().nullable(), answered: z.int() })),
  /** Own visits that wait for review. */
  waiting: z.int(),
  colleagues: z.array(z.strictObject({ id, code: z.string() })),
  /** Of the caller's last visit. */
  last: z.strictObject({ hallId: id, partnerIds: z.array(id) }).nullable(),
});
export type VisitDesk = z.infer<typeof visitDesk>;

export const visitStart = z.strictObject({
  clientId,
  mode: visitFields.shape.mode,
  /** Where the round sends the inspector: plan, hall, window, partners and checklist come with it. */
  roundObjectId: id.nullable(),
  hallId: id.nullable(),
  windowIds: z.array(id).max(50),
  partnerIds: z.array(id).max(19),
});
