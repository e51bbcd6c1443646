import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Probed } from '../../domain/footage/probed.js';
import type { MediaTools } from '../../media/binaries.js';
import type { Growing } from '../../media/growing.js';
import { playPlan, shownSize, type PlayWay } from '../../media/playable.js';
import { probeMedia } from '../../media/probe.js';
import { makeProxy, type Proxy, type ProxyOrder } from '../../media/proxy.js';
import { runForBytes, runToEnd } from '../../media/runner.js';
import * as footage from '../support/footage.js';
import { program } from '../support/programs.js';

vi.setConfig({ testTimeout: 60_000 });

const { frameNumbers, mediaTools, numbers, recording, shownAt } = footage;
const NAME = '一楼大厅.avi';
let folder = '';
let tools: MediaTools;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mingcha 代理 “x'” 😀 "));
  tools = await mediaTools();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A folder of its own, so that what is left behind shows. */
async function place(name: string): Promise<string> {
  const own = join(folder, name);
  await mkdir(own);
  return own;
}

async function proxyOf(
  source: string,
  own: string,
  more: Partial<ProxyOrder> = {},
  by = tools,
): Promise<{ proxy: Proxy; file: string; probed: Probed }> {
  const target = join(own, '代理.mp4');
  const probed = await probeMedia(tools, source);
  const proxy = await makeProxy(by, { source, probed, target, name: NAME, ...more });
  return { proxy, file: target, probed };
}

/** Distance of every frame from the first, in ms. */
async function places(file: string): Promise<number[]> {
  const shown = await shownAt(file);
  return shown.map((second) => Math.round((second - (shown[0] ?? 0)) * 1000));
}

describe('what has to be done so that it plays', () => {
  const rows: [PlayWay, string | null, Partial<Probed>][] = [
    ['as_is', 'video/mp4', {}],
    ['as_is', 'video/mp4', { audioCodec: null, pixFmt: 'yuvj420p', flaws: ['variableRate'], rotation: 90 }],
    ['as_is', 'video/mp4', { audioCodec: 'mp3' }],
    ['as_is', 'video/webm', { container: 'matroska', videoCodec: 'vp9', audioCodec: 'opus' }],
    ['as_is', 'audio/mp4', { kind: 'audio', videoCodec: null }],
    ['as_is', 'audio/wav', { kind: 'audio', container: 'wav', videoCodec: null, audioCodec: 'pcm_s16le' }],
    ['remux', 'video/mp4', { container: 'mpegts' }],
    ['remux', 'video/mp4', { container: 'matroska', audioCodec: null }],
    ['remux', 'video/mp4', { flaws: ['truncated'] }],
    ['remux', 'video/mp4', { flaws: ['fragmented'] }],
    ['remux', 'video/mp4', { startPts: 1024 }],
    ['remux', 'video/mp4', { container: 'matroska', timeBase: '1/1000', startPts: 1_609_124_513_936 }],
    ['audio_only_encode', 'video/mp4', { container: 'dhav', audioCodec: 'pcm_alaw' }],
    ['audio_only_encode', 'video/mp4', { audioCodec: 'ac3' }],
    ['audio_only_encode', 'audio/mp4', { kind: 'audio', container: 'wav', videoCodec: null, audioCodec: 'pcm_alaw' }],
    ['transcode', 'video/mp4', { pixFmt: 'yuv444p' }],
    ['transcode', 'video/mp4', { pixFmt: 'yuv420p10le' }],
    ['transcode', 'video/mp4', { container: 'avi', flaws: ['noTimes'] }],
    ['transcode', 'video/mp4', { container: 'mpegts', flaws: ['jumpsBack'] }],
    ['none', null, { kind: 'picture' }],
    ['none', null, { kind: 'unparsed' }],
    ['none', null, { flaws: ['tiny'] }],
  ];
  it('is the least that plays', async () => {
    const base = await probeMedia(tools, await recording('h264Mp4'));
    for (const [way, mediaType, more] of rows)
      expect(playPlan({ ...base, ...more }), JSON.stringify(more)).toEqual({ way, mediaType });
    for (const videoCodec of ['hevc', 'mpeg4', 'msmpeg4v3', 'mjpeg', 'mpeg2video'])
      expect(playPlan({ ...base, videoCodec }).way, videoCodec).toBe('transcode');
  });

  it('what plays as it is and what cannot be shown get no proxy', async () => {
    const base = await probeMedia(tools, await recording('h264Mp4'));
    const tiny: Probed = { ...base, flaws: ['tiny'] };
    const source = await recording('h264Mp4');
    const own = await place('none');
    for (const probed of [tiny, base])
      await expect(makeProxy(tools, { source, probed, target: join(own, 'x'), name: NAME })).rejects.toMatchObject({
        code: 'media.notPlayable',
      });
    expect(await readdir(own)).toEqual([]);
  });

  it('a picture is shown upright, with square pixels, of even sides and no larger than needed', () => {
    const shape = { width: 1920, height: 1080, pixelAspect: 1, rotation: 0 };
    expect(shownSize(shape)).toEqual({ width: 1280, height: 720 });
    expect(shownSize({ ...shape, rotation: 270 })).toEqual({ width: 720, height: 1280 });
    expect(shownSize({ ...shape, width: 704, height: 576, pixelAspect: 12 / 11 })).toEqual({ width: 768, height: 576 });
    expect(shownSize({ ...shape, width: 637, height: 359 })).toEqual({ width: 638, height: 360 });
    expect(shownSize({ ...shape, width: 2, height: 2 })).toEqual({ width: 2, height: 2 });
  });
});

