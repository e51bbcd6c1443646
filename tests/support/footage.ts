import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMediaTools, type MediaTools } from '../../media/binaries.js';
import { runForBytes, runToEnd } from '../../media/runner.js';
import { accessUnits, davOf } from './dav.js';

/**
 * Recordings for tests. Every frame carries its number as 17 bits in a strip along its top, so that a test reads from
 * the decoded picture which frame it sees. Each shape is made once and kept in the temporary folder of this computer
 * under a name that changes with its recipe.
 */
export const WIDTH = 640;
export const HEIGHT = 360;
export const FPS = 25;
/** Frames of every shape that does not say otherwise; key frames are {@link GOP} apart. */
export const FRAMES = 200;
export const GOP = 25;

/** The wall clock that the recordings with a clock show at their first frame: 10:06:41 in Shanghai, UTC ms. */
export const CLOCK_START = Date.UTC(2026, 9, 12, 2, 6, 41);

const BITS = 17;
const CELL = 32;

/** Draws each frame's number; `n` counts from 0. */
const bits = [
  `drawbox=x=0:y=0:w=${BITS * CELL}:h=${CELL}:color=black:t=fill`,
  ...Array.from(
    { length: BITS },
    (_, bit) =>
      `drawbox=x=${bit * CELL}:y=0:w=${CELL}:h=${CELL}:color=white:t=fill:enable='mod(floor(n/pow(2\\,${bit}))\\,2)'`,
  ),
].join(',');

let tools: Promise<MediaTools> | null = null;

/** The real programs; a test without them fails with their name. */
export function mediaTools(): Promise<MediaTools> {
  tools ??= findMediaTools().then((search) => {
    if (!search.tools) throw new Error('these tests need ffmpeg and ffprobe');
    return search.tools;
  });
  return tools;
}

/** Runs the real ffmpeg; fails the test with its words. */
export async function ffmpeg(args: readonly string[]): Promise<void> {
  const outcome = await runToEnd((await mediaTools()).ffmpeg, ['-v', 'error', '-nostdin', '-y', ...args], 120_000);
  if (outcome.code !== 0) throw new Error(`${args.join(' ')}\n${outcome.stderr}`);
}

export interface ReadOptions {
  /** Before the input, e.g. `-ignore_editlist 1`. */
  before?: readonly string[];
  /** Filters ahead of the reading, e.g. `transpose=2`. */
  filter?: string;
}

/** The numbers of all frames a player would show, in order, read from the decoded pictures whatever their size. */
export async function frameNumbers(file: string, options: ReadOptions = {}): Promise<number[]> {
  const strip = `crop=iw*${(BITS * CELL) / WIDTH}:ih*${CELL / HEIGHT}:0:0,scale=${BITS}:1:flags=area,format=gray`;
  const filter = [options.filter ?? 'null', strip].join(',');
  const output = ['-map', '0:v:0', '-vf', filter, '-vsync', 'passthrough', '-f', 'rawvideo', 'pipe:1'];
  const args = ['-v', 'error', '-nostdin', ...(options.before ?? []), '-i', file, ...output];
  const bytes = await runForBytes((await mediaTools()).ffmpeg, args, { timeoutMs: 60_000, mostBytes: 64 << 20 });
  if (!bytes) throw new Error(`${file} cannot be decoded`);
  return Array.from({ length: bytes.length / BITS }, (_, frame) =>
    bytes.subarray(frame * BITS, (frame + 1) * BITS).reduce((sum, grey, bit) => sum + (grey > 127 ? 2 ** bit : 0), 0),
  );
}

/** Whole numbers from `from` up to, without, `until`. */
export const numbers = (from: number, until: number): number[] =>
  Array.from({ length: until - from }, (_, index) => from + index);

/** Seconds at which the packets of the video are shown, in order. */
export async function shownAt(file: string): Promise<number[]> {
  const args = ['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', file];
  const { stdout } = await runToEnd((await mediaTools()).ffprobe, args, 20_000);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Number.parseFloat(line))
    .sort((a, b) => a - b);
}

interface Recipe {
  /** Ending of the file, which says nothing to the programs under test. */
  ending: string;
  /** Codec and its options. */
  video: readonly string[];
  audio?: readonly string[];
  /** Further filters after the numbers are drawn. */
  filter?: string;
  frames?: number;
  /** Container and its options. */
  as: readonly string[];
}

