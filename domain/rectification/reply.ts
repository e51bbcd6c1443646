import { z } from 'zod';
import { day, id, instant } from '../fields.js';
import { rectificationStates } from './life.js';
import { replyColumns, replyRules, type ReplyRule } from './reply-kinds.js';

export const replyFault = z.strictObject({
  column: z.enum(replyColumns),
  rule: z.enum(Object.keys(replyRules) as [ReplyRule, ...ReplyRule[]]),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ReplyFault = z.infer<typeof replyFault>;

/** One row of a sheet that came back, and what would come of it. */
export const replyRow = z.strictObject({
  /** As a spreadsheet counts. */
  row: z.int().min(1),
  no: z.string(),
  /** Null where the number leads to no matter of the unit. */
  rectificationId: id.nullable(),
  problem: z.string(),
  state: z.enum(rectificationStates).nullable(),
  /** Something is reported, was reported word for word, or is refused. */
  status: z.enum(['change', 'same', 'bad']),
  /** The matter changed after the sheet was made. */
  stale: z.boolean(),
  /** The note of the report. */
  note: z.string(),
  /** Measures that become done with it. */
  measures: z.array(z.strictObject({ id, at: z.int().min(1), text: z.string(), doneDay: day })),
  faults: z.array(replyFault),
});
export type ReplyRow = z.infer<typeof replyRow>;

export const replyPreview = z.strictObject({
  /** What `applyReply` names; forgotten after a while. */
  reply: z.uuid(),
  file: z.string(),
  madeAt: instant,
  /** Rows nothing was filled in. */
  empty: z.int(),
  /** Numbers whose rows are no longer in the sheet; nothing happens to them. */
  gone: z.array(z.string()),
  rows: z.array(replyRow),
});
export type ReplyPreview = z.infer<typeof replyPreview>;
