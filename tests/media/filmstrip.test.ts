import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { MediaTools } from '../../media/binaries.js';
import { makeFilmstrip, type Filmstrip } from '../../media/filmstrip.js';
import { canJump } from '../../media/key-frames.js';
import { makePoster, telling } from '../../media/poster.js';
import { probeMedia } from '../../media/probe.js';
import { makeProxy } from '../../media/proxy.js';
import { runForBytes } from '../../media/runner.js';
import { dav, ffmpeg, frameNumbers, mediaTools, numbers, recording, rotated } from '../support/footage.js';
import { program } from '../support/programs.js';

vi.setConfig({ testTimeout: 60_000 });

const NAME = '一楼大厅.mp4';
let folder = '';
let tools: MediaTools;
let made = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mingcha 胶片 'x' 😀 "));
  tools = await mediaTools();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function own(): Promise<string> {
  const place = join(folder, String((made += 1)));
  await mkdir(place);
  return place;
}

async function sizeOf(picture: string): Promise<(number | null)[]> {
  const { width, height } = await probeMedia(tools, picture);
  return [width, height];
}

async function strip(source: string, tiles?: number): Promise<{ strip: Filmstrip; seen: number[]; left: string[] }> {
  const place = await own();
  const target = join(place, 'strip.jpg');
  const probed = await probeMedia(tools, source);
  const found = await makeFilmstrip(tools, { source, probed, target, name: NAME, tiles });
  const rows = Math.ceil(found.timesMs.length / found.columns);
  const upright = probed.rotation === 90 ? ',transpose=cclock' : '';
  const { tileWidth, tileHeight } = found;
  expect(await sizeOf(target)).toEqual([found.columns * tileWidth, rows * tileHeight]);
  const tilesThere = await frameNumbers(target, { filter: `untile=${found.columns}x${rows}${upright}` });
  return { strip: found, seen: tilesThere.slice(0, found.timesMs.length), left: await readdir(place) };
}

