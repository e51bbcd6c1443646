import type { RectificationState } from './life.js';
import type { RectificationRow } from './schema.js';

/** Marks of the progress line: drafted, issued, in rectification, submitted, verifying, to be closed, closed. */
export const PROGRESS_STEPS = 7;

export const progressWords = [
  'draft',
  'issued',
  'rectifying',
  'returned',
  'submitted',
  'verifying',
  'closing',
  'closed',
  'revoked',
  'shelved',
  'reopened',
] as const;
export type ProgressWord = (typeof progressWords)[number];

export interface Progress {
  /** The mark it stands on, from 0. */
  at: number;
  /** It came back to this mark, or lies there: the mark is drawn hollow. */
  hollow: boolean;
  word: ProgressWord;
}

const progress = (at: number, word: ProgressWord, hollow = false): Progress => ({ at, hollow, word });
const rectifying = progress(2, 'rectifying');

/** Where each state that is no branch stands. */
const places: Record<Exclude<RectificationState, 'extension_pending' | 'appealed' | 'shelved'>, Progress> = {
  draft: progress(0, 'draft'),
  issued: progress(1, 'issued'),
  acknowledged: rectifying,
  in_rectification: rectifying,
  returned: progress(2, 'returned', true),
  reopened: progress(2, 'reopened', true),
  submitted: progress(3, 'submitted'),
  verifying: progress(4, 'verifying'),
  closed: progress(6, 'closed'),
};

type Known = Pick<RectificationRow, 'state' | 'beforeState' | 'verificationResult' | 'closure'>;

/** Where a matter stands on its way; a branch stands where it was entered from. */
export function progressOf({ state, beforeState, verificationResult, closure }: Known): Progress {
  if (state === 'shelved') return progress(2, 'shelved', true);
  if (state === 'extension_pending' || state === 'appealed') {
    const entered = beforeState === null || !(beforeState in places) ? 'in_rectification' : beforeState;
    return places[entered as keyof typeof places];
  }
  if (state === 'verifying' && verificationResult === 'done') return progress(5, 'closing');
  if (state === 'closed' && closure === 'revoked') return progress(6, 'revoked', true);
  return places[state];
}
