import { runForBytes } from '../../media/runner.js';
import { HEIGHT, mediaTools, WIDTH } from './footage.js';

/** Bytes of a decoded frame: light, then two planes of colour at half the size. */
const FRAME = WIDTH * HEIGHT * 1.5;

/** Frames `from` up to, without, `until` as a player would show them, counted from 0; the test fails where one is missing. */
export async function pictures(file: string, from: number, until: number): Promise<Buffer[]> {
  const filter = `select='between(n\\,${from}\\,${until - 1})',format=yuv420p`;
  const args = ['-v', 'error', '-nostdin', '-i', file, '-map', '0:v:0', '-vf', filter, '-vsync', 'passthrough'];
  const limits = { timeoutMs: 60_000, mostBytes: 256 << 20 };
  const bytes = await runForBytes((await mediaTools()).ffmpeg, [...args, '-f', 'rawvideo', 'pipe:1'], limits);
  if (bytes?.length !== FRAME * (until - from)) throw new Error(`${file} does not hold frames ${from} to ${until}`);
  return Array.from({ length: until - from }, (_, index) => bytes.subarray(index * FRAME, (index + 1) * FRAME));
}

/** PSNR in decibels over the pixels of a plane for which `takes` holds; places in shares of the picture. */
export function psnr(a: Buffer, b: Buffer, plane: 0 | 1 | 2, takes: (x: number, y: number) => boolean): number {
  const [width, height] = plane === 0 ? [WIDTH, HEIGHT] : [WIDTH / 2, HEIGHT / 2];
  const start = [0, WIDTH * HEIGHT, WIDTH * HEIGHT * 1.25][plane] ?? 0;
  let sum = 0;
  let count = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (!takes((x + 0.5) / width, (y + 0.5) / height)) continue;
      const at = start + y * width + x;
      sum += ((a[at] ?? 0) - (b[at] ?? 0)) ** 2;
      count += 1;
    }
  }
  return 10 * Math.log10(65_025 / (sum / count));
}
