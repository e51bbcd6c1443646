import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAppError } from '../../domain/errors.js';
import { cutExact } from '../../media/cut-exact.js';
import { cutFast } from '../../media/cut-fast.js';
import { Ffmpeg } from '../../media/ffmpeg.js';
import { probeMedia } from '../../media/probe.js';
import {
  dav,
  FPS,
  FRAMES,
  frameNumbers,
  mediaTools,
  recording,
  type RecordingShape,
} from '../../tests/support/footage.js';
import { interleaved, median, quantile, randomFrom, rowOf, timeOf, type Bench, type BenchRow } from './kit.js';
import { plainly, recordingOf } from './recording-data.js';

const MINUTES = 60;
const SPAN_MINUTES = 5;
/** Coding five minutes anew takes minutes; so much of it is coded, and the rest reckoned. */
const CODED_SECONDS = 30;
const FAST_ROUNDS = 7;
const EXACT_ROUNDS = 2;
const RANDOM_CUTS = 200;
/** A fast cut may take this many times what plain copying takes, and so many milliseconds more. */
const FAST_AIM = { times: 1.1, more: 100 };
/** Times faster than coding the whole span anew that an exact cut has to be. */
const EXACT_AIM = 12;

/** Recordings that are copied into further containers for the random cuts. */
const further: readonly [shape: RecordingShape, ending: string, muxer: string][] = [
  ['h264NoB', 'mkv', 'matroska'],
  ['h264NoB', 'ts', 'mpegts'],
  ['h264NoB', 'flv', 'flv'],
  ['hevcMp4', 'mkv', 'matroska'],
  ['hevcMp4', 'ts', 'mpegts'],
  ['mpeg4Mp4', 'mkv', 'matroska'],
  ['mpeg4Mp4', 'ts', 'mpegts'],
  ['mpeg4Mp4', 'avi', 'avi'],
  ['mpeg4Mp4', 'mpg', 'vob'],
  ['msmpeg4Avi', 'mkv', 'matroska'],
  ['mjpegAvi', 'mkv', 'matroska'],
  ['mjpegAvi', 'mp4', 'mp4'],
];
const shapes: readonly RecordingShape[] = [
  ...([
    'h264Mp4',
    'h264NoB',
    'h264OpenGop',
    'h264Ts',
    'h264Mkv',
    'h264Flv',
    'h264Avi',
    'h264AviNoB',
    'h264Ps',
  ] as const),
  ...([
    'h264Epoch',
    'h264FullRange',
    'hevcMp4',
    'hevcMkv',
    'hevcTs',
    'mpeg4Avi',
    'mpeg4Mp4',
    'msmpeg4Avi',
    'mjpegAvi',
  ] as const),
  ...(['mpeg2Ps', 'mpeg2Ts'] as const),
];

interface Stage {
  ffmpeg: Ffmpeg;
  folder: string;
}

/** Five minutes of an hour by copying, against ffmpeg alone. */
async function fast({ ffmpeg, folder }: Stage, scale: number): Promise<BenchRow> {
  const minutes = Math.max(2 * SPAN_MINUTES, Math.round(MINUTES * scale));
  const file = await recordingOf(ffmpeg.tools, minutes);
  const inMs = Math.round((minutes - SPAN_MINUTES) * 60_000 * 0.66) + 137;
  const span = { inMs, outMs: inMs + SPAN_MINUTES * 60_000 };
  const output = join(folder, 'fast.mp4');
  const copied = join(folder, 'plain.mp4');
  const probed = await probeMedia(ffmpeg.tools, file);
  const plain = ['-ss', String(inMs / 1000), '-i', file, '-t', String(SPAN_MINUTES * 60), '-c', 'copy', copied];
  // A clip is a new file each time: writing over an old one makes the file system write that to the disk first.
  const anew = async (made: string, work: () => Promise<unknown>): Promise<number> => {
    await rm(made, { force: true });
    return timeOf(work);
  };
  const { ours, baseline } = await interleaved(
    FAST_ROUNDS,
    () => anew(output, () => cutFast(ffmpeg, { file, name: 'bench', output, span, flaws: [], probed })),
    () => anew(copied, () => plainly(ffmpeg.tools, plain)),
  );
  const most = FAST_AIM.times * median(baseline) + FAST_AIM.more;
  const note = `${SPAN_MINUTES} of ${minutes} minutes of 1080p25 H.264 copied, with its real times, against ffmpeg -c copy (aim: at most ${most.toFixed(0)} ms)`;
  return rowOf({ name: 'cut-fast', unit: 'ms', note }, ours, baseline);
}

