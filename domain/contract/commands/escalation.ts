import { z } from 'zod';
import { clientId, day, id, optionalText, requiredText, revision } from '../../fields.js';
import { circular, circularFields } from '../../rectification/circular.js';
import { followUpOrder, orderGrounds, orderHolds, orderInput, orderLevels } from '../../rectification/escalation.js';
import {
  interviewFields,
  interviewProposal,
  interviewRecord,
  summonsInterview,
} from '../../rectification/interview-schema.js';
import { rectificationRow } from '../../rectification/schema.js';
import { command, query } from '../define.js';

const office = ['office'] as const;
const overseers = ['office', 'reviewer', 'leader'] as const;
const readers = [...overseers, 'inspector', 'unit_contact'] as const;

const offer = {
  matter: rectificationRow,
  grounds: z.array(z.enum(orderGrounds)),
  /** What may be issued now, and whether it needs a reason. */
  levels: z.array(z.strictObject({ level: z.enum(orderLevels), needsReason: z.boolean(), answerByDay: day })),
  issued: z.array(z.enum(orderLevels)),
} as const;

/** 督办单 */
export const orderCommands = {
  'orders.proposals': query({
    access: overseers,
    input: z.strictObject({}),
    output: z.array(z.strictObject({ ...offer, level: z.enum(orderLevels), heldBy: z.enum(orderHolds).nullable() })),
    note: 'Matters the rules propose an order for, with what speaks for it; those that are suspended or shelved stand last and say so. Of very many, those longest over due.',
  }),
  'orders.offer': query({
    access: office,
    input: z.strictObject({ rectificationId: id }),
    output: z.strictObject({ ...offer, level: z.enum(orderLevels).nullable() }),
    note: 'What can be issued for one matter now; the level is null where the rules propose none.',
  }),
  'orders.list': query({
    access: readers,
    input: z.strictObject({ rectificationId: id.optional() }),
    output: z.array(followUpOrder),
    note: 'Orders that were issued, the newest 300, each with the answer of the unit. Who sees the matter sees them.',
  }),
  'orders.issue': command({
    access: office,
    input: orderInput,
    output: followUpOrder,
    audit: { object: 'follow_up_order' },
    dates: true,
    note: 'Issues an order of a colour. No colour twice in one run of a matter and none below one issued; out of its turn with a reason alone.',
  }),
} as const;

const unitToo = [...overseers, 'unit_contact'] as const;
const act = { id, revision } as const;

/** 约谈 */
export const interviewCommands = {
  'interviews.proposals': query({
    access: overseers,
    input: z.strictObject({}),
    output: z.array(interviewProposal),
    note: 'Units the rules propose to summon, with what speaks for it and the matters concerned.',
  }),
  'interviews.list': query({
    access: unitToo,
    input: z.strictObject({ rectificationId: id.optional() }),
    output: z.array(summonsInterview),
    note: 'The newest 200; a unit sees those it was summoned to.',
  }),
  'interviews.get': query({
    access: unitToo,
    input: z.strictObject({ id }),
    output: summonsInterview,
    note: 'One interview, whole.',
  }),
  'interviews.create': command({
    access: office,
    input: z.strictObject({ clientId, fields: interviewFields }),
    output: summonsInterview,
    audit: { object: 'summons_interview' },
    note: 'A notice to be written; matters of its agenda are open ones of the unit.',
  }),
  'interviews.edit': command({
    access: office,
    input: z.strictObject({ ...act, fields: interviewFields }),
    output: summonsInterview,
    audit: { object: 'summons_interview' },
    note: 'Changes a notice that did not go out yet; its unit stays.',
  }),
  'interviews.approve': command({
    access: ['leader'],
    input: z.strictObject({ ...act, reason: requiredText(500) }),
    output: summonsInterview,
    audit: { object: 'summons_interview' },
    note: 'A leader approves an interview nothing triggers, with the reason.',
  }),
  'interviews.notice': command({
    access: office,
    input: z.strictObject(act),
    output: summonsInterview,
    audit: { object: 'summons_interview' },
    dates: true,
    note: 'Sends the notice out with its number. Refused without a trigger, unless a leader approved it.',
  }),
  'interviews.hold': command({
    access: office,
    input: z.strictObject({ ...act, record: interviewRecord }),
    output: summonsInterview,
    audit: { object: 'summons_interview' },
    dates: true,
    note: 'Records who was there, what was said and what is demanded.',
  }),
  'interviews.draft': command({
    access: office,
    input: z.strictObject(act),
    output: summonsInterview,
    audit: { object: 'rectification' },
    note: 'Makes a draft rectification of each demand of which there is none yet.',
  }),
  'interviews.close': command({
    access: office,
    input: z.strictObject({ ...act, note: optionalText(1000) }),
    output: summonsInterview,
    audit: { object: 'summons_interview' },
    dates: true,
    note: 'Ends an interview of whose every demand a rectification was made.',
  }),
  'interviews.cancel': command({
    access: ['office', 'leader'],
    input: z.strictObject({ ...act, reason: requiredText(500) }),
    output: summonsInterview,
    audit: { object: 'summons_interview' },
    note: 'Calls it off with a reason; its number, if it has one, is not given again.',
  }),
} as const;

/** 通报 */
export const circularCommands = {
  'circulars.list': query({
    access: overseers,
    input: z.strictObject({}),
    output: z.array(circular),
    note: 'The newest 200 circulars, with their cases as the ledger has them.',
  }),
  'circulars.get': query({
    access: overseers,
    input: z.strictObject({ id }),
    output: circular,
    note: 'One circular.',
  }),
  'circulars.create': command({
    access: office,
    input: z.strictObject({ clientId, fields: circularFields }),
    output: circular,
    audit: { object: 'circular' },
    note: 'A draft; cases are issued matters, whose numbers and units are taken from the ledger.',
  }),
  'circulars.edit': command({
    access: office,
    input: z.strictObject({ ...act, fields: circularFields }),
    output: circular,
    audit: { object: 'circular' },
    note: 'All fields of a draft.',
  }),
  'circulars.discard': command({
    access: office,
    input: z.strictObject(act),
    output: z.strictObject({}),
    audit: { object: 'circular' },
    note: 'Throws a draft away.',
  }),
  'circulars.issue': command({
    access: office,
    input: z.strictObject(act),
    output: circular,
    audit: { object: 'circular' },
    dates: true,
    note: 'Issues it with its number; it never changes again.',
  }),
} as const;
