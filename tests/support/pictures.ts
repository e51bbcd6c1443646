import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findFfmpeg } from '../../media/binaries.js';
import { runToEnd } from '../../media/runner.js';

/** Pictures a test can tell apart, drawn by ffmpeg: none of them looks like another. */
export const scenes = {
  chart: 'testsrc2=s=480x360',
  bars: 'smptehdbars=s=480x360',
  fractal: 'mandelbrot=s=480x360',
  test: 'testsrc=s=480x360',
  carpet: 'sierpinski=s=480x360:type=carpet:seed=3',
  cells: 'cellauto=s=480x360:rule=110:seed=7:full=1',
} as const;
export type Scene = keyof typeof scenes;

/** Runs the real ffmpeg; fails the test with its words when it fails. */
export async function ffmpeg(args: readonly string[]): Promise<void> {
  const found = await findFfmpeg();
  if (!found) throw new Error('these tests need ffmpeg');
  const outcome = await runToEnd(found.path, ['-v', 'error', '-nostdin', '-y', ...args], 60_000);
  if (outcome.code !== 0) throw new Error(outcome.stderr);
}

/**
 * Draws a picture.
 * @param name its ending says how it is coded
 * @param filter further filters, e.g. `scale=400:300`
 * @returns its path
 */
export async function draw(folder: string, name: string, scene: Scene, filter = 'null'): Promise<string> {
  await drawAll(folder, scene, { [name]: filter });
  return join(folder, name);
}

/** Draws a scene several times at once. @param pictures their names, each with its filter */
export async function drawAll(folder: string, scene: Scene, pictures: Readonly<Record<string, string>>): Promise<void> {
  const drawn = Object.entries(pictures).map(([name, filter]) => {
    const quality = name.endsWith('.jpg') ? ['-q:v', '3', '-pix_fmt', 'yuvj420p'] : [];
    // A file name may hold what the writer takes for a pattern.
    const plain = join(folder, `drawn-${crypto.randomUUID()}.${name.split('.').at(-1)}`);
    return { file: join(folder, name), plain, args: ['-vf', filter, '-frames:v', '1', ...quality, plain] };
  });
  await ffmpeg(['-f', 'lavfi', '-i', scenes[scene], ...drawn.flatMap(({ args }) => args)]);
  await Promise.all(drawn.map(({ plain, file }) => rename(plain, file)));
}

/** Camera notes as a phone writes them: how it was held, and when on its own clock (`2026:10:14 09:41:12`). */
export function cameraNotes(orientation: number, taken: string): Buffer {
  const text = Buffer.from(`${taken}\0`, 'latin1');
  const entry = (tag: number, type: number, count: number, value: number): Buffer => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16LE(tag, 0);
    bytes.writeUInt16LE(type, 2);
    bytes.writeUInt32LE(count, 4);
    bytes.writeUInt32LE(value, 8);
    return bytes;
  };
  const count = (entries: number): Buffer => Buffer.from([entries, 0]);
  const end = Buffer.alloc(4);
  // Header 8, first table 2 + 24 + 4, second table 2 + 12 + 4, then the text.
  const second = 8 + 30;
  const tiff = Buffer.concat([
    Buffer.from('II*\0\x08\0\0\0', 'latin1'),
    ...[count(2), entry(0x0112, 3, 1, orientation), entry(0x8769, 4, 1, second), end],
    ...[count(1), entry(0x9003, 2, text.length, second + 18), end],
    text,
  ]);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length + 2);
  return Buffer.concat([Buffer.from([0xff, 0xe1]), length, body]);
}

/** Puts camera notes into a JPEG. */
export async function note(file: string, notes: Buffer): Promise<void> {
  const bytes = await readFile(file);
  await writeFile(file, Buffer.concat([bytes.subarray(0, 2), notes, bytes.subarray(2)]));
}
