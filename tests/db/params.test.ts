import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Connection } from '../../db/driver.js';
import { bind, shapeOf, type Params } from '../../db/params.js';
import { tempFolder } from './support/store.js';

const shapes: [string, string, string[], number][] = [
  ['SELECT 1', 'none', [], 0],
  ['SELECT :a + :b + :a', 'named', ['a', 'b'], 2],
  ['SELECT ?, ?', 'positional', [], 2],
  [`SELECT ':no', ":no", [:no], \`:no\`, :yes -- :no`, 'named', ['yes'], 1],
  [`SELECT 'it''s :no' /* :no ? */, ?;`, 'positional', [], 1],
  ['SELECT value->>0 FROM jsonb_each(:行)', 'named', ['行'], 1],
  ["SELECT a FROM t WHERE b = '$[0]' AND c = :c ; -- end", 'named', ['c'], 1],
];

test.each(shapes)('%s asks for the right parameters', (sql, kind, names, count) => {
  expect(shapeOf(sql)).toEqual({ kind, names, count });
});

test.each(['SELECT 1; SELECT 2', 'SELECT ?1', 'SELECT @a', 'SELECT $a', 'SELECT ?, :a'])('%s is refused', (sql) => {
  expect(() => shapeOf(sql)).toThrow(Error);
});

const NAMED = 'SELECT :a AS a, :b AS b';
const ORDERED = 'SELECT ? AS a, ? AS b';
const refused: [string, string, unknown, string][] = [
  ['undefined by name', NAMED, { a: 1, b: undefined }, 'b'],
  ['undefined in order', ORDERED, [1, undefined], '2'],
  ['a hole in the list', ORDERED, [1, , 3].slice(0, 2), '2'],
  ['a bigint', NAMED, { a: 1n, b: 1 }, 'a'],
  ['a plain object', NAMED, { a: {}, b: 1 }, 'a'],
  ['a list as a value', NAMED, { a: [1], b: 1 }, 'a'],
  ['a boolean', NAMED, { a: true, b: 1 }, 'a'],
  ['a date', NAMED, { a: new Date(0), b: 1 }, 'a'],
  ['a bare byte array', NAMED, { a: new Uint8Array(2), b: 1 }, 'a'],
  ['NaN', NAMED, { a: Number.NaN, b: 1 }, 'a'],
  ['Infinity', NAMED, { a: 1, b: Number.POSITIVE_INFINITY }, 'b'],
  ['a function', NAMED, { a: 1, b: () => 1 }, 'b'],
  ['a symbol', NAMED, { a: Symbol('a'), b: 1 }, 'a'],
  ['a missing name', NAMED, { a: 1 }, 'b'],
  ['a surplus name', NAMED, { a: 1, b: 2, c: 3 }, 'c'],
  ['a name with its colon', NAMED, { ':a': 1, b: 2 }, 'a'],
  ['an inherited name', NAMED, Object.assign(Object.create({ a: 1 }) as object, { b: 2 }), 'a'],
  ['nothing where names are needed', NAMED, undefined, 'a'],
  ['null where names are needed', NAMED, null, 'a'],
  ['too short a list', ORDERED, [1], '2'],
  ['too long a list', ORDERED, [1, 2, 3], '3'],
  ['a list for names', NAMED, [1, 2], 'a'],
  ['names for a list', ORDERED, { a: 1, b: 2 }, '1'],
  ['values where none are asked for', 'SELECT 1', { a: 1 }, 'a'],
];

describe('the bind guard', () => {
  test.each(refused)('refuses %s', (_, sql, params, name) => {
    expect(() => bind(shapeOf(sql), params as Params)).toThrow(
      expect.objectContaining({ code: 'db.unbound', params: { name } }),
    );
  });

  test.each(refused)('refuses %s at the driver, too', async (_, sql, params, name) => {
    const connection = await Connection.open(join(tempFolder(), 'a.sqlite'), 'create');
    onTestFinished(() => connection.close());
    for (const method of ['run', 'get', 'all'] as const) {
      await expect(connection[method](sql, params as Params)).rejects.toMatchObject({
        code: 'db.unbound',
        params: { name },
      });
    }
  });

  test('stores what it lets pass, unchanged', async () => {
    const connection = await Connection.open(join(tempFolder(), 'a.sqlite'), 'create');
    onTestFinished(() => connection.close());
    await connection.exec('CREATE TABLE t(id INTEGER PRIMARY KEY, i INTEGER, r REAL, x TEXT, b BLOB) STRICT');
    const big = 2 ** 52 + 1;
    const values = { i: big, r: 0.1, x: '㐂𠮷 \' " ; -- \u0001', b: Buffer.from([0, 255, 1]) };
    await connection.run('INSERT INTO t(i, r, x, b) VALUES(:i, :r, :x, :b)', values);
    await connection.run('INSERT INTO t(i, r, x, b) VALUES(?, ?, ?, ?)', [null, -0.5, '', Buffer.alloc(0)]);
    expect(await connection.all('SELECT i, r, x, b FROM t ORDER BY id')).toEqual([
      values,
      { i: null, r: -0.5, x: '', b: Buffer.alloc(0) },
    ]);
  });
});
