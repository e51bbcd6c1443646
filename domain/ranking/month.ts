import { z } from 'zod';
import { clientId, id, instant, line, reason, requiredText, revision } from '../fields.js';
import { uncountedReasons, unfitReasons } from './given.js';
import { rankingEntry, rankingScheme } from './scheme.js';

/** A month of the ranking: computed, checked by another person, frozen; put right by a further one that names it. */

export const rankingStates = ['draft', 'checked', 'frozen'] as const;
export type RankingState = (typeof rankingStates)[number];

/** What a component follows from, as it was counted; null where nothing is counted. */
const ratio = z.strictObject({ numerator: z.number(), denominator: z.number() }).nullable();

/** What of a unit changed about the month: another merged into it, another name at its beginning, a window of another unit since. */
export const rowNote = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('merged'), from: z.string() }),
  z.strictObject({ kind: z.literal('renamed'), from: z.string() }),
  z.strictObject({ kind: z.literal('windowMoved'), window: z.string(), to: z.string().nullable() }),
]);
export type RowNote = z.infer<typeof rowNote>;

/** What an item given by hand is based on, by the hash of its bytes. */
const rowEvidence = z.strictObject({ component: z.int().min(0), name: z.string(), sha256: z.string() });

/** A unit of the month, as it was called when the month was computed. */
export const rankedRow = z.strictObject({
  ...rankingEntry.shape,
  unitLabel: z.string(),
  /** Units whose rows count for it: itself, and what was merged into it. */
  members: z.array(id).default([]),
  notes: z.array(rowNote).default([]),
  evidence: z.array(rowEvidence).default([]),
  ratios: z.array(ratio),
  total: z.number().nullable(),
  /** Null: not ranked (样本不足). */
  rank: z.int().min(1).nullable(),
  tied: z.boolean(),
  /** Weights it was reckoned with, 0 where there was nothing to measure. */
  weights: z.array(z.int()),
});
export type RankedRow = z.infer<typeof rankedRow>;

/** What is kept of a month, whole: nothing that changes later changes it. */
export const rankingRecord = z.strictObject({
  scheme: rankingScheme,
  rows: z.array(rankedRow),
  /** 前三, 后三: unit ids. */
  top: z.array(id),
  bottom: z.array(id),
});
export type RankingRecord = z.infer<typeof rankingRecord>;

export const rankingManual = z.strictObject({
  unitId: id,
  /** Place of the component in the scheme. */
  component: z.int().min(0),
  score: z.number().min(0).max(100),
  /** What it is based on. */
  basis: requiredText(500),
});
export type RankingManual = z.infer<typeof rankingManual>;

/** 佐证: a picture or paper an item given by hand is based on. */
export const rankingEvidence = z.strictObject({
  id,
  unitId: id,
  component: z.int().min(0),
  kind: z.enum(['picture', 'paper']),
  name: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  /** The same bytes stood in another record already. */
  known: z.boolean(),
  addedBy: z.string(),
  addedAt: instant,
});
export type RankingEvidence = z.infer<typeof rankingEvidence>;
/** Evidence of an item or a unit that is not in the month: it is kept, and counts for nothing. */
export const uncountedEvidence = rankingEvidence.omit({ component: true }).extend({
  unitLabel: z.string(),
  /** The item it was added to, as that was called. */
  item: z.string(),
  why: z.enum(unfitReasons),
});
export type UncountedEvidence = z.infer<typeof uncountedEvidence>;
/** A score given by hand that does not count, and why. */
export const uncountedManual = rankingManual.omit({ component: true }).extend({
  unitLabel: z.string(),
  /** The item it was given for, as that was called. */
  item: z.string(),
  why: z.enum(uncountedReasons),
  givenBy: z.string(),
  givenAt: instant,
});
export type UncountedManual = z.infer<typeof uncountedManual>;

export const rankingMonth = z.strictObject({
  id,
  revision,
  hallId: id,
  hallLabel: z.string(),
  month: z.int(),
  state: z.enum(rankingStates),
  schemeId: id,
  /** The month it puts right, and why; the one that puts it right. */
  correctsId: id.nullable(),
  reason: z.string().nullable(),
  correctedById: id.nullable(),
  record: rankingRecord,
  /** Those that count, by the unit and place they count for; and those that do not. */
  manual: z.array(rankingManual.extend({ givenBy: z.string(), givenAt: instant })),
  evidence: z.array(rankingEvidence),
  uncounted: z.array(uncountedManual),
  uncountedEvidence: z.array(uncountedEvidence),
  computedBy: z.string(),
  computedAt: instant,
  checkedBy: z.string().nullable(),
  checkedAt: instant.nullable(),
  frozenBy: z.string().nullable(),
  frozenAt: instant.nullable(),
  /** Units that would stand otherwise were it computed now: what changed since is shown, and never rewrites it. */
  movedSince: z.array(id),
  /** Its circular in the register; the number is null while that is a draft. */
  circular: z
    .strictObject({ id, no: z.string().nullable(), sentTo: z.string(), copiedTo: z.string().nullable() })
    .nullable(),
});
export type RankingMonth = z.infer<typeof rankingMonth>;

/** One month in the history: who stood where. */
export const rankingLine = z.strictObject({
  id,
  month: z.int(),
  state: z.enum(rankingStates),
  correctsId: id.nullable(),
  /** A later one puts it right, and is frozen. */
  superseded: z.boolean(),
  ranks: z.array(
    z.strictObject({ unitId: id, unitLabel: z.string(), rank: z.int().nullable(), total: z.number().nullable() }),
  ),
  top: z.array(id),
  bottom: z.array(id),
});
export type RankingLine = z.infer<typeof rankingLine>;

export const redFlag = z.strictObject({
  id,
  month: z.int(),
  windowId: id,
  windowLabel: z.string(),
  unitLabel: z.string(),
  reason: z.string(),
  givenBy: z.string(),
  givenAt: instant,
});
export type RedFlag = z.infer<typeof redFlag>;
export const redFlagInput = z.strictObject({ clientId, monthId: id, windowId: id, reason: line(500) });

export const schemeVersion = z.strictObject({
  id,
  scheme: rankingScheme,
  createdBy: z.string(),
  createdAt: instant,
  /** Holds for the month that runs. */
  isCurrent: z.boolean(),
});
export const correction = z.strictObject({ id, revision, reason });
export const schemeInput = z.strictObject({ clientId, scheme: rankingScheme });
export const monthInput = z.strictObject({
  hallId: id,
  month: z
    .int()
    .min(0)
    .max(12 * 3000),
});
