import { timeLeft, type Timed, type TimeLeft } from './left.js';
import type { RectificationEvent } from './schema.js';

/** How the term of a matter stood when an order on it was issued; kept in its history, for the paper says it for ever. */
export interface OrderStanding {
  word:
    | Exclude<
        TimeLeft['word'],
        'done' | 'deciding' | 'undecided' | 'lookAgain' | 'inTime' | 'late' | 'lateHours' | 'lateNow'
      >
    | 'none';
  /** Working days or hours; never negative. */
  n: number;
  dueDay: number | null;
  /** UTC milliseconds. */
  dueAt: number | null;
  provisional: boolean;
  /** The next review of a standing measure. */
  review: number | null;
}

const words: readonly string[] = [
  'none',
  'unsigned',
  'suspended',
  'pending',
  'standing',
  'standingOn',
  'days',
  'hours',
  'today',
  'over',
  'overHours',
  'overNow',
] satisfies OrderStanding['word'][];
const isWord = (word: unknown): word is OrderStanding['word'] => typeof word === 'string' && words.includes(word);

/** What the history keeps of it. @param now UTC milliseconds */
export function standingDetail(row: Timed & { provisional: boolean }, now: number): RectificationEvent['detail'] {
  const left = timeLeft(row, now);
  return {
    // A paper names the day of a review, also once it is there.
    stood: left?.word === 'lookAgain' ? 'standingOn' : (left?.word ?? 'none'),
    stoodN: left?.n ?? 0,
    stoodDue: row.dueDay,
    stoodAt: row.dueAt,
    stoodProvisional: row.provisional ? 1 : 0,
    stoodReview: left?.day ?? null,
  };
}

const number = (value: string | number | null | undefined): number | null => (typeof value === 'number' ? value : null);

/** What was kept; null where nothing was. */
export function orderStanding(detail: RectificationEvent['detail']): OrderStanding | null {
  const { stood, stoodN, stoodDue, stoodAt, stoodProvisional, stoodReview } = detail;
  if (!isWord(stood)) return null;
  return {
    word: stood,
    n: number(stoodN) ?? 0,
    dueDay: number(stoodDue),
    dueAt: number(stoodAt),
    provisional: stoodProvisional === 1,
    review: number(stoodReview),
  };
}
