import { rm, writeFile } from 'node:fs/promises';
import { AppError } from '../domain/errors.js';
import { firstFrameS, type Probed } from '../domain/footage/probed.js';
import type { Ffmpeg } from './ffmpeg.js';
import { hasTimes } from './playable.js';

/** Containers with an index one can jump by. */
const indexed = ['mov', 'matroska', 'avi'];

/** Whether single frames can be had from the recording itself; else they are taken from its proxy. */
export const canJump = (probed: Probed): boolean =>
  probed.kind === 'video' &&
  hasTimes(probed) &&
  !probed.flaws.includes('fragmented') &&
  indexed.includes(probed.container ?? '');

export interface KeyOrder {
  source: string;
  probed: Probed;
  /** For the errors. */
  name: string;
  signal?: AbortSignal | undefined;
}

/**
 * Key frames spread evenly over a recording: each is the last one before the middle of its share. A short recording has
 * fewer than asked for.
 * @returns seconds by the stamps of the file, rising
 * @throws AppError as `Ffmpeg.probeLines`
 */
export async function keyFrames(ffmpeg: Ffmpeg, order: KeyOrder, count: number): Promise<number[]> {
  const { source, probed, name, signal } = order;
  const first = firstFrameS(probed) ?? probed.startTime;
  const step = (probed.durationMs ?? 0) / 1000 / count;
  const asked = Array.from({ length: count }, (_, share) => (first + (share + 0.5) * step).toFixed(6));
  const found = new Set<number>();
  const intervals = asked.map((second) => `${second}%+#1`).join(',');
  await ffmpeg.probeLines(
    [
      '-select_streams',
      'V:0',
      '-read_intervals',
      intervals,
      '-show_entries',
      'packet=pts_time,dts_time',
      '-of',
      'csv=p=0',
      source,
    ],
    (line) => {
      // AVI gives decoding times alone; without B-frames they are the same.
      const second = line
        .split(',')
        .map(Number.parseFloat)
        .find((time) => !Number.isNaN(time));
      if (second !== undefined) found.add(second);
    },
    { name, signal },
  );
  return [...found].sort((a, b) => a - b);
}

/**
 * Opens a list that shows one key frame of a recording after the other, for as long as `work` takes.
 * @param file where the list is written; removed afterwards
 * @param work gets what stands before the output: options and input
 */
export async function withKeyList<T>(
  file: string,
  { source, probed }: KeyOrder,
  keys: readonly number[],
  work: (input: string[]) => Promise<T>,
): Promise<T> {
  // Neither rounded down to the frame before nor up to the one after.
  const quarter = 0.25 / (probed.fps ?? 25);
  if (/[\n\r]/.test(source)) throw new AppError('file.unreadable', { name: source, detail: 'lineBreak' });
  const path = source.replaceAll("'", "'\\''");
  const piece = (at: number): string =>
    `file '${path}'\ninpoint ${(at + quarter).toFixed(6)}\noutpoint ${(at + 3 * quarter).toFixed(6)}\n`;
  try {
    await writeFile(file, `ffconcat version 1.0\n${keys.map(piece).join('')}`, { mode: 0o600 });
    return await work([
      ...['-skip_frame', 'nokey', '-threads', '1', '-noautorotate'],
      ...['-f', 'concat', '-safe', '0', '-i', file],
    ]);
  } finally {
    await rm(file, { force: true });
  }
}

/**
 * Any frames, spread evenly: each is the last one shown before the middle of its share.
 * @returns ticks by the stamps of the file, rising
 * @throws AppError as `Ffmpeg.probeLines`
 */
export async function spreadFrames(ffmpeg: Ffmpeg, order: KeyOrder, count: number): Promise<number[]> {
  const { source, name, signal } = order;
  const ticks: number[] = [];
  await ffmpeg.probeLines(
    ['-select_streams', 'V:0', '-show_entries', 'packet=pts,dts,flags', '-of', 'csv=p=0', source],
    (line) => {
      const [pts = '', dts = '', flags = ''] = line.split(',');
      const shown = Number.parseInt(pts === 'N/A' ? dts : pts, 10);
      if (!flags.includes('D') && !Number.isNaN(shown)) ticks.push(shown);
    },
    { name, signal },
  );
  ticks.sort((a, b) => a - b);
  const [first = 0, last = 0] = [ticks[0], ticks.at(-1)];
  const found = new Set<number>();
  let at = 0;
  for (let share = 0; share < count; share += 1) {
    const middle = first + ((share + 0.5) / count) * (last - first);
    while ((ticks[at + 1] ?? Infinity) <= middle) at += 1;
    found.add(ticks[at] ?? first);
  }
  return [...found];
}

/** Units of a stream at which its decoder forgets all that came before. */
const freshStarts: Readonly<Record<string, string>> = { h264: '5', hevc: '19-20' };

/**
 * Whether key frames can be decoded one after the other. Those of open GOPs lean on their neighbours: a decoder shown
 * nothing else gives them in a wrong order, or not at all, without a word.
 */
export async function standAlone(
  ffmpeg: Ffmpeg,
  order: KeyOrder,
  keys: readonly number[],
  list: string,
): Promise<boolean> {
  const { source, probed, name, signal } = order;
  const units = freshStarts[probed.videoCodec ?? ''];
  if (units === undefined || !probed.hasB) return true;
  const filter = ['-map', '0:v', '-c', 'copy', '-bsf:v', `filter_units=pass_types=${units}`, '-f', 'null', '-'];
  const { frames } = await withKeyList(list, order, keys, (input) =>
    ffmpeg.run([...input.slice(input.indexOf('-f')), ...filter], { name, sources: [source], signal, background: true }),
  );
  return frames === keys.length;
}

const turns: Readonly<Record<number, string>> = {
  90: 'transpose=clock,',
  180: 'hflip,vflip,',
  270: 'transpose=cclock,',
};

/** Filters that turn a stored picture upright and bring it to a size. */
export const upright = ({ rotation }: Probed, { width, height }: { width: number; height: number }): string =>
  `${turns[rotation] ?? ''}scale=${width}:${height}:flags=area,setsar=1`;
