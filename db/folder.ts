import { constants } from 'node:fs';
import { access, mkdir, open, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../domain/errors.js';

/** Every file the store keeps in its folder. */
export interface StorePaths {
  folder: string;
  file: string;
  wal: string;
  shm: string;
  /** Held under an exclusive lock as long as a copy of the application has the folder open. */
  lock: string;
  /** Exists while the store is open; found at start, it tells of an unclean end. */
  mark: string;
  backups: string;
}

export const DATABASE_NAME = 'mingcha.sqlite';

/** @param folder absolute path of the data folder */
export function storePaths(folder: string): StorePaths {
  const file = join(folder, DATABASE_NAME);
  return {
    folder,
    file,
    wal: `${file}-wal`,
    shm: `${file}-shm`,
    lock: join(folder, 'mingcha.lock'),
    mark: join(folder, 'mingcha.open'),
    backups: join(folder, 'backups'),
  };
}

/** Errors of the file system that name a problem of the whole store. */
const fileErrors: Readonly<Record<string, 'db.readOnly' | 'db.full'>> = {
  EROFS: 'db.readOnly',
  EACCES: 'db.readOnly',
  EPERM: 'db.readOnly',
  ENOSPC: 'db.full',
  EDQUOT: 'db.full',
  EFBIG: 'db.full',
};

/** The code of the file system's error, e.g. `ENOENT`; null when it is something else. */
export function systemCode(error: unknown): string | null {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : null;
}

/** Maps an error of the file system to the catalogue; `file` is a path, only its name is shown. */
export function mapFileError(error: unknown, file: string): unknown {
  if (error instanceof AppError) return error;
  const code = systemCode(error);
  if (code === null) return error;
  const known = fileErrors[code];
  if (known !== undefined) return new AppError(known, { file: basename(file) }, { cause: error });
  return new AppError('file.unwritable', { name: basename(file), detail: code }, { cause: error });
}

/** Bytes of a file; null when it is not there. */
export async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Bytes written to see whether the folder takes any: what a first page, its log and its index need. */
const PROBE_BYTES = 256 * 1024;

/**
 * Makes the folder and proves by writing that it can be written to.
 * @throws AppError `db.readOnly` or `db.full`
 */
export async function prepareFolder(paths: StorePaths): Promise<void> {
  const probe = join(paths.folder, 'mingcha.probe');
  try {
    await mkdir(paths.folder, { recursive: true });
    const handle = await open(probe, 'w');
    try {
      await handle.writeFile(Buffer.alloc(PROBE_BYTES));
    } finally {
      await handle.close();
    }
    if ((await sizeOf(paths.file)) !== null) await access(paths.file, constants.R_OK | constants.W_OK);
  } catch (error) {
    const mapped = mapFileError(error, paths.file);
    // A missing drive, a file in the folder's place: to a person it is a folder that cannot be written to.
    const isOther = mapped instanceof AppError && mapped.code === 'file.unwritable';
    throw isOther ? new AppError('db.readOnly', { file: basename(paths.file) }, { cause: error }) : mapped;
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}

/** Whether the store was left without being closed: the mark stands, or its log still holds pages. */
export async function endedUncleanly(paths: StorePaths): Promise<boolean> {
  return (await sizeOf(paths.mark)) !== null || ((await sizeOf(paths.wal)) ?? 0) > 0;
}

export async function setMark(paths: StorePaths): Promise<void> {
  const handle = await open(paths.mark, 'w');
  await handle.sync();
  await handle.close();
}

export async function clearMark(paths: StorePaths): Promise<void> {
  await rm(paths.mark, { force: true });
}

/** Makes a file's bytes, or a folder's list of names, last through a power cut. Windows cannot sync a folder. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => null);
  if (handle === null) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}

/** Makes a file's bytes last through a power cut, or throws. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
