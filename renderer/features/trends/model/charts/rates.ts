import type { MeasureName, MeasurePart } from '../../../../../domain/measures/catalogue.js';
import { partsOf } from '../../../../../domain/measures/dimensions.js';
import { monthPeriod } from '../../../../../domain/measures/period.js';
import { ask, fitting, lookUp, unfit, type Chart, type Words } from '../chart';
import {
  changeSaid,
  figure,
  figureCell,
  countCell,
  monthCell,
  monthLong,
  over,
  partsBy,
  said,
  textCell,
  valueOf,
} from '../figures';
import { isOpen, isWidened, monthsShown, periodOf, soFar } from '../months';
import type { Period } from '../../../../../domain/measures/period.js';
import { filterNotes } from '../notes';
import { base, legend, lines, monthAxis, monthGrid, openMonth, monthValues, type Mark } from '../option';

/** Several rates of one kind over months, each with its numerator and denominator. */
export function ratesOf(
  id: 'onTime' | 'recurrence' | 'overdue',
  names: readonly [MeasureName, ...MeasureName[]],
): Chart<'now'> {
  const parts = [...new Set(names.flatMap((name) => Object.values(partsOf(name)).filter((part) => part !== null)))];
  // Open and overdue are of the end of a month, whenever that is.
  const until = (period: Period, today: number): Period => (id === 'overdue' ? period : soFar(period, today));
  return {
    id,
    asks: ({ period, filter, today }) => ({
      now: ask(parts, ['month'], until(periodOf(monthsShown(period, today)), today), filter),
    }),
    build({ now }, { period, filter, today }, words) {
      const months = monthsShown(period, today);
      const open = months.findIndex((month) => isOpen(month, today));
      const at = lookUp(now);
      const counted = (month: number) => partsBy(parts, at(month));
      const label = (name: MeasureName, month: number): string =>
        `${words.t(`trends.measure.${name}`)} · ${monthLong(month, words)}`;
      const behind = (part: MeasurePart, name: MeasureName, month: number) => ({
        part,
        period: until(monthPeriod(month), today),
        filter: fitting(parts, filter),
        label: `${label(name, month)} · ${words.t(`trends.part.${part}`)}`,
      });
      const mark = (name: MeasureName, month: number): Mark => {
        const found = figure(name, counted(month));
        return {
          value: valueOf(found),
          tip: `${label(name, month)}  ${said(name, found, words)}  (${over(name, counted(month), words)})`,
          behind: behind(partsOf(name).denominator ?? partsOf(name).numerator, name, month),
        };
      };
      return {
        title: words.t(`trends.chart.${id}`),
        summary: ratesSummary(names, months, open, counted, words),
        notes: [
          ...(isWidened(period, today) ? [words.t('trends.note.widened', { n: months.length })] : []),
          words.t(`trends.note.${id}`),
          ...filterNotes(unfit(parts, filter), words),
        ],
        empty: now.rows.length === 0,
        partial: open >= 0,
        months,
        table: {
          columns: [
            { title: words.t('trends.col.month'), align: 'start' },
            ...names.flatMap((name) => [
              { title: words.t(`trends.measure.${name}`), align: 'end' as const },
              ...partsIn(name).map((part) => ({ title: words.t(`trends.part.${part}`), align: 'end' as const })),
            ]),
          ],
          rows: months.map((month, place) => [
            place === open ? textCell(`${monthCell(month).text} ${words.t('trends.partial')}`) : monthCell(month),
            ...names.flatMap((name) => [
              figureCell(name, figure(name, counted(month)), words),
              ...partsIn(name).map((part) => countCell(counted(month)[part] ?? 0, words, behind(part, name, month))),
            ]),
          ]),
        },
        option: (look) =>
          base(look, 'axis', {
            grid: monthGrid(look, open),
            legend: legend(look),
            xAxis: monthAxis(look, months, words),
            yAxis: monthValues(look, {
              min: 0,
              ...(id !== 'overdue' && { max: 100, interval: 25 }),
              axisLabel: { color: look.text3, fontSize: look.size, formatter: '{value}%' },
            }),
            series: [
              ...names.flatMap((name, place) =>
                lines(look, {
                  name: words.t(`trends.measure.${name}`),
                  marks: months.map((month) => mark(name, month)),
                  open,
                  at: place,
                }),
              ),
              ...openMonth(look, open, months.length, words.t('trends.partial')),
            ],
          }),
      };
    },
  };
}

const partsIn = (name: MeasureName): MeasurePart[] => {
  const { numerator, denominator } = partsOf(name);
  return denominator === null ? [numerator] : [numerator, denominator];
};

/** Each rate in the last month that is over and has a figure. */
function ratesSummary(
  names: readonly MeasureName[],
  months: readonly number[],
  open: number,
  counted: (month: number) => ReturnType<typeof partsBy>,
  words: Words,
): string {
  const done = open < 0 ? months : months.slice(0, open);
  const [first] = names;
  const last = [...done].reverse().find((month) => first !== undefined && 'value' in figure(first, counted(month)));
  if (last === undefined) return words.t('trends.summary.few');
  const each = names.map((name) => {
    const found = figure(name, counted(last));
    const text = words.t('trends.summary.rate', {
      name: words.t(`trends.measure.${name}`),
      value: said(name, found, words),
      over: over(name, counted(last), words),
    });
    if (name !== first) return text;
    return `${text}${words.t('trends.summary.before', { by: changeSaid(name, found, figure(name, counted(last - 1)), words) })}`;
  });
  return words.t('trends.summary.rates', {
    month: monthLong(last, words),
    rates: each.join(words.locale() === 'en' ? '; ' : '；'),
  });
}
