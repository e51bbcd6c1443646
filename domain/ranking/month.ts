import { z } from 'zod';
import { clientId, id, instant, line, reason, requiredText, revision } from '../fields.js';
import { ratioOf, type MeasureName, type Parts } from '../measures/catalogue.js';
import { measures } from '../measures/catalogue.js';
import { endsOf, type RankedUnit } from './rank.js';
import { rankingEntry, rankingScheme, type ComponentKind, type RankingScheme } from './scheme.js';

/** A month of the ranking: computed, checked by another person, frozen; put right by a further one that names it. */

export const rankingStates = ['draft', 'checked', 'frozen'] as const;
export type RankingState = (typeof rankingStates)[number];

/** What a component follows from, as it was counted; null where nothing is counted. */
const ratio = z.strictObject({ numerator: z.number(), denominator: z.number() }).nullable();

/** A unit of the month, as it was called when the month was computed. */
export const rankedRow = z.strictObject({
  ...rankingEntry.shape,
  unitLabel: z.string(),
  ratios: z.array(ratio),
  total: z.number().nullable(),
  /** Null: not ranked (样本不足). */
  rank: z.int().min(1).nullable(),
  tied: z.boolean(),
  /** Weights it was reckoned with, 0 where there was nothing to measure. */
  weights: z.array(z.int()),
});
export type RankedRow = z.infer<typeof rankedRow>;

/** What is kept of a month, whole: nothing that changes later changes it. */
export const rankingRecord = z.strictObject({
  scheme: rankingScheme,
  rows: z.array(rankedRow),
  /** 前三, 后三: unit ids. */
  top: z.array(id),
  bottom: z.array(id),
});
export type RankingRecord = z.infer<typeof rankingRecord>;

export const rankingManual = z.strictObject({
  unitId: id,
  /** Place of the component in the scheme. */
  component: z.int().min(0),
  score: z.number().min(0).max(100),
  /** What it is based on. */
  basis: requiredText(500),
});
export type RankingManual = z.infer<typeof rankingManual>;

export const rankingMonth = z.strictObject({
  id,
  revision,
  hallId: id,
  hallLabel: z.string(),
  month: z.int(),
  state: z.enum(rankingStates),
  schemeId: id,
  /** The month it puts right, and why; the one that puts it right. */
  correctsId: id.nullable(),
  reason: z.string().nullable(),
  correctedById: id.nullable(),
  record: rankingRecord,
  manual: z.array(rankingManual.extend({ givenBy: z.string(), givenAt: instant })),
  computedBy: z.string(),
  computedAt: instant,
  checkedBy: z.string().nullable(),
  checkedAt: instant.nullable(),
  frozenBy: z.string().nullable(),
  frozenAt: instant.nullable(),
  /** Units that would stand otherwise were it computed now: what changed since is shown, and never rewrites it. */
  movedSince: z.array(id),
});
export type RankingMonth = z.infer<typeof rankingMonth>;

/** One month in the history: who stood where. */
export const rankingLine = z.strictObject({
  id,
  month: z.int(),
  state: z.enum(rankingStates),
  correctsId: id.nullable(),
  /** A later one puts it right, and is frozen. */
  superseded: z.boolean(),
  ranks: z.array(
    z.strictObject({ unitId: id, unitLabel: z.string(), rank: z.int().nullable(), total: z.number().nullable() }),
  ),
  top: z.array(id),
  bottom: z.array(id),
});
export type RankingLine = z.infer<typeof rankingLine>;

export const redFlag = z.strictObject({
  id,
  month: z.int(),
  windowId: id,
  windowLabel: z.string(),
  unitLabel: z.string(),
  reason: z.string(),
  givenBy: z.string(),
  givenAt: instant,
});
export type RedFlag = z.infer<typeof redFlag>;
export const redFlagInput = z.strictObject({ clientId, monthId: id, windowId: id, reason: line(500) });

export const schemeVersion = z.strictObject({
  id,
  scheme: rankingScheme,
  createdBy: z.string(),
  createdAt: instant,
  /** Holds for the month that runs. */
  isCurrent: z.boolean(),
});
export const correction = z.strictObject({ id, revision, reason });
export const schemeInput = z.strictObject({ clientId, scheme: rankingScheme });
export const monthInput = z.strictObject({
  hallId: id,
  month: z
    .int()
    .min(0)
    .max(12 * 3000),
});

/** The measure behind a component, and whether less of it is better; none for what is given by hand or joins later. */
const measured: Readonly<Record<ComponentKind, { measure: MeasureName; isReversed: boolean } | null>> = {
  visit_score: { measure: 'visit_score', isReversed: false },
  on_time_rate: { measure: 'on_time_rate', isReversed: false },
  recurrence_rate: { measure: 'recurrence_rate', isReversed: true },
  // A lead that was accepted was a problem.
  lead_rate: { measure: 'lead_acceptance_rate', isReversed: true },
  satisfaction_rate: null,
  manual: null,
};

/** A component's score of 0 to 100, and what it follows from; null where there is nothing to measure. */
export function componentScore(
  kind: ComponentKind,
  parts: Parts,
): { score: number; ratio: { numerator: number; denominator: number } } | null {
  const by = measured[kind];
  if (by === null) return null;
  const counted = ratioOf(by.measure, parts);
  if (counted.denominator === 0) return null;
  const { unit, times } = measures[by.measure];
  const share = (counted.numerator / counted.denominator) * (unit === 'share' ? 100 : times);
  const score = Math.min(100, Math.max(0, by.isReversed ? 100 - share : share));
  return { score, ratio: counted };
}

/** @param ranked in order of rank */
export function recordOf(
  scheme: RankingScheme,
  entries: readonly Omit<RankedRow, keyof Omit<RankedUnit, 'unitId'>>[],
  ranked: readonly RankedUnit[],
): RankingRecord {
  const known = new Map(entries.map((entry) => [entry.unitId, entry]));
  const rows = ranked.flatMap(({ unitId, ...standing }): RankedRow[] => {
    const entry = known.get(unitId);
    return entry ? [{ ...entry, ...standing }] : [];
  });
  const { top, bottom } = endsOf(ranked);
  const ids = (units: readonly RankedUnit[]): number[] => units.map(({ unitId }) => unitId);
  return { scheme, rows, top: ids(top), bottom: ids(bottom) };
}

/** Units that stand otherwise in one record than in another. */
export function movedBetween(then: RankingRecord, now: RankingRecord): number[] {
  const standing = ({ rows }: RankingRecord): Map<number, string> =>
    new Map(rows.map(({ unitId, total, rank }) => [unitId, `${rank ?? ''} ${total?.toFixed(6) ?? ''}`]));
  const [before, after] = [standing(then), standing(now)];
  return [...new Set([...before.keys(), ...after.keys()])].filter((unitId) => before.get(unitId) !== after.get(unitId));
}

/** How many months in a row, ending with the last, each unit stood at the bottom. @param months their bottoms, the last first */
export function bottomRuns(months: readonly { month: number; bottom: readonly number[] }[]): Map<number, number> {
  const [last] = months;
  const runs = new Map<number, number>((last?.bottom ?? []).map((unitId) => [unitId, 1]));
  for (const [unitId] of runs) {
    const rest = months
      .slice(1)
      .findIndex(({ month, bottom }, index) => month !== (last?.month ?? 0) - index - 1 || !bottom.includes(unitId));
    runs.set(unitId, rest < 0 ? months.length : rest + 1);
  }
  return runs;
}
