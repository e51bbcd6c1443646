import { performance } from 'node:perf_hooks';

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

/** Times one statement; reports it when it took `thresholdMs` or more, whether it succeeded or not. */
export async function timed<T>(
  name: string,
  sql: string,
  thresholdMs: number,
  log: SlowLog | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (log === undefined) return work();
  const start = performance.now();
  try {
    return await work();
  } finally {
    const ms = performance.now() - start;
    if (ms >= thresholdMs) log({ name, ms: Math.round(ms), sql: sql.replace(/\s+/g, ' ').slice(0, 300) });
  }
}
