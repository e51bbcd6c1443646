import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openDatabase, type AuditEntry, type Database, type OpenOptions, type Tx } from '../../../db/database.js';

/** A moment in 2026 that never moves. */
export const NOW = Date.UTC(2026, 10, 21, 6, 5);

/** A folder of its own for one test, with a space and Chinese in its path, removed afterwards. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mingcha 测试-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens a store that is closed when the test ends. */
export async function openStore(folder: string, options: Partial<OpenOptions> = {}): Promise<Database> {
  const database = await openDatabase({ folder, clock: () => NOW, ...options });
  onTestFinished(() => database.close());
  return database;
}

export const entry = (ref: number | null, more: Partial<AuditEntry> = {}): AuditEntry => ({
  action: 'people.create',
  object: 'person',
  ref,
  actor: { personId: 1, name: '王督查' },
  ...more,
});

/** Adds a person inside a transaction, with one audit row; answers the id. */
export async function insertPerson(tx: Tx, account: string): Promise<number> {
  const { lastId } = await tx.run('INSERT INTO person(account, name, created_at) VALUES(:account, :name, :at)', {
    account,
    name: `姓名${account}`,
    at: NOW,
  });
  await tx.audit(entry(lastId, { after: { account } }));
  tx.changed('person', lastId);
  return lastId;
}

export const addPerson = (database: Database, account: string): Promise<number> =>
  database.write('test.addPerson', (tx) => insertPerson(tx, account));

export const accounts = (database: Database): Promise<string[]> =>
  database.read('test.accounts', (reader) =>
    reader.json<string>('SELECT json_group_array(account) FROM (SELECT account FROM person ORDER BY id)'),
  );

/** The same sequence for the same seed: numbers from 0 up to 1. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
