import type { Disposal } from '../../domain/footage/custody.js';
import type { RetentionClass } from '../../domain/footage/recording.js';
import type { Reader, Tx } from '../database.js';
import { evidenceNameSql, type KeptEvidence } from './custody-faults.js';
import { tagSql } from './footage-people.js';

/** Recordings nobody holds, whose bytes are there, and that came before this instant, UTC ms: whether their time is over is reckoned. */
export function oldRecordings(reader: Reader, before: number): Promise<number[]> {
  return reader.json<number>(
    `SELECT json_group_array(r.id) FROM recording r WHERE r.imported_at < :before AND r.held = 0
      AND NOT EXISTS(SELECT 1 FROM disposal d WHERE d.evidence_id = r.evidence_id)`,
    { before },
  );
}

/**
 * What was made of a recording and is needed nowhere else: it hangs on no record as a picture nor can be put
 * back there, was not made of another
 * recording as well, and is no recording itself.
 */
export function derivedOnlyOf(reader: Reader, recordingId: number): Promise<KeptEvidence[]> {
  return reader.all<KeptEvidence>(
    `SELECT DISTINCT e.id, e.sha256, e.bytes FROM derivation d JOIN evidence e ON e.id = d.evidence_id
      WHERE d.recording_id = :recordingId
        AND NOT EXISTS(SELECT 1 FROM disposal x WHERE x.evidence_id = e.id)
        AND NOT EXISTS(SELECT 1 FROM attachment a WHERE a.evidence_id = e.id)
        AND NOT EXISTS(SELECT 1 FROM ranking_evidence g WHERE g.evidence_id = e.id)
        AND NOT EXISTS(SELECT 1 FROM recording r WHERE r.evidence_id = e.id)
        AND NOT EXISTS(SELECT 1 FROM derivation o WHERE o.evidence_id = e.id AND o.recording_id <> :recordingId)
      ORDER BY e.id`,
    { recordingId },
  );
}

export async function insertDisposal(
  tx: Tx,
  row: { evidenceId: number; recordingId: number; reason: string; now: number; personId: number },
): Promise<void> {
  await tx.run(
    `INSERT INTO disposal(evidence_id, recording_id, reason, at, by)
      VALUES(:evidenceId, :recordingId, :reason, :now, :personId)`,
    row,
  );
}

/** The newest first. */
export function disposals(reader: Reader): Promise<Disposal[]> {
  return reader.all<Disposal>(
    `SELECT x.id, x.at, ${tagSql('x.by')} AS "by", x.evidence_id AS evidenceId,
        coalesce(${evidenceNameSql('x.evidence_id')}, e.sha256) AS name, e.sha256, e.bytes, x.reason
      FROM disposal x JOIN evidence e ON e.id = x.evidence_id ORDER BY x.id DESC LIMIT 5000`,
  );
}

export async function setHeld(tx: Tx, id: number, held: boolean, now: number): Promise<void> {
  await tx.run(`UPDATE recording SET held = :held, revision = revision + 1, updated_at = :now WHERE id = :id`, {
    id,
    held: held ? 1 : 0,
    now,
  });
}

export async function setRetentionClass(
  tx: Tx,
  id: number,
  retentionClass: RetentionClass,
  now: number,
): Promise<void> {
  await tx.run(
    `UPDATE recording SET retention_class = :retentionClass, revision = revision + 1, updated_at = :now WHERE id = :id`,
    { id, retentionClass, now },
  );
}

/** Whether a person put a hold on it. */
export async function isHeld(reader: Reader, id: number): Promise<boolean> {
  return (await reader.value<number>(`SELECT held FROM recording WHERE id = :id`, { id })) === 1;
}
