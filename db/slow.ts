/** One statement that took longer than the threshold. */
export interface SlowQuery {
  /** Name given to `read` or `write`. */
  name: string;
  /** Milliseconds, from handing the statement over to its answer. */
  ms: number;
  /** The statement's text, cut at 300 characters; never its parameters. */
  sql: string;
}

export type SlowLog = (line: SlowQuery) => void;

/** Milliseconds from which a statement counts as slow. */
export const SLOW_MS = 50;

export interface SlowContext {
  /** Name given to `read` or `write`. */
  name: string;
  /** Milliseconds from which a statement is told. */
  slowMs: number;
  log: SlowLog | undefined;
}

/** Tells of a statement that took `ms` milliseconds, when that is long, whether it succeeded or not. */
export function tellSlow({ name, slowMs, log }: SlowContext, sql: string, ms: number): void {
  if (ms >= slowMs) log?.({ name, ms: Math.round(ms), sql: sql.replace(/\s+/g, ' ').slice(0, 300) });
}
