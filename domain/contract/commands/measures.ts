import { z } from 'zod';
import { day, id, reckonedDay } from '../../fields.js';
import { measureNames, measureParts } from '../../measures/catalogue.js';
import { dimensions, measureFilter } from '../../measures/dimensions.js';
import { period } from '../../measures/period.js';
import { wall, wallTask } from '../../measures/wall.js';
import { lights } from '../../rectification/kinds.js';
import { rectificationStates } from '../../rectification/life.js';
import { command, query } from '../define.js';

const overseers = ['office', 'reviewer', 'leader'] as const;
const readers = ['office', 'reviewer', 'leader', 'unit_contact'] as const;

/** Keys of a breakdown, in its order; 0 and the empty word stand for none. */
const keys = z.array(z.union([z.string(), z.int()]));
const labels = z.partialRecord(z.enum(['hall', 'unit', 'window']), z.record(z.string(), z.string()));
const by = z
  .array(z.enum(dimensions))
  .max(3)
  .refine((names) => new Set(names).size === names.length, { error: 'duplicate' });
const asked = { period, by, filter: measureFilter } as const;
const count = z.int().min(0);

const standing = z.strictObject({
  day,
  open: count,
  overdue: count,
  /** Due from Monday to Sunday of that day's week. */
  dueThisWeek: count,
  lights: z.record(z.enum(lights), count),
  states: z.partialRecord(z.enum(rectificationStates), count),
  /** By unit, the one that is overdue longest first; `oldestDay` is the due day of that matter. */
  units: z.array(
    z.strictObject({
      unitId: id.nullable(),
      unitLabel: z.string().nullable(),
      open: count,
      overdue: count,
      dueThisWeek: count,
      oldestDay: day.nullable(),
    }),
  ),
});

export const measureCommands = {
  'measures.series': query({
    access: readers,
    input: z.strictObject({ measure: z.enum(measureNames), ...asked }),
    output: z.strictObject({
      rows: z.array(z.strictObject({ keys, numerator: z.int(), denominator: z.int() })),
      labels,
    }),
    note: 'A measure over a period, broken down, numerator and denominator of each. A denominator that does not know a dimension is the same for all its keys. Open and overdue are those of the end of each month, or of the period. A unit contact asks for the own unit, and never by the mode of visits.',
  }),
  'measures.parts': query({
    access: readers,
    input: z.strictObject({ parts: z.array(z.enum(measureParts)).min(1).max(measureParts.length), ...asked }),
    output: z.strictObject({ rows: z.array(z.strictObject({ keys, values: z.array(z.int()) })), labels }),
    note: 'Counted parts over a period, broken down, in the order asked; keys under which nothing was counted are left out.',
  }),
  'measures.closing': query({
    access: readers,
    input: z.strictObject(asked),
    output: z.strictObject({
      rows: z.array(z.strictObject({ keys, count, median: z.number(), ninetieth: z.number() })),
      labels,
    }),
    note: 'Working days from issue, or from coming back, until a matter was struck off as put right, by the day it was: how many, median and 90th percentile. Days in years without a calendar are left out.',
  }),
  'measures.waits': query({
    access: overseers,
    input: z.strictObject({ period, filter: measureFilter }),
    output: z.strictObject({ cells: z.array(z.int()) }),
    note: 'Every wait that was timed: day, minute, how many waited so long on that day, how many of them longer than the target; then the next four numbers, by rising day and minute.',
  }),
  'measures.rows': query({
    access: readers,
    input: z.strictObject({ part: z.enum(measureParts), period, filter: measureFilter }),
    output: z.strictObject({
      entity: z.enum(['visit', 'finding', 'rectification', 'lead']),
      ids: z.array(id),
      total: z.int(),
    }),
    note: 'Ids of the rows behind a number, by the very conditions it was counted by, the latest first, and the number itself. A unit contact opens findings and rectifications of the own unit alone.',
  }),
  'measures.asOf': query({
    access: readers,
    input: z.strictObject({ day: reckonedDay.nullable(), filter: measureFilter }),
    output: standing,
    note: 'What stood open at the end of a day, or stands now, by light, state and unit.',
  }),
  'measures.difference': query({
    access: readers,
    input: z.strictObject({ period, filter: measureFilter }),
    output: z.strictObject({
      came: z.array(id),
      went: z.array(id),
      turnedOverdue: z.array(id),
      noLongerOverdue: z.array(id),
    }),
    note: 'Matters that came to be open, were struck off, turned overdue or are so no longer between the ends of two days.',
  }),
  'measures.wall': query({
    access: overseers,
    input: z.strictObject({ asOf: reckonedDay.nullable(), hallId: id.optional() }),
    output: wall,
    note: 'The status wall, now or at the end of a past day, of a hall with its branches or of all.',
  }),
  'measures.waiting': query({
    access: overseers,
    input: z.strictObject({ asOf: reckonedDay.nullable(), hallId: id.optional() }),
    output: z.array(wallTask),
    note: 'What waits for the caller, or waited at the end of a past day: matters, circulars, comments, requests. The oldest 500.',
  }),
  'measures.looked': command({
    access: overseers,
    input: z.strictObject({}),
    output: z.strictObject({}),
    audit: null,
    note: 'Notes that the caller looks at the wall: what happens later is new.',
  }),
} as const;
