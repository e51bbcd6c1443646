import type { Job } from '../../domain/jobs.js';
import type { Database } from '../database.js';

interface JobRecord {
  id: number;
  kind: Job['kind'];
  subject: string;
  state: Job['state'];
  percent: number | null;
  started_at: number;
  ended_at: number | null;
  cancellable: number;
  error_json: string | null;
  result_json: string | null;
}

/** The tray shows this many. */
const SHOWN = 50;

/** Job metadata is bookkeeping of this computer, not evidence: it stays out of the audit log. */
const bookkeeping = { unaudited: true } as const;

/** @returns the new job's id */
export function insertJob(
  database: Database,
  spec: Pick<Job, 'kind' | 'subject' | 'cancellable'> & { personId: number | null },
  startedAt: number,
): Promise<number> {
  return database.write(
    'jobs.insert',
    async (tx) => {
      const { lastId } = await tx.run(
        `INSERT INTO job(kind, subject, state, started_at, cancellable, person_id)
           VALUES(:kind, :subject, 'running', :startedAt, :cancellable, :personId)`,
        {
          kind: spec.kind,
          subject: spec.subject,
          startedAt,
          cancellable: spec.cancellable ? 1 : 0,
          personId: spec.personId,
        },
      );
      return lastId;
    },
    bookkeeping,
  );
}

export function finishJob(database: Database, job: Job): Promise<void> {
  return database.write(
    'jobs.finish',
    async (tx) => {
      await tx.run(
        `UPDATE job SET state = :state, percent = :percent, ended_at = :endedAt, error_json = :error, result_json = :result WHERE id = :id`,
        {
          id: job.id,
          state: job.state,
          percent: job.percent,
          endedAt: job.endedAt,
          error: job.error && JSON.stringify(job.error),
          result: job.result && JSON.stringify(job.result),
        },
      );
    },
    bookkeeping,
  );
}

/** What a process that is gone left as running becomes interrupted. Writes nothing when there is none. */
export async function interruptJobs(database: Database, now: number): Promise<void> {
  const left = await database.read('jobs.left', (reader) =>
    reader.value<number>(`SELECT count(*) FROM job WHERE state IN ('queued', 'running')`),
  );
  if (!left) return;
  await database.write(
    'jobs.interrupt',
    async (tx) => {
      await tx.run(`UPDATE job SET state = 'interrupted', ended_at = :now WHERE state IN ('queued', 'running')`, {
        now,
      });
    },
    bookkeeping,
  );
}

/** Newest first. @param personId only this person's and the console's own; null for all */
export async function recentJobs(database: Database, personId: number | null): Promise<Job[]> {
  const records = await database.read('jobs.recent', (reader) =>
    reader.all<JobRecord>(
      `SELECT id, kind, subject, state, percent, started_at, ended_at, cancellable, error_json, result_json
         FROM job WHERE :personId IS NULL OR person_id IS NULL OR person_id = :personId ORDER BY id DESC LIMIT ${SHOWN}`,
      { personId },
    ),
  );
  return records.map((record) => ({
    id: record.id,
    kind: record.kind,
    subject: record.subject,
    state: record.state,
    percent: record.percent,
    startedAt: record.started_at,
    endedAt: record.ended_at,
    cancellable: record.cancellable === 1,
    error: record.error_json === null ? null : (JSON.parse(record.error_json) as Job['error']),
    result: record.result_json === null ? null : (JSON.parse(record.result_json) as Job['result']),
  }));
}

/** @param personId only this person's; null for all. @returns how many ended jobs were forgotten */
export function clearJobs(database: Database, personId: number | null): Promise<number> {
  return database.write(
    'jobs.clear',
    async (tx) =>
      (
        await tx.run(
          `DELETE FROM job WHERE state NOT IN ('queued', 'running') AND (:personId IS NULL OR person_id = :personId)`,
          { personId },
        )
      ).changes,
    bookkeeping,
  );
}
