import type { Database } from '../../db/database.js';
import { AppError, isAppError } from '../../domain/errors.js';
import { isEnded, type Job, type JobKind } from '../../domain/jobs.js';
import type { Clock } from '../../domain/time.js';
import type { Log } from '../app/log.js';
import { insertJob, interruptJobs, clearJobs, finishJob, recentJobs } from '../../db/queries/jobs.js';

/** At most four updates a second reach the windows. */
const THROTTLE_MS = 250;

export type JobResult = Record<string, string | number> | null;

/** What running work may say and must listen to. */
export interface JobControl {
  /** @param percent 0..100, or null while the total is unknown */
  report(percent: number | null): void;
  /** Aborted when the person cancels or the console quits; the work then cleans up and throws. */
  signal: AbortSignal;
  /** Names the file the work wrote, so that it can be shown in its folder. */
  saved(path: string): void;
}

export interface JobSpec {
  kind: JobKind;
  /** In the person's words: a file name, a hall. */
  subject: string;
  cancellable: boolean;
  /** Whose work it is: only this person and the office see it. Null for the console's own upkeep. */
  personId: number | null;
}

/** Who asks for jobs: the office sees all, everybody else their own. */
export interface JobViewer {
  personId: number;
  office: boolean;
}

/** May this person see a job that belongs to `personId`? */
export function maySeeJob(viewer: JobViewer | null, personId: number | null): boolean {
  return personId === null || (viewer !== null && (viewer.office || viewer.personId === personId));
}

interface Running {
  job: Job;
  personId: number | null;
  abort: AbortController;
  done: Promise<void>;
  lastSent: number;
}

/**
 * Long work of any kind. A job is plain metadata, persisted at start and end; cancelling stops that job alone and is
 * not an error; what was running when the process ended shows as interrupted at the next start.
 */
export class JobManager {
  readonly #running = new Map<number, Running>();
  /** Files written in this session; paths stay in this process. */
  readonly #saved = new Map<number, string>();
  #closing = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly changed: (job: Job, personId: number | null) => void,
  ) {}

  /** Marks what a killed process left running. */
  boot(): Promise<void> {
    return interruptJobs(this.database, this.clock());
  }

  /** Starts the work and answers with its id at once. */
  async start(spec: JobSpec, work: (control: JobControl) => Promise<JobResult>): Promise<number> {
    if (this.#closing) throw new AppError('db.closed');
    const startedAt = this.clock();
    const id = await insertJob(this.database, spec, startedAt);
    const { personId, ...facts } = spec;
    const job: Job = {
      id,
      ...facts,
      state: 'running',
      percent: null,
      startedAt,
      endedAt: null,
      error: null,
      result: null,
    };
    const abort = new AbortController();
    const running: Running = { job, personId, abort, lastSent: 0, done: Promise.resolve() };
    this.#running.set(id, running);
    running.done = this.#run(running, work);
    this.changed(job, personId);
    return id;
  }

  /** The jobs this person may see, newest first. */
  async list(viewer: JobViewer): Promise<Job[]> {
    const stored = await recentJobs(this.database, viewer.office ? null : viewer.personId);
    return stored.map((job) => this.#running.get(job.id)?.job ?? job);
  }

  /** Asks the job to stop. @throws AppError `notFound.job`, also for a job that is not this person's to see */
  async cancel(id: number, viewer: JobViewer): Promise<Job> {
    const seen = (await this.list(viewer)).find((job) => job.id === id);
    if (!seen) throw new AppError('notFound.job', { id });
    const running = this.#running.get(id);
    if (!running) return seen;
    if (running.job.cancellable) {
      running.abort.abort();
      await running.done;
    }
    return running.job;
  }

  /** Forgets ended jobs of this person. @returns how many */
  clear(viewer: JobViewer): Promise<number> {
    return clearJobs(this.database, viewer.office ? null : viewer.personId);
  }

  /** The file that a job of this run wrote, or null, also for a job that is not this person's to see. */
  async savedBy(id: number, viewer: JobViewer): Promise<string | null> {
    const seen = (await this.list(viewer)).some((job) => job.id === id);
    return (seen ? this.#saved.get(id) : undefined) ?? null;
  }

  /** Waits for one job to end; for tests and for work that builds on other work. */
  async settled(id: number): Promise<Job | null> {
    const running = this.#running.get(id);
    await running?.done;
    return running?.job ?? null;
  }

  /** Stops everything and waits for it. */
  async shutdown(): Promise<void> {
    this.#closing = true;
    for (const { abort } of this.#running.values()) abort.abort();
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  async #run(running: Running, work: (control: JobControl) => Promise<JobResult>): Promise<void> {
    const { abort } = running;
    const end: Partial<Job> = { state: 'succeeded', percent: 100 };
    try {
      end.result = await work({
        signal: abort.signal,
        report: (percent) => this.#report(running, percent),
        saved: (path) => this.#saved.set(running.job.id, path),
      });
    } catch (error) {
      if (abort.signal.aborted || isAppError(error, 'cancelled')) {
        end.state = this.#closing ? 'interrupted' : 'cancelled';
      } else {
        end.state = 'failed';
        const known = error instanceof AppError ? error : new AppError('internal', {}, { cause: error });
        this.log.error(`job ${running.job.kind} ${running.job.id}`, error);
        end.error = { code: known.code, params: known.params };
      }
      end.percent = running.job.percent;
    }
    running.job = { ...running.job, ...end, endedAt: this.clock() };
    await finishJob(this.database, running.job).catch((error: unknown) => this.log.error('finish job', error));
    this.#running.delete(running.job.id);
    this.changed(running.job, running.personId);
  }

  #report(running: Running, percent: number | null): void {
    if (isEnded(running.job.state)) return;
    running.job = { ...running.job, percent: percent === null ? null : Math.max(0, Math.min(100, percent)) };
    const now = performance.now();
    if (now - running.lastSent < THROTTLE_MS) return;
    running.lastSent = now;
    this.changed(running.job, running.personId);
  }
}