/** The same five minutes to the frame, checked, against coding them anew. */
async function exact({ ffmpeg, folder }: Stage, scale: number): Promise<BenchRow> {
  const minutes = Math.max(2 * SPAN_MINUTES, Math.round(MINUTES * scale));
  const file = await recordingOf(ffmpeg.tools, minutes);
  const inMs = Math.round((minutes - SPAN_MINUTES) * 60_000 * 0.66) + 137;
  const span = { inMs, outMs: inMs + SPAN_MINUTES * 60_000 };
  const output = join(folder, 'exact.mp4');
  const coded = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', join(folder, 'coded.mp4')];
  const plain = ['-ss', String(inMs / 1000), '-i', file, '-t', String(CODED_SECONDS), ...coded];
  const { ours, baseline } = await interleaved(
    EXACT_ROUNDS,
    () =>
      timeOf(async () => {
        const { way } = await cutExact(ffmpeg, { file, name: 'bench', output, span, flaws: [] });
        if (way !== 'smart') throw new Error(`the cut went the ${way} way`);
      }),
    async () => ((await timeOf(() => plainly(ffmpeg.tools, plain))) * SPAN_MINUTES * 60) / CODED_SECONDS,
  );
  const note = `${SPAN_MINUTES} of ${minutes} minutes of 1080p25 H.264 to the frame, checked, against coding them anew, reckoned from ${CODED_SECONDS} s (aim: a ratio of at most ${(1 / EXACT_AIM).toFixed(3)}, ${EXACT_AIM} times faster)`;
  return rowOf({ name: 'cut-exact', unit: 'ms', note }, ours, baseline);
}

/** Random spans of every codec in every container: each exact to the frame, or refused by name. */
async function random({ ffmpeg, folder }: Stage, scale: number): Promise<BenchRow> {
  const all: [name: string, file: string][] = [];
  for (const shape of shapes) all.push([shape, await recording(shape)]);
  for (const codec of ['h264', 'hevc'] as const) all.push([`${codec} in dav`, await dav(codec)]);
  for (const [shape, ending, muxer] of further) {
    const file = join(folder, `${shape}.${ending}`);
    // MPEG-4 says at the head of a file alone what it is; a stream says it at each key frame.
    const repeat = shape === 'mpeg4Mp4' && ending !== 'mkv' ? ['-bsf:v', 'dump_extra=freq=keyframe'] : [];
    const args = ['-i', await recording(shape), '-map', '0:v', '-c', 'copy', ...repeat, '-f', muxer, file];
    await plainly(ffmpeg.tools, args);
    all.push([`${shape} in ${ending}`, file]);
  }
  const below = randomFrom(20_260_309);
  const cuts = Math.max(all.length, Math.round(RANDOM_CUTS * scale));
  const lengthMs = (FRAMES * 1000) / FPS;
  const taken: number[] = [];
  const ways: Record<string, number> = {};
  const wrong: string[] = [];
  for (let nth = 0; nth < cuts; nth += 1) {
    const [name, file] = all[nth % all.length] ?? ['', ''];
    const inMs = below(lengthMs - 300);
    const outMs = inMs + 60 + below(lengthMs - inMs - 60);
    const output = join(folder, 'random.mp4');
    const what = `${name} ${inMs}-${outMs}`;
    const found = { way: '', frames: [] as number[] };
    taken.push(
      await timeOf(async () => {
        const done = cutExact(ffmpeg, { file, name, output, span: { inMs, outMs }, flaws: null });
        found.way = await done.then(
          ({ way }) => way,
          (error: unknown) => (isAppError(error) ? error.code : Promise.reject(error as Error)),
        );
      }),
    );
    ways[found.way] = (ways[found.way] ?? 0) + 1;
    if (found.way.includes('.')) {
      console.error(`  ${what}: ${found.way}`);
      continue;
    }
    const expected = Array.from({ length: FRAMES }, (_, n) => n).filter(
      (n) => n * 40 >= inMs - 0.5 && n * 40 < outMs - 0.5,
    );
    const shown = await frameNumbers(output, { before: ['-ignore_editlist', '1'] });
    if (shown.join() !== expected.join()) wrong.push(what);
  }
  if (wrong.length > 0) throw new Error(`cut-random: ${wrong.length} of ${cuts} are not exact: ${wrong.join(', ')}`);
  const told = Object.entries(ways)
    .map(([way, count]) => `${count} ${way}`)
    .join(', ');
  const note = `${cuts} random spans over ${all.length} recordings, decoded and compared frame by frame: none wrong (${told}); the time of one, p95 ${quantile(taken, 0.95).toFixed(0)} ms`;
  return rowOf({ name: 'cut-random', unit: 'ms', note }, taken, null);
}

/** Cuts: quick ones, exact ones, and whether they are exact. */
export const bench: Bench = {
  name: 'cut',
  async run({ scale = 1 }) {
    const stage = {
      ffmpeg: new Ffmpeg(await mediaTools()),
      folder: await mkdtemp(join(tmpdir(), 'mingcha-bench-cut-')),
    };
    try {
      const rows: BenchRow[] = [];
      for (const row of [fast, exact, random]) rows.push(await row(stage, scale));
      return rows;
    } finally {
      await rm(stage.folder, { recursive: true, force: true });
    }
  },
};
