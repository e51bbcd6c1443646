import { CLOCK_SIGNS, type Bitmap } from '../../../media/caption.js';

/** Signs of the burned-in clock, five pixels across and seven down, row by row, in the order of `CLOCK_SIGNS`. */
const patterns: readonly string[] = [
  '01110 10001 10011 10101 11001 10001 01110',
  '00100 01100 00100 00100 00100 00100 01110',
  '01110 10001 00001 00110 01000 10000 11111',
  '11111 00010 00100 00010 00001 10001 01110',
  '00010 00110 01010 10010 11111 00010 00010',
  '11111 10000 11110 00001 00001 10001 01110',
  '00110 01000 10000 11110 10001 10001 01110',
  '11111 00001 00010 00100 01000 01000 01000',
  '01110 10001 10001 01110 10001 10001 01110',
  '01110 10001 10001 01111 00001 00010 01100',
  '00000 00000 00000 11111 00000 00000 00000',
  '00000 00100 00100 00000 00100 00100 00000',
  '00000 00000 00000 00000 00000 00000 00000',
];
const CELL = { across: 6, down: 9 };

/** The signs of a clock in a row, white on black. @param scale pixels of the picture to one of a sign */
export function clockSigns(scale: number): Bitmap {
  const [across, down] = [CELL.across * scale, CELL.down * scale];
  const width = across * CLOCK_SIGNS.length;
  const rgba = blank(width, down).rgba;
  patterns.forEach((pattern, sign) => {
    pattern.split(' ').forEach((row, y) => {
      [...row].forEach((bit, x) => {
        if (bit === '0') return;
        for (let dy = 0; dy < scale; dy += 1)
          for (let dx = 0; dx < scale; dx += 1) {
            const at = ((y + 1) * scale + dy) * width + sign * across + x * scale + dx;
            rgba.fill(255, at * 4, at * 4 + 4);
          }
      });
    });
  });
  return { width, height: down, rgba };
}

/** Black, without a hole. */
export function blank(width: number, height: number): Bitmap {
  const rgba = new Uint8Array(width * height * 4);
  for (let at = 3; at < rgba.length; at += 4) rgba[at] = 255;
  return { width, height, rgba };
}
