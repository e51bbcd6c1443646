import { dayOf } from '../../../../domain/time.js';
import type { Honesty } from '../../../../domain/visit-record.js';

type StepFact = Honesty['steps'][number];

/** A step that was written down later than this after it happened is told with the time between, in milliseconds. */
const LATE_MS = 60_000;

/** Whether a step was written down on another day than it happened. */
export const isOtherDay = ({ at, recordedAt }: StepFact): boolean => at !== null && dayOf(recordedAt) !== dayOf(at);

/** Steps that were corrected or taken back, or written down later: what a summary does not say. */
export function remarkableSteps(steps: readonly StepFact[]): StepFact[] {
  return steps.filter(
    ({ at, recordedAt, corrected }) => corrected || (at !== null && Math.abs(recordedAt - at) > LATE_MS),
  );
}

/** Steps by how they came: pressed when it happened, written down later, changed afterwards. */
export function stepCounts(steps: readonly StepFact[]): {
  all: number;
  late: number;
  corrected: number;
  otherDay: number;
} {
  const corrected = steps.filter((step) => step.corrected).length;
  const late = remarkableSteps(steps).filter((step) => !step.corrected).length;
  const otherDay = steps.filter(isOtherDay).length;
  return { all: steps.length - corrected, late, corrected, otherDay };
}
