import { dayOf } from '../../../../domain/time.js';

const KEY = 'mingcha.viewingReason.';

interface Kept {
  day: number;
  reason: string;
}

/** The reason this person gave last today; null where none was. */
export function reasonOfToday(personId: number, now: number): string | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY + personId) ?? 'null') as Kept | null;
    return kept?.day === dayOf(now) ? kept.reason : null;
  } catch {
    return null;
  }
}

export function keepReason(personId: number, reason: string, now: number): void {
  const kept: Kept = { day: dayOf(now), reason };
  try {
    sessionStorage.setItem(KEY + personId, JSON.stringify(kept));
  } catch {
    // Without room the next opening begins with an empty field.
  }
}

/** The next page takes over from this one: another camera of the same moment becomes the first. */
let handed: { recordingId: number; reason: string } | null = null;

export const handOver = (recordingId: number, reason: string): void => void (handed = { recordingId, reason });

/** @returns the reason that was given for this sitting, once; null where the page was entered by itself */
export function takeOver(recordingId: number): string | null {
  const taken = handed?.recordingId === recordingId ? handed.reason : null;
  handed = null;
  return taken;
}
