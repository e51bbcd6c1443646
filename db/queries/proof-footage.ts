import type { FootageOffer } from '../../domain/rectification/schema.js';
import type { Reader } from '../database.js';
import { lockedSql, trueStartSql } from './footage-recordings.js';
import { labelSql } from './hall-model.js';

/** Clips offered to a matter, the newest first. */
const MOST = 200;

export interface OfferedClip extends Omit<FootageOffer, 'redacted'> {
  redacted: number;
  clipLabel: string;
}

/** What a matter's place is, and whom it was issued to. */
export interface FootagePlace {
  hallId: number;
  windowId: number | null;
  unitId: number | null;
  /** This one alone; null for all. */
  derivedId: number | null;
}

const offered = (where: string): string => `SELECT d.id AS derivedId, NULL AS label, c.label AS clipLabel,
    (SELECT ${labelSql('camera', 'ca')} FROM camera ca WHERE ca.id = r.camera_id) AS cameraLabel,
    ${trueStartSql('r')} + c.in_ms AS fromAt, ${trueStartSql('r')} + c.out_ms AS untilAt, d.redacted
  FROM derivation d JOIN clip c ON c.id = d.clip_id JOIN recording r ON r.id = d.recording_id
  WHERE d.kind IN ('cut', 'redacted') AND (:derivedId IS NULL OR d.id = :derivedId) AND NOT ${lockedSql('d.evidence_id')}
    AND NOT EXISTS(SELECT 1 FROM disposal x WHERE x.evidence_id = d.evidence_id) AND ${where}
  ORDER BY d.id DESC LIMIT ${MOST}`;

/**
 * What a unit may put to its matter: released, of a camera at its own windows, and of no visit or lead, which a unit knows
 * nothing of.
 */
export const clipsForUnit = (reader: Reader, place: FootagePlace): Promise<OfferedClip[]> =>
  reader.all<OfferedClip>(
    offered(`c.visit_id IS NULL AND c.lead_id IS NULL AND c.removed_at IS NULL
      AND (d.redacted = 1 OR EXISTS(SELECT 1 FROM release_exception x WHERE x.derivation_id = d.id AND x.state = 'approved'))
      AND r.camera_id IN (SELECT cw.camera_id FROM camera_window cw JOIN "window" w ON w.id = cw.window_id
        WHERE w.id = :windowId OR w.unit_id = :unitId)
      AND (r.hall_id = :hallId OR (SELECT h.parent_id FROM hall h WHERE h.id = r.hall_id) = :hallId)`),
    { ...place },
  );

/** Whatever was cut of recordings of the hall; who sees which is decided where it is offered. */
export const clipsOfHall = (reader: Reader, { hallId, derivedId }: FootagePlace): Promise<OfferedClip[]> =>
  reader.all<OfferedClip>(
    offered(`c.removed_at IS NULL
      AND (r.hall_id = :hallId OR (SELECT h.parent_id FROM hall h WHERE h.id = r.hall_id) = :hallId)`),
    { hallId, derivedId },
  );
