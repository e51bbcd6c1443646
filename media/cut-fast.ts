import { join } from 'node:path';
import { AppError } from '../domain/errors.js';
import type { CutResult } from '../domain/footage/cut.js';
import { ticksToMs } from '../domain/footage/packets.js';
import type { CutOrder } from './cut-exact.js';
import { AS_MP4, seconds, seekTo } from './encode.js';
import type { Ffmpeg } from './ffmpeg.js';
import { hashingTo, readHashes } from './frame-hash.js';
import { inJobFolder } from './job-folder.js';
import { aac } from './sound.js';
import { readSource, type Source } from './source.js';

/** What an MP4 holds as it is, as far as programs play it. Anything else goes into Matroska, which holds all. */
const inMp4 = {
  video: new Set(['h264', 'hevc', 'mpeg4', 'mjpeg', 'mpeg2video', 'mpeg1video', 'vp9', 'av1']),
  sound: new Set(['aac', 'mp3', 'mp2', 'ac3']),
};

/** A file without an index is entered behind the place asked for; then it is asked for earlier, in seconds. */
const EARLIER = [0, 1, 2, 5, 15, 60];

/**
 * Copies a span from the key frame before it, without making anything anew: quick, and not to the frame. Real times
 * are read from what was copied, not from what was asked.
 * @throws AppError `media.cutOrder`, `media.cutEmpty`, `media.cutNoTimes`, and as `Ffmpeg.run` does; then nothing is
 *   left behind
 */
export async function cutFast(ffmpeg: Ffmpeg, order: CutOrder): Promise<CutResult> {
  const { file, name, span, output, signal } = order;
  if (span.inMs >= span.outMs) throw new AppError('media.cutOrder');
  const source = await readSource(ffmpeg, file, name);
  if (source.firstTick === null && source.hasReordering) throw new AppError('media.cutNoTimes', { name });
  const container = inMp4.video.has(source.codec) ? 'mp4' : 'mkv';
  return inJobFolder(output, async (folder) => {
    const realInMs = await copySpan(ffmpeg, source, order, container, folder);
    const result = join(folder, 'copy');
    const shown = await readShown(ffmpeg, result, name, signal);
    // Decoding starts at the key frame; what is shown before it was made from frames that are not there.
    const [first, ...rest] = shown;
    if (!first) throw new AppError('media.cutEmpty');
    const placeOf = (atMs: number): number => realInMs + atMs - first.atMs;
    const last = rest.reduce((most, one) => (one.atMs > most.atMs ? one : most), first);
    const isAsked = ({ atMs }: Shown): boolean => placeOf(atMs) >= span.inMs - 0.5 && placeOf(atMs) < span.outMs - 0.5;
    const found: CutResult = {
      ...{ mode: 'fast', way: 'copy', container, checks: [], wholeBecause: null },
      ...{ askedInMs: span.inMs, askedOutMs: span.outMs, realInMs, realOutMs: placeOf(last.atMs + last.lastsMs) },
      ...{ askedFrames: shown.filter(isAsked).length, frames: shown.length, copiedPackets: shown.length },
    };
    // Behind the end of the recording its last group is what a copy finds.
    if (found.askedFrames === 0) throw new AppError('media.cutEmpty');
    return { file: result, found };
  });
}

/** Copies into `copy`. @returns the place in the recording, ms, of the key frame it begins with */
async function copySpan(
  ffmpeg: Ffmpeg,
  source: Source,
  { name, span, signal }: CutOrder,
  container: CutResult['container'],
  folder: string,
): Promise<number> {
  const { file, sound, startSeconds, timeBase, firstTick } = source;
  const first = firstTick === null ? startSeconds : ticksToMs(firstTick, timeBase) / 1000;
  // Without a time of showing, a frame is shown when it is decoded.
  const times = firstTick === null ? ['-bsf:v', 'setts=pts=DTS'] : [];
  const soundOut =
    sound && (container === 'mkv' || inMp4.sound.has(sound.codec)) ? ['-c:a', 'copy'] : sound && aac(sound);
  const copy = [
    ...['-map', '0:v:0', '-c:v', 'copy', ...times, ...(soundOut ? ['-map', '0:a:0', ...soundOut] : [])],
    ...['-to', seconds(first + span.outMs / 1000), '-avoid_negative_ts', 'make_zero'],
    ...(container === 'mp4' ? AS_MP4 : AS_MKV),
  ];
  let startMs = Number.NaN;
  for (const earlier of EARLIER) {
    const place = first - startSeconds + span.inMs / 1000 - earlier;
    await ffmpeg.run(
      [
        ...['-copyts', ...source.before, ...seekTo(place), '-i', file, ...copy, 'copy'],
        ...['-frames:v', '1', ...hashingTo('first', source.codec)],
      ],
      { name, signal, sources: [file], cwd: folder },
    );
    const { packets, timeBase: ticks } = await readHashes(join(folder, 'first'));
    const [begun] = packets;
    if (begun) startMs = Math.round((ticksToMs(begun.pts, ticks) - first * 1000) * 1000) / 1000;
    if (startMs <= span.inMs + 0.5 || place <= 0) return startMs;
  }
  if (Number.isNaN(startMs)) throw new AppError('media.cutEmpty');
  return startMs;
}

const AS_MKV = ['-map_metadata', '-1', '-map_chapters', '-1', '-f', 'matroska'];

interface Shown {
  atMs: number;
  lastsMs: number;
}

/** When each packet of a result is shown, in its order. */
async function readShown(ffmpeg: Ffmpeg, file: string, name: string, signal?: AbortSignal): Promise<Shown[]> {
  const shown: Shown[] = [];
  const entries = ['-select_streams', 'v:0', '-show_entries', 'packet=pts_time,duration_time', '-of', 'csv=p=0'];
  await ffmpeg.probeLines(
    [...entries, file],
    (line) => {
      const [at, lasts] = line.split(',').map((value) => Number.parseFloat(value) * 1000);
      if (at !== undefined && !Number.isNaN(at)) shown.push({ atMs: at, lastsMs: lasts || 0 });
    },
    { name, signal },
  );
  return shown;
}
