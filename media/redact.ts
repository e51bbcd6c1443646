import { join } from 'node:path';
import { AppError } from '../domain/errors.js';
import type { CutCheck } from '../domain/footage/cut.js';
import { drawMasks, masksAround, maskHeight, maskWidth, type MaskSize } from '../domain/footage/mask.js';
import { framesByTicks, ticksToMs } from '../domain/footage/packets.js';
import type { MaskMethod, RedactionTrack } from '../domain/footage/redaction.js';
import { requireCapability } from './binaries.js';
import { checkCut, CutMiss } from './cut-check.js';
import { AS_MP4, evenSize, H264, OWN_TIMES } from './encode.js';
import type { Ffmpeg, RunOrder } from './ffmpeg.js';
import { IVF_INPUT, ivfFrame, ivfHeader } from './ivf.js';
import { inJobFolder } from './job-folder.js';
import { readPackets, WHOLE } from './packets.js';
import type { MediaInput } from './runner.js';
import { aac, soundSpan, soundTreatment } from './sound.js';
import { readSource, type Source } from './source.js';

export interface RedactOrder extends Pick<RunOrder, 'signal' | 'report'> {
  /** The cut that is painted over: a regular file, only read. */
  file: string;
  /** As people call it, for the errors. */
  name: string;
  /** Where the result is to lie; it comes there whole or not at all. */
  output: string;
  track: RedactionTrack;
}

export interface RedactResult {
  frames: number;
  /** Frames in which something was made unreadable. */
  maskedFrames: number;
  /** Whether the result has sound. */
  hasSound: boolean;
  checks: CutCheck[];
}

/** A mask is there this many frames before and after it was drawn. */
const PAD_FRAMES = 2;
/** A cell of the mosaic to the shorter side of the picture, and its least: smaller ones leave letters readable. */
const CELL_SHARE = 1 / 45;
const LEAST_CELL = 16;
const BLUR_REDUCTION = 8;

/** Filters that make a whole picture unreadable, by method. */
const unreadable: Readonly<Record<MaskMethod, (size: MaskSize) => string>> = {
  pixelate: ({ width, height }) => {
    const cell = Math.max(LEAST_CELL, Math.round(Math.min(width, height) * CELL_SHARE));
    const [columns, rows] = [Math.ceil(width / cell), Math.ceil(height / cell)];
    return `scale=${columns}:${rows}:flags=area,scale=${width}:${height}:flags=neighbor`;
  },
  blur: ({ width, height }) => {
    const [columns, rows] = [width, height].map((size) => Math.max(4, Math.ceil(size / BLUR_REDUCTION)));
    // Of the colour there is half as much each way, and a blur must not reach beyond its middle.
    const radius = Math.max(1, Math.min(6, Math.floor(Math.min(columns ?? 4, rows ?? 4) / 4) - 1));
    return `scale=${columns}:${rows}:flags=area,boxblur=${radius}:3,scale=${width}:${height}:flags=bilinear`;
  },
  black: () => 'lutyuv=y=16:u=128:v=128',
};

/**
 * Burns masks into a new file. Everything is made anew, nothing of the source's own bytes is in the result, and it says
 * nothing of where it came from.
 * @throws AppError `media.cutNoTimes`, `media.incomplete` when the result is not frame for frame what it was made from,
 *   `media.lacks`, and as `Ffmpeg.run` does; then nothing is left behind
 */
