import { severities, type Severity } from '../../../../../domain/checklist/kinds.js';
import { ask, fitting, type Chart } from '../chart';
import { countCell, textCell } from '../figures';
import { filterNotes } from '../notes';
import { unfit } from '../chart';
import { base, grid, legend, severityStyle, small, valueAxis, wordAxis } from '../option';

/** So many categories are drawn; the table has them all. */
const SHOWN = 10;

/** Findings by category, the most first, each by severity, with what share all down to it make up. */
export const pareto: Chart<'found'> = {
  id: 'pareto',
  asks: ({ period, filter }) => ({ found: ask(['findings'], ['category', 'severity'], period, filter) }),
  build({ found }, { period, filter }, words) {
    const counts = new Map<string, Record<Severity, number>>();
    for (const { keys, values } of found.rows) {
      const [category = '', severity = ''] = keys.map(String);
      const row = counts.get(category) ?? { general: 0, serious: 0, grave: 0 };
      counts.set(category, { ...row, [severity]: values[0] ?? 0 });
    }
    const sum = (row: Record<Severity, number>): number => row.general + row.serious + row.grave;
    const total = [...counts.values()].reduce((all, row) => all + sum(row), 0);
    const sorted = [...counts].map(([category, row]) => ({ category, row, n: sum(row) })).sort((a, b) => b.n - a.n);
    let run = 0;
    const rows = sorted.map((one) => ({ ...one, upTo: (run += one.n) / Math.max(1, total) }));
    const shown = rows.slice(0, SHOWN);
    const nameOf = (category: string): string => words.word(`findingCategory.${category}`, category);
    const behind = (category: string, severity?: Severity) => ({
      part: 'findings' as const,
      period,
      filter: fitting(['findings'], { ...filter, category: category as never, ...(severity && { severity }) }),
      label: severity ? `${nameOf(category)} · ${words.t(`severity.${severity}`)}` : nameOf(category),
    });
    const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
    const half = rows.findIndex(({ upTo }) => upTo >= 0.5) + 1;
    return {
      title: words.t('trends.chart.pareto'),
      summary:
        total === 0
          ? words.t('trends.summary.empty')
          : words.t('trends.summary.pareto', {
              n: half,
              names: words.join(rows.slice(0, half).map(({ category }) => nameOf(category))),
              share: percent(rows[half - 1]?.upTo ?? 0),
            }),
      notes: [
        words.t('trends.note.findings', { n: total, count: words.number(total) }),
        ...(rows.length > SHOWN ? [words.t('trends.note.more', { n: rows.length - SHOWN })] : []),
        ...filterNotes(unfit(['findings'], filter), words),
      ],
      empty: total === 0,
      partial: false,
      table: {
        columns: [
          { title: words.t('trends.by.category'), align: 'start' },
          ...severities.map((severity) => ({ title: words.t(`severity.${severity}`), align: 'end' as const })),
          { title: words.t('trends.col.total'), align: 'end' },
          { title: words.t('trends.col.upTo'), align: 'end' },
        ],
        rows: rows.map(({ category, row, n, upTo }) => [
          textCell(nameOf(category)),
          ...severities.map((severity) => countCell(row[severity], words, behind(category, severity))),
          countCell(n, words, behind(category)),
          { text: percent(upTo), value: 100 * upTo },
        ]),
      },
      option: (look) =>
        base(look, 'item', {
          grid: grid(look, { right: look.size * 4.6 }),
          legend: legend(look),
          xAxis: valueAxis(look, {
            max: Math.ceil(1.12 * (rows[0]?.n ?? 1)),
            axisLabel: { show: false },
            splitLine: { show: false },
          }),
          yAxis: [
            wordAxis(
              look,
              shown.map(({ category }) => nameOf(category)),
              { inverse: true, axisTick: { show: false } },
            ),
            wordAxis(
              look,
              shown.map(({ upTo }) => percent(upTo)),
              {
                ...{ inverse: true, axisTick: { show: false }, axisLine: { show: false } },
                ...{ name: words.t('trends.col.upTo'), nameLocation: 'start', nameGap: 4 },
                nameTextStyle: { ...small(look, look.text3), align: 'left', padding: [0, 0, 0, 8] },
              },
            ),
          ],
          series: [
            ...severities.map((severity) => ({
              type: 'bar',
              name: words.t(`severity.${severity}`),
              stack: 'all',
              barMaxWidth: 18,
              itemStyle: severityStyle(look)[severity],
              data: shown.map(({ category, row, n, upTo }) => ({
                value: row[severity],
                behind: behind(category, severity),
                tip: words.t('trends.tip.pareto', {
                  category: nameOf(category),
                  severity: words.t(`severity.${severity}`),
                  part: row[severity],
                  total: n,
                  upTo: percent(upTo),
                }),
              })),
            })),
            // The number at the end of each bar.
            {
              type: 'bar',
              stack: 'all',
              silent: true,
              tooltip: { show: false },
              data: shown.map(({ n }) => ({ value: 0, n })),
              label: {
                show: true,
                position: 'right',
                color: look.text,
                fontWeight: 700,
                fontSize: look.size,
                formatter: ({ data }: { data: { n: number } }) => words.number(data.n),
              },
            },
          ],
        }),
    };
  },
};
