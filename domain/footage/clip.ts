import { z } from 'zod';
import { attachmentTarget } from '../evidence.js';
import { clientId, id, instant, line, optionalLine, optionalText, revision } from '../fields.js';

/** 三声: 来有迎声, 问有答声, 走有送声. Each lasts from what calls for it to its being said. */
export const moments = ['greeting', 'answer', 'farewell'] as const;
export type Moment = (typeof moments)[number];

/** Exact starts and ends on the asked frames; fast starts on the key frame before. */
export const cutModes = ['exact', 'fast'] as const;
export type CutMode = (typeof cutModes)[number];

/** Milliseconds from the recording's first shown frame. */
const placeMs = z.int().min(0);

/** A moment on a clip: from the arrival, question or leaving to the words; null while only its start is marked. */
export const clipMark = z.strictObject({ moment: z.enum(moments), fromMs: placeMs, untilMs: placeMs.nullable() });
export type ClipMark = z.infer<typeof clipMark>;

/** What a person says of a clip. The span is half open: the frame at `outMs` is not part of it. */
export const clipFields = z
  .strictObject({
    inMs: placeMs,
    outMs: placeMs,
    label: line(60),
    note: optionalText(1000),
    /** What it is evidence of; null while it belongs to nothing yet. */
    target: attachmentTarget.nullable(),
    marks: z.array(clipMark).max(moments.length),
  })
  .refine(({ inMs, outMs }) => inMs < outMs, { path: ['outMs'], error: 'outBeforeIn' })
  .refine(({ marks }) => new Set(marks.map(({ moment }) => moment)).size === marks.length, {
    path: ['marks'],
    error: 'repeated',
  })
  .refine(({ marks }) => marks.every(({ fromMs, untilMs }) => untilMs === null || fromMs <= untilMs), {
    path: ['marks'],
    error: 'outBeforeIn',
  });
export type ClipFields = z.infer<typeof clipFields>;

/** What was made of footage: cuts, redacted copies and stills. Each is evidence of its own with its own hash. */
export const derivedKinds = ['cut', 'redacted', 'still'] as const;
export type DerivedKind = (typeof derivedKinds)[number];

/** What was made, from what, how and by whom: what the evidence card prints. */
export const derived = z.strictObject({
  id,
  evidenceId: id,
  kind: z.enum(derivedKinds),
  clipId: id.nullable(),
  recordingId: id,
  sha256: z.string(),
  bytes: z.int(),
  mediaType: z.string(),
  /** The recording's for a cut or a still; the cut's for a redacted copy. */
  parentSha256: z.string(),
  /** Cuts and redacted copies: asked and real places in the recording, ms; and frames asked for and found. */
  cut: z
    .strictObject({
      mode: z.enum(cutModes),
      /** `smart`: boundary groups made anew, the middle copied; `whole`: all of it made anew; `copy`: nothing. */
      way: z.enum(['smart', 'whole', 'copy']),
      askedInMs: placeMs,
      askedOutMs: placeMs,
      realInMs: z.number(),
      realOutMs: z.number(),
      /** Null for a fast cut: nobody counted them. */
      askedFrames: z.int().nullable(),
      frames: z.int(),
      captioned: z.boolean(),
    })
    .nullable(),
  /** Stills: the frame's place, ms; whether something was drawn on the copy. */
  still: z.strictObject({ atMs: z.number(), annotated: z.boolean() }).nullable(),
  redacted: z.boolean(),
  tool: z.string(),
  madeAt: instant,
  /** By code. */
  madeBy: z.string(),
  /** Newest first: when it left the console, and by whom. */
  exports: z.array(z.strictObject({ at: instant, by: z.string(), packName: z.string() })),
  /** Its bytes are not what its name says, or are gone: it is locked until that is settled. */
  locked: z.boolean(),
  /** Its bytes were disposed of. */
  disposedAt: instant.nullable(),
});
export type Derived = z.infer<typeof derived>;

export const clip = z.strictObject({
  id,
  clientId,
  revision,
  recordingId: id,
  ...clipFields.shape,
  /** How its target is called: `访〔2026〕338号 · 问题 1`. */
  targetLabel: z.string().nullable(),
  /** True wall clock of its ends, UTC ms; null while the recording's time is not known. */
  fromAt: instant.nullable(),
  untilAt: instant.nullable(),
  cameraLabel: z.string().nullable(),
  recordingName: z.string(),
  createdAt: instant,
  createdBy: z.string(),
  may: z.strictObject({ edit: z.boolean() }),
  derived: z.array(derived),
});
export type Clip = z.infer<typeof clip>;

/** A shape drawn on the copy of a still; places and sizes in shares of the picture. */
export const stillShape = z.strictObject({
  kind: z.enum(['circle', 'arrow', 'box', 'text']),
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
  /** To the other corner, or to the arrow's head. */
  dx: z.number().min(-1).max(1),
  dy: z.number().min(-1).max(1),
  text: optionalLine(100),
});
export type StillShape = z.infer<typeof stillShape>;
