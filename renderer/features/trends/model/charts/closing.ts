import { monthPeriod } from '../../../../../domain/measures/period.js';
import { ask, fitting, lookUp, unfit, type Chart, type TableCell } from '../chart';
import { countCell, LEAST_SAMPLE, monthCell, monthLong, textCell } from '../figures';
import { isOpen, isWidened, monthsShown, periodOf } from '../months';
import { filterNotes } from '../notes';
import { base, legend, lines, monthAxis, monthGrid, monthValues, openMonth, type Mark } from '../option';

const kinds = ['median', 'ninetieth'] as const;

/** How long matters took until they were struck off, in working days: half of them, and nine in ten. */
export const closing: Chart<'now'> = {
  id: 'closing',
  asks: ({ period, filter, today }) => ({
    now: { ...ask(['closed'], ['month'], periodOf(monthsShown(period, today)), filter), closing: true },
  }),
  build({ now }, { period, filter, today }, words) {
    const months = monthsShown(period, today);
    const open = months.findIndex((month) => isOpen(month, today));
    const at = lookUp(now);
    const of = (month: number) => {
      const [count = 0, median = 0, ninetieth = 0] = at(month);
      return { count, median, ninetieth, few: count < LEAST_SAMPLE };
    };
    const said = (month: number, kind: (typeof kinds)[number]): string => {
      const found = of(month);
      if (found.count === 0) return words.t('trends.dash');
      return found.few ? words.t('trends.few') : words.number(found[kind]);
    };
    const behind = (month: number) => ({
      part: 'closed' as const,
      period: monthPeriod(month),
      filter: fitting(['closed'], filter),
      label: `${words.t('trends.chart.closing')} · ${monthLong(month, words)}`,
    });
    const mark = (month: number, kind: (typeof kinds)[number]): Mark => ({
      value: of(month).few ? null : of(month)[kind],
      tip: words.t('trends.tip.closing', {
        month: monthLong(month, words),
        kind: words.t(`trends.closing.${kind}`),
        value: said(month, kind),
        n: of(month).count,
      }),
      behind: behind(month),
    });
    const done = open < 0 ? months : months.slice(0, open);
    const last = [...done].reverse().find((month) => !of(month).few);
    const cell = (month: number, kind: (typeof kinds)[number]): TableCell => ({
      text: said(month, kind),
      value: of(month).few ? null : of(month)[kind],
    });
    return {
      title: words.t('trends.chart.closing'),
      summary:
        last === undefined
          ? words.t('trends.summary.few')
          : words.t('trends.summary.closing', {
              month: monthLong(last, words),
              n: of(last).count,
              median: words.number(of(last).median),
              ninetieth: words.number(of(last).ninetieth),
            }),
      notes: [
        ...(isWidened(period, today) ? [words.t('trends.note.widened', { n: months.length })] : []),
        words.t('trends.note.closing'),
        ...filterNotes(unfit(['closed'], filter), words),
      ],
      empty: now.rows.length === 0,
      partial: open >= 0,
      months,
      table: {
        columns: [
          { title: words.t('trends.col.month'), align: 'start' },
          ...kinds.map((kind) => ({ title: words.t(`trends.closing.${kind}`), align: 'end' as const })),
          { title: words.t('trends.part.closed'), align: 'end' },
        ],
        rows: months.map((month, place) => [
          place === open ? textCell(`${monthCell(month).text} ${words.t('trends.partial')}`) : monthCell(month),
          ...kinds.map((kind) => cell(month, kind)),
          countCell(of(month).count, words, behind(month)),
        ]),
      },
      option: (look) =>
        base(look, 'axis', {
          grid: monthGrid(look, open),
          legend: legend(look),
          xAxis: monthAxis(look, months, words),
          yAxis: monthValues(look, { min: 0 }),
          series: [
            ...kinds.flatMap((kind, place) =>
              lines(look, {
                name: words.t(`trends.closing.${kind}`),
                marks: months.map((month) => mark(month, kind)),
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
