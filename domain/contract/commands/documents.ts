import { z } from 'zod';
import { id } from '../../fields.js';
import { documentKinds } from '../../rectification/documents.js';
import { command } from '../define.js';

/** So many papers are put into one file. */
export const MOST_DOCUMENTS = 200;

export const documentCommands = {
  'documents.make': command({
    access: ['office', 'reviewer', 'leader', 'unit_contact'],
    input: z.strictObject({
      kind: z.enum(documentKinds),
      /** Rectifications; each paper begins on a page of its own. */
      ids: z.array(id).min(1).max(MOST_DOCUMENTS),
      format: z.enum(['docx', 'pdf']),
      token: z.string().max(100),
    }),
    output: z.strictObject({ jobId: id }),
    audit: { object: 'rectification' },
    note: 'Writes official papers of these matters, in Chinese, into one file. A notice tells of all matters on it, once. Matters that have no such paper yet are refused.',
  }),
} as const;
