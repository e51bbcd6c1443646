import { createHash, randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DAY_MS } from '../../domain/time.js';
import { clipScene, type ClipScene } from '../support/clip-scene.js';
import { addPerson, openConsole } from '../support/workspace.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let scene: ClipScene;
beforeAll(async () => {
  scene = await clipScene();
});
afterAll(() => scene.end());
beforeEach(() => scene.sit(scene.people.office));

const inStore = (...path: string[]): string => join(scene.target.folder, 'data', 'evidence', ...path);
const stored = (sha256: string): string => inStore(sha256.slice(0, 2), sha256);
const exists = (path: string): Promise<boolean> =>
  readFile(path).then(
    () => true,
    () => false,
  );

async function verifyAll() {
  const { jobId } = await scene.target.call('custody.verifyAll', {});
  return scene.target.ended(jobId);
}
const open = () => scene.target.call('custody.faults', { openOnly: true });

describe('verify all', () => {
  it('hashes everything again, locks what differs, names what no record speaks of, and removes nothing', async () => {
    const { target, people } = scene;
    const id = await scene.recorded('h264Mp4');
    const other = await scene.recorded('h264NoB');
    const { sha256, bytes } = await target.call('recordings.get', { id });
    const { sha256: gone } = await target.call('recordings.get', { id: other });
    expect(await verifyAll()).toMatchObject({ state: 'succeeded', result: { faults: 0 } });

    const whole = await readFile(stored(sha256));
    const changed = Buffer.from(whole);
    changed[bytes - 50] = (changed[bytes - 50] ?? 0) ^ 1;
    await chmod(stored(sha256), 0o600);
    await writeFile(stored(sha256), changed);
    const missing = await readFile(stored(gone));
    await rm(stored(gone), { force: true });
    const stray = Buffer.from('nobody knows me');
    const orphan = createHash('sha256').update(stray).digest('hex');
    const marked = orphan.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    for (const hash of [orphan, marked]) {
      await mkdir(dirname(stored(hash)), { recursive: true });
      await writeFile(stored(hash), stray);
    }
    await mkdir(inStore('incoming'), { recursive: true });
    await writeFile(inStore('incoming', `${marked}.mark`), '');
    const [left, running] = [inStore('incoming', `${randomUUID()}.part`), inStore('incoming', `${randomUUID()}.part`)];
    for (const [part, day] of [
      [left, -2],
      [running, 2],
    ] as const) {
      await writeFile(part, stray);
      const at = new Date(target.time.now + day * DAY_MS);
      await utimes(part, at, at);
    }
    // Wrong name, wrong folder though it is known, wrong place, wrong altogether.
    const shelf = dirname(stored(orphan));
    const wrongShelf = inStore(sha256.startsWith('00') ? '01' : '00');
    await mkdir(wrongShelf, { recursive: true });
    const strays = [
      join(shelf, '证据 1.mp4'),
      join(wrongShelf, sha256),
      inStore('readme.txt'),
      inStore('副本', 'a.mp4'),
    ];
    await mkdir(inStore('副本'));
    for (const path of strays) await writeFile(path, stray);

    expect(await verifyAll()).toMatchObject({ state: 'succeeded', result: { faults: 8 } });
    const asPath = (path: string): string => relative(inStore(), path).replaceAll('\\', '/');
    const found = await open();
    expect(new Set(found.map(({ kind, name, path }) => (kind === 'orphan' ? path : `${kind} ${name}`)))).toEqual(
      new Set([
        ...[`mismatch ${(await target.call('recordings.get', { id })).name}`],
        ...[`missing ${(await target.call('recordings.get', { id: other })).name}`],
        ...[stored(orphan), left, ...strays.slice(0, 3)].map(asPath),
        '副本/',
      ]),
    );
    expect(found.every(({ kind, name, path }) => kind !== 'orphan' || name === path)).toBe(true);
    for (const path of [stored(orphan), stored(marked), left, running, ...strays])
      expect(await exists(path)).toBe(true);
    // A second look finds the same and writes nothing anew.
    await verifyAll();
    expect(await open()).toHaveLength(8);
    for (const fault of found)
      if (fault.kind === 'orphan' && fault.path !== asPath(stored(orphan)))
        await target.call('custody.settleFault', { id: fault.id, note: '已查' });

    // Locked: neither opened nor shown, by name.
    await scene.sit(people.inspector);
    expect(await target.refused('recordings.open', { id, reason: '核对' })).toMatchObject({ code: 'evidence.locked' });
    expect((await scene.media(`media://recording/${id}/play`)).status).toBe(403);
    expect((await target.refused('custody.verifyAll', {})).code).toBe('permission.denied');
    expect(await open()).toHaveLength(3);

    await scene.sit(people.office);
    const [stranger, lost, wrong] = await open();
    const settle = (fault: number | undefined, note = '已处理') => ({ id: fault ?? 0, note });
    expect(await target.refused('custody.settleFault', settle(lost?.id))).toMatchObject({ code: 'notFound.file' });
    expect(await target.refused('custody.settleFault', settle(wrong?.id))).toMatchObject({
      code: 'media.hashMismatch',
    });
    expect(await open()).toHaveLength(3);
    await writeFile(stored(sha256), whole);
    await writeFile(stored(gone), missing);
    for (const fault of [stranger, lost, wrong]) await target.call('custody.settleFault', settle(fault?.id));
    for (const path of [stored(marked), inStore('incoming', `${marked}.mark`), running]) await rm(path);
    expect(await open()).toEqual([]);
    await scene.sit(people.inspector);
    expect(await target.call('recordings.open', { id, reason: '核对' })).toMatchObject({
      recording: { locked: false },
    });
    await scene.sit(people.auditor);
    expect(await verifyAll()).toMatchObject({ result: { faults: 0 } });
    const { ids } = await target.call('audit.list', { filter: { object: 'evidence' } });
    const rows = await target.call('audit.rows', { ids });
    expect(rows.filter(({ action }) => action === 'custody.settleFault')).toHaveLength(8);
    expect(rows.filter(({ after }) => after?.includes('"fault":"mismatch"'))).toHaveLength(2);
  });

  it('names what belongs to a visit to those of the visit alone', async () => {
    const { target, people, partner } = scene;
    await scene.sit(people.inspector);
    const id = await scene.recorded('h264NoB');
    const { visit } = await scene.openVisit();
    const clip = await scene.clip(id, { label: '暗访选段', target: { kind: 'visit', visitId: visit.id } });
    expect((await scene.cut([clip.id])).state).toBe('succeeded');
    const [cut] = (await scene.again(clip)).derived;
    const path = stored(cut?.sha256 ?? '');
    const whole = await readFile(path);
    await rm(path, { force: true });
    await scene.sit(people.office);
    const stranger = await addPerson(target, 'stranger', ['inspector']);
    await verifyAll();
    const named = async (personId: number): Promise<string[]> => {
      await scene.sit(personId);
      return (await open()).map(({ name }) => name);
    };
    for (const of of [people.inspector, partner, people.office, people.leader, people.auditor])
      expect(await named(of)).toEqual(['暗访选段']);
    for (const of of [stranger, people.reviewer]) expect(await named(of)).toEqual([]);
    await writeFile(path, whole);
    await scene.sit(people.office);
    const [fault] = await open();
    await target.call('custody.settleFault', { id: fault?.id ?? 0, note: '已恢复' });
  });

  it('can be called off', async () => {
    const { target } = scene;
    const { jobId } = await target.call('custody.verifyAll', {});
    await target.call('jobs.cancel', { id: jobId });
    expect(['cancelled', 'succeeded']).toContain((await target.ended(jobId)).state);
  });
});

