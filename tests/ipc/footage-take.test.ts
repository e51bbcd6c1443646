import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { createHash, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { acquisition, footageScene, type FootageScene } from '../support/footage-scene.js';
import { ffmpeg, jumpsBack, recording, rotated, soundOnly } from '../support/footage.js';

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

/** What became of the only file of an order. */
const one = async (path: string) => (await scene.takeIn([path])).files[0];
const rowOf = async (id: number | null | undefined) =>
  (await scene.target.call('recordings.rows', { ids: [id ?? 0] }))[0];
const incoming = (): Promise<string[]> => readdir(join(scene.target.folder, 'data', 'evidence', 'incoming'));

describe('names', () => {
  const name = "办税厅 “A1” '早' & 100% #1 [左] 🙂 é";
  it.each([`${name}.mp4`, `${'长'.repeat(63)}.mp4`, `-rf ; $(touch x) \`y\`.mp4`])(
    '%s is kept as it came',
    async (file) => {
      const path = await named(file, await recording('h264NoB'));
      const taken = await one(path);
      expect(['taken', 'known']).toContain(taken?.state);
      expect(taken?.name).toBe(file);
    },
  );
});

describe('the same bytes', () => {
  it('under two names, twice in a folder and by itself, are one recording', async () => {
    const first = await named('同/甲.mkv', await recording('h264Mkv'));
    await named('同/乙.mkv', await recording('h264Mkv'));
    const { files } = await scene.takeIn([first, join(folder, '同')]);
    expect(files.map(({ name, state }) => [name, state])).toEqual([
      ['甲.mkv', 'taken'],
      ['同/乙.mkv', 'known'],
    ]);
    expect(files[1]?.recordingId).toBe(files[0]?.recordingId);
    expect((await one(first))?.recordingId).toBe(files[0]?.recordingId);
  });

  it('ordered twice at once, are one recording', async () => {
    const path = await named('并.ts', await recording('h264Ts'));
    const outcomes = await Promise.all([one(path), one(path)]);
    expect(outcomes.map((file) => file?.state).sort()).toEqual(['known', 'taken']);
    expect(new Set(outcomes.map((file) => file?.recordingId)).size).toBe(1);
    expect(await incoming()).toEqual([]);
  });

  it('ordered again under the same client id, after a lost answer, are one order', async () => {
    const path = await named('再.ts', await recording('h264Ts'));
    const clientId = randomUUID();
    const first = await scene.takeIn([path], { clientId });
    const again = await scene.takeIn([path], { clientId });
    expect(again.takingId).toBe(first.takingId);
    await scene.sit(scene.people.reviewer);
    const input = {
      clientId,
      tokens: ['x'],
      hallId: scene.hallId,
      cameraId: null,
      retentionClass: 'footage',
      acquisition,
    };
    expect((await scene.target.refused('footage.takeIn', input)).code).toBe('permission.scope');
    expect((await scene.target.refused('footage.takingFiles', { takingId: first.takingId })).code).toBe(
      'permission.scope',
    );
    expect((await scene.target.refused('footage.resume', { takingId: first.takingId })).code).toBe('permission.scope');
    expect(await scene.target.call('footage.takings', { limit: 10 })).toEqual([]);
    await scene.sit(scene.people.office);
    expect((await scene.target.call('footage.takings', { limit: 1 }))[0]).toMatchObject({
      id: first.takingId,
      files: 1,
    });
  });
});

describe('bytes that were changed in the store', () => {
  it('are put right when they come in again, and the log says so', async () => {
    const path = await named('换.flv', await recording('h264Flv'));
    const first = await one(path);
    const hash = await sha256(path);
    const kept = join(scene.target.folder, 'data', 'evidence', hash.slice(0, 2), hash);
    await chmod(kept, 0o600);
    await writeFile(kept, 'not what it was');
    expect(await one(path)).toMatchObject({ state: 'known', recordingId: first?.recordingId });
    expect(await sha256(kept)).toBe(hash);
    await scene.sit(scene.people.office);
    const { ids } = await scene.target.call('audit.list', { filter: { action: 'footage.takeIn' } });
    const logged = (await scene.target.call('audit.rows', { ids })).find(({ ref }) => ref === first?.recordingId);
    expect(JSON.parse(logged?.after ?? '{}')).toMatchObject({ known: true, repaired: true });
  });
});

describe('a folder', () => {
  it('is taken with everything in it; links and devices are named and never followed', async () => {
    const secret = join(folder, 'secret.mp4');
    await writeFile(secret, 'not for you');
    await named('日/2026-10-14/001/dav/09/09.00.00-09.30.00[M][0@0][0].dav', await recording('h264Raw'));
    await named('日/Thumbs.db', secret);
    await symlink(secret, join(folder, '日', '链接.mp4'));
    await symlink(folder, join(folder, '日', '回路'));
    const given = [join(folder, '日'), '/dev/null', join(folder, '日', '链接.mp4')];
    const { files } = await scene.takeIn(process.platform === 'win32' ? given.slice(0, 1) : given);
    const notAFile = { code: 'file.unreadable', params: expect.objectContaining({ detail: 'notAFile' }) as unknown };
    expect(files.map(({ name, state, error }) => [name, state, error])).toEqual([
      ['日/2026-10-14/001/dav/09/09.00.00-09.30.00[M][0@0][0].dav', 'taken', null],
      ['日/回路', 'failed', notAFile],
      ['日/链接.mp4', 'failed', notAFile],
      ['null', 'failed', notAFile],
    ]);
    expect(await rowOf(files[0]?.recordingId)).toMatchObject({
      capturedAt: Date.UTC(2026, 9, 14, 1),
      timeSource: 'file_name',
      cameraId: scene.cameras[0],
    });
  });

  it('without any file is refused before there is an order', async () => {
    await mkdir(join(folder, '空'), { recursive: true });
    const tokens = [await scene.token(join(folder, '空'))];
    const input = {
      clientId: randomUUID(),
      tokens,
      hallId: scene.hallId,
      cameraId: null,
      retentionClass: 'footage',
      acquisition,
    };
    expect((await scene.target.refused('footage.takeIn', input)).code).toBe('file.empty');
    expect((await scene.target.refused('footage.takeIn', { ...input, clientId: randomUUID() })).code).toBe(
      'file.token',
    );
  });
});

describe('what is no recording', () => {
  it('is refused by name where it is nothing or a picture', async () => {
    const empty = join(folder, '空.mp4');
    await writeFile(empty, '');
    const picture = join(folder, '照片.mp4');
    await ffmpeg(['-f', 'lavfi', '-i', 'testsrc2=s=64x48', '-frames:v', '1', '-f', 'mjpeg', picture]);
    const { files } = await scene.takeIn([empty, picture]);
    expect(files.map(({ state, error }) => [state, error])).toEqual([
      ['failed', { code: 'file.empty', params: { name: '空.mp4' } }],
      ['failed', { code: 'media.notFootage', params: { name: '照片.mp4' } }],
    ]);
    expect(await incoming()).toEqual([]);
  });

  it('is kept as evidence and says why it cannot be read', async () => {
    const whole = await readFile(await recording('h264Mp4'));
    const write = async (name: string, bytes: Buffer | string): Promise<string> => {
      await writeFile(join(folder, name), bytes);
      return join(folder, name);
    };
    // The index stands at the end: what a recorder that lost power leaves has none.
    const paths = [
      await write('断.mp4', whole.subarray(0, whole.length / 2)),
      await write('乱.mp4', createHash('shake256', { outputLength: 50_000 }).update('x').digest()),
      await write('程.mp4', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(3000, 7)])),
      await write('文.avi', '今天窗口一切正常\n'.repeat(200)),
    ];
    const { files } = await scene.takeIn(paths);
    const rows = await scene.target.call('recordings.rows', { ids: files.map(({ recordingId }) => recordingId ?? 0) });
    expect(rows.map(({ kind, unparsedWhy, playWay, timeSource }) => [kind, unparsedWhy, playWay, timeSource])).toEqual([
      ['unparsed', 'noMoov', 'none', null],
      ['unparsed', 'unknown', 'none', null],
      ['unparsed', 'executable', 'none', null],
      ['unparsed', 'text', 'none', null],
    ]);
    const opened = await scene.target.call('recordings.open', { id: rows[1]?.id ?? 0, reason: '看看' });
    expect(opened.source).toEqual({ kind: 'none', why: 'unknown' });
    expect((await scene.media(`media://recording/${rows[1]?.id}/play`)).status).toBe(404);
  });

  it('is a recording all the same when it is odd: sound alone, one pixel, uneven, turned, falling back', async () => {
    const pixel = join(folder, '点.avi');
    await ffmpeg([
      '-f',
      'lavfi',
      '-i',
      'color=red:s=16x16:d=1',
      '-vf',
      'format=yuv444p,scale=1:1',
      '-c:v',
      'mjpeg',
      '-f',
      'avi',
      pixel,
    ]);
    const paths = [await soundOnly(), pixel, await recording('h264Vfr'), await rotated(), await jumpsBack()];
    const { files } = await scene.takeIn(paths);
    const rows = await scene.target.call('recordings.rows', { ids: files.map(({ recordingId }) => recordingId ?? 0) });
    expect(rows.map(({ kind, playWay, rotation }) => [kind, playWay, rotation])).toEqual([
      ['audio', 'as_is', 0],
      ['video', 'none', 0],
      ['video', 'as_is', 0],
      ['video', 'as_is', 90],
      ['video', 'proxy', 0],
    ]);
    const tiny = await scene.target.call('recordings.open', { id: rows[1]?.id ?? 0, reason: '看看' });
    expect(tiny.source).toEqual({ kind: 'none', why: 'tiny' });
  });

  it('is named when it went away, changed, or is too large for the disk, and the others come in', async () => {
    const gone = await named('走.mp4', await recording('h264OpenGop'));
    const stays = await named('留.mp4', await recording('h264OpenGop'));
    const tokens = await Promise.all([gone, stays].map(scene.token));
    const order = scene.target.call('footage.takeIn', {
      ...{
        clientId: randomUUID(),
        tokens,
        hallId: scene.hallId,
        cameraId: null,
        retentionClass: 'footage',
        acquisition,
      },
    });
    const { takingId, jobId } = await order.finally(() => rm(gone));
    await scene.target.ended(jobId);
    const files = await scene.target.call('footage.takingFiles', { takingId });
    // It may have been read before it went: then it is in.
    if (files[0]?.state === 'failed')
      expect(files[0].error).toEqual({ code: 'file.unreadable', params: { name: '走.mp4', detail: 'ENOENT' } });
    expect(['taken', 'known']).toContain(files[1]?.state);
    await copyFile(stays, gone);
    const { jobId: again } = await scene.target.call('footage.resume', { takingId });
    await scene.target.ended(again);
    const states = (await scene.target.call('footage.takingFiles', { takingId })).map(({ state }) => state);
    expect(states.filter((state) => state === 'failed' || state === 'waiting')).toEqual([]);
  });
});

