import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { auditHead, compareHead, verifyChain } from '../../db/audit.js';
import { Connection } from '../../db/driver.js';
import { listAudit } from '../../db/queries/audit.js';
import { storePaths } from '../../db/folder.js';
import { entry, NOW, openStore, tempFolder } from './support/store.js';

/** A closed store with a log of `rows` rows. */
async function folderWithLog(rows: number): Promise<string> {
  const folder = tempFolder();
  const database = await openStore(folder);
  await database.write('test.log', async (tx) => {
    for (let n = 1; n <= rows; n += 1)
      await tx.audit(entry(n, { before: { n }, after: { text: `改 ${n} "'` }, reason: '更正' }));
  });
  await database.close();
  return folder;
}

/** What somebody with the file in hand can do, the guards of the schema taken off. */
async function tamper(folder: string, sql: string): Promise<void> {
  const connection = await Connection.open(storePaths(folder).file, 'write');
  await connection.exec('DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; DROP TRIGGER audit_chain');
  await connection.exec(sql);
  await connection.close();
}

const changes: [string, string, object][] = [
  [
    'a changed text',
    "UPDATE audit SET after_json = replace(after_json, '改', '该') WHERE seq = 700",
    { seq: 700, fault: 'changed' },
  ],
  ['a changed actor', 'UPDATE audit SET actor_id = 2 WHERE seq = 1', { seq: 1, fault: 'changed' }],
  ['a changed time', 'UPDATE audit SET at = at + 1 WHERE seq = 1200', { seq: 1200, fault: 'changed' }],
  ['a reason taken away', 'UPDATE audit SET reason = NULL WHERE seq = 501', { seq: 501, fault: 'changed' }],
  ['a missing row', 'DELETE FROM audit WHERE seq = 500', { seq: 500, fault: 'missing' }],
  ['a missing first row', 'DELETE FROM audit WHERE seq = 1', { seq: 1, fault: 'missing' }],
  ['a cut tail', 'DELETE FROM audit WHERE seq > 1190', { seq: 1191, fault: 'tail' }],
  ['everything cut', 'DELETE FROM audit', { seq: 1, fault: 'tail' }],
  [
    'a tail put on past the head',
    'INSERT INTO audit SELECT 1201, at, actor_id, actor_name, action, object, ref, reason, before_json, after_json, hash FROM audit WHERE seq = 1200',
    { seq: 1201, fault: 'changed' },
  ],
  ['a head set back', 'UPDATE audit_head SET seq = 1100', { seq: 1101, fault: 'tail' }],
  ['a head with another hash', 'UPDATE audit_head SET hash = zeroblob(32)', { seq: 1200, fault: 'tail' }],
];

