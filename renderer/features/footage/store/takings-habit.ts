import type { Acquisition, RetentionClass } from '../../../../domain/footage/recording.js';

const KEY = 'mingcha.taking.';

/** What a person filled in when taking footage in the last time. */
export interface TakingHabit extends Acquisition {
  hallId: number;
  retentionClass: RetentionClass;
}

/** null where this person has taken nothing in on this computer. */
export function readHabit(personId: number): TakingHabit | null {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY + personId) ?? 'null') as Partial<TakingHabit> | null;
    return kept && typeof kept.hallId === 'number' ? (kept as TakingHabit) : null;
  } catch {
    return null;
  }
}

export function keepHabit(personId: number, habit: TakingHabit): void {
  try {
    localStorage.setItem(KEY + personId, JSON.stringify(habit));
  } catch {
    // Without room the next order begins empty.
  }
}
