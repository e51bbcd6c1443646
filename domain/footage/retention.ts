import { DAY_MS, dayOf } from '../time.js';
import type { RetentionClass } from './recording.js';

/** The longest any rule asks recordings to be kept: 90 days at key sites (反恐怖主义法 article 32). */
export const FOOTAGE_DAYS = 90;
/** Recordings of call-backs, in calendar months (Nantong's rule for 回访录音). */
export const CALL_RECORDING_MONTHS = 3;
/** Review and court after the end of a matter, 30 days each (督查条例; LDC article 17). */
export const APPEAL_DAYS = 60;

/** Whole days until a recorder writes over what it recorded at that instant; 0 on the last, negative once it is gone. */
export const daysLeft = (at: number, keepDays: number, now: number): number => dayOf(at) + keepDays - dayOf(now);

/** What the clock of a piece of evidence runs by. Instants are UTC milliseconds. */
export interface RetentionFacts {
  retentionClass: RetentionClass;
  /** Legal hold: put on by a person, or a clip of it belongs to a matter that is still open. */
  onHold: boolean;
  importedAt: number;
  /** True time of the call or of the first frame; null while it is not known. */
  capturedAt: number | null;
  /** When the last of the matters it belongs to was closed; null when it belongs to none. */
  closedAt: number | null;
}

/** Same day of a later month; the last of that month where it has no such day. */
function monthsLater(day: number, months: number): number {
  const date = new Date(day * DAY_MS);
  const target = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return target / DAY_MS + Math.min(date.getUTCDate(), last) - 1;
}

/** How long each class is kept when it belongs to no matter: the last day. */
const clocks: Readonly<Record<RetentionClass, (facts: RetentionFacts) => number>> = {
  footage: ({ importedAt }) => dayOf(importedAt) + FOOTAGE_DAYS,
  call_recording: ({ capturedAt, importedAt }) => monthsLater(dayOf(capturedAt ?? importedAt), CALL_RECORDING_MONTHS),
  case_file: ({ importedAt }) => dayOf(importedAt) + APPEAL_DAYS,
};

/**
 * Last day on which it may be kept. Whatever its class, what belonged to a matter stays until review and court are over.
 * @returns null under legal hold
 */
export function keepUntilDay(facts: RetentionFacts): number | null {
  if (facts.onHold) return null;
  const own = clocks[facts.retentionClass](facts);
  return facts.closedAt === null ? own : Math.max(own, dayOf(facts.closedAt) + APPEAL_DAYS);
}
