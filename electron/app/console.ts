import { join } from 'node:path';
import type { SystemStatus } from '../../domain/contract/commands/system.js';
import { latestRecordedAt } from '../../db/queries/audit-list.js';
import { storePaths } from '../../db/folder.js';
import { problemOf, type Repair } from '../../db/problems.js';
import { restoreBackup } from '../../db/restore.js';
import { liesBehind } from '../../domain/clock-watch.js';
import { AppError, type ErrorParams } from '../../domain/errors.js';
import { EARLIEST_PLAUSIBLE_MS } from '../../domain/time.js';
import type { DispatchTarget } from '../ipc/dispatch.js';
import { mediaOf, type MediaSource } from '../security/media.js';
import type { Handlers, SystemName } from '../ipc/context.js';
import type { SessionGate } from '../services/session/gate.js';
import { backupsOf } from '../services/upkeep.js';
import { clearUnfinishedDemo, isDemoMade, markDemoMade } from '../demo/mark.js';
import { openWorkspace, type Surroundings, type Workspace } from './container.js';
import type { Paths } from './paths.js';
import type { Settings } from './settings.js';

interface Problem {
  code: string;
  params: ErrorParams;
  repairs: Repair[];
}

/** How long the first question waits for the store before it is told "opening". */
const PATIENCE_MS = 400;

export interface ConsoleOptions extends Surroundings {
  paths: Paths;
  settings: Settings;
  version: string;
  systemLanguage: 'zh-CN' | 'en';
}

/** The running console: at most one data folder open, or the problem that keeps it closed. */
export class Console implements DispatchTarget {
  #workspace: Workspace | null = null;
  #problem: Problem | null = null;
  #opening: Promise<void> = Promise.resolve();
  #demo = false;
  /** The job that is making the demo hall; nobody is at the desk meanwhile. */
  #preparing: number | null = null;
  readonly #system: Handlers<SystemName>;

  constructor(private readonly options: ConsoleOptions) {
    this.#system = this.#systemHandlers();
  }

  get workspace(): Workspace | null {
    return this.#workspace;
  }

