import { statfs } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError, type ErrorCode, type ErrorParams } from '../domain/errors.js';
import type { StorePaths } from './folder.js';

/** Why a store does not open. */
export type ProblemCode = Extract<
  ErrorCode,
  'db.corrupt' | 'db.newer' | 'db.readOnly' | 'db.full' | 'db.migration' | 'db.locked'
>;

/** What a person can be offered; each is done by hand of that person, never by itself. */
export type Repair = 'restore' | 'openFolder' | 'retry' | 'quit';

export interface Problem {
  code: ProblemCode;
  params: ErrorParams;
  repairs: readonly Repair[];
}

const repairs: Readonly<Record<ProblemCode, readonly Repair[]>> = {
  'db.corrupt': ['restore', 'openFolder', 'quit'],
  'db.newer': ['openFolder', 'quit'],
  'db.readOnly': ['retry', 'openFolder', 'quit'],
  'db.full': ['retry', 'openFolder', 'quit'],
  'db.migration': ['retry', 'restore', 'openFolder', 'quit'],
  'db.locked': ['retry', 'quit'],
};

function isProblemCode(code: ErrorCode): code is ProblemCode {
  return Object.hasOwn(repairs, code);
}

/**
 * The problem behind an error of `openDatabase`, for the recovery page; null when it is none of these.
 * @param backups how many copies there are to go back to; without one, `restore` is not offered
 */
export function problemOf(error: unknown, backups: number): Problem | null {
  if (!(error instanceof AppError) || !isProblemCode(error.code)) return null;
  const offered = repairs[error.code].filter((repair) => repair !== 'restore' || backups > 0);
  return { code: error.code, params: error.params, repairs: offered };
}

/** Bytes below which a disk counts as full. */
const FULL_BELOW = 1024 * 1024;

/** SQLite calls some failures of a full disk "disk I/O error" or "unable to open": looks again and names them. */
export async function namedOpenError(error: unknown, paths: StorePaths): Promise<unknown> {
  if (!(error instanceof AppError) || !error.code.startsWith('file.')) return error;
  const space = await statfs(paths.folder).catch(() => null);
  const isFull = space !== null && space.bavail * space.bsize < FULL_BELOW;
  return isFull ? new AppError('db.full', { file: basename(paths.file) }, { cause: error }) : error;
}
