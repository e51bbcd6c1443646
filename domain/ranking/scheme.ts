import { z } from 'zod';
import { id, line, optionalText, reckonedDay } from '../fields.js';
import { componentKinds, tieBreakers, WHOLE_WEIGHT } from './kinds.js';

/** 月评比: schemes say what a unit's month is made of; each version holds from a day, and old months stay as judged. */

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
    fromDay: reckonedDay,
    components: z.array(component).min(1).max(12),
    tieBreakers: z.array(z.enum(tieBreakers)).max(tieBreakers.length),
    /** Window visits below which a unit is not ranked (样本不足). */
    minimumSample: z.int().min(0).max(1000),
    note: optionalText(1000),
  })
  .superRefine(({ components, tieBreakers: order }, context) => {
    const sum = components.reduce((total, { weight }) => total + weight, 0);
    if (sum !== WHOLE_WEIGHT)
      context.addIssue({ code: 'custom', path: ['components'], message: 'weightSum', params: { sum: sum / 100 } });
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