describe('keeping and disposing', () => {
  it('waits for its day, the hold and the matter, then takes the recording and what was made of it, with a record', async () => {
    const { target, people } = scene;
    await scene.sit(people.inspector);
    const id = await scene.recorded('h264Silent', '到期的录像');
    const clip = await scene.clip(id, { inMs: 1000, outMs: 1400 });
    await scene.cut([clip.id]);
    const [cut] = (await scene.again(clip)).derived;
    const made = cut?.sha256 ?? '';
    await target.call('recordings.open', { id, reason: '核对' });
    await target.call('derived.play', { id: cut?.id ?? 0, reason: '核对' });
    await scene.sit(people.office);
    const order = { recordingIds: [id], reason: '到期' };
    await target.workspace.footage.stills.settled((await target.call('recordings.get', { id })).sha256);
    const { sha256, revision } = await target.call('recordings.get', { id });
    expect(await target.refused('custody.dispose', order)).toMatchObject({
      code: 'evidence.tooEarly',
      params: { name: '到期的录像' },
    });
    await target.call('custody.setClass', {
      recordingId: id,
      revision,
      retentionClass: 'call_recording',
      reason: '回访录音',
    });
    expect(await target.call('recordings.get', { id })).toMatchObject({ retentionClass: 'call_recording' });
    const stale = { recordingId: id, revision, retentionClass: 'footage' as const, reason: '改回' };
    expect((await target.refused('custody.setClass', stale)).code).toBe('conflict.revision');
    target.time.now += 120 * DAY_MS;
    await scene.sit(people.office);
    await target.call('custody.hold', { recordingId: id, hold: true, reason: '行政复议' });
    expect((await target.refused('custody.dispose', order)).code).toBe('evidence.held');
    expect((await target.call('custody.due', {})).map(({ recordingId }) => recordingId)).not.toContain(id);
    await target.call('custody.hold', { recordingId: id, hold: false, reason: '复议办结' });
    expect(await target.call('custody.due', {})).toContainEqual(
      expect.objectContaining({ recordingId: id, name: '到期的录像' }),
    );

    // Nothing goes while something is being made of it, and nothing is begun while it goes.
    await scene.sit(people.inspector);
    const later = await scene.clip(id, { inMs: 0, outMs: 8000 });
    const { jobId } = await target.call('clips.cut', { clipIds: [later.id], mode: 'exact', caption: true });
    await vi.waitFor(async () => expect(await readdir(join(target.folder, 'data', 'making'))).toHaveLength(1));
    await scene.sit(people.office);
    expect((await target.refused('custody.dispose', order)).code).toBe('evidence.atWork');
    await target.workspace.jobs.cancel(jobId, { personId: 0, office: true });

    const elsewhere = { recordingIds: [id, await oneMore()], reason: '到期' };
    expect((await target.refused('custody.dispose', elsewhere)).code).toBe('evidence.tooEarly');
    expect(await exists(stored(sha256))).toBe(true);
    expect(await target.call('custody.dispose', order)).toEqual({ disposed: 2 });
    for (const hash of [sha256, made]) expect(await exists(stored(hash))).toBe(false);
    expect((await scene.files()).filter((file) => file.includes(sha256) || file.includes(made))).toEqual([]);
    expect(await target.call('custody.disposals', {})).toMatchObject([
      { sha256: made, name: '窗口空岗', reason: '到期' },
      { sha256, name: '到期的录像', reason: '到期' },
    ]);
    expect((await target.refused('custody.dispose', order)).code).toBe('evidence.disposed');
    // What is gone is no fault; nothing more can be made of it or shown.
    expect(await verifyAll()).toMatchObject({ result: { faults: 0 } });
    await scene.sit(people.inspector);
    const cutting = { clipIds: [clip.id], mode: 'exact' as const, caption: false };
    expect((await target.refused('clips.cut', cutting)).code).toBe('evidence.disposed');
    expect((await scene.media(`media://derived/${cut?.id}/play`)).status).toBe(403);
    expect((await target.refused('derived.play', { id: cut?.id ?? 0, reason: '看' })).code).toBe('evidence.disposed');
    expect((await scene.again(clip)).derived).toMatchObject([{ disposedAt: target.time.now }]);
  });

  it('is held by a matter that is still open', async () => {
    const { target, people } = scene;
    await scene.sit(people.inspector);
    const id = await scene.recorded('h264Ts', '未办结');
    const { visit } = await scene.openVisit();
    await scene.clip(id, { target: { kind: 'visit', visitId: visit.id } });
    target.time.now += 400 * DAY_MS;
    await scene.sit(people.office);
    const order = { recordingIds: [id], reason: '到期' };
    expect((await target.refused('custody.dispose', order)).code).toBe('evidence.held');
  });
});

