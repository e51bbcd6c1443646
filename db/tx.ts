import { performance } from 'node:perf_hooks';
import type { Clock } from '../domain/time.js';
import type { DataEntity } from '../domain/contract/events.js';
import { isAppError } from '../domain/errors.js';
import type { AuditEntry, AuditLog } from './audit-log.js';
import type { Connection, RunResult } from './driver.js';
import type { Reader, Tx } from './handles.js';
import type { Params } from './params.js';
import { tellSlow, type SlowContext } from './slow.js';

/** What every handle needs to know about the work it belongs to. */
export interface HandleContext extends SlowContext {
  connection: Connection;
}

/** A reader that stops working when its `read` ends. */
export class ReadHandle {
  protected readonly context: HandleContext;
  private live = true;
  private underWay = 0;
  private broken: unknown = null;

  constructor(context: HandleContext) {
    this.context = context;
  }

  /** Typed as a Reader: the brand exists only in types. */
  asReader(): Reader {
    return this as unknown as Reader;
  }

  get<T>(sql: string, params?: Params): Promise<T | undefined> {
    return this.call(sql, () => this.context.connection.get<T>(sql, params));
  }

  all<T>(sql: string, params?: Params): Promise<T[]> {
    return this.call(sql, () => this.context.connection.all<T>(sql, params));
  }

  async value<T>(sql: string, params?: Params): Promise<T | undefined> {
    const row = await this.get<Record<string, T>>(sql, params);
    return row === undefined ? undefined : Object.values(row)[0];
  }

  async json<T>(sql: string, params?: Params): Promise<T[]> {
    // One cell, and `all` needs no reset after it.
    const [row] = await this.all<Record<string, string | null>>(sql, params);
    const text = row && Object.values(row)[0];
    return typeof text === 'string' ? (JSON.parse(text) as T[]) : [];
  }

  /** The failure after which SQLite may have left the transaction by itself; null while all is well. */
  get failure(): unknown {
    return this.broken;
  }

  /** Calls that were made and have not been answered. */
  get pending(): number {
    return this.underWay;
  }

  end(): void {
    this.live = false;
  }

  /** What a failure means here; a write asked of a read-only connection is a defect, not a read-only folder. */
  protected explain(error: unknown): unknown {
    return isAppError(error, 'db.readOnly') ? new Error(`"${this.context.name}" writes on a reader`) : error;
  }

  protected async call<T>(sql: string, work: () => Promise<T>): Promise<T> {
    if (!this.live) throw new Error(`"${this.context.name}" has ended, its handle is used after it`);
    if (this.broken !== null) throw this.broken;
    this.underWay += 1;
    const start = performance.now();
    try {
      return await work();
    } catch (raw) {
      const error = this.explain(raw);
      // A refused row undoes one statement only. A full disk or an I/O error may undo the whole transaction, and
      // what followed would commit by itself.
      if (isAppError(error) && error.code !== 'db.constraint' && error.code !== 'db.unbound') this.broken = error;
      throw error;
    } finally {
      this.underWay -= 1;
      tellSlow(this.context, sql, performance.now() - start);
    }
  }
}

const CHANGES_ROWS = /^\s*(?:INSERT|UPDATE|DELETE|REPLACE|WITH)\b/i;
const RETURNING = /\bRETURNING\b/i;

/** The handle of one transaction. */
export class WriteHandle extends ReadHandle {
  private readonly auditLog: AuditLog;
  private readonly clock: Clock;
  private written = false;
  private readonly touched = new Map<DataEntity, Set<number>>();

  constructor(context: HandleContext, auditLog: AuditLog, clock: Clock) {
    super(context);
    this.auditLog = auditLog;
    this.clock = clock;
  }

  protected override explain(error: unknown): unknown {
    return error;
  }

  asTx(): Tx {
    return this as unknown as Tx;
  }

  /** Whether any row was changed. Writes through a view (the search index) do not count: they follow other rows. */
  get hasWritten(): boolean {
    return this.written;
  }

  async run(sql: string, params?: Params): Promise<RunResult> {
    const result = await this.call(sql, () => this.context.connection.run(sql, params));
    // After another kind of statement SQLite repeats the count of the one before.
    if (result.changes > 0 && CHANGES_ROWS.test(sql)) this.written = true;
    return result;
  }

  override async get<T>(sql: string, params?: Params): Promise<T | undefined> {
    const row = await super.get<T>(sql, params);
    if (row !== undefined && RETURNING.test(sql)) this.written = true;
    return row;
  }

  override async all<T>(sql: string, params?: Params): Promise<T[]> {
    const rows = await super.all<T>(sql, params);
    if (rows.length > 0 && RETURNING.test(sql)) this.written = true;
    return rows;
  }

  audit(entry: AuditEntry): Promise<void> {
    return this.audits([entry]);
  }

  audits(entries: readonly AuditEntry[]): Promise<void> {
    return this.call('audit', async () => {
      const at = this.clock();
      for (const entry of entries) this.auditLog.add(entry, at);
      // Behind a statement that is under way nothing is sent: should it fail, a row of the log could commit by itself.
      if (this.auditLog.isFull && this.pending === 1) await this.auditLog.flush();
    });
  }

  changed(entity: DataEntity, id: number): void {
    const ids = this.touched.get(entity);
    if (ids) ids.add(id);
    else this.touched.set(entity, new Set([id]));
  }

  get changes(): ReadonlyMap<DataEntity, ReadonlySet<number>> {
    return this.touched;
  }
}
