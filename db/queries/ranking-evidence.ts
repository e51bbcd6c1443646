import type { Attachment } from '../../domain/evidence.js';
import type { GivenItem } from '../../domain/ranking/given.js';
import type { Reader, Tx } from '../database.js';
import { itemSql } from './ranking-item.js';

/** Where a piece belongs: an item given by hand, of a unit in a month. */
export interface EvidencePlace {
  monthId: number;
  unitId: number;
  /** The scheme whose component it is. */
  schemeId: number;
  component: number;
}

export interface StoredEvidence extends EvidencePlace {
  id: number;
  name: string;
  addedBy: number;
}
const columns = `g.id, g.month_id AS monthId, g.unit_id AS unitId, g.scheme_id AS schemeId, g.component, g.name, g.added_by AS addedBy`;

export const rankingEvidenceById = (reader: Reader, id: number): Promise<StoredEvidence | undefined> =>
  reader.get<StoredEvidence>(`SELECT ${columns} FROM ranking_evidence g WHERE g.id = :id`, { id });

export const rankingEvidenceByClientId = (reader: Reader, clientId: string): Promise<StoredEvidence | undefined> =>
  reader.get<StoredEvidence>(`SELECT ${columns} FROM ranking_evidence g WHERE g.client_id = :clientId`, { clientId });

/** Whether these bytes are there already. */
export async function hasRankingEvidence(reader: Reader, place: EvidencePlace, evidenceId: number): Promise<boolean> {
  const { monthId, unitId, schemeId, component } = place;
  const found = await reader.value<number>(
    `SELECT 1 FROM ranking_evidence WHERE month_id = :monthId AND unit_id = :unitId AND scheme_id = :schemeId
      AND component = :component AND evidence_id = :evidenceId`,
    { monthId, unitId, schemeId, component, evidenceId },
  );
  return found !== undefined;
}

export interface NewRankingEvidence extends EvidencePlace {
  clientId: string;
  evidenceId: number;
  name: string;
  known: boolean;
  now: number;
  personId: number;
}

/** @returns its id */
export async function insertRankingEvidence(tx: Tx, { known, ...row }: NewRankingEvidence): Promise<number> {
  const { lastId } = await tx.run(
    `INSERT INTO ranking_evidence(client_id, month_id, unit_id, scheme_id, component, evidence_id, name, known, added_at,
        added_by)
      VALUES(:clientId, :monthId, :unitId, :schemeId, :component, :evidenceId, :name, :known, :now, :personId)`,
    { ...row, known: known ? 1 : 0 },
  );
  return lastId;
}

/** Of a draft; its bytes stay in the store. */
export const removeRankingEvidence = (tx: Tx, id: number): Promise<unknown> =>
  tx.run(`DELETE FROM ranking_evidence WHERE id = :id`, { id });

/** It goes with a month that puts another right. */
export const copyRankingEvidence = (tx: Tx, fromId: number, toId: number): Promise<unknown> =>
  tx.run(
    `INSERT INTO ranking_evidence(month_id, unit_id, scheme_id, component, evidence_id, name, known, added_at, added_by)
      SELECT :toId, unit_id, scheme_id, component, evidence_id, name, known, added_at, added_by FROM ranking_evidence
        WHERE month_id = :fromId ORDER BY id`,
    { fromId, toId },
  );

/** What a month's record may name, in the order it came. */
export const namedEvidence = (
  reader: Reader,
  monthId: number,
): Promise<(GivenItem & { name: string; sha256: string })[]> =>
  reader.json(
    `SELECT json_group_array(json_object('unitId', g.unit_id, ${itemSql}, 'name', g.name,
        'sha256', e.sha256) ORDER BY g.id)
      FROM ranking_evidence g JOIN evidence e ON e.id = g.evidence_id JOIN ranking_scheme s ON s.id = g.scheme_id
      WHERE g.month_id = :monthId`,
    { monthId },
  );

/** What a piece is shown from. */
export type ShownEvidence = Pick<Attachment, 'sha256' | 'bytes' | 'mediaType' | 'kind' | 'name'> & {
  evidenceId: number;
};
export const shownEvidence = (reader: Reader, id: number): Promise<ShownEvidence | undefined> =>
  reader.get<ShownEvidence>(
    `SELECT e.id AS evidenceId, g.name, e.sha256, e.bytes, e.media_type AS mediaType, e.kind
      FROM ranking_evidence g JOIN evidence e ON e.id = g.evidence_id WHERE g.id = :id`,
    { id },
  );