  handlers(): Partial<Handlers> {
    return { ...this.#system, ...this.#workspace?.handlers };
  }

  gate(): SessionGate | null {
    return this.#preparing === null ? (this.#workspace?.session ?? null) : null;
  }

  async latestRecordedAt(): Promise<number | null> {
    return (await this.#workspace?.database.read('clock.latest', latestRecordedAt)) ?? null;
  }

  /** Evidence of the open data folder, for who is at the desk; null while there is none. */
  media(): MediaSource | null {
    const gate = this.gate();
    return gate && this.#workspace && mediaOf(this.#workspace, gate);
  }

  /** Opens a data folder in place of the present one. A problem is kept and shown, never thrown. */
  open(demo: boolean): Promise<void> {
    this.#opening = this.#opening.then(() => this.#open(demo));
    return this.#opening;
  }

  async close(): Promise<void> {
    await this.#opening;
    await this.#workspace?.close();
    this.#workspace = null;
  }

  async status(): Promise<SystemStatus> {
    await Promise.race([this.#opening, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
    const { clock, settings, version, systemLanguage } = this.options;
    const now = clock();
    const lastRecordedAt = await this.latestRecordedAt();
    const behind = now < EARLIEST_PLAUSIBLE_MS || liesBehind(lastRecordedAt, now);
    return {
      version,
      preferences: settings.preferences,
      systemLanguage,
      store: await this.#storeStatus(),
      demo: this.#demo,
      clock: { now, lastRecordedAt, behind },
      lastBackupAt: (await backupsOf(this.#folder).catch(() => []))[0]?.at ?? null,
    };
  }

  get #folder(): string {
    return this.#demo ? this.options.paths.demo : this.options.paths.data;
  }

  async #storeStatus(): Promise<SystemStatus['store']> {
    if (this.#preparing !== null) return { state: 'opening', jobId: this.#preparing };
    if (this.#workspace) return { state: 'ready' };
    if (!this.#problem) return { state: 'opening', jobId: null };
    const backups = this.#problem.repairs.includes('restore') ? await backupsOf(this.#folder).catch(() => []) : [];
    return { state: 'problem', ...this.#problem, backups };
  }

  async #open(demo: boolean): Promise<void> {
    const { options } = this;
    const before = this.#workspace;
    this.#workspace = null;
    this.#problem = null;
    this.#demo = demo;
    await before?.close();
    try {
      if (demo) await clearUnfinishedDemo(this.#folder);
      const workspace = await openWorkspace(this.#folder, demo, { ...options, language: () => this.language });
      workspace.upkeep.boot();
      if (demo) await this.#enterDemo(workspace);
      this.#workspace = workspace;
      workspace.telling.start();
    } catch (error) {
      options.log.error('open store', error);
      this.#problem = await this.#problemOf(error);
    }
    this.#announce();
  }

  /** Straight into the demo hall: its office administrator is at the desk, once the hall has been made. */
  async #enterDemo(workspace: Workspace): Promise<void> {
    const { clock, files, log } = this.options;
    const enter = async (): Promise<void> => {
      const people = await workspace.session.demoPeople();
      const first = people.find(({ roles }) => roles.includes('office'));
      if (!first) return;
      await workspace.session.demoSignIn(first.id, { now: clock(), command: 'session.demoSignIn', actor: null });
    };
    if (await isDemoMade(this.#folder)) return enter();
    this.#preparing = await workspace.jobs.start(
      { kind: 'demo', subject: '', cancellable: false, personId: null },
      async (control) => {
        try {
          const { language } = this;
          // Loaded when there is a demo hall to make, which is once.
          const { makeDemo } = await import('../demo/make.js');
          const made = await makeDemo(workspace, {
            clock,
            files,
            language,
            footage: true,
            signal: control.signal,
            report: (percent) => control.report(percent),
          });
          await markDemoMade(this.#folder);
          await enter();
          return made;
        } catch (error) {
          if (control.signal.aborted) throw error;
          log.error('make demo', error);
          this.#problem = await this.#problemOf(error);
          this.#workspace = null;
          setImmediate(() => void workspace.close());
          throw error;
        } finally {
          this.#preparing = null;
          this.#announce();
        }
      },
    );
  }

  /** The language people read, `system` resolved. */
  get language(): 'zh-CN' | 'en' {
    const { language } = this.options.settings.preferences;
    return language === 'system' ? this.options.systemLanguage : language;
  }

  #announce(): void {
    this.options.dataChanged({ entity: 'system', ids: [], revision: 0 });
    this.options.dataChanged({ entity: 'session', ids: [], revision: 0 });
  }

  /** A problem with a name and ways out; anything unforeseen keeps its log entry and offers to try again. */
  async #problemOf(error: unknown): Promise<Problem> {
    const backups = await backupsOf(this.#folder).catch(() => []);
    const known = problemOf(error, backups.length);
    if (known) return { ...known, repairs: [...known.repairs] };
    return { code: 'internal', params: {}, repairs: ['retry', 'openFolder', 'quit'] };
  }

  async #repair(repair: Repair, backup: string | null): Promise<void> {
    if (!this.#problem?.repairs.includes(repair))
      throw new AppError('conflict.state', { entity: 'system', state: 'ready' });
    const acts: Record<Repair, () => unknown> = {
      retry: () => this.open(this.#demo),
      openFolder: () => this.options.desktop.openFolder(this.#folder),
      quit: () => this.options.desktop.quit(),
      restore: async () => {
        const { backups } = storePaths(this.#folder);
        // Only a name out of the list is taken, so that it can point nowhere else.
        const known = (await backupsOf(this.#folder)).find(({ name }) => name === backup);
        if (!known) throw new AppError('notFound.file', { name: backup ?? '' });
        await restoreBackup({ folder: this.#folder, backup: join(backups, known.name), at: this.options.clock() });
        await this.open(this.#demo);
      },
    };
    await acts[repair]();
  }

  #systemHandlers(): Handlers<SystemName> {
    const { settings } = this.options;
    return {
      'system.status': () => this.status(),
      'system.setPreferences': async (change) => {
        const preferences = { ...settings.preferences };
        Object.assign(preferences, change);
        settings.update({ preferences });
        if (change.language) {
          this.options.desktop.setMenu(this.language);
          this.#workspace?.telling.soon();
        }
        return settings.preferences;
      },
      'system.fillScreen': ({ on }) => {
        this.options.desktop.fillScreen(on);
        return Promise.resolve({});
      },
      'system.repair': async (input) => {
        await this.#repair(input.repair, input.repair === 'restore' ? input.backup : null);
        return this.status();
      },
      'system.openDemo': async () => {
        await this.open(true);
        return { jobId: this.#preparing };
      },
      'system.leaveDemo': async () => {
        await this.open(false);
        return {};
      },
    };
  }
}
