import type { Attachment, AttachmentTarget } from '../../domain/evidence.js';
import type { Reader, Tx } from '../database.js';
import { part, type Part } from '../parts.js';

interface AttachmentRecord {
  id: number;
  evidence_id: number;
  visit_id: number | null;
  checklist: string | null;
  item_code: string | null;
  finding: string | null;
  lead_id: number | null;
  name: string;
  caption: string | null;
  origin: Attachment['origin'];
  known: number;
  added_at: number;
  kind: Attachment['kind'];
  media_type: string;
  bytes: number;
  width: number | null;
  height: number | null;
  sha256: string;
  taken_at: number | null;
}

const columns = `a.id, a.evidence_id, a.visit_id, a.checklist, a.item_code, a.finding, a.lead_id, a.name, a.caption,
    a.origin, a.known, a.added_at, e.kind, e.media_type, e.bytes, e.width, e.height, e.sha256, e.taken_at`;
const from = `FROM attachment a JOIN evidence e ON e.id = a.evidence_id`;
const select = `SELECT ${columns} ${from}`;
const asObject = `json_object(${columns.replace(/[ae]\.(\w+)/g, "'$1', $&")})`;

function targetOf(record: AttachmentRecord): AttachmentTarget {
  const { visit_id: visitId, lead_id: leadId, checklist, item_code: itemCode, finding } = record;
  if (visitId === null) return { kind: 'lead', leadId: leadId as number };
  if (finding !== null) return { kind: 'finding', visitId, finding };
  if (checklist !== null && itemCode !== null) return { kind: 'item', visitId, checklist, itemCode };
  return { kind: 'visit', visitId };
}

const toAttachment = (record: AttachmentRecord): Attachment => ({
  id: record.id,
  evidenceId: record.evidence_id,
  target: targetOf(record),
  kind: record.kind,
  mediaType: record.media_type,
  name: record.name,
  caption: record.caption,
  origin: record.origin,
  bytes: record.bytes,
  width: record.width,
  height: record.height,
  sha256: record.sha256,
  takenAt: record.taken_at,
  addedAt: record.added_at,
  known: record.known === 1,
});

/** What hangs on a visit, its items and its findings, in the order it was added; what was taken off is left out. */
export const attachmentsOfVisit = (visitId: number): Part<Attachment[]> =>
  part<AttachmentRecord, Attachment[]>(
    `SELECT json_group_array(json(record)) FROM (SELECT ${asObject} AS record ${from}
      WHERE a.visit_id = :visitId AND a.removed_at IS NULL ORDER BY a.id)`,
    { visitId },
    (records) => records.map(toAttachment),
  );

/** What hangs on these leads. */
export async function attachmentsOfLeads(reader: Reader, leadIds: readonly number[]): Promise<Attachment[]> {
  const records = await reader.all<AttachmentRecord>(
    `${select} WHERE a.lead_id IN (SELECT value FROM json_each(:leadIds)) AND a.removed_at IS NULL ORDER BY a.id`,
    { leadIds: JSON.stringify(leadIds) },
  );
  return records.map(toAttachment);
}

/** What these bytes hang on now. */
export async function targetsOfEvidence(reader: Reader, evidenceId: number): Promise<AttachmentTarget[]> {
  const records = await reader.all<AttachmentRecord>(
    `${select} WHERE a.evidence_id = :evidenceId AND a.removed_at IS NULL`,
    { evidenceId },
  );
  return records.map(targetOf);
}

/** One attachment, also one that was taken off. */
export async function attachmentById(
  reader: Reader,
  id: number,
): Promise<{ attachment: Attachment; removed: boolean } | null> {
  const record = await reader.get<AttachmentRecord & { removed_at: number | null }>(
    `${select.replace('a.known,', 'a.known, a.removed_at,')} WHERE a.id = :id`,
    { id },
  );
  return record ? { attachment: toAttachment(record), removed: record.removed_at !== null } : null;
}

/** The attachment that was made under this client id, and who made it. */
export async function attachmentByClientId(
  reader: Reader,
  clientId: string,
): Promise<{ attachment: Attachment; addedBy: number } | null> {
  const record = await reader.get<AttachmentRecord & { added_by: number }>(
    `${select.replace('a.known,', 'a.known, a.added_by,')} WHERE a.client_id = :clientId`,
    { clientId },
  );
  return record ? { attachment: toAttachment(record), addedBy: record.added_by } : null;
}

/** The columns of a place. */
function placeOf(target: AttachmentTarget) {
  return {
    visitId: target.kind === 'lead' ? null : target.visitId,
    leadId: target.kind === 'lead' ? target.leadId : null,
    checklist: target.kind === 'item' ? target.checklist : null,
    itemCode: target.kind === 'item' ? target.itemCode : null,
    finding: target.kind === 'finding' ? target.finding : null,
  };
}

/** The attachment of the same bytes at the very same place; what was taken off does not count. */
export async function attachmentAt(
  reader: Reader,
  target: AttachmentTarget,
  evidenceId: number,
): Promise<Attachment | null> {
  const record = await reader.get<AttachmentRecord>(
    `${select} WHERE a.evidence_id = :evidenceId AND a.visit_id IS :visitId AND a.lead_id IS :leadId
      AND a.checklist IS :checklist AND a.item_code IS :itemCode AND a.finding IS :finding AND a.removed_at IS NULL`,
    { evidenceId, ...placeOf(target) },
  );
  return record ? toAttachment(record) : null;
}

export interface NewAttachment {
  clientId: string;
  evidenceId: number;
  target: AttachmentTarget;
  name: string;
  caption: string | null;
  origin: Attachment['origin'];
  known: boolean;
  now: number;
  personId: number;
}

/** @returns the new attachment's id */
export async function insertAttachment(tx: Tx, row: NewAttachment): Promise<number> {
  const { target, now, personId, known, ...rest } = row;
  const id = await tx.value<number>(
    `INSERT INTO attachment(client_id, evidence_id, visit_id, checklist, item_code, finding, lead_id, name, caption,
        origin, known, added_at, added_by)
      VALUES(:clientId, :evidenceId, :visitId, :checklist, :itemCode, :finding, :leadId, :name, :caption,
        :origin, :known, :now, :personId) RETURNING id`,
    { ...rest, ...placeOf(target), known: known ? 1 : 0, now, personId },
  );
  if (id === undefined) throw new Error('an attachment was not inserted');
  return id;
}

export async function setAttachmentCaption(tx: Tx, id: number, caption: string | null): Promise<void> {
  await tx.run(`UPDATE attachment SET caption = :caption WHERE id = :id`, { id, caption });
}

/** @param removedAt UTC milliseconds; null puts it back */
export async function setAttachmentRemoved(tx: Tx, id: number, removedAt: number | null): Promise<void> {
  await tx.run(`UPDATE attachment SET removed_at = :removedAt WHERE id = :id`, { id, removedAt });
}
