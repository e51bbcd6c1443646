import { pngOf } from './png.js';
import type { RulerLayout } from './time-ruler.js';

/** Dots per millimetre of the drawn bar: 254 dots an inch. */
const DOTS = 10;
/** Height of the bar, millimetres. */
export const RULER_BAR_MM = 4;

const shades = { waiting: 0xd4, handling: 0x8c } as const;
const PAPER = 0xff;
const INK = 0;

/** The bar of a time ruler as a grey picture, for files that cannot draw: spans, ticks and the marks of the steps. */
export function rulerPng({ width, bars, ticks, labels }: RulerLayout): Uint8Array {
  const [columns, rows] = [Math.round(width * DOTS), RULER_BAR_MM * DOTS];
  const dots = Buffer.alloc(columns * rows, PAPER);
  const fill = (x: number, y: number, wide: number, high: number, shade: number): void => {
    const from = Math.max(0, Math.min(columns - 1, Math.round(x)));
    const to = Math.min(columns, Math.max(from + 1, Math.round(x + wide)));
    for (let row = y; row < y + high; row += 1) dots.fill(shade, row * columns + from, row * columns + to);
  };
  for (const { x, width: wide, tone } of bars) fill(x * DOTS, 0, wide * DOTS, rows, shades[tone]);
  for (const x of ticks) fill(x * DOTS - 0.5, rows - DOTS, 1, DOTS, INK);
  for (const { mark } of labels) fill(mark * DOTS - 1, 0, 2, rows, INK);
  fill(0, rows - 3, columns, 3, INK);
  return pngOf(dots, columns, rows);
}
