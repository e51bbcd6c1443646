import type { Tx } from '../../../db/database.js';
import { indexMatters } from '../../../db/queries/rectification-search.js';
import { insertMatter, insertRectificationEvent, type NewMatter } from '../../../db/queries/rectification-write.js';
import type { CallContext } from '../../ipc/context.js';

/** Writes a new draft with its first event, its log and its words for the search. @returns its id */
export async function insertDraft(
  tx: Tx,
  context: CallContext,
  row: Omit<NewMatter, 'now' | 'personId'>,
): Promise<number> {
  const { now, actor } = context;
  const id = await insertMatter(tx, { ...row, now, personId: actor.personId });
  await insertRectificationEvent(tx, {
    ...{ id, now, action: 'create', personId: actor.personId, note: null, detail: {} },
    fromState: null,
    toState: 'draft',
  });
  await tx.audit({
    action: context.command,
    object: 'rectification',
    ref: id,
    actor,
    before: null,
    after: { findingId: row.findingId, ...row.fields },
  });
  tx.changed('rectification', id);
  if (row.findingId !== null) tx.changed('finding', row.findingId);
  await indexMatters(tx, [id]);
  return id;
}
