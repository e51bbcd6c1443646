import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { chmod, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { stopIfAborted } from './evidence-copy.js';

/** Read at a time: hashing so much takes a millisecond. */
const PIECE_BYTES = 1 << 20;

export type FileState = 'whole' | 'missing' | 'mismatch';

/**
 * Reads a file of the store again and compares it with what its name says.
 * @param onBytes told of each piece
 * @throws AppError `cancelled`
 */
export async function checkFile(
  path: string,
  { sha256, bytes }: { sha256: string; bytes: number },
  { signal, onBytes }: { signal?: AbortSignal | undefined; onBytes?: ((bytes: number) => void) | undefined } = {},
): Promise<FileState> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) return 'missing';
  if (found.size !== bytes) return 'mismatch';
  const handle = await open(path, 'r').catch(() => null);
  if (!handle) return 'missing';
  try {
    const hash = createHash('sha256');
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    for (;;) {
      stopIfAborted(signal);
      // A disk that cannot read it has lost it.
      const read = await handle.read(piece, 0, piece.length).catch(() => null);
      if (!read) return 'mismatch';
      if (read.bytesRead === 0) break;
      hash.update(piece.subarray(0, read.bytesRead));
      onBytes?.(read.bytesRead);
    }
    return hash.digest('hex') === sha256 ? 'whole' : 'mismatch';
  } finally {
    await handle.close();
  }
}

export interface StoredFile {
  sha256: string;
  bytes: number;
  /** Its record is still being written. */
  marked: boolean;
}

/** Everything that lies in an evidence store. */
export interface StoreContent {
  /** Files in the place their hash gives them, in the order of the hashes. */
  files: StoredFile[];
  /** Whatever else is there, as paths within the store; a folder that is none of the store's ends with `/`. */
  strays: string[];
}

const HASH = /^[0-9a-f]{64}$/;
const SHELF = /^[0-9a-f]{2}$/;
const PART = /^[0-9a-f-]{36}\.part$/;

/**
 * Lists an evidence store, by names and lengths alone.
 * @param since UTC ms; copies on their way that were written to after it are no strays
 */
export async function storeContent(folder: string, since: number): Promise<StoreContent> {
  const found: Omit<StoredFile, 'marked'>[] = [];
  const strays: string[] = [];
  for (const entry of await entriesOf(folder)) {
    const isShelf = entry.isDirectory() && SHELF.test(entry.name);
    if (!isShelf && !(entry.isDirectory() && entry.name === 'incoming')) strays.push(shownAs(entry));
    if (!isShelf) continue;
    for (const file of await entriesOf(join(folder, entry.name))) {
      const place = `${entry.name}/${shownAs(file)}`;
      const isKept = file.isFile() && HASH.test(file.name) && file.name.startsWith(entry.name);
      const size = isKept ? (await stat(join(folder, place)).catch(() => null))?.size : undefined;
      if (size !== undefined) found.push({ sha256: file.name, bytes: size });
      else if (!isKept) strays.push(place);
    }
  }
  // Read after the files: what was renamed to its place meanwhile has its mark still, or its record already.
  const incoming = await entriesOf(join(folder, 'incoming'));
  const marks = new Set(incoming.map(({ name }) => name).filter((name) => name.endsWith('.mark')));
  for (const entry of incoming) {
    const path = join(folder, 'incoming', entry.name);
    const isMark = entry.isFile() && HASH.test(entry.name.replace(/\.mark$/, '')) && marks.has(entry.name);
    const isOnItsWay = PART.test(entry.name) && ((await stat(path).catch(() => null))?.mtimeMs ?? since) >= since;
    if (!isMark && !isOnItsWay) strays.push(`incoming/${shownAs(entry)}`);
  }
  return { files: found.map((file) => ({ ...file, marked: marks.has(`${file.sha256}.mark`) })), strays };
}

const shownAs = (entry: Dirent): string => (entry.isDirectory() ? `${entry.name}/` : entry.name);

async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Takes the bytes of disposed evidence away; they may be gone already. Windows removes nothing that is read-only. */
export async function removeForGood(path: string): Promise<void> {
  await chmod(path, 0o600).catch(() => undefined);
  await rm(path, { force: true });
}
