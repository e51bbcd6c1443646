import { firstDayOf, isoMonth, monthOf, type Period } from '../../../../../domain/measures/period.js';
import { isoDay } from '../../../../../domain/time.js';
import { fitting, unfit, type Behind, type Chart, type ChartOption, type ChartTable, type Words } from '../chart';
import { countCell, DAY_MS, LEAST_SAMPLE, textCell } from '../figures';
import type { Look } from '../look';
import { filterNotes } from '../notes';
import { base, drawnTip, grid, legend, small, valueAxis, waitStyle } from '../option';

/** Day, minute, waits, long waits: so many numbers to a cell of the answer. */
const WIDTH = 4;
/** Longer periods are listed by month. */
const DAYS_LISTED = 92;
/** Dots this many pixels wide are still told apart. */
const DOT = 3;
/** So few have room for larger dots, of a shape of their own. */
const FEW = 2000;

interface Group {
  /** Waits by minute. */
  minutes: Map<number, number>;
  waits: number;
  long: number;
  /** Minutes of the longest wait. */
  longest: number;
}

/** Every wait as a dot of its day and minute: what a mean hides. Dots of several days fall together where there is no room. */
export const eachWait: Chart<'now'> = {
  id: 'eachWait',
  asks: ({ period, filter }) => ({
    now: { parts: ['waits'], by: [], cells: true, period, filter: fitting(['waits'], filter) },
  }),
  build({ now: { cells = [] } }, { period, filter, today }, words) {
    const days = byDay(cells);
    const total = [...days.values()].reduce((sum, { waits }) => sum + waits, 0);
    const known = fitting(['waits'], filter);
    const behind = (part: 'waits' | 'longWaits', during: Period, label: string): Behind => ({
      ...{ part, period: during, filter: known },
      label: `${words.t(`trends.part.${part}`)} · ${label}`,
    });
    const shown = { fromDay: period.fromDay, toDay: Math.min(period.toDay, today) };
    return {
      title: words.t('trends.chart.eachWait'),
      summary: summaryOf(days, total, words),
      notes: [words.t('trends.note.eachWait'), ...filterNotes(unfit(['waits'], filter), words)],
      empty: total === 0,
      partial: false,
      wide: true,
      table: tableOf(days, period, behind, words),
      option: (look) => ({
        ...base(look, 'item', {
          useUTC: true,
          grid: grid(look, { bottom: look.size * 3 }),
          legend: legend(look),
          xAxis: {
            type: 'time',
            min: shown.fromDay * DAY_MS,
            max: (shown.toDay + 1) * DAY_MS,
            splitLine: { show: false },
            axisLine: { lineStyle: { color: look.lineStrong } },
            axisLabel: {
              ...small(look, look.text3),
              hideOverlap: true,
              formatter: { year: '{yyyy}-{MM}', month: '{yyyy}-{MM}', day: '{MM}-{dd}', hour: '', minute: '' },
            },
          },
          yAxis: valueAxis(look, {
            axisLabel: { ...small(look, look.text3), formatter: `{value} ${words.t('trends.minuteUnit')}` },
          }),
          dataZoom: zoom(look),
          series: dots(cells, look, words, perDot(shown, 1200)),
        }),
      }),
      dense: {
        ...shown,
        grain: (visible, width) => perDot(visible, width),
        series: (look, grain) => dots(cells, look, words, grain),
        behind: (at, minute, grain) => {
          const fromDay = Math.floor(at / DAY_MS / grain) * grain;
          const during = {
            fromDay: Math.max(fromDay, shown.fromDay),
            toDay: Math.min(fromDay + grain - 1, shown.toDay),
          };
          const one = behind('waits', during, `${spoken(during)} · ${words.t('trends.tip.minute', { n: minute })}`);
          return { ...one, filter: { ...one.filter, minute } };
        },
      },
    };
  },
};

const spoken = ({ fromDay, toDay }: Period): string =>
  fromDay === toDay ? isoDay(fromDay) : `${isoDay(fromDay)} – ${isoDay(toDay)}`;

/** Days in a dot, so that dots stand beside each other: 1, 2, 4 … */
export const perDot = ({ fromDay, toDay }: Period, width: number): number =>
  2 ** Math.max(0, Math.ceil(Math.log2(((toDay - fromDay + 1) * DOT) / Math.max(1, width))));

function groupIn(groups: Map<number, Group>, key: number): Group {
  const found = groups.get(key);
  if (found) return found;
  const group = { minutes: new Map<number, number>(), waits: 0, long: 0, longest: 0 };
  groups.set(key, group);
  return group;
}
function add({ minutes }: Group, minute: number, waits: number): void {
  minutes.set(minute, (minutes.get(minute) ?? 0) + waits);
}

function byDay(cells: readonly number[]): Map<number, Group> {
  const days = new Map<number, Group>();
  for (let at = 0; at < cells.length; at += WIDTH) {
    const group = groupIn(days, cells[at] ?? 0);
    const minute = cells[at + 1] ?? 0;
    const waits = cells[at + 2] ?? 0;
    add(group, minute, waits);
    group.waits += waits;
    group.long += cells[at + 3] ?? 0;
    group.longest = Math.max(group.longest, minute);
  }
  return days;
}
function byMonthOf(days: ReadonlyMap<number, Group>): Map<number, Group> {
  const months = new Map<number, Group>();
  for (const [day, { minutes, waits, long, longest }] of days) {
    const month = groupIn(months, monthOf(day));
    for (const [minute, n] of minutes) add(month, minute, n);
    month.waits += waits;
    month.long += long;
    month.longest = Math.max(month.longest, longest);
  }
  return months;
}

