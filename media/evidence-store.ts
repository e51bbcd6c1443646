import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, lstat, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../domain/errors.js';
import { DAY_MS } from '../domain/time.js';
import {
  copyHashed,
  freeBytesOf,
  HASH_BYTES,
  KEEP_FREE_BYTES,
  stopIfAborted,
  writeError,
  type Copied,
} from './evidence-copy.js';

/** A copy that has been made and proved, and waits to be kept or dropped. */
export interface Staged extends Copied {
  file: string;
  /** As it came, for the errors alone. */
  name: string;
}

export interface StageOrder {
  /** File name as it came, for the errors alone. */
  name: string;
  /** Infinity where room is the only limit. */
  mostBytes: number;
  signal?: AbortSignal | undefined;
  /** Told how many bytes more are done. Each counts twice: copied, and read back. */
  onBytes?: ((bytes: number) => void) | undefined;
}

export interface Swept {
  /** Copies that were never finished. */
  parts: number;
  /** Whole files that no record speaks of. */
  orphans: number;
}

/** A file without a record is left alone this long. */
const ORPHAN_MS = DAY_MS;
const HASH = /^[0-9a-f]{64}$/;

/**
 * Evidence as files named by their SHA-256, `ab/abcdef…`: the same bytes are there once, whatever they were called.
 * They are read-only and never rewritten. New ones are made beside them in `incoming`:
 *
 *   stage (copy, hash, sync, read back)  ->  keep (mark, rename)  ->  the record is committed  ->  settle (unmark)
 *
 * A process killed on the way leaves a `*.part`, or a whole file with its mark. The sweep at start removes the first,
 * and the second when no record speaks of it. A file without a mark is never removed, whatever the records say: they
 * may have been restored from an older copy.
 */
export class EvidenceStore {
  readonly #incoming: string;
  /** Keeping runs one after the other, so that the same bytes cannot come to their place twice at once. */
  #turn: Promise<unknown> = Promise.resolve();

  /**
   * @param folder where evidence lies; made when it is not there
   * @param freeBytes room in a folder's file system
   */
  constructor(
    private readonly folder: string,
    private readonly freeBytes: (folder: string) => Promise<number> = freeBytesOf,
  ) {
    this.#incoming = join(folder, 'incoming');
  }

  /** Where the bytes of this hash lie, or would. @throws Error when it is no hash: no other text becomes a path */
  pathOf(sha256: string): string {
    if (!HASH.test(sha256)) throw new Error('not a SHA-256');
    return join(this.folder, sha256.slice(0, 2), sha256);
  }

