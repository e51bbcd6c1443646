import type { ViewingRow } from '../../domain/footage/custody.js';
import type { Probed } from '../../domain/footage/probed.js';
import type { RecordingRow } from '../../domain/footage/recording.js';
import { DAY_MS, SHANGHAI_OFFSET_MS, dayOf } from '../../domain/time.js';
import type { Reader, Tx } from '../database.js';
import { tagSql } from './footage-people.js';
import { lockedSql } from './footage-recordings.js';

const startOf = (day: number): number => day * DAY_MS - SHANGHAI_OFFSET_MS;

/** Somebody opens a recording, or what was made of it. */
export interface NewViewing {
  recordingId: number;
  evidenceId: number;
  personId: number;
  reason: string;
  now: number;
}

export async function insertViewing(tx: Tx, viewing: NewViewing): Promise<void> {
  await tx.run(
    `INSERT INTO viewing(recording_id, evidence_id, person_id, reason, at)
      VALUES(:recordingId, :evidenceId, :personId, :reason, :now)`,
    { ...viewing },
  );
}

/** What is looked at before a recording is shown to somebody. */
export interface ShownRecording {
  evidenceId: number;
  sha256: string;
  bytes: number;
  mediaType: string;
  name: string;
  playWay: RecordingRow['playWay'];
  probed: Probed;
  locked: boolean;
  disposed: boolean;
  /** This person has opened it on this day of Shanghai. */
  opened: boolean;
}

type Flag = 'locked' | 'disposed' | 'opened';

/** The file of a recording and whether this person has opened it today; null when there is no such recording. */
export async function shownRecording(
  reader: Reader,
  { recordingId, personId, now }: Pick<NewViewing, 'recordingId' | 'personId' | 'now'>,
): Promise<ShownRecording | null> {
  const since = startOf(dayOf(now));
  const row = await reader.get<Omit<ShownRecording, Flag | 'probed'> & Record<Flag, number> & { probed: string }>(
    `SELECT r.evidence_id AS evidenceId, e.sha256, e.bytes, e.media_type AS mediaType, r.name, r.play_way AS playWay,
        r.probed, ${lockedSql('r.evidence_id')} AS locked,
        EXISTS(SELECT 1 FROM disposal d WHERE d.evidence_id = r.evidence_id) AS disposed,
        EXISTS(SELECT 1 FROM viewing w WHERE w.recording_id = r.id AND w.person_id = :personId AND w.at >= :since
          AND w.at < :until AND w.evidence_id = r.evidence_id) AS opened
      FROM recording r JOIN evidence e ON e.id = r.evidence_id WHERE r.id = :recordingId`,
    { recordingId, personId, since, until: since + DAY_MS },
  );
  if (!row) return null;
  const { probed, locked, disposed, opened, ...file } = row;
  return {
    ...file,
    probed: JSON.parse(probed) as Probed,
    locked: locked === 1,
    disposed: disposed === 1,
    opened: opened === 1,
  };
}

/** The newest first. @param fromDay first day that counts */
export function viewings(
  reader: Reader,
  { recordingId, fromDay, limit }: { recordingId: number | null; fromDay: number | null; limit: number },
): Promise<ViewingRow[]> {
  return reader.all(
    `SELECT w.id, w.at, ${tagSql('w.person_id')} AS "by", w.recording_id AS recordingId, r.name AS recordingName, w.reason
      FROM viewing w JOIN recording r ON r.id = w.recording_id
      WHERE (:recordingId IS NULL OR w.recording_id = :recordingId) AND w.at >= :from
      ORDER BY w.id DESC LIMIT :limit`,
    { recordingId, from: fromDay === null ? 0 : startOf(fromDay), limit },
  );
}
