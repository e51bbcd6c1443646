import type { MeasurePart } from '../../../../domain/measures/catalogue.js';
import {
  filterDimension,
  partDimensions,
  type Dimension,
  type MeasureFilter,
} from '../../../../domain/measures/dimensions.js';
import type { Period } from '../../../../domain/measures/period.js';
import type { MessageKey, TextParams } from '../../../shared/i18n';
import type { Compare, TrendState } from './address';
import type { Look } from './look';
import type { RowLine } from './row-lines';

/** What a chart is made of. Everything here is plain data and pure functions: the drawing library is not loaded for it. */

/** One question to the store, as `measures.parts` takes it. */
export interface Ask {
  parts: MeasurePart[];
  /** Working days until matters were struck off (`measures.closing`): how many, median, 90th percentile. */
  closing?: true;
  /** Every wait that was timed (`measures.waits`). */
  cells?: true;
  period: Period;
  by: Dimension[];
  filter: MeasureFilter;
}
export interface Answer {
  rows: readonly { keys: readonly (string | number)[]; values: readonly number[] }[];
  labels: Readonly<Partial<Record<'hall' | 'unit' | 'window', Readonly<Record<string, string>>>>>;
  /** One flat list, as `measures.waits` answers. */
  cells?: readonly number[];
}
export type Answers<K extends string> = Readonly<Record<K, Answer>>;

/** What is asked of every chart. */
export interface Scope extends Pick<TrendState, 'period' | 'filter'> {
  compare: Compare;
  /** The breakdown chosen for this chart, one of its `ways`. */
  by: string;
  today: number;
}

export interface Words {
  t(key: MessageKey, params?: TextParams): string;
  word(key: string, fallback: string): string;
  number(value: number): string;
  join(words: readonly string[]): string;
  locale(): 'zh-CN' | 'en';
  /** The hall of a unit or a window, where it is known. */
  hallOf?(kind: 'unit' | 'window', id: number): string | null;
}

/** The rows behind a mark or a number: what `measures.rows` takes, and what they are called. */
export interface Behind {
  part: MeasurePart;
  period: Period;
  filter: MeasureFilter;
  /** Further filters, where a mark stands for the rows of several. */
  or?: readonly MeasureFilter[];
  /** The very matters, where a number counts what no part does. */
  ids?: readonly number[];
  /** Rows of other kinds than those of a part, as they are shown. */
  lines?: readonly RowLine[];
  /** What their columns are called where the usual words do not fit. */
  columns?: Partial<Record<'no' | 'day' | 'place' | 'what' | 'extra', string>> | undefined;
  label: string;
}

/** A number of a table as it is read, as a file holds it, and what it opens. */
export interface TableCell {
  text: string;
  value: string | number | null;
  behind?: Behind | undefined;
}
export interface ChartTable {
  columns: readonly { title: string; align: 'start' | 'end' }[];
  rows: readonly (readonly TableCell[])[];
}

/** Options of the drawing library; its own types stay with it. */
export type ChartOption = Readonly<Record<string, unknown>>;

/** Marks that are more than there is room for: so many days fall together in one as the part that is seen asks for. */
export interface Dense extends Period {
  /** Days in a mark. */
  grain(visible: Period, width: number): number;
  series(look: Look, grain: number): ChartOption[];
  /** The rows behind the mark at an instant and a value. */
  behind(at: number, value: number, grain: number): Behind;
}

export interface ChartModel {
  /** What it shows: a noun. */
  title: string;
  /** What there is to see: one sentence. */
  summary: string;
  /** Small print: sample, units, filters that do not apply. */
  notes: readonly string[];
  /** Nothing was counted. */
  empty: boolean;
  /** It holds a month that is not over. */
  partial: boolean;
  table: ChartTable;
  /** `width`: pixels there are for it. */
  option: (look: Look, width: number) => ChartOption;
  /** Months of its axis, where a stretch of it can be chosen. */
  months?: readonly number[];
  /** Height in rem, where it needs another than the usual. */
  tall?: number;
  /** It takes the width of the page. */
  wide?: true;
  dense?: Dense;
}

export interface Chart<K extends string = string> {
  id: string;
  /** Breakdowns to choose from; the first is the usual one. */
  ways?: readonly string[];
  asks(scope: Scope): Readonly<Record<K, Ask>>;
  build(answers: Answers<K>, scope: Scope, words: Words): ChartModel;
}

const names = (filter: MeasureFilter): (keyof MeasureFilter)[] => Object.keys(filter) as (keyof MeasureFilter)[];
const knows = (parts: readonly MeasurePart[], name: keyof MeasureFilter): boolean =>
  parts.every((part) => partDimensions[part].includes(filterDimension[name]));

/** A filter without what one of the parts does not know. */
export const fitting = (parts: readonly MeasurePart[], filter: MeasureFilter): MeasureFilter =>
  Object.fromEntries(names(filter).flatMap((name) => (knows(parts, name) ? [[name, filter[name]]] : [])));

/** Filters that are set and cannot be applied to these parts: said beside the chart. */
export const unfit = (parts: readonly MeasurePart[], filter: MeasureFilter): (keyof MeasureFilter)[] =>
  names(filter).filter((name) => !knows(parts, name));

export const ask = (parts: MeasurePart[], by: Dimension[], period: Period, filter: MeasureFilter): Ask => ({
  parts,
  by,
  period,
  filter: fitting(parts, filter),
});

/** Values of an answer by its keys. */
export function lookUp({ rows }: Answer): (...keys: (string | number)[]) => readonly number[] {
  const found = new Map(rows.map(({ keys, values }) => [keys.join(' '), values]));
  return (...keys) => found.get(keys.join(' ')) ?? [];
}

/** Name of a place; none is said, not shown as a number. */
export function labelOf(
  { labels }: Answer,
  kind: 'hall' | 'unit' | 'window',
  key: string | number,
  words: Words,
): string {
  if (key === 0 || key === '') return words.t(`trends.none.${kind}`);
  const label = labels[kind]?.[String(key)];
  if (label === undefined) return words.t('trends.unknown', { id: String(key) });
  const alike = Object.values(labels[kind] ?? {}).filter((other) => other === label).length > 1;
  const hall = alike && kind !== 'hall' ? words.hallOf?.(kind, Number(key)) : null;
  return hall ? words.t('trends.inHall', { name: label, hall }) : label;
}

/** What a chart shows of its answers; of nothing there is nothing to say but that. */
export function modelOf<K extends string>(
  chart: Chart<K>,
  answers: Answers<K>,
  scope: Scope,
  words: Words,
): ChartModel {
  const model = chart.build(answers, scope, words);
  return model.empty ? { ...model, summary: words.t('trends.summary.empty') } : model;
}
