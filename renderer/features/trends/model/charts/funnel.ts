import type { MeasurePart } from '../../../../../domain/measures/catalogue.js';
import { ask, fitting, lookUp, unfit, type Chart } from '../chart';
import { countCell, textCell } from '../figures';
import { filterNotes } from '../notes';
import { base, grid, valueAxis, wordAxis } from '../option';

const steps = ['issued', 'issuedVerified', 'issuedClosed'] as const satisfies readonly MeasurePart[];

/** What became of the matters issued in a period: found done, struck off. */
export const funnel: Chart<'now'> = {
  id: 'funnel',
  asks: ({ period, filter }) => ({ now: ask([...steps], [], period, filter) }),
  build({ now }, { period, filter }, words) {
    const values = lookUp(now)();
    const issued = values[0] ?? 0;
    const rows = steps.map((part, at) => ({ part, n: values[at] ?? 0 }));
    const share = (n: number): string =>
      issued === 0 ? words.t('trends.dash') : `${((100 * n) / issued).toFixed(1)}%`;
    const behind = (part: MeasurePart) => ({
      part,
      period,
      filter: fitting([...steps], filter),
      label: `${words.t('trends.chart.funnel')} · ${words.t(`trends.part.${part}`)}`,
    });
    return {
      title: words.t('trends.chart.funnel'),
      summary:
        issued === 0
          ? words.t('trends.summary.empty')
          : words.t('trends.summary.funnel', {
              issued: words.number(issued),
              verified: words.number(rows[1]?.n ?? 0),
              verifiedShare: share(rows[1]?.n ?? 0),
              closed: words.number(rows[2]?.n ?? 0),
              closedShare: share(rows[2]?.n ?? 0),
            }),
      notes: [words.t('trends.note.funnel'), ...filterNotes(unfit([...steps], filter), words)],
      empty: issued === 0,
      partial: false,
      table: {
        columns: [
          { title: words.t('trends.col.step'), align: 'start' },
          { title: words.t('trends.col.matters'), align: 'end' },
          { title: words.t('trends.col.shareIssued'), align: 'end' },
        ],
        rows: rows.map(({ part, n }) => [
          textCell(words.t(`trends.part.${part}`)),
          countCell(n, words, behind(part)),
          { text: share(n), value: issued === 0 ? null : (100 * n) / issued },
        ]),
      },
      option: (look) =>
        base(look, 'item', {
          grid: grid(look, { top: 12, right: look.size * 9 }),
          xAxis: valueAxis(look, { max: issued, axisLabel: { show: false }, splitLine: { show: false } }),
          yAxis: wordAxis(
            look,
            steps.map((part) => words.t(`trends.part.${part}`)),
            { inverse: true, axisTick: { show: false } },
          ),
          series: [
            {
              type: 'bar',
              barMaxWidth: 32,
              showBackground: true,
              backgroundStyle: { color: look.steps[0] },
              data: rows.map(({ part, n }, at) => ({
                value: n,
                behind: behind(part),
                tip: `${words.t(`trends.part.${part}`)}  ${n}/${issued}  ${share(n)}`,
                itemStyle: { color: [look.steps[2], look.steps[3], look.steps[4]][at] },
              })),
              label: {
                show: true,
                position: 'right',
                color: look.text,
                fontSize: look.size,
                formatter: ({ dataIndex }: { dataIndex: number }) =>
                  `${words.number(rows[dataIndex]?.n ?? 0)}  ${share(rows[dataIndex]?.n ?? 0)}`,
              },
            },
          ],
        }),
    };
  },
};
