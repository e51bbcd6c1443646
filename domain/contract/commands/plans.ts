import { z } from 'zod';
import { clientId, day, id, reason, revision } from '../../fields.js';
import {
  drawPool,
  drawRequest,
  drawRow,
  objectKinds,
  planEvent,
  planFields,
  planRow,
  planStates,
  planStyles,
  redrawn,
  roundDetail,
  roundFields,
  roundRow,
  roundStates,
} from '../../plan.js';
import { command, query } from '../define.js';
import { idList, listInput, rowsInput } from '../list.js';

const office = ['office'] as const;
const readers = ['office', 'reviewer', 'leader'] as const;

export const planCommands = {
  'plans.list': query({
    access: readers,
    input: listInput(['no', 'title', 'fromDay', 'toDay', 'state', 'updatedAt'], {
      style: z.enum(planStyles).optional(),
      state: z.enum(planStates).optional(),
    }),
    output: idList,
    note: 'Ids of the inspection plans that match, in the asked order.',
  }),
  'plans.rows': query({
    access: readers,
    input: rowsInput,
    output: z.array(planRow),
    note: 'The plans of these ids, in their order; ids that are gone are left out.',
  }),
  'plans.rounds': query({
    access: readers,
    input: z.strictObject({ planId: id.optional(), fromDay: day.optional(), toDay: day.optional() }),
    output: z.array(roundRow),
    note: 'Rounds of a plan, or those that touch these days, in the order of their days; for the calendar.',
  }),
  'plans.round': query({
    access: readers,
    input: z.strictObject({ id }),
    output: roundDetail,
    note: 'One round with its objects, who goes there, what came of it, and its draws. Inspectors stand by code.',
  }),
  'plans.history': query({
    access: readers,
    input: z.strictObject({ planId: id }),
    output: z.array(planEvent),
    note: 'What became of a plan, its rounds and their draws, newest first, from the audit log.',
  }),
  'plans.create': command({
    access: office,
    input: z.strictObject({ clientId, fields: planFields }),
    output: planRow,
    audit: { object: 'inspection_plan' },
    note: 'A new plan as a draft, with the next number of the year.',
  }),
  'plans.update': command({
    access: office,
    input: z.strictObject({ id, revision, fields: planFields }),
    output: planRow,
    audit: { object: 'inspection_plan' },
    note: 'All fields of one plan; a closed one is refused.',
  }),
  'plans.setState': command({
    access: office,
    input: z.strictObject({ id, revision, state: z.enum(planStates), reason: reason.nullable() }),
    output: planRow,
    audit: { object: 'inspection_plan' },
    note: 'Takes a plan into force (it needs an approver), closes it, or opens it again with a reason.',
  }),
  'plans.createRound': command({
    access: office,
    input: z.strictObject({ clientId, planId: id, fields: roundFields }),
    output: roundRow,
    audit: { object: 'inspection_round' },
    note: 'A round under an active plan, within its days.',
  }),
  'plans.updateRound': command({
    access: office,
    input: z.strictObject({ id, revision, fields: roundFields }),
    output: roundRow,
    audit: { object: 'inspection_round' },
    note: 'All fields of one round; a closed one is refused.',
  }),
  'plans.setRoundState': command({
    access: office,
    input: z.strictObject({ id, revision, state: z.enum(roundStates), reason: reason.nullable() }),
    output: roundRow,
    audit: { object: 'inspection_round' },
    note: 'Closes a round, or opens it again with a reason.',
  }),
  'plans.addObject': command({
    access: office,
    input: z.strictObject({
      roundId: id,
      kind: z.enum(objectKinds),
      objectId: id,
      inspectorIds: z.array(id).min(2).max(10),
    }),
    output: roundDetail,
    audit: { object: 'inspection_round' },
    note: 'Names an object of a round by hand, with two inspectors at least, none twice.',
  }),
  'plans.removeObject': command({
    access: office,
    input: z.strictObject({ roundObjectId: id, reason }),
    output: roundDetail,
    audit: { object: 'inspection_round' },
    note: 'Takes out an object that was named by hand and has no visit; drawn ones leave with their draw alone.',
  }),
  'plans.drawPool': query({
    access: office,
    input: z.strictObject({ roundId: id, objectKind: z.enum(objectKinds), hallIds: z.array(id).min(1).max(100) }),
    output: drawPool,
    note: 'Objects of these halls with their last visit, active inspectors by code, and the recusals of the latest draw.',
  }),
  'plans.draw': command({
    access: office,
    input: z.strictObject({ clientId, roundId: id, request: drawRequest }),
    output: drawRow,
    audit: { object: 'dual_random_draw' },
    note: 'Draws objects and inspectors. Pools, last visits, day and seed are taken by the console; the caller chooses none of them.',
  }),
  'plans.redraw': query({
    access: readers,
    input: z.strictObject({ drawId: id }),
    output: redrawn,
    note: 'Runs a stored draw again from its seed and its pools, and says whether the list is the same.',
  }),
  'plans.voidDraw': command({
    access: office,
    input: z.strictObject({ drawId: id, reason }),
    output: roundDetail,
    audit: { object: 'dual_random_draw' },
    note: 'Declares a draw void with a reason; its record stays, its objects leave the round. Refused once one of them was visited.',
  }),
} as const;
