import { z } from 'zod';
import { severities } from '../checklist/kinds.js';
import { quarterStates } from '../comments/quarter.js';
import { day, id, instant } from '../fields.js';
import { lights, verificationMethods } from '../rectification/kinds.js';
import { rectificationStates } from '../rectification/life.js';

/** The status wall (状态墙): what a leader sees of a hall in two minutes, now or at the end of any past day. */

const count = z.int().min(0);
const byLight = z.record(z.enum(lights), count);

export const wallUnit = z.strictObject({
  unitId: id.nullable(),
  unitLabel: z.string().nullable(),
  open: count,
  overdue: count,
  dueThisWeek: count,
  /** Due day of the matter that is overdue longest. */
  oldestDay: day.nullable(),
  lights: byLight,
});
export type WallUnit = z.infer<typeof wallUnit>;

/** A matter as it stood then, in a line; its text is today's. */
export const wallMatter = z.strictObject({
  id,
  no: z.string(),
  /** Begins what was found; cut after 200 signs. */
  problem: z.string(),
  severity: z.enum(severities),
  unitLabel: z.string().nullable(),
  windowLabel: z.string().nullable(),
  state: z.enum(rectificationStates),
  light: z.enum(lights),
  originalDueDay: day.nullable(),
  dueDay: day.nullable(),
  /** Granted until today. */
  extensions: count,
  proofs: count,
  /** Working days over, 0 on the due day; null where the calendar does not know. */
  workdaysOver: count.nullable(),
  /** Turned red since the last look. */
  isNew: z.boolean(),
});
export type WallMatter = z.infer<typeof wallMatter>;

/** What waits for the person who looks; `stuck` moves no further unless the office sees to it. */
export const wallTaskKinds = [
  'acceptance',
  'extension',
  'appeal',
  'closure',
  'verification',
  'look_back',
  'receipt',
  'stuck',
  'work',
  'instruction',
  'circular',
  'comment',
  'exception',
] as const;
export type WallTaskKind = (typeof wallTaskKinds)[number];
export const wallTask = z.strictObject({
  kind: z.enum(wallTaskKinds),
  /** Of the matter; of the circular or the request itself; of the contact point of a comment. */
  id,
  no: z.string().nullable(),
  title: z.string(),
  unitLabel: z.string().nullable(),
  /** It has waited since then. */
  since: instant,
  /** The day asked for of an extension, the last day to decide an appeal, the due day of an instruction; else null. */
  byDay: day.nullable(),
  /** Which extension it would be, from 1; else null. */
  nth: z.int().min(1).nullable(),
  /** How it was verified. */
  method: z.enum(verificationMethods).nullable(),
  /** Quarter of a comment that is due or missed: 4 x year + quarter from 0. */
  quarter: z.int().nullable(),
});
export type WallTask = z.infer<typeof wallTask>;

const ids = z.array(id);
const monthly = z.array(z.strictObject({ month: z.int(), numerator: z.int(), denominator: count }));

export const wall = z.strictObject({
  day,
  /** The present, and not the end of a past day. */
  live: z.boolean(),
  /** Matters not struck off, and what of them is due from Monday to Sunday of that week, and on the day itself. */
  open: count,
  overdue: count,
  dueThisWeek: ids,
  dueToday: ids,
  lights: byLight,
  /** The one that is overdue longest first, those without anything open left out. */
  units: z.array(wallUnit),
  /** Units at work that have nothing open. */
  unitsWithout: count,
  /** The first of those overdue, and of those due on the day with nothing handed in. */
  overdueFirst: z.array(wallMatter),
  dueTodayFirst: z.array(wallMatter),
  /** What happened since the last look, a month back at most; null of a past day, and at the first look. */
  sinceLook: z
    .strictObject({
      since: instant,
      openThen: count,
      turnedRed: ids,
      issued: ids,
      closed: ids,
      returned: ids,
      reopened: ids,
    })
    .nullable(),
  /** The oldest first; of a past day by the roles the person has today. */
  forMe: z.strictObject({ total: count, oldestAt: instant.nullable(), first: z.array(wallTask) }),
  /** Of the matters struck off in the quarter until that day, those without a second person (must be none). */
  closedAlone: z.strictObject({ fromDay: day, toDay: day, alone: count, closed: count }),
  /** Comments of the quarter (点评) that were not signed at the end of the day; null while no contact points are set. */
  comments: z
    .strictObject({
      missing: z.array(
        z.strictObject({
          contactPointId: id,
          leaderName: z.string(),
          unitLabel: z.string(),
          state: z.enum(quarterStates),
        }),
      ),
      quarter: z.int(),
      total: count,
      lastDay: day,
    })
    .nullable(),
  /** By month, two years and the one of that day, as far as it goes; as known at its end. Months without anything are left out. */
  score: monthly,
  onTime: monthly,
  /** Overdue at the end of each of the last days, that day the last. */
  daily: z.array(z.strictObject({ day, overdue: count })),
});
export type Wall = z.infer<typeof wall>;

/** Months before that of the day which the wall compares with. */
export const WALL_MONTHS = 24;
/** Days whose overdue matters are shown. */
export const WALL_DAYS = 31;
/** Lines of a list; of the list that opens behind its number. */
export const WALL_LINES = 8;
export const WAITING_LINES = 500;

/** When somebody looked last, and since when it was all one look. */
export interface Look {
  since: number | null;
  at: number;
}
/** Whoever comes back within this time still looks for the same time; what was new stays new. */
const ONE_LOOK_MS = 30 * 60_000;
const LONGEST_MS = WALL_DAYS * 86_400_000;

/** Since when things are new to somebody; null where nobody ever looked. */
export function newSince(look: Look | null, now: number): number | null {
  if (look === null) return null;
  const since = now - look.at > ONE_LOOK_MS ? look.at : look.since;
  return since === null ? null : Math.max(since, now - LONGEST_MS);
}
export const lookedAt = (look: Look | null, now: number): Look => ({
  since: newSince(look, now),
  at: Math.max(now, look?.at ?? now),
});
