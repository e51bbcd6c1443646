import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { captionAt, CLOCK_SIGNS, clockText, type Bitmap, type Caption } from '../../media/caption.js';
import { cutExact } from '../../media/cut-exact.js';
import { Ffmpeg } from '../../media/ffmpeg.js';
import { runForBytes } from '../../media/runner.js';
import { frameNumbers, HEIGHT, mediaTools, numbers, recording, WIDTH } from '../support/footage.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let folder: string;
let ffmpeg: Ffmpeg;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingcha 字 |'));
  ffmpeg = new Ffmpeg(await mediaTools());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const CELL = 16;
const ROW = 16;

/** A picture whose grey at a place is what `grey` says. */
function bitmap(width: number, height: number, grey: (x: number, y: number) => number): Bitmap {
  const rgba = new Uint8Array(width * height * 4);
  for (let at = 0; at < width * height; at += 1) {
    const value = grey(at % width, Math.floor(at / width));
    rgba.set([value, value, value, 255], at * 4);
  }
  return { width, height, rgba };
}

/** Each sign is one grey, so that what is burned in can be read back. */
const greyOf = (sign: string): number => 20 + CLOCK_SIGNS.indexOf(sign) * 17;
const signs = bitmap(CLOCK_SIGNS.length * CELL, ROW, (x) => greyOf(CLOCK_SIGNS[Math.floor(x / CELL)] ?? ''));

/** 2026-03-09 09:30:58.400 in Shanghai: the second changes at 0.6 s, the minute at 1.6 s. */
const FROM = Date.UTC(2026, 2, 9, 1, 30, 58, 400);

const caption: Caption = {
  strip: bitmap(WIDTH, 2 * ROW, (_, y) => (y < ROW ? 235 : 16)),
  clock: { signs, x: 2 * CELL, y: ROW, fromAt: FROM },
};

describe('a caption', () => {
  it('tells the time of Shanghai, whatever this computer’s zone', () => {
    expect(clockText(FROM)).toBe('2026-03-09 09:30:58');
    expect(clockText(Date.UTC(2026, 11, 31, 16))).toBe('2027-01-01 00:00:00');
  });

  it('puts signs into their places and leaves what is beside them', () => {
    const drawn = captionAt(caption, FROM);
    const at = (x: number, y: number): number | undefined => drawn.rgba[(y * WIDTH + x) * 4];
    for (const [place, sign] of [...'2026-03-09 09:30:58'].entries())
      expect(at((2 + place) * CELL + 8, ROW + 8)).toBe(greyOf(sign));
    expect([at(100, 8), at(8, ROW + 8), at(22 * CELL, ROW + 8)]).toEqual([235, 16, 16]);
    expect(caption.strip.rgba[(ROW + 8) * WIDTH * 4 + 2 * CELL * 4]).toBe(16);
  });

  it('leaves out signs that would stand outside its strip', () => {
    const narrow = { ...caption, strip: bitmap(10 * CELL, ROW, () => 16) };
    const clock = { signs, x: 0, y: 8, fromAt: FROM };
    expect(captionAt({ ...narrow, clock }, FROM).rgba).toHaveLength(10 * CELL * ROW * 4);
  });

  it('is burned into each frame with the second it was shown in', async () => {
    const output = join(folder, 'a.mp4');
    // The recording begins 1.72 s before the cut; the clock is that of the cut's first frame.
    const order = {
      file: await recording('h264Vfr'),
      name: '录像',
      output,
      span: { inMs: 1710, outMs: 6000 },
      flaws: [],
    };
    const result = await cutExact(ffmpeg, { ...order, caption });
    expect(result).toMatchObject({ way: 'whole', wholeBecause: 'caption' });
    const frames = numbers(43, 150).filter((n) => n % 7 < 5);
    expect(await frameNumbers(output)).toEqual(frames);
    const middle = `crop=${WIDTH}:2:0:${HEIGHT - ROW / 2},scale=${WIDTH / CELL}:1:flags=area,format=gray`;
    const args = ['-v', 'error', '-i', output, '-vf', middle, '-vsync', 'passthrough', '-f', 'rawvideo', 'pipe:1'];
    const bytes = await runForBytes(ffmpeg.tools.ffmpeg, args, { timeoutMs: 20_000, mostBytes: 1 << 20 });
    const read = frames.map((_, frame) =>
      numbers(2, 21)
        .map((place) => bytes?.[(frame * WIDTH) / CELL + place] ?? 0)
        .map((grey) =>
          [...CLOCK_SIGNS].reduce(
            (best, sign) => (Math.abs(greyOf(sign) - grey) < Math.abs(greyOf(best) - grey) ? sign : best),
            '0',
          ),
        )
        .join(''),
    );
    expect(read).toEqual(frames.map((n) => clockText(FROM + (n - 43) * 40)));
    expect(read.at(-1)).toBe('2026-03-09 09:31:02');
    expect(await readdir(folder)).toEqual(['a.mp4']);
    await rm(output);
  });

  it('without a clock stays as it is to the end', async () => {
    const output = join(folder, 'a.mp4');
    const order = {
      file: await recording('h264Silent'),
      name: '录像',
      output,
      span: { inMs: 0, outMs: 2000 },
      flaws: [],
    };
    await cutExact(ffmpeg, { ...order, caption: { ...caption, clock: null } });
    const last = ['-v', 'error', '-i', output, '-vf', `select='eq(n\\,49)',crop=8:8:4:${HEIGHT - 28},format=gray`];
    const bytes = await runForBytes(ffmpeg.tools.ffmpeg, [...last, '-frames:v', '1', '-f', 'rawvideo', '-'], {
      timeoutMs: 20_000,
      mostBytes: 1 << 20,
    });
    expect(Math.min(...(bytes ?? [0]))).toBeGreaterThan(225);
  });
});
