import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { AppError } from '../domain/errors.js';
import type { MediaTools } from './binaries.js';
import { Ffmpeg } from './ffmpeg.js';
import { canJump, keyFrames, upright, withKeyList, type KeyOrder } from './key-frames.js';
import { shownSize } from './playable.js';
import { PATIENT } from './probe.js';
import { runForBytes } from './runner.js';

export interface PosterOrder extends KeyOrder {
  /** JPEG. */
  target: string;
}

/** Key frames one is chosen from. */
const CANDIDATES = 8;
/** Shorter side in pixels; a smaller picture is not blown up. */
const SHORT_SIDE = 360;
const LOOK = { width: 32, height: 18 };
const LIMIT_MS = 60_000;
/** Grey steps: below this mean a picture is night or a camera that had not come up, above that one it is glare. */
const DARKEST = 24;
const BRIGHTEST = 232;

/** How much there is to see: the spread of its greys, and next to nothing for what is all dark or all bright. */
export function telling(greys: Uint8Array): number {
  const mean = greys.reduce((sum, grey) => sum + grey, 0) / greys.length;
  const spread = Math.sqrt(greys.reduce((sum, grey) => sum + (grey - mean) ** 2, 0) / greys.length);
  return mean < DARKEST || mean > BRIGHTEST ? spread / 100 : spread;
}

/**
 * Makes the picture a recording is known by: of a few key frames the one with most to see.
 * @param order any recording with a picture; where one cannot jump, the first seconds are looked at
 * @returns its size in pixels
 * @throws AppError `media.notPlayable`, `media.incomplete` when nothing of it can be decoded, what `Ffmpeg.run` throws
 */
export async function makePoster(tools: MediaTools, order: PosterOrder): Promise<{ width: number; height: number }> {
  const { source, probed, target, name, signal } = order;
  if (probed.kind !== 'video' || probed.flaws.includes('tiny')) throw new AppError('media.notPlayable', { name });
  const ffmpeg = new Ffmpeg(tools);
  const keys = canJump(probed) ? await keyFrames(ffmpeg, order, CANDIDATES) : [];
  const size = shownSize(probed, SHORT_SIDE);
  const part = `${target}.${randomUUID()}.part`;
  const make = async (input: string[]): Promise<void> => {
    const best = await bestOf(tools, input, order);
    const picture = [
      '-vf',
      `select=eq(n\\,${best}),${upright(probed, size)}`,
      '-vsync',
      'passthrough',
      '-frames:v',
      '1',
    ];
    const jpeg = ['-q:v', '3', '-pix_fmt', 'yuvj420p', '-f', 'image2', '-update', '1', part];
    const { frames } = await ffmpeg.run([...input, '-an', ...picture, ...jpeg], {
      ...{ name, sources: [source], output: part, signal, background: true },
    });
    if (frames !== 1) throw new AppError('media.incomplete', { name });
  };
  try {
    const plain = [...PATIENT, '-skip_frame', 'nokey', '-noautorotate', '-i', source];
    await (keys.length > 0 ? withKeyList(`${target}.${randomUUID()}.list.part`, order, keys, make) : make(plain));
    await rename(part, target);
  } finally {
    await rm(part, { force: true });
  }
  return size;
}

/** Which of the first frames of an input has most to see. */
async function bestOf(tools: MediaTools, input: readonly string[], { name, signal }: KeyOrder): Promise<number> {
  const { width, height } = LOOK;
  const each = width * height;
  const small = ['-vf', `scale=${width}:${height}:flags=area,format=gray`, '-frames:v', String(CANDIDATES)];
  const args = ['-v', 'error', '-nostdin', '-protocol_whitelist', 'file,pipe', ...input, '-an', ...small];
  const options = { timeoutMs: LIMIT_MS, mostBytes: each * CANDIDATES, signal };
  const bytes = await runForBytes(
    tools.ffmpeg,
    [...args, '-vsync', 'passthrough', '-f', 'rawvideo', 'pipe:1'],
    options,
  ).catch((error: unknown) => {
    throw signal?.aborted
      ? new AppError('cancelled')
      : new AppError('media.binaryMissing', { name: 'ffmpeg' }, { cause: error });
  });
  const seen = Array.from({ length: Math.floor((bytes?.length ?? 0) / each) }, (_, at) =>
    telling(bytes?.subarray(at * each, (at + 1) * each) ?? new Uint8Array()),
  );
  if (seen.length === 0) throw new AppError('media.incomplete', { name });
  return seen.indexOf(Math.max(...seen));
}