  /**
   * Copies a file in, hashed while it is copied, synced and read back. The source is only read; links and folders are
   * refused. Nothing is left behind when it throws.
   * @throws AppError `file.*` as `copyHashed` does, `media.hashMismatch`, `cancelled`
   */
  async stage(source: string, order: StageOrder): Promise<Staged> {
    const { name, signal, onBytes } = order;
    stopIfAborted(signal);
    const file = join(this.#incoming, `${randomUUID()}.part`);
    try {
      await mkdir(this.#incoming, { recursive: true, mode: 0o700 });
      const copied = await copyHashed({ ...order, source, target: file, freeBytes: this.freeBytes });
      if ((await this.hashOf(file, signal, onBytes)) !== copied.sha256)
        throw new AppError('media.hashMismatch', { name });
      return { ...copied, file, name };
    } catch (error) {
      await rm(file, { force: true }).catch(() => undefined);
      throw storeError(error, name);
    }
  }

  /**
   * Puts a staged copy in its place, for good. Bytes that are there already are not stored again.
   * @returns `repaired`: what lay in the place was not what its name says, and was replaced
   * @throws AppError `file.diskFull`, `evidence.unwritable`
   */
  keep(staged: Staged): Promise<{ repaired: boolean }> {
    const kept = this.#turn
      .then(() => this.#keep(staged))
      .catch((error: unknown) => Promise.reject(storeError(error, staged.name)));
    this.#turn = kept.catch(() => undefined);
    return kept;
  }

  /** Room beside what is kept, in bytes; null when the file system does not tell. */
  async room(): Promise<number | null> {
    try {
      await mkdir(this.#incoming, { recursive: true, mode: 0o700 });
      return Math.max(0, (await this.freeBytes(this.#incoming)) - KEEP_FREE_BYTES);
    } catch {
      return null;
    }
  }

  async drop(staged: Staged): Promise<void> {
    await rm(staged.file, { force: true });
  }

  /** The record of these bytes is committed: from now on nothing removes them. */
  async settle(sha256: string): Promise<void> {
    await rm(this.#markOf(sha256), { force: true });
  }

  /** Whether these bytes are there, whole as far as their length tells. */
  async has(sha256: string, bytes: number): Promise<boolean> {
    const found = await stat(this.pathOf(sha256)).catch(() => null);
    return found?.isFile() === true && found.size === bytes;
  }

  /**
   * Removes what a killed process left. Run before anything is taken in.
   * @param isKnown whether a record speaks of these bytes; asked again right before removing
   */
  async sweep(isKnown: (sha256: string) => Promise<boolean>, now: number): Promise<Swept> {
    const swept: Swept = { parts: 0, orphans: 0 };
    for (const entry of await readdir(this.#incoming).catch(() => [])) {
      const path = join(this.#incoming, entry);
      if (entry.endsWith('.part')) {
        await rm(path, { force: true });
        swept.parts += 1;
      }
      const sha256 = entry.endsWith('.mark') ? entry.slice(0, -'.mark'.length) : '';
      if (!HASH.test(sha256)) continue;
      const age = now - (await stat(path)).mtimeMs;
      const known = await isKnown(sha256);
      if (!known && age < ORPHAN_MS) continue;
      if (!known && !(await isKnown(sha256))) swept.orphans += await removeReadOnly(this.pathOf(sha256));
      await this.settle(sha256);
    }
    return swept;
  }

  /** SHA-256 of a file, read from the disk or what the system keeps of it. */
  protected async hashOf(file: string, signal?: AbortSignal, onBytes?: (bytes: number) => void): Promise<string> {
    const hash = createHash('sha256');
    for await (const piece of createReadStream(file, { highWaterMark: HASH_BYTES }) as AsyncIterable<Buffer>) {
      stopIfAborted(signal);
      hash.update(piece);
      onBytes?.(piece.length);
    }
    return hash.digest('hex');
  }

  #markOf(sha256: string): string {
    if (!HASH.test(sha256)) throw new Error('not a SHA-256');
    return join(this.#incoming, `${sha256}.mark`);
  }

  async #keep(staged: Staged): Promise<{ repaired: boolean }> {
    const place = this.pathOf(staged.sha256);
    const there = await lstat(place).catch(() => null);
    if (there?.isFile() && there.size === staged.bytes && (await this.hashOf(place)) === staged.sha256) {
      await this.drop(staged);
      return { repaired: false };
    }
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    await syncPath(this.folder);
    if (there) await removeReadOnly(place);
    else await this.#mark(staged.sha256);
    await chmod(staged.file, 0o400);
    await rename(staged.file, place);
    await syncPath(dirname(place));
    return { repaired: there !== null };
  }

  /** Stands before the file does, so that there is no moment in which a file without record and mark could be left. */
  async #mark(sha256: string): Promise<void> {
    const handle = await open(this.#markOf(sha256), 'w', 0o600);
    await handle.sync().finally(() => handle.close());
    await syncPath(this.#incoming);
  }
}

/** Windows removes nothing that is read-only. @returns how many files that was, 0 or 1 */
async function removeReadOnly(file: string): Promise<number> {
  const there = await chmod(file, 0o600).then(
    () => 1,
    () => 0,
  );
  await rm(file, { force: true, recursive: true });
  return there;
}

/** What cannot be written is the store, not the file that was given. */
function storeError(error: unknown, name: string): AppError {
  const said = writeError(error, name);
  return said.code === 'file.unwritable' ? new AppError('evidence.unwritable', said.params, { cause: error }) : said;
}

/** Makes a folder's list of names last through a power cut. Windows cannot sync a folder. */
async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => null);
  if (handle === null) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}
