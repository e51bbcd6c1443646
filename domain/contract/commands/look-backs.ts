import { z } from 'zod';
import { id, revision } from '../../fields.js';
import { verificationMethods } from '../../rectification/kinds.js';
import {
  lookBackDrawInput,
  lookBackItem,
  lookBackRecord,
  lookBackRecordInput,
  lookBackRound,
  lookBackSpan,
  poolMatter,
} from '../../rectification/look-back.js';
import { command, query } from '../define.js';

const overseers = ['office', 'reviewer', 'leader'] as const;
const round = lookBackRound.extend({ record: lookBackRecord, items: z.array(lookBackItem) });

/** 回头看 */
export const lookBackCommands = {
  'lookBacks.pool': query({
    access: ['office'],
    input: lookBackSpan,
    output: z.array(poolMatter),
    note: 'What a draw of this span could take: matters struck off as done and not drawn since, each with its weight and why.',
  }),
  'lookBacks.draw': command({
    access: ['office'],
    input: lookBackDrawInput,
    output: round,
    audit: { object: 'look_back_draw' },
    dates: true,
    note: 'Draws by lot, weighted, and keeps the whole record. The same client id again answers the same draw.',
  }),
  'lookBacks.list': query({
    access: overseers,
    input: z.strictObject({}),
    output: z.array(lookBackRound),
    note: 'Rounds with how far they are, the newest first.',
  }),
  'lookBacks.get': query({
    access: overseers,
    input: z.strictObject({ id }),
    output: round,
    note: 'One round: its record, and each drawn matter with who looks at it and what was found.',
  }),
  'lookBacks.pooled': query({
    access: overseers,
    input: z.strictObject({ id }),
    output: z.array(poolMatter),
    note: 'The pool of a round as it was drawn from.',
  }),
  'lookBacks.redraw': query({
    access: overseers,
    input: z.strictObject({ id }),
    output: z.strictObject({ genuine: z.boolean(), result: z.array(z.string()) }),
    note: 'Runs a stored draw again from its seed and its pool, and says whether the list is the same; numbers of the matters.',
  }),
  'lookBacks.verifiers': query({
    access: ['office', 'reviewer'],
    input: z.strictObject({ id }),
    output: z.array(z.strictObject({ personId: id, label: z.string() })),
    note: 'Who may look: neither who saw, verified or closed the matter nor anybody of its unit.',
  }),
  'lookBacks.arrange': command({
    access: ['office', 'reviewer'],
    input: z.strictObject({ id, revision, verifierId: id, method: z.enum(verificationMethods) }),
    output: lookBackItem,
    audit: { object: 'look_back' },
    note: 'Names who looks at a drawn matter, and how.',
  }),
  'lookBacks.record': command({
    access: [...overseers, 'inspector'],
    input: lookBackRecordInput,
    output: lookBackItem,
    audit: { object: 'look_back' },
    dates: true,
    note: 'What the named person found; it does not change afterwards.',
  }),
  'lookBacks.reopen': command({
    access: overseers,
    input: z.strictObject({ id, revision, matterRevision: revision }),
    output: lookBackItem,
    audit: { object: 'look_back' },
    dates: true,
    note: 'Reopens a matter that was found recurred, with what was found as the reason.',
  }),
} as const;
