import { monthPeriod } from '../../../../../domain/measures/period.js';
import type { MeasurePart } from '../../../../../domain/measures/catalogue.js';
import { ask, fitting, lookUp, unfit, type Chart } from '../chart';
import { countCell, monthCell, monthLong, textCell } from '../figures';
import { hatch } from '../look';
import { isOpen, isWidened, monthsShown, periodOf } from '../months';
import { filterNotes } from '../notes';
import { base, legend, monthAxis, monthGrid, openMonth, monthValues } from '../option';

const parts = ['leads', 'leadsAccepted', 'leadsAnswered'] as const satisfies readonly MeasurePart[];
/** What becomes of a lead: each is counted under one of them. */
const fates = ['accepted', 'answered', 'waiting'] as const;

/** What social supervisors handed in, month by month, and what became of it. */
export const leads: Chart<'now'> = {
  id: 'leads',
  asks: ({ period, filter, today }) => ({
    now: ask([...parts], ['month'], periodOf(monthsShown(period, today)), filter),
  }),
  build({ now }, { period, filter, today }, words) {
    const months = monthsShown(period, today);
    const open = months.findIndex((month) => isOpen(month, today));
    const at = lookUp(now);
    const of = (month: number) => {
      const [all = 0, accepted = 0, answered = 0] = at(month);
      return { all, accepted, answered: answered - accepted, waiting: all - answered };
    };
    const sum = (pick: (row: ReturnType<typeof of>) => number): number =>
      months.reduce((total, month) => total + pick(of(month)), 0);
    const total = sum(({ all }) => all);
    const behind = (part: MeasurePart, month: number) => ({
      part,
      period: monthPeriod(month),
      filter: fitting([...parts], filter),
      label: `${monthLong(month, words)} · ${words.t(`trends.part.${part}`)}`,
    });
    return {
      title: words.t('trends.chart.leads'),
      summary:
        total === 0
          ? words.t('trends.summary.empty')
          : words.t('trends.summary.leads', {
              n: total,
              total: words.number(total),
              accepted: words.number(sum(({ accepted }) => accepted)),
              answered: words.number(sum(({ accepted, answered }) => accepted + answered)),
            }),
      notes: [
        ...(isWidened(period, today) ? [words.t('trends.note.widened', { n: months.length })] : []),
        ...filterNotes(unfit([...parts], filter), words),
      ],
      empty: total === 0,
      partial: open >= 0,
      months,
      table: {
        columns: [
          { title: words.t('trends.col.month'), align: 'start' },
          ...parts.map((part) => ({ title: words.t(`trends.part.${part}`), align: 'end' as const })),
        ],
        rows: months.map((month, place) => [
          place === open ? textCell(`${monthCell(month).text} ${words.t('trends.partial')}`) : monthCell(month),
          ...parts.map((part, index) => countCell(at(month)[index] ?? 0, words, behind(part, month))),
        ]),
      },
      option: (look) =>
        base(look, 'item', {
          grid: monthGrid(look, open),
          legend: legend(look),
          xAxis: monthAxis(look, months, words),
          yAxis: monthValues(look, { minInterval: 1 }),
          series: [
            ...fates.map((fate, index) => ({
              type: 'bar',
              name: words.t(`trends.fate.${fate}`),
              stack: 'all',
              barWidth: '56%',
              itemStyle: {
                color: [look.steps[4], look.steps[2], look.chart[1]][index],
                ...(fate === 'waiting' && { decal: hatch(look) }),
              },
              data: months.map((month) => ({
                value: of(month)[fate],
                behind: behind(fate === 'accepted' ? 'leadsAccepted' : 'leads', month),
                tip: `${monthLong(month, words)}  ${words.t(`trends.fate.${fate}`)}  ${of(month)[fate]}/${of(month).all}`,
              })),
            })),
            ...openMonth(look, open, months.length, words.t('trends.partial')),
          ],
        }),
    };
  },
};
