import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileToken } from '../../domain/contract/commands/work.js';
import { AppError } from '../../domain/errors.js';

type Direction = 'open' | 'save';

interface Waiting {
  path: string;
  direction: Direction;
  /** Where it is read: a regular file, and no folder or device. */
  isFile: boolean;
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
   * @param path what the person chose, dropped, or named in a save dialog
   * @param passing made for this one moment; removed with its token when nobody takes it
   */
  async offer(path: string, direction: Direction, passing = false): Promise<FileToken | null> {
    const found = direction === 'open' ? await stat(path).catch(() => null) : null;
    if (direction === 'open' && !found) return null;
    const isFile = found?.isFile() ?? false;
    this.#sweep();
    const token = randomUUID();
    this.#waiting.set(token, { path, direction, isFile, until: this.clock() + LIFETIME_MS, passing });
    return { token, name: basename(path), bytes: isFile ? (found?.size ?? null) : null };
  }

  /**
   * Gives the path behind a token, once: of a regular file where it is read.
   * @throws AppError `file.token` for a spent, unknown or wrongly used one, `file.unreadable` for a folder or a device
   */
  take(token: string, direction: Direction): Taken {
    const entry = this.#spend(token, direction);
    if (direction === 'save' || entry.isFile) return takenOf(entry);
    forget(entry);
    throw new AppError('file.unreadable', { name: basename(entry.path), detail: 'notAFile' });
  }

  /** As `take`, for those who look themselves at what it is: a file, a folder, or something else. */
  takeAny(token: string): Taken {
    return takenOf(this.#spend(token, 'open'));
  }

  /**
   * The path behind a token that stays good, for those who look before they take.
   * @throws AppError `file.token`
   */
  look(token: string): string {
    const entry = this.#waiting.get(token);
    if (entry?.direction === 'open' && entry.until >= this.clock()) return entry.path;
    throw new AppError('file.token');
  }

  #spend(token: string, direction: Direction): Waiting {
    const entry = this.#waiting.get(token);
    this.#waiting.delete(token);
    if (entry?.direction === direction && entry.until >= this.clock()) return entry;
    if (entry) forget(entry);
    throw new AppError('file.token');
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

const takenOf = ({ path, passing }: Waiting): Taken => ({ path, name: basename(path), passing });

function forget({ path, passing }: Waiting): void {
  if (passing) void rm(path, { force: true }).catch(() => undefined);
}
