import { statSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import type { Change, Reader, SlowQuery, Tx } from '../../db/database.js';
import { auditHead, verifyChain } from '../../db/audit.js';
import { constraintOf } from '../../db/errors.js';
import { accounts, addPerson, entry, insertPerson, openStore, tempFolder } from './support/store.js';

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

describe('the write queue', () => {
  test('runs writes one at a time in the order they were asked for', async () => {
    const database = await openStore(tempFolder());
    const seen: string[] = [];
    const writes = Array.from({ length: 20 }, (_, n) =>
      database.write('test.order', async (tx) => {
        seen.push(`begin ${n}`);
        await pause(n % 3);
        await insertPerson(tx, `p${n}`);
        seen.push(`end ${n}`);
        return n;
      }),
    );
    expect(await Promise.all(writes)).toEqual(Array.from({ length: 20 }, (_, n) => n));
    expect(seen).toEqual(Array.from({ length: 20 }, (_, n) => [`begin ${n}`, `end ${n}`]).flat());
    expect(await accounts(database)).toEqual(Array.from({ length: 20 }, (_, n) => `p${n}`));
  });

  test('waits for the disk again after unsynced work, also when it failed, and keeps what was written', async () => {
    const database = await openStore(tempFolder());
    const synchronous = (): Promise<number | undefined> =>
      database.write('test.synchronous', (tx) => tx.value<number>('PRAGMA synchronous'));
    const during = await database.unsynced(async () => {
      await database.write('test.unsynced', (tx) => insertPerson(tx, 'p0'));
      return synchronous();
    });
    expect([during, await synchronous()]).toEqual([0, 2]);
    await expect(database.unsynced(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await synchronous()).toBe(2);
    expect(await accounts(database)).toEqual(['p0']);
    expect(statSync(`${database.file}-wal`).size).toBe(0);
  });

  test('a write that fails takes nothing of its neighbours with it', async () => {
    const database = await openStore(tempFolder());
    const results = await Promise.allSettled(
      Array.from({ length: 30 }, (_, n) =>
        database.write('test.bystander', async (tx) => {
          await insertPerson(tx, `p${n}`);
          await pause(1);
          if (n % 2 === 1) throw new Error('no');
        }),
      ),
    );
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(15);
    expect(await accounts(database)).toEqual(Array.from({ length: 15 }, (_, n) => `p${2 * n}`));
    expect(await verifyChain(database)).toMatchObject({ ok: true, rows: 15 });
  });

  test('a reader sees only what is committed, and sees it once it is answered', async () => {
    const database = await openStore(tempFolder());
    let inside: () => void = () => undefined;
    const entered = new Promise<void>((done) => (inside = done));
    const write = database.write('test.visible', async (tx) => {
      await insertPerson(tx, 'new');
      inside();
      await pause(20);
    });
    await entered;
    expect(await accounts(database)).toEqual([]);
    await write;
    expect(await accounts(database)).toEqual(['new']);
  });

  test('a refused row can be answered inside the transaction, and the rest commits', async () => {
    const database = await openStore(tempFolder());
    await addPerson(database, 'one');
    await database.write('test.recover', async (tx) => {
      const error: unknown = await insertPerson(tx, 'ONE').catch((reason: unknown) => reason);
      expect(constraintOf(error)).toEqual({ kind: 'unique', table: 'person', columns: ['account'] });
      await insertPerson(tx, 'two');
    });
    expect(await accounts(database)).toEqual(['one', 'two']);
  });

  test('a write inside a write throws instead of waiting for itself', async () => {
    const database = await openStore(tempFolder());
    const nested = database.write('outer', async () => {
      await pause(1);
      return database.write('inner', async () => 1);
    });
    await expect(nested).rejects.toThrow('write "inner" inside write "outer"');
    await addPerson(database, 'after');
  });

  test('a read inside a write throws, a read inside a read shares its connection', async () => {
    const database = await openStore(tempFolder());
    const inWrite = database.write('outer', () => database.read('inner', async () => 1));
    await expect(inWrite).rejects.toThrow('would see old rows');
    const reads = Array.from({ length: 5 }, () =>
      database.read('outer', async () => {
        await pause(2);
        return database.read('inner', (reader) => reader.value<number>('SELECT 7'));
      }),
    );
    expect(await Promise.all(reads)).toEqual([7, 7, 7, 7, 7]);
  });

  test('a write inside a read is an ordinary write', async () => {
    const database = await openStore(tempFolder());
    await database.read('outer', () => addPerson(database, 'a'));
    expect(await accounts(database)).toEqual(['a']);
  });

  test('work started inside a write may write on its own after the end', async () => {
    const database = await openStore(tempFolder());
    let later: Promise<number> = Promise.resolve(0);
    await database.write('outer', async (tx) => {
      await insertPerson(tx, 'a');
      later = pause(20).then(() => addPerson(database, 'b'));
    });
    await later;
    expect(await accounts(database)).toEqual(['a', 'b']);
  });
});

describe('the handles', () => {
  test('a tx is dead after its transaction, a reader after its read', async () => {
    const database = await openStore(tempFolder());
    const kept: { tx?: Tx; reader?: Reader } = {};
    await database.write('kept', async (tx) => void (kept.tx = tx));
    await database.read('kept', async (reader) => void (kept.reader = reader));
    await expect(kept.tx?.run('DELETE FROM person')).rejects.toThrow('has ended');
    await expect(kept.tx?.audit(entry(1))).rejects.toThrow('has ended');
    await expect(kept.reader?.get('SELECT 1')).rejects.toThrow('has ended');
  });

  test('work that ends without awaiting a statement is undone', async () => {
    const database = await openStore(tempFolder());
    const careless = database.write('careless', async (tx) => void insertPerson(tx, 'x').catch(() => undefined));
    await expect(careless).rejects.toThrow('without awaiting');
    expect(await accounts(database)).toEqual([]);
  });

  test('writing on a reader does not compile, and does not work', async () => {
    const database = await openStore(tempFolder());
    await addPerson(database, 'a');
    const asTx = (tx: Tx): Tx => tx;
    await database.read('types', async (reader) => {
      // @ts-expect-error a Reader is not a Tx
      asTx(reader);
      // @ts-expect-error a Reader cannot run
      expect(reader.run).toBeUndefined();
      await expect(reader.get('DELETE FROM person RETURNING id')).rejects.toThrow('writes on a reader');
    });
    expect(await accounts(database)).toEqual(['a']);
  });

  test('value and json read single cells', async () => {
    const database = await openStore(tempFolder());
    await database.read('cells', async (reader) => {
      expect(await reader.value('SELECT NULL')).toBeNull();
      expect(await reader.value('SELECT 1 WHERE 0')).toBeUndefined();
      expect(
        await reader.json('SELECT json_group_array(json_array(value, value * 2)) FROM json_each(:list)', {
          list: '[1,2]',
        }),
      ).toEqual([
        [1, 2],
        [2, 4],
      ]);
      expect(await reader.json('SELECT json_group_array(1) FROM person HAVING 0')).toEqual([]);
    });
  });
});

describe('the audit rule', () => {
  const rename = (tx: Tx): Promise<unknown> => tx.run("UPDATE person SET name = 'x'");
  const ways: [string, (tx: Tx) => Promise<unknown>][] = [
    ['run', rename],
    ['get … RETURNING', (tx) => tx.get("UPDATE person SET name = 'x' RETURNING id")],
    ['all … RETURNING', (tx) => tx.all("UPDATE person SET name = 'x' RETURNING id")],
    ['value … RETURNING', (tx) => tx.value("UPDATE person SET name = 'x' RETURNING id")],
  ];

  test.each(ways)('nothing changed by %s commits without an audit row', async (_, work) => {
    const database = await openStore(tempFolder());
    await addPerson(database, 'a');
    await expect(database.write('silent', work)).rejects.toThrow('without an audit row');
    expect(await database.read('name', (reader) => reader.value('SELECT name FROM person'))).toBe('姓名a');
    await database.write('allowed', work, { unaudited: true });
    expect(await database.read('name', (reader) => reader.value('SELECT name FROM person'))).toBe('x');
  });

  test('a write that finds its work done needs none', async () => {
    const database = await openStore(tempFolder());
    await database.write('again', async (tx) => {
      await tx.get('SELECT 1');
      await tx.run("UPDATE person SET name = 'x' WHERE id = 99");
    });
    expect(await auditHead(database)).toMatchObject({ seq: 0 });
  });

  test('a rollback takes the audit rows back and the chain goes on from where it was', async () => {
    const database = await openStore(tempFolder());
    await addPerson(database, 'a');
    const before = await auditHead(database);
    const undone = database.write('undone', async (tx) => {
      for (let n = 0; n < 700; n += 1) await tx.audit(entry(n));
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(await auditHead(database)).toEqual(before);
    await addPerson(database, 'b');
    expect(await verifyChain(database)).toMatchObject({ ok: true, rows: 2 });
  });
});

describe('after a commit', () => {
  test('listeners hear once of each kind, after the rows can be read; a rollback is not told', async () => {
    const database = await openStore(tempFolder());
    const heard: Change[][] = [];
    const stop = database.onCommit((changes) => heard.push(changes));
    await addPerson(database, 'a');
    await database.write('two', async (tx) => {
      await tx.audit(entry(null));
      for (const id of [1, 1, 2]) tx.changed('person', id);
      tx.changed('hall', 5);
    });
    await expect(
      database.write('no', async (tx) => {
        await insertPerson(tx, 'b');
        throw new Error('no');
      }),
    ).rejects.toThrow();
    await database.write('many', async (tx) => {
      await tx.audit(entry(null));
      for (let id = 1; id <= 501; id += 1) tx.changed('staff', id);
    });
    stop();
    await addPerson(database, 'c');
    expect(heard).toEqual([
      [{ entity: 'person', ids: [1], revision: 1 }],
      [
        { entity: 'person', ids: [1, 2], revision: 2 },
        { entity: 'hall', ids: [5], revision: 2 },
      ],
      [{ entity: 'staff', ids: [], revision: 3 }],
    ]);
  });

  test('a listener may ask the store, and one that throws undoes nothing', async () => {
    const onBackgroundError = vi.fn();
    const database = await openStore(tempFolder(), { onBackgroundError });
    let asked: Promise<string[]> | null = null;
    database.onCommit(() => {
      throw new Error('listener');
    });
    database.onCommit(() => (asked = accounts(database)));
    await addPerson(database, 'a');
    expect(await asked).toEqual(['a']);
    expect(onBackgroundError).toHaveBeenCalledOnce();
  });
});

test('slow statements are told by name, without their values', async () => {
  const lines: SlowQuery[] = [];
  const database = await openStore(tempFolder(), { slowMs: 5, log: (line) => lines.push(line) });
  await database.read('test.slow', (reader) =>
    reader.get('WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < :most) SELECT max(n) FROM c', {
      most: 300_000,
    }),
  );
  expect(lines).toEqual([
    { name: 'test.slow', ms: expect.any(Number) as number, sql: expect.stringContaining(':most') as string },
  ]);
});

test('closing lets waiting writes and reads end, then refuses by name; opening again finds everything', async () => {
  const folder = tempFolder();
  const database = await openStore(folder);
  const writes = ['a', 'b', 'c'].map((account) => addPerson(database, account));
  const reads = Array.from({ length: 6 }, () => database.read('slow', () => pause(5)));
  await Promise.all([...writes, ...reads, database.close(), database.close()]);
  await expect(addPerson(database, 'd')).rejects.toMatchObject({ code: 'db.closed' });
  await expect(accounts(database)).rejects.toMatchObject({ code: 'db.closed' });
  expect(await accounts(await openStore(folder))).toEqual(['a', 'b', 'c']);
});
