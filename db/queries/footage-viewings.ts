import type { ViewingRow } from '../../domain/footage/custody.js';
import { DAY_MS, SHANGHAI_OFFSET_MS, dayOf } from '../../domain/time.js';
import type { Reader, Tx } from '../database.js';
import { tagSql } from './footage-people.js';

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

/** Whether this person has opened it on the day of `now` in Shanghai. */
export async function viewedToday(
  reader: Reader,
  { recordingId, personId, now }: Pick<NewViewing, 'recordingId' | 'personId' | 'now'>,
): Promise<boolean> {
  const since = startOf(dayOf(now));
  const found = await reader.value<number>(
    `SELECT 1 FROM viewing w WHERE w.recording_id = :recordingId AND w.person_id = :personId AND w.at >= :since
        AND w.at < :until AND w.evidence_id = (SELECT r.evidence_id FROM recording r WHERE r.id = :recordingId) LIMIT 1`,
    { recordingId, personId, since, until: since + DAY_MS },
  );
  return found !== undefined;
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
