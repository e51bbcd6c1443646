import { createHash } from 'node:crypto';
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
  /** Last written, UTC ms. */
  changedAt: number;
  /** Its record is still being written. */
  marked: boolean;
}

const HASH = /^[0-9a-f]{64}$/;

/** Everything that lies in an evidence store under a hash, in the order of the hashes. */
export async function storedFiles(folder: string): Promise<StoredFile[]> {
  const incoming = await readdir(join(folder, 'incoming')).catch(() => []);
  const marks = new Set(incoming.filter((entry) => entry.endsWith('.mark')).map((entry) => entry.slice(0, -5)));
  const files: StoredFile[] = [];
  for (const shelf of (await readdir(folder).catch(() => [])).sort()) {
    if (!/^[0-9a-f]{2}$/.test(shelf)) continue;
    for (const sha256 of (await readdir(join(folder, shelf)).catch(() => [])).sort()) {
      const found = HASH.test(sha256) ? await stat(join(folder, shelf, sha256)).catch(() => null) : null;
      if (found) files.push({ sha256, bytes: found.size, changedAt: found.mtimeMs, marked: marks.has(sha256) });
    }
  }
  return files;
}

/** Takes the bytes of disposed evidence away; they may be gone already. Windows removes nothing that is read-only. */
export async function removeForGood(path: string): Promise<void> {
  await chmod(path, 0o600).catch(() => undefined);
  await rm(path, { force: true });
}
