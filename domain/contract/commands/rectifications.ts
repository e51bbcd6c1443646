import { z } from 'zod';
import { deadlineTypeNames, findingCategories, severities } from '../../checklist/kinds.js';
import { clientId, day, id, instant, line, optionalLine, optionalText, requiredText, revision } from '../../fields.js';
import { lights, verificationMethods, verificationResults, waitingKinds } from '../../rectification/kinds.js';
import { rectificationStates } from '../../rectification/life.js';
import { rectificationDetail, rectificationFields, rectificationRow } from '../../rectification/schema.js';
import { ledgerColumns } from '../../rectification/columns.js';
import { rectificationSettings, settableSettings } from '../../rectification/settings.js';
import { dueExplanation } from '../../rectification/explain.js';
import { command, query } from '../define.js';
import { firstIds, idList, listInput, rowsInput } from '../list.js';

const office = ['office'] as const;
const unit = ['unit_contact'] as const;
const readers = ['office', 'reviewer', 'leader', 'inspector', 'unit_contact'] as const;
const approvers = ['office', 'leader'] as const;
const deciders = ['office', 'reviewer', 'leader'] as const;

export const rectificationSorts = [
  'dueOn',
  'no',
  'foundOn',
  'unit',
  'severity',
  'state',
  'issuedAt',
  'updatedAt',
] as const;
export const rectificationFilter = {
  states: z.array(z.enum(rectificationStates)).max(rectificationStates.length).optional(),
  /** Not struck off and not a draft, or struck off. */
  open: z.boolean().optional(),
  light: z.enum(lights).optional(),
  waiting: z.enum(waitingKinds).optional(),
  /** What the caller can move on now: a unit's own work, a verifier's, what an office or leader decides. */
  forMe: z.boolean().optional(),
  hallId: id.optional(),
  unitId: id.optional(),
  windowId: id.optional(),
  roundId: id.optional(),
  noticeId: id.optional(),
  findingId: id.optional(),
  category: z.enum(findingCategories).optional(),
  severity: z.enum(severities).optional(),
  deadlineType: z.enum(deadlineTypeNames).optional(),
  provisional: z.boolean().optional(),
  extended: z.boolean().optional(),
  recurred: z.boolean().optional(),
  escalated: z.boolean().optional(),
  year: z.int().optional(),
  dueFrom: day.optional(),
  dueTo: day.optional(),
  foundFrom: day.optional(),
  foundTo: day.optional(),
};

/** Every act on a matter names the revision it was decided on. */
const act = { id, revision } as const;
const note = optionalText(2000);

/** What a deed writes that sets dates of a matter. */
const dated = { audit: { object: 'rectification' }, dates: true } as const;

