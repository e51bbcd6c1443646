import { dashes, hatch, markers, type Look } from './look';
import type { Behind, ChartOption, Words } from './chart';
import { monthTick } from './figures';

/** Pieces options are put together from, so that all charts are drawn alike. */

/** A mark of a chart: its value, what is said of it on hover, and the rows behind it. */
export interface Mark {
  value: number | null;
  tip: string;
  behind?: Behind | undefined;
  [more: string]: unknown;
}

export const small = (look: Look, color: string) => ({ color, fontSize: look.size, fontFamily: look.font });

/** What is said on hover stands as text, never parsed as markup. */
export function drawnTip(said: string): HTMLElement | string {
  if (said === '') return '';
  const place = document.createElement('div');
  place.textContent = said;
  place.style.cssText = 'max-width: 26em; white-space: pre-wrap';
  return place;
}
const tooltip = (look: Look): ChartOption => ({
  confine: true,
  transitionDuration: 0,
  extraCssText: 'box-shadow: none',
  backgroundColor: look.surface,
  borderColor: look.lineStrong,
  borderWidth: 1,
  padding: [8, 12],
  textStyle: { ...small(look, look.text), lineHeight: Math.round(look.size * 1.6) },
});
export const tipOf = (params: unknown): string => {
  const list = (Array.isArray(params) ? params : [params]) as { data?: Partial<Mark> | null }[];
  return list
    .map(({ data }) => data?.tip)
    .filter((tip) => tip !== undefined && tip !== '')
    .join('\n');
};

export function base(look: Look, trigger: 'axis' | 'item', more: ChartOption): ChartOption {
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: look.font, fontSize: look.size, color: look.text2 },
    tooltip: {
      ...tooltip(look),
      trigger,
      formatter: (params: unknown) => drawnTip(tipOf(params)),
      ...(trigger === 'axis' && {
        axisPointer: { type: 'line', lineStyle: { color: look.lineStrong, type: 'solid' } },
      }),
    },
    ...more,
  };
}

export const grid = (look: Look, more: ChartOption = {}): ChartOption => ({
  left: 8,
  right: look.size * 2,
  top: look.size * 2.6,
  bottom: 4,
  outerBoundsMode: 'same',
  outerBoundsContain: 'axisLabel',
  ...more,
});

/** Of a chart over months: the word above a month that is not over has a line of its own. */
export const monthGrid = (look: Look, open: number): ChartOption =>
  grid(look, open < 0 ? {} : { top: Math.round(look.size * 3.4) });

export const legend = (look: Look, names?: readonly { name: string; icon?: string }[]): ChartOption => ({
  left: 4,
  top: 0,
  type: 'scroll',
  itemWidth: 18,
  itemHeight: look.size * 0.75,
  itemGap: 14,
  inactiveColor: look.lineStrong,
  pageIconColor: look.accent,
  pageTextStyle: small(look, look.text3),
  // What is scrolled is cut at its line: it has to hold the letters that reach below.
  textStyle: { ...small(look, look.text2), lineHeight: Math.round(look.size * 1.5) },
  ...(names && { data: names }),
});

export const valueAxis = (look: Look, more: ChartOption = {}): ChartOption => ({
  type: 'value',
  splitNumber: 4,
  axisLine: { show: false },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: look.line } },
  axisLabel: small(look, look.text3),
  ...more,
});
export const wordAxis = (look: Look, data: readonly string[], more: ChartOption = {}): ChartOption => ({
  type: 'category',
  data: [...data],
  axisLine: { lineStyle: { color: look.lineStrong } },
  axisTick: { show: true, alignWithLabel: true, lineStyle: { color: look.lineStrong } },
  ...more,
  axisLabel: { ...small(look, look.text3), ...(more['axisLabel'] as object | undefined) },
});
export const monthAxis = (look: Look, months: readonly number[], words: Words): ChartOption =>
  wordAxis(
    look,
    months.map((month, at) => monthTick(month, at === 0 || at === months.length - 1 || months.length > A_YEAR, words)),
    { axisLabel: { lineHeight: Math.round(look.size * 1.3), hideOverlap: true } },
  );

