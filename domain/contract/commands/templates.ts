import { z } from 'zod';
import { clientId, id, line, optionalLine, revision } from '../../fields.js';
import {
  draftText,
  frozenVersion,
  readyKey,
  templateDetail,
  templateFault,
  templateRow,
  templateStates,
  versionHead,
} from '../../template.js';
import { command, query } from '../define.js';
import { idList, listInput, rowsInput } from '../list.js';

const office = ['office'] as const;
const readers = ['office', 'inspector', 'reviewer', 'leader'] as const;
const language = z.enum(['zh-CN', 'en']);
const fileFormat = z.enum(['xlsx', 'json']);

export const templateCommands = {
  'templates.list': query({
    access: readers,
    input: listInput(['title', 'items', 'state', 'updatedAt'], {
      state: z.enum(templateStates).optional(),
      language: language.optional(),
    }),
    output: idList,
    note: 'Ids of the checklist templates that match, in the asked order.',
  }),
  'templates.rows': query({
    access: readers,
    input: rowsInput,
    output: z.array(templateRow),
    note: 'The templates of these ids, in their order.',
  }),
  'templates.get': query({
    access: readers,
    input: z.strictObject({ id }),
    output: templateDetail,
    note: 'One template with its draft and all its versions, the newest first. The draft is for the office alone.',
  }),
  'templates.version': query({
    access: readers,
    input: z.strictObject({ versionId: id }),
    output: frozenVersion,
    note: 'One published version; it never changes, so it may be kept.',
  }),
  'templates.choices': query({
    access: readers,
    input: z.strictObject({}),
    output: z.array(versionHead),
    note: 'The newest version of every active template, by title: what a visit can take.',
  }),
  'templates.ready': query({
    access: office,
    input: z.strictObject({ language }),
    output: z.array(
      z.strictObject({ key: readyKey, title: z.string(), summary: z.string().nullable(), items: z.int() }),
    ),
    note: 'The templates that come with the program.',
  }),
  'templates.create': command({
    access: office,
    input: z.strictObject({
      clientId,
      from: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('empty'), title: line(60), language }),
        z.strictObject({ kind: z.literal('ready'), key: readyKey, language }),
        z.strictObject({ kind: z.literal('version'), versionId: id, title: line(60) }),
      ]),
    }),
    output: templateDetail,
    audit: { object: 'checklist_template' },
    note: 'A new template as a draft: empty, from one that comes with the program, or from a version.',
  }),
  'templates.saveDraft': command({
    access: office,
    input: z.strictObject({ id, revision, draft: draftText }),
    output: templateRow,
    audit: { object: 'checklist_template' },
    note: 'Keeps what the editor holds, sound or not; nothing of it is in use before it is published.',
  }),
  'templates.dropDraft': command({
    access: office,
    input: z.strictObject({ id, revision }),
    output: templateDetail,
    audit: { object: 'checklist_template' },
    note: 'Drops the changes nobody published; refused where nothing was published yet.',
  }),
  'templates.publish': command({
    access: office,
    input: z.strictObject({ id, revision, note: optionalLine(200) }),
    output: templateDetail,
    audit: { object: 'checklist_version' },
    note: 'Checks the draft and freezes it as the next version. Faults come back as fields with path and rule.',
  }),
  'templates.setState': command({
    access: office,
    input: z.strictObject({ id, revision, state: z.enum(templateStates), reason: optionalLine(200) }),
    output: templateRow,
    audit: { object: 'checklist_template' },
    note: 'Retires a template (with a reason; visits keep their version) or takes it back into use.',
  }),
  'templates.import': command({
    access: office,
    input: z.strictObject({ clientId, token: z.string().max(100) }),
    output: z.strictObject({ template: templateRow.nullable(), faults: z.array(templateFault) }),
    audit: { object: 'checklist_template' },
    note: 'Reads a template file, xlsx or JSON, into a new draft. With any fault nothing is kept, and each is named with its row.',
  }),
  'templates.export': command({
    access: readers,
    input: z.strictObject({ versionId: id, format: fileFormat, token: z.string().max(100) }),
    output: z.strictObject({ jobId: id }),
    audit: { object: 'checklist_version' },
    note: 'Writes a published version to a file; reading it again gives the same content.',
  }),
} as const;
