import type { Look } from '../look';
import { hatch } from '../look';
import type { Behind, ChartOption } from '../chart';
import { base, grid, wordAxis } from '../option';

/** A cell of a heat map; without a value it is hatched and says why. */
export interface HeatCell {
  x: number;
  y: number;
  value: number | null;
  text: string;
  tip: string;
  behind: Behind | undefined;
}
interface Heat {
  columns: readonly string[];
  rows: readonly string[];
  cells: readonly HeatCell[];
  /** Pixels at the left for the names of rows, where they are long. */
  room?: number;
}

/** More names than this do not stand beside each other. */
const MANY = 10;

/** Where the five steps of colour begin: fifths of the largest value. */
export const stepOf = (value: number, most: number): number =>
  most <= 0 ? 0 : Math.min(4, Math.max(0, Math.ceil((5 * value) / most) - 1));

/** Steps of one hue, each with its number in it, so that none has to be told by colour. */
export function heatOption(look: Look, { columns, rows, cells, room }: Heat): ChartOption {
  const most = Math.max(0, ...cells.map(({ value }) => value ?? 0));
  return base(look, 'item', {
    grid: grid(look, { top: 8, right: 8 }),
    xAxis: wordAxis(look, columns, {
      splitArea: { show: false },
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: columns.length > MANY ? { interval: 0, rotate: 45 } : { hideOverlap: true },
    }),
    yAxis: wordAxis(look, rows, {
      inverse: true,
      axisTick: { show: false },
      axisLine: { show: false },
      ...(room && { axisLabel: { width: room, overflow: 'truncate' } }),
    }),
    series: [
      {
        type: 'heatmap',
        data: cells.map(({ x, y, value, text, tip, behind }) => {
          const step = stepOf(value ?? 0, most);
          return {
            value: [x, y, value ?? 0],
            ...{ tip, behind },
            itemStyle: {
              borderColor: look.surface,
              borderWidth: 2,
              ...(value === null ? { color: look.line, decal: hatch(look) } : { color: look.steps[step] }),
            },
            label: {
              show: value !== null,
              formatter: text,
              fontSize: look.size,
              color: step >= 3 ? look.onHigh : look.onLow,
              fontWeight: step >= 3 ? 700 : 400,
            },
          };
        }),
        emphasis: { itemStyle: { borderColor: look.accent } },
      },
    ],
  });
}
