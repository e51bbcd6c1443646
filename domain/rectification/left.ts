import { dayOf } from '../time.js';
import { isHandedIn } from './light.js';
import type { RectificationRow } from './schema.js';

const HOUR_MS = 3_600_000;
/** Within it the limit of hours is said in hours. */
const HOURLY_MS = 24 * HOUR_MS;

/** What is said of the time left; 按期提交 and 逾期 of what was handed in, as it stood then. */
export const timeLeftWords = [
  'days',
  'hours',
  'today',
  'over',
  'overHours',
  'overNow',
  'unsigned',
  'suspended',
  'pending',
  'deciding',
  'undecided',
  'lookAgain',
  'standing',
  'standingOn',
  'done',
  'inTime',
  'late',
  'lateHours',
  'lateNow',
] as const;

/** 剩余: what is said of the time left, and how it presses. */
export interface TimeLeft {
  word: (typeof timeLeftWords)[number];
  /** Working days left or over, or hours; 0 where the word says all. Never negative. */
  n: number;
  /** The day of the next review. */
  day: number | null;
  tone: 'over' | 'near' | 'plain';
}

export type Timed = Pick<
  RectificationRow,
  'state' | 'light' | 'remaining' | 'suspended' | 'dueDay' | 'dueAt' | 'submittedAt' | 'verificationResult'
> & { fields: { deadline: Pick<RectificationRow['fields']['deadline'], 'type' | 'nextReviewDay'> } };

const said = (word: TimeLeft['word'], n = 0, tone: TimeLeft['tone'] = 'plain'): TimeLeft => ({
  ...{ word, n, tone },
  day: null,
});
const isHourly = ({ fields }: Timed): boolean => fields.deadline.type === 'hourly_fix';
const hours = (ms: number): number => Math.ceil(ms / HOUR_MS);

/** Hours by which an hourly limit was missed; null where days say more, or the limit is none of hours. */
const hoursOver = (row: Timed, at: number): number | null =>
  isHourly(row) && row.dueAt !== null && at >= row.dueAt && at - row.dueAt < HOURLY_MS
    ? Math.max(1, hours(at - row.dueAt))
    : null;

function handedIn(row: Timed, submittedAt: number): TimeLeft {
  if (row.dueAt === null || submittedAt < row.dueAt) return said('inTime');
  const over = hoursOver(row, submittedAt);
  if (over !== null) return said('lateHours', over);
  return (row.remaining ?? 0) < 0 ? said('late', -(row.remaining ?? 0)) : said('lateNow');
}

function running(row: Timed, now: number): TimeLeft | null {
  const { remaining, light, dueAt } = row;
  if (remaining === null) return null;
  const overTone = light === 'red' ? 'over' : 'plain';
  const over = hoursOver(row, now);
  if (over !== null) return said('overHours', over, overTone);
  if (remaining < 0) return said('over', -remaining, overTone);
  if (light === 'red') return said('overNow', 0, 'over');
  const tone = light === 'yellow' ? 'near' : 'plain';
  if (isHourly(row) && dueAt !== null && dueAt > now && dueAt - now < HOURLY_MS)
    return said('hours', hours(dueAt - now), tone);
  return remaining === 0 && row.dueDay === dayOf(now) ? said('today', 0, tone) : said('days', remaining, tone);
}

/**
 * Working days left or over, hours of an hourly limit, or why none runs; null where there is nothing to say.
 * @param now UTC milliseconds
 */
export function timeLeft(row: Timed, now: number): TimeLeft | null {
  const { deadline } = row.fields;
  if (row.state === 'draft' || row.state === 'closed') return null;
  if (row.state === 'verifying' && row.verificationResult === 'done') return said('done');
  // Past the term of signing; where a day was named, that one is said.
  if (row.state === 'issued' && row.light === 'yellow' && row.dueDay === null) return said('unsigned', 0, 'near');
  if (row.state === 'shelved' && row.light === 'yellow') return said('lookAgain', 0, 'near');
  if (row.state === 'appealed' && row.light !== 'red')
    return row.light === 'yellow' ? said('undecided', 0, 'near') : said('deciding');
  if (deadline.type === 'standing_measure') {
    const { nextReviewDay } = deadline;
    if (nextReviewDay === null) return said('standing');
    const word = row.light === 'yellow' ? said('lookAgain', 0, 'near') : said('standingOn');
    return { ...word, day: nextReviewDay };
  }
  if (isHandedIn(row.state) && row.submittedAt !== null) return handedIn(row, row.submittedAt);
  if (row.state === 'extension_pending' && row.dueAt !== null && now >= row.dueAt) return said('pending');
  if (row.light !== 'red' && (row.suspended || row.state === 'shelved')) return said('suspended');
  return running(row, now);
}
