import { z } from 'zod';
import { id } from '../../fields.js';
import {
  instruction,
  instructionAnswer,
  instructionInput,
  instructionStates,
  instructionWithdrawal,
} from '../../rectification/instruction.js';
import { command, query } from '../define.js';

const overseers = ['office', 'reviewer', 'leader'] as const;

/** 批示 */
export const instructionCommands = {
  'instructions.list': query({
    access: [...overseers, 'unit_contact'],
    input: z.strictObject({
      rectificationId: id.optional(),
      state: z.enum(instructionStates).optional(),
      /** What the caller is to answer. */
      forMe: z.boolean().optional(),
    }),
    output: z.array(instruction),
    note: 'Instructions, open ones first, by their day; of the others the newest 300. A unit contact sees those to the own unit alone.',
  }),
  'instructions.give': command({
    access: ['leader'],
    input: instructionInput,
    output: instruction,
    audit: { object: 'instruction' },
    note: 'A leader instructs the unit of an issued matter, or the office, to answer by a working day. The same client id again answers the same instruction.',
  }),
  'instructions.answer': command({
    access: ['office', 'unit_contact'],
    input: instructionAnswer,
    output: instruction,
    audit: { object: 'instruction' },
    note: 'Answers it, once: whom it was given to, and never who gave it.',
  }),
  'instructions.withdraw': command({
    access: ['leader'],
    input: instructionWithdrawal,
    output: instruction,
    audit: { object: 'instruction' },
    note: 'Takes an open one back, with a reason; it stays to be read.',
  }),
} as const;
