import type { Probed, RecordingFlaw, UnparsedReason } from '../domain/footage/probed.js';
import type { MediaTools } from './binaries.js';
import { NEEDED_MAJOR } from './binaries.js';
import { Ffmpeg } from './ffmpeg.js';
import { HEAD, streamTimes, type StreamTimes } from './probe-times.js';
import { readSignature, type Signature } from './signature.js';

/** As ffprobe words it; everything may be missing. */
interface Stream {
  index?: number;
  codec_type?: string;
  codec_name?: string;
  profile?: string;
  width?: number;
  height?: number;
  sample_aspect_ratio?: string;
  pix_fmt?: string;
  color_range?: string;
  has_b_frames?: number;
  time_base?: string;
  avg_frame_rate?: string;
  r_frame_rate?: string;
  nb_frames?: string;
  duration?: string;
  disposition?: { attached_pic?: number };
  side_data_list?: { rotation?: number }[];
}
interface Answer {
  streams?: Stream[];
  format?: {
    format_name?: string;
    probe_score?: number;
    start_time?: string;
    duration?: string;
    tags?: { creation_time?: string };
  };
}

const ASKED = [
  'format=format_name,probe_score,start_time,duration',
  'format_tags=creation_time',
  'stream=index,codec_type,codec_name,profile,width,height,sample_aspect_ratio,pix_fmt,color_range,has_b_frames,time_base,avg_frame_rate,r_frame_rate,nb_frames,duration',
  'stream_disposition=attached_pic',
  'stream_side_data=rotation',
].join(':');
/** A stream that begins between two key frames says what it is only at the next one. */
export const PATIENT = ['-analyzeduration', '20000000', '-probesize', '20000000'] as const;
/** Below this ffmpeg is guessing: bytes of chance look like some sound or other. */
const LOWEST_SCORE = 25;
/** Without an index: length and order of times are known only from all packets. */
const unindexed = ['mpegts', 'mpeg', 'mpegvideo', 'flv', 'dhav', 'h264', 'hevc', 'm4v'];
/**
 * Their clock may begin anew at any packet. A fall of more than a minute is read as the overflow of 33 bits: as a leap of a
 * day and more.
 */
const restarting = ['mpegts', 'mpeg', 'dhav'];
/** A step beyond this is a new beginning, as decoders and `hasJump` take it. */
const LEAP_S = 10;
/** They say which other files to show; none of that is in the bytes that were taken in. */
const lists = ['hls', 'concat', 'dash', 'imf', 'sdp', 'webm_dash_manifest'];
/** Seconds before the end from which the last packets are read: more than any distance of key frames. */
const TAIL_S = 30;

export interface ProbeOptions {
  /** What the file is called, for the errors. */
  name?: string;
  signal?: AbortSignal | undefined;
  /** After which ffprobe is killed; 20 s unless told. */
  limitMs?: number | undefined;
}

/**
 * Says what a file is. The bytes decide, never its name; whatever they are, there is an answer.
 * @throws AppError `file.unreadable` (no regular file), `media.binaryMissing`, `cancelled`
 */
export async function probeMedia(tools: MediaTools, file: string, options: ProbeOptions = {}): Promise<Probed> {
  const { name = '', signal } = options;
  const signature = await readSignature(file, name);
  const early = earlyReason(signature, tools);
  if (early) return unparsed(early);
  const ffmpeg = new Ffmpeg(tools);
  const answer = await ask(ffmpeg, file, options.limitMs);
  if (answer === 'hanging') return unparsed('hanging');
  const container = answer.format?.format_name?.split(',')[0] ?? null;
  const score = answer.format?.probe_score ?? 0;
  const reason = refusal(signature, answer, container);
  if (reason) return { ...unparsed(reason), container, score };
  const base = describe(answer, container, score);
  const video = videoOf(answer);
  if (base.kind !== 'video' || !video) return base;
  return withTimes(ffmpeg, file, base, video, signature, { name, signal });
}

function earlyReason({ kind }: Signature, tools: MediaTools): UnparsedReason | null {
  if (kind === 'empty' || kind === 'executable' || kind === 'text' || kind === 'noMoov') return kind;
  const tooOld = tools.major < NEEDED_MAJOR || tools.lacks.includes('dhav');
  return kind === 'dav' && tooOld ? 'toolsTooOld' : null;
}

async function ask(ffmpeg: Ffmpeg, file: string, limitMs: number | undefined): Promise<Answer | 'hanging'> {
  const args = ['-print_format', 'json', '-show_entries', ASKED, file];
  for (const patience of [[], PATIENT]) {
    const { code, stdout } = await ffmpeg.probe([...patience, ...args], limitMs);
    if (code === null) return 'hanging';
    const answer = parsed(stdout);
    const video = videoOf(answer);
    const told = !video || (Boolean(video.width) && video.pix_fmt !== undefined);
    if (told || patience.length > 0) return answer;
  }
  return {};
}

/** Garbage is no answer. */
function parsed(text: string): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return {};
  }
}

const videoOf = ({ streams }: Answer): Stream | undefined =>
  streams?.find(({ codec_type, disposition }) => codec_type === 'video' && !disposition?.attached_pic);
const audioOf = ({ streams }: Answer): Stream | undefined => streams?.find(({ codec_type }) => codec_type === 'audio');

function refusal({ kind }: Signature, answer: Answer, container: string | null): UnparsedReason | null {
  const strange = kind === 'privateFormat' ? 'privateFormat' : 'unknown';
  if (container === null || (answer.format?.probe_score ?? 0) < LOWEST_SCORE) return strange;
  if (lists.includes(container)) return 'text';
  if (kind === 'dav' && container !== 'dhav') return 'toolsTooOld';
  const video = videoOf(answer);
  if (video && !(video.width && video.codec_name)) return strange;
  return video || audioOf(answer) ? null : 'noStreams';
}

