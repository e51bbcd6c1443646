import type { VisitViewer } from '../../domain/visit-access.js';
import type { Reader } from '../database.js';
import { visibleVisitSql } from './visit-scope.js';

/** A picture of a visit beside one of another record that may be alike. */
export interface PicturePair {
  attachmentId: number;
  otherAttachmentId: number;
  /** Number of the other record, where the viewer may know it. */
  otherNo: string | null;
  /** The very same bytes. */
  same: boolean;
  /** Hashes of 16 hex digits; null where a picture has none. */
  hash: string | null;
  otherHash: string | null;
}

/** Pairs looked at: an all but empty picture shares a part of its hash with many. */
const PAIRS = 2000;

const hexOf = (alias: string): string =>
  `printf('%04x%04x%04x%04x', ${alias}.hash0, ${alias}.hash1, ${alias}.hash2, ${alias}.hash3)`;
const hashOf = (alias: string): string => `iif(${alias}.hash0 IS NULL, NULL, ${hexOf(alias)})`;
const candidates = [0, 1, 2, 3]
  .map((part) => `SELECT id FROM evidence WHERE hash${part} = oe.hash${part}`)
  .join(' UNION ');

/** Apart from the read so that its plan can be tested. */
export const picturePairsSql = (visible: string): string => `SELECT json_group_array(json_array(own, other, no, same,
    hash, other_hash)) FROM (
  SELECT o.id AS own, x.id AS other, CASE WHEN v.id IS NULL THEN l.no WHEN ${visible} THEN v.no END AS no,
    e.id = oe.id AS same, ${hashOf('oe')} AS hash, ${hashOf('e')} AS other_hash
  FROM attachment o JOIN evidence oe ON oe.id = o.evidence_id
  CROSS JOIN evidence e ON e.id IN (SELECT oe.id UNION ${candidates})
  CROSS JOIN attachment x ON x.evidence_id = e.id AND x.removed_at IS NULL AND x.visit_id IS NOT :visitId
  LEFT JOIN visit v ON v.id = x.visit_id LEFT JOIN lead l ON l.id = x.lead_id
  WHERE o.visit_id = :visitId AND o.removed_at IS NULL AND (v.state <> 'draft' OR l.state <> 'draft')
  ORDER BY same DESC, x.id DESC LIMIT ${PAIRS})`;

/**
 * Pictures of other records with the same bytes as one of this visit, or with a part of the picture hash in common; how
 * alike the latter are is for the caller to reckon. What nobody handed in yet is left out.
 */
export async function picturePairs(reader: Reader, visitId: number, viewer: VisitViewer): Promise<PicturePair[]> {
  const visible = visibleVisitSql(viewer, 'v');
  const cells = await reader.json<[number, number, string | null, number, string | null, string | null]>(
    picturePairsSql(visible.sql),
    { visitId, ...visible.params },
  );
  return cells.map(([attachmentId, otherAttachmentId, otherNo, same, hash, otherHash]) => {
    return { attachmentId, otherAttachmentId, otherNo, same: same === 1, hash, otherHash };
  });
}

/** Jumps of the clock that were noticed while the visit was recorded, the first first. */
export async function clockChanges(
  reader: Reader,
  visitId: number,
): Promise<{ noticedAt: number; shiftMs: number; kind: 'running' | 'betweenRuns' }[]> {
  return reader.all(
    `SELECT noticed_at AS noticedAt, shift_ms AS shiftMs, kind FROM visit_clock WHERE visit_id = :visitId
      ORDER BY noticed_at, id`,
    { visitId },
  );
}
