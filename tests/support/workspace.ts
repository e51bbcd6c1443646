import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Desktop, Waiting } from '../../electron/app/desktop.js';
import type { Printed } from '../../electron/documents/paper-html.js';
import { createLog, type Log } from '../../electron/app/log.js';
import { openWorkspace, type Workspace } from '../../electron/app/container.js';
import { latestRecordedAt } from '../../db/queries/audit-list.js';
import { createDispatcher } from '../../electron/ipc/dispatch.js';
import { FileTokens } from '../../electron/services/files.js';
import type { CommandInput, CommandName, CommandOutput } from '../../domain/contract/commands/index.js';
import type { EventPayload } from '../../domain/contract/events.js';
import { AppError, type WireError } from '../../domain/errors.js';
import type { Job } from '../../domain/jobs.js';
import type { Envelope } from '../../domain/result.js';
import type { Role } from '../../domain/people.js';
import { printedBytes } from './pdf.js';
import { plainPng } from './png.js';

export const PASSWORD = '杭州湾-tide-47';

/** A desktop nobody sits at: dialogs answer what the test put in, the rest is written down. */
export class QuietDesktop implements Desktop {
  file: string | null = null;
  target: string | null = null;
  readonly opened: string[] = [];

  chooseFile(): Promise<string | null> {
    return Promise.resolve(this.file);
  }

  /** What a dialog for several files or a folder answers. */
  many: string[] = [];

  chooseMany(): Promise<string[]> {
    return Promise.resolve(this.many);
  }

  chooseTarget(): Promise<string | null> {
    return Promise.resolve(this.target);
  }

  /** A file the clipboard holds, as it were. */
  pasted: string | null = null;

  pastePicture(): Promise<string | null> {
    return Promise.resolve(this.pasted);
  }

  openFolder(folder: string): Promise<void> {
    this.opened.push(folder);
    return Promise.resolve();
  }

  /** Copies that were opened, by their names. */
  readonly copies: { file: string; name: string }[] = [];

  openCopy(file: string, name: string): Promise<void> {
    this.copies.push({ file, name });
    return Promise.resolve();
  }

  showFile(path: string): void {
    this.opened.push(path);
  }

  openWindow(): void {
    this.opened.push('window');
  }

  fillScreen(on: boolean): void {
    this.opened.push(on ? 'screen' : 'screen back');
  }

  /** What was printed, newest last. */
  readonly printed: Printed[] = [];

  printPdf(document: Printed): Promise<Uint8Array> {
    this.printed.push(document);
    return Promise.resolve(printedBytes(document.html));
  }

  /** Pages that were drawn, newest last. */
  readonly drawn: string[] = [];

  draw(html: string, { width, height }: { width: number; height: number }): Promise<Uint8Array> {
    this.drawn.push(html);
    return Promise.resolve(plainPng(width, height, [255, 255, 255, 255]));
  }

  /** Notices as they were shown, newest last; `standing` until they are taken away. */
  readonly told: { title: string; body: string; press: () => void; standing: boolean }[] = [];
  readonly tell = {
    possible: true,
    show: (text: { title: string; body: string }, press: () => void) => {
      const notice = { ...text, press, standing: true };
      this.told.push(notice);
      return () => void (notice.standing = false);
    },
  };

  waiting: Waiting | null = null;

  showWaiting(waiting: Waiting | null): void {
    this.waiting = waiting;
  }

  goTo(route: string | null): void {
    this.opened.push(route ?? 'front');
  }

  quit(): void {
    this.opened.push('quit');
  }

  setMenu(): void {
    // No menu without a window.
  }
}

/** A whole console without a window: real store, real services, the real dispatcher, in a folder of its own. */
export interface TestConsole {
  folder: string;
  workspace: Workspace;
  desktop: QuietDesktop;
  files: FileTokens;
  jobs: Job[];
  changes: EventPayload<'data.changed'>[];
  /** Clock of this console; moves only when told. `set` is how far somebody has set it, beside time that went by. */
  time: { now: number; set: number };
  /** As it crosses the bridge. */
  send(name: string, input: unknown): Promise<Envelope<unknown>>;
  /** The value, or throws the wire error. */
  call<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>>;
  /** The error; fails the test when there is none. */
  refused(name: CommandName, input: unknown): Promise<WireError>;
  /** Waits for a job of this console and returns it. */
  ended(jobId: number): Promise<Job>;
  close(): Promise<void>;
}

/**
 * @param options.demo opened as a demo hall: persons sign in without a password
 * @param options.setUp make the first hall and sign its administrator in
 */
export async function openConsole(
  options: { demo?: boolean; setUp?: boolean; folder?: string; language?: 'zh-CN' | 'en' } = {},
): Promise<TestConsole> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'mingcha 测试 ')));
  const time = { now: Date.UTC(2026, 9, 14, 6, 5), set: 0 };
  const clock = (): number => time.now;
  const desktop = new QuietDesktop();
  const files = new FileTokens(clock);
  const jobs: Job[] = [];
  const changes: EventPayload<'data.changed'>[] = [];
  const written = createLog(join(folder, 'log'), clock);
  // What a person would find in the log is printed here, or a failing test says only "internal".
  const log: Log = {
    ...written,
    error: (what, error) => {
      if (!(error instanceof AppError)) console.error(what, error);
      return written.error(what, error);
    },
  };
  const workspace = await openWorkspace(join(folder, 'data'), options.demo ?? false, {
    clock,
    steady: () => time.now - time.set,
    log,
    files,
    desktop,
    language: () => options.language ?? 'zh-CN',
    jobChanged: (job) => jobs.push(job),
    dataChanged: (change) => changes.push(change),
  });
  const dispatcher = createDispatcher(
    {
      handlers: () => workspace.handlers,
      gate: () => workspace.session,
      latestRecordedAt: () => workspace.database.read('clock.latest', latestRecordedAt),
    },
    clock,
    log,
  );
  const self: TestConsole = {
    folder,
    workspace,
    desktop,
    files,
    jobs,
    changes,
    time,
    send: (name, input) => dispatcher.call(name, input),
    async call(name, input) {
      const answer = await dispatcher.call(name, input);
      if (!answer.ok) throw Object.assign(new Error(JSON.stringify(answer.error)), answer.error);
      return answer.value as never;
    },
    async refused(name, input) {
      const answer = await dispatcher.call(name, input);
      if (answer.ok) throw new Error(`${name} was not refused: ${JSON.stringify(answer.value)}`);
      return answer.error;
    },
    async ended(jobId) {
      await workspace.jobs.settled(jobId);
      const job = (await workspace.jobs.list({ personId: 0, office: true })).find(({ id }) => id === jobId);
      if (!job) throw new Error(`no job ${jobId}`);
      return job;
    },
    async close() {
      await workspace.close();
      await log.flush();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
  if (options.setUp !== false) {
    await self.call('session.setUp', {
      clientId: crypto.randomUUID(),
      hallName: '林溪区行政便民服务中心',
      administrator: { account: 'office', name: '何知远', password: PASSWORD },
    });
  }
  return self;
}

/** Makes a person of these roles, as the office; a unit contact needs the id of its unit. */
export async function addPerson(
  target: TestConsole,
  account: string,
  roles: Role[],
  unitId: number | null = null,
): Promise<number> {
  const person = await target.call('people.create', {
    clientId: crypto.randomUUID(),
    fields: { account, name: `人员${account}`, code: null, roles, unitId, phone: null, note: null },
    password: PASSWORD,
  });
  return person.id;
}
