import type { PlanFields, PlanState, RoundFields } from '../../../../domain/plan.js';

/** The choices in the order in which they are offered; a list that lacks one does not compile. */
const all = <V extends string>(choices: Record<V, true>): readonly V[] => Object.keys(choices) as V[];

export const planStyles = all<PlanFields['style']>({
  full: true,
  focus: true,
  random: true,
  category: true,
  circuit: true,
});
export const planStates = all<PlanState>({ draft: true, active: true, closed: true });
export const modes = all<NonNullable<RoundFields['mode']>>({
  covert_visit: true,
  announced_visit: true,
  simulated_transaction: true,
  phone_inquiry: true,
  business_questions: true,
  video_patrol: true,
  role_exchange: true,
  symposium: true,
  household_visit: true,
  questionnaire: true,
  verification: true,
});
