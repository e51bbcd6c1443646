import { measures, ratioOf, type MeasureName, type Parts } from '../measures/catalogue.js';
import type { ComponentKind } from './kinds.js';
import type { RankedRow, RankingRecord } from './month.js';
import { endsOf, type RankedUnit } from './rank.js';
import type { RankingScheme } from './scheme.js';

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

export const measureOf = (kind: ComponentKind): MeasureName | null => measured[kind]?.measure ?? null;

/** Points a component brings of the 100 there are: its score by its share of the weights that took part; null where it took none. */
export function pointsOf({ scores, weights }: Pick<RankedRow, 'scores' | 'weights'>, component: number): number | null {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const score = scores[component] ?? null;
  return score === null || whole === 0 ? null : (score * (weights[component] ?? 0)) / whole;
}

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
