import { z } from 'zod';
import { id, instant, optionalLine } from '../fields.js';
import type { Role } from '../people.js';
import { derivedKinds } from './clip.js';

/** Taking in: one order of files with the outcome of each. */
export const takingFileStates = ['waiting', 'taken', 'known', 'failed'] as const;
export const takingFile = z.strictObject({
  id,
  name: z.string(),
  bytes: z.int().nullable(),
  /** `known`: the same bytes were here before and were linked. */
  state: z.enum(takingFileStates),
  recordingId: id.nullable(),
  error: z
    .strictObject({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
});
export type TakingFile = z.infer<typeof takingFile>;

export const taking = z.strictObject({
  id,
  at: instant,
  by: z.string(),
  hallLabel: z.string(),
  files: z.int(),
  taken: z.int(),
  known: z.int(),
  failed: z.int(),
  waiting: z.int(),
  bytes: z.int(),
  /** The job at work on it; null when none is: with files waiting it can be gone on with. */
  jobId: id.nullable(),
  /** The file being taken in: its bytes, and those of them that are copied and proved. */
  working: z.strictObject({ fileId: id, name: z.string(), bytes: z.int(), done: z.int() }).nullable(),
});
export type Taking = z.infer<typeof taking>;

/** A file as it is named before it is taken in, and what the name says. Instants are by the recorder's clock. */
export const offeredFile = z.strictObject({
  name: z.string(),
  bytes: z.int().nullable(),
  error: takingFile.shape.error,
  startAt: instant.nullable(),
  channel: z.int().nullable(),
  /** The camera of the hall on that channel, where there is exactly one; `cameras` tells how many there are. */
  cameraLabel: z.string().nullable(),
  cameras: z.int(),
});
export type OfferedFile = z.infer<typeof offeredFile>;

/** 调阅登记: who looked at which footage, when and why (Order 799 article 16). */
export const viewingRow = z.strictObject({
  id,
  at: instant,
  by: z.string(),
  recordingId: id,
  recordingName: z.string(),
  reason: z.string(),
});
export type ViewingRow = z.infer<typeof viewingRow>;

export const faultKinds = ['missing', 'mismatch', 'orphan'] as const;
/** What a check found wrong with the store. A missing or changed file locks its evidence; an orphan is named, not removed. */
export const evidenceFault = z.strictObject({
  id,
  kind: z.enum(faultKinds),
  evidenceId: id.nullable(),
  name: z.string(),
  /** Empty where a stray file's name is no hash. */
  sha256: z.string(),
  /** Of an orphan: its place within the store. */
  path: z.string().nullable(),
  foundAt: instant,
  settledAt: instant.nullable(),
  settledBy: z.string().nullable(),
  note: z.string().nullable(),
});
export type EvidenceFault = z.infer<typeof evidenceFault>;

/** Unredacted material may leave only when a second person says so. */
/** Who says it, and may look at the very thing while it waits for a word. */
export const releaseDeciders = ['office', 'leader'] as const satisfies readonly Role[];

export const exceptionStates = ['asked', 'approved', 'refused'] as const;
export const releaseException = z.strictObject({
  id,
  derivedId: id,
  kind: z.enum(derivedKinds),
  name: z.string(),
  state: z.enum(exceptionStates),
  reason: z.string(),
  askedAt: instant,
  askedBy: z.string(),
  decidedAt: instant.nullable(),
  decidedBy: z.string().nullable(),
  note: z.string().nullable(),
  may: z.strictObject({ decide: z.boolean() }),
});
export type ReleaseException = z.infer<typeof releaseException>;

export const evidencePack = z.strictObject({
  id,
  at: instant,
  by: z.string(),
  name: z.string(),
  reason: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  visitId: id.nullable(),
  files: z.int(),
});
export type EvidencePack = z.infer<typeof evidencePack>;

export const disposal = z.strictObject({
  id,
  at: instant,
  by: z.string(),
  evidenceId: id,
  name: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  reason: z.string(),
});
export type Disposal = z.infer<typeof disposal>;

/** What the programs for video on this computer are and lack. */
export const toolSources = ['settings', 'shipped', 'system'] as const;
export const toolRefusals = ['missing', 'hanging', 'garbage', 'noFfprobe', 'old'] as const;
export const mediaToolsState = z.strictObject({
  source: z.enum(toolSources).nullable(),
  version: z.string().nullable(),
  /** Words of `media/binaries`: what cannot be done with it. */
  lacks: z.array(z.string()),
  /** Where one was looked for and not taken, best first. */
  refused: z.array(z.strictObject({ source: z.enum(toolSources), why: z.enum(toolRefusals) })),
  /** As chosen by a person on this computer. */
  chosen: optionalLine(500),
});
export type MediaToolsState = z.infer<typeof mediaToolsState>;
