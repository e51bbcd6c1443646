import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileToken } from '../../domain/contract/commands/work.js';
import { AppError } from '../../domain/errors.js';

type Direction = 'open' | 'save';

interface Waiting {
  path: string;
  direction: Direction;
  until: number;
  passing: boolean;
}

/** What a token stood for. */
export interface Taken {
  path: string;
  name: string;
  /** Made for this one moment: whoever takes it removes it. */
  passing: boolean;
}

/** Tokens not used within an hour are forgotten; at most this many wait at a time. */
const LIFETIME_MS = 3_600_000;
const MOST = 2000;

/** A suggested name as a mere name: no folders, nothing a file system refuses. */
export function fileNameOf(suggested: string): string {
  const name = suggested
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/[<>:"|?*\u0000-\u001f]/g, '_')
    .replace(/^\.+/, '');
  return name || 'mingcha';
}

/** Files cross the bridge as opaque, one-use tokens: the page can name what a person chose, and nothing else. */
export class FileTokens {
  readonly #waiting = new Map<string, Waiting>();

  constructor(private readonly clock: () => number = Date.now) {}

  /**
   * @param path a file the person chose, dropped, or named in a save dialog
   * @param passing made for this one moment; removed with its token when nobody takes it
   */
  async offer(path: string, direction: Direction, passing = false): Promise<FileToken | null> {
    let bytes: number | null = null;
    if (direction === 'open') {
      const found = await stat(path).catch(() => null);
      if (!found?.isFile()) return null;
      bytes = found.size;
    }
    this.#sweep();
    const token = randomUUID();
    this.#waiting.set(token, { path, direction, until: this.clock() + LIFETIME_MS, passing });
    return { token, name: basename(path), bytes };
  }

  /** Gives the path behind a token, once. @throws AppError `file.token` for a spent, unknown or wrongly used one */
  take(token: string, direction: Direction): Taken {
    const entry = this.#waiting.get(token);
    this.#waiting.delete(token);
    if (!entry || entry.direction !== direction || entry.until < this.clock()) {
      if (entry) forget(entry);
      throw new AppError('file.token');
    }
    return { path: entry.path, name: basename(entry.path), passing: entry.passing };
  }

  #sweep(): void {
    const now = this.clock();
    for (const [token, entry] of this.#waiting) {
      if (entry.until >= now && this.#waiting.size < MOST) continue;
      this.#waiting.delete(token);
      forget(entry);
    }
  }
}

function forget({ path, passing }: Waiting): void {
  if (passing) void rm(path, { force: true }).catch(() => undefined);
}
