import { z } from 'zod';
import { id, instant, line, optionalLine, optionalText, revision } from '../fields.js';
import { recordingFlaws } from './probed.js';

/** Where the time of the first frame is known from. */
export const timeSources = ['file_name', 'dav', 'container', 'burned_in', 'manual'] as const;
export type TimeSource = (typeof timeSources)[number];

/** 取得方式. What was recorded covertly stands only when it infringes nobody's rights (LXZ article 57). */
export const acquisitionMethods = ['hall_recorder', 'own_device', 'covert_device', 'call_recording', 'other'] as const;
export type AcquisitionMethod = (typeof acquisitionMethods)[number];

/** Classes of evidence, each with a clock of its own (domain/footage/retention). */
export const retentionClasses = ['footage', 'call_recording', 'case_file'] as const;
export type RetentionClass = (typeof retentionClasses)[number];

/** How footage came into the hands of the office: method, maker, approval and basis (LXZ article 12, Order 799 article 16). */
export const acquisition = z.strictObject({
  method: z.enum(acquisitionMethods),
  /** Who took it out of the recorder. */
  takenBy: optionalLine(60),
  /** 调取单号. */
  approvalNo: optionalLine(60),
  basis: optionalLine(200),
});
export type Acquisition = z.infer<typeof acquisition>;

/** Milliseconds to add to the recorder's clock; positive when it is slow. At most a year. */
export const clockOffsetMs = z
  .int()
  .min(-366 * 86_400_000)
  .max(366 * 86_400_000);

/** What a person may put right about a recording. */
export const recordingFields = z.strictObject({
  hallId: id,
  cameraId: id.nullable(),
  /** First frame by the recorder's own clock, UTC ms. */
  capturedAt: instant.nullable(),
  timeSource: z.enum(timeSources).nullable(),
  /** This file's own; null to use the camera's. */
  ownOffsetMs: clockOffsetMs.nullable(),
  /** The time burned into the first frame, as read by a person. */
  burnedInAt: instant.nullable(),
  retentionClass: z.enum(retentionClasses),
  acquisition,
  note: optionalText(1000),
});
export type RecordingFields = z.infer<typeof recordingFields>;

/** `as_is`: the player takes the file; `proxy`: a copy made for playing; `none`: kept as evidence, nothing to play. */
export const playWays = ['as_is', 'proxy', 'none'] as const;

export const recordingRow = z.strictObject({
  id,
  revision,
  evidenceId: id,
  sha256: z.string(),
  bytes: z.int(),
  /** File name as it came. */
  name: z.string(),
  ...recordingFields.shape,
  hallLabel: z.string(),
  cameraLabel: z.string().nullable(),
  channel: z.int().nullable(),
  kind: z.enum(['video', 'audio', 'unparsed']),
  /** Why it could not be read: a word of `domain/footage/probed`; null otherwise. */
  unparsedWhy: z.string().nullable(),
  flaws: z.array(z.enum(recordingFlaws)),
  container: z.string().nullable(),
  videoCodec: z.string().nullable(),
  audioCodec: z.string().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** Quarter turns clockwise in degrees, as the file asks to be shown. */
  rotation: z.int(),
  fps: z.number().nullable(),
  durationMs: z.int().nullable(),
  /** What is added to the recorder's clock: the file's own, else the camera's at that time, else 0. */
  offsetMs: z.int(),
  offsetFrom: z.enum(['file', 'camera', 'none']),
  /** Burned-in time and corrected time differ by this much, ms; null when either is not known. */
  burnedInGapMs: z.int().nullable(),
  playWay: z.enum(playWays),
  clips: z.int(),
  /** Last day on which it may be kept; null under legal hold. */
  keepUntilDay: z.int().nullable(),
  onHold: z.boolean(),
  locked: z.boolean(),
  disposedAt: instant.nullable(),
  importedAt: instant,
  importedBy: z.string(),
});
export type RecordingRow = z.infer<typeof recordingRow>;

/** A burned-in time further from the corrected one than this is worth a warning. */
export const BURNED_IN_TOLERANCE_MS = 60_000;

/** What the player needs; addresses are served by `media://`, to those who may, while they are at the desk. */
export const playback = z.strictObject({
  recording: recordingRow,
  /** `file`: seekable at once; `growing`: a copy that is being made, fed to a MediaSource; `none`: nothing to play. */
  source: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('file'), url: z.string(), mediaType: z.string() }),
    z.strictObject({ kind: z.literal('growing'), url: z.string(), codecs: z.string(), jobId: id }),
    z.strictObject({ kind: z.literal('none'), why: z.string() }),
  ]),
  posterUrl: z.string().nullable(),
  filmstrip: z
    .strictObject({
      url: z.string(),
      columns: z.int(),
      tileWidth: z.int(),
      tileHeight: z.int(),
      /** Real place of each tile's frame, ms. */
      timesMs: z.array(z.number()),
    })
    .nullable(),
});
export type Playback = z.infer<typeof playback>;

/** A pattern of file names that tells channel and start; see domain/footage/name-pattern. */
export const namePatternFields = z.strictObject({
  title: line(60),
  /** A regular expression over the name with folders, with the groups y mo d h mi s, eh emi es and channel. */
  pattern: line(300),
  zone: z.enum(['local', 'utc']),
  /** What is added to the channel of the name: recorders count from 0 or from 1. */
  channelShift: z.int().min(-1000).max(1000),
  example: line(255),
  enabled: z.boolean(),
});
export type NamePatternFields = z.infer<typeof namePatternFields>;

export const namePattern = z.strictObject({
  id,
  revision,
  /** Shipped with the console; can be switched off, not changed. */
  ready: z.boolean(),
  position: z.int(),
  ...namePatternFields.shape,
});
export type NamePattern = z.infer<typeof namePattern>;

/** What a file name says. Instants are by the recorder's clock, UTC ms. */
export const readName = z.strictObject({
  patternId: id.nullable(),
  channel: z.int().nullable(),
  startAt: instant.nullable(),
  endAt: instant.nullable(),
});
export type ReadName = z.infer<typeof readName>;
