import type { Severity } from '../../../../domain/checklist/kinds.js';
import type { FindingState, VisitState } from '../../../../domain/visit-record.js';
import type { LightColour } from '../../../shared/components/StateLight.vue';

/** Lights of states. Blue waits for somebody, amber went back, green stands, grey is over. */
export const visitLights: Record<VisitState, LightColour> = {
  draft: 'blue',
  returned: 'amber',
  submitted: 'blue',
  confirmed: 'green',
  discarded: 'grey',
};
export const findingLights: Record<FindingState, LightColour> = {
  draft: 'grey',
  submitted: 'blue',
  confirmed: 'green',
  dismissed: 'grey',
};
/** Red is for what is grave; what is general has no light. */
export const severityLights: Record<Severity, LightColour | null> = { general: null, serious: 'amber', grave: 'red' };
