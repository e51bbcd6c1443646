import { z } from 'zod';
import { recurrence, recurrenceDecision } from '../../rectification/recurrence.js';
import { command, query } from '../define.js';

/** 反弹 */
export const recurrenceCommands = {
  'recurrences.list': query({
    access: ['office', 'reviewer', 'leader'],
    input: z.strictObject({}),
    output: z.array(recurrence),
    note: 'Confirmed findings that look like a matter struck off at the same window within the twelve months before, until somebody decides or they are issued; the newest 200.',
  }),
  'recurrences.decide': command({
    access: ['office'],
    input: recurrenceDecision,
    output: z.array(recurrence),
    audit: { object: 'recurrence_decision' },
    note: 'Reopens the earlier matter for it, has it issued as its recurrence, or dismisses the likeness with a reason. Answers what is left.',
  }),
} as const;
