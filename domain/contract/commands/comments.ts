import { z } from 'zod';
import {
  commentFields,
  contactPoint,
  contactSpan,
  quarter,
  quarterComment,
  trackedPoint,
} from '../../comments/schema.js';
import { quarterStates } from '../../comments/quarter.js';
import { clientId, id, line, revision } from '../../fields.js';
import { findingFields } from '../../finding.js';
import { command, query } from '../define.js';

const office = ['office'] as const;
const leader = ['leader'] as const;
const overseers = ['office', 'reviewer', 'leader'] as const;
const readers = [...overseers, 'unit_contact'] as const;
const act = { id, revision } as const;

/** 领导联系点 */
export const contactPointCommands = {
  'contactPoints.choices': query({
    access: office,
    input: z.strictObject({}),
    output: z.strictObject({
      leaders: z.array(z.strictObject({ id, name: z.string() })),
      units: z.array(z.strictObject({ id, label: z.string() })),
    }),
    note: 'Leaders and units a contact point can be made of.',
  }),
  'contactPoints.create': command({
    access: office,
    input: z.strictObject({ clientId, leaderId: id, unitId: id, ...contactSpan }),
    output: contactPoint,
    audit: { object: 'contact_point' },
    note: 'Pairs a leader with a unit. A unit has one leader at a time.',
  }),
  'contactPoints.change': command({
    access: office,
    input: z.strictObject({ ...act, ...contactSpan }),
    output: contactPoint,
    audit: { object: 'contact_point' },
    note: 'Moves the first or the last day of a contact point; leader and unit stay, and no signed quarter is left out.',
  }),
} as const;

/** 季度点评 */
export const commentCommands = {
  'comments.tracker': query({
    access: overseers,
    input: z.strictObject({ year: z.int().min(1970).max(2199) }),
    output: z.array(trackedPoint),
    note: 'The contact points of a year with the state of each of its quarters, as reckoned now.',
  }),
  'comments.waiting': query({
    access: leader,
    input: z.strictObject({}),
    output: z.array(
      z.strictObject({
        contactPointId: id,
        unitLabel: z.string(),
        quarter,
        state: z.enum(quarterStates),
        begun: z.boolean(),
      }),
    ),
    note: "The caller's own comments that are due, or missed and still to be made up for.",
  }),
  'comments.list': query({
    access: readers,
    input: z.strictObject({ contactPointId: id.optional() }),
    output: z.array(quarterComment),
    note: "The newest 200: signed versions, and the caller's own drafts. A unit reads those of its own that stand.",
  }),
  'comments.saveDraft': command({
    access: leader,
    input: z.strictObject({
      clientId,
      contactPointId: id,
      quarter,
      revision: revision.nullable(),
      fields: commentFields,
    }),
    output: quarterComment,
    audit: null,
    note: 'Keeps a half-written comment; made at its first saving. The running quarter, or the one before.',
  }),
  'comments.discard': command({
    access: leader,
    input: z.strictObject(act),
    output: z.strictObject({}),
    audit: { object: 'quarter_comment' },
    note: 'Throws an own draft away.',
  }),
  'comments.sign': command({
    access: leader,
    input: z.strictObject(act),
    output: quarterComment,
    audit: { object: 'quarter_comment' },
    note: 'Signs a comment with all four texts; it never changes again.',
  }),
  'comments.correct': command({
    access: leader,
    input: z.strictObject({ id, clientId, reason: line(200) }),
    output: quarterComment,
    audit: { object: 'quarter_comment' },
    note: 'Begins a new version of the own signed comment, which stands until that is signed.',
  }),
  'comments.find': command({
    access: office,
    input: z.strictObject({ id, finding: findingFields.omit({ checklist: true, itemCode: true }) }),
    output: quarterComment,
    audit: { object: 'finding' },
    note: 'Makes a confirmed finding of a problem a signed comment names, in the version that stands. Never by who signed it.',
  }),
  'comments.paper': command({
    access: readers,
    input: z.strictObject({ id, format: z.enum(['docx', 'pdf']), token: z.string().max(100) }),
    output: z.strictObject({ jobId: id }),
    audit: { object: 'quarter_comment' },
    note: 'Writes a signed comment into a file, in Chinese.',
  }),
} as const;
