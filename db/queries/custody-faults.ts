import type { EvidenceFault } from '../../domain/footage/custody.js';
import type { Reader, Tx } from '../database.js';
import { tagSql } from './footage-people.js';

/** SQL of how a piece of evidence is called: the recording's name, the clip it was made of, or that of its picture. */
export const evidenceNameSql = (evidenceId: string): string => `coalesce(
  (SELECT r.name FROM recording r WHERE r.evidence_id = ${evidenceId}),
  (SELECT c.label FROM derivation d JOIN clip c ON c.id = d.clip_id WHERE d.evidence_id = ${evidenceId} LIMIT 1),
  (SELECT r.name FROM derivation d JOIN recording r ON r.id = d.recording_id WHERE d.evidence_id = ${evidenceId} LIMIT 1),
  (SELECT a.name FROM attachment a WHERE a.evidence_id = ${evidenceId} LIMIT 1),
  (SELECT g.name FROM ranking_evidence g WHERE g.evidence_id = ${evidenceId} LIMIT 1))`;

const select = `SELECT x.id, x.kind, x.evidence_id AS evidenceId, coalesce(${evidenceNameSql('x.evidence_id')}, x.path, x.sha256) AS name,
    x.sha256, x.path, x.found_at AS foundAt, x.settled_at AS settledAt, ${tagSql('x.settled_by')} AS settledBy, x.note
  FROM evidence_fault x`;

/** Open ones first, of each the newest first. */
export function faults(reader: Reader, openOnly: boolean): Promise<EvidenceFault[]> {
  return reader.all<EvidenceFault>(
    `${select} WHERE x.settled_at IS NULL OR NOT :openOnly ORDER BY x.settled_at IS NOT NULL, x.id DESC LIMIT 1000`,
    { openOnly: openOnly ? 1 : 0 },
  );
}

export async function faultById(reader: Reader, id: number): Promise<EvidenceFault | null> {
  return (await reader.get<EvidenceFault>(`${select} WHERE x.id = :id`, { id })) ?? null;
}

/** A file of the store with what its record says of it. */
export interface KeptEvidence {
  id: number;
  sha256: string;
  bytes: number;
}

/** All evidence whose bytes have to be there, in the order it came. */
export function keptEvidence(reader: Reader): Promise<KeptEvidence[]> {
  return reader.json<KeptEvidence>(
    `SELECT json_group_array(json_object('id', e.id, 'sha256', e.sha256, 'bytes', e.bytes))
      FROM (SELECT id, sha256, bytes FROM evidence ORDER BY id) e
      WHERE NOT EXISTS(SELECT 1 FROM disposal d WHERE d.evidence_id = e.id)`,
  );
}

/** Evidence whose bytes were disposed of, and that did not come in again as a picture. */
export function disposedEvidence(reader: Reader): Promise<KeptEvidence[]> {
  return reader.json<KeptEvidence>(
    `SELECT json_group_array(json_object('id', e.id, 'sha256', e.sha256, 'bytes', e.bytes))
      FROM disposal d JOIN evidence e ON e.id = d.evidence_id
      WHERE NOT EXISTS(SELECT 1 FROM attachment a WHERE a.evidence_id = e.id)
        AND NOT EXISTS(SELECT 1 FROM ranking_evidence g WHERE g.evidence_id = e.id)`,
  );
}

/** What a check found wrong. */
export type Finding =
  | { kind: 'missing' | 'mismatch'; evidenceId: number; sha256: string; path?: null }
  /** `sha256` is what its name says, empty where that is no hash; `path` is its place within the store. */
  | { kind: 'orphan'; evidenceId: null; sha256: string; path: string };

/** Writes a fault down, unless it stands there: an open one of this evidence, or an orphan that was named before. @returns its id, null when it stood there */
export async function insertFault(tx: Tx, finding: Finding, now: number): Promise<number | null> {
  const { kind, evidenceId, sha256, path = null } = finding;
  const id = await tx.value<number>(
    `INSERT INTO evidence_fault(kind, evidence_id, sha256, path, found_at)
      SELECT :kind, :evidenceId, :sha256, :path, :now WHERE NOT EXISTS(SELECT 1 FROM evidence_fault f
        WHERE f.path = :path OR (f.evidence_id = :evidenceId AND f.settled_at IS NULL))
        AND NOT EXISTS(SELECT 1 FROM disposal d WHERE d.evidence_id = :evidenceId)
      RETURNING id`,
    { kind, evidenceId, sha256, path, now },
  );
  return id ?? null;
}

export async function settleFault(
  tx: Tx,
  id: number,
  { note, personId, now }: { note: string; personId: number; now: number },
): Promise<void> {
  await tx.run(
    `UPDATE evidence_fault SET settled_at = :now, settled_by = :personId, note = :note
      WHERE id = :id AND settled_at IS NULL`,
    { id, note, personId, now },
  );
}

/** Recordings and derivations that stand on this evidence: they are shown otherwise once it is locked or unlocked. */
export async function standingOn(
  reader: Reader,
  evidenceId: number,
): Promise<{ recordings: number[]; derivations: number[] }> {
  const of = (table: string): Promise<number[]> =>
    reader.json<number>(`SELECT json_group_array(id) FROM ${table} WHERE evidence_id = :evidenceId`, { evidenceId });
  return { recordings: await of('recording'), derivations: await of('derivation') };
}

/** Hashes of these of which a record speaks. */
export async function knownHashes(reader: Reader, hashes: readonly string[]): Promise<Set<string>> {
  const known = await reader.json<string>(
    `SELECT json_group_array(j.value) FROM json_each(:hashes) j
      WHERE EXISTS(SELECT 1 FROM evidence e WHERE e.sha256 = j.value)`,
    { hashes: JSON.stringify(hashes) },
  );
  return new Set(known);
}

/** Places in the store of what somebody has settled as a stranger. */
export async function settledPaths(reader: Reader): Promise<Set<string>> {
  const settled = await reader.json<string>(
    `SELECT json_group_array(path) FROM evidence_fault WHERE kind = 'orphan' AND settled_at IS NOT NULL`,
  );
  return new Set(settled);
}
