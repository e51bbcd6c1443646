import {
  measures,
  ratioOf,
  type Measure,
  type MeasureName,
  type MeasurePart,
  type Parts,
} from '../../../../domain/measures/catalogue.js';
import { figureOf, type Figure } from '../../../../domain/measures/ratio.js';
import { firstDayOf, isoMonth } from '../../../../domain/measures/period.js';
import type { TableCell, Words } from './chart';

/** A rate over fewer says nothing. */
export const LEAST_SAMPLE = 3;
export const DAY_MS = 86_400_000;

/** Counted parts by their names, in the order they were asked. */
export const partsBy = (parts: readonly MeasurePart[], values: readonly number[]): Parts =>
  Object.fromEntries(parts.map((part, at) => [part, values[at] ?? 0]));

/** A measure as it is drawn: a share in percent, points, or a number; or why there is none. */
export function figure(name: MeasureName, parts: Parts, atLeast = LEAST_SAMPLE): Figure {
  const { times, unit, denominator }: Measure = measures[name];
  const found = figureOf(ratioOf(name, parts), denominator === null ? 1 : atLeast);
  return 'value' in found ? { value: found.value * times * (unit === 'share' ? 100 : 1) } : found;
}
export const valueOf = (found: Figure): number | null => ('value' in found ? found.value : null);

const decimals: Record<Measure['unit'], number> = { share: 1, points: 1, perHundred: 1, count: 0 };
export const written = (unit: Measure['unit'], value: number): string =>
  `${value.toFixed(decimals[unit])}${unit === 'share' ? '%' : ''}`;

/** `91.4`, `92.6%`, a dash where nothing can be divided, or that there are too few. */
export function said(name: MeasureName, found: Figure, words: Words): string {
  if ('value' in found) return written(measures[name].unit, found.value);
  return words.t(found.why === 'few' ? 'trends.few' : 'trends.dash');
}

/** Numerator and denominator as they stand beside a rate: `50/54`. */
export function over(name: MeasureName, parts: Parts, words: Words): string {
  const { numerator, denominator } = ratioOf(name, parts);
  const { unit, times }: Measure = measures[name];
  if (unit === 'count') return words.number(numerator);
  // Scores are kept in hundredths.
  const above = unit === 'points' ? words.number(numerator * times) : words.number(numerator);
  return `${above}/${words.number(denominator)}`;
}

/** With its sign; what rounds to nothing has none of the two. */
export function signed(value: number, digits = 1): string {
  const size = Math.abs(value).toFixed(digits);
  return `${Number(size) === 0 ? '±' : value > 0 ? '+' : '−'}${size}`;
}

/** A difference of two figures in words: points of a score, percentage points of a rate, percent of a number; or a dash. */
export function changeSaid(name: MeasureName, now: Figure, base: Figure, words: Words): string {
  if (!('value' in now) || !('value' in base)) return words.t('trends.dash');
  const { unit }: Measure = measures[name];
  const by = now.value - base.value;
  if (unit === 'share') return words.t('trends.change.points', { by: signed(by) });
  if (unit === 'points' || unit === 'perHundred') return signed(by);
  return base.value <= 0 ? words.t('trends.dash') : `${signed((100 * by) / base.value)}%`;
}

/** `10月`, `Oct`. */
export const monthName = (month: number, words: Words): string =>
  new Date(firstDayOf(month) * DAY_MS).toLocaleString(words.locale(), { month: 'short', timeZone: 'UTC' });
/** `2026年10月`, `Oct 2026`. */
export const monthLong = (month: number, words: Words): string =>
  words.t('trends.monthOfYear', { month: monthName(month, words), year: Math.floor(month / 12) });
/** Under an axis: the year stands below January, and below a month that is to bear it. */
export const monthTick = (month: number, dated: boolean, words: Words): string =>
  dated || month % 12 === 0 ? `${monthName(month, words)}\n${String(Math.floor(month / 12))}` : monthName(month, words);

export const textCell = (text: string): TableCell => ({ text, value: text });
export const monthCell = (month: number): TableCell => textCell(isoMonth(month));
export const countCell = (value: number, words: Words, behind?: TableCell['behind']): TableCell => ({
  text: words.number(value),
  value,
  ...(value > 0 && { behind }),
});
/** A figure in a table; files get its number, unrounded. */
export const figureCell = (name: MeasureName, found: Figure, words: Words): TableCell => ({
  text: said(name, found, words),
  value: valueOf(found),
});
