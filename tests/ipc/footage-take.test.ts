import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createHash, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { acquisition, footageScene, type FootageScene } from '../support/footage-scene.js';
import { recording, soundOnly } from '../support/footage.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let scene: FootageScene;
let folder: string;

const sha256 = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingcha 录像 '));
  scene = await footageScene();
});
afterAll(async () => {
  await scene.target.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => scene.sit(scene.people.inspector));

/** A file of this name with the bytes of a shape. */
async function named(name: string, from: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await copyFile(from, path);
  return path;
}

describe('a recording taken in', () => {
  it('is kept under its hash, known by its name, listed, opened and shown', async () => {
    const source = await named('NVR_ch2_main_20261014090000_20261014090008 “引号”.mp4', await recording('h264Mp4'));
    const before = await stat(source);
    const { files } = await scene.takeIn([source]);
    expect(files).toMatchObject([{ state: 'taken', error: null }]);
    const { ids } = await scene.target.call('recordings.list', {});
    const [row] = await scene.target.call('recordings.rows', { ids });
    expect(row).toMatchObject({
      id: files[0]?.recordingId,
      sha256: await sha256(source),
      bytes: before.size,
      kind: 'video',
      playWay: 'as_is',
      cameraId: scene.cameras[1],
      channel: 2,
      capturedAt: Date.UTC(2026, 9, 14, 1, 0, 0),
      timeSource: 'file_name',
      offsetMs: 0,
      offsetFrom: 'none',
      videoCodec: 'h264',
      durationMs: 8000,
      width: 640,
      locked: false,
    });
    const kept = join(scene.target.folder, 'data', 'evidence', row!.sha256.slice(0, 2), row!.sha256);
    expect((await stat(kept)).mode & 0o777).toBe(0o400);
    expect((await stat(source)).mtimeMs).toBe(before.mtimeMs);

    const opened = await scene.target.call('recordings.open', { id: row!.id, reason: '核对走访' });
    expect(opened.source).toEqual({ kind: 'file', url: `media://recording/${row!.id}/play`, mediaType: 'video/mp4' });
    const answer = await scene.media(`media://recording/${row!.id}/play`, { Range: 'bytes=4-7' });
    expect([answer.status, await answer.text()]).toEqual([206, 'ftyp']);
  });
});
