import type { Clock } from '../domain/time.js';
import { AppError } from '../domain/errors.js';
import { AuditLog } from './audit-log.js';
import type { Connection } from './driver.js';
import type { Change, Tx } from './handles.js';
import { currentScope, within, type Scope } from './scope.js';
import type { SlowLog } from './slow.js';
import { WriteHandle } from './tx.js';

export interface WriteOptions {
  /** Lets a write commit without an audit row: job progress, saved views, last sign-in. Nothing a person is answerable for. */
  unaudited?: boolean;
}

export type CommitListener = (changes: Change[]) => void;

/** More rows of one kind than this are told as "any of that kind". */
const LISTED_IDS = 500;

interface WriterOptions {
  connection: Connection;
  clock: Clock;
  slowMs: number;
  log: SlowLog | undefined;
  onListenerError: (error: unknown) => void;
}

/** The one writer: a first-in first-out queue before one connection, so that a bystander never lands in another's transaction. */
export class Writer {
  private readonly options: WriterOptions;
  private readonly auditLog: AuditLog;
  private readonly listeners = new Set<CommitListener>();
  private tail: Promise<unknown> = Promise.resolve();
  private revision = 0;
  private open = true;
  /** After a ROLLBACK the head in memory is ahead of the file; also before the first write. */
  private isHeadStale = true;

  constructor(options: WriterOptions) {
    this.options = options;
    this.auditLog = new AuditLog(options.connection);
  }

  onCommit(listener: CommitListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Waits for its turn, then runs `work` between BEGIN IMMEDIATE and COMMIT; any rejection rolls everything back.
   * @throws Error when called inside another write of the same chain (it would wait for itself for ever)
   * @throws AppError `db.*`; `db.closed` after the end
   */
  async write<T>(name: string, work: (tx: Tx) => Promise<T>, options: WriteOptions = {}): Promise<T> {
    const outer = currentScope(this);
    if (outer?.kind === 'write')
      throw new Error(`write "${name}" inside write "${outer.name}" would wait for itself: pass the tx on`);
    if (!this.open) throw new AppError('db.closed');
    const { result, changes } = await this.inTurn(() => this.transaction(name, work, options));
    if (changes.length > 0) this.tell(changes);
    return result;
  }

  /** Runs `work` alone on the writer's connection, outside any transaction (checkpoints). */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work);
    this.tail = result.catch(() => undefined);
    return result;
  }

  /** Lets the queue run out and takes no more. */
  async stop(): Promise<void> {
    this.open = false;
    await this.tail;
  }

  private async transaction<T>(name: string, work: (tx: Tx) => Promise<T>, options: WriteOptions) {
    const { connection, clock, slowMs, log } = this.options;
    const handle = new WriteHandle({ connection, name, slowMs, log }, this.auditLog, clock);
    const scope: Scope = { kind: 'write', name, open: true, owner: this, reader: handle.asReader() };
    await connection.run('BEGIN IMMEDIATE');
    try {
      if (this.isHeadStale) await this.auditLog.reload();
      this.isHeadStale = false;
      const result = await within(scope, () => work(handle.asTx()));
      if (handle.pending > 0) throw new Error(`write "${name}" ended without awaiting all of its statements`);
      handle.end();
      if (handle.failure !== null) throw handle.failure as Error;
      if (this.auditLog.added > 0) await this.auditLog.flush();
      else if (handle.hasWritten && options.unaudited !== true) {
        throw new Error(`write "${name}" changed rows without an audit row`);
      }
      await connection.run('COMMIT');
      this.auditLog.committed();
      return { result, changes: this.collect(handle) };
    } catch (error) {
      handle.end();
      await this.rollBack();
      throw error;
    }
  }

  private async rollBack(): Promise<void> {
    this.isHeadStale = true;
    // Fails when SQLite has already left the transaction, after a full disk or an I/O error.
    await this.options.connection.run('ROLLBACK').catch(() => undefined);
  }

  private collect(handle: WriteHandle): Change[] {
    if (handle.changes.size === 0) return [];
    this.revision += 1;
    return Array.from(handle.changes, ([entity, ids]) => ({
      entity,
      ids: ids.size > LISTED_IDS ? [] : [...ids],
      revision: this.revision,
    }));
  }

  private tell(changes: Change[]): void {
    for (const listener of this.listeners) {
      try {
        listener(changes);
      } catch (error) {
        this.options.onListenerError(error);
      }
    }
  }
}
