import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../domain/time.js';
import { dayOf, isoDay } from '../../domain/time.js';

const KEEP_FILES = 14;

export interface Log {
  /** Writes the error with its stack. @returns the id under which it stands in the log, for the person to quote */
  error(what: string, error: unknown): string;
  info(what: string, facts?: Record<string, string | number | boolean | null>): void;
  /** Waits until everything is on the disk. */
  flush(): Promise<void>;
}

/**
 * One JSON line per entry, one file per day, the newest two weeks kept. A log that cannot be written is given up
 * silently: it must never be the reason the console stops.
 */
export function createLog(folder: string, clock: Clock): Log {
  let tail: Promise<void> = mkdir(folder, { recursive: true }).then(
    () => prune(folder),
    () => undefined,
  );
  const write = (entry: Record<string, unknown>): void => {
    const now = clock();
    const text = `${JSON.stringify({ at: new Date(now).toISOString(), ...entry })}\n`;
    const file = join(folder, `mingcha-${isoDay(dayOf(now))}.log`);
    tail = tail.then(() => appendFile(file, text)).catch(() => undefined);
  };
  return {
    error(what, error) {
      const id = randomBytes(4).toString('hex');
      write({ level: 'error', id, what, error: describe(error) });
      return id;
    },
    info(what, facts = {}) {
      write({ level: 'info', what, ...facts });
    },
    flush: () => tail,
  };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${describe(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

async function prune(folder: string): Promise<void> {
  const files = (await readdir(folder)).filter((name) => /^mingcha-[\d-]+\.log$/.test(name)).sort();
  await Promise.all(files.slice(0, -KEEP_FILES).map((name) => rm(join(folder, name), { force: true })));
}
