import type { EscalationServices } from '../../services/escalation/service.js';
import type { FeatureName, Handlers } from '../context.js';

export const escalationHandlers = ({
  escalation: { orders, interviews, circulars },
}: {
  escalation: EscalationServices;
}): Handlers<FeatureName<'orders' | 'interviews' | 'circulars'>> => ({
  'orders.proposals': (_, context) => orders.proposals(context),
  'orders.offer': (input, context) => orders.offer(input, context),
  'orders.list': (input, context) => orders.list(input, context),
  'orders.issue': (input, context) => orders.issue(input, context),
  'interviews.proposals': (_, context) => interviews.proposals(context),
  'interviews.list': (input, context) => interviews.list(input, context),
  'interviews.get': (input, context) => interviews.get(input, context),
  'interviews.create': (input, context) => interviews.create(input, context),
  'interviews.edit': (input, context) => interviews.edit(input, context),
  'interviews.approve': (input, context) => interviews.approve(input, context),
  'interviews.notice': (input, context) => interviews.notice(input, context),
  'interviews.hold': (input, context) => interviews.hold(input, context),
  'interviews.draft': (input, context) => interviews.draft(input, context),
  'interviews.close': (input, context) => interviews.close(input, context),
  'interviews.cancel': (input, context) => interviews.cancel(input, context),
  'circulars.list': (_, context) => circulars.list(context),
  'circulars.get': (input, context) => circulars.get(input, context),
  'circulars.create': (input, context) => circulars.create(input, context),
  'circulars.edit': (input, context) => circulars.edit(input, context),
  'circulars.discard': async (input, context) => {
    await circulars.discard(input, context);
    return {};
  },
  'circulars.issue': (input, context) => circulars.issue(input, context),
});
