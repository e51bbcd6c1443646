import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cutExact } from '../../media/cut-exact.js';
import { cutFast } from '../../media/cut-fast.js';
import { Ffmpeg } from '../../media/ffmpeg.js';
import { sweepWork } from '../../media/job-folder.js';
import { probeMedia } from '../../media/probe.js';
import { runForBytes, runToEnd } from '../../media/runner.js';
import { readSource } from '../../media/source.js';
import {
  dav,
  ffmpeg as make,
  FRAMES,
  frameNumbers,
  HEIGHT,
  jumpsBack,
  mediaTools,
  numbers,
  recording,
  rotated,
  shownAt,
  WIDTH,
  type RecordingShape,
} from '../support/footage.js';
import { program } from '../support/programs.js';

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
    ['h264FullRange', 'smart'],
    ['h264Ts', 'smart'],
    ['h264Mkv', 'smart'],
    ['h264Flv', 'smart'],
    ['h264Epoch', 'smart'],
    ['h264AviNoB', 'smart'],
    ['h264Avi', 'whole'],
    ['h264Ps', 'whole'],
    ['hevcMp4', 'smart'],
    ['hevcTs', 'whole'],
    ['mpeg4Avi', 'whole'],
    ['msmpeg4Avi', 'whole'],
    ['mjpegAvi', 'copy'],
    ['mpeg2Ps', 'whole'],
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

  it('of an uneven recording keeps the times of its frames', async () => {
    const frames = within(1710, 4333).filter((n) => n % 7 < 5);
    expect(await exact(await recording('h264Vfr'), 1710, 4333, frames)).toMatchObject({ way: 'smart' });
  });

  it('of one group, one frame, the beginning or the end', async () => {
    const file = await recording('h264Mp4');
    expect(await exact(file, 2040, 2080)).toMatchObject({ way: 'whole', frames: 1 });
    expect(await exact(file, 0, 3000)).toMatchObject({ way: 'smart', copiedPackets: 75 });
    expect(await exact(file, 5960, 8000)).toMatchObject({ way: 'smart', copiedPackets: 50 });
  });

  it('counts where the clock of the recording falls back', async () => {
    const file = await jumpsBack();
    const shown = await frameNumbers(file);
    expect(shown.slice(98, 102)).toEqual([198, 199, 0, 1]);
    const output = join(folder, 'a.mp4');
    const span = { inMs: 3000, outMs: 5000 };
    const result = await cutExact(ffmpeg, { file, name: '录像', output, span, flaws: ['jumpsBack'] });
    expect(result).toMatchObject({ way: 'whole', frames: 50, realInMs: 3000, realOutMs: 5000 });
    expect(await frameNumbers(output)).toEqual(shown.slice(75, 125));
    await rm(output);
  });

  it('is turned as it is seen, and its size made even', async () => {
    expect(await exactSize(await rotated())).toEqual([HEIGHT, WIDTH]);
    expect(await exactSize(await recording('h264Odd'))).toEqual([638, 360]);
  });

  it('holds the sound of its span and says nothing of its source', async () => {
    const named = join(folder, 'named.mkv');
    // Silence up to 3 s, then a tone.
    const sound = ['-f', 'lavfi', '-i', "aevalsrc='gte(t,3)*sin(2500*t)':d=8:s=8000"];
    const both = ['-map', '0:v', '-map', '1:a', '-c:v', 'copy', '-c:a', 'pcm_alaw', '-metadata', 'title=举报人张三'];
    await make(['-i', await recording('h264Mp4'), ...sound, ...both, named]);
    const output = join(folder, 'a.mp4');
    await cutExact(ffmpeg, { file: named, name: '录像', output, span: { inMs: 2000, outMs: 5000 }, flaws: [] });
    const bytes = await runForBytes(
      ffmpeg.tools.ffmpeg,
      ['-v', 'error', '-i', output, '-map', '0:a', '-ar', '8000', '-f', 's16le', '-'],
      { timeoutMs: 20_000, mostBytes: 1 << 20 },
    );
    const loud = numbers(0, (bytes?.length ?? 0) / 2).findIndex((n) => Math.abs(bytes?.readInt16LE(n * 2) ?? 0) > 4000);
    expect(Math.abs(loud / 8000 - 1)).toBeLessThan(0.02);
    expect((bytes?.length ?? 0) / 16_000).toBeCloseTo(3, 1);
    expect((await readFile(output)).includes('张三')).toBe(false);
    await Promise.all([output, named].map((file) => rm(file)));
  });

  it.each([
    [{ inMs: 3000, outMs: 3000 }, 'media.cutOrder', {}],
    [{ inMs: 3000, outMs: 2000 }, 'media.cutOrder', {}],
    [{ inMs: 7000, outMs: 8200 }, 'media.cutPastEnd', { endSeconds: 8 }],
    [{ inMs: 900_000, outMs: 990_000 }, 'media.cutPastEnd', { endSeconds: 8 }],
    [{ inMs: 2001, outMs: 2030 }, 'media.cutEmpty', {}],
  ])('of %o is refused by name', async (span, code, params) => {
    const order = { file: await recording('h264Mp4'), name: '录像', output: join(folder, 'a.mp4'), span, flaws: null };
    await expect(cutExact(ffmpeg, order)).rejects.toMatchObject({ code, params });
    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused on a build of ffmpeg that is too old', async () => {
    const old = new Ffmpeg({ ...ffmpeg.tools, major: 4, version: '4.1' });
    const order = {
      file: 'none',
      name: '录像',
      output: join(folder, 'a.mp4'),
      span: { inMs: 0, outMs: 1 },
      flaws: null,
    };
    await expect(cutExact(old, order)).rejects.toMatchObject({ code: 'media.tooOld' });
  });

  async function exactSize(file: string): Promise<unknown[]> {
    const output = join(folder, 'a.mp4');
    await cutExact(ffmpeg, { file, name: '录像', output, span: { inMs: 1000, outMs: 2000 }, flaws: [] });
    const { width, height } = await readSource(ffmpeg, output, '片段');
    await rm(output);
    return [width, height];
  }
});