const h264 = (...params: string[]): string[] => [
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-pix_fmt', 'yuv420p', '-g', String(GOP)],
  ...['-x264-params', ['scenecut=0', 'threads=1', ...params].join(':')],
];
const hevc = (...params: string[]): string[] => [
  ...['-c:v', 'libx265', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
  ...['-x265-params', [`keyint=${GOP}:min-keyint=${GOP}:scenecut=0:log-level=error`, ...params].join(':')],
];
const B = 'bframes=2';
const NO_B = 'bframes=0';
const aac = ['-c:a', 'aac', '-b:a', '48k'];
const alaw = ['-c:a', 'pcm_alaw', '-ar', '8000'];
const mpeg4 = ['-c:v', 'mpeg4', '-q:v', '3', '-g', String(GOP), '-sc_threshold', '1000000000'];
const mpeg2 = ['-c:v', 'mpeg2video', '-q:v', '3', '-g', String(GOP), '-sc_threshold', '1000000000'];

/** A wall clock as recorders burn it in, from {@link CLOCK_START} on, over a grid that no mask leaves readable. */
const clock = [
  'drawgrid=w=8:h=8:color=black@0.6',
  `drawtext=text='%{pts\\:gmtime\\:${Date.UTC(2026, 9, 12, 10, 6, 41) / 1000}\\:%Y-%m-%d %T}'` +
    ':x=w-tw-12:y=h-th-10:fontsize=22:fontcolor=white:box=1:boxcolor=black:boxborderw=4',
].join(',');

const recipes = {
  h264Mp4: { ending: 'mp4', video: h264(B), audio: aac, as: ['-f', 'mp4'] },
  h264Silent: { ending: 'mp4', video: h264(B), as: ['-f', 'mp4', '-movflags', '+faststart'] },
  h264NoB: { ending: 'mp4', video: h264(NO_B), as: ['-f', 'mp4'] },
  /** As cameras send to the cloud. */
  h264Pieces: { ending: 'mp4', video: h264(B), audio: aac, as: ['-movflags', 'frag_keyframe+empty_moov', '-f', 'mp4'] },
  h264OpenGop: { ending: 'mp4', video: h264('bframes=3', 'open-gop=1'), as: ['-f', 'mp4'] },
  h264FullRange: {
    ending: 'mp4',
    video: [...h264(B), '-pix_fmt', 'yuvj420p', '-color_range', 'pc'],
    filter: 'scale=out_range=full',
    as: ['-f', 'mp4'],
  },
  h264Odd: { ending: 'mp4', video: [...h264(NO_B), '-pix_fmt', 'yuv444p'], filter: 'scale=637:359', as: ['-f', 'mp4'] },
  /** Two of seven frames are missing, as from a camera that could not keep up. */
  h264Vfr: {
    ending: 'mp4',
    video: [...h264(B), '-vsync', 'vfr'],
    filter: "select='lt(mod(n\\,7)\\,5)'",
    as: ['-f', 'mp4'],
  },
  h264Ts: { ending: 'ts', video: h264(B), audio: aac, as: ['-f', 'mpegts'] },
  h264Mkv: { ending: 'mkv', video: h264(B), audio: alaw, as: ['-f', 'matroska'] },
  h264Mp3: { ending: 'mkv', video: h264(NO_B), audio: ['-c:a', 'mp3'], as: ['-f', 'matroska'] },
  h264Flv: { ending: 'flv', video: h264(B), audio: [...aac, '-ar', '44100'], as: ['-f', 'flv'] },
  h264Avi: { ending: 'avi', video: h264(B), as: ['-f', 'avi'] },
  h264AviNoB: { ending: 'avi', video: h264(NO_B), audio: alaw, as: ['-f', 'avi'] },
  h264Ps: { ending: 'mpg', video: h264(B), audio: ['-c:a', 'mp2', '-ar', '44100'], as: ['-f', 'vob'] },
  /** As a recorder streams it: nothing but the codec's own bytes. */
  h264Raw: { ending: 'mp4', video: h264(NO_B), as: ['-f', 'h264'] },
  /** A recorder that gives its files the date since 1970 as their first time stamp. */
  h264Epoch: { ending: 'mkv', video: h264(NO_B), as: ['-output_ts_offset', '1609124513.936', '-f', 'matroska'] },
  hevcMp4: { ending: 'mp4', video: hevc(B, 'open-gop=0'), audio: aac, as: ['-tag:v', 'hvc1', '-f', 'mp4'] },
  hevcOpenGop: { ending: 'mp4', video: hevc('bframes=3', 'open-gop=1'), as: ['-tag:v', 'hvc1', '-f', 'mp4'] },
  hevcMkv: { ending: 'mkv', video: hevc(NO_B), audio: alaw, as: ['-f', 'matroska'] },
  hevcTs: { ending: 'ts', video: hevc(NO_B), audio: ['-c:a', 'ac3'], as: ['-f', 'mpegts'] },
  mpeg4Avi: { ending: 'avi', video: [...mpeg4, '-bf', '2'], audio: ['-c:a', 'mp3'], as: ['-f', 'avi'] },
  mpeg4Mp4: { ending: 'mp4', video: mpeg4, audio: aac, as: ['-f', 'mp4'] },
  mpeg4Vfr: { ending: 'mkv', video: mpeg4, filter: "select='lt(mod(n\\,7)\\,5)'", as: ['-f', 'matroska'] },
  msmpeg4Avi: { ending: 'avi', video: ['-c:v', 'msmpeg4', '-q:v', '3', '-g', String(GOP)], as: ['-f', 'avi'] },
  clockMp4: { ending: 'mp4', video: h264(B), audio: aac, filter: clock, frames: 300, as: ['-f', 'mp4'] },
  clockAvi: {
    ending: 'avi',
    video: ['-c:v', 'msmpeg4', '-q:v', '3', '-g', String(GOP)],
    audio: alaw,
    filter: clock,
    frames: 300,
    as: ['-f', 'avi'],
  },
  mjpegAvi: { ending: 'avi', video: ['-c:v', 'mjpeg', '-q:v', '3', '-pix_fmt', 'yuvj420p'], as: ['-f', 'avi'] },
  mpeg2Ps: { ending: 'mpg', video: [...mpeg2, '-bf', '2'], audio: ['-c:a', 'mp2'], as: ['-f', 'vob'] },
  mpeg2Ts: { ending: 'ts', video: [...mpeg2, '-bf', '2'], audio: ['-c:a', 'ac3'], as: ['-f', 'mpegts'] },
  vp9Webm: {
    ending: 'webm',
    video: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '300k', '-g', String(GOP)],
    frames: 50,
    as: ['-f', 'webm'],
  },
  /** One key frame in ten seconds, so that a piece of it may hold none. */
  hevcLongGop: {
    ending: 'ts',
    video: hevc(NO_B, 'keyint=250:min-keyint=250'),
    filter: 'scale=160:90',
    frames: 300,
    as: ['-f', 'mpegts'],
  },
} satisfies Record<string, Recipe>;

