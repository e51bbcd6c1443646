import { z } from 'zod';
import { findingFields } from '../../finding.js';
import { clientId, day, id, optionalLine, reason, requiredText, revision } from '../../fields.js';
import { constituencies, leadFields, leadRow, leadStates, supervisorFields, supervisorRow } from '../../lead.js';
import { command, query } from '../define.js';
import { idList, listInput, rowsInput } from '../list.js';

const office = ['office'] as const;
const readers = ['office', 'leader', 'reviewer'] as const;
const supervisor = ['social_supervisor'] as const;

export const supervisorCommands = {
  'supervisors.list': query({
    access: office,
    input: listInput(['certificateNo', 'toDay', 'constituency', 'leads', 'updatedAt'], {
      constituency: z.enum(constituencies).optional(),
      hallId: id.optional(),
      term: z.enum(['ahead', 'running', 'ending', 'over']).optional(),
      state: z.enum(['active', 'retired']).optional(),
    }),
    output: idList,
    note: 'Ids of the registered social supervisors that match, in the asked order.',
  }),
  'supervisors.rows': query({
    access: office,
    input: rowsInput,
    output: z.array(supervisorRow),
    note: 'The register entries of these ids, in their order.',
  }),
  'supervisors.create': command({
    access: office,
    input: z.strictObject({ clientId, fields: supervisorFields }),
    output: supervisorRow,
    audit: { object: 'supervisor' },
    note: 'Registers a person who holds the role, once; certificate numbers are unique.',
  }),
  'supervisors.update': command({
    access: office,
    input: z.strictObject({ id, revision, fields: supervisorFields }),
    output: supervisorRow,
    audit: { object: 'supervisor' },
    note: 'All fields of one entry, a new term among them.',
  }),
  'supervisors.setState': command({
    access: office,
    input: z.strictObject({ id, revision, state: z.enum(['active', 'retired']), reason: optionalLine(200) }),
    output: supervisorRow,
    audit: { object: 'supervisor' },
    note: 'Ends an entry with a reason, or takes it back.',
  }),
  'supervisors.certificate': command({
    access: office,
    input: z.strictObject({ id, language: z.enum(['zh-CN', 'en']), token: z.string().max(100) }),
    output: z.strictObject({ jobId: id }),
    audit: { object: 'supervisor' },
    note: 'Writes the certificate to a PDF file to print.',
  }),
  'supervisors.me': query({
    access: supervisor,
    input: z.strictObject({}),
    output: z.strictObject({
      /** Null when the office has not registered the caller. */
      entry: supervisorRow.nullable(),
      windows: z.array(
        z.strictObject({ id, hallId: id, label: z.string(), zoneLabel: z.string(), hallLabel: z.string() }),
      ),
    }),
    note: "The caller's own register entry, and the windows of the halls assigned.",
  }),
} as const;

export const leadCommands = {
  'leads.mine': query({
    access: supervisor,
    input: z.strictObject({}),
    output: z.array(leadRow),
    note: "The caller's own leads with every step and reply, the newest first, drafts on top.",
  }),
  'leads.saveDraft': command({
    access: supervisor,
    input: z.strictObject({ clientId, revision: revision.nullable(), fields: leadFields }),
    output: leadRow,
    audit: null,
    note: 'Keeps a half-written lead; made at its first saving. A submitted one is refused.',
  }),
  'leads.submit': command({
    access: supervisor,
    input: z.strictObject({ clientId, revision }),
    output: leadRow,
    audit: { object: 'lead' },
    note: 'Hands the lead in, numbered; needs a running term and an assigned hall.',
  }),
  'leads.discard': command({
    access: supervisor,
    input: z.strictObject({ clientId }),
    output: z.strictObject({}),
    audit: { object: 'lead' },
    note: 'Throws an own draft away.',
  }),
  'leads.list': query({
    access: readers,
    input: listInput(['submittedAt', 'no', 'state'], {
      state: z.enum(leadStates).optional(),
      hallId: id.optional(),
      fromDay: day.optional(),
      toDay: day.optional(),
    }),
    output: idList,
    note: "Ids of the submitted leads that match; drafts are nobody else's.",
  }),
  'leads.rows': query({
    access: readers,
    input: rowsInput,
    output: z.array(leadRow),
    note: 'The leads of these ids, in their order. Supervisors stand by code.',
  }),
  'leads.accept': command({
    access: office,
    input: z.strictObject({
      id,
      revision,
      finding: findingFields.omit({ checklist: true, itemCode: true }),
      reply: requiredText(1000),
    }),
    output: leadRow,
    audit: { object: 'lead' },
    note: 'Makes a confirmed finding of a lead and tells the supervisor.',
  }),
  'leads.answer': command({
    access: office,
    input: z.strictObject({ id, revision, reply: requiredText(1000) }),
    output: leadRow,
    audit: { object: 'lead' },
    note: 'Answers a lead with reasons, without a finding.',
  }),
  'leads.reply': command({
    access: office,
    input: z.strictObject({ id, revision, reply: requiredText(1000) }),
    output: leadRow,
    audit: { object: 'lead' },
    note: 'Says more to a lead that was accepted or answered.',
  }),
  'leads.openIdentity': command({
    access: readers,
    input: z.strictObject({ id, reason }),
    output: z.strictObject({ name: z.string(), certificateNo: z.string().nullable() }),
    audit: { object: 'lead' },
    note: 'Opens who submitted a lead. Needs the right of its own; each opening is audited with its reason.',
  }),
} as const;
