import { z } from 'zod';
import { deadlineTypeNames } from '../checklist/kinds.js';
import { day, instant } from '../fields.js';
import { dueStepKinds } from './kinds.js';

/** One day of the strip, or several of a kind folded into one. */
export const dueStep = z.strictObject({
  day,
  /** The last day of a folded run; the day itself otherwise. */
  toDay: day,
  kind: z.enum(dueStepKinds),
  /** The number it is counted as; null where it is not counted. */
  count: z.int().nullable(),
  /** Why: the holiday, or the reason of a local day; null where the kind says all. */
  name: z.string().nullable(),
});

/** How a due date came about, day by day. */
export const dueExplanation = z.strictObject({
  type: z.enum(deadlineTypeNames),
  amount: z.int().nullable(),
  state: z.enum(['notStarted', 'running', 'suspended', 'standing']),
  startDay: day.nullable(),
  countFrom: z.enum(['receipt', 'issue', 'reopening']),
  dueDay: day.nullable(),
  dueAt: instant.nullable(),
  warnAt: instant.nullable(),
  originalDueDay: day.nullable(),
  nextReviewDay: day.nullable(),
  provisional: z.boolean(),
  /** Working days, or hours, left; while the clock is held those that were left then. */
  remaining: z.int().nullable(),
  steps: z.array(dueStep),
  /** The calendars the days were looked up in. */
  calendars: z.array(
    z.strictObject({ year: z.int(), status: z.enum(['published', 'provisional']), paperNo: z.string().nullable() }),
  ),
  /** Minutes of the day at which the due day ends. */
  dayEndMinute: z.int(),
});
export type DueExplanation = z.infer<typeof dueExplanation>;
