import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Database, Migration } from '../../db/database.js';
import { Connection } from '../../db/driver.js';
import { core } from '../../db/migrations/0010-core.js';
import { hall } from '../../db/migrations/0020-hall.js';
import { migrations } from '../../db/migrations/index.js';
import { migrate, planMigration } from '../../db/migrations/runner.js';
import { hallListSql, type HallListing } from '../../db/queries/hall-list.js';
import { hallModels } from '../../db/queries/hall-model.js';
import { hallEntities } from '../../domain/hall/entities.js';
import { seesAll } from '../../domain/hall/scope.js';
import { NOW, openStore, tempFolder } from './support/store.js';

async function migrated(steps: readonly Migration[] = [core, hall]): Promise<Connection> {
  const connection = await Connection.open(join(tempFolder(), 'a.sqlite'), 'create');
  onTestFinished(() => connection.close());
  const backups = join(tempFolder(), 'backups');
  await migrate(connection, await planMigration(connection, [core]), backups, () => NOW);
  // Rows of the step before: a unit contact may already stand there.
  await connection.run(`INSERT INTO person(account, name, unit_id, created_at) VALUES('a', '甲', NULL, 1)`);
  await migrate(connection, await planMigration(connection, steps), backups, () => NOW);
  await connection.exec('PRAGMA foreign_keys = ON');
  return connection;
}

const times = 'created_at, updated_at';
async function rows(connection: Connection): Promise<void> {
  await connection.exec(`
    INSERT INTO hall(id, name, ${times}) VALUES(1, '主', 1, 1), (2, '副', 1, 1);
    INSERT INTO zone(id, hall_id, name, ${times}) VALUES(1, 1, '甲区', 1, 1), (2, 2, '乙区', 1, 1);
    INSERT INTO unit(id, hall_id, name, ${times}) VALUES(1, 1, '局', 1, 1);
    INSERT INTO "window"(id, hall_id, zone_id, unit_id, number, name, ${times}) VALUES(1, 1, 1, 1, 'A1', '窗', 1, 1);
    INSERT INTO post(id, hall_id, window_id, name, ${times}) VALUES(1, 1, 1, '岗', 1, 1);`);
}

test('the step keeps the rows of the one before', async () => {
  const connection = await migrated();
  expect(await connection.all('SELECT account, unit_id FROM person')).toEqual([{ account: 'a', unit_id: null }]);
  expect(await connection.get('PRAGMA user_version')).toEqual({ user_version: 20 });
  expect(await connection.all('PRAGMA foreign_key_check')).toEqual([]);
});

test('the hall of a row is that of the row it hangs on, and moves with it', async () => {
  const connection = await migrated();
  await rows(connection);
  await expect(
    connection.run(
      `INSERT INTO "window"(hall_id, zone_id, unit_id, number, name, ${times}) VALUES(2, 1, 1, 'A2', '窗', 1, 1)`,
    ),
  ).rejects.toMatchObject({ code: 'db.constraint' });
  await expect(connection.run('UPDATE post SET hall_id = 2')).rejects.toMatchObject({ code: 'db.constraint' });
  await connection.run('UPDATE zone SET hall_id = 2 WHERE id = 1');
  expect(await connection.get('SELECT hall_id FROM "window"')).toEqual({ hall_id: 2 });
  expect(await connection.get('SELECT hall_id FROM post')).toEqual({ hall_id: 2 });
});

test('a key is unique among rows in use, and free again after', async () => {
  const connection = await migrated();
  await rows(connection);
  const again = `INSERT INTO "window"(hall_id, zone_id, unit_id, number, name, ${times}) VALUES(1, 1, 1, 'A1', '又', 1, 1)`;
  await expect(connection.run(again)).rejects.toMatchObject({ code: 'db.constraint' });
  await connection.run(`UPDATE "window" SET state = 'retired'`);
  await connection.run(again);
  const target = `INSERT INTO target(hall_id, zone_id, measure, value, ${times}) VALUES(1, NULL, 'waiting_minutes', 1, 1, 1)`;
  await connection.run(target);
  await expect(connection.run(target)).rejects.toMatchObject({ code: 'db.constraint' });
});

