import { z } from 'zod';
import { calendarDayKinds, calendarStatuses, dayReasons } from '../../calendar/calendar.js';
import { calendarFileRules, type CalendarFileRule } from '../../calendar/file.js';
import { day, id, instant, line } from '../../fields.js';
import { command, query } from '../define.js';

const office = ['office'] as const;
const readers = ['office', 'reviewer', 'leader', 'inspector', 'unit_contact'] as const;

const year = z.int().min(2000).max(2100);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const calendarHead = z.strictObject({
  year,
  status: z.enum(calendarStatuses),
  /** 文号 */
  paperNo: z.string().nullable(),
  source: z.string().nullable(),
  /** Null for a year as it was shipped. */
  importedAt: instant.nullable(),
  importedBy: z.string().nullable(),
  /** Days of the year that rest beside weekends, weekends that work, days set by this place, days that work. */
  off: z.int(),
  makeup: z.int(),
  local: z.int(),
  workdays: z.int(),
  /** Matters not struck off whose due date rests on this year while it is provisional (暂定). */
  waiting: z.int(),
  /** This console came with the State Council's calendar of a year that is provisional here. */
  offered: z.boolean(),
});
export type CalendarHead = z.infer<typeof calendarHead>;

/** A day that is no plain day of the week. */
export const specialDay = z.strictObject({
  day,
  works: z.boolean(),
  why: z.enum(dayReasons),
  /** Holiday key or name, reason of a local day. */
  name: z.string().nullable(),
});
export type SpecialDay = z.infer<typeof specialDay>;

export const localKinds = ['off', 'work'] as const;
export const localDay = z.strictObject({
  day,
  kind: z.enum(localKinds),
  reason: z.string(),
  setAt: instant,
  setBy: z.string(),
});
export type ShownLocalDay = z.infer<typeof localDay>;

const named = z.strictObject({ kind: z.enum(calendarDayKinds), holiday: z.string().nullable() }).nullable();

/** What a calendar would do, before anything is done. */
export const calendarPreview = z.strictObject({
  /** SHA-256 of the file; names the preview when it is applied. */
  hash: sha256,
  file: z.string(),
  year,
  paperNo: z.string().nullable(),
  source: z.string().nullable(),
  /** What stands for the year now. */
  standing: z.strictObject({ status: z.enum(calendarStatuses), paperNo: z.string().nullable() }).nullable(),
  changes: z.array(
    z.strictObject({ day, before: named, after: named, workedBefore: z.boolean(), worksAfter: z.boolean() }),
  ),
  /** Matters not struck off: how many are reckoned anew, get another due date, are no longer provisional. */
  matters: z.strictObject({
    reckoned: z.int(),
    moved: z.int(),
    settled: z.int(),
    first: z.array(
      z.strictObject({
        id,
        no: z.string(),
        unitLabel: z.string().nullable(),
        before: day.nullable(),
        after: day.nullable(),
      }),
    ),
  }),
});
export type CalendarPreview = z.infer<typeof calendarPreview>;

const fault = z.strictObject({
  rule: z.enum(Object.keys(calendarFileRules) as [CalendarFileRule, ...CalendarFileRule[]]),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** A change of the calendar and the job that reckons what it moves. */
const ordered = z.strictObject({ jobId: id });

export const calendarCommands = {
  'calendar.years': query({
    access: readers,
    input: z.strictObject({}),
    output: z.array(calendarHead),
    note: 'Every year of the calendar: published or provisional, its paper, its days.',
  }),
  'calendar.year': query({
    access: readers,
    input: z.strictObject({ year }),
    output: z.strictObject({ head: calendarHead, days: z.array(specialDay), localDays: z.array(localDay) }),
    note: 'One year: its days that are no plain days of the week and why, and those this place set.',
  }),
  'calendar.readFile': query({
    access: office,
    input: z.strictObject({ token: z.string().max(100) }),
    output: z.strictObject({ preview: calendarPreview.nullable(), faults: z.array(fault) }),
    note: 'Reads a calendar file and tells what it would change; nothing is applied. Everything wrong with a file is told.',
  }),
  'calendar.readShipped': query({
    access: office,
    input: z.strictObject({ year }),
    output: calendarPreview,
    note: 'The same for a year this console came with and the store does not have yet.',
  }),
  'calendar.apply': command({
    access: office,
    input: z.strictObject({ hash: sha256, paperNo: line(80) }),
    output: ordered,
    audit: { object: 'calendar' },
    note: 'Takes a previewed calendar as the one of its year and reckons the due dates anew that it moves.',
  }),
  'calendar.setLocal': command({
    access: office,
    input: z.strictObject({ day, kind: z.enum(localKinds), reason: line(200) }),
    output: ordered,
    audit: { object: 'calendar' },
    note: 'One day on which this place rests or works against the calendar; due dates are reckoned anew.',
  }),
  'calendar.removeLocal': command({
    access: office,
    input: z.strictObject({ day }),
    output: ordered,
    audit: { object: 'calendar' },
    note: 'The day is again what the calendar says.',
  }),
} as const;
