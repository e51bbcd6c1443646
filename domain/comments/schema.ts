import { z } from 'zod';
import { clientId, day, id, instant, optionalText, revision } from '../fields.js';
import { COMMENT_LIMIT, quarterStates } from './quarter.js';

const text = optionalText(COMMENT_LIMIT);
/** 季度点评. A draft may lack what is null. */
export const commentFields = z.strictObject({
  achievements: text,
  problems: text,
  suggestions: text,
  direction: text,
});
export type CommentFields = z.infer<typeof commentFields>;

/** See `quarterOf`; years 1970 to 2199. */
export const quarter = z
  .int()
  .min(4 * 1970)
  .max(4 * 2200 - 1);

const span = { fromDay: day, toDay: day.nullable() } as const;
/** 领导联系点: a leader and the unit she keeps contact with. */
export const contactPoint = z.strictObject({
  id,
  revision,
  leaderId: id,
  leaderName: z.string(),
  unitId: id,
  unitLabel: z.string(),
  ...span,
});
export type ContactPoint = z.infer<typeof contactPoint>;

/** A day that a calendar shows. */
const calendarDay = day.min(0).max(80_000);
export const contactSpan = { fromDay: calendarDay, toDay: calendarDay.nullable() } as const;

export const trackedPoint = contactPoint.extend({
  quarters: z.array(
    z.strictObject({
      quarter,
      state: z.enum(quarterStates),
      signedAt: instant.nullable(),
      /** The caller may write it now, or has begun to. */
      mayWrite: z.boolean(),
      begun: z.boolean(),
    }),
  ),
});
export type TrackedPoint = z.infer<typeof trackedPoint>;

export const quarterComment = z.strictObject({
  id,
  clientId,
  revision,
  /** `评〔2026〕7号`, the same for all its versions; null before the first is signed. */
  no: z.string().nullable(),
  contactPointId: id,
  leaderName: z.string(),
  unitId: id,
  unitLabel: z.string(),
  hallId: id,
  quarter,
  /** From 1; a correction after signing is a further version. */
  version: z.int().min(1),
  /** Why there is a further version. */
  reason: z.string().nullable(),
  /** A later version was signed. */
  replaced: z.boolean(),
  fields: commentFields,
  signedAt: instant.nullable(),
  updatedAt: instant,
  /** The caller keeps this contact point. */
  own: z.boolean(),
  /** What was made of the problems it names, in any of its versions. */
  findings: z.array(z.strictObject({ id, no: z.string(), title: z.string() })),
});
export type QuarterComment = z.infer<typeof quarterComment>;
