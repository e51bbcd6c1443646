import type { MeasureName, MeasurePart } from '../../../../../domain/measures/catalogue.js';
import { partsOf } from '../../../../../domain/measures/dimensions.js';
import { monthPeriod } from '../../../../../domain/measures/period.js';
import { ask, fitting, labelOf, lookUp, unfit, type Answer, type Chart } from '../chart';
import {
  countCell,
  figure,
  figureCell,
  LEAST_SAMPLE,
  monthLong,
  over,
  partsBy,
  said,
  textCell,
  valueOf,
} from '../figures';
import { isOpen, isWidened, monthsShown, periodOf, soFar } from '../months';
import { filterNotes } from '../notes';
import { base, hollow, MANY_MONTHS } from '../option';

/** What units are compared by: the first is the usual one. */
export const unitMeasures = [
  'visit_score',
  'findings_per_hundred',
  'on_time_rate',
  'long_wait_rate',
] as const satisfies readonly MeasureName[];
/** So many are drawn, the worst first; the table has them all. */
const SHOWN = 12;
const ACROSS = 4;

const measureIn = (by: string): (typeof unitMeasures)[number] =>
  unitMeasures.find((name) => name === by) ?? 'visit_score';

/** Units beside each other, each over months on one scale. */
export const units: Chart<'above' | 'below'> = {
  id: 'units',
  ways: unitMeasures,
  asks({ period, filter, by, today }) {
    const { numerator, denominator } = partsOf(measureIn(by));
    const shown = soFar(periodOf(monthsShown(period, today)), today);
    // Each part by itself: they do not know the same filters.
    return {
      above: ask([numerator], ['unit', 'month'], shown, filter),
      below: ask([denominator ?? numerator], ['unit', 'month'], shown, filter),
    };
  },
  build({ above, below }, { period, filter, by, today }, words) {
    const name = measureIn(by);
    const { numerator, denominator } = partsOf(name);
    const parts: MeasurePart[] = [numerator, denominator ?? numerator];
    const months = monthsShown(period, today);
    const open = months.findIndex((month) => isOpen(month, today));
    const [aboveAt, belowAt] = [lookUp(above), lookUp(below)];
    const at = (unit: number, month: number) =>
      partsBy(parts, [aboveAt(unit, month)[0] ?? 0, belowAt(unit, month)[0] ?? 0]);
    const ids = [...new Set([...above.rows, ...below.rows].map(({ keys }) => Number(keys[0])))].filter(
      (unit) => unit > 0,
    );
    const shownPeriod = soFar(periodOf(months), today);
    const higher = name === 'visit_score' || name === 'on_time_rate';
    const all = ids.map((unit) => {
      const sums = months.map((month) => at(unit, month));
      const total = partsBy(
        parts,
        parts.map((part) => sums.reduce((sum, one) => sum + (one[part] ?? 0), 0)),
      );
      return { unit, total, found: figure(name, total), label: labelOf(labelled(above, below), 'unit', unit, words) };
    });
    const told = all
      .flatMap((one) => ('value' in one.found ? [{ ...one, value: one.found.value }] : []))
      .sort((a, b) => (higher ? a.value - b.value : b.value - a.value));
    const few = all.filter(({ found }) => !('value' in found));
    const behind = (unit: number, label: string, of: MeasurePart, when = shownPeriod) => ({
      part: of,
      period: when,
      filter: { ...fitting([of], filter), unitId: unit },
      label: `${label} · ${words.t(`trends.part.${of}`)}`,
    });
    const shown = told.slice(0, SHOWN);
    const [worst, best] = [told[0], told.at(-1)];
    return {
      title: words.t('trends.chart.units'),
      summary:
        worst && best && worst !== best
          ? words.t('trends.summary.units', {
              worst: worst.label,
              low: said(name, worst.found, words),
              best: best.label,
              high: said(name, best.found, words),
            })
          : words.t('trends.summary.few'),
      notes: [
        ...(isWidened(period, today) ? [words.t('trends.note.widened', { n: months.length })] : []),
        ...(told.length > SHOWN ? [words.t('trends.note.units', { shown: SHOWN, all: told.length })] : []),
        ...(few.length > 0 ? [words.t('trends.note.unitsFew', { n: few.length, least: LEAST_SAMPLE })] : []),
        ...filterNotes(unfit(parts, filter), words),
      ],
      empty: all.length === 0,
      partial: open >= 0,
      tall: 6 + 6 * Math.max(1, Math.ceil(shown.length / ACROSS)),
      table: {
        columns: [
          { title: words.t('trends.by.unit'), align: 'start' },
          { title: words.t(`trends.measure.${name}`), align: 'end' },
          ...(name === 'visit_score' ? [] : [{ title: words.t(`trends.part.${numerator}`), align: 'end' as const }]),
          { title: words.t(`trends.part.${denominator ?? numerator}`), align: 'end' },
        ],
        rows: [...told, ...few].map(({ unit, total, found, label }) => [
          textCell(label),
          figureCell(name, found, words),
          ...(name === 'visit_score' ? [] : [countCell(total[numerator] ?? 0, words, behind(unit, label, numerator))]),
          countCell(total[denominator ?? numerator] ?? 0, words, behind(unit, label, denominator ?? numerator)),
        ]),
      },
      option: (look, width) => {
        const across = Math.min(ACROSS, Math.max(1, shown.length));
        const down = Math.max(1, Math.ceil(shown.length / across));
        const values = shown.flatMap(({ unit }) =>
          months.map((month) => valueOf(figure(name, at(unit, month), 1))).filter((value) => value !== null),
        );
        const [least, most] = [Math.min(...values), Math.max(...values)];
        const floor = name === 'visit_score' ? Math.floor(least / 5) * 5 : 0;
        const place = (index: number) => {
          const [x, y] = [index % across, Math.floor(index / across)];
          return {
            left: `${(100 * x) / across + 1}%`,
            width: `${100 / across - 3}%`,
            top: `${(100 * y) / down + (100 / down) * 0.36}%`,
            height: `${(100 / down) * 0.52}%`,
          };
        };
        return base(look, 'item', {
          title: shown.map(({ label, found }, index) => ({
            text: label,
            subtext: said(name, found, words),
            left: place(index).left,
            top: `${(100 * Math.floor(index / across)) / down}%`,
            padding: 0,
            itemGap: 2,
            textStyle: {
              color: look.text,
              fontSize: look.size,
              fontWeight: 400,
              width: Math.round(width / across - look.size),
              overflow: 'truncate',
            },
            subtextStyle: { color: look.text2, fontSize: look.size, fontWeight: 700 },
          })),
          grid: shown.map((_, index) => place(index)),
          xAxis: shown.map((_, gridIndex) => ({
            type: 'category',
            gridIndex,
            data: months.map(String),
            axisLabel: { show: false },
            axisTick: { show: false },
            axisLine: { lineStyle: { color: look.lineStrong } },
          })),
          yAxis: shown.map((_, gridIndex) => ({
            type: 'value',
            gridIndex,
            min: floor,
            max: name === 'visit_score' ? Math.max(most, 100) : Math.max(most, 1),
            show: false,
          })),
          series: shown.map(({ unit, label }, index) => ({
            type: 'line',
            xAxisIndex: index,
            yAxisIndex: index,
            color: look.chart[0],
            connectNulls: true,
            showAllSymbol: true,
            symbolSize: months.length > MANY_MONTHS / 2 ? 4 : 6,
            lineStyle: { width: 1.5 },
            data: months.map((month, step) => {
              const counted = at(unit, month);
              const found = figure(name, counted, 1);
              // One or two say little: their marker is hollow, as is that of a month that is not over.
              const thin = step === open || (counted[denominator ?? numerator] ?? 0) < LEAST_SAMPLE;
              return {
                value: valueOf(found),
                symbol: 'circle',
                ...(thin && hollow(look, look.chart[0])),
                tip: `${label}\n${monthLong(month, words)}  ${said(name, found, words)}  (${over(name, counted, words)})`,
                behind: behind(
                  unit,
                  `${label} · ${monthLong(month, words)}`,
                  denominator ?? numerator,
                  monthPeriod(month),
                ),
              };
            }),
          })),
        });
      },
    };
  },
};

/** Names of the units of both answers. */
const labelled = (a: Answer, b: Answer): Answer => ({
  rows: [],
  labels: { unit: { ...a.labels.unit, ...b.labels.unit } },
});
