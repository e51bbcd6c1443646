import { crc32, deflateSync } from 'node:zlib';
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
  return greyPng(dots, columns, rows);
}

function greyPng(dots: Buffer, columns: number, rows: number): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(columns, 0);
  head.writeUInt32BE(rows, 4);
  // 8 bits of grey, nothing interlaced.
  head.writeUInt8(8, 8);
  const lines = Buffer.alloc((columns + 1) * rows);
  for (let row = 0; row < rows; row += 1) dots.copy(lines, row * (columns + 1) + 1, row * columns, (row + 1) * columns);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
