import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cutExact } from '../../media/cut-exact.js';
import { cutFast } from '../../media/cut-fast.js';
import { Ffmpeg } from '../../media/ffmpeg.js';
import {
  dav,
  FRAMES,
  frameNumbers,
  jumpsBack,
  mediaTools,
  numbers,
  recording,
  rotated,
  shownAt,
  type RecordingShape,
} from '../support/footage.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let folder: string;
let ffmpeg: Ffmpeg;
const FRAME_MS = 40;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingcha 剪 |'));
  ffmpeg = new Ffmpeg(await mediaTools());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Numbers of the frames of an even recording that are shown in a span. */
const within = (inMs: number, outMs: number): number[] =>
  numbers(0, FRAMES).filter((n) => n * FRAME_MS >= inMs - 0.5 && n * FRAME_MS < outMs - 0.5);

/** Cuts exactly and looks at everything that can be seen from outside. */
async function exact(file: string, inMs: number, outMs: number, expected = within(inMs, outMs)) {
  const output = join(folder, '片段 1%d.mp4');
  const result = await cutExact(ffmpeg, { file, name: '录像', output, span: { inMs, outMs }, flaws: null });
  expect(await frameNumbers(output)).toEqual(expected);
  expect(await frameNumbers(output, { before: ['-ignore_editlist', '1'] })).toEqual(expected);
  expect(result).toMatchObject({ frames: expected.length, askedFrames: expected.length, container: 'mp4' });
  const at = await shownAt(output);
  const off = at.map(
    (second, index) => (second - (at[0] ?? 0)) * 1000 - ((expected[index] ?? 0) - (expected[0] ?? 0)) * FRAME_MS,
  );
  expect(Math.max(...off.map(Math.abs))).toBeLessThan(1.2);
  expect(await readdir(folder)).toEqual(['片段 1%d.mp4']);
  await rm(output);
  return result;
}

describe('an exact cut', () => {
  const shapes: [RecordingShape, 'smart' | 'whole' | 'copy'][] = [
    ['h264Mp4', 'smart'],
    ['h264NoB', 'smart'],
    ['h264OpenGop', 'whole'],
    ['h264FullRange', 'smart'],
    ['h264Ts', 'smart'],
    ['h264Mkv', 'smart'],
    ['h264Flv', 'smart'],
    ['h264Epoch', 'smart'],
    ['h264AviNoB', 'smart'],
    ['h264Avi', 'whole'],
    ['h264Ps', 'whole'],
    ['h264Raw', 'whole'],
    ['hevcMp4', 'smart'],
    ['hevcMkv', 'whole'],
    ['hevcTs', 'whole'],
    ['mpeg4Avi', 'whole'],
    ['mpeg4Mp4', 'whole'],
    ['msmpeg4Avi', 'whole'],
    ['mjpegAvi', 'copy'],
    ['mpeg2Ps', 'whole'],
    ['mpeg2Ts', 'whole'],
  ];

  it.each(shapes)('of %s holds the asked frames alone, cut %s', async (shape, way) => {
    const result = await exact(await recording(shape), 1710, 4333);
    expect(result).toMatchObject({ way, askedInMs: 1710, askedOutMs: 4333, mode: 'exact' });
    expect(result.realInMs).toBeCloseTo(1720, -0.3);
    expect(result.realOutMs).toBeCloseTo(4360, -0.3);
    if (way === 'smart') expect(result.checks).toContain('middleUnchanged');
  });

  it('of a .dav copies its middle', async () => {
    expect(await exact(await dav('h264'), 1710, 4333)).toMatchObject({ way: 'smart' });
  });
});
