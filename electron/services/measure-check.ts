import type { Database } from '../../db/database.js';
import { measureChecks, rebuildMeasures, rebuildSummaries } from '../../db/queries/measure-recount.js';
import type { Log } from '../app/log.js';
import type { JobManager } from '../jobs/manager.js';

interface Deps {
  database: Database;
  jobs: JobManager;
  log: Log;
  demo: boolean;
}

/** The first look waits until the day's work has begun; consoles run for days. */
const FIRST_AFTER_MS = 20 * 60_000;
const AGAIN_AFTER_MS = 24 * 3_600_000;

/** Holds what is kept beside the rows to a recount, now and then; what differs is counted anew, and a job says so. */
export class MeasureCheck {
  #timer: NodeJS.Timeout | null = null;
  #look: Promise<unknown> = Promise.resolve();
  #ending = false;

  constructor(private readonly deps: Deps) {}

  boot(): void {
    if (!this.deps.demo) this.#lookIn(FIRST_AFTER_MS);
  }

  async shutdown(): Promise<void> {
    this.#ending = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#look;
  }

  /** Recounts one table after the other, so that others read in between. @returns the job that puts right what differs */
  async check(): Promise<number | null> {
    const { database, jobs, log } = this.deps;
    const differing: Record<string, number> = {};
    for (const { table, rows } of measureChecks) {
      if (this.#ending) return null;
      const count = await database.read('measures.check', rows);
      if (count > 0) differing[table] = count;
    }
    const tables = Object.keys(differing);
    if (tables.length === 0) return null;
    log.info('measures differ from their rows', differing);
    const rows = Object.values(differing).reduce((sum, count) => sum + count, 0);
    const rebuild = tables.includes('rectification_span') ? rebuildMeasures : rebuildSummaries;
    return jobs.start({ kind: 'measures.rebuild', subject: '', cancellable: false, personId: null }, async () => {
      // They say nothing that the rows do not say.
      await database.write('measures.rebuild', rebuild, { unaudited: true });
      return { rows, tables: tables.length };
    });
  }

  #lookIn(wait: number): void {
    this.#timer = setTimeout(() => {
      this.#look = this.check()
        .catch((error: unknown) => void this.deps.log.error('measures check', error))
        .then(() => {
          if (!this.#ending) this.#lookIn(AGAIN_AFTER_MS);
        });
    }, wait);
    this.#timer.unref();
  }
}