describe('a fast cut', () => {
  it.each([
    ['h264Mp4', 1000, 4120, 'mp4'],
    ['h264Mkv', 1000, 4120, 'mp4'],
    ['h264Ts', 1000, 4120, 'mp4'],
    ['hevcMp4', 1000, 4160, 'mp4'],
    ['msmpeg4Avi', 1000, 4000, 'mkv'],
  ] as const)(
    'of %s begins with the key frame before, hides nothing and says where it really is',
    async (shape, realIn, most, container) => {
      const output = join(folder, 'a.mp4');
      const file = await recording(shape);
      const result = await cutFast(ffmpeg, {
        file,
        name: '录像',
        output,
        span: { inMs: 1710, outMs: 4000 },
        flaws: null,
      });
      const shown = await frameNumbers(output);
      expect(shown[0]).toBe(25);
      expect(shown).toEqual(expect.arrayContaining(within(1710, 3900)));
      expect(
        await frameNumbers(output, { before: ['-ignore_editlist', '1'].slice(0, container === 'mp4' ? 2 : 0) }),
      ).toEqual(shown);
      expect(result).toMatchObject({ mode: 'fast', way: 'copy', container, frames: shown.length });
      expect(result).toMatchObject({ width: WIDTH, height: HEIGHT });
      expect(result.realInMs).toBeCloseTo(realIn, -0.3);
      expect(result.realOutMs).toBeGreaterThan(3990);
      expect(result.realOutMs).toBeLessThanOrEqual(most + 1);
      await rm(output);
    },
  );

  it.each(['h264Mp4', 'h264Mkv', 'h264Ts', 'hevcMp4', 'h264NoB'] as const)(
    'of %s tells no span as real of which a frame is missing, and all that was asked for is in it',
    async (shape) => {
      const output = join(folder, 'a.mp4');
      const file = await recording(shape);
      for (const outMs of [3960, 4000, 4040, 4080]) {
        const span = { inMs: 1710, outMs };
        const { realInMs, realOutMs } = await cutFast(ffmpeg, { file, name: '录像', output, span, flaws: null });
        const shown = new Set(await frameNumbers(output));
        const told = numbers(0, FRAMES).filter(
          (n) => n * FRAME_MS >= realInMs - 5 && n * FRAME_MS < realOutMs - FRAME_MS / 2,
        );
        expect(told.filter((n) => !shown.has(n))).toEqual([]);
        expect(realOutMs).toBeGreaterThan(outMs - 5);
        await rm(output);
      }
    },
  );

  it('of a recording that is known starts one program, and is checked all the same', async () => {
    const file = await recording('h264Mp4');
    const probed = await probeMedia(ffmpeg.tools, file);
    const output = join(folder, 'a.mp4');
    const order = { file, name: '录像', output, span: { inMs: 1710, outMs: 4000 }, flaws: [] };
    const plain = await cutFast(ffmpeg, order);
    const alone = new Ffmpeg({ ...ffmpeg.tools, ffprobe: join(folder, 'none') });
    expect(await cutFast(alone, { ...order, probed })).toEqual(plain);
    await expect(cutFast(alone, order)).rejects.toMatchObject({ code: 'media.binaryMissing' });
    await rm(output);
    // The copy lacks its last frames, and the program says that all went well.
    const sloppy = await program(
      folder,
      'ffmpeg',
      `"${ffmpeg.tools.ffmpeg}" "$@" && mv copy x && exec "${ffmpeg.tools.ffmpeg}" -v error -i x -c copy -frames:v 30 -f mp4 -y copy`,
    );
    const short = new Ffmpeg({ ...alone.tools, ffmpeg: sloppy });
    await expect(cutFast(short, { ...order, probed })).rejects.toMatchObject({ code: 'media.incomplete' });
    expect(await readdir(folder)).toEqual(['ffmpeg']);
    await rm(sloppy);
  });

  it('is refused where nothing is to be copied', async () => {
    const order = { name: '录像', output: join(folder, 'a.mp4'), flaws: null };
    const file = await recording('h264Mp4');
    await expect(cutFast(ffmpeg, { ...order, file, span: { inMs: 2, outMs: 2 } })).rejects.toMatchObject({
      code: 'media.cutOrder',
    });
    await expect(cutFast(ffmpeg, { ...order, file, span: { inMs: 9000, outMs: 9900 } })).rejects.toMatchObject({
      code: 'media.cutEmpty',
    });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('what goes wrong', () => {
  const span = { inMs: 1710, outMs: 4333 };

  const places: string[] = [];
  afterAll(() => Promise.all(places.map((place) => rm(place, { recursive: true, force: true }))));

  /** A program that goes before the real one. */
  async function wrapped(script: string): Promise<Ffmpeg> {
    const place = await mkdtemp(join(tmpdir(), 'mingcha-wrap-'));
    places.push(place);
    const path = join(place, 'ffmpeg');
    await writeFile(path, `#!/bin/sh\nreal="${ffmpeg.tools.ffmpeg}"\n${script}\n`, { mode: 0o755 });
    return new Ffmpeg({ ...ffmpeg.tools, ffmpeg: path });
  }

  const cut = (with_: Ffmpeg, file: string, signal?: AbortSignal) =>
    cutExact(with_, { file, name: '录像', output: join(folder, 'a.mp4'), span, flaws: [], signal });

  it('a joined cut that came out wrong is thrown away and the span made anew', async () => {
    // What is joined lacks its last frames, and the program says that all went well.
    const sloppy = await wrapped(
      'case "$*" in *concat:*) for a; do last=$a; done; "$real" "$@" && mv "$last" x && exec "$real" -v error -i x -c copy -frames:v 60 -y "$last";; *) exec "$real" "$@";; esac',
    );
    const result = await cut(sloppy, await recording('h264Mp4'));
    expect(result).toMatchObject({ way: 'whole', wholeBecause: 'smart: frames 60/66' });
    expect(await frameNumbers(join(folder, 'a.mp4'))).toEqual(within(span.inMs, span.outMs));
    await rm(join(folder, 'a.mp4'));
  });

  it('no result at all rather than one that is not exact', async () => {
    const sloppy = await wrapped(
      'case "$*" in *framehash*|*null*) exec "$real" "$@";; *) for a; do last=$a; done; "$real" "$@" && mv "$last" x && exec "$real" -v error -i x -c copy -frames:v 9 -y -f "$(case $last in *.ts) echo mpegts;; *) echo mp4;; esac)" "$last";; esac',
    );
    await expect(cut(sloppy, await recording('h264Silent'))).rejects.toMatchObject({ code: 'media.cutInexact' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('a program that is killed each time', async () => {
    const dying = await wrapped('kill -9 $$');
    await expect(cut(dying, await recording('h264Mp4'))).rejects.toMatchObject({ code: 'media.failed' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('a program that writes nothing and says that all went well', async () => {
    const idle = await wrapped('head -c 100000 /dev/urandom; exit 0');
    const file = await recording('h264Mp4');
    await expect(cut(idle, file)).rejects.toMatchObject({ code: 'media.incomplete' });
    const order = { file, name: '录像', output: join(folder, 'a.mp4'), span, flaws: [] };
    await expect(cutFast(idle, order)).rejects.toMatchObject({ code: 'media.incomplete' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('being called off', async () => {
    const stop = new AbortController();
    const slow = await wrapped('sleep 1; exec "$real" "$@"');
    const work = cut(slow, await recording('h264Mp4'), stop.signal);
    setTimeout(() => stop.abort(), 500);
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('a recording that breaks off: up to there it is cut, beyond it is refused', async () => {
    const whole = await readFile(await recording('h264Ts'));
    const short = join(folder, 'short.ts');
    await writeFile(short, whole.subarray(0, Math.floor(whole.length * 0.4)));
    const result = await cutExact(ffmpeg, {
      file: short,
      name: '录像',
      output: join(folder, 'a.mp4'),
      span: { inMs: 500, outMs: 2000 },
      flaws: null,
    });
    expect(result.frames).toBe(within(500, 2000).length);
    expect(await frameNumbers(join(folder, 'a.mp4'))).toEqual(within(500, 2000));
    await rm(join(folder, 'a.mp4'));
    await expect(cut(ffmpeg, short)).rejects.toMatchObject({ code: 'media.cutPastEnd' });
    await rm(short);
    expect(await readdir(folder)).toEqual([]);
  });

  it('a recording that vanishes or is changed meanwhile', async () => {
    const file = join(folder, 'gone.mp4');
    await copyFile(await recording('h264Mp4'), file);
    const removing = await wrapped(`"$real" "$@"; rm -f "${file}"`);
    await expect(cut(removing, file)).rejects.toMatchObject({ code: 'media.sourceChanged' });
    await copyFile(await recording('h264Mp4'), file);
    const cutting = await wrapped(`"$real" "$@"; truncate -s 300000 "${file}"`);
    await expect(cut(cutting, file)).rejects.toMatchObject({ code: 'media.sourceChanged' });
    await rm(file);
    expect(await readdir(folder)).toEqual([]);
  });

  it.skipIf(process.getuid?.() !== 0 || process.platform !== 'linux')('a full disk', async () => {
    const small = await mkdtemp(join(tmpdir(), 'mingcha-small-'));
    expect((await runToEnd('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', small], 5000)).code).toBe(0);
    try {
      const order = { file: await recording('h264Mp4'), name: '录像', output: join(small, 'a.mp4'), flaws: [] };
      await expect(cutExact(ffmpeg, { ...order, span: { inMs: 500, outMs: 7500 } })).rejects.toMatchObject({
        code: 'file.diskFull',
      });
      expect(await readdir(small)).toEqual([]);
    } finally {
      await runToEnd('umount', [small], 5000);
      await rm(small, { recursive: true });
    }
  });

  it('what a killed program left is swept', async () => {
    await mkdir(join(folder, '00000000-0000-0000-0000-000000000000.work', 'way-1'), { recursive: true });
    expect(await sweepWork(folder)).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });
});
