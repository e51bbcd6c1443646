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

/**
 * One connection to one file, and the only door to the sqlite library. Calls run strictly one after another in the
 * order they were made: the library itself does not keep the order of prepared statements.
 * All methods reject with AppError `db.*` (see `mapError`) or `db.unbound`; after `close` with `db.closed`.
 */
export class Connection {
  readonly file: string;
  private readonly handle: sqlite3.Database;
  private readonly cache = new Map<string, Prepared>();
  private tail: Promise<unknown> = Promise.resolve();
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
    return this.step<RunResult>(sql, params, ({ statement }, values, resolve, reject) => {
      statement.run(values, function (this: sqlite3.RunResult, error: Error | null) {
        if (error) reject(error);
        else resolve({ changes: this.changes, lastId: this.lastID });
      });
    });
  }

  /** The first row, or undefined. */
  get<T>(sql: string, params?: Params): Promise<T | undefined> {
    return this.step<T | undefined>(sql, params, ({ statement }, values, resolve, reject) => {
      let row: T | undefined;
      let failure: Error | null = null;
      statement.get(values, (error: Error | null, found?: T) => {
        failure = error;
        row = found;
      });
      // A statement left on its first row keeps a read lock and stalls checkpoints.
      statement.reset(() => (failure ? reject(failure) : resolve(row)));
    });
  }

  /** All rows; ask for pages of 50 to 200, the row objects are made on the main thread. */
  all<T>(sql: string, params?: Params): Promise<T[]> {
    return this.step<T[]>(sql, params, ({ statement }, values, resolve, reject) => {
      statement.all(values, (error: Error | null, rows: T[]) => (error ? reject(error) : resolve(rows)));
    });
  }

  /** Several statements without parameters: schema, pragmas, transaction control. */
  exec(sql: string): Promise<void> {
    return this.inOrder(
      () =>
        new Promise<void>((resolve, reject) => {
          this.handle.exec(sql, (error) => (error ? reject(mapError(error, this.file, sql) as Error) : resolve()));
        }),
    );
  }

  /** Stops the statement that is running; it rejects with `cancelled`. */
  interrupt(): void {
    if (this.open) this.handle.interrupt();
  }

  /** Waits for what is running, then closes. A second call does nothing. */
  async close(): Promise<void> {
    if (!this.open) return;
    const statements = this.inOrder(async () => {
      for (const { statement } of this.cache.values()) await new Promise((done) => statement.finalize(done));
      this.cache.clear();
    });
    this.open = false;
    await statements;
    await new Promise<void>((resolve, reject) => {
      this.handle.close((error) => (error ? reject(mapError(error, this.file) as Error) : resolve()));
    });
  }

  private step<R>(
    sql: string,
    params: Params | undefined,
    start: (prepared: Prepared, values: Value[], resolve: (result: R) => void, reject: (error: Error) => void) => void,
  ): Promise<R> {
    return this.inOrder(async () => {
      const known = this.cache.get(sql);
      const values = bind(known?.shape ?? shapeOf(sql), params);
      const prepared = known ?? (await this.prepare(sql));
      if (known) {
        this.cache.delete(sql);
        this.cache.set(sql, known);
      }
      return new Promise<R>((resolve, reject) => {
        start(prepared, values, resolve, (error) => reject(mapError(error, this.file, sql) as Error));
      });
    });
  }

  private prepare(sql: string): Promise<Prepared> {
    return new Promise((resolve, reject) => {
      const statement = this.handle.prepare(sql, (error) => {
        if (error) return reject(mapError(error, this.file, sql) as Error);
        const prepared = { statement, shape: shapeOf(sql) };
        this.cache.set(sql, prepared);
        for (const [oldest, { statement: old }] of this.cache) {
          if (this.cache.size <= CACHED_STATEMENTS) break;
          this.cache.delete(oldest);
          old.finalize();
        }
        resolve(prepared);
      });
    });
  }

  private inOrder<R>(work: () => Promise<R>): Promise<R> {
    if (!this.open) return Promise.reject(new AppError('db.closed'));
    const result = this.tail.then(work);
    this.tail = result.catch(() => undefined);
    return result;
  }
}
