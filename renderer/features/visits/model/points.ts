import type { Item } from '../../../../domain/checklist/schema.js';
import type { Limits } from '../../../../domain/checklist/verdict.js';
import { formatScore } from '../../../../domain/scoring.js';
import { translate } from '../../../shared/i18n';
import { formatNumber } from '../../../shared/i18n/format';
import type { Cost } from './sheet';

const signed = (effect: Cost['effect'], points: number): string =>
  `${effect === 'bonus' ? '+' : '−'}${formatScore(points).replace(/\.0$/, '')}`;

/** `−2 每件次`: what one failure costs. */
export function eachWords({ effect, points, unit }: Omit<Cost, 'count' | 'cappedBy'>): string {
  return unit === 'once' ? signed(effect, points) : `${signed(effect, points)} ${translate(`deductionUnit.${unit}`)}`;
}
/** `−4 · 2 件`: what it costs now. */
export function costWords({ effect, points, unit, count, cappedBy }: Cost): string {
  if (count === 1 && cappedBy === null) return eachWords({ effect, points, unit });
  const many = unit !== 'once' && count > 0 ? ` · ${translate(`countUnit.${unit}`, { count })}` : '';
  return signed(effect, points) + many;
}
/** `−2.0`: for the column of reasons, where points stand under points. */
export const reasonPoints = ({ effect, points }: Pick<Cost, 'effect' | 'points'>): string =>
  `${effect === 'bonus' ? '+' : '−'}${formatScore(points)}`;

/** The limit a number is held against, in words; null where there is none, or the hall has not set it. */
export function limitWords(item: Extract<Item, { kind: 'number' }>, limits: Limits): string | null {
  if (!item.limit) return null;
  const value = 'measure' in item.limit ? limits[item.limit.measure] : item.limit.value;
  if (value === undefined) return translate('visits.item.noLimit');
  return translate(`visits.item.${item.limit.side}`, { value: formatNumber(value) });
}
