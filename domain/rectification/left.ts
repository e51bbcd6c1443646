import { dayOf } from '../time.js';
import type { RectificationRow } from './schema.js';

const HOUR_MS = 3_600_000;

/** 剩余: what is said of the time left, and how it presses. */
export interface TimeLeft {
  word: 'days' | 'hours' | 'today' | 'over' | 'overNow' | 'suspended' | 'standing' | 'standingOn' | 'done';
  /** Working days left or over, or hours; 0 where the word says all. */
  n: number;
  /** The day of the next review. */
  day: number | null;
  tone: 'over' | 'near' | 'plain';
}

export type Timed = Pick<
  RectificationRow,
  'state' | 'light' | 'remaining' | 'suspended' | 'dueDay' | 'dueAt' | 'verificationResult'
> & { fields: { deadline: Pick<RectificationRow['fields']['deadline'], 'type' | 'nextReviewDay'> } };

/**
 * Working days left or over, hours of an hourly limit, or why none runs; null where there is nothing to say.
 * @param now UTC milliseconds
 */
export function timeLeft(row: Timed, now: number): TimeLeft | null {
  const said = (word: TimeLeft['word'], n = 0, tone: TimeLeft['tone'] = 'plain'): TimeLeft => ({
    ...{ word, n, tone },
    day: null,
  });
  const { deadline } = row.fields;
  if (row.state === 'draft' || row.state === 'closed') return null;
  if (row.state === 'verifying' && row.verificationResult === 'done') return said('done');
  if (row.suspended || row.state === 'shelved') return said('suspended');
  if (deadline.type === 'standing_measure') {
    const { nextReviewDay } = deadline;
    return nextReviewDay === null ? said('standing') : { ...said('standingOn'), day: nextReviewDay };
  }
  const { remaining, light, dueAt } = row;
  if (remaining === null) return null;
  if (light === 'red') return remaining < 0 ? said('over', -remaining, 'over') : said('overNow', 0, 'over');
  if (remaining < 0) return said('over', -remaining);
  const tone = light === 'yellow' ? 'near' : 'plain';
  if (deadline.type === 'hourly_fix' && dueAt !== null && dueAt > now && dueAt - now < 24 * HOUR_MS)
    return said('hours', Math.ceil((dueAt - now) / HOUR_MS), tone);
  return remaining === 0 && row.dueDay === dayOf(now) ? said('today', 0, tone) : said('days', remaining, tone);
}
