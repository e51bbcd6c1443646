import { burnedInGap } from '../../domain/footage/capture-time.js';
import type { Probed } from '../../domain/footage/probed.js';
import type { Acquisition, RecordingFields, RecordingRow } from '../../domain/footage/recording.js';
import { keepUntilDay } from '../../domain/footage/retention.js';
import type { Reader, Tx } from '../database.js';
import { tagSql } from './footage-people.js';
import { briefSql } from './hall-model.js';

/** SQL of what is added to the recorder's clock, ms: the file's own, else the camera's at that time, else 0. */
export const offsetSql = (alias: string): string => `coalesce(${alias}.own_offset_ms, ${cameraOffset(alias)}, 0)`;

const cameraOffset = (alias: string): string =>
  `(SELECT k.offset_ms FROM camera_clock k WHERE k.camera_id = ${alias}.camera_id
      AND k.from_at <= ${alias}.captured_at + k.offset_ms ORDER BY k.from_at DESC, k.id DESC LIMIT 1)`;

/** SQL of the true wall clock of the first frame, UTC ms; null while it is not known. */
export const trueStartSql = (alias: string): string => `(${alias}.captured_at + ${offsetSql(alias)})`;

/** SQL: the finding `f` is one the clip `c` shows. */
const shown = `(c.finding IS NULL OR f.client_id = c.finding) AND (c.item_code IS NULL OR f.item_code = c.item_code)`;

/** A confirmed finding is open until what was made of it is struck off. */
const openFinding = (join: string): string =>
  `EXISTS(SELECT 1 FROM finding f WHERE ${join} AND ${shown} AND (f.state IN ('draft', 'submitted')
      OR (f.state = 'confirmed'
        AND NOT EXISTS(SELECT 1 FROM rectification m WHERE m.finding_id = f.id AND m.state = 'closed'))))`;
const struckOff = (join: string): string =>
  `coalesce((SELECT max(m.closed_at) FROM finding f JOIN rectification m ON m.finding_id = f.id WHERE ${join} AND ${shown}), 0)`;

/** SQL of the matters `m` that something made of the recording proves. */
const provedBy = (alias: string): string =>
  `FROM derivation d JOIN rectification_proof p ON p.derivation_id = d.id AND p.removed_at IS NULL
      JOIN rectification m ON m.id = p.rectification_id WHERE d.recording_id = ${alias}.id`;

/** SQL: kept by a person, or a clip of it belongs to, or proves, a matter that is still open. */
export const onHoldSql = (alias: string): string =>
  `(${alias}.held = 1 OR EXISTS(SELECT 1 FROM clip c LEFT JOIN visit cv ON cv.id = c.visit_id
      LEFT JOIN lead cl ON cl.id = c.lead_id WHERE c.recording_id = ${alias}.id AND c.removed_at IS NULL
      AND (cv.state IN ('draft', 'returned', 'submitted') OR cl.state IN ('draft', 'received')
        OR ${openFinding('f.visit_id = c.visit_id')} OR ${openFinding('f.lead_id = c.lead_id')}))
    OR EXISTS(SELECT 1 ${provedBy(alias)} AND m.state <> 'closed'))`;

/** SQL of when the last matter it belongs to moved for the last time, UTC ms; null when it belongs to none. */
export const closedAtSql = (alias: string): string =>
  `(SELECT max(at) FROM (SELECT max(m.closed_at) AS at ${provedBy(alias)} UNION ALL SELECT max(max(coalesce(cv.updated_at, cl.updated_at), ${struckOff('f.visit_id = c.visit_id')},
      ${struckOff('f.lead_id = c.lead_id')})) FROM clip c LEFT JOIN visit cv ON cv.id = c.visit_id
      LEFT JOIN lead cl ON cl.id = c.lead_id WHERE c.recording_id = ${alias}.id AND c.removed_at IS NULL))`;