export const rectificationCommands = {
  'rectifications.list': query({
    access: readers,
    input: listInput(rectificationSorts, rectificationFilter).extend({ limit: firstIds }),
    output: idList,
    note: "Ids of the matters that match. A unit contact sees the own unit's issued ones; an inspector what was seen on own visits and what waits for own verification.",
  }),
  'rectifications.rows': query({
    access: readers,
    input: rowsInput,
    output: z.array(rectificationRow),
    note: 'The matters of these ids, in their order, with light, remaining working days and whom they wait for as of now.',
  }),
  'rectifications.counts': query({
    access: readers,
    input: z.strictObject({ hallId: id.optional(), unitId: id.optional() }),
    output: z.strictObject({
      open: z.int(),
      forMe: z.int(),
      dueThisWeek: z.int(),
      recurred: z.int(),
      thisYear: z.int(),
      lights: z.record(z.enum(lights), z.int()),
    }),
    note: 'How many stand under each tab and light of the ledger.',
  }),
  'rectifications.outlook': query({
    access: readers,
    input: z.strictObject({}),
    output: z.strictObject({
      overdue: z.int(),
      /** Due from today to the next working day. */
      near: z.int(),
      fromDay: day,
      toDay: day,
      /** The office's own: drafts, and confirmed findings of which nothing was made yet. */
      drafts: z.int(),
      issuable: z.int(),
    }),
    note: 'What presses, within what the caller may see.',
  }),
  'rectifications.get': query({
    access: readers,
    input: z.strictObject({ id }),
    output: rectificationDetail,
    note: 'One matter, whole. Nothing leads a unit to the visit or to whoever was there.',
  }),
  'rectifications.ofVisit': query({
    access: ['office', 'reviewer', 'leader', 'inspector'],
    input: z.strictObject({ visitId: id }),
    output: z.array(
      z.strictObject({
        id,
        no: z.string(),
        problem: z.string(),
        /** 复查, or 回头看. */
        kind: z.enum(['verification', 'look_back']),
        day,
        result: z.enum(verificationResults),
      }),
    ),
    note: 'Matters that were verified or looked back at on this visit, for those who may see the visit and the matter.',
  }),
  'rectifications.explain': query({
    access: readers,
    input: z.strictObject({ id }),
    output: dueExplanation,
    note: 'How the due date came about: every day counted or skipped, and why.',
  }),
  'rectifications.tryDeadline': query({
    access: readers,
    input: z.strictObject({ deadline: rectificationFields.shape.deadline, startAt: instant.nullable() }),
    output: dueExplanation,
    note: 'The same for a deadline not yet issued, as if it began then; today where nothing is said.',
  }),
  'rectifications.candidates': query({
    access: office,
    input: z.strictObject({ text: z.string().max(100).optional() }),
    output: z.strictObject({
      /** The newest of them. */
      rows: z.array(
        z.strictObject({
          findingId: id,
          no: z.string(),
          title: z.string(),
          day,
          unitLabel: z.string().nullable(),
          windowLabel: z.string().nullable(),
          severity: z.enum(severities),
        }),
      ),
      total: z.int(),
    }),
    note: 'Confirmed findings of which nothing was made yet: how many, and the newest 200.',
  }),
  'rectifications.draft': command({
    access: office,
    input: z.strictObject({
      findings: z
        .array(z.strictObject({ clientId, findingId: id }))
        .min(1)
        .max(200),
    }),
    output: z.array(rectificationRow),
    audit: { object: 'rectification' },
    note: 'Drafts of confirmed findings, one each, filled with all the findings know. The same again answers the same drafts.',
  }),
  'rectifications.write': command({
    access: office,
    input: z.strictObject({ clientId, fields: rectificationFields }),
    output: rectificationRow,
    audit: { object: 'rectification' },
    note: 'A draft without a finding, of what the office itself knows.',
  }),
  'rectifications.edit': command({
    access: office,
    input: z.strictObject({ ...act, fields: rectificationFields }),
    output: rectificationRow,
    audit: { object: 'rectification' },
    note: 'All fields of a draft.',
  }),
  'rectifications.discard': command({
    access: office,
    input: z.strictObject(act),
    output: z.strictObject({}),
    audit: { object: 'rectification' },
    note: 'Throws a draft away; its finding can be issued again.',
  }),
  'rectifications.issue': command({
    access: office,
    input: z.strictObject({
      matters: z.array(z.strictObject(act)).min(1).max(200),
      /** Several on one notice for each unit, or one sheet for each matter. */
      notice: z.enum(['each', 'unit']),
      note: optionalText(1000),
    }),
    output: z.array(rectificationRow),
    ...dated,
    note: 'Issues drafts, all or none: numbers without gaps, notices, the start of their deadlines.',
  }),
  'rectifications.acknowledge': command({
    access: unit,
    input: z.strictObject({ ...act, note }),
    output: rectificationDetail,
    ...dated,
    note: 'Signs for a matter; the working days begin.',
  }),
  'rectifications.serve': command({
    access: office,
    input: z.strictObject({ ...act, note: requiredText(2000) }),
    output: rectificationDetail,
    ...dated,
    note: 'Records how a matter was served that nobody of the unit signs for; the working days begin.',
  }),
  'rectifications.report': command({
    access: unit,
    input: z.strictObject({
      ...act,
      note: requiredText(2000),
      /** Measures and stages done with it. */
      measures: z.array(z.strictObject({ id, doneDay: day.nullable(), note: optionalLine(500) })).max(20),
      milestones: z.array(z.strictObject({ id, doneDay: day.nullable() })).max(20),
    }),
    output: rectificationDetail,
    ...dated,
    note: 'Tells of progress.',
  }),
  'rectifications.submit': command({
    access: unit,
    input: z.strictObject({ ...act, note: requiredText(2000) }),
    output: rectificationDetail,
    ...dated,
    note: 'Hands the matter in as done and asks for closure; needs proof added since it came or came back.',
  }),
  'rectifications.verifiers': query({
    access: deciders,
    input: z.strictObject({ id }),
    output: z.array(z.strictObject({ personId: id, label: z.string() })),
    note: 'Who may verify it: neither who saw it nor anybody of its unit.',
  }),
  'rectifications.arrange': command({
    access: ['office', 'reviewer'],
    input: z.strictObject({ ...act, verifierId: id, method: z.enum(verificationMethods), note }),
    output: rectificationDetail,
    audit: { object: 'rectification' },
    note: 'Names who verifies, and how.',
  }),
  'rectifications.verify': command({
    access: readers,
    input: z.strictObject({
      ...act,
      result: z.enum(verificationResults),
      day,
      note: requiredText(2000),
      visitId: id.nullable(),
      /** Clips gone by (调阅监控), as the caller may see them. */
      derivedIds: z.array(id).max(10).default([]),
    }),
    output: rectificationDetail,
    ...dated,
    note: 'What the named verifier found. Anything but done sends it back to the unit.',
  }),
  'rectifications.return': command({
    access: ['office', 'reviewer'],
    input: z.strictObject({ ...act, note: requiredText(2000) }),
    output: rectificationDetail,
    ...dated,
    note: 'Sends it back to be done again, with the reason.',
  }),
  'rectifications.close': command({
    access: deciders,
    input: z.strictObject({ ...act, note }),
    output: rectificationDetail,
    ...dated,
    note: 'Strikes it off: by somebody who neither saw, confirmed, put right nor verified it.',
  }),
  'rectifications.requestExtension': command({
    access: unit,
    input: z.strictObject({ ...act, expectedDay: day, reason: requiredText(1000), progress: optionalText(1000) }),
    output: rectificationDetail,
    ...dated,
    note: 'Asks for more time, before the due date.',
  }),
  'rectifications.decideExtension': command({
    access: ['leader'],
    input: z.strictObject({ ...act, granted: z.boolean(), newDueDay: day.nullable(), note: optionalText(1000) }),
    output: rectificationDetail,
    ...dated,
    note: 'Grants the new date or refuses with a reason; the original date stays on record.',
  }),
  'rectifications.appeal': command({
    access: unit,
    input: z.strictObject({ ...act, grounds: requiredText(2000) }),
    output: rectificationDetail,
    ...dated,
    note: 'Asks for reconsideration within 30 days of receipt.',
  }),
  'rectifications.decideAppeal': command({
    access: deciders,
    input: z.strictObject({ ...act, upheld: z.boolean(), note: requiredText(2000) }),
    output: rectificationDetail,
    ...dated,
    note: 'Decides an appeal; nobody who saw, confirmed or issued the matter.',
  }),
  'rectifications.suspend': command({
    access: approvers,
    input: z.strictObject({
      ...act,
      fromDay: day,
      toDay: day.nullable(),
      reason: requiredText(1000),
      approver: line(40),
    }),
    output: rectificationDetail,
    ...dated,
    note: 'Days that do not count, from today on, until an end or until resumed.',
  }),
  'rectifications.resume': command({
    access: approvers,
    input: z.strictObject({ ...act, note }),
    output: rectificationDetail,
    ...dated,
    note: 'The days count again from today.',
  }),
  'rectifications.shelve': command({
    access: approvers,
    input: z.strictObject({ ...act, reviewDay: day, reason: requiredText(1000), approver: line(40) }),
    output: rectificationDetail,
    ...dated,
    note: 'Puts a matter aside that cannot be put right for now, until it is looked at again.',
  }),
  'rectifications.review': command({
    access: approvers,
    input: z.strictObject({ ...act, reviewDay: day, note: requiredText(2000) }),
    output: rectificationDetail,
    ...dated,
    note: 'What was found on looking at a standing measure or at what lies aside, and when it is looked at again.',
  }),
  'rectifications.unshelve': command({
    access: approvers,
    input: z.strictObject({ ...act, note }),
    output: rectificationDetail,
    ...dated,
    note: 'Takes it up again; the days it lay aside do not count.',
  }),
  'rectifications.reopen': command({
    access: deciders,
    input: z.strictObject({ ...act, note: requiredText(2000) }),
    output: rectificationDetail,
    ...dated,
    note: 'The fault came back: the matter runs anew from today with the limit it had.',
  }),
  'rectifications.remind': command({
    access: office,
    input: z.strictObject({ matters: z.array(z.strictObject(act)).min(1).max(500), note: optionalText(1000) }),
    output: z.array(rectificationRow),
    ...dated,
    note: 'Reminds the units of these matters, all or none.',
  }),
  'rectifications.export': command({
    access: ['office', 'reviewer', 'leader', 'unit_contact'],
    input: z.strictObject({
      text: z.string().max(100).optional(),
      filter: z.strictObject(rectificationFilter).optional(),
      /** Left out: by light, within a light by due date, as the ledger stands at first. */
      sort: z.strictObject({ by: z.enum(rectificationSorts), direction: z.enum(['asc', 'desc']) }).optional(),
      columns: z
        .array(z.enum(ledgerColumns))
        .min(1)
        .max(ledgerColumns.length)
        .refine((columns) => new Set(columns).size === columns.length),
      language: z.enum(['zh-CN', 'en']),
      token: z.string().max(100),
    }),
    output: z.strictObject({ jobId: id }),
    audit: { object: 'rectification' },
    note: 'Writes exactly what the table of the ledger shows to the chosen xlsx.',
  }),
  'rectifications.settings': query({
    access: readers,
    input: z.strictObject({}),
    output: z.strictObject({ settings: rectificationSettings, revision: z.int().min(0) }),
    note: 'How numbers look, what days are counted from, when a day ends.',
  }),
  'rectifications.setSettings': command({
    access: office,
    input: z.strictObject({ revision: z.int().min(0), settings: settableSettings }),
    output: z.strictObject({ settings: rectificationSettings, revision: z.int().min(0) }),
    audit: { object: 'settings' },
    note: 'Sets them; what was issued keeps its number and its start.',
  }),
} as const;
