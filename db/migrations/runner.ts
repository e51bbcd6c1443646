import { basename, join } from 'node:path';
import { AppError, isAppError } from '../../domain/errors.js';
import { localMinute, type Clock } from '../../domain/time.js';
import { copyStore } from '../copy.js';
import type { Connection } from '../driver.js';
import type { Migration } from './migration.js';

/** Stands in the header of every store file (`MCHA`), so that another program's file is not taken for ours. */
export const APPLICATION_ID = 0x4d434841;

/** What stands between a file and the newest schema. */
export interface Plan {
  isNew: boolean;
  steps: readonly Migration[];
}

/** Failures of the place, not of the step: they keep their own name and their own way out. */
const passing = ['db.full', 'db.readOnly', 'db.busy', 'db.corrupt', 'file.unwritable'] as const;

/**
 * Looks at a file without touching it.
 * @throws AppError `db.newer` (params: file, found, known), or `db.corrupt` when it belongs to another program
 */
export async function planMigration(connection: Connection, migrations: readonly Migration[]): Promise<Plan> {
  checkOrder(migrations);
  const found = (await connection.get<{ user_version: number }>('PRAGMA user_version'))?.user_version ?? 0;
  const id = (await connection.get<{ application_id: number }>('PRAGMA application_id'))?.application_id;
  const tables = (await connection.get<{ n: number }>('SELECT count(*) AS n FROM sqlite_schema'))?.n ?? 0;
  const isNew = found === 0 && tables === 0;
  const file = basename(connection.file);
  if (!isNew && id !== APPLICATION_ID) throw new AppError('db.corrupt', { file, detail: 'application_id' });
  const known = migrations.at(-1)?.version ?? 0;
  if (found > known) throw new AppError('db.newer', { file, found, known });
  return { isNew, steps: migrations.filter((migration) => migration.version > found) };
}

/**
 * Brings the file to the newest schema: full integrity check, a copy into `backups`, then each step in its own
 * transaction. A failed step leaves the file as it was before that step.
 * @throws AppError `db.corrupt`, `db.migration` (params: file, step, detail), `db.full`
 */
export async function migrate(connection: Connection, plan: Plan, backups: string, clock: Clock): Promise<void> {
  const [first] = plan.steps;
  if (first === undefined) return;
  if (!plan.isNew) await secure(connection, first, backups, clock);
  for (const step of plan.steps) await runStep(connection, step);
}

function checkOrder(migrations: readonly Migration[]): void {
  migrations.forEach((migration, index) => {
    if (migration.version <= (migrations[index - 1]?.version ?? 0))
      throw new Error(`migration ${migration.name} out of order`);
  });
}

async function secure(connection: Connection, first: Migration, backups: string, clock: Clock): Promise<void> {
  const fault = await connection.get<{ integrity_check: string }>('PRAGMA integrity_check(1)');
  if (fault?.integrity_check !== 'ok') {
    throw new AppError('db.corrupt', { file: basename(connection.file), detail: fault?.integrity_check ?? '' });
  }
  const at = clock();
  const stamp = localMinute(at).replace(/[-:]/g, '').replace(' ', '-');
  await copyStore(connection.file, join(backups, `before-${first.name}-${stamp}.sqlite`), at);
}

async function runStep(connection: Connection, step: Migration): Promise<void> {
  // Tables may be rebuilt under their references; what results is checked before COMMIT.
  await connection.exec('PRAGMA foreign_keys = OFF');
  try {
    await connection.exec('BEGIN IMMEDIATE');
    await step.up(connection);
    const orphan = await connection.get<{ table: string }>('PRAGMA foreign_key_check');
    if (orphan !== undefined) throw new Error(`a row of ${orphan.table} points to nothing`);
    await connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${step.version}; COMMIT`);
  } catch (error) {
    // SQLite has already left the transaction after a full disk or an I/O error.
    await connection.exec('ROLLBACK').catch(() => undefined);
    if (passing.some((code) => isAppError(error, code))) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw new AppError('db.migration', { file: basename(connection.file), step: step.name, detail }, { cause: error });
  } finally {
    await connection.exec('PRAGMA foreign_keys = ON');
  }
}
