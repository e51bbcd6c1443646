import type { VisitRecord } from '../../../db/queries/visit-read.js';
import { AppError } from '../../../domain/errors.js';
import type { VisitState } from '../../../domain/visit-record.js';
import type { CallContext } from '../../ipc/context.js';

/**
 * Who was there does not judge it, whatever role they hold; and a visit is judged in these states alone.
 * @throws AppError `permission.samePerson`, `conflict.state`
 */
export function requireReviewable(
  { state, draft }: VisitRecord,
  { actor }: CallContext,
  states: readonly VisitState[],
): void {
  if (draft.sheet.inspectorIds.includes(actor.personId)) throw new AppError('permission.samePerson');
  if (!states.includes(state)) throw new AppError('conflict.state', { entity: 'visit', state });
}
