/**
 * Writes grey pictures, each with its own time, as a stream ffmpeg reads from a pipe: a header, then for each picture
 * its length, its time and its bytes. Raw video as such would have a rate and no times.
 */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 12;

export const IVF_INPUT = ['-f', 'ivf', '-i', 'pipe:0'];

/** @param num and `den`: seconds of one tick are `num / den` */
export function ivfHeader(width: number, height: number, { num, den }: { num: number; den: number }): Uint8Array {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('DKIF', 0, 'latin1');
  header.writeUInt16LE(HEADER_BYTES, 6);
  header.write('Y800', 8, 'latin1');
  header.writeUInt16LE(width, 12);
  header.writeUInt16LE(height, 14);
  header.writeUInt32LE(den, 16);
  header.writeUInt32LE(num, 20);
  return header;
}

/**
 * A picture of zeroes with its time in front.
 * @param tick not below 0
 * @returns all of it, and the part to draw on
 */
export function ivfFrame(bytes: number, tick: number): { whole: Uint8Array; grey: Uint8Array } {
  const whole = Buffer.alloc(FRAME_HEADER_BYTES + bytes);
  whole.writeUInt32LE(bytes, 0);
  whole.writeBigUInt64LE(BigInt(tick), 4);
  return { whole, grey: whole.subarray(FRAME_HEADER_BYTES) };
}
