import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../db/database.js';
import { Connection } from '../../db/driver.js';
import { storePaths } from '../../db/folder.js';
import { migrations } from '../../db/migrations/index.js';
import type { Migration } from '../../db/migrations/migration.js';
import { problemOf } from '../../db/problems.js';
import { AppError } from '../../domain/errors.js';
import { closeFolder, makeReadOnly, mountable, ordinaryUser, smallDisk } from './support/disk.js';
import { childProgram, startChild } from './support/process.js';
import { accounts, addPerson, entry, NOW, openStore, tempFolder } from './support/store.js';

const program = childProgram();
const fileOf = (folder: string): string => storePaths(folder).file;
const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
const known = migrations.at(-1)?.version ?? 0;

/** A closed store with one person, `a`, and pages enough to break. */
async function closedStore(folder = tempFolder()): Promise<string> {
  const database = await openStore(folder);
  await addPerson(database, 'a');
  await database.write('test.fill', async (tx) => {
    for (let n = 0; n < 2000; n += 1) await tx.audit(entry(n, { reason: '补录' }));
  });
  await database.close();
  return folder;
}

const opening = (folder: string, more: { migrations?: readonly Migration[] } = {}) =>
  openDatabase({ folder, clock: () => NOW, ...more });

/** Opens, expects the problem, and that not one byte of the file was touched. */
async function expectProblem(
  folder: string,
  code: string,
  more: { migrations?: readonly Migration[] } = {},
): Promise<AppError> {
  const before = existsSync(fileOf(folder)) ? hashOf(fileOf(folder)) : null;
  const error: unknown = await opening(folder, more).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AppError);
  expect((error as AppError).code, String(error)).toBe(code);
  expect(existsSync(fileOf(folder)) ? hashOf(fileOf(folder)) : null).toBe(before);
  return error as AppError;
}

function overwrite(file: string, position: number, bytes: Buffer): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, bytes, 0, bytes.length, position);
  closeSync(handle);
}

const damages: [string, (file: string) => void][] = [
  ['a zeroed page', (file) => overwrite(file, 4096 * 12, Buffer.alloc(4096))],
  ['a page of noise', (file) => overwrite(file, 4096 * 20, Buffer.alloc(4096, 0xa5))],
  ['a zeroed header', (file) => overwrite(file, 0, Buffer.alloc(100))],
  ['a file cut short', (file) => truncateSync(file, Math.floor(statSync(file).size / 8192) * 4096)],
  ['a file that is something else', (file) => writeFileSync(file, '这不是数据库。'.repeat(500))],
];

describe('a corrupt file', () => {
  test.each(damages)('%s is refused, offered to be restored, and left as it is', async (_, damage) => {
    const folder = await closedStore();
    damage(fileOf(folder));
    const error = await expectProblem(folder, 'db.corrupt');
    expect(error.params).toMatchObject({ file: 'mingcha.sqlite' });
    expect(problemOf(error, 1)?.repairs).toEqual(['restore', 'openFolder', 'quit']);
    expect(problemOf(error, 0)?.repairs).toEqual(['openFolder', 'quit']);
    await expectProblem(folder, 'db.corrupt');
  });

  test('the database of another program is not taken for ours', async () => {
    const folder = tempFolder();
    const other = await Connection.open(fileOf(folder), 'create');
    await other.exec('CREATE TABLE theirs(x)');
    await other.close();
    expect((await expectProblem(folder, 'db.corrupt')).params).toMatchObject({ detail: 'application_id' });
  });

  test('a store that was in use and is gone is not followed by an empty one', async () => {
    const folder = await closedStore();
    writeFileSync(storePaths(folder).mark, '');
    rmSync(fileOf(folder));
    expect((await expectProblem(folder, 'db.corrupt')).params).toMatchObject({ detail: 'missing' });
  });

  test('damage met later stops that statement by name', async () => {
    const folder = await closedStore();
    const database = await openStore(folder);
    const root = await database.read('test.root', (reader) =>
      reader.value<number>("SELECT rootpage FROM sqlite_schema WHERE name = 'saved_view'"),
    );
    await database.read('test.warm', (reader) => reader.get('SELECT 1 FROM person'));
    overwrite(fileOf(folder), 4096 * ((root ?? 1) - 1), Buffer.alloc(4096, 0xa5));
    const asked = database.read('test.meet', (reader) => reader.all('SELECT * FROM saved_view'));
    await expect(asked).rejects.toMatchObject({ code: 'db.corrupt' });
  });
});

