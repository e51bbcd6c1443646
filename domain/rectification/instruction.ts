import { z } from 'zod';
import { clientId, day, id, instant, reason, reckonedDay, requiredText, revision } from '../fields.js';
import type { Role } from '../people.js';

/** 批示: a leader's word on a matter, which somebody answers by a day. */

export const instructionStates = ['open', 'answered', 'withdrawn'] as const;
/** Who answers: the unit that puts the matter right, or the office. */
export const instructedKinds = ['unit', 'office'] as const;
export type InstructedKind = (typeof instructedKinds)[number];

export const instructionInput = z.strictObject({
  clientId,
  rectificationId: id,
  to: z.enum(instructedKinds),
  text: requiredText(1000),
  /** The last day to answer: a working day, today or to come. */
  dueDay: reckonedDay,
});
export type InstructionInput = z.infer<typeof instructionInput>;
export const instructionAnswer = z.strictObject({ id, revision, text: requiredText(2000) });
export const instructionWithdrawal = z.strictObject({ id, revision, reason });

/** Why somebody may not do it now; null when nothing stands against it. */
const may = z.enum(['state', 'role', 'otherUnit', 'giver']).nullable();
export type InstructionRefusal = Exclude<z.infer<typeof may>, null>;

export const instruction = z.strictObject({
  id,
  revision,
  rectificationId: id,
  matterNo: z.string(),
  /** Begins what was found. */
  problem: z.string(),
  to: z.enum(instructedKinds),
  unitLabel: z.string().nullable(),
  text: z.string(),
  dueDay: day,
  state: z.enum(instructionStates),
  /** Open, and its day is over. */
  overdue: z.boolean(),
  givenBy: z.string(),
  givenAt: instant,
  answer: z.string().nullable(),
  reason: z.string().nullable(),
  endedBy: z.string().nullable(),
  endedAt: instant.nullable(),
  may: z.strictObject({ answer: may, withdraw: may }),
});
export type Instruction = z.infer<typeof instruction>;

export interface InstructionFacts {
  state: (typeof instructionStates)[number];
  /** Null where the office answers. */
  unitId: number | null;
  givenBy: number;
}
interface Person {
  personId: number;
  roles: readonly Role[];
  unitId: number | null;
}

/** Whoever gave it does not answer it, whatever other role she has; a unit answers what it was told, and nothing else. */
export function answerRefusal({ state, unitId, givenBy }: InstructionFacts, person: Person): InstructionRefusal | null {
  if (state !== 'open') return 'state';
  if (!person.roles.includes(unitId === null ? 'office' : 'unit_contact')) return 'role';
  if (unitId !== null && person.unitId !== unitId) return 'otherUnit';
  return givenBy === person.personId ? 'giver' : null;
}

/** Any leader takes one back: whoever gave it may have left. */
export function withdrawalRefusal({ state }: InstructionFacts, { roles }: Person): InstructionRefusal | null {
  if (state !== 'open') return 'state';
  return roles.includes('leader') ? null : 'role';
}