describe('a proxy', () => {
  const rows: [string, () => Promise<string>][] = [
    ['H.264 and AAC in MPEG-TS', () => recording('h264Ts')],
    ['H.264 and AAC in an MP4 of pieces', () => recording('h264Pieces')],
    ['H.264 in a file that begins in 2021', () => recording('h264Epoch')],
    ['H.264 with B-frames and G.711 in Matroska', () => recording('h264Mkv')],
    ['H.264 and G.711 in .dav', () => footage.dav()],
    ['H.265 with B-frames and AAC', () => recording('hevcMp4')],
    ['H.265 and AC-3 in MPEG-TS', () => recording('hevcTs')],
    ['MPEG-4 of uneven frames', () => recording('mpeg4Vfr')],
    ['MPEG-2 and MP2 in MPEG-PS', () => recording('mpeg2Ps')],
  ];
  it.each(rows)('of %s has every frame at its place, from 0 on', async (name, make) => {
    const source = await make();
    const own = await place(name);
    const { proxy, file, probed } = await proxyOf(source, own);
    expect(await frameNumbers(file)).toEqual(await frameNumbers(source));
    expect(await places(file)).toEqual(await places(source));
    expect(proxy).toMatchObject({ firstFrameMs: 0, soundLost: false });
    expect(Math.abs(proxy.durationMs - (probed.durationMs ?? 0))).toBeLessThanOrEqual(20);
    const made = await probeMedia(tools, file);
    expect(playPlan(made).way).toBe('as_is');
    expect(made).toMatchObject({
      videoCodec: 'h264',
      audioCodec: probed.audioCodec && 'aac',
      flaws: probed.flaws.filter((flaw) => flaw === 'variableRate'),
    });
    expect(proxy.codecs).toMatch(probed.audioCodec ? /^avc1\.[0-9a-f]{6},mp4a\.40\.2$/ : /^avc1\.[0-9a-f]{6}$/);
    expect(await readdir(own)).toEqual(['代理.mp4']);
  });

  it.each(['h264Avi', 'h264Raw', 'mpeg4Avi', 'h264Ps'] as const)(
    'of %s, whose frames lack stamps, has them evenly',
    async (shape) => {
      const { file } = await proxyOf(await recording(shape), await place(shape));
      expect(await frameNumbers(file)).toEqual(numbers(0, 200));
      expect(await places(file)).toEqual(numbers(0, 200).map((frame) => frame * 40));
    },
  );

  it.each([20, 600])('of a recording whose stamps fall back by some %i s goes through it once', async (seconds) => {
    const source = await footage.jumpsBack(seconds);
    const { file } = await proxyOf(source, await place(`jumps-${seconds}`));
    const shown = await frameNumbers(file);
    expect(shown).toEqual(await frameNumbers(source));
    expect(shown.slice(0, 200)).toEqual([...numbers(100, 200), ...numbers(0, 100)]);
    expect(await places(file)).toEqual(shown.map((_, frame) => frame * 40));
  });

  it('of a stream cut into begins with the first true picture', async () => {
    const { proxy, file } = await proxyOf(await footage.hevcMidGop(), await place('mid'));
    expect(await frameNumbers(file)).toEqual(numbers(250, 300));
    expect(proxy).toMatchObject({ firstFrameMs: 0, durationMs: 2000 });
  });

  it('of a turned recording stands upright', async () => {
    const { proxy, file } = await proxyOf(await footage.rotated('mpeg4Mp4'), await place('turned'));
    expect(proxy).toMatchObject({ width: 360, height: 640 });
    expect(await frameNumbers(file, { filter: 'transpose=cclock' })).toEqual(numbers(0, 200));
  });

  it('of full-range video keeps its greys', async () => {
    const source = await recording('mjpegAvi');
    const { file } = await proxyOf(source, await place('range'));
    const greys = async (from: string): Promise<Buffer> => {
      const args = [
        '-v',
        'error',
        '-i',
        from,
        '-frames:v',
        '1',
        '-vf',
        'scale=32:18,format=rgb24',
        '-f',
        'rawvideo',
        'pipe:1',
      ];
      return (await runForBytes(tools.ffmpeg, args, { timeoutMs: 20_000, mostBytes: 1 << 20 })) ?? Buffer.alloc(0);
    };
    const [before, after] = [await greys(source), await greys(file)];
    expect(after.length).toBe(before.length);
    const apart = before.reduce((sum, byte, at) => sum + Math.abs(byte - (after[at] ?? 0)), 0) / before.length;
    expect(apart).toBeLessThan(4);
    expect((await probeMedia(tools, file)).pixFmt).toBe('yuv420p');
  });

  it('of odd sides has even ones', async () => {
    const { proxy, file } = await proxyOf(await recording('h264Odd'), await place('odd'));
    expect(proxy).toMatchObject({ width: 638, height: 360 });
    expect(await frameNumbers(file)).toEqual(numbers(0, 200));
  });
});

