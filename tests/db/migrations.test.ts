import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { verifyBackup } from '../../db/backup.js';
import { Connection } from '../../db/driver.js';
import { storePaths } from '../../db/folder.js';
import { migrations } from '../../db/migrations/index.js';
import { APPLICATION_ID, migrate, planMigration } from '../../db/migrations/runner.js';
import type { Migration } from '../../db/migrations/migration.js';
import { roles } from '../../domain/people.js';
import { jobStates } from '../../domain/jobs.js';
import { rowsBefore } from './support/schema-rows.js';
import { lostBy, schemaText, shapeOfSchema } from './support/schema.js';
import { addPerson, NOW, openStore, tempFolder } from './support/store.js';

async function empty(): Promise<Connection> {
  const connection = await Connection.open(join(tempFolder(), 'a.sqlite'), 'create');
  onTestFinished(() => connection.close());
  return connection;
}

const upTo = async (connection: Connection, steps: readonly Migration[]): Promise<void> =>
  migrate(connection, await planMigration(connection, steps), join(tempFolder(), 'backups'), () => NOW);

describe('the table of migrations', () => {
  test('is numbered in order, by the names of the files', () => {
    const versions = migrations.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    for (const { version, name } of migrations) {
      expect(name).toMatch(new RegExp(`^${String(version).padStart(4, '0')}-[a-z-]+$`));
    }
    const files = readdirSync(new URL('../../db/migrations/', import.meta.url)).filter((file) => /^\d/.test(file));
    expect(files.sort()).toEqual(migrations.map(({ name }) => `${name}.ts`));
  });

  test('out of order is refused', async () => {
    const steps = [20, 10].map((version): Migration => ({
      version,
      name: `00${version}-x`,
      up: () => Promise.resolve(),
    }));
    await expect(upTo(await empty(), steps)).rejects.toThrow('out of order');
  });
});

describe('the schema', () => {
  test('is the one that was committed; a change must be meant (vitest -u)', async () => {
    const connection = await empty();
    await upTo(connection, migrations);
    await expect(await schemaText(connection)).toMatchFileSnapshot('./schema.snapshot.sql');
    expect(await connection.get('PRAGMA application_id')).toEqual({ application_id: APPLICATION_ID });
  });

  test('only grows from step to step', async () => {
    const connection = await empty();
    let before = await shapeOfSchema(connection);
    for (let index = 1; index <= migrations.length; index += 1) {
      await upTo(connection, migrations.slice(0, index));
      const after = await shapeOfSchema(connection);
      expect(lostBy(before, after), migrations[index - 1]?.name).toEqual([]);
      before = after;
    }
  });

  test('that loses a table, a column or an index is seen', async () => {
    const connection = await empty();
    await upTo(connection, migrations);
    const before = await shapeOfSchema(connection);
    await connection.exec(
      'DROP TABLE saved_view; DROP INDEX audit_actor; ALTER TABLE person DROP COLUMN phone; ALTER TABLE setting ADD COLUMN extra TEXT',
    );
    expect(lostBy(before, await shapeOfSchema(connection)).sort()).toEqual([
      'column person.phone',
      'index audit_actor',
      'table saved_view',
    ]);
  });

  test('names the same roles and job states as the rules do', async () => {
    const connection = await empty();
    await upTo(connection, migrations);
    await connection.exec("INSERT INTO person(id, account, name, created_at) VALUES(1, 'a', 'a', 0)");
    for (const role of roles) await connection.run('INSERT INTO person_role VALUES(1, ?)', [role]);
    for (const state of jobStates) {
      await connection.run(
        "INSERT INTO job(kind, subject, state, started_at, cancellable) VALUES('demo', '', ?, 0, 0)",
        [state],
      );
    }
    const wrong = connection.run("INSERT INTO person_role VALUES(1, 'king')");
    await expect(wrong).rejects.toMatchObject({ code: 'db.constraint' });
  });
});

