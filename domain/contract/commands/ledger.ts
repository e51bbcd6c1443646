import { z } from 'zod';
import { dayReasons } from '../../calendar/calendar.js';
import { day, id } from '../../fields.js';
import { lights } from '../../rectification/kinds.js';
import { query } from '../define.js';
import { firstIds } from '../list.js';
import { rectificationFilter } from './rectifications.js';

const readers = ['office', 'reviewer', 'leader', 'inspector', 'unit_contact'] as const;
/** What a view of the ledger is narrowed to, as `rectifications.list` takes it. */
const narrowed = {
  text: z.string().max(100).optional(),
  filter: z.strictObject(rectificationFilter).optional(),
} as const;
const matter = z.strictObject({ id, no: z.string().nullable(), light: z.enum(lights) });

/** The ledger seen otherwise than row by row; every answer is as of now. */
export const ledgerCommands = {
  'ledger.byLight': query({
    access: readers,
    input: z.strictObject({ ...narrowed, limit: firstIds }),
    output: z.strictObject({
      ids: z.array(id),
      total: z.int().min(0),
      groups: z.array(z.strictObject({ light: z.enum(lights), count: z.int().min(1) })),
    }),
    note: 'Ids of the matters that match, by light and within a light by due date, and how many stand under each light that has any. With `limit` only the first ids, beside the whole counts.',
  }),
  'ledger.byUnit': query({
    access: readers,
    input: z.strictObject(narrowed),
    output: z.array(
      z.strictObject({
        unitId: id.nullable(),
        unitLabel: z.string().nullable(),
        hallLabel: z.string().nullable(),
        total: z.int().min(1),
        lights: z.record(z.enum(lights), z.int().min(0)),
        /** Due day of the matter that is overdue longest. */
        oldestDay: day.nullable(),
      }),
    ),
    note: 'How many matters each responsible unit has under each light; the longest overdue first.',
  }),
  'ledger.byDay': query({
    access: readers,
    input: z.strictObject({ ...narrowed, fromDay: day, toDay: day }),
    output: z.strictObject({
      days: z.array(
        z.strictObject({
          day,
          total: z.int().min(1),
          overdue: z.int().min(0),
          /** The first few, overdue ones before. */
          first: z.array(matter),
        }),
      ),
      /** Days of the span that differ from an ordinary working day; null where a year of it has no calendar. */
      special: z
        .array(z.strictObject({ day, works: z.boolean(), why: z.enum(dayReasons), name: z.string().nullable() }))
        .nullable(),
    }),
    note: 'How many matters are due on each day of a span of at most 62 days, with the days off among them.',
  }),
} as const;
