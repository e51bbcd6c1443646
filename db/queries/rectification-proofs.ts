import type { Attachment } from '../../domain/evidence.js';
import type { Reader, Tx } from '../database.js';

export interface StoredProofRow {
  id: number;
  rectificationId: number;
  addedBy: number;
  name: string;
  caption: string | null;
  pair: number | null;
  side: 'before' | 'after' | null;
  submitted: number;
  removed: number;
}

const columns = `p.id, p.rectification_id AS rectificationId, p.added_by AS addedBy, p.name, p.caption, p.pair, p.side,
  p.submitted_at IS NOT NULL AS submitted, p.removed_at IS NOT NULL AS removed`;

export const proofById = (reader: Reader, id: number): Promise<StoredProofRow | undefined> =>
  reader.get<StoredProofRow>(`SELECT ${columns} FROM rectification_proof p WHERE p.id = :id`, { id });

export const proofByClientId = (reader: Reader, clientId: string): Promise<StoredProofRow | undefined> =>
  reader.get<StoredProofRow>(`SELECT ${columns} FROM rectification_proof p WHERE p.client_id = :clientId`, {
    clientId,
  });

/** Whether this clip hangs on the matter already, as the unit's proof. */
export async function hasClip(reader: Reader, rectificationId: number, derivedId: number): Promise<boolean> {
  const found = await reader.value<number>(
    `SELECT 1 FROM rectification_proof p WHERE p.rectification_id = :rectificationId AND p.derivation_id = :derivedId
      AND p.removed_at IS NULL AND p.verification_id IS NULL`,
    { rectificationId, derivedId },
  );
  return found !== undefined;
}

/** Whether these bytes hang on the matter already. */
export async function hasProof(reader: Reader, rectificationId: number, evidenceId: number): Promise<boolean> {
  const found = await reader.value<number>(
    `SELECT 1 FROM rectification_proof p
      WHERE p.rectification_id = :rectificationId AND p.evidence_id = :evidenceId AND p.removed_at IS NULL`,
    { rectificationId, evidenceId },
  );
  return found !== undefined;
}

export interface NewProof {
  clientId: string;
  rectificationId: number;
  kind: 'picture' | 'paper' | 'clip';
  /** Of a picture or paper. */
  evidenceId: number | null;
  /** Of a clip. */
  derivedId: number | null;
  /** The verification that went by it; it is kept from then on. */
  verificationId: number | null;
  name: string;
  caption: string | null;
  known: boolean;
  now: number;
  personId: number;
}

/** @returns the new proof's id */
export async function insertProof(tx: Tx, row: NewProof): Promise<number> {
  const { lastId } = await tx.run(
    `INSERT INTO rectification_proof(client_id, rectification_id, kind, evidence_id, derivation_id, verification_id, name, caption,
        known, added_at, added_by, submitted_at)
      VALUES(:clientId, :rectificationId, :kind, :evidenceId, :derivedId, :verificationId, :name, :caption, :known, :now,
        :personId, :submittedAt)`,
    { ...row, known: row.known ? 1 : 0, submittedAt: row.verificationId === null ? null : row.now },
  );
  return lastId;
}

export async function changeProof(
  tx: Tx,
  row: { id: number; caption: string | null; pair: number | null; side: 'before' | 'after' | null },
): Promise<void> {
  await tx.run(`UPDATE rectification_proof SET caption = :caption, pair = :pair, side = :side WHERE id = :id`, row);
}

/** Its bytes stay in the store. */
export async function removeProof(tx: Tx, id: number, now: number): Promise<void> {
  await tx.run(`UPDATE rectification_proof SET removed_at = :now WHERE id = :id AND submitted_at IS NULL`, { id, now });
}

/** What a proof is shown from. */
export type ProofEvidence = Pick<Attachment, 'sha256' | 'bytes' | 'mediaType' | 'kind' | 'name'> & {
  rectificationId: number;
  evidenceId: number;
  /** Of a clip; it is shown as footage is. */
  derivedId: number | null;
};
export const evidenceOfProof = (reader: Reader, id: number): Promise<ProofEvidence | undefined> =>
  reader.get<ProofEvidence>(
    `SELECT p.rectification_id AS rectificationId, p.derivation_id AS derivedId, e.id AS evidenceId, p.name, e.sha256, e.bytes, e.media_type AS mediaType, e.kind
      FROM rectification_proof p LEFT JOIN derivation d ON d.id = p.derivation_id
        JOIN evidence e ON e.id = coalesce(p.evidence_id, d.evidence_id)
      WHERE p.id = :id AND p.removed_at IS NULL`,
    { id },
  );
