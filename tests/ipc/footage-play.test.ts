import { readFile, rm, stat, writeFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandOutput } from '../../domain/contract/commands/index.js';
import { recordingUrl, type RecordingPart } from '../../domain/footage/address.js';
import { answerMedia, mediaOf } from '../../electron/security/media.js';
import { footageScene, type FootageScene } from '../support/footage-scene.js';
import { dav, ffmpeg, frameNumbers, numbers, recording } from '../support/footage.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

type Row = CommandOutput<'recordings.get'>;

let scene: FootageScene;
let asIs: Row;
let foreign: Row;
let odd: Row;

const status = async (id: number, part: RecordingPart): Promise<number> => {
  const answer = await scene.media(recordingUrl(id, part));
  await answer.body?.cancel();
  return answer.status;
};
const open = (id: number): Promise<CommandOutput<'recordings.open'>> =>
  scene.target.call('recordings.open', { id, reason: '核对走访 A1' });
const folderOf = (row: Row): string => join(scene.target.folder, 'data', 'renditions', row.sha256);
const fileOf = (row: Row): string => join(scene.target.folder, 'data', 'evidence', row.sha256.slice(0, 2), row.sha256);
const jobsOf = (kind: string) =>
  scene.target.workspace.jobs
    .list({ personId: 0, office: true })
    .then((jobs) => jobs.filter((job) => job.kind === kind));
/** Writes a row no command of this file writes. */
const put = (sql: string, params: Record<string, string | number>): Promise<unknown> =>
  scene.target.workspace.database.write('test.put', (tx) => tx.run(sql, params), { unaudited: true });

beforeAll(async () => {
  scene = await footageScene();
  await scene.sit(scene.people.inspector);
  const { files } = await scene.takeIn([await recording('h264Mp4'), await recording('msmpeg4Avi'), await dav()]);
  const rows = await scene.target.call('recordings.rows', { ids: files.map(({ recordingId }) => recordingId ?? 0) });
  [asIs, foreign, odd] = rows as [Row, Row, Row];
});
afterAll(() => scene.target.close());
beforeEach(() => scene.sit(scene.people.inspector));

