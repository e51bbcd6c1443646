import { z } from 'zod';
import { clientId, id, instant } from './fields.js';
import { code } from './checklist/schema.js';

/** What kind of thing a piece of evidence is; footage follows the same model. */
export const evidenceKinds = ['picture', 'video', 'audio', 'other'] as const;
/** How it came in: 粘贴, 拖入, 选取. */
export const evidenceOrigins = ['paste', 'drop', 'pick'] as const;

/** Pictures that are taken in, by what their bytes say; nothing is believed of the name. */
export const pictureTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/bmp', 'image/gif'] as const;
export const PICTURE_MAXIMUM_MB = 50;

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

/** Addresses the page shows pictures by; who may see them is decided when they are asked for. */
export const MEDIA_SCHEME = 'media';
export const pictureUrl = (attachmentId: number, size: 'thumb' | 'full'): string =>
  `${MEDIA_SCHEME}://evidence/${attachmentId}/${size}`;

/** Bits that two 64-bit picture hashes may differ in and still be called alike. */
export const ALIKE_BITS = 8;

/** Bits in which two hashes of 16 hex digits differ. */
export function hashDistance(a: string, b: string): number {
  let distance = 0;
  for (let at = 0; at < 16; at += 4) {
    let bits = Number.parseInt(a.slice(at, at + 4), 16) ^ Number.parseInt(b.slice(at, at + 4), 16);
    for (; bits > 0; bits >>>= 1) distance += bits & 1;
  }
  return distance;
}