test('a newer file is refused by name, with both versions', async () => {
  const folder = await closedStore();
  const later = await Connection.open(fileOf(folder), 'write');
  await later.exec(`PRAGMA user_version = ${known + 10}`);
  await later.close();
  const error = await expectProblem(folder, 'db.newer');
  expect(error.params).toEqual({ file: 'mingcha.sqlite', found: known + 10, known });
  expect(problemOf(error, 3)?.repairs).toEqual(['openFolder', 'quit']);
});

describe('a failed migration', () => {
  const step = (name: string, up: Migration['up']): Migration => ({ version: known + 10, name, up });
  const failing: [string, Migration, RegExp][] = [
    [
      'that throws half way',
      step('9010-throws', async (connection) => {
        await connection.exec(
          "ALTER TABLE person ADD COLUMN x TEXT; CREATE TABLE y(z); INSERT INTO y VALUES(1); UPDATE person SET name = 'q'",
        );
        throw new Error('half way');
      }),
      /half way/,
    ],
    [
      'that does not parse',
      step('9010-syntax', (connection) => connection.exec('CREATE TABLE ok(a); CREATE TABEL no(a)')),
      /TABEL/,
    ],
    [
      'that leaves a row pointing to nothing',
      step('9010-orphan', (connection) => connection.exec("INSERT INTO person_role VALUES(999, 'office')")),
      /person_role/,
    ],
  ];

  test.each(failing)('%s is named and leaves the file exactly as it was', async (_, bad, detail) => {
    const folder = await closedStore();
    const error = await expectProblem(folder, 'db.migration', { migrations: [...migrations, bad] });
    expect(error.params).toMatchObject({ step: bad.name, detail: expect.stringMatching(detail) as string });
    expect(problemOf(error, 1)?.repairs).toEqual(['retry', 'restore', 'openFolder', 'quit']);
    expect(readdirSync(storePaths(folder).backups)).toHaveLength(2);
    expect(await accounts(await openStore(folder))).toEqual(['a']);
  });

  test('steps before the failed one stay done, and the next start goes on from there', async () => {
    const folder = await closedStore();
    const good: Migration = { version: known + 10, name: '9010-good', up: (to) => to.exec('CREATE TABLE good(a)') };
    const bad: Migration = { version: known + 20, name: '9020-bad', up: () => Promise.reject(new Error('no')) };
    await expect(opening(folder, { migrations: [...migrations, good, bad] })).rejects.toMatchObject({
      code: 'db.migration',
    });
    const fixed: Migration = { ...bad, up: (to) => to.exec('CREATE TABLE fixed(a)') };
    const database = await openStore(folder, { migrations: [...migrations, good, fixed] });
    expect(await database.read('test.version', (reader) => reader.value('PRAGMA user_version'))).toBe(known + 20);
  });

  test('a corrupt file is found before the first step touches it', async () => {
    const folder = await closedStore();
    overwrite(fileOf(folder), 4096 * 12, Buffer.alloc(4096));
    await expectProblem(folder, 'db.corrupt', {
      migrations: [...migrations, step('9010-never', (to) => to.exec('CREATE TABLE never(a)'))],
    });
  });
});

