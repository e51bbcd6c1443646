import { z } from 'zod';
import { instant } from '../fields.js';

/** What a file turned out to be. `picture` is no recording; `unparsed` is kept as evidence and cannot be played. */
export const probedKinds = ['video', 'audio', 'picture', 'unparsed'] as const;

/** Why nothing could be made of a file. */
export const unparsedReasons = [
  'empty',
  /** MP4 whose index was never written: the recorder lost power, or the copy broke off. */
  'noMoov',
  'executable',
  'text',
  /** Known to be a recorder's own format, which only its own program reads. */
  'privateFormat',
  /** Nothing that any program here knows. */
  'unknown',
  /** A container without picture and without sound. */
  'noStreams',
  /** The file did not answer within the time it has. */
  'hanging',
  /** `.dav` on a computer whose ffmpeg is too old for it: read without its times, without a word. */
  'toolsTooOld',
] as const;

/** What is wrong with a recording that can be played all the same. */
export const recordingFlaws = [
  /** Time stamps fall back within the file: its places are no longer one line. */
  'jumpsBack',
  /** Frames without a time stamp of their own. */
  'noTimes',
  /** Ends before the place its own index names. */
  'truncated',
  /** MP4 in pieces, each with its own index: a player cannot jump in it. */
  'fragmented',
  /** Too small for any codec that can be played. */
  'tiny',
  'variableRate',
] as const;

/** What ffprobe and the first bytes say of a file, before anything is decided by it. */
export const probed = z.strictObject({
  kind: z.enum(probedKinds),
  reason: z.enum(unparsedReasons).nullable(),
  flaws: z.array(z.enum(recordingFlaws)),
  /** First name of the container as ffmpeg calls it: `mov`, `matroska`, `avi`, `mpegts`, `mpeg`, `flv`, `dhav`, `h264`, … */
  container: z.string().nullable(),
  /** How sure that is, 0 to 100. A low score is no fault. */
  score: z.int(),
  videoCodec: z.string().nullable(),
  /** As ffprobe words it, e.g. `High`. */
  profile: z.string().nullable(),
  audioCodec: z.string().nullable(),
  /** Pixels as stored, before rotation. */
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** Width of a stored pixel by its height. */
  pixelAspect: z.number(),
  /** Degrees clockwise by which the stored picture is turned to be seen: 0, 90, 180, 270. */
  rotation: z.int(),
  pixFmt: z.string().nullable(),
  /** Luma runs from 0 to 255. */
  fullRange: z.boolean(),
  /** Of the video, as `1/12800`. */
  timeBase: z.string().nullable(),
  /** Mean; frames may be unevenly spaced. */
  fps: z.number().nullable(),
  /** Shown frames, where the container or a count says so. */
  frames: z.int().nullable(),
  /** Seconds at which the file begins, which ffmpeg's `-ss` counts from. */
  startTime: z.number(),
  /** Time stamp of the first video packet to be shown, in ticks of `timeBase`; null where there is none. */
  startPts: z.number().nullable(),
  /** From the first shown frame to the end of the last; null when nothing says so. */
  durationMs: z.int().nullable(),
  /** Frames are stored in another order than shown. */
  hasB: z.boolean(),
  /** What the first `.dav` packet says: the recorder's wall clock as if it were UTC, ms. */
  davStart: z.int().nullable(),
  /** When the container says it was made. */
  containerCreated: instant.nullable(),
});
export type Probed = z.infer<typeof probed>;
export type UnparsedReason = (typeof unparsedReasons)[number];
export type RecordingFlaw = (typeof recordingFlaws)[number];

/** Where the first picture stands in its file, in seconds; null when nothing says so. A player of the file as it is shows it there. */
export function firstFrameS({ startPts, timeBase }: Pick<Probed, 'startPts' | 'timeBase'>): number | null {
  const [above = NaN, below = NaN] = (timeBase ?? '').split('/').map(Number);
  const place = ((startPts ?? NaN) * above) / below;
  return Number.isFinite(place) ? place : null;
}