describe('a filmstrip', () => {
  it.each(['h264Mp4', 'h264Mkv', 'h264AviNoB', 'hevcMp4', 'h264OpenGop', 'hevcOpenGop', 'h264Epoch'] as const)(
    'of %s shows its key frames, each at its real time',
    async (shape) => {
      const { strip: found, seen, left } = await strip(await recording(shape));
      const keys = numbers(0, 8).map((key) => key * 25);
      expect(seen).toEqual(keys);
      expect(found).toEqual({ columns: 8, tileWidth: 160, tileHeight: 90, timesMs: keys.map((key) => key * 40) });
      expect(left).toEqual(['strip.jpg']);
    },
  );

  it('of uneven frames has uneven times', async () => {
    const { strip: found, seen } = await strip(await recording('h264Vfr'));
    expect(found.timesMs).toEqual(seen.map((number) => number * 40));
  });

  it('of few frames that lean on each other has them in their order', async () => {
    expect((await strip(await recording('h264OpenGop'), 3)).seen).toEqual([25, 100, 150]);
  });

  it('of key frames alone has as many tiles as asked for, in rows', async () => {
    const { strip: found, seen } = await strip(await recording('mjpegAvi'), 23);
    expect(seen).toHaveLength(23);
    expect(found).toMatchObject({ columns: 10, timesMs: seen.map((number) => number * 40) });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('stands upright', async () => {
    const { strip: found, seen } = await strip(await rotated());
    expect(found).toMatchObject({ tileWidth: 90, tileHeight: 160 });
    expect(seen).toEqual(numbers(0, 8).map((key) => key * 25));
  });

  it('does not blow small pictures up', async () => {
    const source = join(await own(), 'small.mp4');
    await ffmpeg(['-i', await recording('h264Silent'), '-t', '2', '-vf', 'scale=64:36', '-c:v', 'libx264', source]);
    expect((await strip(source)).strip).toMatchObject({ columns: 1, tileWidth: 64, tileHeight: 36, timesMs: [0] });
  });

  it.each(['libx264', 'mpeg4'])('of a short recording with one key frame (%s) shows frames between', async (codec) => {
    const source = join(await own(), 'sparse.avi');
    const few = ['-c:v', codec, '-g', '600', '-bf', '0', '-sc_threshold', '1000000000', '-q:v', '3'];
    await ffmpeg(['-i', await recording('h264Silent'), ...few, source]);
    const { strip: found, seen, left } = await strip(source);
    expect(seen).toHaveLength(8);
    expect(new Set(seen.map((number) => Math.floor(number / 25))).size).toBe(8);
    expect(found.timesMs).toEqual(seen.map((number) => number * 40));
    expect(left).toEqual(['strip.jpg']);
  });

  it('loses a damaged frame, never the time of the others', async () => {
    const source = join(await own(), 'damaged.mp4');
    const plain = await recording('h264NoB');
    await copyFile(plain, source);
    const args = ['-v', 'error', '-show_entries', 'packet=pos,size,flags', '-of', 'csv=p=0', plain];
    const listed = await runForBytes(tools.ffprobe, args, { timeoutMs: 20_000, mostBytes: 1 << 20 });
    const keys = (listed?.toString() ?? '').split('\n').filter((line) => line.includes('K'));
    const [size = 0, pos = 0] = (keys[3] ?? '').split(',').map(Number);
    const bytes = await readFile(source);
    await writeFile(source, bytes.fill(0, pos, pos + size));
    const { strip: found, seen } = await strip(source);
    expect(seen).toEqual([0, 25, 50, 100, 125, 150, 175]);
    expect(found.timesMs).toEqual(seen.map((number) => number * 40));
  });

  it('of what one cannot jump in is made from its proxy', async () => {
    const place = await own();
    const [source, proxy] = [await dav(), join(place, 'proxy.mp4')];
    const probed = await probeMedia(tools, source);
    expect(canJump(probed)).toBe(false);
    const order = { source, probed, target: join(place, 'strip.jpg'), name: NAME };
    await expect(makeFilmstrip(tools, order)).rejects.toMatchObject({ code: 'media.notPlayable' });
    await makeProxy(tools, { ...order, target: proxy });
    expect((await strip(proxy)).strip.timesMs).toEqual(numbers(0, 8).map((second) => second * 1000));
  });

  it('called off or failed, leaves nothing', async () => {
    const source = await recording('h264Mp4');
    const probed = await probeMedia(tools, source);
    const place = await own();
    const order = { source, probed, target: join(place, 'strip.jpg'), name: NAME };
    const stop = new AbortController();
    const slow = { ...tools, ffmpeg: await program(folder, 'ffmpeg-slow', `sleep 0.3; exec ${tools.ffmpeg} "$@"`) };
    const making = makeFilmstrip(slow, { ...order, signal: stop.signal });
    setTimeout(() => stop.abort(), 200);
    await expect(making).rejects.toMatchObject({ code: 'cancelled' });
    const broken = { ...tools, ffmpeg: await program(folder, 'ffmpeg-broken', 'exit 1') };
    await expect(makeFilmstrip(broken, order)).rejects.toMatchObject({ code: 'media.failed' });
    await expect(makePoster(broken, order)).rejects.toMatchObject({ code: 'media.incomplete' });
    expect(await readdir(place)).toEqual([]);
  });
});

describe('a poster', () => {
  it('is not the dark before the hall opens', async () => {
    const place = await own();
    const [source, target] = [join(place, 'dawn.mp4'), join(place, 'poster.jpg')];
    const dawn = [
      '-vf',
      "drawbox=t=fill:color=black:enable='lt(t,6)'",
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-g',
      '25',
    ];
    await ffmpeg(['-i', await recording('h264Silent'), ...dawn, source]);
    const probed = await probeMedia(tools, source);
    expect(await makePoster(tools, { source, probed, target, name: NAME })).toEqual({ width: 640, height: 360 });
    expect((await frameNumbers(target))[0]).toBeGreaterThanOrEqual(150);
    expect((await readdir(place)).sort()).toEqual(['dawn.mp4', 'poster.jpg']);
  });

  it('is had of anything that has a picture, wherever it begins', async () => {
    for (const source of [await dav('hevc'), await recording('mpeg2Ps'), await recording('h264Raw'), await rotated()]) {
      const target = join(await own(), 'poster.jpg');
      const probed = await probeMedia(tools, source);
      const size = await makePoster(tools, { source, probed, target, name: NAME });
      const filter = probed.rotation === 90 ? { filter: 'transpose=cclock' } : {};
      expect((await frameNumbers(target, filter))[0]! % 25, source).toBe(0);
      expect(size).toEqual(probed.rotation === 90 ? { width: 360, height: 640 } : { width: 640, height: 360 });
    }
  });

  it('prefers what has most to see', () => {
    const grey = (value: (at: number) => number): Uint8Array => Uint8Array.from({ length: 576 }, (_, at) => value(at));
    const hall = telling(grey((at) => 60 + (at % 24) * 6));
    expect(hall).toBeGreaterThan(telling(grey(() => 128)));
    expect(hall).toBeGreaterThan(telling(grey((at) => (at % 3) * 10)));
    expect(hall).toBeGreaterThan(telling(grey((at) => 255 - (at % 3) * 20)));
  });
});