describe('opening', () => {
  it('needs a reason, and writes down who looked at what and why', async () => {
    expect((await scene.target.refused('recordings.open', { id: asIs.id, reason: ' ' })).code).toBe('validation.input');
    expect((await scene.target.refused('recordings.open', { id: 999, reason: 'x' })).code).toBe('notFound.record');
    expect((await scene.target.refused('recordings.playback', { id: asIs.id })).code).toBe('permission.scope');
    expect((await scene.target.refused('recordings.frames', { id: asIs.id, fromMs: 0, untilMs: 10 })).code).toBe(
      'permission.scope',
    );
    expect(await status(asIs.id, 'play')).toBe(403);
    const opened = await open(asIs.id);
    expect(opened.source).toEqual({ kind: 'file', url: recordingUrl(asIs.id, 'play'), mediaType: 'video/mp4' });
    expect(await status(asIs.id, 'play')).toBe(200);
    await scene.sit(scene.people.office);
    const [row] = await scene.target.call('footage.viewings', { recordingId: asIs.id, fromDay: null, limit: 10 });
    // Inspectors stand by code.
    expect(row).toMatchObject({ by: `#${scene.people.inspector}`, reason: '核对走访 A1', recordingName: asIs.name });
    const { ids } = await scene.target.call('audit.list', { filter: { action: 'recordings.open' } });
    const logged = await scene.target.call('audit.rows', { ids });
    expect(logged[0]).toMatchObject({ object: 'recording', ref: asIs.id, reason: '核对走访 A1' });
  });

  it('gives a picture of it and pictures along it, made once in the background', async () => {
    await open(asIs.id);
    await scene.target.workspace.footage.stills.settled(asIs.sha256);
    const { posterUrl, filmstrip } = await scene.target.call('recordings.playback', { id: asIs.id });
    expect(posterUrl).toBe(recordingUrl(asIs.id, 'poster'));
    expect(filmstrip).toMatchObject({ url: recordingUrl(asIs.id, 'strip'), tileHeight: 90 });
    expect(filmstrip?.timesMs.slice(0, 3)).toEqual([0, 1000, 2000]);
    for (const part of ['poster', 'strip'] as const) {
      const answer = await scene.media(recordingUrl(asIs.id, part));
      expect(answer.headers.get('content-type')).toBe('image/jpeg');
      expect(Buffer.from(await answer.arrayBuffer()).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    }
    expect(
      scene.target.changes.filter(({ entity, ids }) => entity === 'recording' && ids[0] === asIs.id).length,
    ).toBeGreaterThan(0);
    expect((await readdir(folderOf(asIs))).sort()).toEqual(['poster.jpg', 'strip.jpg', 'strip.json']);
  });

  it('tells where the frames really stand', async () => {
    await open(asIs.id);
    const places = await scene.target.call('recordings.frames', { id: asIs.id, fromMs: 1000, untilMs: 1200 });
    expect(places).toEqual([1000, 1040, 1080, 1120, 1160]);
    await open(odd.id);
    const all = await scene.target.call('recordings.frames', { id: odd.id, fromMs: 0, untilMs: 500_000 });
    expect([all[0], all[1], all.length]).toEqual([0, 40, 200]);
  });
});

describe('what the player does not take', () => {
  it('is made into what it takes, watched while it is made, and every frame keeps its place', async () => {
    const opened = await open(foreign.id);
    expect(['growing', 'file', 'none']).toContain(opened.source.kind);
    await expect
      .poll(async () => (await scene.target.call('recordings.playback', { id: foreign.id })).source.kind, {
        timeout: 30_000,
      })
      .toBe('file');
    const answer = await scene.media(recordingUrl(foreign.id, 'play'), { Range: 'bytes=4-7' });
    expect([answer.status, await answer.text()]).toEqual([206, 'ftyp']);
    expect(await frameNumbers(join(folderOf(foreign), 'play.mp4'))).toEqual(numbers(0, 200));
    // Opened again, it is there at once, and nothing is made twice.
    const before = (await jobsOf('footage.proxy')).length;
    expect((await open(foreign.id)).source.kind).toBe('file');
    expect((await jobsOf('footage.proxy')).length).toBe(before);
  });

  it('is made once however many open it at once', async () => {
    await rm(folderOf(odd), { recursive: true, force: true });
    const before = (await jobsOf('footage.proxy')).length;
    await Promise.all([open(odd.id), open(odd.id), open(odd.id)]);
    await expect
      .poll(async () => (await scene.target.call('recordings.playback', { id: odd.id })).source.kind, {
        timeout: 30_000,
      })
      .toBe('file');
    expect((await jobsOf('footage.proxy')).length).toBe(before + 1);
    // The strip of a recording nobody can jump in is taken from its copy.
    await expect
      .poll(async () => (await scene.target.call('recordings.playback', { id: odd.id })).filmstrip?.timesMs[0], {
        timeout: 30_000,
      })
      .toBe(0);
  });

  it('is fed to the player as it grows, to its end, and nothing is left half made when it is called off', async () => {
    const { files } = await scene.takeIn([await slow()]);
    const id = files[0]?.recordingId ?? 0;
    const row = await scene.target.call('recordings.get', { id });
    const opened = await open(id);
    const growing = async () => (await scene.target.call('recordings.playback', { id })).source;
    await expect.poll(async () => (await growing()).kind, { timeout: 20_000 }).toBe('growing');
    const source = await growing();
    if (source.kind !== 'growing') throw new Error(opened.source.kind);
    expect(source.codecs).toMatch(/^avc1\.[0-9a-f]{6}$/);
    const answer = await scene.media(source.url);
    expect([answer.status, answer.headers.get('content-length')]).toEqual([200, null]);
    const reader = answer.body!.getReader();
    expect(
      Buffer.from((await reader.read()).value!)
        .subarray(4, 8)
        .toString(),
    ).toBe('ftyp');
    expect(await scene.target.call('jobs.cancel', { id: source.jobId })).toMatchObject({ state: 'cancelled' });
    // What breaks off is told to who reads.
    await expect(
      (async () => {
        while (!(await reader.read()).done);
      })(),
    ).rejects.toBeDefined();
    // Its poster may still be on its way.
    expect((await readdir(folderOf(row))).filter((file) => file.startsWith('play'))).toEqual([]);
    expect(await growing()).toEqual({ kind: 'none', why: 'failed' });
    expect(await status(id, 'growing')).toBe(404);
    // Opened again, it is begun again.
    await open(id);
    await expect.poll(async () => (await growing()).kind, { timeout: 20_000 }).toBe('growing');
    const again = await growing();
    if (again.kind === 'growing') await scene.target.call('jobs.cancel', { id: again.jobId });
  });

  it('that cannot be converted is not tried at each opening, but by a new program or when somebody asks', async () => {
    const { files } = await scene.takeIn([await pictureless()]);
    const id = files[0]?.recordingId ?? 0;
    const row = await scene.target.call('recordings.get', { id });
    expect(row.playWay).toBe('proxy');
    const failed = async (): Promise<number> => {
      await expect
        .poll(async () => (await scene.target.call('recordings.playback', { id })).source, { timeout: 30_000 })
        .toEqual({ kind: 'none', why: 'failed' });
      return (await jobsOf('footage.proxy')).filter(({ subject }) => subject === row.name).length;
    };
    expect((await scene.target.refused('recordings.convert', { id })).code).toBe('permission.scope');
    await open(id);
    expect(await failed()).toBe(1);
    expect((await open(id)).source).toEqual({ kind: 'none', why: 'failed' });
    await open(id);
    expect(await failed()).toBe(1);
    await scene.target.call('recordings.convert', { id });
    expect(await failed()).toBe(2);
    const memory = join(folderOf(row), 'failure.json');
    const noted = JSON.parse(await readFile(memory, 'utf8')) as { version: string };
    await writeFile(memory, JSON.stringify({ ...noted, version: '5.0-other' }));
    await open(id);
    expect(await failed()).toBe(3);
  });

  it('leaves nothing half made of a process that was killed', async () => {
    const folder = folderOf(foreign);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'play.mp4.x.growing.part'), 'x');
    await scene.target.workspace.footage.boot();
    expect(await readdir(folder)).not.toContain('play.mp4.x.growing.part');
    expect(await readdir(folder)).toContain('play.mp4');
  });
});

