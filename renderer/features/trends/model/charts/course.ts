import { foundModes, type Dimension } from '../../../../../domain/measures/dimensions.js';
import { monthPeriod } from '../../../../../domain/measures/period.js';
import type { MeasureName, MeasurePart } from '../../../../../domain/measures/catalogue.js';
import { partsOf } from '../../../../../domain/measures/dimensions.js';
import { ask, fitting, labelOf, lookUp, unfit, type Answer, type Chart, type Scope, type Words } from '../chart';
import {
  changeSaid,
  figure,
  figureCell,
  monthCell,
  monthLong,
  over,
  partsBy,
  said,
  textCell,
  valueOf,
} from '../figures';
import { isOpen, isWidened, monthsShown, periodOf, shifted } from '../months';
import { filterNotes } from '../notes';
import { base, COMPARED, legend, lines, monthAxis, monthGrid, openMonth, monthValues, type Mark } from '../option';

/** A measure over months: of the whole with the year before, or of the few keys of a dimension. */
export interface Course {
  id: string;
  measure: MeasureName;
  ways: readonly string[];
}

/** So many lines can be told apart. */
const MOST_LINES = 5;

export function courseOf({ id, measure, ways }: Course): Chart<'now' | 'before'> {
  const { numerator, denominator } = partsOf(measure);
  const parts: MeasurePart[] = denominator === null ? [numerator] : [numerator, denominator];
  return {
    id,
    ways,
    asks({ period, filter, by, today }) {
      const months = monthsShown(period, today);
      const keys: Dimension[] = by === 'whole' ? ['month'] : ['month', by as Dimension];
      return {
        now: ask(parts, keys, periodOf(months), filter),
        before: ask(parts, ['month'], periodOf(earlierThan(months)), filter),
      };
    },
    build(answers, scope, words) {
      const { period, filter, by, today, compare } = scope;
      const months = monthsShown(period, today);
      const open = months.findIndex((month) => isOpen(month, today));
      const whole = by === 'whole';
      const keys = whole ? [] : keysOf(answers.now, by, months);
      const now = lookUp(answers.now);
      const before = lookUp(answers.before);
      const partsAt = (month: number, key?: string | number) =>
        partsBy(parts, key === undefined ? now(month) : now(month, key));
      const earlier = (month: number, by = 12) => partsBy(parts, before(month - by));
      const back = compare === 'before' ? months.length : 12;
      const nameOf = (key: string | number) => keyName(answers.now, by, key, words);
      const behind = (month: number, key: string | number | undefined, label: string) => ({
        part: denominator ?? numerator,
        period: monthPeriod(month),
        filter: fitting(parts, { ...filter, ...(key !== undefined && keyFilter(by, key)) }),
        label,
      });
      const mark = (month: number, key?: string | number): Mark => {
        const counted = partsAt(month, key);
        const found = figure(measure, counted);
        const name = key === undefined ? monthLong(month, words) : `${monthLong(month, words)} ${nameOf(key)}`;
        return {
          value: valueOf(found),
          tip: `${name}  ${said(measure, found, words)}  (${over(measure, counted, words)})`,
          behind: behind(month, key, `${words.word(`trends.chart.${id}`, id)} · ${name}`),
        };
      };
      const past = (month: number): Mark => {
        const counted = earlier(month, back);
        const found = figure(measure, counted);
        const name = monthLong(month - back, words);
        return {
          value: valueOf(found),
          tip: `${name}  ${said(measure, found, words)}  (${over(measure, counted, words)})`,
          behind: behind(month - back, undefined, `${words.word(`trends.chart.${id}`, id)} · ${name}`),
        };
      };
      const withPast = whole && compare !== 'none';
      const pastName = words.t(compare === 'before' ? 'trends.periodBefore' : 'trends.yearBefore');
      const shown = keys.slice(0, MOST_LINES);
      return {
        title: words.word(`trends.chart.${id}`, id),
        summary: whole
          ? courseSummary(measure, months, open, partsAt, earlier, words)
          : keysSummary(measure, months, shown, partsAt, nameOf, words),
        notes: [
          ...(isWidened(period, today) ? [words.t('trends.note.widened', { n: months.length })] : []),
          ...(keys.length > shown.length ? [words.t('trends.note.more', { n: keys.length - shown.length })] : []),
          ...filterNotes(unfit(parts, filter), words),
        ],
        empty: answers.now.rows.length === 0,
        partial: open >= 0,
        months,
        table: {
          columns: [
            { title: words.t('trends.col.month'), align: 'start' },
            ...(whole ? [] : [{ title: words.word(`trends.by.${by}`, by), align: 'start' as const }]),
            { title: words.t(`trends.measure.${measure}`), align: 'end' },
            // Of a plain number the number itself is all there is.
            ...(denominator === null
              ? []
              : [numerator, denominator].map((part) => ({
                  title: words.t(`trends.part.${part}`),
                  align: 'end' as const,
                }))),
            ...(withPast ? [{ title: pastName, align: 'end' as const }] : []),
          ],
          rows: months.flatMap((month) =>
            (whole ? [undefined] : keys).map((key) => {
              const counted = partsAt(month, key);
              const [above = 0, below = 0] = parts.map((part) => counted[part] ?? 0);
              const rowsOf = behind(month, key, `${words.word(`trends.chart.${id}`, id)} · ${monthLong(month, words)}`);
              return [
                month === months[open]
                  ? textCell(`${monthCell(month).text} ${words.t('trends.partial')}`)
                  : monthCell(month),
                ...(key === undefined ? [] : [textCell(nameOf(key))]),
                ...(denominator === null ? [] : [figureCell(measure, figure(measure, counted), words)]),
                numberCell(numerator, above, words, { ...rowsOf, part: numerator }),
                ...(denominator === null ? [] : [numberCell(denominator, below, words, rowsOf)]),
                ...(withPast ? [figureCell(measure, figure(measure, earlier(month, back)), words)] : []),
              ];
            }),
          ),
        },
        option: (look) =>
          base(look, 'axis', {
            grid: monthGrid(look, open),
            legend: legend(look),
            xAxis: monthAxis(look, months, words),
            yAxis: monthValues(look, { scale: true }),
            series: [
              ...(whole
                ? lines(look, {
                    name: words.t(`trends.measure.${measure}`),
                    marks: months.map((month) => mark(month)),
                    open,
                    at: 0,
                  })
                : shown.flatMap((key, at) =>
                    lines(look, { name: nameOf(key), marks: months.map((month) => mark(month, key)), open, at }),
                  )),
              ...(withPast
                ? [
                    {
                      ...lines(look, {
                        name: pastName,
                        marks: months.map(past),
                        open: -1,
                        at: COMPARED,
                        dash: [6, 4],
                      })[0],
                      symbolSize: 4,
                    },
                  ]
                : []),
              ...openMonth(look, open, months.length, words.t('trends.partial')),
            ],
          }),
      };
    },
  };
}

