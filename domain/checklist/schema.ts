import { z } from 'zod';
import { line, optionalLine, optionalText } from '../fields.js';
import {
  chapters,
  combinations,
  criticalEffects,
  deadlineTypeNames,
  deductionUnits,
  effects,
  findingCategories,
  floorModes,
  limitMeasures,
  numberSources,
  numberUnits,
  severities,
} from './kinds.js';

/**
 * The content of one version of a checklist template (检查表模板). Points are written as people write them, with at most
 * two decimals (`0.5`); all reckoning is done in whole hundredths, see `domain/scoring`.
 */

/** Printed number of a section or item, unique in its template: `5.1.2`, `X-3`. Answers and conditions name items by it. */
export const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$/);

const MAXIMUM_POINTS = 1000;
/** At most two decimals; 0.1 and its like are compared as the nearest hundredth. */
const points = z
  .number()
  .min(0)
  .max(MAXIMUM_POINTS)
  .refine((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6, { error: 'decimals' });
const positivePoints = points.refine((value) => value > 0, { error: 'required' });

/** What an answer of an earlier item must be for an item to be shown. */
export type Condition =
  | { item: string; is: (typeof conditionStates)[number] }
  | { item: string; compare: (typeof comparisons)[number]; value: number }
  | { item: string; chosen: string }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };

export const conditionStates = ['answered', 'conforms', 'fails', 'not_applicable', 'not_observed'] as const;
export const comparisons = ['at_least', 'at_most', 'equals'] as const;

const leaf: z.ZodType<Condition> = z.union([
  z.strictObject({ item: code, is: z.enum(conditionStates) }),
  z.strictObject({ item: code, compare: z.enum(comparisons), value: z.number() }),
  z.strictObject({ item: code, chosen: code }),
]);
const above = (inner: z.ZodType<Condition>): z.ZodType<Condition> =>
  z.union([
    leaf,
    z.strictObject({ all: z.array(inner).min(1).max(8) }),
    z.strictObject({ any: z.array(inner).min(1).max(8) }),
    z.strictObject({ not: inner }),
  ]);
/** Three levels of all, any and not, and no deeper: a file cannot make the reader recurse without end. */
export const condition: z.ZodType<Condition> = above(above(above(leaf)));

/** What a failed (deduction) or earned (bonus) item costs or gives: `points` each, counted by `unit`, at most `cap`. */
export const pointScoring = z.strictObject({
  effect: z.enum(effects),
  unit: z.enum(deductionUnits),
  points: positivePoints,
  /** The most this item may cost or give in one visit; null for no limit of its own. */
  cap: positivePoints.nullable(),
});
/** For choices the points stand at the options. */
export const optionScoring = pointScoring.omit({ points: true });

const common = {
  code,
  /** What is asked of the window: `佩戴胸牌`. */
  title: line(200),
  /** How a failure reads, in a finding and beside its deduction: `未佩戴胸牌`. Null says the title did not hold. */
  findingTitle: optionalLine(200),
  /** The rule that is broken when the item fails (依据). */
  basisClause: optionalLine(200),
  /** Where the item comes from, and its points unless it says otherwise (出处). */
  source: optionalLine(200),
  /** For the inspector: how to look, what the law tolerates (容缺后补). */
  note: optionalText(1000),
  /** What evidence to take. */
  evidencePrompt: optionalLine(200),
  critical: z.boolean(),
  /** Whether a visit can be submitted without an answer. */
  required: z.boolean(),
  severity: z.enum(severities),
  deadline: z.strictObject({
    type: z.enum(deadlineTypeNames),
    /** Hours or working days, as `deadlineTypes` says; null where the type counts nothing. */
    amount: z.int().min(1).max(365).nullable(),
  }),
  findingCategory: z.enum(findingCategories),
  showWhen: condition.nullable(),
};

const option = z.strictObject({
  code,
  label: line(100),
  /** Choosing it is a failure and opens a finding. */
  fails: z.boolean(),
  /** What it costs or gives; 0 for nothing. */
  points,
});

