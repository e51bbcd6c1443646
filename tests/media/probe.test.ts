import { chmod, copyFile, link, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probed, type Probed } from '../../domain/footage/probed.js';
import { probeMedia } from '../../media/probe.js';
import { runToEnd } from '../../media/runner.js';
import {
  DAV_START,
  dav,
  ffmpeg,
  hevcMidGop,
  jumpsBack,
  mediaTools,
  recording,
  rotated,
  soundOnly,
  type RecordingShape,
} from '../support/footage.js';
import { draw } from '../support/pictures.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingcha-probe-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const probe = async (file: string): Promise<Probed> => probed.parse(await probeMedia(await mediaTools(), file));

async function bytes(name: string, content: Uint8Array | string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

/** Bytes of chance, the same every time. */
function chance(length: number): Buffer {
  let state = 12345;
  return Buffer.from(Array.from({ length }, () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) >>> 16));
}

describe('what can be read', () => {
  const rows: [RecordingShape, Partial<Probed>][] = [
    ['h264Mp4', { container: 'mov', videoCodec: 'h264', audioCodec: 'aac', hasB: true, timeBase: '1/12800' }],
    ['h264NoB', { container: 'mov', videoCodec: 'h264', audioCodec: null, hasB: false, startPts: 0 }],
    ['h264Mkv', { container: 'matroska', videoCodec: 'h264', audioCodec: 'pcm_alaw' }],
    ['h264Flv', { container: 'flv', videoCodec: 'h264', audioCodec: 'aac', frames: 200 }],
    ['h264Ts', { container: 'mpegts', videoCodec: 'h264', startPts: 133_200, frames: 200 }],
    ['h264AviNoB', { container: 'avi', videoCodec: 'h264', audioCodec: 'pcm_alaw' }],
    ['h264FullRange', { pixFmt: 'yuvj420p', fullRange: true }],
    ['hevcMp4', { container: 'mov', videoCodec: 'hevc', audioCodec: 'aac' }],
    ['mpeg4Mp4', { container: 'mov', videoCodec: 'mpeg4' }],
    ['msmpeg4Avi', { container: 'avi', videoCodec: 'msmpeg4v3', audioCodec: null, timeBase: '1/25' }],
    ['mjpegAvi', { container: 'avi', videoCodec: 'mjpeg', fullRange: true }],
    ['mpeg2Ps', { container: 'mpeg', videoCodec: 'mpeg2video', audioCodec: 'mp2' }],
    ['mpeg2Ts', { container: 'mpegts', videoCodec: 'mpeg2video', audioCodec: 'ac3' }],
  ];
  it.each(rows)('%s: codecs, size and length to the frame', async (shape, expected) => {
    const common = { kind: 'video', reason: null, flaws: [], width: 640, height: 360, fps: 25, durationMs: 8000 };
    expect(await probe(await recording(shape))).toMatchObject({ ...common, rotation: 0, ...expected });
  });

  it('frames without stamps of their own are counted and named', async () => {
    for (const shape of ['h264Avi', 'h264Raw', 'h264Ps'] as const)
      expect(await probe(await recording(shape)), shape).toMatchObject({ flaws: ['noTimes'], durationMs: 8000 });
  });

  it('a recording of uneven frames says so and has its length in time', async () => {
    const found = await probe(await recording('h264Vfr'));
    expect(found).toMatchObject({ flaws: ['variableRate'], durationMs: 8000, frames: 144 });
  });

  it('an MP4 of pieces is one, with its whole length', async () => {
    const found = await probe(await recording('h264Pieces'));
    expect(found).toMatchObject({ flaws: ['fragmented'], durationMs: 8000, frames: 200 });
  });

  it('a first stamp of 2021 is a start, not a length', async () => {
    const found = await probe(await recording('h264Epoch'));
    expect(found).toMatchObject({ startTime: 1609124513.936, durationMs: 8000, flaws: [] });
  });

  it('stamps that fall back are a flaw', async () => {
    expect((await probe(await jumpsBack())).flaws).toEqual(['jumpsBack']);
    const far = await probe(await jumpsBack(600));
    expect(far.flaws).toEqual(['jumpsBack']);
    expect(far.durationMs).toBeLessThan(9000);
  });

  it('what is shown turned says by how much, clockwise', async () => {
    expect(await probe(await rotated())).toMatchObject({ rotation: 90, width: 640, height: 360 });
  });

  it('a stream cut between two key frames is waited for and begins at the first that shows', async () => {
    const found = await probe(await hevcMidGop());
    expect(found).toMatchObject({ videoCodec: 'hevc', width: 160, height: 90, frames: 50, durationMs: 2000 });
  });

  it.each(['h264', 'hevc'] as const)('.dav with %s: the wall clock of the recorder and every frame', async (codec) => {
    const [year, month, day, hour, minute, second] = DAV_START;
    expect(await probe(await dav(codec))).toMatchObject({
      container: 'dhav',
      videoCodec: codec,
      audioCodec: 'pcm_alaw',
      score: 100,
      frames: 200,
      durationMs: 8000,
      davStart: Date.UTC(year, month - 1, day, hour, minute, second),
    });
  });

  it('sound alone is sound', async () => {
    const found = await probe(await soundOnly());
    expect(found).toMatchObject({ kind: 'audio', videoCodec: null, audioCodec: 'aac', durationMs: 4000 });
  });

  it('when the container was made is an instant; a clock never set is none', async () => {
    const source = await recording('h264Silent');
    const made = async (time: string): Promise<number | null> => {
      const file = join(folder, `made-${Date.parse(time)}.mp4`);
      await ffmpeg(['-i', source, '-c', 'copy', '-metadata', `creation_time=${time}`, file]);
      return (await probe(file)).containerCreated;
    };
    expect(await made('2026-03-09T01:30:05Z')).toBe(Date.UTC(2026, 2, 9, 1, 30, 5));
    expect(await made('1970-01-01T00:00:09Z')).toBeNull();
  });
});

