import { z } from 'zod';
import { severities } from '../../checklist/kinds.js';
import { day, id, line, reason, revision } from '../../fields.js';
import { personTag } from '../../plan.js';
import { visitModeNames } from '../../visit.js';
import {
  findingRow,
  findingStates,
  honesty,
  visitChange,
  visitConflict,
  visitDesk,
  visitDetail,
  visitRow,
  visitStart,
  visitStates,
} from '../../visit-record.js';
import { findingCategories } from '../../checklist/kinds.js';
import { command, query } from '../define.js';
import { firstIds, idList, listInput, rowsInput } from '../list.js';

const inspector = ['inspector'] as const;
const reviewer = ['reviewer'] as const;
const readers = ['office', 'inspector', 'reviewer', 'leader'] as const;

export const visitSorts = [
  'day',
  'no',
  'score',
  'findings',
  'waitingMinutes',
  'handlingMinutes',
  'state',
  'updatedAt',
] as const;
export const visitFilter = {
  state: z.enum(visitStates).optional(),
  mode: z.enum(visitModeNames).optional(),
  hallId: id.optional(),
  zoneId: id.optional(),
  windowId: id.optional(),
  unitId: id.optional(),
  planId: id.optional(),
  roundId: id.optional(),
  severity: z.enum(severities).optional(),
  withFindings: z.boolean().optional(),
  fromDay: day.optional(),
  toDay: day.optional(),
  /** Points, both ends included. */
  scoreFrom: z.number().min(0).max(1000).optional(),
  scoreTo: z.number().min(0).max(1000).optional(),
  /** Only what the caller took part in, or what waits for the caller's review. */
  mine: z.boolean().optional(),
  forMe: z.boolean().optional(),
};

export const visitCommands = {
  'visits.desk': query({
    access: inspector,
    input: z.strictObject({}),
    output: visitDesk,
    note: "An inspector's desk: rounds that send there, own open visits, and what starting one needs.",
  }),
  'visits.list': query({
    access: readers,
    input: listInput(visitSorts, visitFilter).extend({ limit: firstIds }),
    output: idList,
    note: "Ids of the visits that match, with `limit` only the first of them beside the exact total. Inspectors see their own; nobody another's draft.",
  }),
  'visits.rows': query({
    access: readers,
    input: rowsInput,
    output: z.array(visitRow),
    note: 'The visits of these ids, in their order; inspectors stand by code.',
  }),
  'visits.get': query({
    access: readers,
    input: z.strictObject({ id }),
    output: visitDetail,
    note: 'A whole visit for its page. Cover story and names of inspectors are for its inspectors alone.',
  }),
  'visits.start': command({
    access: inspector,
    input: visitStart,
    output: visitDetail,
    audit: { object: 'visit' },
    note: 'A new visit, numbered and stored at once, the caller its first inspector. The same clientId again answers the same visit.',
  }),
  'visits.change': command({
    access: inspector,
    /** `seen` is the revision the caller last knew. */
    input: z.strictObject({ id, seen: revision, changes: z.array(visitChange).min(1).max(500) }),
    output: z.strictObject({ revision, savedAt: z.int(), conflicts: z.array(visitConflict), others: z.boolean() }),
    audit: null,
    note: 'Changes of an open visit by one of its inspectors, each with what it replaces. What somebody else wrote meanwhile becomes a conflict, both texts kept. What is refused is named by where it stands, and then nothing is kept. `others` says that the visit holds changes the caller had not `seen`.',
  }),
  'visits.settle': command({
    access: inspector,
    input: z.strictObject({ conflictId: id, keep: z.enum(['mine', 'theirs', 'joined']) }),
    output: visitDetail,
    audit: { object: 'visit' },
    note: 'Ends a conflict: the one text, the other, or both one after the other where it is text.',
  }),
  'visits.submit': command({
    access: inspector,
    input: z.strictObject({ id, revision }),
    output: visitDetail,
    audit: { object: 'visit' },
    note: 'Checks that nothing is missing, freezes limits and scores, and hands the visit to review. What is missing comes back as fields, items as `checklists.<clientId>.<item>`.',
  }),
  'visits.discard': command({
    access: inspector,
    input: z.strictObject({ id, revision, reason }),
    output: visitDetail,
    audit: { object: 'visit' },
    note: 'Gives an open visit up with a reason. It stays, with its number.',
  }),
  'visits.honesty': query({
    access: reviewer,
    input: z.strictObject({ id }),
    output: honesty,
    note: 'Facts beside a submitted visit for its reviewer: times, clock, wording, pictures. No verdict.',
  }),
  'visits.decideFinding': command({
    access: reviewer,
    input: z.strictObject({
      findingId: id,
      revision,
      decision: z.enum(['confirmed', 'dismissed']),
      severity: z.enum(severities),
      note: line(500),
    }),
    output: visitDetail,
    audit: { object: 'finding' },
    note: 'Confirms or dismisses one finding of a submitted visit, always with a note; never by one of its inspectors.',
  }),
  'visits.return': command({
    access: reviewer,
    input: z.strictObject({ id, revision, note: line(500) }),
    output: visitDetail,
    audit: { object: 'visit' },
    note: 'Sends a submitted visit back to its inspectors with a note; decisions on its findings fall.',
  }),
  'visits.confirm': command({
    access: reviewer,
    input: z.strictObject({ id, revision, note: line(500) }),
    output: visitDetail,
    audit: { object: 'visit' },
    note: 'Ends the review once every finding is decided. From here on nothing of the visit changes.',
  }),
  'visits.openIdentity': command({
    access: readers,
    input: z.strictObject({ id, reason }),
    output: z.strictObject({ inspectors: z.array(personTag), coverStory: z.string().nullable() }),
    audit: { object: 'visit' },
    note: 'Opens who visited and under which cover. Needs the right of its own; each opening is audited with its reason.',
  }),
  'visits.report': command({
    access: readers,
    input: z.strictObject({
      id,
      format: z.enum(['docx', 'pdf']),
      language: z.enum(['zh-CN', 'en']),
      token: z.string().max(100),
    }),
    output: z.strictObject({ jobId: id }),
    audit: { object: 'visit' },
    note: 'Writes the visit report of a submitted or confirmed visit; people stand in it by code.',
  }),
} as const;

export const findingSorts = ['day', 'no', 'severity', 'category', 'state', 'unit', 'updatedAt'] as const;

export const findingCommands = {
  'findings.list': query({
    access: [...readers, 'unit_contact'],
    input: listInput(findingSorts, {
      state: z.enum(findingStates).optional(),
      severity: z.enum(severities).optional(),
      category: z.enum(findingCategories).optional(),
      hallId: id.optional(),
      windowId: id.optional(),
      unitId: id.optional(),
      visitId: id.optional(),
      fromDay: day.optional(),
      toDay: day.optional(),
      correctedOnSpot: z.boolean().optional(),
    }).extend({ limit: firstIds }),
    output: idList,
    note: "Ids of the findings that match. A unit contact sees the confirmed ones of the own unit; inspectors those of their own visits; nobody another's draft.",
  }),
  'findings.rows': query({
    access: [...readers, 'unit_contact'],
    input: rowsInput,
    output: z.array(findingRow),
    note: 'The findings of these ids, in their order. To a unit contact the visit has no address.',
  }),
} as const;