describe('an order', () => {
  /** A file of so many bytes that takes no room. */
  async function sparse(name: string, bytes: number): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, 'x');
    await truncate(path, bytes);
    return path;
  }

  it('larger than the disk is not begun; it waits until there is room', async () => {
    const path = await sparse('大.mp4', 4 * 2 ** 40);
    const { jobId, files, takingId } = await scene.takeIn([path]);
    expect(await scene.target.ended(jobId)).toMatchObject({ state: 'failed', error: { code: 'file.diskFull' } });
    expect(files).toMatchObject([{ state: 'waiting' }]);
    expect(await incoming()).toEqual([]);
    expect((await scene.target.call('footage.takings', { limit: 1 }))[0]).toMatchObject({
      id: takingId,
      waiting: 1,
      jobId: null,
    });
  });

  it('called off stops inside a file, leaves nothing half made, and can be gone on with', async () => {
    const small = await named('先.avi', await recording('mjpegAvi'));
    const large = await sparse('后.mp4', 300 * 2 ** 20);
    const tokens = await Promise.all([small, large].map(scene.token));
    const { takingId, jobId } = await scene.target.call('footage.takeIn', {
      ...{
        clientId: randomUUID(),
        tokens,
        hallId: scene.hallId,
        cameraId: null,
        retentionClass: 'footage',
        acquisition,
      },
    });
    await expect.poll(async () => (await incoming()).some((file) => file.endsWith('.part'))).toBe(true);
    await expect
      .poll(async () => (await scene.target.call('footage.takingFiles', { takingId }))[0]?.state, { timeout: 20_000 })
      .toBe('taken');
    expect((await scene.target.call('footage.takings', { limit: 1 }))[0]).toMatchObject({ jobId });
    expect(await scene.target.call('jobs.cancel', { id: jobId })).toMatchObject({ state: 'cancelled' });
    expect(await incoming()).toEqual([]);
    const states = async () => (await scene.target.call('footage.takingFiles', { takingId })).map(({ state }) => state);
    expect(await states()).toEqual(['taken', 'waiting']);
    await truncate(large, 2 ** 20);
    const { jobId: again } = await scene.target.call('footage.resume', { takingId });
    expect(await scene.target.ended(again)).toMatchObject({ state: 'succeeded', result: { taken: 2 } });
    expect(await states()).toEqual(['taken', 'taken']);
  });

  it('for a hall or a camera that is not there is refused', async () => {
    const tokens = [await scene.token(await recording('h264Mp4'))];
    const input = {
      clientId: randomUUID(),
      tokens,
      hallId: scene.hallId,
      cameraId: null,
      retentionClass: 'footage',
      acquisition,
    };
    expect((await scene.target.refused('footage.takeIn', { ...input, hallId: 999 })).code).toBe('validation.reference');
    expect((await scene.target.refused('footage.takeIn', { ...input, cameraId: 999 })).code).toBe(
      'validation.reference',
    );
  });

  it('is for those who work with footage alone', async () => {
    for (const person of [scene.people.leader, scene.people.auditor]) {
      await scene.sit(person);
      expect((await scene.target.refused('footage.takings', { limit: 1 })).code).toBe('permission.denied');
    }
  });

  it('is in the log: each recording with its bytes', async () => {
    await scene.sit(scene.people.office);
    const { ids } = await scene.target.call('audit.list', { filter: { action: 'footage.takeIn' } });
    const rows = await scene.target.call('audit.rows', { ids: ids.slice(0, 500) });
    const kept = await readdir(join(scene.target.folder, 'data', 'evidence'));
    expect(kept.length).toBeGreaterThan(5);
    const logged = rows
      .filter(({ ref }) => ref !== null)
      .map(({ after }) => (JSON.parse(after ?? '{}') as { sha256: string }).sha256);
    const { ids: recordings } = await scene.target.call('recordings.list', {});
    for (const row of await scene.target.call('recordings.rows', { ids: recordings }))
      expect(logged).toContain(row.sha256);
  });
});