async function oneMore(): Promise<number> {
  await scene.sit(scene.people.inspector);
  const id = await scene.recorded('h264Mkv', '新录像');
  await scene.sit(scene.people.office);
  return id;
}

describe('the look at start', () => {
  it('names what is missing and what no record speaks of, ends a disposal that was broken off, and removes nothing else', async () => {
    const { target } = scene;
    const { ids } = await target.call('recordings.list', {});
    const rows = await target.call('recordings.rows', { ids });
    const kept = rows.find(({ disposedAt }) => disposedAt === null);
    const disposed = rows.find(({ disposedAt }) => disposedAt !== null);
    if (!kept || !disposed) throw new Error('the tests before left no recordings');
    await rm(stored(kept.sha256), { force: true });
    const stray = Buffer.from('another stranger');
    const orphan = createHash('sha256').update(stray).digest('hex');
    for (const hash of [orphan, disposed.sha256]) {
      await mkdir(dirname(stored(hash)), { recursive: true });
      await writeFile(stored(hash), stray);
    }
    await writeFile(inStore('ab.mp4'), stray);
    await target.workspace.close();
    const again = await openConsole({ demo: true, setUp: false, folder: target.folder });
    again.time.now = target.time.now;
    await again.workspace.custody.check.swept();
    await again.call('session.demoSignIn', { personId: scene.people.office });
    const found = await again.call('custody.faults', { openOnly: true });
    expect(found.map(({ kind, sha256, path }) => [kind, path ?? sha256])).toEqual([
      ['orphan', 'ab.mp4'],
      ['orphan', `${orphan.slice(0, 2)}/${orphan}`],
      ['missing', kept.sha256],
    ]);
    for (const path of [stored(orphan), inStore('ab.mp4')]) expect(await exists(path)).toBe(true);
    expect(await exists(stored(disposed.sha256))).toBe(false);
    await again.close();
  });
});
