import { readFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { maskMethods, type RedactionTrack } from '../../domain/footage/redaction.js';
import { Ffmpeg } from '../../media/ffmpeg.js';
import { redact, type RedactResult } from '../../media/redact.js';
import { runForBytes } from '../../media/runner.js';
import {
  ffmpeg as make,
  frameNumbers,
  HEIGHT,
  mediaTools,
  numbers,
  recording,
  rotated,
  shownAt,
  WIDTH,
} from '../support/footage.js';
import { pictures, psnr } from '../support/pixels.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let folder: string;
let ffmpeg: Ffmpeg;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingcha 遮 |'));
  ffmpeg = new Ffmpeg(await mediaTools());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ID = 'b3f6d2de-51d3-4c7e-9b0c-1b1c7a0a7e55';
/** From the left at 0.8 s to the right at 4.8 s; there from 1 s to 4 s. */
const moving: RedactionTrack['regions'][number] = {
  ...{ id: ID, shape: 'ellipse', fromMs: 1000, untilMs: 4000 },
  keys: [
    { atMs: 800, x: 0.1, y: 0.4, width: 0.2, height: 0.4 },
    { atMs: 4800, x: 0.7, y: 0.4, width: 0.2, height: 0.4 },
  ],
};
const trackOf = (fields: Partial<RedactionTrack> = {}): RedactionTrack => ({
  ...{ method: 'black', regions: [moving], sound: 'keep', mutedSpans: [] },
  ...fields,
});

let made = 0;
async function burn(file: string, track: RedactionTrack): Promise<{ output: string; result: RedactResult }> {
  const output = join(folder, `遮挡 ${(made += 1)}.mp4`);
  const before = await readdir(folder);
  const result = await redact(ffmpeg, { file, name: '片段', output, track });
  expect((await readdir(folder)).filter((entry) => !before.includes(entry))).toEqual([`遮挡 ${made}.mp4`]);
  return { output, result };
}

const planes = async (file: string, frame: number): Promise<Buffer> =>
  (await pictures(file, frame, frame + 1))[0] ?? Buffer.alloc(0);

/** Whether a place lies in the moving ellipse at an instant, blown up by so many pixels. */
const inside = (ms: number, more = 0) => {
  const middle = 0.2 + (0.6 * (ms - 800)) / 4000;
  const [a, b] = [0.1 + more / WIDTH, 0.2 + more / HEIGHT];
  return (x: number, y: number): boolean => ((x - middle) / a) ** 2 + ((y - 0.6) / b) ** 2 <= 1;
};

const soundLevel = async (file: string, from: number, until: number): Promise<number> => {
  const args = [
    '-v',
    'error',
    '-ss',
    String(from),
    '-t',
    String(until - from),
    '-i',
    file,
    '-map',
    '0:a:0',
    '-f',
    's16le',
    '-',
  ];
  const bytes =
    (await runForBytes(ffmpeg.tools.ffmpeg, args, { timeoutMs: 20_000, mostBytes: 8 << 20 })) ?? Buffer.alloc(0);
  const samples = Array.from({ length: bytes.length / 2 }, (_, index) => bytes.readInt16LE(index * 2));
  expect(samples.length).toBeGreaterThan(1000);
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
};

describe('a redacted copy', () => {
  it.each(maskMethods)('is unreadable inside the mask by %s and untouched outside', async (method) => {
    const file = await recording('h264Mp4');
    const { output, result } = await burn(file, trackOf({ method }));
    expect(result).toMatchObject({ frames: 200, hasSound: true });
    // 1 s to 4 s, two frames more on each side.
    expect(result.maskedFrames).toBe(80);
    for (const frame of [25, 60, 100]) {
      const [before, after] = [await planes(file, frame), await planes(output, frame)];
      const ms = frame * 40;
      const far = inside(ms, 24);
      expect(psnr(before, after, 0, (x, y) => !far(x, y))).toBeGreaterThan(36);
      expect(psnr(before, after, 0, inside(ms))).toBeLessThan(26);
      // Colour alone tells a coat or a plate.
      expect(Math.min(psnr(before, after, 1, inside(ms)), psnr(before, after, 2, inside(ms)))).toBeLessThan(27);
    }
    for (const frame of [20, 110]) {
      const [before, after] = [await planes(file, frame), await planes(output, frame)];
      expect(psnr(before, after, 0, () => true)).toBeGreaterThan(36);
    }
  });

  it('keeps nothing of what was under black, nor of the source’s own packets and words', async () => {
    const named = join(folder, 'named.mp4');
    await make(['-i', await recording('h264Mp4'), '-c', 'copy', '-metadata', 'title=举报人张三', named]);
    const { output } = await burn(named, trackOf());
    await rm(named);
    const black = await planes(output, 60);
    const values = new Set<number>();
    for (let y = 0; y < HEIGHT; y += 1)
      for (let x = 0; x < WIDTH; x += 1) if (inside(2400)(x / WIDTH, y / HEIGHT)) values.add(black[y * WIDTH + x] ?? 0);
    expect(Math.max(...values) - Math.min(...values)).toBeLessThan(6);
    const hashes = async (file: string): Promise<string[]> => {
      const list = join(folder, 'hashes');
      const filter = 'h264_mp4toannexb,filter_units=pass_types=1-5';
      await make(['-i', file, '-map', '0:v', '-c', 'copy', '-bsf:v', filter, '-f', 'framehash', list]);
      return (await readFile(list, 'utf8'))
        .split('\n')
        .filter((line) => line.startsWith('0,'))
        .map((line) => line.split(',').at(-1)!.trim());
    };
    const [ours, source] = [await hashes(output), new Set(await hashes(await recording('h264Mp4')))];
    await rm(join(folder, 'hashes'));
    expect(ours).toHaveLength(200);
    expect(ours.filter((hash) => source.has(hash))).toEqual([]);
    expect((await readFile(output)).includes('张三')).toBe(false);
  });

  it('keeps the frames of an uneven recording and their times', async () => {
    const file = await recording('h264Vfr');
    const { output } = await burn(file, trackOf());
    const expected = numbers(0, 200).filter((n) => n % 7 < 5);
    expect(await frameNumbers(output)).toEqual(expected);
    const [before, after] = [await shownAt(file), await shownAt(output)];
    expect(after.map((at, index) => Math.abs(at - (before[index] ?? 0)) < 0.001)).not.toContain(false);
    // Frame 63 is shown at 2.52 s and is the 45th.
    const [from, to] = [await planes(file, 45), await planes(output, 45)];
    expect(psnr(from, to, 0, inside(2520))).toBeLessThan(20);
    expect(psnr(from, to, 0, (x, y) => !inside(2520, 24)(x, y))).toBeGreaterThan(36);
  });

  it('is turned as it is seen, and its masks with it', async () => {
    const file = await rotated();
    const corner = {
      ...moving,
      shape: 'box' as const,
      fromMs: 0,
      untilMs: 8000,
      keys: [{ atMs: 0, x: 0, y: 0.8, width: 1, height: 0.2 }],
    };
    const { output } = await burn(file, trackOf({ regions: [corner] }));
    const lowest = [
      '-v',
      'error',
      '-i',
      output,
      '-frames:v',
      '1',
      '-vf',
      'crop=iw:4:0:ih-4,format=gray',
      '-f',
      'rawvideo',
      '-',
    ];
    const bytes = await runForBytes(ffmpeg.tools.ffmpeg, lowest, { timeoutMs: 20_000, mostBytes: 1 << 20 });
    expect(bytes?.length).toBe(HEIGHT * 4);
    expect(Math.max(...(bytes ?? [255]))).toBeLessThan(24);
  });

  it('has its sound kept, muted, muted in spans, or changed at the same length', async () => {
    const file = join(folder, 'small.mp4');
    await make(['-i', await recording('h264Mp4'), '-vf', 'scale=96:54', '-preset', 'ultrafast', '-c:a', 'copy', file]);
    const regions: RedactionTrack['regions'] = [];
    const kept = await burn(file, trackOf({ regions, sound: 'keep' }));
    expect(await soundLevel(kept.output, 1, 7)).toBeGreaterThan(1000);
    const muted = await burn(file, trackOf({ regions, sound: 'mute' }));
    expect(muted.result.hasSound).toBe(false);
    await expect(make(['-i', muted.output, '-map', '0:a:0', '-f', 'null', '-'])).rejects.toThrow();
    const spans = await burn(
      file,
      trackOf({
        regions,
        sound: 'mute_spans',
        mutedSpans: [
          { fromMs: 2000, untilMs: 3000 },
          { fromMs: 5000, untilMs: 5500 },
        ],
      }),
    );
    for (const [from, until] of [
      [2.05, 2.95],
      [5.05, 5.45],
    ] as const)
      expect(await soundLevel(spans.output, from, until)).toBeLessThan(8);
    for (const [from, until] of [
      [1, 1.9],
      [3.1, 4.9],
      [5.6, 7],
    ] as const)
      expect(await soundLevel(spans.output, from, until)).toBeGreaterThan(1000);
    const voice = await burn(file, trackOf({ regions, sound: 'voice' }));
    expect(await soundLevel(voice.output, 1, 7)).toBeGreaterThan(500);
  });

  it('is called off without a trace', async () => {
    const stop = new AbortController();
    const output = join(folder, '不要.mp4');
    const before = await readdir(folder);
    const work = redact(ffmpeg, {
      file: await recording('h264Mp4'),
      name: '片段',
      output,
      track: trackOf(),
      signal: stop.signal,
    });
    setTimeout(() => stop.abort(), 400);
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(folder)).toEqual(before);
  });
});
