import type { MeasureName, MeasurePart } from '../../../../domain/measures/catalogue.js';
import { partsOf } from '../../../../domain/measures/dimensions.js';
import { monthPeriod } from '../../../../domain/measures/period.js';
import { WHOLE_WEIGHT } from '../../../../domain/ranking/kinds.js';
import type { RankedRow, RankingMonth } from '../../../../domain/ranking/month.js';
import { measureOf, pointsOf } from '../../../../domain/ranking/reckoning.js';
import type { Behind, Words } from '../../trends/model/chart';

/** One part of a unit's month: value by weight gives points, and the rows behind it. */
export interface Part {
  title: string;
  /** `91.4`; null where there was nothing to measure. */
  value: string | null;
  /** `× 40% = 36.56` */
  reckoned: string;
  /** Numerator over denominator, or why there is none. */
  tip: string;
  behind: Behind | null;
  /** Given by hand: its place in the scheme. */
  manual: number | null;
  /** Pieces it is based on; null where nothing was given by hand. */
  evidence: number | null;
}

export interface StandingRow extends Pick<RankedRow, 'unitId' | 'unitLabel' | 'rank' | 'tied' | 'notes' | 'sample'> {
  total: string | null;
  parts: Part[];
  /** It would stand otherwise now. */
  moved: boolean;
  /** As the month it puts right had it, where that differs. */
  was: { rank: number | null; total: string | null } | null;
}

export const percent = (weight: number): string => `${Number(((100 * weight) / WHOLE_WEIGHT).toFixed(2))}%`;
/** What a rate is over: its rows are opened. */
const countedIn = (name: MeasureName): MeasurePart => {
  const { numerator, denominator } = partsOf(name);
  return denominator ?? numerator;
};
const points = (value: number): string => value.toFixed(2);
const said = (total: number | null): string | null => (total === null ? null : points(total));

/** @param corrected the frozen month this one puts right */
export function standingRows(month: RankingMonth, corrected: RankingMonth | null, words: Words): StandingRow[] {
  const { rows } = month.record;
  return rows.map((row) => {
    const { unitId, unitLabel, rank, tied, notes, sample, total } = row;
    const before = corrected?.record.rows.find((one) => one.unitId === unitId) ?? null;
    const differs = corrected !== null && (before?.rank !== rank || before.total?.toFixed(6) !== total?.toFixed(6));
    return {
      ...{ unitId, unitLabel, rank, tied, notes, sample },
      total: said(total),
      parts: month.record.scheme.components.map((_, at) => partOf(month, row, at, words)),
      moved: month.movedSince.includes(unitId),
      was: differs ? { rank: before?.rank ?? null, total: said(before?.total ?? null) } : null,
    };
  });
}

function partOf(month: RankingMonth, row: RankedRow, at: number, words: Words): Part {
  const { t, number } = words;
  const component = month.record.scheme.components[at];
  const kind = component?.kind ?? 'manual';
  const name = measureOf(kind);
  const score = row.scores[at] ?? null;
  const ratio = row.ratios[at] ?? null;
  const brought = pointsOf(row, at);
  const title = component?.title ?? '';
  const given = month.manual.find((one) => one.unitId === row.unitId && one.component === at);
  const pieces = month.evidence.filter((one) => one.unitId === row.unitId && one.component === at).length;
  const whole = row.weights.reduce((sum, weight) => sum + weight, 0);
  const weight = row.weights[at] ?? 0;
  const spread = whole > 0 && whole < WHOLE_WEIGHT ? t('ranking.tip.spread', { of: percent(weight) }) : '';
  return {
    title,
    value: score === null ? null : score.toFixed(1),
    reckoned:
      brought === null || row.rank === null ? '' : `× ${percent((WHOLE_WEIGHT * weight) / whole)} = ${points(brought)}`,
    tip: [title, tipOf(), spread].filter(Boolean).join('\n'),
    behind: name === null || ratio === null ? null : behindOf(countedIn(name)),
    manual: kind === 'manual' ? at : null,
    evidence: pieces > 0 || (kind === 'manual' && given) ? pieces : null,
  };
  function tipOf(): string {
    if (kind === 'satisfaction_rate') return t('ranking.tip.later');
    if (kind === 'manual') return given ? t('ranking.tip.given', { ...given }) : t('ranking.tip.notGiven');
    if (name === null || ratio === null) return t('ranking.tip.nothing');
    const { numerator } = partsOf(name);
    const above = name === 'visit_score' ? (ratio.numerator / 100).toFixed(1) : number(ratio.numerator);
    return t('ranking.tip.ratio', {
      above: `${t(`trends.part.${numerator}`)} ${above}`,
      below: `${t(`trends.part.${countedIn(name)}`)} ${number(ratio.denominator)}`,
    });
  }
  function behindOf(part: MeasurePart): Behind {
    const [first = row.unitId, ...more] = row.members.length > 0 ? row.members : [row.unitId];
    const filter = (unitId: number) => ({ hallId: month.hallId, unitId });
    return {
      ...{ part, period: monthPeriod(month.month), filter: filter(first), or: more.map(filter) },
      label: `${row.unitLabel} · ${title} · ${t(`trends.part.${part}`)}`,
    };
  }
}
