import { z } from 'zod';
import { clientId, id, instant } from './fields.js';
import { code } from './checklist/schema.js';

export * from './picture.js';

/** What kind of thing a piece of evidence is; footage follows the same model. */
export const evidenceKinds = ['picture', 'video', 'audio', 'other'] as const;
/** How it came in: 粘贴, 拖入, 选取. */
export const evidenceOrigins = ['paste', 'drop', 'pick'] as const;

/** What a piece of evidence hangs on. A finding and an item lie within their visit. */
export const attachmentTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('visit'), visitId: id }),
  z.strictObject({ kind: z.literal('item'), visitId: id, checklist: clientId, itemCode: code }),
  z.strictObject({ kind: z.literal('finding'), visitId: id, finding: clientId }),
  z.strictObject({ kind: z.literal('lead'), leadId: id }),
]);
export type AttachmentTarget = z.infer<typeof attachmentTarget>;

/** A piece of evidence at its place. The bytes are stored once, whatever hangs on them. */
export const attachment = z.strictObject({
  id,
  evidenceId: id,
  target: attachmentTarget,
  kind: z.enum(evidenceKinds),
  mediaType: z.string(),
  /** File name as it came; never used as a path. */
  name: z.string(),
  caption: z.string().nullable(),
  origin: z.enum(evidenceOrigins),
  bytes: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** Hex, 64 digits. */
  sha256: z.string(),
  /** From the picture itself, when it says so; UTC milliseconds. */
  takenAt: instant.nullable(),
  addedAt: instant,
  /** The same bytes were here before this attachment. */
  known: z.boolean(),
});
export type Attachment = z.infer<typeof attachment>;
