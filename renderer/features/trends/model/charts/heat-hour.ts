import { ask, fitting, lookUp, unfit, type Chart } from '../chart';
import { figure, figureCell, LEAST_SAMPLE, countCell, over, partsBy, said, textCell, valueOf } from '../figures';
import { filterNotes } from '../notes';
import { heatOption, type HeatCell } from './heat';

const DAYS = [0, 1, 2, 3, 4, 5, 6];

/** When in the week it goes wrong: findings in 100 window visits by hour and weekday. */
export const heatHour: Chart<'found' | 'visited'> = {
  id: 'heatHour',
  asks: ({ period, filter }) => ({
    found: ask(['findings'], ['weekday', 'hour'], period, filter),
    visited: ask(['windowVisits'], ['weekday', 'hour'], period, filter),
  }),
  build({ found, visited }, { period, filter }, words) {
    const [findings, visits] = [lookUp(found), lookUp(visited)];
    const keys = [...found.rows, ...visited.rows].map((row) => row.keys.map(Number));
    const hours = keys.map(([, hour]) => hour ?? 0);
    const [from, to] = [Math.min(...hours, 9), Math.max(...hours, 16)];
    const columns = Array.from({ length: to - from + 1 }, (_, at) => from + at);
    const rows = DAYS.filter((day) => day < 5 || keys.some(([weekday]) => weekday === day));
    const dayName = (day: number): string => words.word(`trends.weekday.${day}`, String(day));
    const all = rows.flatMap((day) =>
      columns.map((hour) => {
        const parts = partsBy(['findings', 'windowVisits'], [findings(day, hour)[0] ?? 0, visits(day, hour)[0] ?? 0]);
        const found = figure('findings_per_hundred', parts);
        const label = words.t('trends.atHour', { day: dayName(day), hour });
        const behind = (part: 'findings' | 'windowVisits') => ({
          part,
          period,
          filter: { ...fitting([part], filter), weekday: day, hour },
          label: `${label} · ${words.t(`trends.part.${part}`)}`,
        });
        return { day, hour, parts, found, label, behind };
      }),
    );
    const told = all.flatMap((one) => ('value' in one.found ? [{ ...one, value: one.found.value }] : []));
    const worst = [...told].sort((a, b) => b.value - a.value)[0];
    return {
      title: words.t('trends.chart.heatHour'),
      summary: worst
        ? words.t('trends.summary.heatHour', {
            when: worst.label,
            value: said('findings_per_hundred', worst.found, words),
            over: over('findings_per_hundred', worst.parts, words),
          })
        : words.t('trends.summary.few'),
      notes: [
        words.t('trends.note.heatHour', { n: LEAST_SAMPLE }),
        ...filterNotes(unfit(['findings', 'windowVisits'], filter), words),
      ],
      empty: keys.length === 0,
      partial: false,
      table: {
        columns: [
          { title: words.t('trends.col.weekday'), align: 'start' },
          { title: words.t('trends.col.hour'), align: 'end' },
          { title: words.t('trends.measure.findings_per_hundred'), align: 'end' },
          { title: words.t('trends.part.findings'), align: 'end' },
          { title: words.t('trends.part.windowVisits'), align: 'end' },
        ],
        rows: all
          .filter(({ parts }) => (parts.windowVisits ?? 0) > 0 || (parts.findings ?? 0) > 0)
          .map(({ day, hour, parts, found, behind }) => [
            textCell(dayName(day)),
            { text: String(hour), value: hour },
            figureCell('findings_per_hundred', found, words),
            countCell(parts.findings ?? 0, words, behind('findings')),
            countCell(parts.windowVisits ?? 0, words, behind('windowVisits')),
          ]),
      },
      option: (look) =>
        heatOption(look, {
          columns: columns.map((hour) => words.t('trends.hour', { hour })),
          rows: rows.map(dayName),
          cells: all.map(({ day, hour, parts, found, label, behind }): HeatCell => ({
            x: columns.indexOf(hour),
            y: rows.indexOf(day),
            value: valueOf(found),
            text: 'value' in found ? found.value.toFixed(0) : '',
            tip: `${label}  ${said('findings_per_hundred', found, words)}  (${over('findings_per_hundred', parts, words)})`,
            behind: behind('findings'),
          })),
        }),
    };
  },
};
