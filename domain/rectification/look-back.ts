import { z } from 'zod';
import { severities } from '../checklist/kinds.js';
import { takeWeighted } from '../draw.js';
import { clientId, day, id, instant, line, optionalText, requiredText, revision } from '../fields.js';
import { RANDOM_METHOD, seeded } from '../random.js';
import { startOfDay } from '../time.js';
import { verificationMethods } from './kinds.js';
import { mayVerify, type ActingPerson, type MatterFacts } from './life.js';

/**
 * 回头看: closed matters of a span of days, some of them drawn by lot and looked at again. The record of a draw holds its pool
 * with every weight and the seed; `redrawLookBack` makes the same list from it anywhere.
 *
 * Rules:
 * 1. In the pool is what was struck off as done in the span and was not drawn since.
 * 2. Drawn one after another without putting back. A matter's chance is its weight: `severityWeights`, times `QUICK_FACTOR`
 *    where it was struck off in less than a quarter of its limit.
 */
export const severityWeights = { general: 1, serious: 2, grave: 3 } as const;
/** Suspiciously quick counts double. */
export const QUICK_FACTOR = 2;
/** Quick: struck off within this share of the limit. */
const QUICK_SHARE = 1 / 4;

/** Matters a pool may hold. */
export const LOOK_BACK_POOL = 5000;

/** Days of the run that ended with the closure, UTC milliseconds. */
export interface ClosedRun {
  startsAt: number | null;
  /** The limit as it was set first, and as it stood at the end. */
  originalDueOn: number | null;
  dueOn: number | null;
  dueAt: number | null;
  closedAt: number;
}

/** Whether a matter was struck off in less than a quarter of the limit it was given first. Without a limit nothing is quick. */
export function closedQuickly({ startsAt, originalDueOn, dueOn, dueAt, closedAt }: ClosedRun): boolean {
  const end = originalDueOn !== null && originalDueOn !== dueOn ? startOfDay(originalDueOn + 1) : dueAt;
  return startsAt !== null && end !== null && closedAt - startsAt < (end - startsAt) * QUICK_SHARE;
}

export const weightOfClosed = ({ severity, quick }: Pick<LookBackObject, 'severity' | 'quick'>): number =>
  severityWeights[severity] * (quick ? QUICK_FACTOR : 1);

export const lookBackObject = z.strictObject({
  matterId: id,
  severity: z.enum(severities),
  quick: z.boolean(),
  weight: z.int().min(1),
});
export type LookBackObject = z.infer<typeof lookBackObject>;

export const lookBackRecord = z.strictObject({
  method: z.literal(RANDOM_METHOD),
  /** Struck off from this day to that one, both included. */
  fromDay: day,
  toDay: day,
  objects: z.array(lookBackObject).max(LOOK_BACK_POOL),
  count: z.int().min(1).max(LOOK_BACK_POOL),
  seed: line(60),
  /** Matters in the order in which they were drawn. */
  result: z.array(id),
  drawnAt: instant,
});
export type LookBackRecord = z.infer<typeof lookBackRecord>;
export type LookBackInput = Omit<LookBackRecord, 'method' | 'result' | 'drawnAt'>;

/** @returns ids in the order drawn; the order in which the pool was read changes nothing */
function drawn({ objects, count, seed }: LookBackInput): number[] {
  const random = seeded(seed);
  const left = [...objects].sort((a, b) => a.matterId - b.matterId);
  return Array.from({ length: Math.min(count, left.length) }, () => takeWeighted(random, left).matterId);
}

/** Draws from the pool. `drawnAt`: moment of the draw, UTC milliseconds; the result does not depend on it. */
export const drawLookBack = (input: LookBackInput, drawnAt: number): LookBackRecord => ({
  method: RANDOM_METHOD,
  ...input,
  result: drawn(input),
  drawnAt,
});

/** The draw of a stored record, made again from its seed and its pool. */
export const redrawLookBack = (record: LookBackRecord): number[] => drawn(record);

/** Whether the stored list is the one its seed and pool give, by the weights of the rules. */
export const isGenuineLookBack = (record: LookBackRecord): boolean =>
  record.result.length > 0 &&
  record.objects.every((object) => object.weight === weightOfClosed(object)) &&
  JSON.stringify(redrawLookBack(record)) === JSON.stringify(record.result);

/** Who had a hand in the end of a matter, beside those its facts name. */
export interface ClosedBy {
  closedBy: number | null;
  /** Everybody who ever verified it. */
  verifiedBy: readonly number[];
}

/** Whether a person may look back at a matter: who may verify it, and neither verified nor closed it. */
export const mayLookBack = (matter: MatterFacts, ended: ClosedBy, person: ActingPerson): boolean =>
  mayVerify(matter, person) && ended.closedBy !== person.personId && !ended.verifiedBy.includes(person.personId);

/** 未反弹, 反弹. */
export const lookBackResults = ['done', 'recurred'] as const;

/** One drawn matter and what was found. */
export const lookBackItem = z.strictObject({
  id,
  revision,
  drawId: id,
  position: z.int().min(1),
  matterId: id,
  /** Of the matter: what reopening it names. */
  matterRevision: revision,
  no: z.string(),
  problem: z.string(),
  hallLabel: z.string(),
  windowLabel: z.string().nullable(),
  unitLabel: z.string().nullable(),
  severity: z.enum(severities),
  quick: z.boolean(),
  weight: z.int(),
  closedDay: day.nullable(),
  method: z.enum(verificationMethods).nullable(),
  verifierId: id.nullable(),
  /** By code. */
  verifierName: z.string().nullable(),
  day: day.nullable(),
  result: z.enum(lookBackResults).nullable(),
  note: z.string().nullable(),
  visitId: id.nullable(),
  visitNo: z.string().nullable(),
  reopenedAt: instant.nullable(),
});
export type LookBackItem = z.infer<typeof lookBackItem>;

/** A round with how far it is. */
export const lookBackRound = z.strictObject({
  id,
  fromDay: day,
  toDay: day,
  note: z.string().nullable(),
  drawnAt: instant,
  drawnBy: z.string(),
  pool: z.int(),
  drawn: z.int(),
  arranged: z.int(),
  looked: z.int(),
  recurred: z.int(),
});
export type LookBackRound = z.infer<typeof lookBackRound>;

/** A matter of a pool, as people know it. */
export const poolMatter = lookBackObject.extend({
  no: z.string(),
  problem: z.string(),
  unitLabel: z.string().nullable(),
  windowLabel: z.string().nullable(),
  closedDay: day,
});
export type PoolMatter = z.infer<typeof poolMatter>;

export const lookBackSpan = z
  .strictObject({ fromDay: day, toDay: day })
  .refine(({ fromDay, toDay }) => fromDay <= toDay, {
    path: ['toDay'],
    error: 'beforeStart',
  });

export const lookBackDrawInput = z
  .strictObject({
    clientId,
    fromDay: day,
    toDay: day,
    count: z.int().min(1).max(LOOK_BACK_POOL),
    note: optionalText(1000),
  })
  .refine(({ fromDay, toDay }) => fromDay <= toDay, { path: ['toDay'], error: 'beforeStart' });

export const lookBackRecordInput = z.strictObject({
  id,
  revision,
  day,
  result: z.enum(lookBackResults),
  note: requiredText(2000),
  visitId: id.nullable(),
});