function middle({ minutes, waits }: Group): number {
  let run = 0;
  const rising = [...minutes].sort(([a], [b]) => a - b);
  return rising.find(([, n]) => (run += n) * 2 >= waits)?.[0] ?? 0;
}

function summaryOf(days: ReadonlyMap<number, Group>, total: number, words: Words): string {
  if (total < LEAST_SAMPLE) return words.t('trends.summary.few');
  const [day, worst] = [...days].reduce((most, one) => (one[1].longest > most[1].longest ? one : most));
  const dayCount = (n: number): string => words.t('trends.dayCount', { n, count: words.number(n) });
  return words.t('trends.summary.eachWait', {
    days: dayCount(days.size),
    total: words.number(total),
    most: worst.longest,
    day: isoDay(day),
    bad: dayCount([...days.values()].filter(({ waits, long }) => long * 2 > waits).length),
  });
}

function tableOf(
  days: ReadonlyMap<number, Group>,
  period: Period,
  behind: (part: 'waits' | 'longWaits', during: Period, label: string) => Behind,
  words: Words,
): ChartTable {
  const byMonth = period.toDay - period.fromDay >= DAYS_LISTED;
  const within = (month: number): Period => ({
    fromDay: Math.max(period.fromDay, firstDayOf(month)),
    toDay: Math.min(period.toDay, firstDayOf(month + 1) - 1),
  });
  return {
    columns: [
      { title: words.t(byMonth ? 'trends.col.month' : 'trends.col.day'), align: 'start' },
      ...(['waits', 'longWaits'] as const).map((part) => ({
        title: words.t(`trends.part.${part}`),
        align: 'end' as const,
      })),
      { title: words.t('trends.col.middle'), align: 'end' },
      { title: words.t('trends.col.longest'), align: 'end' },
    ],
    rows: [...(byMonth ? byMonthOf(days) : days)].map(([key, group]) => {
      const name = byMonth ? isoMonth(key) : isoDay(key);
      const during = byMonth ? within(key) : { fromDay: key, toDay: key };
      const minutes = (n: number) => ({ text: words.number(n), value: n });
      return [
        textCell(name),
        countCell(group.waits, words, behind('waits', during, name)),
        countCell(group.long, words, behind('longWaits', during, name)),
        minutes(middle(group)),
        minutes(group.longest),
      ];
    }),
  };
}

/** Drawn in four kinds: within the target or over it, one of a day or several. */
function dots(cells: readonly number[], look: Look, words: Words, grain: number): ChartOption[] {
  const found = new Map<number, { waits: number; long: number }>();
  const SPAN = 4096;
  for (let at = 0; at < cells.length; at += WIDTH) {
    const key = Math.floor((cells[at] ?? 0) / grain) * SPAN + Math.min(SPAN - 1, cells[at + 1] ?? 0);
    const dot = found.get(key) ?? { waits: 0, long: 0 };
    dot.waits += cells[at + 2] ?? 0;
    dot.long += cells[at + 3] ?? 0;
    found.set(key, dot);
  }
  const tipOf = ([at, minute]: [number, number]): string => {
    const fromDay = Math.floor(at / DAY_MS / grain) * grain;
    const { waits = 0, long = 0 } = found.get((fromDay / grain) * SPAN + minute) ?? {};
    const days = spoken({ fromDay, toDay: fromDay + grain - 1 });
    const range = `${days} · ${words.t('trends.tip.minute', { n: minute })}`;
    return words.t('trends.tip.waits', { range, n: waits, long });
  };
  const kinds = [
    { late: false, several: false },
    { late: false, several: true },
    { late: true, several: false },
    { late: true, several: true },
  ];
  const few = found.size < FEW;
  return kinds.flatMap(({ late, several }) => {
    const own = [...found].filter(([, { waits, long }]) => long * 2 > waits === late && waits > grain === several);
    // The library stumbles over one without any.
    if (own.length === 0) return [];
    const data = new Float64Array(own.length * 2);
    own.forEach(([key], at) => {
      data[2 * at] = (Math.floor(key / SPAN) * grain + grain / 2) * DAY_MS;
      data[2 * at + 1] = key % SPAN;
    });
    return [
      {
        id: `${late ? 'late' : 'inTime'}${several ? 'Several' : 'One'}`,
        type: 'scatter',
        name: words.t(late ? 'trends.part.longWaits' : 'trends.waitsInTime'),
        large: true,
        largeThreshold: 0,
        progressive: 0,
        symbol: few ? (late ? 'diamond' : 'circle') : 'rect',
        symbolSize: few ? (several ? 4 : 3) * DOT : DOT,
        dimensions: ['day', 'minute'],
        itemStyle: { ...waitStyle(look, late), opacity: several ? 1 : 0.75 },
        tooltip: { formatter: ({ value }: { value: [number, number] }) => drawnTip(tipOf(value)) },
        data,
      },
    ];
  });
}

/** Dragging moves, the wheel with Ctrl and the handle below change how many days are seen. */
const zoom = (look: Look): ChartOption[] => [
  { type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false, moveOnMouseMove: true },
  {
    type: 'slider',
    height: look.size * 1.4,
    bottom: 4,
    showDataShadow: false,
    brushSelect: false,
    borderColor: look.line,
    fillerColor: look.wash,
    labelFormatter: '',
    handleStyle: { color: look.surface, borderColor: look.lineStrong },
    moveHandleSize: 0,
  },
];