describe('migrating', () => {
  test('checks, copies, then adds; the copy is whole and of the old version', async () => {
    const folder = tempFolder();
    const first = await openStore(folder);
    await addPerson(first, 'a');
    await first.close();
    const known = migrations.at(-1)?.version ?? 0;
    const next: Migration = {
      version: known + 10,
      name: '9010-next',
      up: (step) => step.exec("ALTER TABLE person ADD COLUMN extra TEXT DEFAULT 'x'"),
    };
    const second = await openStore(folder, { migrations: [...migrations, next] });
    expect(await second.read('test.extra', (reader) => reader.all('SELECT account, extra FROM person'))).toEqual([
      { account: 'a', extra: 'x' },
    ]);
    const { backups } = storePaths(folder);
    expect(readdirSync(backups).sort()).toEqual([
      'before-9010-next-20261121-1405.sqlite',
      'before-9010-next-20261121-1405.sqlite.json',
    ]);
    expect(await verifyBackup(join(backups, 'before-9010-next-20261121-1405.sqlite'))).toMatchObject({
      proved: true,
      schema: known,
    });
    await second.close();
    const third = await openStore(folder, { migrations: [...migrations, next] });
    expect(readdirSync(third.folder).filter((name) => name === 'backups')).toHaveLength(1);
    expect(readdirSync(backups)).toHaveLength(2);
  });

  test('0010-core starts from nothing and makes no copy of it', async () => {
    const connection = await empty();
    const core = migrations.slice(0, 1);
    await upTo(connection, core);
    expect(await connection.get('PRAGMA user_version')).toEqual({ user_version: 10 });
    expect(await connection.get('SELECT one, seq, hash FROM audit_head')).toEqual({
      one: 1,
      seq: 0,
      hash: Buffer.alloc(32),
    });
    expect(await planMigration(connection, core)).toEqual({ isNew: false, steps: [] });
  });
});

describe('terms of signing', () => {
  test('are set for what was issued before there was one', async () => {
    const connection = await empty();
    const at = migrations.findIndex(({ name }) => name === '0059-stuck');
    await upTo(connection, migrations.slice(0, at));
    await connection.exec(rowsBefore['0059-stuck'] ?? '');
    // Friday 2026-11-20, 09:00 in Shanghai.
    const issuedAt = Date.UTC(2026, 10, 20, 1);
    await connection.exec(`INSERT INTO rectification(id, client_id, no, year, number, origin, hall_id, problem, category,
      severity, deadline_type, deadline_amount, state, issued_at, issued_by, created_by, created_at, updated_at)
      VALUES(2, 'm2', '督整〔2026〕2号', 2026, 2, 'office', 1, '空岗', 'attendance', 'serious', 'fixed_term_fix', 5, 'issued',
        ${issuedAt}, 1, 1, 1, 1)`);
    await upTo(connection, migrations.slice(0, at + 1));
    expect(await connection.all('SELECT id, warn_at FROM rectification ORDER BY id')).toEqual([
      { id: 1, warn_at: null },
      { id: 2, warn_at: Date.UTC(2026, 10, 24, 16) },
    ]);
  });
});

describe('the latest moment of the log', () => {
  test('is known of a log written before, and begins anew with a confirmed clock', async () => {
    const connection = await empty();
    const at = migrations.findIndex(({ name }) => name === '0076-clock');
    await upTo(connection, migrations.slice(0, at));
    let seq = 0;
    const add = (moment: number, action = 'people.create') =>
      connection.run(
        'INSERT INTO audit(seq, at, actor_name, action, object, hash) VALUES(?, ?, ?, ?, ?, zeroblob(32))',
        [(seq += 1), moment, '王', action, 'b'],
      );
    const latest = () => connection.get('SELECT seq, latest_at FROM audit_head');
    await add(500);
    await add(300);
    await upTo(connection, migrations.slice(0, at + 1));
    expect(await latest()).toEqual({ seq: 2, latest_at: 500 });
    await add(400);
    expect(await latest()).toEqual({ seq: 3, latest_at: 500 });
    await add(410, 'system.confirmClock');
    expect(await latest()).toEqual({ seq: 4, latest_at: 410 });
    await add(420);
    expect(await latest()).toEqual({ seq: 5, latest_at: 420 });
  });
});

describe('rows from before', () => {
  const steps = migrations.slice(1).map((migration, index) => ({ name: migration.name, known: index + 1 }));

  test.each(steps)('$name keeps every one of them', async ({ name, known }) => {
    const connection = await empty();
    await upTo(connection, migrations.slice(0, known));
    await connection.exec(rowsBefore[name] ?? '');
    const { columns } = await shapeOfSchema(connection);
    const dump = async (): Promise<Record<string, unknown[]>> => {
      const tables: Record<string, unknown[]> = {};
      for (const [table, names] of columns) {
        const shown = [...names].map((column) => `"${column}"`).join(', ');
        // The full-text table keeps no text to show; what it finds is asked below.
        if (table !== 'search_fts')
          tables[table] = await connection.all(`SELECT ${shown} FROM "${table}" ORDER BY 1, 2`);
      }
      return tables;
    };
    const before = await dump();
    const unfilled = Object.entries(before).flatMap(([table, rows]) => (rows.length === 0 ? [table] : []));
    expect(unfilled, `tables without a sample row before ${name}`).toEqual([]);
    await upTo(connection, migrations.slice(0, known + 1));
    expect(await dump()).toEqual(before);
    expect(await connection.all(`SELECT rowid AS id FROM search_fts WHERE search_fts MATCH '"督查"'`)).toEqual([
      { id: 1048576 },
    ]);
    expect(await connection.all('PRAGMA foreign_key_check')).toEqual([]);
  });
});
