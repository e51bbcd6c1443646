import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { AppError } from '../domain/errors.js';
import { firstFrameS, type Probed } from '../domain/footage/probed.js';
import type { MediaTools } from './binaries.js';
import { Ffmpeg } from './ffmpeg.js';
import { canJump, keyFrames, spreadFrames, standAlone, upright, withKeyList, type KeyOrder } from './key-frames.js';
import { shownSize } from './playable.js';
import { runForBytes } from './runner.js';

export interface FilmstripOrder extends KeyOrder {
  /** JPEG of all tiles. */
  target: string;
  /** Tiles wanted; a short recording gives fewer. */
  tiles?: number | undefined;
}

/** Tiles stand in rows from the left, in the order of time. The last row may not be full. */
export interface Filmstrip {
  columns: number;
  tileWidth: number;
  tileHeight: number;
  /** Real place of each tile's frame, in ms from the first shown frame. */
  timesMs: number[];
}

const TILES = 100;
const COLUMNS = 10;
/** Shorter side of a tile, in pixels; a smaller picture is not blown up. */
const SHORT_SIDE = 90;
/** So much is decoded in some seconds: two minutes of 1080p25, ten of D1. */
const MOST_PIXELS = 6e9;
const AT_ONCE = 2;
const LIMIT_MS = 20_000;
const JPEG = ['-q:v', '4', '-pix_fmt', 'yuvj420p', '-f', 'image2', '-update', '1'];

/**
 * Makes the strip of small pictures one looks for a place with. Only the key frames that are shown are decoded, so a long
 * recording with few of them has a coarse strip; a short one is decoded whole.
 * @param order a recording one can jump in (`canJump`), or its proxy with what was probed of that
 * @throws AppError `media.notPlayable`, `media.incomplete` when nothing can be decoded, what `Ffmpeg.run` throws
 */
export async function makeFilmstrip(tools: MediaTools, order: FilmstripOrder): Promise<Filmstrip> {
  const { probed, target, name } = order;
  if (!canJump(probed)) throw new AppError('media.notPlayable', { name });
  const ffmpeg = new Ffmpeg(tools);
  const tiles = order.tiles ?? TILES;
  const part = `${target}.${randomUUID()}.part`;
  try {
    const keys = await keyFrames(ffmpeg, order, tiles);
    const dense = isCoarse(keys, probed, tiles) ? await ofAnyFrames(ffmpeg, order, tiles, part) : null;
    const shown = dense ?? (await ofKeyFrames(ffmpeg, order, keys, part));
    await rename(part, target);
    const tile = shownSize(probed, SHORT_SIDE);
    const first = firstFrameS(probed) ?? 0;
    const timesMs = shown.map((second) => Math.max(0, Math.round((second - first) * 1_000_000) / 1000));
    return { columns: columnsOf(shown), tileWidth: tile.width, tileHeight: tile.height, timesMs };
  } finally {
    await rm(part, { force: true });
  }
}

/** @returns those that came out */
async function ofKeyFrames(
  ffmpeg: Ffmpeg,
  order: FilmstripOrder,
  keys: readonly number[],
  part: string,
): Promise<readonly number[]> {
  if (keys.length === 0) throw new AppError('media.incomplete', { name: order.name });
  const together = await standAlone(ffmpeg, order, keys, `${part}.list.part`);
  const whole = together && (await inOnePass(ffmpeg, order, keys, part));
  return whole ? keys : oneByOne(ffmpeg, order, keys, part);
}

/** One tile a second at most. */
const denseCount = ({ durationMs }: Probed, tiles: number): number =>
  Math.min(tiles, Math.floor((durationMs ?? 0) / 1000));

/** Less than half of the tiles there could be, where decoding the whole takes seconds. */
function isCoarse(keys: readonly number[], probed: Probed, tiles: number): boolean {
  const { width, height, fps, durationMs } = probed;
  const pixels = (((width ?? 0) * (height ?? 0) * (durationMs ?? 0)) / 1000) * (fps ?? 25);
  return keys.length < denseCount(probed, tiles) / 2 && pixels < MOST_PIXELS;
}

const columnsOf = (keys: readonly number[]): number => Math.min(COLUMNS, keys.length);
const tiled = (keys: readonly number[]): string =>
  `tile=${columnsOf(keys)}x${Math.ceil(keys.length / columnsOf(keys))}`;