test.each([
  [`UPDATE hall SET parent_id = id`],
  [`UPDATE zone SET state = 'merged'`],
  [`UPDATE zone SET merged_into_id = id, state = 'merged'`],
  [`UPDATE zone SET name = ''`],
  [`UPDATE zone SET state = 'gone'`],
  [`UPDATE unit SET hall_id = 99`],
  [`DELETE FROM zone WHERE id = 1`],
])('the schema refuses %s', async (sql) => {
  const connection = await migrated();
  await rows(connection);
  await expect(connection.run(sql)).rejects.toMatchObject({ code: 'db.constraint' });
});

test('every field of the model has its column', async () => {
  const connection = await migrated(migrations);
  for (const { table, columns, joins } of Object.values(hallModels)) {
    const found = await connection.all<{ name: string }>(`PRAGMA table_info(${table})`);
    expect(found.map(({ name }) => name)).toEqual(expect.arrayContaining(columns.map(({ column }) => column)));
    for (const join of joins) {
      const held = await connection.all<{ name: string }>(`PRAGMA table_info(${join.table})`);
      expect(held.map(({ name }) => name)).toEqual([join.own, join.other]);
    }
  }
});

const planOf = (database: Database, listing: HallListing): Promise<string[]> => {
  const { sql, params } = hallListSql(listing, seesAll);
  return database.read('test.plan', async (reader) =>
    (await reader.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params)).map(({ detail }) => detail),
  );
};

test.each<[string, HallListing, RegExp]>([
  [
    'windows of a unit',
    { entity: 'window', filter: { unitId: 1 } },
    /SEARCH r USING INDEX window_unit \(unit_id=\? AND state=\?\)/,
  ],
  ['windows of a zone', { entity: 'window', filter: { zoneId: 1 } }, /SEARCH r USING INDEX window_zone \(zone_id=\?\)/],
  ['windows of a hall', { entity: 'window', filter: { hallId: 1 } }, /SEARCH r USING INDEX window_(hall|key)/],
  ['staff of a unit', { entity: 'staff', filter: { unitId: 1 } }, /SEARCH r USING INDEX staff_unit \(unit_id=\?\)/],
  ['items of a unit', { entity: 'service_item', filter: { unitId: 1 } }, /SEARCH r USING INDEX service_item_unit/],
  [
    'cameras of a recorder',
    { entity: 'camera', filter: { recorderId: 1 } },
    /SEARCH r USING INDEX camera_(recorder|key)/,
  ],
  [
    'posts of a window',
    { entity: 'post', filter: { windowId: 1 } },
    /SEARCH r USING (COVERING )?INDEX post_(window|key)/,
  ],
  [
    'contacts of a unit',
    { entity: 'contact', filter: { unitId: 1 } },
    /SEARCH r USING (COVERING )?INDEX contact_(unit|key)/,
  ],
])('the list of %s walks an index', async (_, listing, wanted) => {
  const database = await openStore(tempFolder());
  expect((await planOf(database, listing)).join('\n')).toMatch(wanted);
});

test('no list of any entity looks up another row by walking its table', async () => {
  const database = await openStore(tempFolder());
  for (const entity of hallEntities) {
    const plan = await planOf(database, { entity, text: '窗口', sort: { by: 'hallLabel', direction: 'asc' } });
    const walks = plan.filter((step) => /^SCAN (?!r\b)/.test(step) && !step.includes('CONSTANT ROW'));
    expect(walks, entity).toEqual([]);
  }
});

test('the name at an instant is one step in the spans', async () => {
  const database = await openStore(tempFolder());
  const plan = await database.read('test.plan', (reader) =>
    reader.all<{ detail: string }>(
      `EXPLAIN QUERY PLAN SELECT s.was FROM hall_span s WHERE s.entity = :entity AND s.ref = :ref
        AND s.until_at > CAST(:at AS INTEGER) ORDER BY s.until_at LIMIT 1`,
      { entity: 'window', ref: 1, at: NOW },
    ),
  );
  expect(plan.map(({ detail }) => detail)).toEqual(['SEARCH s USING PRIMARY KEY (entity=? AND ref=? AND until_at>?)']);
});
