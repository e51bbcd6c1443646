import { z } from 'zod';
import { findingCategories, severities } from '../checklist/kinds.js';
import { id, requiredText } from '../fields.js';
import { foundModes } from '../measures/dimensions.js';

/** What a round report (检查情况报告) is of: a plan, or a month (12 x year + month, January 0). */
export const reportOf = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('plan'), planId: id }),
  z.strictObject({
    kind: z.literal('month'),
    month: z
      .int()
      .min(12 * 1970)
      .max(12 * 2200),
  }),
]);
export type ReportOf = z.infer<typeof reportOf>;

const count = z.int().min(0);
/** What was found, and what became of it: matters issued for these findings. */
const outcome = { findings: count, issued: count, closed: count, overdue: count } as const;

export const reportFigures = z.strictObject({
  visits: count,
  windowVisits: count,
  ...outcome,
  general: count,
  serious: count,
  grave: count,
  unitsFound: count,
  /** Interviews held about these matters, and of how many units. */
  interviews: count,
  unitsInterviewed: count,
});
export type ReportFigures = z.infer<typeof reportFigures>;

export const reportTables = z.strictObject({
  /** The hall is named where units of one name are of several. */
  units: z.array(z.strictObject({ label: z.string().nullable(), hallLabel: z.string().nullable(), ...outcome })),
  categories: z.array(z.strictObject({ category: z.enum(findingCategories), ...outcome })),
  modes: z.array(z.strictObject({ mode: z.enum(foundModes), visits: count, ...outcome })),
  severities: z.array(z.strictObject({ severity: z.enum(severities), ...outcome })),
});
export type ReportTables = z.infer<typeof reportTables>;

export const sentenceKeys = ['scope', 'found', 'concentrated', 'rectified', 'pressed'] as const;
export type SentenceKey = (typeof sentenceKeys)[number];

const figure = z.union([
  z.strictObject({ name: z.string(), value: count }),
  z.strictObject({ name: z.string(), numerator: count, denominator: count }),
]);
export const reportSentence = z.strictObject({
  key: z.enum(sentenceKeys),
  text: z.string(),
  /** What its numbers may be. */
  figures: z.array(figure),
  /** What stands in it with numbers of its own. */
  words: z.array(z.string()),
});
export type ReportSentence = z.infer<typeof reportSentence>;

export const roundReport = z.strictObject({
  title: z.string(),
  /** `2026年10月`; of a plan its number and its days. */
  period: z.string(),
  figures: reportFigures,
  tables: reportTables,
  sentences: z.array(reportSentence),
});
export type RoundReport = z.infer<typeof roundReport>;

/** Sentences as somebody edited them. */
export const editedTexts = z.partialRecord(z.enum(sentenceKeys), requiredText(2000));
export type EditedTexts = z.infer<typeof editedTexts>;
