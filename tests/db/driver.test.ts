import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Connection } from '../../db/driver.js';
import { constraintOf, type Constraint } from '../../db/errors.js';
import { tempFolder } from './support/store.js';

async function open(): Promise<Connection> {
  const connection = await Connection.open(join(tempFolder(), 'a.sqlite'), 'create');
  onTestFinished(() => connection.close());
  await connection.exec(`PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL;
    CREATE TABLE parent(id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, n INTEGER CHECK(n > 0)) STRICT;
    CREATE TABLE child(a INTEGER REFERENCES parent(id), b INTEGER, UNIQUE(a, b)) STRICT;
    CREATE TRIGGER parent_rule BEFORE DELETE ON parent BEGIN SELECT RAISE(ABORT, 'stays'); END;
    INSERT INTO parent VALUES(1, 'x', 1); INSERT INTO child VALUES(1, 1)`);
  return connection;
}

const constraints: [string, Constraint][] = [
  ["INSERT INTO parent VALUES(2, 'x', 1)", { kind: 'unique', table: 'parent', columns: ['code'] }],
  ['INSERT INTO child VALUES(1, 1)', { kind: 'unique', table: 'child', columns: ['a', 'b'] }],
  ['INSERT INTO parent VALUES(2, NULL, 1)', { kind: 'notNull', table: 'parent', columns: ['code'] }],
  ["INSERT INTO parent VALUES(2, 'y', 0)", { kind: 'check', table: null, columns: ['n > 0'] }],
  ['INSERT INTO child VALUES(9, 9)', { kind: 'foreignKey', table: null, columns: [] }],
  ["INSERT INTO parent VALUES(2, 'y', 'z')", { kind: 'type', table: 'parent', columns: ['n'] }],
  ['DELETE FROM parent', { kind: 'rule', table: null, columns: [] }],
];

test.each(constraints)('%s tells which rule refused it', async (sql, constraint) => {
  const connection = await open();
  const error: unknown = await connection.run(sql).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'db.constraint' });
  expect(constraintOf(error)).toEqual(constraint);
});

test('keeps the order of calls that are not awaited', async () => {
  const connection = await open();
  const calls: Promise<unknown>[] = [connection.run('BEGIN')];
  for (let n = 1; n <= 300; n += 1) {
    calls.push(connection.run('INSERT INTO parent VALUES(?, ?, ?)', [n + 1, `c${n}`, n]));
    calls.push(connection.run('INSERT INTO child VALUES(?, ?)', [n + 1, n]));
  }
  calls.push(connection.run('COMMIT'));
  await Promise.all(calls);
  expect(await connection.get('SELECT count(*) AS n FROM child')).toEqual({ n: 301 });
});

test('get leaves no statement open that would hold back a checkpoint', async () => {
  const connection = await open();
  const other = await Connection.open(connection.file, 'read');
  onTestFinished(() => other.close());
  await other.get('SELECT * FROM parent, child');
  await connection.run('UPDATE parent SET n = 2');
  expect(await connection.get('PRAGMA wal_checkpoint(TRUNCATE)')).toMatchObject({ busy: 0, log: 0 });
});

test('more statements than are kept prepared all work', async () => {
  const connection = await open();
  for (let round = 0; round < 2; round += 1) {
    for (let n = 0; n < 250; n += 1) expect(await connection.get(`SELECT ${n} AS n`)).toEqual({ n });
  }
});

test('a statement under way can be stopped', async () => {
  const connection = await open();
  const endless = connection.get(
    'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c',
  );
  setTimeout(() => connection.interrupt(), 20);
  await expect(endless).rejects.toMatchObject({ code: 'cancelled' });
  expect(await connection.get('SELECT 1 AS n')).toEqual({ n: 1 });
});

test('closing waits for what is running, and afterwards everything is refused by name', async () => {
  const connection = await open();
  const last = connection.run("INSERT INTO parent VALUES(7, 'last', 1)");
  await connection.close();
  await connection.close();
  expect(await last).toMatchObject({ changes: 1, lastId: 7 });
  await expect(connection.get('SELECT 1')).rejects.toMatchObject({ code: 'db.closed' });
});
