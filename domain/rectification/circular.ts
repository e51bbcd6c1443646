import { z } from 'zod';
import { day, id, instant, line, optionalLine, requiredText, revision } from '../fields.js';
import { severities } from '../checklist/kinds.js';
import { rectificationStates } from './life.js';

export const circularStates = ['draft', 'issued'] as const;
export type CircularState = (typeof circularStates)[number];

/** 通报 as the office writes it: cases by their matters, in the order in which they are named. */
export const circularFields = z.strictObject({
  title: line(200),
  text: requiredText(10_000),
  /** 主送 */
  sentTo: line(200),
  /** 抄送 */
  copiedTo: optionalLine(200),
  cases: z
    .array(id)
    .max(50)
    .refine((cases) => new Set(cases).size === cases.length, { error: 'duplicate' }),
});
export type CircularFields = z.infer<typeof circularFields>;

/** A case as its matter has it; nothing of it is written by hand. */
export const circularCase = z.strictObject({
  id,
  no: z.string(),
  unitLabel: z.string().nullable(),
  windowLabel: z.string().nullable(),
  problem: z.string(),
  severity: z.enum(severities),
  foundDay: day.nullable(),
  state: z.enum(rectificationStates),
});

export const circular = z.strictObject({
  id,
  /** Null for a draft. */
  no: z.string().nullable(),
  revision,
  state: z.enum(circularStates),
  fields: circularFields,
  cases: z.array(circularCase),
  /** The frozen month of the ranking it is of: its paper is made from there. */
  ranking: z.strictObject({ id, hallId: id, month: z.int() }).nullable(),
  createdBy: z.string(),
  createdAt: instant,
  issuedAt: instant.nullable(),
  issuedBy: z.string().nullable(),
});
export type Circular = z.infer<typeof circular>;
