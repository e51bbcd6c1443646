import type { Taking, TakingFile } from '../../domain/footage/custody.js';
import type { Acquisition, RetentionClass } from '../../domain/footage/recording.js';
import type { ErrorParams } from '../../domain/errors.js';
import type { Reader, Tx } from '../database.js';
import { tagSql } from './footage-people.js';
import { briefSql } from './hall-model.js';

/** One order of files, as the job at work on it needs it. */
export interface TakingOrder {
  id: number;
  hallId: number;
  cameraId: number | null;
  retentionClass: RetentionClass;
  acquisition: Acquisition;
  personId: number;
}

/** One file of an order as it came: a path of this computer, and the name with the folders under what was given. */
export interface SourceFile {
  path: string;
  name: string;
  bytes: number | null;
  /** Why it cannot be taken in at all; null for what waits. */
  error: TakingFile['error'];
}

export type FileOutcome =
  | { state: 'taken' | 'known'; recordingId: number; bytes: number }
  | { state: 'failed'; error: { code: string; params: ErrorParams } };

/** @returns the new order's id */
export async function insertTaking(
  tx: Tx,
  order: Omit<TakingOrder, 'id'> & { clientId: string; now: number },
  files: readonly SourceFile[],
): Promise<number> {
  const { acquisition, ...rest } = order;
  const { lastId } = await tx.run(
    `INSERT INTO footage_taking(client_id, hall_id, camera_id, retention_class, acquisition, person_id, at)
      VALUES(:clientId, :hallId, :cameraId, :retentionClass, :acquisition, :personId, :now)`,
    { ...rest, acquisition: JSON.stringify(acquisition) },
  );
  // The same path given twice, by itself and in its folder, is one file.
  await tx.run(
    `INSERT INTO footage_taking_file(taking_id, path, name, bytes, state, error)
      SELECT :lastId, value->>0, value->>1, value->>2, iif(value->>3 IS NULL, 'waiting', 'failed'), value->>3
      FROM json_each(:files) WHERE true ON CONFLICT(taking_id, path) DO NOTHING`,
    {
      lastId,
      files: JSON.stringify(
        files.map(({ path, name, bytes, error }) => [path, name, bytes, error && JSON.stringify(error)]),
      ),
    },
  );
  return lastId;
}

export async function takingByClientId(
  reader: Reader,
  clientId: string,
): Promise<{ id: number; personId: number } | null> {
  const row = await reader.get<{ id: number; personId: number }>(
    `SELECT id, person_id AS personId FROM footage_taking WHERE client_id = :clientId`,
    { clientId },
  );
  return row ?? null;
}

export async function takingOrder(reader: Reader, id: number): Promise<TakingOrder | null> {
  const row = await reader.get<Omit<TakingOrder, 'acquisition'> & { acquisition: string }>(
    `SELECT id, hall_id AS hallId, camera_id AS cameraId, retention_class AS retentionClass, acquisition,
        person_id AS personId FROM footage_taking WHERE id = :id`,
    { id },
  );
  return row ? { ...row, acquisition: JSON.parse(row.acquisition) as Acquisition } : null;
}

/** What is still to be taken in, in the order given. */
export function waitingFiles(
  reader: Reader,
  takingId: number,
): Promise<{ id: number; path: string; name: string; bytes: number }[]> {
  return reader.all(
    `SELECT id, path, name, coalesce(bytes, 0) AS bytes FROM footage_taking_file
      WHERE taking_id = :takingId AND state = 'waiting' ORDER BY id`,
    { takingId },
  );
}

/** How an order stands: files by state, and the bytes of those that are done. */
export async function takingCounts(reader: Reader, takingId: number): Promise<Record<TakingFile['state'], number>> {
  const counts = { waiting: 0, taken: 0, known: 0, failed: 0 };
  const rows = await reader.all<{ state: TakingFile['state']; n: number }>(
    `SELECT state, count(*) AS n FROM footage_taking_file WHERE taking_id = :takingId GROUP BY state`,
    { takingId },
  );
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}

export async function setFileOutcome(tx: Tx, fileId: number, outcome: FileOutcome): Promise<void> {
  const [recordingId, bytes, error] =
    outcome.state === 'failed'
      ? [null, null, JSON.stringify(outcome.error)]
      : [outcome.recordingId, outcome.bytes, null];
  await tx.run(
    `UPDATE footage_taking_file SET state = :state, recording_id = :recordingId, bytes = coalesce(:bytes, bytes), error = :error
      WHERE id = :fileId`,
    { fileId, state: outcome.state, recordingId, bytes, error },
  );
}

/** Failed files wait again; what is finished stays so. @returns how many wait now */
export async function waitAgain(tx: Tx, takingId: number): Promise<number> {
  await tx.run(
    `UPDATE footage_taking_file SET state = 'waiting', error = NULL WHERE taking_id = :takingId AND state = 'failed'`,
    { takingId },
  );
  return (
    (await tx.value<number>(
      `SELECT count(*) FROM footage_taking_file WHERE taking_id = :takingId AND state = 'waiting'`,
      { takingId },
    )) ?? 0
  );
}

/** Orders of this person, of everybody for null; the newest first. */
export function takings(reader: Reader, personId: number | null, limit: number): Promise<Omit<Taking, 'jobId'>[]> {
  return reader.all(
    `SELECT t.id, t.at, ${tagSql('t.person_id')} AS "by", (SELECT ${briefSql('hall', 'h')} FROM hall h WHERE h.id = t.hall_id) AS hallLabel,
        count(*) AS files, coalesce(sum(f.state = 'taken'), 0) AS taken, coalesce(sum(f.state = 'known'), 0) AS known,
        coalesce(sum(f.state = 'failed'), 0) AS failed, coalesce(sum(f.state = 'waiting'), 0) AS waiting, coalesce(sum(f.bytes), 0) AS bytes
      FROM (SELECT * FROM footage_taking WHERE :personId IS NULL OR person_id = :personId ORDER BY id DESC LIMIT :limit) t
      JOIN footage_taking_file f ON f.taking_id = t.id GROUP BY t.id ORDER BY t.id DESC`,
    { personId, limit },
  );
}

export async function takingFiles(reader: Reader, takingId: number): Promise<TakingFile[]> {
  const rows = await reader.all<Omit<TakingFile, 'error'> & { error: string | null }>(
    `SELECT id, name, bytes, state, recording_id AS recordingId, error FROM footage_taking_file
      WHERE taking_id = :takingId ORDER BY id`,
    { takingId },
  );
  return rows.map((row) => ({
    ...row,
    error: row.error === null ? null : (JSON.parse(row.error) as TakingFile['error']),
  }));
}
