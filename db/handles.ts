import type { DataEntity } from '../domain/contract/events.js';
import type { AuditEntry } from './audit-log.js';
import type { RunResult } from './driver.js';
import type { Params } from './params.js';

declare const readerBrand: unique symbol;
declare const txBrand: unique symbol;

/**
 * Asks, never changes. Good only inside the `read` or `write` it was handed to.
 * Every method rejects with AppError `db.*`, or `db.unbound` when a parameter is missing, surplus or not storable.
 */
export interface Reader {
  readonly [readerBrand]: true;
  /** The first row as an object keyed by column, or undefined. */
  get<T>(sql: string, params?: Params): Promise<T | undefined>;
  /** All rows; page them (50 to 200), or use `json` for more. */
  all<T>(sql: string, params?: Params): Promise<T[]>;
  /** First column of the first row. */
  value<T>(sql: string, params?: Params): Promise<T | undefined>;
  /**
   * Many rows cheaply: the statement answers one cell, `SELECT json_group_array(json_array(…)) FROM …`, which is
   * parsed here. Four times faster than `all` from a few hundred rows on.
   */
  json<T>(sql: string, params?: Params): Promise<T[]>;
}

/** Changes rows inside one transaction. Await every call: work that ends with a call under way is rolled back. */
export interface Tx extends Reader {
  readonly [txBrand]: true;
  run(sql: string, params?: Params): Promise<RunResult>;
  /** Adds a row to the audit log; it is written at the latest right before COMMIT, in the order given. */
  audit(entry: AuditEntry): Promise<void>;
  /** The same of many, at a third of the cost. */
  audits(entries: readonly AuditEntry[]): Promise<void>;
  /** Notes that a row is not what it was; told to the listeners after COMMIT, forgotten on ROLLBACK. */
  changed(entity: DataEntity, id: number): void;
}

/** Rows that changed with one commit. An empty `ids` means "any of that kind". */
export interface Change {
  entity: DataEntity;
  ids: number[];
  /** Grows by one with each commit of this run; lets a late message be told from a fresh one. */
  revision: number;
}
