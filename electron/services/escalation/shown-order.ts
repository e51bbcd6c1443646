import type { StoredOrder } from '../../../db/queries/follow-up-orders.js';
import { isUnitView } from '../../../db/queries/rectification-scope.js';
import { answerOf, type FollowUpOrder } from '../../../domain/rectification/escalation.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';

/** As its reader sees it: why it came out of its turn is the office's own. */
export function shownOrder({ problem, state, ...order }: StoredOrder, context: CallContext): FollowUpOrder {
  const { answeredAt, answerByDay } = order;
  return {
    ...order,
    title: problem.split('\n', 1)[0] ?? '',
    reason: isUnitView(context) ? null : order.reason,
    answer: answerOf({ answeredAt, answerByDay, state }, dayOf(context.now)),
  };
}
