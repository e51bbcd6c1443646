import type { FootageSpan } from '../../domain/footage/holes.js';
import type { Reader, Tx } from '../database.js';
import { trueStartSql } from './footage-recordings.js';
import { familyOf, labelSql } from './hall-model.js';

/** A recorder's clock as it was noted down: from a true instant on, so much is added to it. */
export interface CameraClock {
  cameraId: number;
  offsetMs: number;
  fromAt: number;
  note: string | null;
  now: number;
  personId: number;
}

export async function insertCameraClock(tx: Tx, clock: CameraClock): Promise<void> {
  await tx.run(
    `INSERT INTO camera_clock(camera_id, from_at, offset_ms, note, noted_at, noted_by)
      VALUES(:cameraId, :fromAt, :offsetMs, :note, :now, :personId)`,
    { ...clock },
  );
}

/** Recordings of this camera, whose times move with its clock. */
export async function recordingsOfCamera(reader: Reader, cameraId: number): Promise<number[]> {
  return reader.json<number>(`SELECT json_group_array(id) FROM recording WHERE camera_id = :cameraId`, { cameraId });
}

const there = `NOT EXISTS(SELECT 1 FROM disposal d WHERE d.evidence_id = r.evidence_id)`;

/** Recordings of other cameras of the same hall that run at the same time by the true wall clock, the nearest start first. */
export function recordingsAtSameTime(reader: Reader, id: number): Promise<number[]> {
  return reader.json<number>(
    `WITH one AS (SELECT o.id, o.hall_id, o.camera_id, ${trueStartSql('o')} AS start, coalesce(o.duration_ms, 0) AS length
        FROM recording o WHERE o.id = :id AND o.captured_at IS NOT NULL)
      SELECT json_group_array(id) FROM (SELECT r.id, abs(${trueStartSql('r')} - one.start) AS away FROM one, recording r
        WHERE r.hall_id IN (SELECT b.id FROM hall b WHERE coalesce(b.parent_id, b.id) = ${familyOf('one.hall_id')})
          AND r.id <> one.id AND (r.camera_id IS NULL OR r.camera_id IS NOT one.camera_id) AND r.captured_at IS NOT NULL
          AND r.kind = 'video' AND ${there}
          AND ${trueStartSql('r')} < one.start + one.length
          AND ${trueStartSql('r')} + coalesce(r.duration_ms, 0) > one.start
        ORDER BY away, r.id LIMIT 200)`,
    { id },
  );
}

/** What is asked for of a moment: the windows of the visit, or one of them. */
export interface Moment {
  windowIds: readonly number[];
  /** True wall clock, UTC ms. */
  at: number;
}

const COVERING = `SELECT cw.camera_id FROM camera_window cw WHERE cw.window_id IN (SELECT value FROM json_each(:windows))`;

/** Recordings of the cameras that cover these windows and run at that instant. */
export function recordingsOfMoment(reader: Reader, { windowIds, at }: Moment): Promise<number[]> {
  return reader.json<number>(
    `SELECT json_group_array(id) FROM (SELECT r.id FROM recording r WHERE r.camera_id IN (${COVERING})
        AND r.captured_at IS NOT NULL AND ${there}
        AND ${trueStartSql('r')} <= :at AND ${trueStartSql('r')} + coalesce(r.duration_ms, 0) > :at
      ORDER BY r.camera_id, r.captured_at, r.id LIMIT 200)`,
    { windows: JSON.stringify(windowIds), at },
  );
}

/** When these cameras recorded, by camera: everything stored that touches the stretch. */
export async function spansOfCameras(
  reader: Reader,
  cameraIds: readonly number[],
  { from, until }: { from: number; until: number },
): Promise<Map<number, FootageSpan[]>> {
  const rows = await reader.all<{ cameraId: number; start: number; durationMs: number | null }>(
    `SELECT camera_id AS cameraId, start, durationMs FROM
        (SELECT r.camera_id, ${trueStartSql('r')} AS start, r.duration_ms AS durationMs FROM recording r
          WHERE r.camera_id IN (SELECT value FROM json_each(:cameras)) AND r.captured_at IS NOT NULL AND ${there})
      WHERE start < :until AND start + coalesce(durationMs, 0) >= :from`,
    { cameras: JSON.stringify(cameraIds), from, until },
  );
  const spans = new Map<number, FootageSpan[]>();
  for (const { cameraId, start, durationMs } of rows) {
    const span = { from: start, until: durationMs === null ? null : start + durationMs };
    spans.set(cameraId, [...(spans.get(cameraId) ?? []), span]);
  }
  return spans;
}

export interface CoveringCamera {
  id: number;
  label: string;
  recorderLabel: string;
  keepDays: number;
}

/** Cameras in use that cover these windows. */
export function coveringCameras(reader: Reader, windowIds: readonly number[]): Promise<CoveringCamera[]> {
  return reader.all(
    `SELECT k.id, ${labelSql('camera', 'k')} AS label, ${labelSql('recorder', 'o')} AS recorderLabel,
        o.keep_days AS keepDays FROM camera k JOIN recorder o ON o.id = k.recorder_id
      WHERE k.id IN (${COVERING}) AND k.state = 'active' ORDER BY k.channel, k.id`,
    { windows: JSON.stringify(windowIds) },
  );
}

/** Windows of a visit. */
export function windowsOfVisit(reader: Reader, visitId: number): Promise<number[]> {
  return reader.json<number>(
    `SELECT json_group_array(window_id) FROM (SELECT window_id FROM visit_window WHERE visit_id = :visitId ORDER BY position)`,
    { visitId },
  );
}
