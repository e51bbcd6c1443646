import type { DeadlineType } from '../../../domain/checklist/kinds.js';

/**
 * What happens to a matter, in the order of a day: written, issued, reminded, signed for, and so on to its end. `ask` is
 * for an extension, `blue` to `red` are orders, `shoot` adds a picture before and one after, `prove` a paper, `pass` to `relapse` are what the
 * verifier found.
 */
export const matterActs = {
  draft: 9.2,
  issue: 9.3,
  reopen: 9.5,
  remind: 9.7,
  blue: 9.8,
  orange: 9.8,
  red: 9.8,
  acknowledge: 10.1,
  report: 11,
  ask: 11.3,
  appeal: 11.6,
  shoot: 14.2,
  prove: 14.5,
  submit: 14.8,
  arrange: 15.2,
  suspend: 15.3,
  shelve: 15.4,
  pass: 16,
  partly: 16,
  fail: 16,
  relapse: 16,
  return: 16.1,
  grant: 16.2,
  refuse: 16.2,
  uphold: 16.3,
  reject: 16.3,
  close: 16.6,
} as const;
export type MatterAct = keyof typeof matterActs;

/** An act and how many working days before today it happens. */
type Step = readonly [act: MatterAct, ago: number];

/** A way that some matters of the demo hall went. */
interface MatterCourse {
  /** How many went it, and how many working days each before the one ahead of it. */
  count: number;
  apart?: number;
  limit: readonly [type: DeadlineType, amount: number | null];
  steps: readonly Step[];
}

const days = (amount: number) => ['fixed_term_fix', amount] as const;
const verified = (ago: number): Step[] => [
  ['prove', ago + 4],
  ['submit', ago + 4],
  ['arrange', ago + 3],
  ['pass', ago + 1],
];
const closed = (ago: number): Step[] => [...verified(ago), ['close', ago]];
const begun = (issued: number, ...reports: number[]): Step[] => [
  ['issue', issued],
  ['acknowledge', issued - 1],
  ...reports.map((ago): Step => ['report', ago]),
];

