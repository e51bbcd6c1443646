import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { footageScene, type FootageScene } from '../support/footage-scene.js';
import { make } from '../support/hall.js';

/** What lies behind tokens is told before anything is taken in. */
let scene: FootageScene;
let files: string;
beforeAll(async () => {
  scene = await footageScene();
  files = await mkdtemp(join(tmpdir(), 'mingcha 试 '));
  const folder = join(files, '第 3 周 “抽查”');
  await mkdir(folder);
  await writeFile(join(folder, 'NVR_ch1_main_20260105090000_20260105093000.mp4'), 'x'.repeat(30));
  await writeFile(join(folder, 'NVR_ch9_main_20260105090000_20260105093000.mp4'), 'x'.repeat(10));
  await writeFile(join(folder, '窗口 B07.mp4'), 'x');
  await symlink('/etc/hostname', join(folder, 'link.mp4'));
}, 60_000);
afterAll(async () => {
  await scene?.target.close();
  await rm(files, { recursive: true, force: true });
});

const look = async (hallId: number | null = scene.hallId) => {
  const tokens = [await scene.token(join(files, '第 3 周 “抽查”'))];
  return { tokens, said: await scene.target.call('footage.lookAt', { tokens, hallId }) };
};

it('tells files, bytes, times and cameras, and what will be refused; the tokens stay good', async () => {
  const { tokens, said } = await look();
  expect(said).toMatchObject({ files: 4, bytes: 41, refused: 1 });
  const startAt = Date.parse('2026-01-05T09:00:00+08:00');
  const inFolder = (name: string): string => `第 3 周 “抽查”/${name}`;
  expect(said.first).toMatchObject([
    { name: inFolder('NVR_ch1_main_20260105090000_20260105093000.mp4'), bytes: 30, startAt, channel: 1, cameras: 1 },
    { name: inFolder('NVR_ch9_main_20260105090000_20260105093000.mp4'), channel: 9, cameraLabel: null, cameras: 0 },
    { name: inFolder('link.mp4'), bytes: null, error: { code: 'file.unreadable', params: { detail: 'notAFile' } } },
    { name: inFolder('窗口 B07.mp4'), startAt: null, channel: null },
  ]);
  expect(said.first[0]?.cameraLabel).toContain('机位1');
  expect(await scene.target.call('footage.lookAt', { tokens, hallId: null })).toMatchObject({
    files: 4,
    first: [{ channel: 1, cameras: 0, cameraLabel: null }, {}, {}, {}],
  });
});

it('never guesses among several recorders', async () => {
  const { halls } = await scene.target.call('hall.tree', {});
  const zoneId = halls[0]?.zones[0]?.id ?? 0;
  const { id: recorderId } = await make(scene.target, 'recorder', {
    hallId: scene.hallId,
    name: '二号录像机',
    keepDays: 30,
  });
  await make(scene.target, 'camera', { recorderId, channel: 1, name: '另一台', zoneId, windowIds: [scene.windowId] });
  const { said } = await look();
  expect(said.first[0]).toMatchObject({ cameras: 2, cameraLabel: null });
});

it('refuses what was never offered', async () => {
  await expect(
    scene.target.call('footage.lookAt', { tokens: ['00000000-0000-4000-8000-000000000000'], hallId: null }),
  ).rejects.toMatchObject({ code: 'file.token' });
});

it('names the file it is at while an order is at work, and none afterwards', async () => {
  const path = join(files, 'NVR_ch2_main_20260105090000_20260105093000.mp4');
  await writeFile(path, Buffer.alloc(3_000_000, 7));
  const { takingId } = await scene.takeIn([path]);
  const [order] = await scene.target.call('footage.takings', { limit: 1 });
  expect(order).toMatchObject({ id: takingId, jobId: null, working: null, taken: 1 });
});

it('a file that became shorter before its turn stands in the log with what was stored of it', async () => {
  const path = join(files, '短了.bin');
  await writeFile(path, 'not a recording');
  await truncate(path, 4 * 2 ** 40);
  const { takingId, files: waiting } = await scene.takeIn([path]);
  expect(waiting).toMatchObject([{ state: 'waiting', bytes: 4 * 2 ** 40 }]);
  await truncate(path, 9);
  await scene.target.workspace.database.write(
    'test.put',
    (tx) => tx.run(`UPDATE footage_taking_file SET bytes = 15 WHERE taking_id = :takingId`, { takingId }),
    { unaudited: true },
  );
  const { jobId } = await scene.target.call('footage.resume', { takingId });
  await scene.target.ended(jobId);
  const rows = await scene.target.call('footage.takingFiles', { takingId });
  expect(rows).toMatchObject([{ state: 'taken', bytes: 9 }]);
});
