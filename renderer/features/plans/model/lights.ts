import { roundPhase, type PlanState, type RoundRow } from '../../../../domain/plan.js';
import type { LightColour } from '../../../shared/components/StateLight.vue';
import type { MessageKey } from '../../../shared/i18n';

/** A draft waits for somebody; a plan in force is well; a closed one is done. */
export const planLight: Record<PlanState, LightColour> = { draft: 'blue', active: 'green', closed: 'grey' };

/** The state of a round by light and word: closed, else whether it is to come, running, or over with work left. */
export function roundLight(round: RoundRow, now: number): { colour: LightColour; word: MessageKey } {
  if (round.state === 'closed') return { colour: 'grey', word: 'roundState.closed' };
  const phase = roundPhase(round.fields, now);
  const colour = { ahead: 'blue', running: 'green', over: 'amber' } as const;
  return { colour: colour[phase], word: `roundPhase.${phase}` };
}

/** Visits as they are shown beside the object they were made at. */
export const visitLight: Record<string, LightColour> = {
  draft: 'blue',
  returned: 'amber',
  submitted: 'blue',
  confirmed: 'green',
};