/** Every state, and in it what is in time, late, extended, sent back, come back. */
export const matterCourses: readonly MatterCourse[] = [
  { count: 3, limit: days(5), steps: [['draft', 2]] },
  { count: 3, limit: days(7), steps: [['issue', 1]] },
  {
    count: 1,
    limit: days(5),
    steps: [
      ['issue', 6],
      ['remind', 2],
    ],
  },
  { count: 3, limit: days(10), steps: begun(3) },
  // In hand: in time, due any day, and overdue, the last of them for long and reminded three times.
  { count: 3, limit: days(10), steps: begun(5, 2) },
  { count: 2, limit: days(5), steps: begun(5, 2) },
  { count: 2, limit: days(7), steps: [...begun(12, 8), ['remind', 3]] },
  { count: 1, limit: days(5), steps: [...begun(10), ['blue', 3], ['remind', 2]] },
  {
    count: 1,
    limit: days(5),
    steps: [...begun(20, 15), ['remind', 12], ['blue', 11], ['remind', 8], ['orange', 7], ['report', 5], ['remind', 2]],
  },
  // Pressed for up to the last colour without a word: the unit is summoned.
  { count: 1, limit: days(5), steps: [...begun(25, 22), ['blue', 16], ['orange', 10], ['red', 7]] },
  { count: 2, limit: days(10), steps: [...begun(14, 10), ['ask', 8], ['grant', 7], ['report', 3]] },
  { count: 1, limit: days(10), steps: [...begun(13, 9), ['ask', 7], ['refuse', 6], ['report', 2]] },
  { count: 1, limit: days(10), steps: [...begun(12, 9), ['suspend', 6]] },
  { count: 1, limit: ['staged_fix', null], steps: begun(15, 8) },
  { count: 1, limit: ['standing_measure', null], steps: begun(30, 20) },
  // Handed in: in time and late; with a verifier; found done.
  { count: 1, limit: days(10), steps: [...begun(8, 5), ['shoot', 1], ['prove', 1], ['submit', 1]] },
  { count: 2, limit: days(10), steps: [...begun(9, 5), ['prove', 2], ['submit', 2]] },
  { count: 1, limit: days(10), steps: [...begun(15, 9), ['remind', 4], ['prove', 1], ['submit', 1]] },
  { count: 1, limit: days(10), steps: [...begun(10, 6), ['shoot', 3], ['prove', 3], ['submit', 3], ['arrange', 2]] },
  { count: 1, limit: days(7), steps: [...begun(8, 6), ['prove', 3], ['submit', 3], ['arrange', 1]] },
  { count: 2, limit: days(10), steps: [...begun(11, 8), ...verified(0).map(([act, ago]): Step => [act, ago + 1])] },
  // Sent back by the office, and by the verifier.
  { count: 1, limit: days(10), steps: [...begun(9, 7), ['shoot', 4], ['submit', 4], ['return', 2]] },
  { count: 1, limit: days(5), steps: [...begun(8, 6), ['prove', 4], ['submit', 4], ['return', 3]] },
  { count: 1, limit: days(10), steps: [...begun(11, 8), ['prove', 4], ['submit', 4], ['arrange', 3], ['partly', 2]] },
  { count: 1, limit: days(7), steps: [...begun(16, 12), ['prove', 8], ['submit', 8], ['arrange', 6], ['fail', 4]] },
  { count: 1, limit: days(15), steps: [...begun(18, 14), ['prove', 7], ['submit', 7], ['arrange', 5], ['relapse', 3]] },
  { count: 3, limit: days(10), steps: [...begun(9, 5), ['ask', 1]] },
  { count: 2, limit: days(10), steps: [...begun(7), ['appeal', 2]] },
  { count: 2, limit: days(15), steps: [...begun(25, 18), ['shelve', 10]] },
  { count: 1, limit: days(7), steps: [...begun(48, 45), ...closed(36), ['reopen', 3]] },
  { count: 1, limit: days(10), steps: [...begun(62, 58), ...closed(50), ['reopen', 1]] },
  // Struck off: as it should be, with pictures, suspiciously fast, sent back once, extended, late, at once, on appeal.
  { count: 6, apart: 11, limit: days(10), steps: [...begun(14, 10), ...closed(4)] },
  { count: 1, limit: days(7), steps: [...begun(19, 15), ['shoot', 14], ...closed(10)] },
  { count: 1, limit: days(7), steps: [...begun(37, 33), ...closed(28)] },
  { count: 2, apart: 31, limit: days(15), steps: [['issue', 12], ['acknowledge', 12], ...closed(8)] },
  {
    count: 2,
    apart: 23,
    limit: days(15),
    steps: [...begun(30, 27), ['prove', 24], ['submit', 24], ['return', 22], ['report', 20], ...closed(14)],
  },
  { count: 2, apart: 19, limit: days(10), steps: [...begun(35, 31), ['ask', 29], ['grant', 28], ...closed(18)] },
  { count: 2, apart: 26, limit: days(5), steps: [...begun(42, 38), ['remind', 34], ['report', 33], ...closed(26)] },
  { count: 1, limit: ['immediate_fix', null], steps: [['issue', 24], ['acknowledge', 24], ...closed(20)] },
  { count: 1, limit: days(10), steps: [...begun(40), ['appeal', 36], ['uphold', 28]] },
  { count: 1, limit: days(10), steps: [...begun(55), ['appeal', 52], ['reject', 44], ['report', 43], ...closed(36)] },
  { count: 1, limit: days(7), steps: [...begun(80, 76), ...closed(70), ['reopen', 60], ['report', 58], ...closed(50)] },
  // The year before: in time, late, extended, with a long term, come back.
  { count: 20, apart: 9, limit: days(10), steps: [...begun(78), ...closed(66)] },
  { count: 8, apart: 22, limit: days(7), steps: [...begun(86), ...closed(68)] },
  { count: 6, apart: 29, limit: days(10), steps: [...begun(90), ['ask', 86], ['grant', 85], ...closed(74)] },
  { count: 5, apart: 37, limit: days(15), steps: [...begun(95), ...closed(74)] },
  { count: 3, apart: 60, limit: days(7), steps: [...begun(110), ...closed(100), ['reopen', 90], ...closed(80)] },
];

/** Working days after which a matter that ended is history: what is of today is chosen before. */
export const LONG_AGO = 65;

/** One matter: what it is allowed to take, and its acts, the first one first. */
export interface PlannedMatter {
  limit: MatterCourse['limit'];
  /** How many went the same way before it. */
  turn: number;
  /** `ago` in working days before today. */
  steps: readonly { act: MatterAct; ago: number }[];
}

/** @param share of the usual number; of each course there is at least one */
export function planMatters(share: number): PlannedMatter[] {
  return matterCourses.flatMap(({ count, apart = 0, limit, steps }) =>
    Array.from({ length: Math.max(1, Math.round(count * Math.min(1, share))) }, (_, at) => ({
      ...{ limit, turn: at },
      steps: steps.map(([act, ago]) => ({ act, ago: ago + at * apart })),
    })),
  );
}
