import { ask, fitting, unfit, type Chart } from '../chart';
import { countCell, LEAST_SAMPLE, textCell } from '../figures';
import { hatch } from '../look';
import { filterNotes } from '../notes';
import { base, grid, legend, valueAxis, waitStyle, wordAxis } from '../option';

/** Minutes in a column, and what stands in the last one beside all that is longer. */
const WIDE = 2;
const LAST = 60;

/** How long people waited, against the target of their hall: every wait, not the mean alone. */
export const waits: Chart<'now'> = {
  id: 'waits',
  asks: ({ period, filter }) => ({ now: ask(['waits', 'longWaits'], ['minute'], period, filter) }),
  build({ now }, { period, filter }, words) {
    const minutes = now.rows
      .map(({ keys, values }) => ({ minute: Number(keys[0] ?? 0), n: values[0] ?? 0, long: values[1] ?? 0 }))
      .sort((a, b) => a.minute - b.minute);
    const total = minutes.reduce((sum, { n }) => sum + n, 0);
    const long = minutes.reduce((sum, one) => sum + one.long, 0);
    const end = Math.min(LAST, Math.max(20, ...minutes.map(({ minute }) => minute)));
    const bins = Array.from({ length: Math.floor(end / WIDE) + 1 }, (_, at) => {
      const last = at === Math.floor(end / WIDE);
      const held = minutes.filter(({ minute }) => minute >= at * WIDE && (last || minute < (at + 1) * WIDE));
      return {
        name: last && end === LAST ? `${at * WIDE}+` : String(at * WIDE),
        n: held.reduce((sum, one) => sum + one.n, 0),
        long: held.reduce((sum, one) => sum + one.long, 0),
        held,
      };
    });
    const quantile = (q: number): number => {
      let run = 0;
      return minutes.find(({ n }) => (run += n) >= q * total)?.minute ?? 0;
    };
    // One target for all: every wait from some minute on is too long, and none before.
    const first = minutes.find((one) => one.long > 0)?.minute;
    const target =
      first !== undefined &&
      minutes.every(({ minute, n, long: over }) => (minute > first ? over === n : minute < first ? over === 0 : true))
        ? first
        : null;
    const share = total === 0 ? words.t('trends.dash') : `${((100 * long) / total).toFixed(1)}%`;
    const range = (at: number): string => words.t('trends.tip.minutes', { from: at * WIDE, to: (at + 1) * WIDE });
    const behind = (part: 'waits' | 'longWaits') => ({
      part,
      period,
      filter: fitting(['waits', 'longWaits'], filter),
      label: words.t(`trends.part.${part}`),
    });
    // A column holds several minutes: what is behind it are the rows of each.
    const ofBin = (part: 'waits' | 'longWaits', held: (typeof bins)[number]['held']) => {
      const [one, ...others] = held.map(({ minute }) => ({ ...behind(part).filter, minute }));
      return one && { ...behind(part), filter: one, or: others };
    };
    return {
      title: words.t('trends.chart.waits'),
      summary:
        total < LEAST_SAMPLE
          ? words.t('trends.summary.few')
          : words.t('trends.summary.waits', {
              total: words.number(total),
              long: words.number(long),
              share,
              median: quantile(0.5),
              most: quantile(0.9),
            }),
      notes: [
        words.t('trends.note.waits', { n: WIDE }),
        ...(target === null ? [] : [words.t('trends.note.target', { n: target })]),
        ...filterNotes(unfit(['waits', 'longWaits'], filter), words),
      ],
      empty: total === 0,
      partial: false,
      table: {
        columns: [
          { title: words.t('trends.col.minutes'), align: 'start' },
          { title: words.t('trends.part.waits'), align: 'end' },
          { title: words.t('trends.part.longWaits'), align: 'end' },
        ],
        rows: [
          ...minutes.map(({ minute, n, long: over }) => {
            const at = (part: 'waits' | 'longWaits') => ({
              ...behind(part),
              filter: { ...behind(part).filter, minute },
            });
            return [
              textCell(String(minute)),
              countCell(n, words, at('waits')),
              countCell(over, words, at('longWaits')),
            ];
          }),
          [
            textCell(words.t('trends.col.total')),
            countCell(total, words, behind('waits')),
            countCell(long, words, behind('longWaits')),
          ],
        ],
      },
      option: (look) =>
        base(look, 'item', {
          grid: grid(look),
          legend: legend(look),
          xAxis: wordAxis(
            look,
            bins.map(({ name }) => name),
          ),
          yAxis: valueAxis(look, { minInterval: 1 }),
          series: [
            { part: 'inTime', count: (bin: (typeof bins)[number]) => bin.n - bin.long },
            { part: 'late', count: (bin: (typeof bins)[number]) => bin.long },
          ].map(({ part, count }) => ({
            type: 'bar',
            name: words.t(part === 'late' ? 'trends.part.longWaits' : 'trends.waitsInTime'),
            stack: 'all',
            barCategoryGap: '8%',
            itemStyle: { ...waitStyle(look, part === 'late'), ...(part === 'late' && { decal: hatch(look) }) },
            data: bins.map((bin, at) => ({
              value: count(bin),
              behind: ofBin(part === 'late' ? 'longWaits' : 'waits', bin.held),
              tip: words.t('trends.tip.waits', { range: range(at), n: bin.n, long: bin.long }),
            })),
          })),
        }),
    };
  },
};
