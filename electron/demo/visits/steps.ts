import { modeFacts, type Step, type VisitMode } from '../../../domain/visit.js';
import type { Random } from '../random.js';

const SECOND = 1000;
const MINUTE = 60_000;

export interface TimedStep {
  step: Step;
  windowId: number | null;
  at: number;
  recordedAt: number;
}

/** The steps of a visit at its windows, one window after the other, with the usual waiting and handling. */
export function timeSteps(
  random: Random,
  mode: VisitMode,
  windowIds: readonly (number | null)[],
  from: number,
  usual: { wait: number; handling: number },
): { steps: TimedStep[]; end: number } {
  const known = new Set(modeFacts(mode).steps);
  const steps: TimedStep[] = [];
  let now = from;
  const note = (step: Step, windowId: number | null, after: number): void => {
    now += Math.round(after / SECOND) * SECOND;
    if (known.has(step)) steps.push({ step, windowId, at: now, recordedAt: now + (2 + random.below(9)) * SECOND });
  };
  const about = (minutes: number): number => minutes * (0.6 + 0.8 * random.next()) * MINUTE;
  note('arrive', null, 0);
  for (const windowId of windowIds) {
    note('ticket', windowId, about(2));
    note('called', windowId, about(mode === 'phone_inquiry' ? 0.6 : usual.wait));
    note('greeted', windowId, (4 + random.below(30)) * SECOND);
    note('answered', windowId, about(1.5));
    if (random.next() < 0.4) note('told_missing', windowId, about(3));
    note('done', windowId, about(usual.handling));
  }
  note('left', null, about(2));
  return { steps, end: now };
}
