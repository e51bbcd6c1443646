import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { AppError } from '../domain/errors.js';
import type { AuditHead } from './audit-log.js';
import { Connection } from './driver.js';
import { mapFileError, sizeOf, syncFile, syncPath } from './folder.js';

/** What stands beside a copy, in `<copy>.json`. */
export interface CopyFacts {
  sha256: string;
  bytes: number;
  /** UTC milliseconds. */
  at: number;
  /** `user_version`: the last migration the copy has been through. */
  schema: number;
  auditHead: AuditHead;
}

/** SHA-256 of a file, read in pieces. @throws AppError `cancelled` */
export async function hashFile(file: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 })) {
    if (signal?.aborted) throw new AppError('cancelled');
    hash.update(piece as Buffer);
  }
  return hash.digest('hex');
}

/** Schema version and audit head of a store file, and whether its pages hold together (`quick_check`). */
export async function inspect(file: string, signal?: AbortSignal): Promise<{ schema: number; auditHead: AuditHead }> {
  const connection = await Connection.open(file, 'read');
  const stop = (): void => connection.interrupt();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const fault = await connection.get<{ quick_check: string }>('PRAGMA quick_check(1)');
    if (fault?.quick_check !== 'ok') {
      throw new AppError('db.corrupt', { file: basename(file), detail: fault?.quick_check ?? '' });
    }
    const version = await connection.get<{ user_version: number }>('PRAGMA user_version');
    const audited = await connection.get("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'audit_head'");
    const head =
      audited === undefined
        ? undefined
        : await connection.get<AuditHead>('SELECT seq, lower(hex(hash)) AS hash FROM audit_head');
    return { schema: version?.user_version ?? 0, auditHead: head ?? { seq: 0, hash: '0'.repeat(64) } };
  } finally {
    signal?.removeEventListener('abort', stop);
    await connection.close();
  }
}

/** @throws AppError `db.full` when fewer than `bytes` and a tenth more are free where `file` is to be */
export async function needSpace(file: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(file));
  if (bavail * bsize < bytes * 1.1) throw new AppError('db.full', { file: basename(file) });
}

/**
 * Copies a store while it is being written to: a compact, whole copy of one moment, under `target` only when it has
 * been checked, hashed and synced; its facts stand in `<target>.json`. Nothing half done is left behind.
 * @param at UTC milliseconds for the facts
 * @throws AppError `db.full`, `db.readOnly`, `db.corrupt`, `cancelled`
 */
export async function copyStore(source: string, target: string, at: number, signal?: AbortSignal): Promise<CopyFacts> {
  const part = `${target}.part`;
  try {
    await mkdir(dirname(target), { recursive: true });
    const bytes = ((await sizeOf(source)) ?? 0) + ((await sizeOf(`${source}-wal`)) ?? 0);
    await needSpace(part, bytes);
    // An empty file is taken; a folder that refuses one says why, which SQLite would not.
    await (await open(part, 'w')).close();
    await vacuumInto(source, part, signal);
    const seen = await inspect(part, signal);
    const facts: CopyFacts = { sha256: await hashFile(part, signal), bytes: (await sizeOf(part)) ?? 0, at, ...seen };
    await syncFile(part);
    await writeFile(`${target}.json.part`, `${JSON.stringify(facts, null, 2)}\n`);
    await syncFile(`${target}.json.part`);
    await rename(`${target}.json.part`, `${target}.json`);
    await rename(part, target);
    await syncPath(dirname(target));
    return facts;
  } catch (error) {
    for (const rest of [part, `${part}-journal`, `${target}.json.part`])
      await rm(rest, { force: true }).catch(() => undefined);
    throw mapFileError(error, target);
  }
}

async function vacuumInto(source: string, part: string, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) throw new AppError('cancelled');
  const connection = await Connection.open(source, 'read');
  const stop = (): void => connection.interrupt();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await connection.run('VACUUM INTO ?', [part]);
  } finally {
    signal?.removeEventListener('abort', stop);
    await connection.close();
  }
}
