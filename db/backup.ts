import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../domain/errors.js';
import { dayOf, isoDay, localMinute } from '../domain/time.js';
import { copyStore, hashFile, inspect, type CopyFacts } from './copy.js';
import { sizeOf, storePaths, systemCode } from './folder.js';

/** Why a copy was made: by hand, by the clock once a day, or before a migration. */
export type BackupKind = 'manual' | 'daily' | 'migration';

export interface Backup {
  kind: BackupKind;
  /** File name without folder; what a person chooses by. */
  name: string;
  file: string;
  bytes: number;
  /** UTC milliseconds. */
  at: number;
  /** What was noted when it was made; null when the note is missing or unreadable, and then it cannot be proved whole. */
  facts: CopyFacts | null;
}

const prefixes: Readonly<Record<BackupKind, string>> = { manual: 'mingcha-', daily: 'daily-', migration: 'before-' };

/** Digits of a moment in file names: `20261121-1405`. */
const stampOf = (at: number): string => localMinute(at).replace(/[-:]/g, '').replace(' ', '-');

export interface BackupOptions {
  kind: 'manual' | 'daily';
  /** UTC milliseconds. */
  at: number;
  /** Where to; the `backups` folder of the store by default. A memory stick is as good. */
  folder?: string | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Copies the open store while people work on; see `copyStore` for what is promised.
 * A daily copy that is there already is not made again.
 * @throws AppError `db.full`, `db.readOnly`, `db.corrupt`, `cancelled`
 */
export async function createBackup(store: { file: string; folder: string }, options: BackupOptions): Promise<Backup> {
  const folder = options.folder ?? storePaths(store.folder).backups;
  const stem = options.kind === 'daily' ? isoDay(dayOf(options.at)).replaceAll('-', '') : stampOf(options.at);
  let name = `${prefixes[options.kind]}${stem}.sqlite`;
  if (options.kind === 'daily') {
    const there = (await listBackups(folder)).find((backup) => backup.name === name);
    if (there !== undefined) return there;
  }
  for (let copy = 2; (await sizeOf(join(folder, name))) !== null; copy += 1) {
    name = `${prefixes[options.kind]}${stem}-${copy}.sqlite`;
  }
  const file = join(folder, name);
  const facts = await copyStore(store.file, file, options.at, options.signal);
  return { kind: options.kind, name, file, bytes: facts.bytes, at: facts.at, facts };
}

async function factsOf(file: string): Promise<CopyFacts | null> {
  try {
    const facts = JSON.parse(await readFile(`${file}.json`, 'utf8')) as Partial<CopyFacts> | null;
    const { sha256, bytes, at, schema, auditHead } = facts ?? {};
    const isWhole = typeof sha256 === 'string' && typeof bytes === 'number' && typeof at === 'number';
    if (!isWhole || typeof schema !== 'number' || typeof auditHead?.seq !== 'number') return null;
    return typeof auditHead.hash === 'string' ? { sha256, bytes, at, schema, auditHead } : null;
  } catch {
    return null;
  }
}

/** The copies in a folder, newest first; none when there is no folder. Half-made ones do not count. */
export async function listBackups(folder: string): Promise<Backup[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  });
  const found = names.filter((name) => name.endsWith('.sqlite')).map((name) => readBackup(join(folder, name)));
  return (await Promise.all(found)).sort((a, b) => b.at - a.at || b.name.localeCompare(a.name));
}

async function readBackup(file: string): Promise<Backup> {
  const name = basename(file);
  const { size, mtimeMs } = await stat(file);
  const facts = await factsOf(file);
  const kind = (['daily', 'migration'] as const).find((one) => name.startsWith(prefixes[one])) ?? 'manual';
  return { kind, name, file, bytes: size, at: facts?.at ?? Math.floor(mtimeMs), facts };
}

/**
 * Proves that a copy is what was written: its pages hold together and its SHA-256 is the one noted.
 * @returns its schema version and audit head, and whether there was a note to compare with
 * @throws AppError `db.corrupt` (detail `sha256` when only the hash differs), `cancelled`
 */
export async function verifyBackup(
  file: string,
  signal?: AbortSignal,
): Promise<Pick<CopyFacts, 'schema' | 'auditHead'> & { proved: boolean }> {
  const facts = await factsOf(file);
  if (facts !== null && (await hashFile(file, signal)) !== facts.sha256) {
    throw new AppError('db.corrupt', { file: basename(file), detail: 'sha256' });
  }
  return { ...(await inspect(file, signal)), proved: facts !== null };
}

/**
 * Removes the oldest daily copies beyond `keep`, with their notes. Copies made by hand or before a migration stay.
 * @returns the names removed
 */
export async function pruneBackups(folder: string, keep: number): Promise<string[]> {
  const daily = (await listBackups(folder)).filter((backup) => backup.kind === 'daily');
  const old = daily.slice(Math.max(1, keep));
  for (const backup of old) {
    await rm(backup.file, { force: true });
    await rm(`${backup.file}.json`, { force: true });
  }
  return old.map((backup) => backup.name);
}
