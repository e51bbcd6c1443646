import { lstat, readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { SourceFile } from '../../../db/queries/footage-takings.js';
import { AppError } from '../../../domain/errors.js';
import { originalName } from '../evidence/name.js';

/** One order holds at most this many files. */
export const MOST_FILES = 5000;
/** What systems leave in every folder. */
const litter = new Set(['.ds_store', 'thumbs.db', 'desktop.ini']);
/** Characters of a name with folders that are kept, the last ones. */
const LONGEST = 1000;

/** Folders and name as they came, each fit to be shown. */
const shownName = (parts: readonly string[]): string => parts.map(originalName).join('/').slice(-LONGEST);

const unreadable = (name: string, detail: string): SourceFile['error'] => ({
  code: 'file.unreadable',
  params: { name, detail },
});

/**
 * The files behind what was chosen or dropped, folders with everything in them, in the order of their names. Links and
 * devices are named with why they are not taken, and never followed.
 * @throws AppError `file.tooMany` for more than an order holds
 */
export async function expandFiles(paths: readonly string[]): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  const add = async (path: string, parts: readonly string[]): Promise<void> => {
    const name = shownName(parts);
    const file = await lstat(path).catch((error: NodeJS.ErrnoException) => error.code ?? 'unknown');
    if (typeof file !== 'string' && file.isDirectory()) return addFolder(path, parts);
    if (found.length >= MOST_FILES) throw new AppError('file.tooMany', { limit: MOST_FILES });
    if (typeof file === 'string') found.push({ path, name, bytes: null, error: unreadable(name, file) });
    else if (file.isFile()) found.push({ path, name, bytes: file.size, error: null });
    else found.push({ path, name, bytes: null, error: unreadable(name, 'notAFile') });
  };
  const addFolder = async (path: string, parts: readonly string[]): Promise<void> => {
    const entries = await readdir(path).catch((error: NodeJS.ErrnoException) => {
      const name = shownName(parts);
      found.push({ path, name, bytes: null, error: unreadable(name, error.code ?? 'unknown') });
      return [];
    });
    for (const entry of entries.sort()) {
      if (!litter.has(entry.toLowerCase())) await add(join(path, entry), [...parts, entry]);
    }
  };
  for (const path of paths) await add(resolve(path), [basename(path)]);
  return found;
}
