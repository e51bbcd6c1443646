import { stat, statfs } from 'node:fs/promises';
import { createBackup, listBackups, pruneBackups, verifyBackup } from '../../db/backup.js';
import type { Database } from '../../db/database.js';
import { storePaths } from '../../db/folder.js';
import { checkIntegrity } from '../../db/integrity.js';
import { latestRecordedAt, newestAudit } from '../../db/queries/audit-list.js';
import { anyPerson } from '../../db/queries/people.js';
import { readIdleMinutes, writeIdleMinutes } from '../../db/queries/settings.js';
import type { BackupInfo } from '../../domain/contract/commands/system.js';
import type { CommandInput, CommandOutput } from '../../domain/contract/commands/index.js';
import { liesBehind } from '../../domain/clock-watch.js';
import { AppError } from '../../domain/errors.js';
import { dayOf, EARLIEST_PLAUSIBLE_MS, type Clock } from '../../domain/time.js';
import type { CallContext } from '../ipc/context.js';
import type { JobManager } from '../jobs/manager.js';

interface Dependencies {
  database: Database;
  jobs: JobManager;
  clock: Clock;
  folder: string;
  demo: boolean;
}

/** Daily copies kept; those made by hand or before a migration stay for ever. */
const KEEP_DAILY = 14;
/** The daily copy waits until the console has come up; later it is looked for again, for consoles that run for days. */
const DAILY_AFTER_MS = 60_000;
const DAILY_AGAIN_MS = 1_800_000;

/** Backups of a data folder as people see them, newest first. */
export async function backupsOf(folder: string): Promise<BackupInfo[]> {
  const backups = await listBackups(storePaths(folder).backups);
  return backups.map(({ name, at, bytes, kind, facts }) => ({
    name,
    at,
    bytes,
    schemaVersion: facts?.schema ?? 0,
    sha256: facts?.sha256 ?? '',
    origin: kind,
  }));
}

/** Care of the store: backups, checks, what it weighs, when the console locks. */
export class UpkeepService {
  #daily: NodeJS.Timeout | null = null;

  constructor(private readonly deps: Dependencies) {}

  /** One copy a day, made soon after the first start of that day. */
  boot(): void {
    if (this.deps.demo) return;
    this.#dailyIn(DAILY_AFTER_MS);
  }

  shutdown(): void {
    if (this.#daily) clearTimeout(this.#daily);
  }

  async health(): Promise<CommandOutput<'system.health'>> {
    const { database, folder } = this.deps;
    const [store, space, backups, head, sqlite] = await Promise.all([
      stat(database.file),
      statfs(folder),
      backupsOf(folder),
      database.read('health.head', newestAudit),
      database.read('health.sqlite', (reader) => reader.value<string>('SELECT sqlite_version()')),
    ]);
    return {
      dataFolder: folder,
      storeBytes: store.size,
      freeBytes: space.bavail * space.bsize,
      backups,
      auditRows: head?.seq ?? 0,
      auditHead: head?.hash ?? null,
      runtime: {
        electron: process.versions['electron'] ?? '',
        chromium: process.versions['chrome'] ?? '',
        node: process.versions.node,
        sqlite: sqlite ?? '',
      },
    };
  }

  async backup(context: CallContext): Promise<{ jobId: number }> {
    await this.#note(context);
    const { database, clock } = this.deps;
    const jobId = await this.deps.jobs.start(
      { kind: 'backup', subject: '', cancellable: true, personId: context.actor.personId },
      async (control) => {
        const backup = await createBackup(database, { kind: 'manual', at: clock(), signal: control.signal });
        control.report(60);
        await verifyBackup(backup.file, control.signal);
        control.saved(backup.file);
        return { file: backup.name, bytes: backup.bytes, sha256: backup.facts?.sha256 ?? '' };
      },
    );
    return { jobId };
  }

  async checkIntegrity(context: CallContext): Promise<{ jobId: number }> {
    await this.#note(context);
    const { database } = this.deps;
    const jobId = await this.deps.jobs.start(
      { kind: 'integrity', subject: '', cancellable: true, personId: context.actor.personId },
      async (control) => {
        const report = await checkIntegrity(
          database,
          (done, total) => control.report((done / total) * 100),
          control.signal,
        );
        if (!report.ok) throw new AppError('db.corrupt', { file: 'mingcha.sqlite', detail: report.faults[0] ?? '' });
        return {};
      },
    );
    return { jobId };
  }

  /**
   * Somebody answers for the clock: it is right now, what the log knows of later was written by a wrong one.
   * @throws AppError `system.clockRight` while the clock can be right, or the log knows a later moment than was seen;
   *   `system.clockEarly` where it cannot be right at all
   */
  async confirmClock(
    { latestAt, reason }: CommandInput<'system.confirmClock'>,
    context: CallContext,
  ): Promise<CommandOutput<'system.confirmClock'>> {
    const { now, command, actor } = context;
    if (now < EARLIEST_PLAUSIBLE_MS) throw new AppError('system.clockEarly');
    return this.deps.database.write(command, async (tx) => {
      const latest = await latestRecordedAt(tx);
      if (latest !== latestAt || !liesBehind(latest, now)) throw new AppError('system.clockRight');
      await tx.audit({
        action: command,
        object: 'system',
        ref: null,
        actor,
        reason,
        before: { at: latest },
        after: { at: now },
      });
      tx.changed('system', 1);
      return {};
    });
  }

  setIdleMinutes(minutes: number, context: CallContext): Promise<{ minutes: number }> {
    return this.deps.database.write(context.command, async (tx) => {
      const before = await readIdleMinutes(tx);
      await writeIdleMinutes(tx, minutes, context.now);
      await tx.audit({
        action: context.command,
        object: 'settings',
        ref: null,
        actor: context.actor,
        before: { minutes: before },
        after: { minutes },
      });
      tx.changed('settings', 1);
      return { minutes };
    });
  }

  /** Asking for it is written down before it runs, so that even an interrupted one stands in the log. */
  async #note(context: CallContext): Promise<void> {
    await this.deps.database.write(context.command, (tx) =>
      tx.audit({ action: context.command, object: 'system', ref: null, actor: context.actor }),
    );
  }

  #dailyIn(wait: number): void {
    this.#daily = setTimeout(() => {
      void this.#makeDaily()
        .catch(() => undefined)
        .then(() => this.#dailyIn(DAILY_AGAIN_MS));
    }, wait);
    this.#daily.unref();
  }

  async #makeDaily(): Promise<void> {
    const { database, clock, jobs, folder } = this.deps;
    const { backups } = storePaths(folder);
    // A copy of nothing would count as today's.
    if (!(await database.read('upkeep.used', anyPerson))) return;
    const today = dayOf(clock());
    if ((await listBackups(backups)).some(({ kind, at }) => kind === 'daily' && dayOf(at) === today)) return;
    await jobs.start({ kind: 'backup', subject: '', cancellable: true, personId: null }, async (control) => {
      const backup = await createBackup(database, { kind: 'daily', at: clock(), signal: control.signal });
      await pruneBackups(backups, KEEP_DAILY);
      return { file: backup.name, bytes: backup.bytes };
    });
  }
}
