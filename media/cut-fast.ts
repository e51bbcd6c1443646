import { join, resolve } from 'node:path';
import { AppError } from '../domain/errors.js';
import { endOfCopy, type CopiedFrame, type CutResult } from '../domain/footage/cut.js';
import { ticksToMs } from '../domain/footage/packets.js';
import type { CutOrder } from './cut-exact.js';
import { AS_QUICK_MP4, seconds, seekTo } from './encode.js';
import type { Ffmpeg } from './ffmpeg.js';
import { hashingTo, readHashes } from './frame-hash.js';
import { inJobFolder } from './job-folder.js';
import { readMp4Picture, type Mp4Picture } from './mp4-samples.js';
import { readPackets, WHOLE } from './packets.js';
import { aac } from './sound.js';
import { readSource, type Source } from './source.js';

/** What an MP4 holds as it is, as far as programs play it. Anything else goes into Matroska, which holds all. */
const inMp4 = {
  video: new Set(['h264', 'hevc', 'mpeg4', 'mjpeg', 'mpeg2video', 'mpeg1video', 'vp9', 'av1']),
  sound: new Set(['aac', 'mp3', 'mp2', 'ac3']),
};

/** A file without an index is entered behind the place asked for; then it is asked for earlier, in seconds. */
const EARLIER = [0, 1, 2, 5, 15, 60];

/** What has to be known of a recording to copy from it. */
type Known = Pick<
  Source,
  'container' | 'codec' | 'hasReordering' | 'timeBase' | 'startSeconds' | 'firstTick' | 'before' | 'sound'
>;

/** Takes what is known already where that is enough: looking again would take as long as copying. */
function knownOf({ probed }: CutOrder): Known | null {
  const { container, videoCodec, audioCodec, timeBase, startPts } = probed ?? {};
  if (!probed || !container || !videoCodec || !timeBase || typeof startPts !== 'number') return null;
  const [num = 0, den = 0] = timeBase.split('/').map(Number);
  // Sound that has to be made anew has a rate; AVI has times to be worked out.
  const isCopied = !audioCodec || (inMp4.video.has(videoCodec) && inMp4.sound.has(audioCodec));
  if (!isCopied || !['mov', 'matroska'].includes(container) || !(num > 0 && den > 0)) return null;
  const sound = audioCodec ? { codec: audioCodec, sampleRate: 0, channels: 0 } : null;
  const clock = { timeBase: { num, den }, startSeconds: probed.startTime, firstTick: startPts };
  return { container, codec: videoCodec, hasReordering: probed.hasB, before: [], sound, ...clock };
}

/**
 * Copies a span from the key frame before it, without making anything anew: quick, and not to the frame. Real times
 * are those of the packets that were copied, not of what was asked.
 * @throws AppError `media.cutOrder`, `media.cutEmpty`, `media.cutNoTimes`, `media.incomplete` when not all that was
 *   copied is in the result, and as `Ffmpeg.run` does; then nothing is left behind
 */
export async function cutFast(ffmpeg: Ffmpeg, order: CutOrder): Promise<CutResult> {
  const { file, name, span, output } = order;
  if (span.inMs >= span.outMs) throw new AppError('media.cutOrder');
  const source = knownOf(order) ?? (await readSource(ffmpeg, file, name));
  if (source.firstTick === null && source.hasReordering) throw new AppError('media.cutNoTimes', { name });
  const container = inMp4.video.has(source.codec) ? 'mp4' : 'mkv';
  return inJobFolder(output, async (folder) => {
    const shown = await copySpan(ffmpeg, source, order, container, folder);
    const [first] = shown;
    const isAsked = ({ atMs }: CopiedFrame): boolean => atMs >= span.inMs - 0.5 && atMs < span.outMs - 0.5;
    const askedFrames = shown.filter(isAsked).length;
    // Behind the end of the recording its last group is what a copy finds.
    if (!first || askedFrames === 0) throw new AppError('media.cutEmpty');
    const result = join(folder, 'copy');
    const held = container === 'mp4' ? await readMp4Picture(result) : await readMkvPicture(ffmpeg, result, order);
    if (held?.frames !== shown.length) throw new AppError('media.incomplete', { name });
    const found: CutResult = {
      ...{ mode: 'fast', way: 'copy', container, checks: ['frameCount'], wholeBecause: null },
      ...{ askedInMs: span.inMs, askedOutMs: span.outMs, askedFrames },
      // Decoding starts at the key frame; what is shown before it was made from frames that are not there.
      ...{ realInMs: first.atMs, realOutMs: toMicroseconds(endOfCopy(shown)) },
      ...{ frames: shown.length, copiedPackets: shown.length, width: held.width, height: held.height },
    };
    return { file: result, found };
  });
}

async function readMkvPicture(ffmpeg: Ffmpeg, file: string, { name, signal }: CutOrder): Promise<Mp4Picture> {
  const [{ width, height }, { length: frames }] = await Promise.all([
    readSource(ffmpeg, file, name),
    readPackets(ffmpeg, { file, name, before: [] }, WHOLE, signal),
  ]);
  return { frames, width, height };
}

/** Copies into `copy`. @returns the copied frames, the key frame it begins with first */
async function copySpan(
  ffmpeg: Ffmpeg,
  source: Known,
  { file: given, name, span, signal }: CutOrder,
  container: CutResult['container'],
  folder: string,
): Promise<CopiedFrame[]> {
  const { sound, startSeconds, timeBase, firstTick } = source;
  const file = resolve(given);
  const first = firstTick === null ? startSeconds : ticksToMs(firstTick, timeBase) / 1000;
  // Without a time of showing, a frame is shown when it is decoded.
  const times = firstTick === null ? ['-bsf:v', 'setts=pts=DTS'] : [];
  const soundOut =
    sound && (container === 'mkv' || inMp4.sound.has(sound.codec)) ? ['-c:a', 'copy'] : sound && aac(sound);
  const until = ['-to', seconds(first + span.outMs / 1000)];
  const copy = [
    ...['-map', '0:v:0', '-c:v', 'copy', ...times, ...(soundOut ? ['-map', '0:a:0', ...soundOut] : [])],
    ...[...until, '-avoid_negative_ts', 'make_zero', ...(container === 'mp4' ? AS_QUICK_MP4 : AS_MKV), 'copy'],
  ];
  let shown: CopiedFrame[] = [];
  for (const earlier of EARLIER) {
    const place = first - startSeconds + span.inMs / 1000 - earlier;
    await ffmpeg.run(
      [
        ...['-copyts', ...source.before, ...seekTo(place), '-i', file],
        ...[...copy, ...until, ...hashingTo('packets.txt', '', 'adler32')],
      ],
      { name, signal, sources: [file], cwd: folder },
    );
    const { packets, timeBase: clock } = await readHashes(join(folder, 'packets.txt'), name);
    shown = packets.map(({ pts, dts, duration }) => ({
      atMs: toMicroseconds(ticksToMs(pts, clock) - first * 1000),
      lastsMs: ticksToMs(duration, clock),
      decodedMs: ticksToMs(dts, clock) - first * 1000,
    }));
    const begun = shown[0]?.atMs ?? Infinity;
    if (begun <= span.inMs + 0.5 || place <= 0) break;
  }
  return shown;
}

/** Milliseconds without what the arithmetic of large clocks leaves behind the third place. */
const toMicroseconds = (ms: number): number => Math.round(ms * 1000) / 1000;

const AS_MKV = ['-map_metadata', '-1', '-map_chapters', '-1', '-f', 'matroska'];
