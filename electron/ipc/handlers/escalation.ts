import type { EscalationServices } from '../../services/escalation/service.js';
import type { FeatureName, Handlers } from '../context.js';

export const escalationHandlers = ({
  escalation: { orders },
}: {
  escalation: EscalationServices;
}): Handlers<FeatureName<'orders'>> => ({
  'orders.proposals': (_, context) => orders.proposals(context),
  'orders.offer': (input, context) => orders.offer(input, context),
  'orders.list': (input, context) => orders.list(input, context),
  'orders.issue': (input, context) => orders.issue(input, context),
});
