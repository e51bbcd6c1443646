import { findingCategories } from '../../../../../domain/checklist/kinds.js';
import { ask, fitting, labelOf, lookUp, unfit, type Chart } from '../chart';
import { countCell, textCell } from '../figures';
import { filterNotes } from '../notes';
import { heatOption } from './heat';

/** So many windows are drawn, those with most findings; the table has them all. */
const SHOWN = 12;

/** What goes wrong where: findings by window and category. */
export const heatWindow: Chart<'found'> = {
  id: 'heatWindow',
  asks: ({ period, filter }) => ({ found: ask(['findings'], ['window', 'category'], period, filter) }),
  build({ found }, { period, filter }, words) {
    const at = lookUp(found);
    const sums = new Map<number, number>();
    for (const { keys, values } of found.rows) {
      const window = Number(keys[0]);
      if (window > 0) sums.set(window, (sums.get(window) ?? 0) + (values[0] ?? 0));
    }
    const windows = [...sums].sort((a, b) => b[1] - a[1]).map(([window]) => window);
    const categories = findingCategories.filter((category) =>
      windows.some((window) => (at(window, category)[0] ?? 0) > 0),
    );
    const nameOf = (window: number): string => labelOf(found, 'window', window, words);
    const countOf = (window: number, category: string): number => at(window, category)[0] ?? 0;
    const behind = (windowId: number, category?: (typeof categories)[number]) => ({
      part: 'findings' as const,
      period,
      filter: { ...fitting(['findings'], filter), windowId, ...(category && { category }) },
      label: category ? `${nameOf(windowId)} · ${words.t(`findingCategory.${category}`)}` : nameOf(windowId),
    });
    const shown = windows.slice(0, SHOWN);
    const worst = windows
      .flatMap((window) => categories.map((category) => ({ window, category, n: countOf(window, category) })))
      .sort((a, b) => b.n - a.n)[0];
    return {
      title: words.t('trends.chart.heatWindow'),
      summary: worst
        ? words.t('trends.summary.heatWindow', {
            window: nameOf(worst.window),
            category: words.t(`findingCategory.${worst.category}`),
            n: worst.n,
          })
        : words.t('trends.summary.empty'),
      notes: [
        ...(windows.length > SHOWN ? [words.t('trends.note.windows', { shown: SHOWN, all: windows.length })] : []),
        ...filterNotes(unfit(['findings'], filter), words),
      ],
      empty: windows.length === 0,
      partial: false,
      tall: 24,
      table: {
        columns: [
          { title: words.t('trends.by.window'), align: 'start' },
          ...categories.map((category) => ({ title: words.t(`findingCategory.${category}`), align: 'end' as const })),
          { title: words.t('trends.col.total'), align: 'end' },
        ],
        rows: windows.map((window) => [
          textCell(nameOf(window)),
          ...categories.map((category) => countCell(countOf(window, category), words, behind(window, category))),
          countCell(sums.get(window) ?? 0, words, behind(window)),
        ]),
      },
      option: (look) =>
        heatOption(look, {
          columns: categories.map((category) => words.t(`findingCategory.${category}`)),
          rows: shown.map(nameOf),
          room: look.size * 11,
          cells: shown.flatMap((window, y) =>
            categories.flatMap((category, x) => {
              const n = countOf(window, category);
              const tip = `${nameOf(window)} · ${words.t(`findingCategory.${category}`)}  ${n}`;
              return n === 0 ? [] : [{ x, y, value: n, text: String(n), tip, behind: behind(window, category) }];
            }),
          ),
        }),
    };
  },
};