/** SQL: a check found its bytes missing or changed, and nobody has settled that. */
export const lockedSql = (evidenceId: string): string =>
  `EXISTS(SELECT 1 FROM evidence_fault ef WHERE ef.evidence_id = ${evidenceId} AND ef.settled_at IS NULL)`;

interface RecordingRecord extends Omit<RecordingFields, 'acquisition'> {
  id: number;
  revision: number;
  evidenceId: number;
  sha256: string;
  bytes: number;
  name: string;
  acquisition: string;
  hallLabel: string;
  cameraLabel: string | null;
  channel: number | null;
  kind: RecordingRow['kind'];
  playWay: RecordingRow['playWay'];
  durationMs: number | null;
  probed: string;
  cameraOffsetMs: number | null;
  clips: number;
  onHold: number;
  closedAt: number | null;
  locked: number;
  disposedAt: number | null;
  importedAt: number;
  importedBy: string;
}

const SELECT = `SELECT r.id, r.revision, r.evidence_id AS evidenceId, e.sha256, e.bytes, r.name, r.hall_id AS hallId,
    r.camera_id AS cameraId, r.captured_at AS capturedAt, r.time_source AS timeSource, r.own_offset_ms AS ownOffsetMs,
    r.burned_in_at AS burnedInAt, r.retention_class AS retentionClass, r.acquisition, r.note,
    (SELECT ${briefSql('hall', 'h')} FROM hall h WHERE h.id = r.hall_id) AS hallLabel,
    (SELECT ${briefSql('camera', 'k')} FROM camera k WHERE k.id = r.camera_id) AS cameraLabel,
    (SELECT k.channel FROM camera k WHERE k.id = r.camera_id) AS channel,
    r.kind, r.play_way AS playWay, r.duration_ms AS durationMs, r.probed, ${cameraOffset('r')} AS cameraOffsetMs,
    (SELECT count(*) FROM clip c WHERE c.recording_id = r.id AND c.removed_at IS NULL) AS clips,
    ${onHoldSql('r')} AS onHold, ${closedAtSql('r')} AS closedAt, ${lockedSql('r.evidence_id')} AS locked,
    (SELECT d.at FROM disposal d WHERE d.evidence_id = r.evidence_id) AS disposedAt,
    r.imported_at AS importedAt, ${tagSql('r.imported_by')} AS importedBy
  FROM recording r JOIN evidence e ON e.id = r.evidence_id`;

function rowOf(record: RecordingRecord): RecordingRow {
  const { probed: text, cameraOffsetMs, closedAt, ...rest } = record;
  const probed = JSON.parse(text) as Probed;
  const { capturedAt, ownOffsetMs, burnedInAt, retentionClass, importedAt } = rest;
  const offsetMs = ownOffsetMs ?? cameraOffsetMs ?? 0;
  const onHold = rest.onHold === 1;
  const trueStart = capturedAt === null ? null : capturedAt + offsetMs;
  return {
    ...rest,
    acquisition: JSON.parse(rest.acquisition) as Acquisition,
    unparsedWhy: probed.reason,
    flaws: probed.flaws,
    container: probed.container,
    videoCodec: probed.videoCodec,
    audioCodec: probed.audioCodec,
    width: probed.width,
    height: probed.height,
    rotation: probed.rotation,
    fps: probed.fps,
    offsetMs,
    offsetFrom: ownOffsetMs !== null ? 'file' : cameraOffsetMs !== null ? 'camera' : 'none',
    burnedInGapMs: burnedInGap(capturedAt, offsetMs, burnedInAt),
    keepUntilDay: keepUntilDay({ retentionClass, onHold, importedAt, capturedAt: trueStart, closedAt }),
    onHold,
    locked: rest.locked === 1,
  };
}

/** In the order of `ids`; unknown ones are left out. */
export async function recordingRows(reader: Reader, ids: readonly number[]): Promise<RecordingRow[]> {
  const records = await reader.all<RecordingRecord>(
    `${SELECT} JOIN json_each(:ids) j ON j.value = r.id ORDER BY j.key`,
    { ids: JSON.stringify(ids) },
  );
  return records.map(rowOf);
}

