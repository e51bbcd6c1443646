import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import type { OrderAnswer, OrderLevel } from '../../../../domain/rectification/escalation.js';
import { call } from '../../../api/client';
import type { LightColour } from '../../../shared/components/StateLight.vue';
import { useAsked } from '../../custody/store/asked';

export type OrderProposal = CommandOutput<'orders.proposals'>[number];

/** Colours of orders and of their answers as the shared light draws them. */
export const levelLights: Record<OrderLevel, LightColour> = { blue: 'blue', orange: 'amber', red: 'red' };
export const answerLights: Record<OrderAnswer, LightColour> = {
  answered: 'green',
  waiting: 'blue',
  late: 'red',
  closed: 'grey',
};

/** What the rules propose, and what was issued. */
export function useOrders() {
  const entities = ['rectification', 'follow_up_order', 'calendar'] as const;
  const proposals = useAsked(() => call('orders.proposals', {}), entities);
  const issued = useAsked(() => call('orders.list', {}), entities);
  return { proposals, issued };
}