describe('the audit chain', () => {
  test('holds over pages, names its head, and tells its progress', async () => {
    const database = await openStore(await folderWithLog(1200));
    const progress: [number, number][] = [];
    const result = await verifyChain(database, (done, total) => progress.push([done, total]));
    expect(result).toEqual({ ok: true, rows: 1200, head: await auditHead(database) });
    expect(progress).toEqual([
      [500, 1200],
      [1000, 1200],
      [1200, 1200],
    ]);
  });

  test('is the SHA-256 of the hash before and the row, which anybody can compute again', async () => {
    const database = await openStore(tempFolder());
    await database.write('test.one', (tx) => tx.audit(entry(3, { after: { name: '张三' } })));
    const row = JSON.stringify([1, NOW, 1, '王督查', 'people.create', 'person', 3, null, null, '{"name":"张三"}']);
    const hash = createHash('sha256').update(Buffer.alloc(32)).update(row).digest('hex');
    expect(await auditHead(database)).toEqual({ seq: 1, hash });
  });

  test.each(changes)('shows %s', async (_, sql, fault) => {
    const folder = await folderWithLog(1200);
    await tamper(folder, sql);
    expect(await verifyChain(await openStore(folder))).toEqual({ ok: false, ...fault });
  });

  test.each([0, 1, 500, 999, 1000, 1001])('holds with %i rows', async (rows) => {
    expect(await verifyChain(await openStore(await folderWithLog(rows)))).toMatchObject({ ok: true, rows });
  });

  test('is the same whether rows come one by one, many alike, or many of several kinds', async () => {
    const many = Array.from({ length: 2500 }, (_, n) => entry(n, { before: { n }, after: '长'.repeat(n % 9) }));
    const long = entry(1, { after: '很长'.repeat(40_000), reason: '更正' });
    const entries = [...many, long, entry(2), ...many];
    const heads = [];
    for (const all of [true, false]) {
      const database = await openStore(tempFolder());
      await database.write('test.many', async (tx) => {
        if (all) await tx.audits(entries);
        else for (const one of entries) await tx.audit(one);
      });
      heads.push(await auditHead(database));
      expect(await verifyChain(database)).toMatchObject({ ok: true, rows: entries.length });
    }
    expect(heads[0]).toEqual(heads[1]);
  });

  test('keeps nothing of a write that failed while its rows were being hashed', async () => {
    const database = await openStore(await folderWithLog(3));
    const many = Array.from({ length: 2500 }, (_, n) => entry(n));
    const attempt = database.write('attack', (tx) =>
      Promise.all([tx.run('INSERT INTO audit_head(seq, hash) VALUES(1, NULL)'), tx.audits(many)]),
    );
    await expect(attempt).rejects.toMatchObject({ code: 'db.constraint' });
    await database.write('test.after', (tx) => tx.audit(entry(4)));
    expect(await verifyChain(database)).toMatchObject({ ok: true, rows: 4 });
  });

  test('the schema itself refuses to change, remove or disorder a row', async () => {
    const database = await openStore(await folderWithLog(3));
    const copy =
      'INSERT INTO audit SELECT 9, at, actor_id, actor_name, action, object, ref, reason, before_json, after_json, hash FROM audit LIMIT 1';
    for (const sql of ["UPDATE audit SET actor_name = 'x'", 'DELETE FROM audit WHERE seq = 3', copy]) {
      const attempt = database.write('attack', async (tx) => {
        await tx.audit(entry(1));
        await tx.run(sql);
      });
      await expect(attempt).rejects.toMatchObject({ code: 'db.constraint' });
    }
    expect(await verifyChain(database)).toMatchObject({ ok: true, rows: 3 });
  });

  test('survives any text: half pairs, NUL, quotes, rare planes, in one row or in many', async () => {
    const database = await openStore(tempFolder());
    const nasty = `\ud800 \udc00 \0 ' " \\ \u2028 㐂𠮷 \u0007`;
    const row = entry(1, {
      actor: { personId: null, name: nasty },
      reason: nasty,
      before: { [nasty]: nasty },
      after: [nasty],
    });
    await database.write('test.one', (tx) => tx.audit(row));
    await database.write('test.many', async (tx) => {
      for (let n = 0; n < 5; n += 1) await tx.audit(row);
    });
    expect(await verifyChain(database)).toMatchObject({ ok: true, rows: 6 });
  });

  test('rows that come in while it is computed are part of it', async () => {
    const database = await openStore(await folderWithLog(3));
    let running = true;
    const writing = (async () => {
      while (running) await database.write('test.more', (tx) => tx.audit(entry(1)));
    })();
    for (let round = 0; round < 100; round += 1) expect(await verifyChain(database)).toMatchObject({ ok: true });
    running = false;
    await writing;
  });

  test('can be stopped', async () => {
    const database = await openStore(await folderWithLog(1200));
    const stop = new AbortController();
    await expect(verifyChain(database, () => stop.abort(), stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('a chain made anew from the start is betrayed by a head written down before', async () => {
    const folder = await folderWithLog(20);
    const database = await openStore(folder);
    const noted = await auditHead(database);
    await database.write('test.more', (tx) => tx.audit(entry(1)));
    expect(await compareHead(database, noted)).toMatchObject({ ok: true });
    expect(await compareHead(database, { seq: 0, hash: '0'.repeat(64) })).toMatchObject({ ok: true });
    expect(await compareHead(database, { ...noted, hash: 'f'.repeat(64) })).toEqual({
      ok: false,
      seq: 20,
      fault: 'changed',
    });
    expect(await compareHead(database, { ...noted, seq: 99 })).toEqual({ ok: false, seq: 99, fault: 'tail' });
    const forged = await openStore(await folderWithLog(19));
    expect(await compareHead(forged, noted)).toMatchObject({ ok: false, fault: 'tail' });
  });
});

test('the log is listed newest first, by object, by person, in pages', async () => {
  const database = await openStore(tempFolder());
  await database.write('test.log', async (tx) => {
    for (let n = 1; n <= 30; n += 1) {
      await tx.audit(
        entry(n % 5, { object: n % 2 ? 'person' : 'unit', actor: { personId: n % 3, name: '甲' }, after: { n } }),
      );
    }
  });
  const list = (query: Parameters<typeof listAudit>[1]) =>
    database.read('test.list', async (reader) => (await listAudit(reader, query)).map(({ seq }) => seq));
  expect(await list({ limit: 3 })).toEqual([30, 29, 28]);
  expect(await list({ limit: 3, before: 28 })).toEqual([27, 26, 25]);
  expect(await list({ limit: 9, object: 'unit', ref: 0 })).toEqual([30, 20, 10]);
  expect(await list({ limit: 2, actorId: 1 })).toEqual([28, 25]);
  expect(await list({ limit: 2, actorId: 1, object: 'person', before: 25 })).toEqual([19, 13]);
});
