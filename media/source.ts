import { resolve } from 'node:path';
import { AppError } from '../domain/errors.js';
import type { Packet, TimeBase } from '../domain/footage/packets.js';
import type { Ffmpeg } from './ffmpeg.js';
import { packetOf } from './packets.js';

/** What has to be known of a recording before it is cut or painted over. */
export interface Source {
  file: string;
  /** As people call it, for the errors. */
  name: string;
  /** First name of the container as ffmpeg calls it. */
  container: string;
  codec: string;
  profile: string;
  width: number;
  height: number;
  pixFmt: string;
  /** Width of a stored pixel by its height. */
  pixelAspect: string;
  /** Degrees by which it is turned to be seen; 0 for nearly all. */
  rotation: number;
  isInterlaced: boolean;
  hasReordering: boolean;
  timeBase: TimeBase;
  /** Length of a frame at the rate the file names; at least one tick. */
  frameTicks: number;
  /** Where `-ss` counts from, seconds. */
  startSeconds: number;
  /** Of the first shown frame. Null when the first packets carry no times. */
  firstTick: number | null;
  sound: { sampleRate: number; channels: number; codec: string } | null;
  /** Options that stand before the input whoever opens it. */
  before: readonly string[];
}

/** Packets of all streams that are looked at for the first shown frame. */
const HEAD_PACKETS = 400;

/** Containers that leave out when frames are shown, where the order of the codec's frames tells it when asked to. */
const wanting = new Set(['avi mpeg4', 'mpeg mpeg2video', 'mpeg mpeg1video']);
const WORK_OUT_TIMES = ['-fflags', '+genpts'];
/** A recording that begins far from a key frame says late what it is. */
const LOOK_LONGER = ['-analyzeduration', '10M', '-probesize', '10M'];

interface Answer {
  packets?: Record<string, string | number>[];
  streams?: (Record<string, string | number> & { side_data_list?: { rotation?: number }[] })[];
  format?: Record<string, string | number>;
}

function ratioOf(text: unknown): [number, number] {
  const [num = 0, den = 0] = String(text ?? '')
    .split(/[/:]/)
    .map(Number);
  return [num, den];
}

/**
 * Looks at a recording: one short process.
 * @throws AppError `media.failed` when there is no picture in it
 */
export async function readSource(ffmpeg: Ffmpeg, file: string, name: string): Promise<Source> {
  const first = await ask(ffmpeg, file, name, []);
  const container = String(first.format?.['format_name'] ?? '').split(',')[0] ?? '';
  const seen = pictureOf(first);
  const isWanting = wanting.has(`${container} ${String(seen?.['codec_name'])}`);
  const before = [...(Number(seen?.['width']) > 0 ? [] : LOOK_LONGER), ...(isWanting ? WORK_OUT_TIMES : [])];
  const answer = before.length > 0 ? await ask(ffmpeg, file, name, before) : first;
  const video = pictureOf(answer);
  const audio = answer.streams?.find((stream) => stream['codec_type'] === 'audio');
  if (!video) throw new AppError('media.failed', { name });
  const [num, den] = ratioOf(video['time_base']);
  const [rate, per] = ratioOf(video['r_frame_rate']);
  const timeBase = { num, den };
  const packets = (answer.packets ?? []).filter((packet) => packet['stream_index'] === video['index']).map(packetOf);
  return {
    // Work happens in a folder of its own.
    file: resolve(file),
    name,
    container,
    codec: String(video['codec_name'] ?? ''),
    profile: String(video['profile'] ?? ''),
    width: Number(video['width']),
    height: Number(video['height']),
    pixFmt: String(video['pix_fmt'] ?? ''),
    pixelAspect: String(video['sample_aspect_ratio'] ?? '1:1').replace('0:1', '1:1'),
    rotation: video.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0,
    isInterlaced: !['progressive', 'unknown', 'undefined'].includes(String(video['field_order'])),
    hasReordering: Number(video['has_b_frames'] ?? 0) > 0,
    timeBase,
    frameTicks: frameTicksOf(packets, rate > 0 ? (per * den) / (rate * num) : 0),
    startSeconds: Number(answer.format?.['start_time'] ?? 0) || 0,
    firstTick: firstTickOf(packets),
    sound: audio
      ? {
          sampleRate: Number(audio['sample_rate']),
          channels: Number(audio['channels']),
          codec: String(audio['codec_name'] ?? ''),
        }
      : null,
    before,
  };
}

const pictureOf = ({ streams }: Answer): NonNullable<Answer['streams']>[number] | undefined =>
  streams?.find((stream) => stream['codec_type'] === 'video');

async function ask(ffmpeg: Ffmpeg, file: string, name: string, before: readonly string[]): Promise<Answer> {
  const streams =
    'index,codec_type,codec_name,profile,width,height,pix_fmt,sample_aspect_ratio,field_order,has_b_frames,time_base,r_frame_rate,sample_rate,channels';
  const { code, stdout, stderr } = await ffmpeg.probe([
    ...before,
    ...['-read_intervals', `%+#${HEAD_PACKETS}`, '-of', 'json', '-show_entries'],
    `format=format_name,start_time:stream=${streams}:stream_side_data=rotation:packet=stream_index,pts,dts,duration,size,flags`,
    file,
  ]);
  try {
    if (code === 0) return JSON.parse(stdout) as Answer;
  } catch {
    // Garbage is a failure like any other.
  }
  throw new AppError('media.failed', { name }, { cause: new Error(stderr) });
}

/** The named rate, unless the frames themselves are further apart throughout: some recorders name the rate of fields. */
function frameTicksOf(packets: readonly Packet[], named: number): number {
  const times = packets.map(({ dts, pts }) => dts ?? pts).filter((time) => time !== null);
  const steps = times
    .slice(1)
    .map((time, index) => time - (times[index] ?? 0))
    .filter((step) => step > 0)
    .sort((a, b) => a - b);
  const middle = steps[Math.floor(steps.length / 2)] ?? 0;
  return Math.max(1, Math.round(named > 0 && middle < named * 1.5 ? named : middle || named));
}

function firstTickOf(packets: readonly Packet[]): number | null {
  const times = packets.map(({ pts }) => pts);
  if (times.length === 0 || times[0] === null) return null;
  return Math.min(...times.filter((time) => time !== null));
}
