import { randomUUID } from 'node:crypto';
import type { Tx } from '../../../db/database.js';
import { insertPoint, movePoint, pointsOfUnit, strandedPoints } from '../../../db/queries/comments.js';
import { handoverOf } from '../../../domain/comments/handover.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { loggedPoint, pointAt } from './points.js';

/**
 * A leader's pair with a unit that was merged goes on with the unit it became part of, where that has no leader of its own.
 * What was written for the merged unit stays with it.
 */
export async function followContacts(tx: Tx, context: CallContext): Promise<void> {
  const { now } = context;
  const day = dayOf(now);
  for (const { id, toUnitId } of await strandedPoints(tx, day)) {
    const before = await pointAt(tx, id);
    const { toDay, next } = handoverOf(before, await pointsOfUnit(tx, toUnitId), day);
    await movePoint(tx, { id, fromDay: before.fromDay, toDay, now });
    await loggedPoint(tx, id, before, context);
    if (next === null) continue;
    const pair = { clientId: randomUUID(), leaderId: before.leaderId, unitId: toUnitId, ...next };
    await loggedPoint(tx, await insertPoint(tx, { ...pair, now }), null, context);
  }
}
