import { basename } from 'node:path';
import type { Clock } from '../domain/time.js';
import { AppError } from '../domain/errors.js';
import { Connection } from './driver.js';
import {
  clearMark,
  endedUncleanly,
  prepareFolder,
  setMark,
  sizeOf,
  storePaths,
  syncFile,
  type StorePaths,
} from './folder.js';
import type { Reader, Tx } from './handles.js';
import { lockFolder } from './lock.js';
import { migrations as allMigrations } from './migrations/index.js';
import type { Migration } from './migrations/migration.js';
import { migrate, planMigration } from './migrations/runner.js';
import { namedOpenError } from './problems.js';
import { Readers, type ReadOptions } from './readers.js';
import { finishRestore } from './restore.js';
import { SLOW_MS, type SlowLog } from './slow.js';
import { Writer, type CommitListener, type WriteOptions } from './writer.js';

export type { AuditEntry, AuditHead } from './audit-log.js';
export type { Change, Reader, Tx } from './handles.js';
export type { Migration } from './migrations/migration.js';
export type { Params, Value } from './params.js';
export type { SlowQuery } from './slow.js';
export type { CommitListener, WriteOptions } from './writer.js';

/** The open store. */
export interface Database {
  /** Path of the store file, and of the data folder around it. */
  readonly file: string;
  readonly folder: string;
  /**
   * Asks on a read-only connection; sees every write that has been answered. Name it `feature.what`: slow statements
   * are logged by it. A read inside a read shares its connection; inside a write it throws.
   * @throws AppError `db.*`
   */
  read<T>(name: string, work: (reader: Reader) => Promise<T>, options?: ReadOptions): Promise<T>;
  /**
   * Changes rows in one transaction, one after another in the order asked; answered when they are on the disk. Any
   * rejection of `work` undoes everything. Throws before COMMIT when rows changed and no audit row was added, unless
   * `unaudited`. No file, network or media work inside.
   * @throws AppError `db.*`
   */
  write<T>(name: string, work: (tx: Tx) => Promise<T>, options?: WriteOptions): Promise<T>;
  /**
   * While `work` runs, commits do not wait for the disk; when it has ended everything is on the disk. Losing power meanwhile
   * may cost the whole store, so this is for a folder that is thrown away when it was not finished.
   * @throws whatever `work` throws, AppError `db.*`
   */
  unsynced<T>(work: () => Promise<T>): Promise<T>;
  /** Called after each commit that named changed rows. @returns the function that ends it */
  onCommit(listener: CommitListener): () => void;
  /** Lets running work end, tidies the file and gives the folder back. A second call does nothing. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Absolute path of the data folder; made when it is not there. */
  folder: string;
  clock: Clock;
  /** Told of every statement that takes `slowMs` (50) milliseconds or more. */
  log?: SlowLog | undefined;
  slowMs?: number | undefined;
  migrations?: readonly Migration[] | undefined;
  /** Told of errors nobody waits for: of a commit listener (the commit stands), of tidying when idle or at the end. */
  onBackgroundError?: ((error: unknown) => void) | undefined;
  /** Milliseconds without a write after which the log is folded into the file. */
  idleMs?: number | undefined;
}

const READERS = 2;
const MIB = 1024 * 1024;
/** Files up to this size are checked at every start (about 1 ms per MiB), larger ones after an unclean end. */
const ALWAYS_CHECKED = 32 * MIB;
const IDLE_MS = 5000;
/** How far the log may grow in one go of work: what is written again and again is then folded into the file once. */
const LOG_BYTES = 64 * MIB;
const PAGE_BYTES = 4096;

const COMMON = 'PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;';
// Without recursive triggers a REPLACE removes a row unseen by the triggers that keep it.
const WRITER_PRAGMAS = `${COMMON}
  PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON;
  PRAGMA recursive_triggers = ON;
  PRAGMA journal_size_limit = ${LOG_BYTES}; PRAGMA wal_autocheckpoint = ${LOG_BYTES / PAGE_BYTES}; PRAGMA cache_size = -65536`;
const READER_PRAGMAS = `${COMMON} PRAGMA query_only = ON; PRAGMA cache_size = -32768`;
// TRUNCATE waits for readers and would hold up writers: try briefly, the next idle moment comes.
const FOLD_LOG = 'PRAGMA busy_timeout = 20; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout = 5000';

