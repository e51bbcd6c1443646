import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Ffmpeg } from '../../media/ffmpeg.js';
import { snapshot } from '../../media/snapshot.js';
import { dav, frameNumbers, jumpsBack, mediaTools, recording, type RecordingShape } from '../support/footage.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let folder: string;
let ffmpeg: Ffmpeg;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingcha 截 |'));
  ffmpeg = new Ffmpeg(await mediaTools());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const PNG = '截图 %03d "a".png';

async function frameAt(file: string, atMs: number) {
  const output = join(folder, PNG);
  const taken = await snapshot(ffmpeg, { file, name: '录像', output, atMs, flaws: null });
  expect(await readdir(folder)).toEqual([PNG]);
  return { taken, number: (await frameNumbers(output, { before: ['-f', 'png_pipe'] }))[0] };
}

describe('a snapshot', () => {
  const shapes: RecordingShape[] = [
    'h264Mp4',
    'h264Ts',
    'h264Flv',
    'h264Avi',
    'h264AviNoB',
    'mpeg4Avi',
    'hevcTs',
    'mpeg2Ps',
  ];

  it.each(shapes)('of %s is the frame on the screen', async (shape) => {
    const { taken, number } = await frameAt(await recording(shape), 4930);
    expect(number).toBe(123);
    expect(Math.abs(taken.atMs - 4920)).toBeLessThan(1);
    if (shape === 'h264Mp4')
      expect(taken).toMatchObject({ pts: 123 * 512, timeBase: { num: 1, den: 12_800 }, index: null });
    if (shape === 'h264Avi') expect(taken).toMatchObject({ pts: null, index: 123 });
  });

  it('takes a rounded place for the frame it was read from, and stays on a frame until the next', async () => {
    const file = await recording('h264Vfr');
    // Frames 5 and 6 of every 7 are missing.
    expect((await frameAt(file, 4 * 40)).number).toBe(4);
    expect((await frameAt(file, 6 * 40 + 39)).number).toBe(4);
    expect((await frameAt(file, 7 * 40)).number).toBe(7);
    expect((await frameAt(await dav('h264'), 2000)).number).toBe(50);
  });

  it('is found where the clock of the recording falls back', async () => {
    expect((await frameAt(await jumpsBack(), 4400)).number).toBe(10);
  });

  it('is refused behind the end', async () => {
    const file = await recording('h264Mp4');
    await expect(frameAt(file, 8500)).rejects.toMatchObject({ code: 'media.cutPastEnd', params: { endSeconds: 8 } });
    expect((await frameAt(file, 8000)).number).toBe(199);
    await rm(join(folder, PNG));
  });
});
