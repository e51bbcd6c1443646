import { copyFile, link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../domain/errors.js';
import { SHANGHAI_OFFSET_MS } from '../domain/time.js';
import { verifyBackup } from './backup.js';
import { needSpace } from './copy.js';
import {
  mapFileError,
  prepareFolder,
  setMark,
  sizeOf,
  storePaths,
  syncFile,
  syncPath,
  systemCode,
  type StorePaths,
} from './folder.js';
import { lockFolder } from './lock.js';
import { migrations } from './migrations/index.js';

export interface RestoreOptions {
  /** The data folder; no copy of the application may have it open. */
  folder: string;
  /** Path of the copy to go back to; it stays where it is. */
  backup: string;
  /** UTC milliseconds, for the name of what is put aside. */
  at: number;
  signal?: AbortSignal | undefined;
}

const partOf = (paths: StorePaths): string => `${paths.file}.part`;
const intentOf = (paths: StorePaths): string => join(paths.folder, 'mingcha.restore');

/**
 * Puts a copy in the place of the store. What was there is kept beside it, with its log, under a dated name; nothing
 * is deleted. Interrupted at any point, the next start finishes it or finds the old store untouched.
 * @returns the name of the file put aside; null when there was none
 * @throws AppError `db.locked`, `db.corrupt` (the copy is not whole), `db.newer`, `db.full`, `db.readOnly`, `cancelled`
 */
export async function restoreBackup(options: RestoreOptions): Promise<string | null> {
  const paths = storePaths(options.folder);
  await prepareFolder(paths);
  const unlock = await lockFolder(paths);
  try {
    const { schema } = await verifyBackup(options.backup, options.signal);
    const known = migrations.at(-1)?.version ?? 0;
    const file = basename(options.backup);
    if (schema > known) throw new AppError('db.newer', { file, found: schema, known });
    const part = partOf(paths);
    await needSpace(part, (await sizeOf(options.backup)) ?? 0);
    await copyFile(options.backup, part);
    await syncFile(part);
    const stamp = new Date(options.at + SHANGHAI_OFFSET_MS)
      .toISOString()
      .slice(0, 19)
      .replace(/[-:]/g, '')
      .replace('T', '-');
    const aside = (await sizeOf(paths.file)) === null ? null : `mingcha.replaced-${stamp}.sqlite`;
    await writeFile(`${intentOf(paths)}.part`, JSON.stringify({ aside }));
    await syncFile(`${intentOf(paths)}.part`);
    await rename(`${intentOf(paths)}.part`, intentOf(paths));
    await syncPath(paths.folder);
    await finishRestore(paths);
    return aside;
  } catch (error) {
    if ((await sizeOf(intentOf(paths))) === null) await rm(partOf(paths), { force: true }).catch(() => undefined);
    throw mapFileError(error, paths.file);
  } finally {
    await unlock();
  }
}

/** Carries out a restore that was decided on; every step may have been done already. Under the folder's lock. */
export async function finishRestore(paths: StorePaths): Promise<void> {
  const intent = await readFile(intentOf(paths), 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (intent === null) return;
  if ((await sizeOf(partOf(paths))) !== null) {
    const { aside } = JSON.parse(intent) as { aside: string | null };
    if (aside !== null) await putAside(paths, join(paths.folder, aside));
    // The log belongs to the replaced file; beside the new one it would be played into it.
    await rm(paths.wal, { force: true });
    await rm(paths.shm, { force: true });
    await rename(partOf(paths), paths.file);
    await setMark(paths);
  }
  await rm(intentOf(paths), { force: true });
  await syncPath(paths.folder);
}

async function putAside(paths: StorePaths, aside: string): Promise<void> {
  if ((await sizeOf(aside)) === null && (await sizeOf(paths.file)) !== null) {
    // A second name for the same file, so that there is no moment without a store; not every disk can.
    await link(paths.file, aside).catch(() => copyFile(paths.file, aside));
  }
  if (((await sizeOf(paths.wal)) ?? 0) > 0) await rename(paths.wal, `${aside}-wal`);
}