/** ffmpeg counts the frames of its first output. */
const counted = ['-map', '[each]', '-vsync', 'passthrough', '-f', 'null', '-'];
const sprite = (part: string): string[] => ['-map', '[sprite]', '-frames:v', '1', ...JPEG, part];

/** @returns whether every key frame came out: one that is missing would move all tiles after it to another time */
async function inOnePass(
  ffmpeg: Ffmpeg,
  order: FilmstripOrder,
  keys: readonly number[],
  part: string,
): Promise<boolean> {
  const { source, probed, name, signal } = order;
  const graph = `[0:v]${upright(probed, shownSize(probed, SHORT_SIDE))},split[all][each];[all]${tiled(keys)}[sprite]`;
  const { frames } = await withKeyList(`${part}.list.part`, order, keys, (input) =>
    ffmpeg.run([...input, '-filter_complex', graph, ...counted, ...sprite(part)], {
      ...{ name, sources: [source], output: part, signal, background: true },
    }),
  );
  return frames === keys.length;
}

/**
 * For short recordings with few key frames: everything is decoded, and the frames wanted are picked by their stamps.
 * @returns their seconds; null when one of them did not come out
 */
async function ofAnyFrames(
  ffmpeg: Ffmpeg,
  order: FilmstripOrder,
  tiles: number,
  part: string,
): Promise<number[] | null> {
  const { source, probed, name, signal } = order;
  const ticks = await spreadFrames(ffmpeg, order, denseCount(probed, tiles));
  const wanted = ticks.map((tick) => `eq(pts\\,${tick})`).join('+');
  const small = upright(probed, shownSize(probed, SHORT_SIDE));
  const graph = `[0:V:0]select=${wanted},${small},split[all][each];[all]${tiled(ticks)}[sprite]`;
  const { frames } = await ffmpeg.run(
    ['-copyts', '-noautorotate', '-i', source, '-filter_complex', graph, ...counted, ...sprite(part)],
    { name, sources: [source], output: part, signal, background: true },
  );
  const [above = 0, below = 1] = (probed.timeBase ?? '').split('/').map(Number);
  return frames === ticks.length ? ticks.map((tick) => (tick * above) / below) : null;
}

/**
 * For recordings whose key frames lean on their neighbours (open GOPs), and damaged ones.
 * @returns the key frames that came out
 */
async function oneByOne(
  ffmpeg: Ffmpeg,
  order: FilmstripOrder,
  keys: readonly number[],
  part: string,
): Promise<number[]> {
  const { source, probed, name, signal } = order;
  const { width, height } = shownSize(probed, SHORT_SIDE);
  const bytes = width * height * 3;
  const tiles = new Map<number, Buffer>();
  const left = [...keys];
  const worker = async (): Promise<void> => {
    for (let key = left.shift(); key !== undefined; key = left.shift()) {
      const filter = `${upright(probed, { width, height })},format=rgb24`;
      const output = ['-an', '-vf', filter, '-frames:v', '1', '-f', 'rawvideo', 'pipe:1'];
      // The list ends with the frame: what comes after one that fails is not taken for it.
      const tile = await withKeyList(`${part}.${key}.list.part`, order, [key], (input) => {
        const args = ['-v', 'error', '-nostdin', '-protocol_whitelist', 'file,pipe', ...input, ...output];
        return runForBytes(ffmpeg.tools.ffmpeg, args, { timeoutMs: LIMIT_MS, mostBytes: bytes, signal });
      });
      if (tile?.length === bytes) tiles.set(key, tile);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker)).catch((error: unknown) => {
    throw signal?.aborted ? new AppError('cancelled') : error;
  });
  const shown = keys.filter((key) => tiles.has(key));
  if (shown.length === 0) throw new AppError('media.incomplete', { name });
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`, '-i', 'pipe:0'];
  await ffmpeg.run([...raw, '-vf', tiled(shown), '-frames:v', '1', ...JPEG, part], {
    ...{ name, sources: [source], output: part, signal, background: true },
    stdin: async (input) => {
      for (const key of shown) if (!(await input.write(tiles.get(key) ?? Buffer.alloc(bytes)))) return;
    },
  });
  return shown;
}