describe('names say nothing', () => {
  it('MPEG-PS, a stream without container and a picture, all called .mp4', async () => {
    const ps = join(folder, '监控 “一楼” 😀.mp4');
    await copyFile(await recording('mpeg2Ps'), ps);
    expect(await probe(ps)).toMatchObject({ kind: 'video', container: 'mpeg', score: 26 });
    expect(await probe(await recording('h264Raw'))).toMatchObject({ kind: 'video', container: 'h264' });
    const jpeg = join(folder, 'jpeg.mp4');
    await link(await draw(folder, 'picture.jpg', 'chart'), jpeg);
    expect(await probe(jpeg)).toMatchObject({ kind: 'picture', width: 480, height: 360 });
  });

  it('one pixel is a recording that can only be kept', async () => {
    const file = join(folder, 'pixel.avi');
    await ffmpeg([
      '-f',
      'lavfi',
      '-i',
      'color=red:s=8x8:d=1',
      '-vf',
      'format=yuv444p,scale=1:1',
      '-c:v',
      'mjpeg',
      '-pix_fmt',
      'yuvj444p',
      file,
    ]);
    expect(await probe(file)).toMatchObject({
      kind: 'video',
      width: 1,
      flaws: expect.arrayContaining(['tiny']) as string[],
    });
  });
});

