import { WHOLE_WEIGHT, type TieBreaker } from './kinds.js';
import type { RankingEntry, RankingScheme } from './scheme.js';

export interface RankedUnit {
  unitId: number;
  /** 0 to 100; null for who is not ranked. */
  total: number | null;
  /** 1-2-2-4; null for who is not ranked. */
  rank: number | null;
  /** Ranked alike with another after every tie-breaker. */
  tied: boolean;
  /** Weights its total is reckoned with, as in the scheme, 0 where a component had nothing to measure. */
  weights: number[];
}

/** Totals that differ by less are the same number reckoned in another order. */
const SAME = 1e-9;

/** Negative when `a` stands before `b`. */
const breakers: Record<TieBreaker, (a: RankingEntry, b: RankingEntry) => number> = {
  fewer_grave: (a, b) => a.breakers.grave - b.breakers.grave,
  fewer_overdue: (a, b) => a.breakers.overdue - b.breakers.overdue,
  higher_visit_score: (a, b) => (b.breakers.visitScore ?? -1) - (a.breakers.visitScore ?? -1),
};

/**
 * Ranks the units of a month (月评比).
 *
 * 1. Fewer window visits than the scheme's minimum, or nothing measured at all: not ranked (样本不足).
 * 2. The total is the weighted mean of what was measured: a component without anything to measure takes no part, and the
 *    others keep their proportions.
 * 3. Equal totals are told apart by the tie-breakers in their order; who is then still equal shares a rank, and the next
 *    one counts those before it (1-2-2-4).
 * @returns in order of rank, those not ranked last; within a rank in the order given
 */
export function rankMonth(
  scheme: Pick<RankingScheme, 'components' | 'tieBreakers' | 'minimumSample'>,
  entries: readonly RankingEntry[],
): RankedUnit[] {
  const reckoned = entries.map((entry) => ({ entry, ...totalOf(scheme, entry) }));
  const standing = reckoned
    .flatMap((one) => (one.total === null ? [] : [{ ...one, total: one.total }]))
    .sort((a, b) => order(scheme, a, b));
  const ranked: RankedUnit[] = [];
  standing.forEach((one, index) => {
    const before = standing[index - 1];
    const after = standing[index + 1];
    const isLikeBefore = before !== undefined && order(scheme, before, one) === 0;
    const tied = isLikeBefore || (after !== undefined && order(scheme, one, after) === 0);
    const rank = isLikeBefore ? (ranked[index - 1]?.rank ?? index + 1) : index + 1;
    ranked.push({ unitId: one.entry.unitId, total: one.total, rank, tied, weights: one.weights });
  });
  const left = reckoned.filter(({ total }) => total === null);
  return [
    ...ranked,
    ...left.map(({ entry, weights }) => ({ unitId: entry.unitId, total: null, rank: null, tied: false, weights })),
  ];
}

function totalOf(
  { components, minimumSample }: Pick<RankingScheme, 'components' | 'minimumSample'>,
  { sample, scores }: RankingEntry,
): { total: number | null; weights: number[] } {
  const weights = components.map(({ weight }, index) => ((scores[index] ?? null) === null ? 0 : weight));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (sample < minimumSample || whole === 0) return { total: null, weights };
  const sum = weights.reduce((total, weight, index) => total + weight * (scores[index] ?? 0), 0);
  return { total: sum / whole, weights };
}

interface Standing {
  entry: RankingEntry;
  total: number;
}

function order({ tieBreakers }: Pick<RankingScheme, 'tieBreakers'>, a: Standing, b: Standing): number {
  if (Math.abs(a.total - b.total) > SAME) return b.total - a.total;
  for (const name of tieBreakers) {
    const found = breakers[name](a.entry, b.entry);
    if (found !== 0) return found;
  }
  return 0;
}

/** Weight as a share of the whole. */
export const shareOf = (weight: number): number => weight / WHOLE_WEIGHT;

/** First and last three (前三, 后三): those who share the third rank are all among them. */
export function endsOf(ranked: readonly RankedUnit[], places = 3): { top: RankedUnit[]; bottom: RankedUnit[] } {
  const standing = ranked.filter((one): one is RankedUnit & { rank: number } => one.rank !== null);
  const top = standing.filter(({ rank }) => rank <= places);
  const edge = standing[standing.length - places]?.rank;
  // Nobody is first and last of the same month.
  const bottom = edge === undefined ? [] : standing.filter(({ rank }) => rank >= edge && rank > places);
  return { top, bottom };
}

/**
 * Units among the last of this month and of the one before: an interview (约谈) is proposed.
 * @param bottoms of both months, unit ids
 */
export const twiceAtTheBottom = (before: readonly number[], now: readonly number[]): number[] =>
  now.filter((unitId) => before.includes(unitId));
