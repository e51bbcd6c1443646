import { ALIKE_BITS, hashDistance } from './evidence.js';
import type { StepEntry } from './visit.js';
import type { Honesty } from './visit-record.js';

/** Answers that follow another in less than this, in milliseconds, are counted as quick. */
const QUICK_MS = 2000;

/** Every entry of the steps, each with whether it changed an earlier one of the same step at the same window. */
export function stepFacts(entries: readonly StepEntry[]): Honesty['steps'] {
  const known = new Map<string, number | null>();
  return entries.map(({ step, windowId, at, recordedAt, note }) => {
    const key = `${step} ${windowId ?? ''}`;
    const before = known.get(key);
    known.set(key, at);
    return { step, windowId, at, recordedAt, corrected: before !== undefined && before !== at, note };
  });
}

/** How the answers of all checklists followed each other. @param answeredAt UTC milliseconds, in any order */
export function paceOf(answeredAt: readonly number[]): Honesty['pace'] {
  const times = [...answeredAt].sort((a, b) => a - b);
  const fastAnswers = times.filter((time, index) => index > 0 && time - (times[index - 1] ?? 0) < QUICK_MS).length;
  return { answers: times.length, fastAnswers, firstAt: times[0] ?? null, lastAt: times.at(-1) ?? null };
}

/** A picture beside one of another record. */
interface Pair {
  attachmentId: number;
  otherAttachmentId: number;
  otherNo: string | null;
  same: boolean;
  hash: string | null;
  otherHash: string | null;
}

/** Of pairs those that are the same or alike, the most alike first. @param most kept for one picture */
export function alikePictures(pairs: readonly Pair[], most: number): Honesty['pictures'] {
  const found = pairs
    .map(({ hash, otherHash, ...pair }) => ({
      ...pair,
      bits: pair.same ? 0 : hash === null || otherHash === null ? Infinity : hashDistance(hash, otherHash),
    }))
    .filter(({ bits }) => bits <= ALIKE_BITS)
    .sort((a, b) => Number(b.same) - Number(a.same) || a.bits - b.bits);
  const kept = new Map<number, number>();
  return found.filter(({ attachmentId }) => {
    const count = (kept.get(attachmentId) ?? 0) + 1;
    kept.set(attachmentId, count);
    return count <= most;
  });
}
