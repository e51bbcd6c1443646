import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** Whether bytes begin as a PNG does. */
export const isPng = (bytes: Uint8Array): boolean => SIGNATURE.equals(bytes.subarray(0, SIGNATURE.length));
/** How a PNG names what a dot is made of, by its bytes. */
const colourTypes = { 1: 0, 3: 2 } as const;

/**
 * A picture as a PNG, nothing interlaced.
 * @param dots row by row, 8 bits of grey each, or of red, green and blue
 */
export function pngOf(dots: Buffer, columns: number, rows: number, bytes: keyof typeof colourTypes = 1): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(columns, 0);
  head.writeUInt32BE(rows, 4);
  head.set([8, colourTypes[bytes]], 8);
  const width = columns * bytes;
  const lines = Buffer.alloc((width + 1) * rows);
  for (let row = 0; row < rows; row += 1) dots.copy(lines, row * (width + 1) + 1, row * width, (row + 1) * width);
  const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(lines)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([SIGNATURE, ...parts]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