describe('while it is made', () => {
  it.each(['msmpeg4Avi', 'h264Mkv'] as const)(
    'the proxy of %s is read to its end by who began early',
    async (shape) => {
      const own = await place(`growing-${shape}`);
      const pieces: Buffer[] = [];
      const late: Buffer[] = [];
      let readers: Promise<unknown> = Promise.resolve();
      let there = true;
      const read = async (growing: Growing, from: number, into: Buffer[]): Promise<void> => {
        for await (const piece of growing.read(from)) into.push(piece);
      };
      const percents: number[] = [];
      // A copy of eight seconds is made before anybody could be told that it is being made.
      const steady = await program(folder, `ffmpeg-steady-${shape}`, `exec ${tools.ffmpeg} -readrate 4 "$@"`);
      const watch = {
        report: (percent: number) => percents.push(percent),
        growing: (growing: Growing) => {
          there = existsSync(join(own, '代理.mp4'));
          expect(growing.codecs).toMatch(/^avc1\.[0-9a-f]{6}/);
          readers = Promise.all([read(growing, 0, pieces), read(growing, 1000, late)]);
        },
      };
      const { proxy } = await proxyOf(await recording(shape), own, watch, { ...tools, ffmpeg: steady });
      await readers;
      expect(there).toBe(false);
      expect(proxy.bytes).toBe((await stat(join(own, '代理.mp4'))).size);
      const seen = join(own, 'seen.mp4');
      await writeFile(seen, Buffer.concat(pieces));
      expect(await frameNumbers(seen)).toEqual(numbers(0, 200));
      expect(Buffer.concat(late).equals(Buffer.concat(pieces).subarray(1000))).toBe(true);
      expect(percents.every((percent, at) => percent <= 100 && percent >= (percents[at - 1] ?? 0))).toBe(true);
      expect((await readdir(own)).sort()).toEqual(['seen.mp4', '代理.mp4'].sort());
    },
  );

  it('sound that cannot be fed waits for the finished file', async () => {
    let told = false;
    const slow = await program(folder, 'ffmpeg-paced', `exec ${tools.ffmpeg} -re -t 2 "$@"`);
    const source = await recording('h264Mp3');
    const own = await place('mp3');
    const growing = (): void => void (told = true);
    const probed = { ...(await probeMedia(tools, source)), durationMs: 2000 };
    const { proxy } = await proxyOf(source, own, { growing, probed }, { ...tools, ffmpeg: slow });
    expect([told, proxy.codecs]).toEqual([false, expect.stringMatching(/^avc1\.\w+,mp4a\.6/)]);
  });

  it('called off, nothing is left and its readers learn of it', async () => {
    const own = await place('cancelled');
    const stop = new AbortController();
    let reader: Promise<unknown> = Promise.resolve();
    const slow = await program(folder, 'ffmpeg-slow', `exec ${tools.ffmpeg} -re "$@"`);
    const making = proxyOf(
      await recording('msmpeg4Avi'),
      own,
      {
        signal: stop.signal,
        growing: (growing) => {
          reader = (async () => {
            for await (const piece of growing.read()) if (piece.length > 0) stop.abort();
          })();
          reader.catch(() => undefined);
        },
      },
      { ...tools, ffmpeg: slow },
    );
    await expect(making).rejects.toMatchObject({ code: 'cancelled' });
    await expect(reader).rejects.toMatchObject({ code: 'media.incomplete' });
    expect(await readdir(own)).toEqual([]);
  });

  const ends: [string, string, string][] = [
    ['an ffmpeg that ends early and calls it well', 'exec FFMPEG -t 2 "$@"', 'media.incomplete'],
    ['an ffmpeg that is killed', 'timeout -s KILL 0.5 FFMPEG -re "$@"; kill -9 $$', 'media.failed'],
    ['an ffmpeg that prints garbage', 'head -c 100000 /dev/urandom; exit 0', 'media.'],
  ];
  it.each(ends)('%s leaves nothing', async (name, script, code) => {
    const own = await place(name);
    const ffmpeg = await program(folder, `ffmpeg-${name}`, script.replace('FFMPEG', tools.ffmpeg));
    const source = await recording('msmpeg4Avi');
    const made = proxyOf(source, own, {}, { ...tools, ffmpeg });
    await expect(made).rejects.toMatchObject({ code: expect.stringContaining(code) as string });
    expect(await readdir(own)).toEqual([]);
  });

  it('sound that nobody can read costs the sound, not the picture', async () => {
    const own = await place('deaf');
    const ffmpeg = await program(folder, 'ffmpeg-deaf', `case "$*" in *c:a*) exit 1;; esac; exec ${tools.ffmpeg} "$@"`);
    const { proxy, file } = await proxyOf(await recording('h264Mkv'), own, {}, { ...tools, ffmpeg });
    expect(proxy).toMatchObject({ soundLost: true, durationMs: 8000 });
    expect(await frameNumbers(file)).toEqual(numbers(0, 200));
    expect(await readdir(own)).toEqual(['代理.mp4']);
  });

  it('a full disk and a folder that is gone are named', async (context) => {
    const source = await recording('msmpeg4Avi');
    await expect(proxyOf(source, join(folder, 'nowhere'))).rejects.toMatchObject({
      code: expect.stringMatching(/^file\./) as string,
    });
    const own = await place('full');
    const mounted = await runToEnd('mount', ['-t', 'tmpfs', '-o', 'size=66m', 'tmpfs', own], 5000).catch(() => null);
    if (mounted?.code !== 0) context.skip('only a superuser can make a small disk');
    try {
      // Room enough to begin with; it is taken by something else meanwhile.
      const filled = {
        growing: () => void writeFile(join(own, 'other'), Buffer.alloc(80 << 20)).catch(() => undefined),
      };
      const slow = await program(folder, 'ffmpeg-slower', `exec ${tools.ffmpeg} -re "$@"`);
      const made = proxyOf(source, own, filled, { ...tools, ffmpeg: slow });
      await expect(made).rejects.toMatchObject({ code: 'file.diskFull' });
      expect(await readdir(own)).toEqual(['other']);
      await expect(proxyOf(source, own)).rejects.toMatchObject({ code: 'file.diskFull' });
    } finally {
      await runToEnd('umount', [own], 5000);
    }
  });
});
