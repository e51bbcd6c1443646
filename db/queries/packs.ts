import type { EvidencePack } from '../../domain/footage/custody.js';
import type { Reader, Tx } from '../database.js';
import { tagSql } from './footage-people.js';
import { labelSql } from './hall-model.js';

/** Where a piece of evidence is from, for the manifest. */
export interface PackSource {
  derivedId: number;
  recordingId: number;
  recordingName: string;
  channel: number | null;
  cameraLabel: string | null;
  hallName: string;
  /** What its clip belongs to. */
  clipId: number | null;
  /** True wall clock of its first frame, UTC ms; null while it is not known. */
  takenAt: number | null;
}

/** In no order; those that are not there are left out. */
export function packSources(reader: Reader, derivedIds: readonly number[]): Promise<PackSource[]> {
  return reader.all<PackSource>(
    `SELECT d.id AS derivedId, d.recording_id AS recordingId, r.name AS recordingName, ca.channel,
        (SELECT ${labelSql('camera', 'k')} FROM camera k WHERE k.id = r.camera_id) AS cameraLabel, h.name AS hallName,
        d.clip_id AS clipId, e.taken_at AS takenAt
      FROM json_each(:ids) j CROSS JOIN derivation d ON d.id = j.value JOIN evidence e ON e.id = d.evidence_id
        JOIN recording r ON r.id = d.recording_id JOIN hall h ON h.id = r.hall_id
        LEFT JOIN camera ca ON ca.id = r.camera_id`,
    { ids: JSON.stringify(derivedIds) },
  );
}

/** Numbers of the log rows about these pieces, their clips, tracks, recordings and bytes, the oldest first. */
export function auditOfDerived(
  reader: Reader,
  derivedIds: readonly number[],
  visitId: number | null,
): Promise<number[]> {
  // What a redacted copy was made of belongs to its story, as do the cut's own clip and recording.
  const asked = 'SELECT value FROM json_each(:ids)';
  const derived = `${asked} UNION SELECT p.id FROM derivation d JOIN derivation p ON p.evidence_id = d.parent_id
    WHERE d.id IN (${asked})`;
  const of = (column: string): string => `SELECT d.${column} FROM derivation d WHERE d.id IN (${derived})`;
  const about: Record<string, string> = {
    derivation: derived,
    clip: of('clip_id'),
    recording: of('recording_id'),
    redaction: `SELECT id FROM redaction WHERE clip_id IN (${of('clip_id')})`,
    evidence: `${of('evidence_id')} UNION ${of('parent_id')}`,
    release_exception: `SELECT id FROM release_exception WHERE derivation_id IN (${derived})`,
    visit: 'SELECT :visitId WHERE :visitId IS NOT NULL',
  };
  const parts = Object.entries(about).map(
    ([object, refs]) => `SELECT a.seq FROM audit a WHERE a.object = '${object}' AND a.ref IN (${refs})`,
  );
  return reader.json<number>(
    `SELECT json_group_array(seq) FROM (SELECT DISTINCT seq FROM (${parts.join(' UNION ALL ')}) ORDER BY seq)`,
    { ids: JSON.stringify(derivedIds), visitId },
  );
}

export interface NewPack {
  clientId: string;
  name: string;
  reason: string;
  sha256: string;
  bytes: number;
  visitId: number | null;
  manifest: readonly { file: string; sha256: string; bytes: number }[];
  derivedIds: readonly number[];
  now: number;
  personId: number;
}

/** @returns its id */
export async function insertPack(tx: Tx, { manifest, derivedIds, ...row }: NewPack): Promise<number> {
  const { lastId } = await tx.run(
    `INSERT INTO evidence_pack(client_id, name, reason, sha256, bytes, visit_id, manifest, at, by)
      VALUES(:clientId, :name, :reason, :sha256, :bytes, :visitId, :manifest, :now, :personId)`,
    { ...row, manifest: JSON.stringify(manifest) },
  );
  await tx.run(
    `INSERT INTO evidence_pack_item(pack_id, derivation_id) SELECT :lastId, value FROM json_each(:derivedIds)`,
    { lastId, derivedIds: JSON.stringify(derivedIds) },
  );
  return lastId;
}

/** The newest first. @param filter null for all of that kind */
export function packs(
  reader: Reader,
  filter: { visitId: number | null; personId: number | null },
): Promise<EvidencePack[]> {
  return reader.all<EvidencePack>(
    `SELECT k.id, k.at, ${tagSql('k.by')} AS "by", k.name, k.reason, k.sha256, k.bytes, k.visit_id AS visitId,
        (SELECT count(*) FROM evidence_pack_item i WHERE i.pack_id = k.id) AS files
      FROM evidence_pack k WHERE (:visitId IS NULL OR k.visit_id = :visitId) AND (:personId IS NULL OR k.by = :personId)
      ORDER BY k.id DESC LIMIT 1000`,
    filter,
  );
}
