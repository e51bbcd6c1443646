import { modeFacts, steps, type Step, type StepTimes, type VisitMode } from '../../../../domain/visit.js';
import { hasText, translate } from '../../../shared/i18n';

/** How a step is called in this mode: on the telephone arriving is dialling. */
export function stepWord(step: Step, mode: VisitMode): string {
  const own = `phoneStep.${step}`;
  return modeFacts(mode).place === 'phone' && hasText(own) ? translate(own) : translate(`step.${step}`);
}

/** Steps of a mode in the order of their keys. */
export const stepsOf = (mode: VisitMode): readonly Step[] =>
  steps.filter((step) => modeFacts(mode).steps.includes(step));

/** The step that comes next: the first open one behind the last that was taken, else the first open one. */
export function nextStep(mode: VisitMode, times: StepTimes): Step | null {
  const known = stepsOf(mode);
  const last = known.findLastIndex((step) => times[step] !== undefined);
  return known.slice(last + 1).find((step) => times[step] === undefined) ?? null;
}
