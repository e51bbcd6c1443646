import { z } from 'zod';
import { id } from '../../fields.js';
import { MOST_REPLIES } from '../../rectification/reply-kinds.js';
import { replyPreview } from '../../rectification/reply.js';
import { command, query } from '../define.js';

const unit = ['unit_contact'] as const;
const token = z.string().max(100);

export const replyCommands = {
  'rectifications.replySheet': command({
    access: ['office', 'unit_contact'],
    input: z.strictObject({
      /** Left out: the caller's own. */
      unitId: id.optional(),
      language: z.enum(['zh-CN', 'en']),
      token,
    }),
    output: z.strictObject({ jobId: id }),
    audit: { object: 'rectification' },
    note: 'Writes the reply sheet of a unit with its open matters to the chosen xlsx; a unit contact that of the own unit.',
  }),
  'rectifications.readReply': query({
    access: unit,
    input: z.strictObject({ token }),
    output: replyPreview,
    note: 'Reads a reply sheet that came back and tells row by row what it would report and what is refused; nothing is applied.',
  }),
  'rectifications.applyReply': command({
    access: unit,
    input: z.strictObject({
      reply: z.uuid(),
      /** Rows as the preview counts them. */
      rows: z.array(z.int().min(1)).min(1).max(MOST_REPLIES),
    }),
    output: z.strictObject({ applied: z.int() }),
    audit: { object: 'rectification' },
    dates: true,
    note: 'Reports what these rows say, all or none; a matter that changed since it was shown is refused by name.',
  }),
} as const;
