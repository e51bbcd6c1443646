import { z } from 'zod';
import { findingCategories, severities } from '../checklist/kinds.js';
import { day, id, requiredText, revision } from '../fields.js';
import { yearBefore } from '../time.js';

/** What makes a finding look like an earlier matter come back (反弹): the same clause, checklist item, or, without either, category. */
export const recurrenceGrounds = ['clause', 'item', 'category'] as const;
export type RecurrenceGround = (typeof recurrenceGrounds)[number];

/** What can be decided: the old one runs anew, the new one is its recurrence, or it is none. */
export const recurrenceDecisions = ['reopened', 'marked', 'dismissed'] as const;
export type RecurrenceDecision = (typeof recurrenceDecisions)[number];

/** What of a fault is compared. */
export interface Fault {
  basisClause: string | null;
  /** Of the same template alone: codes repeat in others. */
  item: string | null;
  category: (typeof findingCategories)[number];
}

/** Why two faults at one window are the same; null when they are not. */
export function sameFault(now: Fault, before: Fault): RecurrenceGround | null {
  if (now.basisClause !== null && now.basisClause === before.basisClause) return 'clause';
  if (now.item !== null && now.item === before.item) return 'item';
  const bare = [now, before].every(({ basisClause, item }) => basisClause === null && item === null);
  return bare && now.category === before.category ? 'category' : null;
}

/** Whether a fault found on `foundDay` came back within twelve months after the day the earlier one was struck off. */
export const withinYearAfter = (foundDay: number, closedDay: number): boolean =>
  foundDay >= closedDay && closedDay >= yearBefore(foundDay);

/** A confirmed finding beside the closed matter it may be the recurrence of. */
export const recurrence = z.strictObject({
  findingId: id,
  findingNo: z.string(),
  title: z.string(),
  foundDay: day,
  severity: z.enum(severities),
  windowLabel: z.string(),
  unitLabel: z.string().nullable(),
  ground: z.enum(recurrenceGrounds),
  /** The clause or the item's code both have; null for a category. */
  same: z.string().nullable(),
  category: z.enum(findingCategories),
  /** A draft was made of the finding already: it has to go before the old matter runs anew for it. */
  draftId: id.nullable(),
  earlier: z.strictObject({ id, revision, no: z.string(), problem: z.string(), closedDay: day }),
});
export type Recurrence = z.infer<typeof recurrence>;

const of = { findingId: id, earlierId: id } as const;
export const recurrenceDecision = z.discriminatedUnion('decision', [
  z.strictObject({ ...of, decision: z.literal('reopened'), earlierRevision: revision, reason: requiredText(2000) }),
  z.strictObject({ ...of, decision: z.literal('marked') }),
  z.strictObject({ ...of, decision: z.literal('dismissed'), reason: requiredText(2000) }),
]);
