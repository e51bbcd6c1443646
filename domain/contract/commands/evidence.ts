import { z } from 'zod';
import { attachment, attachmentTarget, evidenceOrigins } from '../../evidence.js';
import { clientId, id, optionalLine } from '../../fields.js';
import { command } from '../define.js';

const keepers = ['inspector', 'social_supervisor'] as const;

export const evidenceCommands = {
  'evidence.add': command({
    access: keepers,
    input: z.strictObject({
      clientId,
      token: z.string().max(100),
      target: attachmentTarget,
      origin: z.enum(evidenceOrigins),
      caption: optionalLine(200),
    }),
    output: attachment,
    audit: { object: 'attachment' },
    note: 'Takes a picture into the evidence store, copied, hashed, read back and set read-only, and hangs it on an open visit or an own draft. The bytes decide what it is.',
  }),
  'evidence.caption': command({
    access: keepers,
    input: z.strictObject({ id, caption: optionalLine(200) }),
    output: attachment,
    audit: { object: 'attachment' },
    note: 'What a picture shows, while its record is open.',
  }),
  'evidence.remove': command({
    access: keepers,
    input: z.strictObject({ id }),
    output: z.strictObject({}),
    audit: { object: 'attachment' },
    note: 'Takes a picture off an open record; its bytes stay in the store.',
  }),
  'evidence.restore': command({
    access: keepers,
    input: z.strictObject({ id }),
    output: attachment,
    audit: { object: 'attachment' },
    note: 'Puts a picture that was taken off back to its place.',
  }),
} as const;