export type RecordingShape = keyof typeof recipes;

/** Makes a file in the cache, or finds it there. Another process may be making the same: whoever ends last replaces it by its like. */
async function cached(
  name: string,
  ending: string,
  recipe: unknown,
  make: (part: string) => Promise<void>,
): Promise<string> {
  const { version } = await mediaTools();
  const key = createHash('sha256')
    .update(JSON.stringify([name, recipe, bits, version, 1]))
    .digest('hex')
    .slice(0, 16);
  const folder = join(tmpdir(), 'mingcha-footage');
  const file = join(folder, `${name}-${key}.${ending}`);
  if (existsSync(file)) return file;
  await mkdir(folder, { recursive: true });
  const part = join(folder, `${randomUUID()}.part`);
  try {
    await make(part);
    await rename(part, file);
  } finally {
    await rm(part, { force: true });
  }
  return file;
}

/** A recording of this shape; do not write to it. @returns its path */
export function recording(shape: RecordingShape): Promise<string> {
  const recipe: Recipe = recipes[shape];
  const frames = recipe.frames ?? FRAMES;
  const seconds = frames / FPS;
  return cached(shape, recipe.ending, recipe, (part) =>
    ffmpeg([
      ...['-f', 'lavfi', '-i', `testsrc2=s=${WIDTH}x${HEIGHT}:r=${FPS}:d=${seconds}`],
      ...(recipe.audio ? ['-f', 'lavfi', '-i', `sine=f=440:r=48000:d=${seconds}`] : []),
      ...['-vf', recipe.filter ? `${bits},${recipe.filter}` : bits, ...recipe.video, '-fps_mode:v', 'passthrough'],
      ...(recipe.audio ? [...recipe.audio, '-ac', '1'] : []),
      ...[...recipe.as, part],
    ]),
  );
}