describe('who is shown it', () => {
  const seen = async (personId: number): Promise<number> => {
    await scene.sit(personId);
    return status(asIs.id, 'play');
  };

  it('is who opened it today, in a role that works with footage', async () => {
    await open(asIs.id);
    expect(await seen(scene.people.inspector)).toBe(200);
    for (const other of ['reviewer', 'office', 'leader', 'auditor'] as const)
      expect(await seen(scene.people[other]), other).toBe(403);
    for (const refused of ['leader', 'auditor'] as const) {
      await scene.sit(scene.people[refused]);
      expect((await scene.target.refused('recordings.open', { id: asIs.id, reason: 'x' })).code).toBe(
        'permission.denied',
      );
    }
    await scene.sit(scene.people.reviewer);
    await open(asIs.id);
    expect(await seen(scene.people.reviewer)).toBe(200);
    // Opening one recording opens no other.
    expect(await status(foreign.id, 'play')).toBe(403);
  });

  it('is no longer on the next day of Shanghai', async () => {
    const { time } = scene.target;
    const now = time.now;
    await open(asIs.id);
    // 15:59:59.999 UTC is the last of the day.
    time.now = Date.UTC(2026, 9, 14, 15, 59, 59, 999);
    expect(await status(asIs.id, 'play')).toBe(200);
    time.now += 1;
    expect(await status(asIs.id, 'play')).toBe(403);
    expect((await scene.target.refused('recordings.playback', { id: asIs.id })).code).toBe('permission.scope');
    time.now = now;
  });

  it('is nobody who lost the role, locked the console or left it', async () => {
    await open(asIs.id);
    const viewer = scene.target.workspace.session.principal()!;
    const asked = { method: 'GET', url: recordingUrl(asIs.id, 'play'), headers: new Headers() };
    const answered = async (principal: typeof viewer | null): Promise<number> => {
      const answer = await answerMedia(asked, mediaOf(scene.target.workspace, { principal: () => principal }));
      await answer.body?.cancel();
      return answer.status;
    };
    expect(await answered(viewer)).toBe(200);
    expect(await answered({ ...viewer, roles: ['leader'] })).toBe(403);
    expect(await answered({ ...viewer, state: 'locked' })).toBe(403);
    expect(await answered({ ...viewer, state: 'mustChange' })).toBe(403);
    expect(await answered(null)).toBe(403);
    expect((await answerMedia(asked, null)).status).toBe(403);
  });

  it('is nobody while it is locked, until that is settled', async () => {
    await open(asIs.id);
    await put(`INSERT INTO evidence_fault(kind, evidence_id, sha256, found_at) VALUES('mismatch', :id, :sha, 1)`, {
      id: asIs.evidenceId,
      sha: asIs.sha256,
    });
    for (const part of ['play', 'poster', 'strip'] as const) expect(await status(asIs.id, part)).toBe(403);
    expect((await scene.target.refused('recordings.open', { id: asIs.id, reason: 'x' })).code).toBe('evidence.locked');
    expect((await scene.target.refused('recordings.playback', { id: asIs.id })).code).toBe('evidence.locked');
    expect((await scene.target.refused('recordings.frames', { id: asIs.id, fromMs: 0, untilMs: 10 })).code).toBe(
      'evidence.locked',
    );
    expect((await scene.target.call('recordings.list', { filter: { state: 'fault' } })).ids).toEqual([asIs.id]);
    await put(`UPDATE evidence_fault SET settled_at = 2, settled_by = 1, note = 'x' WHERE evidence_id = :id`, {
      id: asIs.evidenceId,
    });
    expect(await status(asIs.id, 'play')).toBe(200);
  });

  it('is nobody once its file has another length or is gone', async () => {
    await open(asIs.id);
    const kept = await readFile(fileOf(asIs));
    await rm(fileOf(asIs));
    expect(await status(asIs.id, 'play')).toBe(404);
    expect((await scene.target.call('recordings.playback', { id: asIs.id })).source).toEqual({
      kind: 'none',
      why: 'missing',
    });
    await writeFile(fileOf(asIs), kept.subarray(1));
    expect(await status(asIs.id, 'play')).toBe(404);
    await writeFile(fileOf(asIs), kept);
    expect(await status(asIs.id, 'play')).toBe(200);
  });

  it('is nobody once it was disposed of, and its bytes do not come in again', async () => {
    await open(odd.id);
    await put(`INSERT INTO disposal(evidence_id, recording_id, reason, at, by) VALUES(:id, :recording, 'x', 1, 1)`, {
      id: odd.evidenceId,
      recording: odd.id,
    });
    for (const part of ['play', 'poster', 'strip', 'growing'] as const) expect(await status(odd.id, part)).toBe(403);
    expect((await scene.target.refused('recordings.open', { id: odd.id, reason: 'x' })).code).toBe('evidence.disposed');
    expect((await scene.target.call('recordings.list', { filter: { state: 'disposed' } })).ids).toEqual([odd.id]);
    const { files } = await scene.takeIn([await dav()]);
    expect(files[0]).toMatchObject({ state: 'failed', error: { code: 'evidence.disposed' } });
  });
});

