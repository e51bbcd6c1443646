import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { openDatabase } from '../../db/database.js';
import type { Taking, TakingFile } from '../../domain/footage/custody.js';
import { makeReadOnly, mountable, smallDisk } from '../db/support/disk.js';
import { childProgram, startChild } from '../db/support/process.js';
import { randomFrom, tempFolder } from '../db/support/store.js';
import { acquisition, footageScene } from '../support/footage-scene.js';

vi.setConfig({ testTimeout: 120_000 });

const MB = 1 << 20;
const program = childProgram('tests/support/footage-child.ts');

async function sources(folder: string, count: number, bytes: number): Promise<Map<string, string>> {
  await mkdir(join(folder, 'source'), { recursive: true });
  const hashes = new Map<string, string>();
  for (let index = 0; index < count; index += 1) {
    const content = randomBytes(bytes);
    await writeFile(join(folder, 'source', `ch01_2026010509${String(index).padStart(2, '0')}00.mp4`), content);
    hashes.set(createHash('sha256').update(content).digest('hex'), String(index));
  }
  return hashes;
}

test('an order killed again and again goes on where it was, and ends with every file once', async () => {
  const folder = tempFolder();
  const hashes = await sources(folder, 8, 6 * MB);
  const random = randomFrom(7);
  const seen: number[] = [];
  let files: TakingFile[] | null = null;
  for (let run = 0; run < 12 && files === null; run += 1) {
    const child = startChild(program(), 'take', folder);
    const before = (await child.next()) as Taking | null;
    if (before) {
      expect(before).toMatchObject({ files: 8, failed: 0, known: 0, jobId: null });
      expect(before.taken + before.waiting).toBe(8);
      seen.push(before.taken);
    }
    // Killed while the next file is under way.
    let line = await child.next();
    for (let done = Math.floor(random() * 3); line === 'done' && done > 0; done -= 1) line = await child.next();
    if (line === 'done') setTimeout(() => child.process.kill('SIGKILL'), random() * 60);
    while (line === 'done') line = await child.next();
    files = line as TakingFile[] | null;
    await child.rest();
  }
  expect(files?.map(({ state }) => state)).toEqual(Array<string>(8).fill('taken'));
  expect(new Set(files?.map(({ recordingId }) => recordingId)).size).toBe(8);
  // Finished files were never done again, and some runs were killed in the middle, or nothing was tried.
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.some((taken) => taken > 0 && taken < 8)).toBe(true);
  const evidence = join(folder, 'data', 'evidence');
  const kept = (await readdir(evidence, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  expect(kept.map(({ name }) => name).sort()).toEqual([...hashes.keys()].sort());
  for (const { name, parentPath } of kept) {
    const bytes = await readFile(join(parentPath, name));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(name);
  }
  const database = await openDatabase({ folder: join(folder, 'data'), clock: Date.now });
  expect(await database.read('test.count', (reader) => reader.value('SELECT count(*) FROM recording'))).toBe(8);
  await database.close();
});

describe.runIf(mountable)('a disk of its own', () => {
  test('that fills up half way stops the file alone; what was in stays, and the rest comes in once there is room', async () => {
    const disk = smallDisk(160);
    const scene = await footageScene({ folder: disk });
    const sourceFolder = tempFolder();
    await sources(sourceFolder, 6, 8 * MB);
    const token = await scene.token(join(sourceFolder, 'source'));
    const { takingId, jobId } = await scene.target.call('footage.takeIn', {
      ...{ clientId: randomUUID(), tokens: [token], hallId: scene.hallId, cameraId: null },
      ...{ retentionClass: 'footage', acquisition },
    });
    await expect
      .poll(async () => (await scene.target.call('footage.takingFiles', { takingId }))[0]?.state, { timeout: 20_000 })
      .toBe('taken');
    const filler = join(disk, 'filler');
    await writeFile(filler, Buffer.alloc(100 * MB)).catch(() => undefined);
    await scene.target.ended(jobId);
    const files = await scene.target.call('footage.takingFiles', { takingId });
    expect(files[0]?.state).toBe('taken');
    const failed = files.filter(({ state }) => state === 'failed');
    expect(failed.length).toBeGreaterThan(0);
    for (const { error } of failed) expect(error?.code).toBe('file.diskFull');
    expect(await readdir(join(disk, 'data', 'evidence', 'incoming'))).toEqual([]);
    await writeFile(filler, '');
    const again = await scene.target.call('footage.resume', { takingId });
    expect(await scene.target.ended(again.jobId)).toMatchObject({
      state: 'succeeded',
      result: { taken: 6, failed: 0 },
    });
    await scene.target.close();
  });

  test('that is read-only is named, and nothing is lost', async () => {
    const disk = smallDisk(100);
    const scene = await footageScene({ folder: tempFolder() });
    const { rename, symlink } = await import('node:fs/promises');
    const evidence = join(scene.target.folder, 'data', 'evidence');
    await mkdir(evidence, { recursive: true });
    await rename(evidence, `${evidence}.before`);
    await symlink(disk, evidence);
    await mkdir(join(disk, 'incoming'));
    makeReadOnly(disk);
    const sourceFolder = tempFolder();
    await sources(sourceFolder, 1, MB);
    const { files } = await scene.takeIn([join(sourceFolder, 'source')]);
    expect(files).toMatchObject([{ state: 'failed', error: { code: 'evidence.unwritable' } }]);
    expect(files[0]?.error?.params).toMatchObject({ detail: 'EROFS' });
    await scene.target.close();
  });
});