/** Sound without picture. */
export const soundOnly = (): Promise<string> =>
  cached('soundOnly', 'm4a', 'aac', (part) =>
    ffmpeg(['-f', 'lavfi', '-i', 'sine=f=440:d=4', ...aac, '-f', 'mp4', part]),
  );

/** Shown a quarter turn clockwise, as a phone held upright writes it. */
export async function rotated(shape: 'h264Silent' | 'mpeg4Mp4' = 'h264Silent'): Promise<string> {
  const plain = await recording(shape);
  return cached(`rotated-${shape}`, 'mp4', plain, async (part) => {
    const bytes = await readFile(plain);
    const matrix = [0, 0x10000, 0, -0x10000, 0, 0, HEIGHT * 0x10000, 0, 0x40000000];
    const at = bytes.indexOf('tkhd', 0, 'latin1') + 44;
    matrix.forEach((value, index) => bytes.writeInt32BE(value, at + index * 4));
    await writeFile(part, bytes);
  });
}

/**
 * Frames 100 to 199 stamped so late, then 0 to 99 stamped from the start: a recorder whose clock was put back.
 * @param seconds by which the first half is late; beyond a minute the fall is read as an overflow of 33 bits
 */
export async function jumpsBack(seconds = 20): Promise<string> {
  const whole = await recording('h264Ts');
  return cached(`jumpsBack-${seconds}`, 'ts', whole, async (part) => {
    const folder = await mkdtemp(join(tmpdir(), 'mingcha-jump-'));
    try {
      const [late, early] = [join(folder, 'late.ts'), join(folder, 'early.ts')];
      await ffmpeg(['-ss', '4', '-i', whole, '-c', 'copy', '-output_ts_offset', String(seconds), '-f', 'mpegts', late]);
      await ffmpeg(['-i', whole, '-t', '4', '-c', 'copy', '-f', 'mpegts', early]);
      await writeFile(part, Buffer.concat([await readFile(late), await readFile(early)]));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** Begins just after a key frame; the next one comes ten seconds later. */
export async function hevcMidGop(): Promise<string> {
  const whole = await recording('hevcLongGop');
  return cached('hevcMidGop', 'ts', whole, async (part) => {
    const bytes = await readFile(whole);
    const packets = Math.floor(bytes.length / 188);
    // The key frame fills the first tenth or so; tables of what is in the stream come again and again.
    await writeFile(part, bytes.subarray(Math.floor(packets / 5) * 188));
  });
}

/** The wall clock of {@link dav} at its first frame. */
export const DAV_START = [2026, 3, 9, 9, 30, 5] as const;

/** A `.dav` of a Dahua recorder with G.711 sound. */
export async function dav(codec: 'h264' | 'hevc' = 'h264'): Promise<string> {
  const source = await recording(codec === 'h264' ? 'h264NoB' : 'hevcMkv');
  return cached(`dav-${codec}`, 'dav', source, async (part) => {
    const folder = await mkdtemp(join(tmpdir(), 'mingcha-dav-'));
    try {
      const [stream, sound] = [join(folder, 'stream'), join(folder, 'sound')];
      const filter =
        codec === 'h264' ? 'h264_mp4toannexb,h264_metadata=aud=insert' : 'hevc_mp4toannexb,hevc_metadata=aud=insert';
      await ffmpeg(['-i', source, '-map', '0:v', '-c', 'copy', '-bsf:v', filter, '-f', codec, stream]);
      await ffmpeg(['-f', 'lavfi', '-i', `sine=f=440:r=8000:d=${FRAMES / FPS}`, '-f', 'alaw', sound]);
      const shape = { codec, width: WIDTH, height: HEIGHT, fps: FPS, start: DAV_START, alaw: await readFile(sound) };
      await writeFile(part, davOf(accessUnits(await readFile(stream), codec), shape));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}
