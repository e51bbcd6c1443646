import { z } from 'zod';
import { day, id, line, optionalText } from '../fields.js';

/** 月评比: schemes say what a unit's month is made of; each version holds from a day, and old months stay as judged. */

/** Hundredths of a percent: weights are whole numbers, so that they sum to exactly 100 %. */
export const WHOLE_WEIGHT = 10_000;

/** What a component is measured by; `manual` is given by hand, with evidence. */
export const componentKinds = [
  'visit_score',
  'on_time_rate',
  'recurrence_rate',
  'lead_rate',
  'satisfaction_rate',
  'manual',
] as const;
export type ComponentKind = (typeof componentKinds)[number];

/** What breaks a tie, in the order given: fewer grave findings, fewer overdue matters, a higher visit score. */
export const tieBreakers = ['fewer_grave', 'fewer_overdue', 'higher_visit_score'] as const;
export type TieBreaker = (typeof tieBreakers)[number];

export const component = z.strictObject({
  kind: z.enum(componentKinds),
  title: line(40),
  weight: z.int().min(1).max(WHOLE_WEIGHT),
});
export type Component = z.infer<typeof component>;

export const rankingScheme = z
  .strictObject({
    title: line(60),
    /** First month it holds for, as its first day. */
    fromDay: day,
    components: z.array(component).min(1).max(12),
    tieBreakers: z.array(z.enum(tieBreakers)).max(tieBreakers.length),
    /** Window visits below which a unit is not ranked (样本不足). */
    minimumSample: z.int().min(0).max(1000),
    note: optionalText(1000),
  })
  .superRefine(({ components, tieBreakers: order }, context) => {
    const sum = components.reduce((total, { weight }) => total + weight, 0);
    if (sum !== WHOLE_WEIGHT)
      context.addIssue({ code: 'custom', path: ['components'], message: 'weightSum', params: { sum } });
    const measured = components.map(({ kind }) => kind).filter((kind) => kind !== 'manual');
    if (new Set(measured).size !== measured.length)
      context.addIssue({ code: 'custom', path: ['components'], message: 'componentTwice' });
    if (new Set(order).size !== order.length)
      context.addIssue({ code: 'custom', path: ['tieBreakers'], message: 'tieBreakerTwice' });
  });
export type RankingScheme = z.infer<typeof rankingScheme>;

/** What is known of a unit's month. Scores of components are 0 to 100; null where there is nothing to measure. */
export const rankingEntry = z.strictObject({
  unitId: id,
  /** Window visits of the month. */
  sample: z.int().min(0),
  scores: z.array(z.number().min(0).max(100).nullable()),
  breakers: z.strictObject({ grave: z.int().min(0), overdue: z.int().min(0), visitScore: z.number().nullable() }),
});
export type RankingEntry = z.infer<typeof rankingEntry>;
