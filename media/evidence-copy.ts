import { createHash, type Hash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { lstat, open, statfs, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError, isAppError } from '../domain/errors.js';

/** Read and written at a time; two such pieces are in hand. */
const PIECE_BYTES = 4 << 20;
/** Hashed at a time, about a millisecond; between two of them everything else has its turn. */
export const HASH_BYTES = 1 << 20;
/** What stays free beside a piece of evidence, so that the store can still write down that it is there. */
export const KEEP_FREE_BYTES = 64 * 1024 * 1024;

export interface CopyOrder {
  source: string;
  target: string;
  /** For the errors. */
  name: string;
  mostBytes: number;
  freeBytes: (folder: string) => Promise<number>;
  signal?: AbortSignal | undefined;
  /** Told how many bytes more are done. */
  onBytes?: ((bytes: number) => void) | undefined;
}

export interface Copied {
  sha256: string;
  bytes: number;
}

/** Bytes a person may still write in the file system of this folder. */
export async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

const codeOf = (error: unknown): string =>
  error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error);

/** Room lacking while writing is a case of its own; everything else keeps its system code for the log. */
export function writeError(error: unknown, name: string): AppError {
  if (isAppError(error)) return error;
  const code = codeOf(error);
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)
    ? new AppError('file.diskFull', { name }, { cause: error })
    : new AppError('file.unwritable', { name, detail: code }, { cause: error });
}

function readError(error: unknown, name: string): AppError {
  if (isAppError(error)) return error;
  return new AppError('file.unreadable', { name, detail: codeOf(error) }, { cause: error });
}

export function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError('cancelled');
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Adds bytes to a hash without holding up the process for longer than one piece of them takes. */
export async function hashPiece(hash: Hash, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; at += HASH_BYTES) {
    if (at > 0) await turn();
    hash.update(bytes.subarray(at, at + HASH_BYTES));
  }
}

/** A regular file under its own name: what a link points to may be another file in the next moment. */
async function openSource(source: string, name: string): Promise<{ handle: FileHandle; before: Stats }> {
  try {
    if (!(await lstat(source)).isFile()) throw new AppError('file.unreadable', { name, detail: 'notAFile' });
    const handle = await open(source, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    return { handle, before: await handle.stat() };
  } catch (error) {
    throw readError(error, name);
  }
}

/**
 * Copies a file while hashing it, and leaves the copy synced to the disk. The source is only read.
 * @returns what was copied; the target is the caller's to remove when this throws
 * @throws AppError `file.unreadable` (no regular file, or changed while it was read), `file.empty`, `file.tooLarge`,
 *   `file.diskFull`, `file.unwritable`, `cancelled`
 */
export async function copyHashed(order: CopyOrder): Promise<Copied> {
  const { name, mostBytes } = order;
  const { handle: input, before } = await openSource(order.source, name);
  try {
    if (before.size === 0) throw new AppError('file.empty', { name });
    if (before.size > mostBytes) throw tooLarge(name, mostBytes);
    const copied = await pump(input, order, before.size);
    const after = await input.stat();
    // Still being written by a camera or a copy: half a picture must not become evidence of a whole one.
    if (copied.bytes !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
      throw new AppError('file.unreadable', { name, detail: 'changed' });
    }
    return copied;
  } finally {
    await input.close();
  }
}

function tooLarge(name: string, mostBytes: number): AppError {
  return new AppError('file.tooLarge', { name, limitMb: Math.floor(mostBytes / 1024 / 1024), limitRows: 0 });
}

async function pump(input: FileHandle, order: CopyOrder, size: number): Promise<Copied> {
  const { name, target, mostBytes, signal, onBytes } = order;
  const output = await openTarget(order, size);
  const hash = createHash('sha256');
  // One byte more than it holds shows a file that grows.
  const pieceBytes = Math.min(PIECE_BYTES, size + 1);
  const pieces = [Buffer.allocUnsafe(pieceBytes), Buffer.allocUnsafe(pieceBytes)] as const;
  const read = (turn: number): Promise<Buffer> => {
    const piece = pieces[(turn % 2) as 0 | 1];
    return input.read(piece, 0, piece.length).then(
      ({ bytesRead }) => piece.subarray(0, bytesRead),
      (error: unknown) => Promise.reject(readError(error, name)),
    );
  };
  try {
    let bytes = 0;
    let turn = 0;
    for (let piece = await read(turn); piece.length > 0;) {
      stopIfAborted(signal);
      bytes += piece.length;
      if (bytes > mostBytes) throw tooLarge(name, mostBytes);
      // The next piece is read while this one is written and hashed.
      const next = read((turn += 1));
      const written = writeAll(output, piece, name);
      const done = piece.length;
      [piece] = await Promise.all([next, written, hashPiece(hash, piece)]);
      onBytes?.(done);
    }
    await output.sync().catch((error: unknown) => Promise.reject(writeError(error, name)));
    return { sha256: hash.digest('hex'), bytes };
  } finally {
    await output.close().catch((error: unknown) => Promise.reject(writeError(error, target)));
  }
}

async function openTarget({ target, name, freeBytes }: CopyOrder, size: number): Promise<FileHandle> {
  try {
    if ((await freeBytes(dirname(target))) < size + KEEP_FREE_BYTES) throw new AppError('file.diskFull', { name });
    return await open(target, 'wx', 0o600);
  } catch (error) {
    throw writeError(error, name);
  }
}

async function writeAll(output: FileHandle, piece: Buffer, name: string): Promise<void> {
  try {
    for (let at = 0; at < piece.length;) {
      const { bytesWritten } = await output.write(piece, at, piece.length - at);
      at += bytesWritten;
    }
  } catch (error) {
    throw writeError(error, name);
  }
}