export async function redact(ffmpeg: Ffmpeg, order: RedactOrder): Promise<RedactResult> {
  requireCapability(ffmpeg.tools, 'libx264');
  const { file, name, output, track, signal, report } = order;
  const source = await readSource(ffmpeg, file, name);
  const list = framesByTicks(await readPackets(ffmpeg, source, WHOLE, signal), source.timeBase);
  const [first] = list?.ticks ?? [];
  if (!list || first === undefined || first < 0) throw new AppError('media.cutNoTimes', { name });
  const size = shownSize(source);
  const timesMs = list.ticks.map((tick) => ticksToMs(tick - first, source.timeBase));
  const sound = source.sound && soundTreatment(track.sound, track.mutedSpans) !== null ? source.sound : null;
  return inJobFolder(output, async (folder) => {
    let maskedFrames = 0;
    const stdin = async (input: MediaInput): Promise<void> => {
      maskedFrames = await writeMasks(input, source, list.ticks, timesMs, order);
    };
    const endMs = (timesMs.at(-1) ?? 0) + ticksToMs(source.frameTicks, source.timeBase);
    await ffmpeg.run(
      [
        ...['-copyts', ...source.before, '-i', source.file, '-copyts', ...IVF_INPUT],
        ...[
          '-filter_complex',
          [pictureFilters(source, size, track), ...soundFilters(source, track, first, endMs)].join(';'),
        ],
        ...['-map', '[o]', ...OWN_TIMES, ...H264, ...(sound ? ['-map', '[s]', ...aac(sound)] : []), ...AS_MP4],
        'redacted.mp4',
      ],
      { name, signal, report, stdin, sources: [source.file], plannedMs: endMs, cwd: folder },
    );
    const result = join(folder, 'redacted.mp4');
    const turned = source.rotation % 180 !== 0;
    const pixelAspect = turned ? source.pixelAspect.split(':').reverse().join(':') : source.pixelAspect;
    const expected = { timesMs, middle: null, picture: { ...size, pixelAspect } };
    const checks = await checkCut(ffmpeg, result, expected, folder, { name, signal }).catch((error: unknown) => {
      if (error instanceof CutMiss) throw new AppError('media.incomplete', { name }, { cause: error });
      throw error;
    });
    return { file: result, found: { frames: timesMs.length, maskedFrames, hasSound: sound !== null, checks } };
  });
}

/** The picture as it is shown, of even size. */
function shownSize({ width, height, rotation }: Source): MaskSize {
  const even = (pixels: number): number => Math.ceil(pixels / 2) * 2;
  const isTurned = rotation % 180 !== 0;
  return { width: even(isTurned ? height : width), height: even(isTurned ? width : height) };
}

/** Colour and light are both replaced where the mask is; without a mask to a frame the picture ends. */
function pictureFilters(source: Source, size: MaskSize, { method }: RedactionTrack): string {
  const clock = `settb=${source.timeBase.num}/${source.timeBase.den}`;
  const whole = `${size.width}:${size.height}`;
  return [
    `[0:v:0]${[clock, ...evenSize(source), 'format=yuv420p'].join(',')},split[a][b]`,
    `[b]${unreadable[method](size)},format=yuv420p[p]`,
    `[1:v]${clock},format=gray,scale=${whole}:flags=neighbor[m]`,
    '[p][m]alphamerge[pm]',
    '[a][pm]overlay=format=yuv420:eof_action=endall,setpts=PTS-STARTPTS[o]',
  ].join(';');
}

function soundFilters(
  { sound, timeBase }: Source,
  track: RedactionTrack,
  firstTick: number,
  lengthMs: number,
): string[] {
  const treatment = soundTreatment(track.sound, track.mutedSpans);
  if (!sound || treatment === null) return [];
  const from = ticksToMs(firstTick, timeBase) / 1000;
  return [`[0:a:0]${soundSpan(from, from + lengthMs / 1000)},${treatment}[s]`];
}

/** Feeds one mask for each frame, at the frame's own time. @returns frames with something masked */
async function writeMasks(
  input: MediaInput,
  source: Source,
  ticks: readonly number[],
  timesMs: readonly number[],
  { track }: RedactOrder,
): Promise<number> {
  const size = shownSize(source);
  const [columns, rows] = [maskWidth(size), maskHeight(size)];
  const padMs = PAD_FRAMES * ticksToMs(source.frameTicks, source.timeBase);
  let masked = 0;
  if (!(await input.write(ivfHeader(columns, rows, source.timeBase)))) return masked;
  for (const [index, tick] of ticks.entries()) {
    const masks = masksAround(track, timesMs[index] ?? 0, padMs);
    const { whole, grey } = ivfFrame(columns * rows, tick);
    drawMasks(masks, size, grey);
    if (masks.length > 0) masked += 1;
    if (!(await input.write(whole))) return masked;
  }
  return masked;
}
