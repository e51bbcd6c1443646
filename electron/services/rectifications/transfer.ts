import type { Tx } from '../../../db/database.js';
import { indexMatters } from '../../../db/queries/rectification-search.js';
import { strandedMatters, transferMatters, transferWaiting, waitingTables } from '../../../db/queries/unit-transfer.js';
import type { CallContext } from '../../ipc/context.js';
import { clockMark } from './refusals.js';

/**
 * What must still be answered by a unit that was merged goes over to the one it is part of now: matters not struck off and
 * drafts, interviews that were not ended, open instructions. What is over keeps the unit of its day.
 */
export async function followMerges(tx: Tx, context: CallContext, reason: string | null): Promise<void> {
  const { actor, now, command: action } = context;
  const matters = await strandedMatters(tx);
  if (matters.length > 0) {
    await transferMatters(tx, matters, { personId: actor.personId, reason, detail: clockMark(context), now });
    await indexMatters(
      tx,
      matters.map(({ id }) => id),
    );
  }
  for (const { id, unitId, leadUnitId, toUnitId, toLeadUnitId } of matters) {
    const before = { unitId, leadUnitId };
    const after = { unitId: toUnitId, leadUnitId: toLeadUnitId };
    await tx.audit({ action, object: 'rectification', ref: id, actor, reason, before, after });
    tx.changed('rectification', id);
  }
  for (const table of waitingTables)
    for (const { id, unitId, toUnitId } of await transferWaiting(tx, table, now)) {
      await tx.audit({
        action,
        object: table,
        ref: id,
        actor,
        reason,
        before: { unitId },
        after: { unitId: toUnitId },
      });
      tx.changed(table, id);
    }
}
