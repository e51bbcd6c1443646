import type { ReleaseException } from '../../domain/footage/custody.js';
import type { Reader, Tx } from '../database.js';
import { evidenceNameSql } from './custody-faults.js';
import { tagSql } from './footage-people.js';

/** A request with the people it is between. */
export type ExceptionRecord = Omit<ReleaseException, 'may'> & { askedById: number };

const select = `SELECT x.id, x.derivation_id AS derivedId, d.kind, x.state, x.reason, x.asked_at AS askedAt, x.asked_by AS askedById,
    ${tagSql('x.asked_by')} AS askedBy, x.decided_at AS decidedAt, ${tagSql('x.decided_by')} AS decidedBy, x.note,
    coalesce((SELECT c.label FROM clip c WHERE c.id = d.clip_id), ${evidenceNameSql('d.evidence_id')}) AS name
  FROM release_exception x JOIN derivation d ON d.id = x.derivation_id`;

/** Open ones first, of each the newest first. @param personId whose requests; null for all */
export function exceptions(reader: Reader, personId: number | null): Promise<ExceptionRecord[]> {
  return reader.all<ExceptionRecord>(
    `${select} WHERE :personId IS NULL OR x.asked_by = :personId ORDER BY x.state <> 'asked', x.id DESC LIMIT 1000`,
    { personId },
  );
}

/** Those somebody else had asked for, and nobody decided, until an instant, UTC milliseconds. */
export const exceptionsAsked = (reader: Reader, personId: number, until: number): Promise<ExceptionRecord[]> =>
  reader.all<ExceptionRecord>(
    `${select} WHERE x.asked_at <= :until AND (x.decided_at IS NULL OR x.decided_at > :until) AND x.asked_by <> :personId
      ORDER BY x.id`,
    { personId, until },
  );

export async function exceptionById(reader: Reader, id: number): Promise<ExceptionRecord | null> {
  return (await reader.get<ExceptionRecord>(`${select} WHERE x.id = :id`, { id })) ?? null;
}

/** The newest request for this piece that was not refused. */
export async function standingException(reader: Reader, derivedId: number): Promise<ExceptionRecord | null> {
  const found = await reader.get<ExceptionRecord>(
    `${select} WHERE x.derivation_id = :derivedId AND x.state <> 'refused' ORDER BY x.id DESC LIMIT 1`,
    { derivedId },
  );
  return found ?? null;
}

/** Whether a request for this piece waits for the word of somebody else than whoever asked. */
export async function waitsForWord(
  reader: Reader,
  { derivedId, personId }: { derivedId: number; personId: number },
): Promise<boolean> {
  const found = await reader.value<number>(
    `SELECT 1 FROM release_exception
      WHERE derivation_id = :derivedId AND state = 'asked' AND asked_by <> :personId LIMIT 1`,
    { derivedId, personId },
  );
  return found !== undefined;
}

/** Of these, those that may leave unredacted because somebody approved it. */
export async function approvedOf(reader: Reader, derivedIds: readonly number[]): Promise<Set<number>> {
  const ids = await reader.json<number>(
    `SELECT json_group_array(DISTINCT derivation_id) FROM release_exception
      WHERE state = 'approved' AND derivation_id IN (SELECT value FROM json_each(:derivedIds))`,
    { derivedIds: JSON.stringify(derivedIds) },
  );
  return new Set(ids);
}

/** Pictures among these that were taken from footage, are not redacted, and that nobody approved to leave. */
export async function withheldPictures(reader: Reader, evidenceIds: readonly number[]): Promise<Set<number>> {
  const ids = await reader.json<number>(
    `SELECT json_group_array(d.evidence_id) FROM derivation d
      WHERE d.kind = 'still' AND d.redacted = 0 AND d.evidence_id IN (SELECT value FROM json_each(:evidenceIds))
        AND NOT EXISTS(SELECT 1 FROM release_exception x WHERE x.derivation_id = d.id AND x.state = 'approved')`,
    { evidenceIds: JSON.stringify(evidenceIds) },
  );
  return new Set(ids);
}

export async function insertException(
  tx: Tx,
  row: { derivedId: number; reason: string; personId: number; now: number },
): Promise<number> {
  const { lastId } = await tx.run(
    `INSERT INTO release_exception(derivation_id, state, reason, asked_at, asked_by)
      VALUES(:derivedId, 'asked', :reason, :now, :personId)`,
    row,
  );
  return lastId;
}

export async function decideException(
  tx: Tx,
  row: { id: number; state: 'approved' | 'refused'; note: string; personId: number; now: number },
): Promise<void> {
  await tx.run(
    `UPDATE release_exception SET state = :state, note = :note, decided_at = :now, decided_by = :personId WHERE id = :id`,
    row,
  );
}
