import { basename } from 'node:path';
import { AppError, isAppError } from '../domain/errors.js';
import { Connection } from './driver.js';
import type { StorePaths } from './folder.js';

/**
 * Keeps other copies of the application off the folder. The lock is the operating system's, taken through SQLite on
 * an empty file beside the store: it ends with the process however that ends, so it is never left behind.
 * @returns the function that gives it back
 * @throws AppError `db.locked` when another copy (or this one, twice) has the folder
 */
export async function lockFolder(paths: StorePaths): Promise<() => Promise<void>> {
  const connection = await Connection.open(paths.lock, 'create', 0);
  try {
    await connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    await connection.close();
    throw isAppError(error, 'db.busy')
      ? new AppError('db.locked', { file: basename(paths.file) }, { cause: error })
      : error;
  }
  return () => connection.close();
}