export const conformityItem = z.strictObject({
  kind: z.literal('conformity'),
  ...common,
  scoring: pointScoring.nullable(),
});
export const scaleItem = z.strictObject({
  kind: z.literal('scale'),
  ...common,
  scoring: pointScoring.nullable(),
  minimum: z.int().min(0).max(100),
  maximum: z.int().min(1).max(100),
  /** From here on it conforms; each whole step below counts once as a deduction, each step above once as a bonus. */
  passFrom: z.int().min(0).max(100),
  lowLabel: optionalLine(40),
  highLabel: optionalLine(40),
});
export const numberItem = z.strictObject({
  kind: z.literal('number'),
  ...common,
  scoring: pointScoring.nullable(),
  unit: z.enum(numberUnits),
  minimum: z.number().min(-1_000_000).max(1_000_000),
  maximum: z.number().min(-1_000_000).max(1_000_000),
  /** Digits after the point that are taken. */
  decimals: z.int().min(0).max(2),
  /** What it is held against; null when the number is only noted. */
  limit: z
    .union([
      z.strictObject({ side: z.enum(['at_most', 'at_least']), value: z.number() }),
      z.strictObject({ side: z.enum(['at_most', 'at_least']), measure: z.enum(limitMeasures) }),
    ])
    .nullable(),
  /** Every begun step beyond the limit counts once; null when any excess counts once. */
  step: z.number().min(0.01).max(1_000_000).nullable(),
  /** Timed steps that fill it; null when it is typed. */
  from: z.enum(numberSources).nullable(),
});
export const singleChoiceItem = z.strictObject({
  kind: z.literal('single_choice'),
  ...common,
  scoring: optionScoring.nullable(),
  options: z.array(option).min(2).max(20),
});
export const multipleChoiceItem = z.strictObject({
  kind: z.literal('multiple_choice'),
  ...common,
  scoring: optionScoring.nullable(),
  options: z.array(option).min(1).max(40),
});
export const textItem = z.strictObject({ kind: z.literal('text'), ...common, scoring: z.null() });

export const item = z.discriminatedUnion('kind', [
  conformityItem,
  scaleItem,
  numberItem,
  singleChoiceItem,
  multipleChoiceItem,
  textItem,
]);
export type Item = z.infer<typeof item>;
export type ItemOption = z.infer<typeof option>;

export const section = z.strictObject({
  code,
  title: line(60),
  /** Chapter of GB/T 36112; null for a free section. */
  chapter: z.enum(chapters).nullable(),
  baseScore: points,
  /** Whole percent of the whole; null when the whole is the sum of its sections. */
  weight: z.int().min(0).max(100).nullable(),
  /** The most this section may lose; null for no limit of its own. */
  cap: positivePoints.nullable(),
  floorMode: z.enum(floorModes),
  items: z.array(item).min(1).max(100),
});
export type Section = z.infer<typeof section>;

export const grade = z.strictObject({
  code,
  label: line(20),
  /** The lowest score that has this grade. */
  from: points,
});

export const templateContent = z.strictObject({
  title: line(60),
  summary: optionalText(500),
  /** Language of the texts. */
  language: z.enum(['zh-CN', 'en']),
  /** What a visit starts with, usually 100. */
  baseScore: positivePoints,
  combine: z.enum(combinations),
  /** The most all deductions together may cost; null for no limit. Only where the whole is a sum. */
  cap: positivePoints.nullable(),
  /** The most all bonuses together may give. */
  bonusCap: points,
  /** The highest score there can be; null for base and bonus cap together. */
  totalCap: positivePoints.nullable(),
  criticalEffect: z.enum(criticalEffects),
  /** Below this whole percent of judged items (符合, 不符合) among the applicable ones there is no grade (观察不足). */
  minimumJudgedPercent: z.int().min(0).max(100),
  grades: z.array(grade).max(10),
  sections: z.array(section).min(1).max(40),
});
export type TemplateContent = z.infer<typeof templateContent>;

/** Every item with its section, in the order of the template. */
export function itemsOf(content: TemplateContent): { section: Section; item: Item }[] {
  return content.sections.flatMap((part) => part.items.map((entry) => ({ section: part, item: entry })));
}
