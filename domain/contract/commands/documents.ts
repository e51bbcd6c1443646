import { z } from 'zod';
import { id, instant } from '../../fields.js';
import { documentKinds, matterDocuments } from '../../rectification/documents.js';
import { command, query } from '../define.js';

/** So many papers are put into one file. */
export const MOST_DOCUMENTS = 200;
/** Matters are asked about at a time. */
const MOST_ASKED = 5000;

const readers = ['office', 'reviewer', 'leader', 'unit_contact'] as const;
const office = ['office'] as const;
const kind = z.enum(documentKinds);
const token = z.string().max(100);

/** What a paper is made with: the shipped layout, or a Word file of the office's own. */
export const documentTemplate = z.strictObject({
  kind,
  own: z
    .strictObject({ name: z.string(), bytes: z.int(), sha256: z.string(), setAt: instant, setBy: z.string() })
    .nullable(),
  /** The newest matter, interview or circular there is such a paper of, to try it on. */
  sample: z.strictObject({ id, no: z.string() }).nullable(),
});
export type DocumentTemplate = z.infer<typeof documentTemplate>;

export const documentCommands = {
  'documents.make': command({
    access: readers,
    input: z.strictObject({
      kind,
      /** Rectifications, interviews or circulars, as the kind says; each paper begins on a page of its own. */
      ids: z.array(id).min(1).max(MOST_DOCUMENTS),
      format: z.enum(['docx', 'pdf']),
      token,
    }),
    output: z.strictObject({ jobId: id }),
    audit: { object: 'rectification' },
    note: 'Writes official papers of these matters, interviews or circulars, in Chinese, into one file, the pages of each counted by themselves: a Word file by the template of the office’s own where there is one, a PDF in the shipped layout. A notice tells of all matters on it, once; a circular not issued says that it is a draft. What has no such paper yet is refused; circulars are for those who oversee.',
  }),
  'documents.having': query({
    access: readers,
    input: z.strictObject({ ids: z.array(id).max(MOST_ASKED) }),
    output: z.record(z.enum(matterDocuments), z.array(id)),
    note: 'Which of these matters have each kind of paper.',
  }),
  'documents.templates': query({
    access: readers,
    input: z.strictObject({}),
    output: z.array(documentTemplate),
    note: 'What each paper is made with; names of persons and the matter to try it on for the office alone.',
  }),
  'documents.template': command({
    access: office,
    input: z.strictObject({ kind, which: z.enum(['own', 'shipped']), token }),
    output: z.strictObject({ file: z.string() }),
    audit: { object: 'document_template' },
    note: 'Writes the template of a paper as a Word file with its places, to be edited and put back.',
  }),
  'documents.setTemplate': command({
    access: office,
    input: z.strictObject({ kind, token }),
    output: z.array(documentTemplate),
    audit: { object: 'document_template' },
    note: 'Puts an edited Word file back, checked: a whole docx without macros and without anything from outside, known fields, none that is needed missing.',
  }),
  'documents.resetTemplate': command({
    access: office,
    input: z.strictObject({ kind }),
    output: z.array(documentTemplate),
    audit: { object: 'document_template' },
    note: 'Back to the shipped layout.',
  }),
} as const;
