import { hasPlace, leadOwner, visitOfInspector } from '../../../db/queries/evidence.js';
import type { Reader, Tx } from '../../../db/database.js';
import type { AttachmentTarget } from '../../../domain/evidence.js';
import { AppError } from '../../../domain/errors.js';
import { isOpenVisit } from '../../../domain/visit-record.js';

/**
 * Only what is still being written takes pictures: an open visit of the caller's own with the item or finding named, or
 * an own draft of a lead.
 * @throws AppError `notFound.record`, `permission.scope`, `conflict.state`
 */
export async function requireOpenPlace(reader: Reader, target: AttachmentTarget, personId: number): Promise<void> {
  await requireOpenRecord(reader, target, personId);
  if (target.kind === 'lead' || (await hasPlace(reader, target))) return;
  const entity = target.kind === 'finding' ? 'finding' : 'checklist_template';
  throw new AppError('notFound.record', { entity, id: target.kind === 'item' ? target.itemCode : '' });
}

/** As before, for what hangs there already: its item or finding may be gone. */
export async function requireOpenRecord(reader: Reader, target: AttachmentTarget, personId: number): Promise<void> {
  if (target.kind === 'lead') return requireOwnDraft(reader, target.leadId, personId);
  const visit = await visitOfInspector(reader, target.visitId, personId);
  // Somebody else's visit answers as one that is not there: its number tells nothing.
  if (!visit?.mine) throw new AppError('permission.scope', { entity: 'visit' });
  if (!isOpenVisit(visit.state)) throw new AppError('conflict.state', { entity: 'visit', state: visit.state });
}

async function requireOwnDraft(reader: Reader, leadId: number, personId: number): Promise<void> {
  const lead = await leadOwner(reader, leadId);
  if (lead?.personId !== personId) throw new AppError('permission.scope', { entity: 'lead' });
  if (lead.state !== 'draft') throw new AppError('conflict.state', { entity: 'lead', state: lead.state });
}

/** The picture is not what it was, and so is the record it hangs on. */
export function tellChanged(tx: Tx, attachmentId: number, target: AttachmentTarget): void {
  tx.changed('attachment', attachmentId);
  if (target.kind === 'lead') tx.changed('lead', target.leadId);
  else tx.changed('visit', target.visitId);
}
