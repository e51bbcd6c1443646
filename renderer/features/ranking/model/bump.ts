import { isoMonth, monthPeriod } from '../../../../domain/measures/period.js';
import type { ChartModel, ChartOption, Words } from '../../trends/model/chart';
import { monthLong, textCell } from '../../trends/model/figures';
import { dashes, type Look } from '../../trends/model/look';
import { base, grid, monthAxis, wordAxis } from '../../trends/model/option';
import { standingLines, type Line } from './months';

/** Months a bump chart goes back. */
const MONTHS = 13;
/** Lines that are told apart by colour; the rest is grey. */
const TOLD = 6;

/** Each line that is told apart has a mark of its own. */
const markers = ['circle', 'rect', 'triangle', 'diamond', 'arrow', 'roundRect'] as const;

interface Course {
  unitId: number;
  label: string;
  ranks: (number | null)[];
  totals: (number | null)[];
}

/** Places over months: each unit a line, the first place on top. Months that are not frozen are drawn hollow. */
export function bumpModel(lines: readonly Line[], upTo: number, hallId: number, words: Words): ChartModel {
  const shown = standingLines(lines)
    .filter(({ month }) => month <= upTo && month > upTo - MONTHS)
    .slice(-MONTHS);
  const months = shown.map(({ month }) => month);
  const courses = coursesOf(shown);
  const most = Math.max(1, ...courses.flatMap(({ ranks }) => ranks.map((rank) => rank ?? 0)));
  const told = toldApart(courses);
  const open = shown.filter(({ state }) => state !== 'frozen').length;
  const text = (course: Course, at: number): string => {
    const [rank, total] = [course.ranks[at] ?? null, course.totals[at] ?? null];
    return rank === null || total === null
      ? words.t('trends.few')
      : words.t('ranking.bump.place', { rank, total: total.toFixed(2) });
  };
  return {
    title: words.t('ranking.bump.title'),
    summary: summaryOf(courses, months, words),
    notes: [
      words.t('ranking.bump.note', { n: courses.length }),
      ...(open > 0 ? [words.t('ranking.bump.open', { n: open })] : []),
    ],
    empty: shown.length === 0,
    partial: false,
    tall: Math.min(34, 8 + most * 1.3),
    table: {
      columns: [
        { title: words.t('ranking.column.unit'), align: 'start' },
        ...months.map((month) => ({ title: isoMonth(month), align: 'end' as const })),
      ],
      rows: courses.map((course) => [
        textCell(course.label),
        ...course.ranks.map((rank) => ({
          text: rank === null ? words.t('trends.dash') : String(rank),
          value: rank,
        })),
      ]),
    },
    option: (look) => option(look, { courses, months, most, told, shown, text, hallId }, words),
  };
}

function coursesOf(shown: readonly Line[]): Course[] {
  const last = shown.at(-1);
  const labels = new Map(shown.flatMap(({ ranks }) => ranks.map(({ unitId, unitLabel }) => [unitId, unitLabel])));
  const at = (line: Line, unitId: number) => line.ranks.find((one) => one.unitId === unitId);
  const place = (unitId: number): number => (last && at(last, unitId)?.rank) ?? Infinity;
  return [...labels]
    .map(([unitId, label]) => ({
      unitId,
      label,
      ranks: shown.map((line) => at(line, unitId)?.rank ?? null),
      totals: shown.map((line) => at(line, unitId)?.total ?? null),
    }))
    .filter(({ ranks }) => ranks.some((rank) => rank !== null))
    .sort((a, b) => place(a.unitId) - place(b.unitId));
}

/** The first three and the last three of the last month: place in the palette by unit. */
function toldApart(courses: readonly Course[]): Map<number, number> {
  const placed = courses.filter(({ ranks }) => ranks.at(-1) !== null);
  const ends = placed.length <= TOLD ? placed : [...placed.slice(0, 3), ...placed.slice(-3)];
  return new Map(ends.map(({ unitId }, at) => [unitId, at]));
}

function summaryOf(courses: readonly Course[], months: readonly number[], words: Words): string {
  const [last, first] = [months.at(-1), courses[0]];
  if (last === undefined || !first || first.ranks.at(-1) === null) return words.t('trends.summary.few');
  const month = monthLong(last, words);
  const moves = courses.flatMap(({ label, ranks }) => {
    const [before, now] = [ranks.at(-2) ?? null, ranks.at(-1) ?? null];
    return before === null || now === null ? [] : [{ label, by: before - now }];
  });
  const up = moves.reduce((best, one) => (one.by > best.by ? one : best), { label: '', by: 0 });
  const down = moves.reduce((worst, one) => (one.by < worst.by ? one : worst), { label: '', by: 0 });
  return [
    words.t('ranking.bump.first', { month, unit: first.label }),
    ...(up.by > 0 ? [words.t('ranking.bump.up', { unit: up.label, by: up.by })] : []),
    ...(down.by < 0 ? [words.t('ranking.bump.down', { unit: down.label, by: -down.by })] : []),
  ].join(words.t('ranking.bump.and'));
}

interface Drawn {
  courses: readonly Course[];
  months: readonly number[];
  most: number;
  told: ReadonlyMap<number, number>;
  shown: readonly Line[];
  text: (course: Course, at: number) => string;
  hallId: number;
}

function option(look: Look, { courses, months, most, told, shown, text, hallId }: Drawn, words: Words): ChartOption {
  const numbers = Array.from({ length: most }, (_, at) => String(at + 1));
  return base(look, 'item', {
    grid: grid(look, { top: look.size, right: look.size * 11, left: 8 }),
    xAxis: monthAxis(look, months, words),
    yAxis: wordAxis(look, numbers, {
      inverse: true,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { interval: 0 },
    }),
    series: courses.map((course) => {
      const place = told.get(course.unitId);
      const alike = courses.filter(({ ranks }) => ranks.at(-1) === course.ranks.at(-1));
      const color = place === undefined ? look.lineStrong : (look.chart[place] ?? look.text);
      return {
        type: 'line',
        name: course.label,
        color,
        z: place === undefined ? 1 : 3,
        symbol: place === undefined ? 'circle' : (markers[place] ?? 'circle'),
        symbolSize: place === undefined ? 5 : 8,
        connectNulls: false,
        lineStyle: {
          width: place === undefined ? 1 : 2.5,
          type: place === undefined ? 'solid' : (dashes[place] ?? 'solid'),
        },
        emphasis: { focus: 'series', lineStyle: { width: 3 } },
        endLabel: {
          // Who shares a place is named in one.
          show: course.ranks.at(-1) !== null && alike[0] === course,
          formatter: () => words.join(alike.map(({ label }) => label)),
          color: place === undefined ? look.text3 : look.text,
          fontSize: look.size,
          fontFamily: look.font,
          width: look.size * 10,
          overflow: 'truncate',
        },
        data: months.map((month, at) => {
          const rank = course.ranks[at] ?? null;
          return {
            value: rank === null ? null : rank - 1,
            ...(shown[at]?.state !== 'frozen' && {
              itemStyle: { color: look.surface, borderColor: color, borderWidth: 2 },
            }),
            tip: `${course.label}\n${monthLong(month, words)}  ${text(course, at)}`,
            behind: {
              part: 'scored' as const,
              period: monthPeriod(month),
              filter: { hallId, unitId: course.unitId },
              label: `${course.label} · ${monthLong(month, words)} · ${words.t('trends.part.scored')}`,
            },
          };
        }),
      };
    }),
  });
}
