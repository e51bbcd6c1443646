import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { storePaths } from '../../db/folder.js';
import { childProgram, startChild } from './support/process.js';
import { accounts, addPerson, entry, NOW, openStore, tempFolder } from './support/store.js';

const program = childProgram();

const pragmas: [string, number | string, number | string][] = [
  ['journal_mode', 'wal', 'wal'],
  ['synchronous', 2, 2],
  ['foreign_keys', 1, 1],
  ['trusted_schema', 0, 0],
  ['query_only', 0, 1],
];

test.each(pragmas)('%s is %s for the writer and %s for readers', async (pragma, writer, reader) => {
  const database = await openStore(tempFolder());
  expect(await database.write('test.pragma', (tx) => tx.value(`PRAGMA ${pragma}`))).toBe(writer);
  expect(await database.read('test.pragma', (from) => from.value(`PRAGMA ${pragma}`))).toBe(reader);
});

test('the log is folded into the file when nobody writes for a while, and at the end', async () => {
  const folder = tempFolder();
  const { wal } = storePaths(folder);
  const database = await openStore(folder, { idleMs: 30 });
  await addPerson(database, 'a');
  expect(statSync(wal).size).toBeGreaterThan(0);
  await expect.poll(() => statSync(wal).size).toBe(0);
  await addPerson(database, 'b');
  await database.close();
  expect(existsSync(wal)).toBe(false);
});

test('the mark stands while the store is open and after a kill, and is gone after a proper end', async () => {
  const folder = tempFolder();
  const { mark } = storePaths(folder);
  const holder = startChild(program(), 'hold', folder);
  await holder.next();
  expect(existsSync(mark)).toBe(true);
  holder.process.kill('SIGKILL');
  await holder.rest();
  expect(existsSync(mark)).toBe(true);
  await (await openStore(folder)).close();
  expect(existsSync(mark)).toBe(false);
});

test('a large file is looked through after an unclean end only', async () => {
  const folder = tempFolder();
  const { file, mark } = storePaths(folder);
  const database = await openStore(folder);
  await addPerson(database, 'a');
  await database.write('test.large', async (tx) => {
    const sql = 'INSERT INTO person(account, name, note, created_at) VALUES(?, ?, ?, 0)';
    for (let n = 0; n < 35; n += 1) await tx.run(sql, [`p${n}`, 'x', 'n'.repeat(1_000_000)]);
    await tx.audit(entry(null));
  });
  await database.close();
  const bytes = readFileSync(file);
  bytes.fill(0, bytes.length - 8192, bytes.length - 4096);
  bytes.fill(0, 20_000_000, 20_004_096);
  writeFileSync(file, bytes);
  await (await openStore(folder)).close();
  writeFileSync(mark, '');
  await expect(openStore(folder)).rejects.toMatchObject({ code: 'db.corrupt' });
});

test('opening twice in turn changes nothing, and a clock in 1970 is no hindrance', async () => {
  const folder = tempFolder();
  const first = await openStore(folder, { clock: () => 0 });
  await addPerson(first, 'a');
  await first.close();
  const bytes = readFileSync(storePaths(folder).file);
  const second = await openStore(folder, { clock: () => NOW });
  expect(await accounts(second)).toEqual(['a']);
  await second.close();
  expect(readFileSync(storePaths(folder).file).equals(bytes)).toBe(true);
});
