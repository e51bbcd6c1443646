import { AppError } from '../domain/errors.js';
import type { Connection } from './driver.js';
import type { Reader } from './handles.js';
import { currentScope, within } from './scope.js';
import type { SlowLog } from './slow.js';
import { ReadHandle } from './tx.js';

export interface ReadOptions {
  /** All statements see one and the same state, whatever is committed meanwhile. Costs two short statements. */
  snapshot?: boolean;
}

interface ReadersOptions {
  /** The store the readers belong to; a read inside one of its writes is refused. */
  owner: object;
  connections: Connection[];
  slowMs: number;
  log: SlowLog | undefined;
}

/** A small pool of read-only connections, lent one work at a time in the order asked. */
export class Readers {
  private readonly options: ReadersOptions;
  private readonly idle: Connection[];
  private readonly waiting: ((connection: Connection) => void)[] = [];
  private lent = 0;
  private drained: (() => void) | null = null;
  private open = true;

  constructor(options: ReadersOptions) {
    this.options = options;
    this.idle = [...options.connections];
  }

  /**
   * @throws Error inside a write of the same chain: it would see the rows as they were before that write
   * @throws AppError `db.*`; `db.closed` after the end
   */
  async read<T>(name: string, work: (reader: Reader) => Promise<T>, options: ReadOptions = {}): Promise<T> {
    const outer = currentScope(this.options.owner);
    if (outer?.kind === 'write')
      throw new Error(`read "${name}" inside write "${outer.name}" would see old rows: ask the tx`);
    // A read inside a read uses the same connection; waiting for a second one could wait for ever.
    if (outer?.reader) return work(outer.reader);
    if (!this.open) throw new AppError('db.closed');
    const connection = this.idle.pop() ?? (await new Promise<Connection>((lend) => this.waiting.push(lend)));
    this.lent += 1;
    try {
      return await this.work(connection, name, work, options.snapshot === true);
    } finally {
      this.lent -= 1;
      const next = this.waiting.shift();
      if (next) next(connection);
      else this.idle.push(connection);
      if (this.lent === 0 && this.waiting.length === 0) this.drained?.();
    }
  }

  /** Lets running and waiting reads end, takes no more, closes the connections. */
  async close(): Promise<void> {
    this.open = false;
    if (this.lent > 0 || this.waiting.length > 0) await new Promise<void>((done) => (this.drained = done));
    for (const connection of this.options.connections) await connection.close();
  }

  private async work<T>(
    connection: Connection,
    name: string,
    work: (reader: Reader) => Promise<T>,
    snapshot: boolean,
  ): Promise<T> {
    const handle = new ReadHandle({ connection, name, slowMs: this.options.slowMs, log: this.options.log });
    const reader = handle.asReader();
    if (snapshot) await connection.run('BEGIN');
    try {
      return await within({ kind: 'read', name, open: true, owner: this.options.owner, reader }, () => work(reader));
    } finally {
      handle.end();
      if (snapshot) await connection.run('COMMIT');
    }
  }
}
