import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyChain } from '../../db/audit.js';
import { openDatabase } from '../../db/database.js';
import { childProgram, startChild } from '../db/support/process.js';
import { tempFolder } from '../db/support/store.js';
import { recording } from '../support/footage.js';
import { openConsole } from '../support/workspace.js';

/** The program starts anew for each, which is what takes its time. */
const KILLS = 3;
const program = childProgram('tests/support/clip-child.ts');

test('killed again and again while it cuts, it leaves no half evidence and does nothing twice', async () => {
  const folder = tempFolder();
  const source = join(folder, 'source.mp4');
  await copyFile(await recording('h264Mp4'), source);
  const making = (): Promise<string[]> => readdir(join(folder, 'data', 'making')).catch(() => []);
  const left: number[] = [];
  let told = 0;
  for (let run = 0; run < KILLS; run += 1) {
    const child = startChild(program(), 'cut', folder);
    const made = (await child.next()) as number[];
    expect(await making()).toEqual([]);
    // Every cut that was told of is there, and none is there twice.
    expect(Math.max(...made)).toBeLessThanOrEqual(1);
    expect(made.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(told);
    // In the middle of the next one.
    if ((await child.next()) === 'cut') told += 1;
    setTimeout(() => child.process.kill('SIGKILL'), 150 + run * 100);
    told += (await child.rest()).filter((line) => line === 'cut').length;
    left.push((await making()).length);
  }
  expect(told).toBeGreaterThan(0);
  // Killed in the middle, or nothing was tried.
  expect(Math.max(...left)).toBe(1);
  const database = await openDatabase({ folder: join(folder, 'data'), clock: Date.now });
  const rows = await database.read('test.made', (reader) =>
    reader.all<{ sha256: string; bytes: number }>(
      `SELECT e.sha256, e.bytes FROM derivation d JOIN evidence e ON e.id = d.evidence_id`,
    ),
  );
  expect(rows.length).toBeGreaterThanOrEqual(told);
  for (const { sha256, bytes } of rows) {
    const file = await readFile(join(folder, 'data', 'evidence', sha256.slice(0, 2), sha256));
    expect([file.length, createHash('sha256').update(file).digest('hex')]).toEqual([bytes, sha256]);
  }
  expect(await verifyChain(database)).toMatchObject({ ok: true });
  await database.close();
  // What is cleared away at start is told.
  await mkdir(join(folder, 'data', 'making', 'x', 'y.work'), { recursive: true });
  const pieces = (await making()).length;
  const target = await openConsole({ demo: true, setUp: false, folder });
  expect(await making()).toEqual([]);
  await target.close();
  const logs = await readdir(join(folder, 'log'));
  const log = (await Promise.all(logs.map((name) => readFile(join(folder, 'log', name), 'utf8')))).join('');
  expect(log).toContain(`"what":"unfinished work swept","pieces":${pieces}`);
}, 120_000);