/** The month that is not over: a hatched ground behind its marks, on an axis of its own. */
export function openMonth(look: Look, open: number, count: number, word: string): ChartOption[] {
  if (open < 0) return [];
  return [
    {
      type: 'bar',
      yAxisIndex: 1,
      silent: true,
      tooltip: { show: false },
      z: 0,
      barWidth: '100%',
      barGap: '-100%',
      // The last two digits: a third of its strength, the word above it in full.
      itemStyle: { color: `${look.hatch}59`, decal: hatch(look) },
      label: { show: true, position: 'top', distance: 2, formatter: word, ...small(look, look.text2) },
      data: Array.from({ length: count }, (_, at) => (at === open ? 1 : null)),
    },
  ];
}
/** The axes of a chart over months: its own, and the one of the hatched ground. */
export const monthValues = (look: Look, more: ChartOption = {}): ChartOption[] => [
  valueAxis(look, more),
  { type: 'value', min: 0, max: 1, show: false },
];

/** The series of the year before. */
export const COMPARED = 5;
/** A marker that is only outlined, on whatever ground. */
export const hollow = (look: Look, color: string): ChartOption => ({
  itemStyle: { color: look.surface, borderColor: color, borderWidth: 2 },
});

/** Of more months some Januaries are passed over for want of room: every one shown bears its year. */
const A_YEAR = 13;
/** Marks of more months are drawn smaller. */
export const MANY_MONTHS = 48;

/** One line over months. What is of a month that is not over stands apart: dotted, its marker hollow. */
export function lines(look: Look, { name, marks, open, at, color, dash }: LineOf): ChartOption[] {
  const stroke = color ?? look.chart[at % look.chart.length] ?? look.text;
  const symbol = markers[at % markers.length] ?? 'circle';
  const shared = {
    ...{ type: 'line', name, connectNulls: false, color: stroke, emphasis: { scale: 1.4 } },
    // A month without neighbours is its mark alone.
    ...{ showAllSymbol: true, symbolSize: marks.length > MANY_MONTHS ? 4 : 7 },
  };
  const solid = {
    ...shared,
    ...(at === COMPARED && hollow(look, stroke)),
    symbol,
    lineStyle: { color: stroke, width: 2, type: dash ?? dashes[at % dashes.length] },
  };
  if (open < 0) return [{ ...solid, data: marks }];
  const before = marks.map((mark, place) => (place < open ? mark : null));
  const after = marks.map((mark, place) =>
    place === open ? mark : place === open - 1 && mark.value !== null ? { ...mark, tip: '', symbol: 'none' } : null,
  );
  return [
    { ...solid, data: before },
    {
      ...shared,
      ...hollow(look, stroke),
      data: after,
      symbol,
      symbolSize: 9,
      lineStyle: { color: stroke, width: 2, type: [2, 4] },
    },
  ];
}
interface LineOf {
  name: string;
  marks: readonly Mark[];
  /** Place of the month that is not over; -1 where all are. */
  open: number;
  /** Which of the series it is: its colour, dash and marker follow. */
  at: number;
  color?: string;
  dash?: unknown;
}

/** A column whose month is not over is hatched. */
export const columnMark = (look: Look, mark: Mark, isOpen: boolean, color: string): Mark => ({
  ...mark,
  itemStyle: { color, ...(isOpen && { decal: hatch(look) }) },
});

/** Colours of waits within the target and over it; a shape or a hatch goes with the latter. */
export const waitStyle = (look: Look, late: boolean) => ({ color: late ? look.chart[1] : look.steps[3] });

/** Colours of 一般, 较重, 严重: ever darker, and the grave alone red and hatched. */
export const severityStyle = (look: Look) =>
  ({
    general: { color: look.steps[2] },
    serious: { color: look.steps[4] },
    grave: { color: look.red, decal: hatch(look) },
  }) as const;
