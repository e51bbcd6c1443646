import type { Tx } from '../../../db/database.js';
import { ask } from '../../../db/parts.js';
import { insertConflict, openConflicts, settleConflict, updateConflict } from '../../../db/queries/visit-conflict.js';
import type { VisitRecord } from '../../../db/queries/visit-read.js';
import { saveDraft } from '../../../db/queries/visit-write.js';
import { AppError } from '../../../domain/errors.js';
import { sameValue, type VisitDraft } from '../../../domain/visit-draft.js';
import { mergeChanges, type Merged } from '../../../domain/visit-merge.js';
import { isOpenVisit, type VisitChange } from '../../../domain/visit-record.js';
import type { CallContext } from '../../ipc/context.js';
import { seenRecord } from './detail.js';
import { refusedIn } from './refusals.js';
import type { Versions } from './versions.js';

/**
 * A visit this caller may change.
 * @throws AppError `notFound.record`, `permission.scope` for one that is another's, `conflict.state`
 */
export async function openRecord(tx: Tx, id: number, context: CallContext): Promise<VisitRecord> {
  const record = await seenRecord(tx, id, context);
  if (!record.draft.sheet.inspectorIds.includes(context.actor.personId))
    throw new AppError('permission.scope', { entity: 'visit' });
  if (!isOpenVisit(record.state)) throw new AppError('conflict.state', { entity: 'visit', state: record.state });
  return record;
}

/**
 * Puts changes into an open visit, all or none; what somebody else wrote meanwhile is kept beside it.
 * @param options.always moves the revision on even where nothing differs
 * @returns the revision afterwards, and whether anything is in dispute
 * @throws AppError `validation.input` with a field for everything that is refused
 */
export async function applyChanges(
  tx: Tx,
  record: VisitRecord,
  changes: readonly VisitChange[],
  versions: Versions,
  context: CallContext,
  options: { always?: boolean } = {},
): Promise<{ revision: number; disputed: boolean }> {
  const merged = mergeChanges(record.draft, changes, { now: context.now, madeAt: record.createdAt });
  const fields = [...merged.faults, ...(await refusedIn(tx, record, merged.draft, versions, context))];
  if (fields.length > 0) throw new AppError('validation.input', { command: context.command }, { fields });
  const { changed, open: disputed } = await keepConflicts(tx, record, merged, context);
  if (!differs(record.draft, merged.draft) && !changed && options.always !== true)
    return { revision: record.revision, disputed };
  await saveDraft(tx, record, merged.draft, { personId: context.actor.personId, now: context.now });
  tx.changed('visit', record.id);
  for (const { id } of record.findingFacts.values()) tx.changed('finding', id);
  return { revision: record.revision + 1, disputed };
}

/** Parts are replaced only where something in them differs; a sheet may be replaced by its like. */
const differs = (before: VisitDraft, after: VisitDraft): boolean =>
  before.checklists !== after.checklists ||
  before.steps !== after.steps ||
  before.findings !== after.findings ||
  !sameValue(before.sheet, after.sheet);

/**
 * One open conflict for each value and person: writing on moves it, agreeing ends it.
 * @returns whether anything of the conflicts changed, and whether there are any
 */
async function keepConflicts(
  tx: Tx,
  record: VisitRecord,
  merged: Merged,
  context: CallContext,
): Promise<{ changed: boolean; open: boolean }> {
  const open = await ask(tx, openConflicts(record.id));
  const { personId } = context.actor;
  let changed = false;
  for (const { path, value } of merged.settled) {
    const theirs = JSON.stringify(value ?? null);
    for (const conflict of open.filter((one) => one.path === path)) {
      changed = true;
      if (sameValue(JSON.parse(conflict.mine), value)) await settleConflict(tx, conflict.id, 'mine', context.now);
      else if (conflict.theirs !== theirs) await updateConflict(tx, conflict.id, { mine: conflict.mine, theirs });
    }
  }
  for (const { path, ...clash } of merged.clashes) {
    const [mine, theirs] = [JSON.stringify(clash.mine ?? null), JSON.stringify(clash.theirs ?? null)];
    const known = open.find((one) => one.path === path && one.personId === personId);
    changed = true;
    if (known) await updateConflict(tx, known.id, { mine, theirs });
    else await insertConflict(tx, { visitId: record.id, path, mine, theirs, personId, at: context.now });
  }
  return { changed, open: open.length + merged.clashes.length > 0 };
}
