import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { auditHead, compareHead, verifyChain } from '../../db/audit.js';
import { createBackup, listBackups, pruneBackups, verifyBackup } from '../../db/backup.js';
import { needSpace } from '../../db/copy.js';
import type { Database } from '../../db/database.js';
import { Connection } from '../../db/driver.js';
import { storePaths } from '../../db/folder.js';
import { checkIntegrity } from '../../db/integrity.js';
import { migrations } from '../../db/migrations/index.js';
import { finishRestore, restoreBackup } from '../../db/restore.js';
import { find, indexDocs } from '../../db/search.js';
import { DAY_MS } from '../../domain/time.js';
import { makeReadOnly, mountable, smallDisk } from './support/disk.js';
import { accounts, addPerson, entry, insertPerson, NOW, openStore, tempFolder } from './support/store.js';

const manual = { kind: 'manual', at: NOW } as const;

/** Cuts a hole or changes a byte. */
function damage(file: string, position: number): void {
  const bytes = readFileSync(file);
  bytes[position] = (bytes[position] ?? 0) ^ 0xff;
  writeFileSync(file, bytes);
}

describe('a backup', () => {
  test('is whole, checked and hashed, and tells what it holds', async () => {
    const database = await openStore(tempFolder());
    await addPerson(database, 'a');
    const backup = await createBackup(database, manual);
    expect(backup).toMatchObject({
      kind: 'manual',
      name: 'mingcha-20261121-1405.sqlite',
      at: NOW,
      bytes: statSync(backup.file).size,
    });
    expect(backup.facts).toMatchObject({ schema: migrations.at(-1)?.version, auditHead: await auditHead(database) });
    expect(await verifyBackup(backup.file)).toMatchObject({ proved: true, auditHead: { seq: 1 } });
    expect(await listBackups(storePaths(database.folder).backups)).toEqual([backup]);
    expect(readdirSync(storePaths(database.folder).backups).sort()).toEqual([backup.name, `${backup.name}.json`]);
    expect((await createBackup(database, manual)).name).toBe('mingcha-20261121-1405-2.sqlite');
  });

  test('made while people write holds one moment, and holds nobody up', async () => {
    const database = await openStore(tempFolder());
    await database.write('test.fill', async (tx) => {
      for (let n = 0; n < 20_000; n += 1) await tx.audit(entry(n, { reason: '补'.repeat(100) }));
    });
    let running = true;
    let written = 0;
    const writing = (async () => {
      while (running) await addPerson(database, `p${(written += 1)}`);
    })();
    const backup = await createBackup(database, manual);
    running = false;
    await writing;
    expect(written).toBeGreaterThan(3);
    const folder = tempFolder();
    await restoreBackup({ folder, backup: backup.file, at: NOW });
    const copy = await openStore(folder);
    const people = await accounts(copy);
    expect(people).toEqual((await accounts(database)).slice(0, people.length));
    expect(await verifyChain(copy)).toMatchObject({ ok: true, rows: 20_000 + people.length });
    expect(await checkIntegrity(copy)).toEqual({ ok: true, faults: [] });
    expect(await compareHead(database, await auditHead(copy))).toMatchObject({ ok: true });
  });

  test('that was changed by one byte is betrayed, also where pages still hold together', async () => {
    const database = await openStore(tempFolder());
    await addPerson(database, 'a');
    const { file } = await createBackup(database, manual);
    const place = readFileSync(file).indexOf(Buffer.from('姓名a'));
    damage(file, place + 6);
    await expect(verifyBackup(file)).rejects.toMatchObject({ code: 'db.corrupt', params: { detail: 'sha256' } });
    rmSync(`${file}.json`);
    expect(await verifyBackup(file)).toMatchObject({ proved: false });
    damage(file, 4096 * 3);
    await expect(verifyBackup(file)).rejects.toMatchObject({ code: 'db.corrupt' });
  });

  test('that is stopped or has no room leaves nothing behind', async () => {
    const database = await openStore(tempFolder());
    await addPerson(database, 'a');
    const stop = new AbortController();
    stop.abort();
    await expect(createBackup(database, { ...manual, signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(readdirSync(storePaths(database.folder).backups)).toEqual([]);
  });

  test.skipIf(!mountable)(
    'that does not fit its disk is refused before it begins (skipped where no disk can be mounted)',
    async () => {
      const database = await openStore(tempFolder());
      await database.write('test.fill', async (tx) => {
        for (let n = 0; n < 3000; n += 1) await tx.audit(entry(n, { reason: 'x'.repeat(1000) }));
      });
      const disk = smallDisk(1);
      await expect(createBackup(database, { ...manual, folder: disk })).rejects.toMatchObject({ code: 'db.full' });
      expect(readdirSync(disk)).toEqual([]);
    },
  );

  test.skipIf(!mountable)(
    'onto a read-only disk is refused by name (skipped where no disk can be mounted)',
    async () => {
      const database = await openStore(tempFolder());
      const disk = smallDisk(16);
      makeReadOnly(disk);
      await expect(createBackup(database, { ...manual, folder: disk })).rejects.toMatchObject({ code: 'db.readOnly' });
    },
  );

  test('needs a tenth more room than the store has', async () => {
    const { bavail, bsize } = statfsSync(tempFolder());
    const place = join(tempFolder(), 'copy');
    await expect(needSpace(place, bavail * bsize)).rejects.toMatchObject({ code: 'db.full', params: { file: 'copy' } });
    await needSpace(place, bavail * bsize * 0.5);
  });

  test('is made once a day by the clock, and only the last daily ones are kept', async () => {
    const database = await openStore(tempFolder());
    const folder = storePaths(database.folder).backups;
    const daily = (day: number) => createBackup(database, { kind: 'daily', at: NOW + day * DAY_MS });
    for (const day of [0, 1, 1, 2, 3]) await daily(day);
    await createBackup(database, manual);
    expect((await listBackups(folder)).map(({ name }) => name)).toEqual([
      'daily-20261124.sqlite',
      'daily-20261123.sqlite',
      'daily-20261122.sqlite',
      'mingcha-20261121-1405.sqlite',
      'daily-20261121.sqlite',
    ]);
    expect(await pruneBackups(folder, 2)).toEqual(['daily-20261122.sqlite', 'daily-20261121.sqlite']);
    expect(readdirSync(folder).filter((name) => name.endsWith('.json'))).toHaveLength(3);
    expect(await listBackups(join(folder, 'none'))).toEqual([]);
  });

  test('without its note is listed by the date of its file', async () => {
    const database = await openStore(tempFolder());
    const { file } = await createBackup(database, manual);
    writeFileSync(`${file}.json`, '{"sha256": 1}');
    utimesSync(file, NOW / 1000, NOW / 1000 - 60);
    expect(await listBackups(storePaths(database.folder).backups)).toMatchObject([{ facts: null, at: NOW - 60_000 }]);
  });
});

describe('restoring', () => {
  /** A store with `a` in a backup and `a`, `b` in the file. */
  async function twoStates(): Promise<{ database: Database; folder: string; backup: string }> {
    const folder = tempFolder();
    const database = await openStore(folder);
    await addPerson(database, 'a');
    await database.write('test.index', (tx) =>
      indexDocs(tx, [{ kind: 'person', ref: 1, unitId: null, day: 1, text: '姓名a' }]),
    );
    const { file } = await createBackup(database, manual);
    await addPerson(database, 'b');
    return { database, folder, backup: file };
  }

  test('brings the copy back and keeps what was there, whole', async () => {
    const { database, folder, backup } = await twoStates();
    await database.close();
    const aside = await restoreBackup({ folder, backup, at: NOW });
    expect(aside).toBe('mingcha.replaced-20261121-140500.sqlite');
    const restored = await openStore(folder);
    expect(await accounts(restored)).toEqual(['a']);
    expect(await verifyChain(restored)).toMatchObject({ ok: true, rows: 1 });
    expect(await restored.read('test.find', (reader) => find(reader, { text: '姓名', limit: 9 }))).toMatchObject({
      hits: [{ ref: 1 }],
    });
    expect(await peopleIn(join(folder, aside ?? ''))).toEqual(['a', 'b']);
    expect(existsSync(backup)).toBe(true);
  });

  test('keeps the log of what was there with it, so that its last commits are not lost', async () => {
    const { folder, backup } = await twoStates();
    // As after a power cut: the file and its log, copied from under the open store.
    const left = tempFolder();
    for (const from of ['file', 'wal'] as const)
      writeFileSync(storePaths(left)[from], readFileSync(storePaths(folder)[from]));
    expect(statSync(storePaths(left).wal).size).toBeGreaterThan(0);
    const aside = await restoreBackup({ folder: left, backup, at: NOW });
    expect(await accounts(await openStore(left))).toEqual(['a']);
    expect(await peopleIn(join(left, aside ?? ''))).toEqual(['a', 'b']);
  });

  test('is refused while the store is open, and for a copy that is not whole', async () => {
    const { database, folder, backup } = await twoStates();
    await expect(restoreBackup({ folder, backup, at: NOW })).rejects.toMatchObject({ code: 'db.locked' });
    await database.close();
    damage(backup, 5000);
    await expect(restoreBackup({ folder, backup, at: NOW })).rejects.toMatchObject({ code: 'db.corrupt' });
    expect(await accounts(await openStore(folder))).toEqual(['a', 'b']);
    expect(readdirSync(folder).filter((name) => /part|restore|replaced/.test(name))).toEqual([]);
  });

  test('of a newer copy is refused by name', async () => {
    const { database, folder, backup } = await twoStates();
    await database.close();
    const connection = await Connection.open(backup, 'write');
    await connection.exec('PRAGMA user_version = 99999');
    await connection.close();
    rmSync(`${backup}.json`);
    await expect(restoreBackup({ folder, backup, at: NOW })).rejects.toMatchObject({
      code: 'db.newer',
      params: { found: 99999 },
    });
  });

  test('cut off at any point is finished by the next start, or never began', async () => {
    const { database, folder, backup } = await twoStates();
    await database.close();
    const paths = storePaths(folder);
    const part = readFileSync(backup);
    // Copied, but not decided on: the old store stands.
    writeFileSync(`${paths.file}.part`, part);
    await finishRestore(paths);
    const old = await openStore(folder);
    expect(await accounts(old)).toEqual(['a', 'b']);
    await old.close();
    // Decided on, nothing moved yet.
    writeFileSync(join(folder, 'mingcha.restore'), JSON.stringify({ aside: 'mingcha.replaced-1.sqlite' }));
    const restored = await openStore(folder);
    expect(await accounts(restored)).toEqual(['a']);
    await restored.close();
    expect(await peopleIn(join(folder, 'mingcha.replaced-1.sqlite'))).toEqual(['a', 'b']);
    // All moved, the decision not yet crossed out.
    writeFileSync(join(folder, 'mingcha.restore'), JSON.stringify({ aside: 'mingcha.replaced-1.sqlite' }));
    expect(await accounts(await openStore(folder))).toEqual(['a']);
    expect(await peopleIn(join(folder, 'mingcha.replaced-1.sqlite'))).toEqual(['a', 'b']);
    expect(existsSync(join(folder, 'mingcha.restore'))).toBe(false);
  });

  test('into an empty folder moves a store to another machine', async () => {
    const { backup } = await twoStates();
    const folder = join(tempFolder(), '新机器');
    expect(await restoreBackup({ folder, backup, at: NOW })).toBeNull();
    expect(await accounts(await openStore(folder))).toEqual(['a']);
  });

  async function peopleIn(file: string): Promise<string[]> {
    const connection = await Connection.open(file, 'write');
    const rows = await connection.all<{ account: string }>('SELECT account FROM person ORDER BY id');
    await connection.close();
    return rows.map(({ account }) => account);
  }
});

describe('the full check', () => {
  test('finds what is right, and each kind of fault', async () => {
    const folder = tempFolder();
    const database = await openStore(folder);
    await database.write('test.fill', async (tx) => {
      const id = await insertPerson(tx, 'a');
      await indexDocs(tx, [{ kind: 'person', ref: id, unitId: null, day: 1, text: 'a' }]);
    });
    const steps: number[] = [];
    expect(await checkIntegrity(database, (done, total) => steps.push(done / total))).toEqual({ ok: true, faults: [] });
    expect(steps).toEqual([0, 0.25, 0.5, 0.75, 1]);
    await database.close();
    const faulty: [string, RegExp][] = [
      ["PRAGMA foreign_keys = OFF; INSERT INTO person_role VALUES(99, 'office')", /person_role/],
      ['DELETE FROM person_role; DELETE FROM search_fts', /not in the search index/],
      [
        'INSERT INTO search_fts(rowid, t) SELECT id, norm FROM search_doc; INSERT INTO search_fts(rowid, t) VALUES(7, 1)',
        /no document/,
      ],
    ];
    for (const [sql, fault] of faulty) {
      const connection = await Connection.open(storePaths(folder).file, 'write');
      await connection.exec(sql);
      await connection.close();
      expect(await checkIntegrity({ file: storePaths(folder).file })).toEqual({
        ok: false,
        faults: [expect.stringMatching(fault)],
      });
    }
    const bytes = readFileSync(storePaths(folder).file);
    bytes.fill(0, 4096 * 5, 4096 * 6);
    writeFileSync(storePaths(folder).file, bytes);
    expect(await checkIntegrity({ file: storePaths(folder).file })).toMatchObject({ ok: false });
  });

  test('can be stopped', async () => {
    const database = await openStore(tempFolder());
    const stop = new AbortController();
    await expect(checkIntegrity(database, () => stop.abort(), stop.signal)).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