describe('an address that is none', () => {
  it.each([
    'media://recording/../../../etc/passwd',
    'media://recording/1/..%2fplay',
    'media://recording/1/play/../../../mingcha.sqlite',
    'media://recording/1/PLAY',
    'media://recording/1/play?x=1',
    'media://recording/1/play#t=1',
    'media://recording/1/full',
    'media://recording/1/thumb',
    'media://recording/01/play',
    'media://recording/1e0/play',
    'media://recording/-1/play',
    `media://recording/${'9'.repeat(30)}/play`,
    'media://recordings/1/play',
    'media://recording:80/1/play',
    'media://recording/1/__proto__',
    'media://constructor/1/play',
    'media://__proto__/1/play',
    'media://derived/1/growing',
    'app://recording/1/play',
  ])('%s is answered with nothing', async (address) => {
    await open(asIs.id);
    const answer = await scene.media(address.replace('/1/', `/${asIs.id}/`));
    expect([answer.status, await answer.text()]).toEqual([404, '']);
  });

  it('and a number nobody has, another method, or a stretch outside of it', async () => {
    await open(asIs.id);
    expect(await status(999_999, 'play')).toBe(404);
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD'])
      expect((await scene.media(recordingUrl(asIs.id, 'play'), {}, method)).status).toBe(405);
    const size = (await stat(fileOf(asIs))).size;
    const outside = await scene.media(recordingUrl(asIs.id, 'play'), { Range: `bytes=${size}-` });
    expect([outside.status, outside.headers.get('content-range')]).toEqual([416, `bytes */${size}`]);
    for (const range of ['bytes=5-4', `bytes=${'9'.repeat(15)}-`])
      expect((await scene.media(recordingUrl(asIs.id, 'play'), { Range: range })).status).toBe(416);
    const last = await scene.media(recordingUrl(asIs.id, 'play'), { Range: 'bytes=-3' });
    expect([last.status, (await last.arrayBuffer()).byteLength]).toEqual([206, 3]);
  });
});

/** Says all it should of itself, and holds no picture that can be decoded. */
async function pictureless(): Promise<string> {
  const path = join(scene.target.folder, 'pictureless.avi');
  const bytes = await readFile(await recording('mjpegAvi'));
  for (let at = bytes.indexOf('00dc'); at >= 0 && at < bytes.indexOf('idx1'); at = bytes.indexOf('00dc', at + 8))
    bytes.fill(0, at + 8, at + 8 + bytes.readUInt32LE(at + 4));
  await writeFile(path, bytes);
  return path;
}

/** Takes long enough to be watched while its copy is made; the same eight seconds again and again. */
async function slow(): Promise<string> {
  const path = join(scene.target.folder, 'slow.avi');
  await ffmpeg(['-stream_loop', '11', '-i', await recording('mjpegAvi'), '-c', 'copy', '-f', 'avi', path]);
  return path;
}
