import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError, isAppError } from '../../domain/errors.js';

/**
 * Lets `write` make the file beside its place under another name, then puts it there whole: fsync, rename. Whatever
 * goes wrong, what stood there before stays and nothing half made is left.
 * @throws AppError `file.diskFull`, `file.unwritable`, and what `write` throws
 */
export async function writeAtomically(path: string, write: (part: string) => Promise<void>): Promise<void> {
  const part = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    await write(part);
    const file = await open(part, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw fileError(error, basename(path));
  }
}

function fileError(error: unknown, name: string): unknown {
  if (isAppError(error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('file.diskFull', { name }, { cause: error });
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) {
    return new AppError('file.unwritable', { name, detail: code }, { cause: error });
  }
  return error;
}