/**
 * Opens the store of a folder, makes it when it is new, and brings it to the newest schema.
 * Nothing is repaired: a file that is not sound is refused (see `problems.ts` for the ways out).
 * @throws AppError `db.locked`, `db.readOnly`, `db.full`, `db.corrupt`, `db.newer`, `db.migration`
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const paths = storePaths(options.folder);
  await prepareFolder(paths);
  const unlock = await lockFolder(paths);
  const opened: Connection[] = [];
  try {
    await finishRestore(paths);
    await refuseLoss(paths);
    const connection = await Connection.open(paths.file, 'create');
    opened.push(connection);
    await checkAtStart(connection, paths);
    const plan = await planMigration(connection, options.migrations ?? allMigrations);
    await connection.exec(WRITER_PRAGMAS);
    await setMark(paths);
    await migrate(connection, plan, paths.backups, options.clock);
    for (let index = 0; index < READERS; index += 1) {
      const reader = await Connection.open(paths.file, 'read');
      opened.push(reader);
      await reader.exec(READER_PRAGMAS);
    }
    return new Store(options, paths, connection, opened.slice(1), unlock);
  } catch (error) {
    for (const connection of opened) await connection.close().catch(() => undefined);
    await unlock();
    throw await namedOpenError(error, paths);
  }
}

/** A store that was in use and is gone must not be followed by an empty one in silence. */
async function refuseLoss(paths: StorePaths): Promise<void> {
  if ((await sizeOf(paths.file)) === null && (await endedUncleanly(paths))) {
    throw new AppError('db.corrupt', { file: basename(paths.file), detail: 'missing' });
  }
}

async function checkAtStart(connection: Connection, paths: StorePaths): Promise<void> {
  const bytes = (await sizeOf(paths.file)) ?? 0;
  if (bytes === 0 || (bytes > ALWAYS_CHECKED && !(await endedUncleanly(paths)))) return;
  const fault = await connection.get<{ quick_check: string }>('PRAGMA quick_check(1)');
  if (fault?.quick_check !== 'ok') {
    throw new AppError('db.corrupt', { file: basename(paths.file), detail: fault?.quick_check ?? '' });
  }
}

class Store implements Database {
  readonly file: string;
  readonly folder: string;
  private readonly writer: Writer;
  private readonly readers: Readers;
  private readonly idleMs: number;
  private readonly onTidyError: (error: unknown) => void;
  private idle: NodeJS.Timeout | null = null;
  private closing: Promise<void> | null = null;

  constructor(
    options: OpenOptions,
    private readonly paths: StorePaths,
    private readonly connection: Connection,
    readers: Connection[],
    private readonly unlock: () => Promise<void>,
  ) {
    this.file = paths.file;
    this.folder = paths.folder;
    this.idleMs = options.idleMs ?? IDLE_MS;
    const slow = { slowMs: options.slowMs ?? SLOW_MS, log: options.log };
    const onListenerError = options.onBackgroundError ?? (() => undefined);
    this.onTidyError = onListenerError;
    this.writer = new Writer({ connection, clock: options.clock, onListenerError, ...slow });
    this.readers = new Readers({ owner: this.writer, connections: readers, ...slow });
  }

  read<T>(name: string, work: (reader: Reader) => Promise<T>, options?: ReadOptions): Promise<T> {
    return this.readers.read(name, work, options);
  }

  write<T>(name: string, work: (tx: Tx) => Promise<T>, options?: WriteOptions): Promise<T> {
    this.foldWhenIdle();
    return this.writer.write(name, work, options);
  }

  async unsynced<T>(work: () => Promise<T>): Promise<T> {
    await this.writer.inTurn(() => this.connection.exec('PRAGMA synchronous = OFF'));
    try {
      return await work();
    } finally {
      await this.writer.inTurn(() => this.connection.exec(`PRAGMA synchronous = FULL; ${FOLD_LOG}`));
      // Pages the log was folded into meanwhile were never synced.
      await syncFile(this.file);
    }
  }

  onCommit(listener: CommitListener): () => void {
    return this.writer.onCommit(listener);
  }

  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private foldWhenIdle(): void {
    if (this.closing !== null) return;
    if (this.idle !== null) {
      this.idle.refresh();
      return;
    }
    this.idle = setTimeout(() => {
      this.idle = null;
      void this.writer.inTurn(() => this.connection.exec(FOLD_LOG)).catch(this.onTidyError);
    }, this.idleMs);
    this.idle.unref();
  }

  private async shutDown(): Promise<void> {
    if (this.idle !== null) clearTimeout(this.idle);
    await this.writer.stop();
    await this.readers.close();
    try {
      await this.connection.exec('PRAGMA analysis_limit = 400; PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)');
      await this.connection.close();
      await clearMark(this.paths);
    } catch (error) {
      // Every answered write is on the disk already. The mark stays, so the next start looks closely.
      this.onTidyError(error);
      await this.connection.close();
    } finally {
      await this.unlock();
    }
  }
}