describe('what cannot be read says why', () => {
  it('nothing, chance, programs, texts, a recorder’s own', async () => {
    const head = Buffer.from('HXVS', 'latin1');
    const rows: [string, Uint8Array | string, Probed['reason']][] = [
      ['empty.mp4', '', 'empty'],
      ['chance.mp4', chance(200_000), 'unknown'],
      ['program.mp4', await readFile(process.execPath).then((all) => all.subarray(0, 100_000)), 'executable'],
      ['script.mp4', '#!/bin/sh\nrm -rf ~\n', 'executable'],
      ['windows.mp4', Buffer.concat([Buffer.from('MZ\x90\0', 'latin1'), chance(5000)]), 'executable'],
      ['text.mp4', '今天上午九点，B07 窗口。\n', 'text'],
      ['private.mp4', Buffer.concat([head, chance(100_000)]), 'privateFormat'],
      ['almost.dav', Buffer.concat([Buffer.from('DHAV', 'latin1'), chance(5000)]), 'unknown'],
    ];
    for (const [name, content, reason] of rows)
      expect(await probe(await bytes(name, content)), name).toMatchObject({ kind: 'unparsed', reason });
  });

  it('a list of other files is text, even with bytes that no text has', async () => {
    const target = await recording('h264Ts');
    const list = `#EXTM3U\n#EXT-X-TARGETDURATION:8\n#EXTINF:8,\x01\n${target}\n#EXT-X-ENDLIST\n`;
    expect(await probe(await bytes('list.mp4', list))).toMatchObject({ kind: 'unparsed', reason: 'text' });
    expect(await probe(await bytes('list.txt', `ffconcat version 1.0\nfile '${target}'\n`))).toMatchObject({
      reason: 'text',
    });
  });

  it('an MP4 without its index, and one that ends before its index says', async () => {
    const whole = await readFile(await recording('h264Mp4'));
    const headless = await bytes('headless.mp4', whole.subarray(0, whole.length / 2));
    expect(await probe(headless)).toMatchObject({ kind: 'unparsed', reason: 'noMoov' });
    const fast = await readFile(await recording('h264Silent'));
    const short = await probe(await bytes('short.mp4', fast.subarray(0, fast.length / 2)));
    expect(short.flaws).toContain('truncated');
    expect(short.durationMs).toBeGreaterThan(2000);
    expect(short.durationMs).toBeLessThan(6500);
  });

  it.each(['h264Mkv', 'msmpeg4Avi'] as const)('a copy of %s that was broken off', async (name) => {
    const file = await recording(name);
    const whole = await readFile(file);
    expect((await probe(file)).flaws).not.toContain('truncated');
    const short = await probe(await bytes(`short-${name}`, whole.subarray(0, whole.length * 0.6)));
    expect(short.flaws).toContain('truncated');
    expect(short.durationMs).toBeGreaterThan(2000);
  });

  it('.dav on a computer whose ffmpeg would read it wrongly', async () => {
    const tools = await mediaTools();
    const file = await dav();
    expect(await probeMedia({ ...tools, major: 4 }, file)).toMatchObject({ reason: 'toolsTooOld' });
    expect(await probeMedia({ ...tools, lacks: ['dhav'] }, file)).toMatchObject({ reason: 'toolsTooOld' });
  });

  it('a program that hangs, and one that prints garbage', async () => {
    const tools = await mediaTools();
    const file = await recording('h264Mp4');
    const fake = async (name: string, script: string): Promise<string> => {
      const path = await bytes(name, `#!/bin/sh\n${script}\n`);
      await chmod(path, 0o755);
      return path;
    };
    const hanging = { ...tools, ffprobe: await fake('hangs', 'exec sleep 60') };
    expect(await probeMedia(hanging, file, { limitMs: 300 })).toMatchObject({ reason: 'hanging' });
    const garbage = { ...tools, ffprobe: await fake('garbage', 'head -c 300000 /dev/urandom') };
    expect(await probeMedia(garbage, file)).toMatchObject({ kind: 'unparsed', reason: 'unknown' });
    const none = { ...tools, ffprobe: join(folder, 'nowhere') };
    await expect(probeMedia(none, file)).rejects.toMatchObject({ code: 'media.binaryMissing' });
  });

  it('links, folders, pipes and devices are not opened', async () => {
    const linked = join(folder, 'link.mp4');
    await symlink(await recording('h264Mp4'), linked);
    const pipe = join(folder, 'pipe.mp4');
    await runToEnd('mkfifo', [pipe], 5000);
    for (const file of [linked, folder, pipe, '/dev/zero', join(folder, 'gone.mp4')])
      await expect(probe(file), file).rejects.toMatchObject({ code: 'file.unreadable' });
  });
});
