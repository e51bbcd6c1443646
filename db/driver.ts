import sqlite3 from 'sqlite3';
import { AppError } from '../domain/errors.js';
import { mapError } from './errors.js';
import { bind, shapeOf, type Params, type Shape, type Value } from './params.js';

/** `read` never creates or changes the file; `write` expects it to be there; `create` makes it. */
export type OpenMode = 'read' | 'write' | 'create';

export interface RunResult {
  /** Rows inserted, changed or deleted by this statement itself, not by its triggers. */
  changes: number;
  /** Rowid of the last inserted row of this connection. */
  lastId: number;
}

const modes: Readonly<Record<OpenMode, number>> = {
  read: sqlite3.OPEN_READONLY,
  write: sqlite3.OPEN_READWRITE,
  create: sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE,
};

/** Prepared statements kept per connection; the one unused longest makes room. */
const CACHED_STATEMENTS = 200;

interface Prepared {
  statement: sqlite3.Statement;
  shape: Shape;
}

/** Hands one execution of a statement to the library. */
type Start<R> = (
  statement: sqlite3.Statement,
  values: Value[],
  resolve: (result: R) => void,
  reject: (error: Error) => void,
) => void;

/**
 * One connection to one file, and the only door to the sqlite library. Calls run strictly one after another in the
 * order they were made: the library itself does not keep the order of prepared statements.
 * All methods reject with AppError `db.*` (see `mapError`) or `db.unbound`; after `close` with `db.closed`.
 */
export class Connection {
  readonly file: string;
  private readonly handle: sqlite3.Database;
  private readonly cache = new Map<string, Prepared>();
  private readonly waiting: (() => void)[] = [];
  private open = true;

  private constructor(file: string, handle: sqlite3.Database) {
    this.file = file;
    this.handle = handle;
  }

  /**
   * @param busyMs milliseconds to wait for another connection's lock before `db.busy`
   * @throws AppError `file.unreadable` when the file cannot be opened
   */
  static open(file: string, mode: OpenMode, busyMs = 5000): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const handle = new sqlite3.Database(file, modes[mode], (error) => {
        if (error) return reject(mapError(error, file) as Error);
        handle.configure('busyTimeout', busyMs);
        resolve(new Connection(file, handle));
      });
    });
  }

  /** A statement that answers no rows. Use `get` or `all` for one with RETURNING. */
  run(sql: string, params?: Params): Promise<RunResult> {
    return this.step<RunResult>(sql, params, (statement, values, resolve, reject) => {
      statement.run(values, function (this: sqlite3.RunResult, error: Error | null) {
        if (error) reject(error);
        else resolve({ changes: this.changes, lastId: this.lastID });
      });
    });
  }

  /**
   * The first row, or undefined. The statement runs to its end, so let it answer one row: left on its first it would
   * keep a read lock and stall checkpoints, and resetting it costs a second way to the library and back.
   */
  async get<T>(sql: string, params?: Params): Promise<T | undefined> {
    const [row] = await this.all<T>(sql, params);
    return row;
  }

  /** All rows; ask for pages of 50 to 200, the row objects are made on the main thread. */
  all<T>(sql: string, params?: Params): Promise<T[]> {
    return this.step<T[]>(sql, params, (statement, values, resolve, reject) => {
      statement.all(values, (error: Error | null, rows: T[]) => (error ? reject(error) : resolve(rows)));
    });
  }

  /** Several statements without parameters: schema, pragmas, transaction control. */
  exec(sql: string): Promise<void> {
    return this.inOrder<void>((resolve, reject) => {
      this.handle.exec(sql, (error) => (error ? reject(mapError(error, this.file, sql)) : resolve()));
    });
  }

  /** Stops the statement that is running; it rejects with `cancelled`. */
  interrupt(): void {
    if (this.open) this.handle.interrupt();
  }

  /** Waits for what is running, then closes. A second call does nothing. */
  async close(): Promise<void> {
    if (!this.open) return;
    const finalized = this.inOrder<void>((resolve) => {
      let left = this.cache.size;
      if (left === 0) resolve();
      for (const { statement } of this.cache.values()) {
        statement.finalize(() => {
          left -= 1;
          if (left === 0) resolve();
        });
      }
      this.cache.clear();
    });
    this.open = false;
    await finalized;
    await new Promise<void>((resolve, reject) => {
      this.handle.close((error) => (error ? reject(mapError(error, this.file) as Error) : resolve()));
    });
  }

  private step<R>(sql: string, params: Params | undefined, start: Start<R>): Promise<R> {
    return this.inOrder<R>((resolve, reject) => {
      const fail = (error: unknown): void => reject(mapError(error, this.file, sql));
      const known = this.cache.get(sql);
      const values = bind(known?.shape ?? shapeOf(sql), params);
      if (known === undefined) {
        this.prepare(sql, (prepared) => start(prepared.statement, values, resolve, fail), fail);
        return;
      }
      this.cache.delete(sql);
      this.cache.set(sql, known);
      start(known.statement, values, resolve, fail);
    });
  }

  private prepare(sql: string, resolve: (prepared: Prepared) => void, reject: (error: Error) => void): void {
    const statement = this.handle.prepare(sql, (error) => {
      if (error) return reject(error);
      const prepared = { statement, shape: shapeOf(sql) };
      this.cache.set(sql, prepared);
      for (const [oldest, { statement: old }] of this.cache) {
        if (this.cache.size <= CACHED_STATEMENTS) break;
        this.cache.delete(oldest);
        old.finalize();
      }
      resolve(prepared);
    });
  }

  /** Starts `work` once everything asked before it has been answered. */
  private inOrder<R>(work: (resolve: (result: R) => void, reject: (error: unknown) => void) => void): Promise<R> {
    if (!this.open) return Promise.reject(new AppError('db.closed'));
    return new Promise<R>((resolve, reject) => {
      const ended = (): void => {
        this.waiting.shift();
        this.waiting[0]?.();
      };
      const fail = (error: unknown): void => {
        reject(error as Error);
        ended();
      };
      const begin = (): void => {
        try {
          work((result) => {
            resolve(result);
            ended();
          }, fail);
        } catch (error) {
          fail(error);
        }
      };
      // The first of the list is the one that is running.
      if (this.waiting.push(begin) === 1) begin();
    });
  }
}