/** Months a year, and a whole stretch, before those shown. */
function earlierThan(months: readonly number[]): number[] {
  const [near, far] = [12, months.length].sort((a, b) => a - b);
  return [...shifted(months, -(far ?? 12)).slice(0, 1), ...shifted(months, -(near ?? 12)).slice(-1)];
}

type PartsAt = (month: number, key?: string | number) => ReturnType<typeof partsBy>;

const numberCell = (
  part: MeasurePart,
  value: number,
  words: Words,
  behind: NonNullable<ReturnType<typeof textCell>['behind']>,
) => {
  // Scores are kept in hundredths.
  const shown = part === 'scoreSum' ? value / 100 : value;
  return { text: words.number(shown), value: shown, ...(value > 0 && part !== 'scoreSum' && { behind }) };
};

/** Keys of a dimension, the one with most behind it first. */
function keysOf({ rows }: Answer, by: string, months: readonly number[]): (string | number)[] {
  const sums = new Map<string | number, number>();
  for (const { keys, values } of rows) {
    const [month = 0, key = ''] = keys;
    if (months.includes(Number(month))) sums.set(key, (sums.get(key) ?? 0) + (values.at(-1) ?? 0));
  }
  const order = by === 'mode' ? foundModes.map(String) : [];
  return [...sums]
    .sort((a, b) => b[1] - a[1] || order.indexOf(String(a[0])) - order.indexOf(String(b[0])))
    .map(([key]) => key);
}

export function keyName(answer: Answer, by: string, key: string | number, words: Words): string {
  if (by === 'mode') return words.word(`foundMode.${key}`, words.word(`visitMode.${key}`, words.t('trends.modeNone')));
  if (by === 'severity') return words.word(`severity.${key}`, String(key));
  if (by === 'category') return words.word(`findingCategory.${key}`, String(key));
  return labelOf(answer, by as 'hall', key, words);
}
export function keyFilter(by: string, key: string | number): Scope['filter'] {
  if (by === 'hall') return Number(key) > 0 ? { hallId: Number(key) } : {};
  if (by === 'unit') return Number(key) > 0 ? { unitId: Number(key) } : {};
  return { [by]: key };
}

/** The last month that is over, against the one before and the year before. */
function courseSummary(
  measure: MeasureName,
  months: readonly number[],
  open: number,
  partsAt: PartsAt,
  earlier: (month: number) => ReturnType<typeof partsBy>,
  words: Words,
): string {
  const done = open < 0 ? months : months.slice(0, open);
  const last = done.at(-1);
  if (last === undefined) return words.t('trends.summary.onlyPartial');
  const found = figure(measure, partsAt(last));
  const before = done.length < 2 ? ({ why: 'none' } as const) : figure(measure, partsAt(last - 1));
  return words.t('trends.summary.course', {
    month: monthLong(last, words),
    name: words.t(`trends.measure.${measure}`),
    value: said(measure, found, words),
    before: changeSaid(measure, found, before, words),
    year: changeSaid(measure, found, figure(measure, earlier(last)), words),
  });
}

/** The highest and the lowest of the lines over all months shown. */
function keysSummary(
  measure: MeasureName,
  months: readonly number[],
  keys: readonly (string | number)[],
  partsAt: PartsAt,
  nameOf: (key: string | number) => string,
  words: Words,
): string {
  const sums = keys.flatMap((key) => {
    const all = months.map((month) => partsAt(month, key));
    const names = Object.keys(all[0] ?? {}) as MeasurePart[];
    const found = figure(
      measure,
      Object.fromEntries(names.map((name) => [name, all.reduce((sum, one) => sum + (one[name] ?? 0), 0)])),
    );
    return 'value' in found ? [{ key, found }] : [];
  });
  const rising = [...sums].sort((a, b) => a.found.value - b.found.value);
  const [low, high] = [rising[0], rising.at(-1)];
  if (!low || !high) return words.t('trends.summary.few');
  if (low === high)
    return words.t('trends.summary.one', { name: nameOf(low.key), value: said(measure, low.found, words) });
  return words.t('trends.summary.range', {
    high: nameOf(high.key),
    most: said(measure, high.found, words),
    low: nameOf(low.key),
    least: said(measure, low.found, words),
  });
}
