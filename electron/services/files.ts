import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileToken } from '../../domain/contract/commands/work.js';
import { AppError } from '../../domain/errors.js';

type Direction = 'open' | 'save';

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
  readonly #waiting = new Map<string, { path: string; direction: Direction; until: number }>();

  constructor(private readonly clock: () => number = Date.now) {}

  /** @param path a file the person chose, dropped, or named in a save dialog */
  async offer(path: string, direction: Direction): Promise<FileToken | null> {
    let bytes: number | null = null;
    if (direction === 'open') {
      const found = await stat(path).catch(() => null);
      if (!found?.isFile()) return null;
      bytes = found.size;
    }
    this.#sweep();
    const token = randomUUID();
    this.#waiting.set(token, { path, direction, until: this.clock() + LIFETIME_MS });
    return { token, name: basename(path), bytes };
  }

  /** Gives the path behind a token, once. @throws AppError `file.token` for a spent, unknown or wrongly used one */
  take(token: string, direction: Direction): { path: string; name: string } {
    const entry = this.#waiting.get(token);
    this.#waiting.delete(token);
    if (!entry || entry.direction !== direction || entry.until < this.clock()) throw new AppError('file.token');
    return { path: entry.path, name: basename(entry.path) };
  }

  #sweep(): void {
    const now = this.clock();
    for (const [token, entry] of this.#waiting) {
      if (entry.until < now || this.#waiting.size >= MOST) this.#waiting.delete(token);
    }
  }
}
