import type { Attachment, AttachmentTarget } from '../../domain/evidence.js';
import type { LeadState } from '../../domain/lead.js';
import type { VisitViewer } from '../../domain/visit-access.js';
import type { VisitState } from '../../domain/visit-record.js';
import type { Reader, Tx } from '../database.js';
import { visibleVisitSql } from './visit-scope.js';

/** Id of the evidence with these bytes; null when they are new. */
export async function evidenceBySha(reader: Reader, sha256: string): Promise<number | null> {
  return (await reader.value<number>(`SELECT id FROM evidence WHERE sha256 = :sha256`, { sha256 })) ?? null;
}

/** The four 16-bit parts in which a picture hash stands in the store. */
export function hashParts(hash: string | null): (number | null)[] {
  return [0, 4, 8, 12].map((at) => (hash === null ? null : Number.parseInt(hash.slice(at, at + 4), 16)));
}

export interface NewEvidence {
  sha256: string;
  bytes: number;
  kind: Attachment['kind'];
  mediaType: string;
  width: number | null;
  height: number | null;
  /** 16 hex digits. */
  hash: string | null;
  takenAt: number | null;
  now: number;
  personId: number;
}

/** @returns the new evidence's id */
export async function insertEvidence(tx: Tx, row: NewEvidence): Promise<number> {
  const { hash, ...rest } = row;
  const [hash0 = null, hash1 = null, hash2 = null, hash3 = null] = hashParts(hash);
  const id = await tx.value<number>(
    `INSERT INTO evidence(sha256, bytes, kind, media_type, width, height, hash0, hash1, hash2, hash3, taken_at,
        imported_at, imported_by)
      VALUES(:sha256, :bytes, :kind, :mediaType, :width, :height, :hash0, :hash1, :hash2, :hash3, :takenAt,
        :now, :personId) RETURNING id`,
    { ...rest, hash0, hash1, hash2, hash3 },
  );
  if (id === undefined) throw new Error('evidence was not inserted');
  return id;
}

/** State of a visit and whether this person made it; null when there is none. */
export async function visitOfInspector(
  reader: Reader,
  visitId: number,
  personId: number,
): Promise<{ state: VisitState; mine: boolean } | null> {
  const row = await reader.get<{ state: VisitState; mine: number }>(
    `SELECT state, EXISTS(SELECT 1 FROM visit_inspector vi WHERE vi.visit_id = v.id AND vi.person_id = :personId) AS mine
      FROM visit v WHERE id = :visitId`,
    { visitId, personId },
  );
  return row ? { state: row.state, mine: row.mine === 1 } : null;
}

/** Whether the place within a visit is there: the item in the checklist's own version, the finding among its findings. */
export async function hasPlace(reader: Reader, target: Exclude<AttachmentTarget, { kind: 'lead' }>): Promise<boolean> {
  if (target.kind === 'visit') return true;
  const { visitId } = target;
  const found =
    target.kind === 'finding'
      ? await reader.value<number>(`SELECT 1 FROM finding WHERE visit_id = :visitId AND client_id = :finding`, {
          visitId,
          finding: target.finding,
        })
      : await reader.value<number>(
          `SELECT 1 FROM visit_checklist c JOIN checklist_version n ON n.id = c.version_id,
              json_each(n.content, '$.sections') s, json_each(s.value, '$.items') i
            WHERE c.visit_id = :visitId AND c.client_id = :checklist AND json_extract(i.value, '$.code') = :itemCode`,
          { visitId, checklist: target.checklist, itemCode: target.itemCode },
        );
  return found !== undefined;
}

/** State and supervisor of a lead; null when there is none. */
export async function leadOwner(
  reader: Reader,
  leadId: number,
): Promise<{ state: LeadState; personId: number } | null> {
  const row = await reader.get<{ state: LeadState; person_id: number }>(
    `SELECT state, person_id FROM lead WHERE id = :leadId`,
    { leadId },
  );
  return row ? { state: row.state, personId: row.person_id } : null;
}

/** Whether this person may see the visit. */
export async function seesVisitRow(reader: Reader, visitId: number, viewer: VisitViewer): Promise<boolean> {
  const { sql, params } = visibleVisitSql(viewer, 'v');
  const row = await reader.value<number>(`SELECT 1 FROM visit v WHERE v.id = :visitId AND ${sql}`, {
    visitId,
    ...params,
  });
  return row !== undefined;
}