export async function recordingRow(reader: Reader, id: number): Promise<RecordingRow | null> {
  return (await recordingRows(reader, [id]))[0] ?? null;
}

/** Recording made of this evidence, and whether its bytes were disposed of; null when there is none. */
export async function recordingOfEvidence(reader: Reader, evidenceId: number): Promise<number | null> {
  return (
    (await reader.value<number>(`SELECT id FROM recording WHERE evidence_id = :evidenceId`, { evidenceId })) ?? null
  );
}

/** Whether bytes with this hash were here and were disposed of. */
export async function wasDisposed(reader: Reader, sha256: string): Promise<boolean> {
  const found = await reader.value<number>(
    `SELECT 1 FROM disposal d JOIN evidence e ON e.id = d.evidence_id WHERE e.sha256 = :sha256`,
    { sha256 },
  );
  return found !== undefined;
}

export interface NewRecording {
  evidenceId: number;
  name: string;
  fields: RecordingFields;
  probed: Probed;
  kind: RecordingRow['kind'];
  playWay: RecordingRow['playWay'];
  now: number;
  personId: number;
}

const fieldParams = ({ acquisition, ...fields }: RecordingFields) => ({
  ...fields,
  acquisition: JSON.stringify(acquisition),
});

/** @returns the new recording's id */
export async function insertRecording(tx: Tx, row: NewRecording): Promise<number> {
  const { fields, probed, ...rest } = row;
  const { lastId } = await tx.run(
    `INSERT INTO recording(evidence_id, name, hall_id, camera_id, captured_at, time_source, own_offset_ms, burned_in_at,
        retention_class, acquisition, note, held, probed, kind, play_way, duration_ms, imported_at, imported_by,
        created_at, updated_at)
      VALUES(:evidenceId, :name, :hallId, :cameraId, :capturedAt, :timeSource, :ownOffsetMs, :burnedInAt,
        :retentionClass, :acquisition, :note, 0, :probed, :kind, :playWay, :durationMs, :now, :personId, :now, :now)`,
    { ...fieldParams(fields), ...rest, probed: JSON.stringify(probed), durationMs: probed.durationMs },
  );
  return lastId;
}

/** @returns whether the row still had that revision */
export async function updateRecording(
  tx: Tx,
  id: number,
  revision: number,
  fields: RecordingFields,
  now: number,
): Promise<boolean> {
  const { changes } = await tx.run(
    `UPDATE recording SET hall_id = :hallId, camera_id = :cameraId, captured_at = :capturedAt,
        time_source = :timeSource, own_offset_ms = :ownOffsetMs, burned_in_at = :burnedInAt,
        retention_class = :retentionClass, acquisition = :acquisition, note = :note, updated_at = :now,
        revision = revision + 1 WHERE id = :id AND revision = :revision`,
    { ...fieldParams(fields), id, revision, now },
  );
  return changes === 1;
}

/** Cameras of this hall's own recorders with that channel. Among several nobody guesses. */
export function camerasOnChannel(
  reader: Reader,
  hallId: number,
  channel: number,
): Promise<{ id: number; label: string }[]> {
  return reader.all(
    `SELECT k.id, ${briefSql('camera', 'k')} AS label FROM camera k
      WHERE k.hall_id = :hallId AND k.channel = :channel AND k.state = 'active'`,
    { hallId, channel },
  );
}

/** Hall of a camera; null when there is no such camera. */
export async function hallOfCamera(reader: Reader, cameraId: number): Promise<number | null> {
  return (await reader.value<number>(`SELECT hall_id FROM camera WHERE id = :cameraId`, { cameraId })) ?? null;
}

export async function hasHall(reader: Reader, hallId: number): Promise<boolean> {
  return (await reader.value<number>(`SELECT 1 FROM hall WHERE id = :hallId`, { hallId })) !== undefined;
}