const isPicture = (container: string | null): boolean =>
  container !== null && (/_pipe$/.test(container) || ['image2', 'gif', 'apng'].includes(container));

/** `25/1`, `16:11` -> the quotient; null for `0/0`, `N/A`, nothing. */
function quotient(text: string | undefined): number | null {
  const [above = NaN, below = NaN] = (text ?? '').split(/[/:]/).map(Number);
  const value = above / below;
  return Number.isFinite(value) && value > 0 ? value : null;
}

const seconds = (text: string | undefined): number | null => {
  const value = Number(text);
  return text === undefined || Number.isNaN(value) ? null : value;
};

function describe(answer: Answer, container: string | null, score: number): Probed {
  const { format } = answer;
  const [video, audio] = [videoOf(answer), audioOf(answer)];
  const duration = seconds(video?.duration) ?? seconds(format?.duration);
  const startTime = seconds(format?.start_time) ?? 0;
  const frames = Number(video?.nb_frames);
  return {
    ...nothing,
    kind: video ? (isPicture(container) ? 'picture' : 'video') : 'audio',
    container,
    score,
    videoCodec: video?.codec_name ?? null,
    profile: video?.profile ?? null,
    audioCodec: audio?.codec_name ?? null,
    width: video?.width ?? null,
    height: video?.height ?? null,
    pixelAspect: quotient(video?.sample_aspect_ratio) ?? 1,
    rotation: clockwise(video),
    pixFmt: video?.pix_fmt ?? null,
    fullRange: video?.color_range === 'pc' || (video?.pix_fmt ?? '').startsWith('yuvj'),
    timeBase: video?.time_base ?? null,
    fps: quotient(video?.avg_frame_rate) ?? quotient(video?.r_frame_rate),
    frames: Number.isInteger(frames) && frames > 0 ? frames : null,
    startTime,
    durationMs: duration === null ? null : Math.round(duration * 1000),
    hasB: (video?.has_b_frames ?? 0) > 0,
    davStart: container === 'dhav' && startTime > 0 ? Math.round(startTime * 1000) : null,
    containerCreated: createdAt(format?.tags?.creation_time),
  };
}

/** ffprobe counts against the clock. */
function clockwise(video: Stream | undefined): number {
  const turned = video?.side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0;
  return (((Math.round(-turned / 90) * 90) % 360) + 360) % 360;
}

/** A clock that was never set writes 1904 or 1970. */
function createdAt(text: string | undefined): number | null {
  const at = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text ?? '') ? Date.parse(text ?? '') : NaN;
  return at > Date.UTC(1990, 0) ? at : null;
}

async function withTimes(
  ffmpeg: Ffmpeg,
  file: string,
  base: Probed,
  video: Stream,
  signature: Signature,
  { name, signal }: { name: string; signal: AbortSignal | undefined },
): Promise<Probed> {
  const tick = quotient(video.time_base) ?? 0.001;
  const common = {
    index: video.index ?? 0,
    usual: Math.round(1 / ((base.fps ?? 25) * tick)),
    leap: restarting.includes(base.container ?? '') ? LEAP_S / tick : null,
    reorders: base.hasB,
    name,
    signal,
  };
  const whole = signature.truncated || signature.fragmented || unindexed.includes(base.container ?? '');
  const head = await streamTimes(ffmpeg, file, { ...common, stretch: whole ? null : HEAD });
  const end = Number(seconds(video.duration) ?? (base.durationMs ?? 0) / 1000);
  const stretch = `${Math.max(0, Math.max(end, base.startTime) - TAIL_S)}%`;
  const tail = whole || head.lacksPts ? head : await streamTimes(ffmpeg, file, { ...common, stretch });
  const endPts = tail.endPts ?? head.endPts;
  const spanned = head.firstPts === null || endPts === null || head.lacksPts ? null : (endPts - head.firstPts) * tick;
  const counted = head.packets / (base.fps ?? 25);
  // Falling stamps span anything; frames without stamps are counted.
  const length = whole && (head.falls || spanned === null) ? counted : (spanned ?? (base.durationMs ?? 0) / 1000);
  return {
    ...base,
    frames: whole ? head.packets : base.frames,
    startPts: head.firstPts,
    durationMs: length > 0 ? Math.round(length * 1000) : base.durationMs,
    flaws: flawsOf(base, head, signature),
  };
}

function flawsOf({ width, height }: Probed, times: StreamTimes, { truncated, fragmented }: Signature): RecordingFlaw[] {
  const flaws: Record<RecordingFlaw, boolean> = {
    jumpsBack: times.falls,
    noTimes: times.lacksPts,
    truncated,
    fragmented,
    tiny: (width ?? 0) < 2 || (height ?? 0) < 2,
    variableRate: times.uneven && !times.falls && !times.lacksPts,
  };
  return (Object.keys(flaws) as RecordingFlaw[]).filter((flaw) => flaws[flaw]);
}

const nothing: Probed = {
  kind: 'unparsed',
  reason: null,
  flaws: [],
  container: null,
  score: 0,
  videoCodec: null,
  profile: null,
  audioCodec: null,
  width: null,
  height: null,
  pixelAspect: 1,
  rotation: 0,
  pixFmt: null,
  fullRange: false,
  timeBase: null,
  fps: null,
  frames: null,
  startTime: 0,
  startPts: null,
  durationMs: null,
  hasB: false,
  davStart: null,
  containerCreated: null,
};

const unparsed = (reason: UnparsedReason): Probed => ({ ...nothing, reason });
