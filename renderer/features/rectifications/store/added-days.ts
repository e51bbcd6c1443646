import type { DueStepKind } from '../../../../domain/rectification/kinds.js';
import { startOfDay } from '../../../../domain/time.js';
import { call } from '../../../api/client';

export interface AddedDays {
  /** Working days after the old due day, 0 when it is not later. */
  workdays: number;
  /** The day it comes to: a day of rest moves on to the next working day. */
  day: number;
}

const counted: readonly DueStepKind[] = ['counted', 'makeup', 'extended', 'due'];
const isCounted = (kind: DueStepKind): boolean => counted.includes(kind);

/**
 * A new due day as working days beyond the old one, by the calendar of this hall.
 * @throws ClientError `deadline.noCalendar`
 */
export async function addedDays(from: number, to: number): Promise<AddedDays> {
  if (to <= from) return { workdays: 0, day: to };
  const deadline = { type: 'fixed_date' as const, amount: null, byDay: to, milestones: [], nextReviewDay: null };
  const { dueDay, steps } = await call('rectifications.tryDeadline', { deadline, startAt: startOfDay(from) });
  return {
    workdays: Math.max(0, ...steps.map(({ kind, count }) => (isCounted(kind) ? (count ?? 0) : 0))),
    day: dueDay ?? to,
  };
}
