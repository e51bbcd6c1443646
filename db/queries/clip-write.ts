import type { ClipFields } from '../../domain/footage/clip.js';
import type { RedactionTrack } from '../../domain/footage/redaction.js';
import type { Reader, Tx } from '../database.js';
import { placeOf } from './clip-read.js';

interface Writing {
  personId: number;
  now: number;
}

const params = ({ inMs, outMs, label, note, target, marks }: ClipFields) => ({
  inMs,
  outMs,
  label,
  note,
  marks: JSON.stringify(marks),
  ...placeOf(target),
});

/** @returns the new clip's id */
export async function insertClip(
  tx: Tx,
  { clientId, recordingId, fields }: { clientId: string; recordingId: number; fields: ClipFields },
  { personId, now }: Writing,
): Promise<number> {
  const { lastId } = await tx.run(
    `INSERT INTO clip(client_id, recording_id, in_ms, out_ms, label, note, marks, visit_id, checklist, item_code, finding,
        lead_id, placed_at, created_by, created_at, updated_at)
      VALUES(:clientId, :recordingId, :inMs, :outMs, :label, :note, :marks, :visitId, :checklist, :itemCode, :finding,
        :leadId, :now, :personId, :now, :now)`,
    { clientId, recordingId, ...params(fields), personId, now },
  );
  return lastId;
}

export async function updateClip(tx: Tx, id: number, fields: ClipFields, now: number): Promise<void> {
  await tx.run(
    `UPDATE clip SET placed_at = iif(visit_id IS :visitId AND lead_id IS :leadId, placed_at, :now), in_ms = :inMs, out_ms = :outMs, label = :label, note = :note, marks = :marks, visit_id = :visitId,
        checklist = :checklist, item_code = :itemCode, finding = :finding, lead_id = :leadId,
        revision = revision + 1, updated_at = :now WHERE id = :id`,
    { id, ...params(fields), now },
  );
}

/** @param removedAt UTC ms; null puts it back */
export async function setClipRemoved(tx: Tx, id: number, removedAt: number | null, now: number): Promise<void> {
  await tx.run(`UPDATE clip SET removed_at = :removedAt, revision = revision + 1, updated_at = :now WHERE id = :id`, {
    id,
    removedAt,
    now,
  });
}

/** The mask track of a clip; null while there is none. */
export async function redactionOf(
  reader: Reader,
  clipId: number,
): Promise<{ id: number; revision: number; track: RedactionTrack } | null> {
  const row = await reader.get<{ id: number; revision: number; track: string }>(
    `SELECT id, revision, track FROM redaction WHERE clip_id = :clipId`,
    { clipId },
  );
  return row ? { ...row, track: JSON.parse(row.track) as RedactionTrack } : null;
}

/** @returns its id */
export async function saveRedaction(tx: Tx, clipId: number, track: RedactionTrack, now: number): Promise<number> {
  const id = await tx.value<number>(
    `INSERT INTO redaction(clip_id, track, created_at, updated_at) VALUES(:clipId, :track, :now, :now)
      ON CONFLICT(clip_id) DO UPDATE SET track = excluded.track, revision = revision + 1, updated_at = :now
      RETURNING id`,
    { clipId, track: JSON.stringify(track), now },
  );
  if (id === undefined) throw new Error('a mask track was not kept');
  return id;
}