describe('a folder another copy has open', () => {
  test('is refused to a second process, and taken over when the first is killed', async () => {
    const folder = await closedStore();
    const holder = startChild(program(), 'hold', folder);
    expect(await holder.next()).toEqual({ ok: true });
    const error: unknown = await opening(folder).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'db.locked' });
    expect(problemOf(error, 1)?.repairs).toEqual(['retry', 'quit']);
    holder.process.kill('SIGKILL');
    await holder.rest();
    expect(await accounts(await openStore(folder))).toEqual(['a']);
  });

  test('is refused the other way round, and in one process', async () => {
    const folder = await closedStore();
    const database = await openStore(folder);
    expect(await startChild(program(), 'open', folder).next()).toMatchObject({ ok: false, code: 'db.locked' });
    await expect(opening(folder)).rejects.toMatchObject({ code: 'db.locked' });
    await addPerson(database, 'b');
    await database.close();
    expect(await startChild(program(), 'open', folder).next()).toEqual({ ok: true });
  });

  test('of a hundred openings at once exactly one succeeds', async () => {
    const folder = tempFolder();
    const results = await Promise.allSettled(Array.from({ length: 100 }, () => opening(folder)));
    const opened = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const codes = results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as AppError).code] : []));
    expect(opened).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['db.locked']));
    await opened[0]?.close();
  });
});

describe('a folder that cannot be written to', () => {
  const user = ordinaryUser();

  test.skipIf(user === null)(
    'without the right to write is named (skipped where no ordinary user can be had)',
    async () => {
      const folder = await closedStore();
      const before = hashOf(fileOf(folder));
      closeFolder(folder);
      const child = startChild(program(), 'open', folder, user ?? []);
      expect(await child.next()).toEqual({ ok: false, code: 'db.readOnly', params: { file: 'mingcha.sqlite' } });
      expect(hashOf(fileOf(folder))).toBe(before);
    },
  );

  test.skipIf(!mountable)('on a read-only disk is named (skipped where no disk can be mounted)', async () => {
    const disk = smallDisk(16);
    await closedStore(join(disk, '数据'));
    makeReadOnly(disk);
    const error = await expectProblem(join(disk, '数据'), 'db.readOnly');
    expect(problemOf(error, 1)?.repairs).toEqual(['retry', 'openFolder', 'quit']);
    await expect(opening(join(disk, 'new'))).rejects.toMatchObject({ code: 'db.readOnly' });
  });
});

describe.skipIf(!mountable)('a full disk (skipped where no disk can be mounted)', () => {
  test('is named at the start, and left as it is', async () => {
    const disk = smallDisk(16);
    const folder = await closedStore(join(disk, '数据'));
    fill(join(disk, 'ballast'));
    const error = await expectProblem(folder, 'db.full');
    expect(problemOf(error, 1)?.repairs).toEqual(['retry', 'openFolder', 'quit']);
    rmSync(join(disk, 'ballast'));
    expect(await accounts(await openStore(folder))).toEqual(['a']);
  });

  test('reached while writing refuses that write whole, keeps the answered ones, and goes on with space', async () => {
    const disk = smallDisk(16);
    const folder = await closedStore(join(disk, '数据'));
    const database = await openStore(folder);
    copyFileSync(fileOf(folder), join(disk, 'room'));
    fill(join(disk, 'ballast'));
    rmSync(join(disk, 'room'));
    const big = (account: string): Promise<unknown> =>
      database.write('test.big', async (tx) => {
        await tx.run('INSERT INTO person(account, name, note, created_at) VALUES(?, ?, ?, 0)', [
          account,
          'x',
          'n'.repeat(100_000),
        ]);
        await tx.audit(entry(null));
      });
    const answered = ['a'];
    let failure: unknown = null;
    for (let n = 0; n < 500 && failure === null; n += 1) {
      await big(`p${n}`).then(
        () => answered.push(`p${n}`),
        (error: unknown) => (failure = error),
      );
    }
    expect(failure).toMatchObject({ code: 'db.full' });
    await expect(big('again')).rejects.toMatchObject({ code: 'db.full' });
    expect(await accounts(database)).toEqual(answered);
    rmSync(join(disk, 'ballast'));
    await big('later');
    await database.close();
    expect(await accounts(await openStore(folder))).toEqual([...answered, 'later']);
  });
});

/** Writes until the disk takes no more. */
function fill(file: string): void {
  const handle = openSync(file, 'w');
  try {
    for (const bytes of [65_536, 4096, 1]) {
      try {
        for (;;) writeSync(handle, Buffer.alloc(bytes));
      } catch {
        // Full to this grain.
      }
    }
  } finally {
    closeSync(handle);
  }
}
