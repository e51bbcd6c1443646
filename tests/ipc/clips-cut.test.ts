import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Clip } from '../../domain/footage/clip.js';
import { runToEnd } from '../../media/runner.js';
import { clipScene, type ClipScene } from '../support/clip-scene.js';
import { frameNumbers, HEIGHT, mediaTools, numbers, WIDTH, soundOnly } from '../support/footage.js';
import { program } from '../support/programs.js';

vi.setConfig({ testTimeout: 20_000, hookTimeout: 60_000 });

let scene: ClipScene;
let recordingId: number;

beforeAll(async () => {
  scene = await clipScene();
  recordingId = await scene.recorded('h264Mp4');
});
afterAll(() => scene.end());
beforeEach(() => scene.sit(scene.people.inspector));

const stored = (sha256: string): string => join(scene.target.folder, 'data', 'evidence', sha256.slice(0, 2), sha256);
const derivedOf = async (clip: Clip) => (await scene.again(clip)).derived;
const onlyCut = async (clip: Clip) => {
  const [derived, ...others] = await derivedOf(clip);
  expect(others).toEqual([]);
  if (!derived?.cut) throw new Error('there is no cut');
  return { ...derived, cut: derived.cut };
};

/** Everything beside the evidence itself: nothing half made may be left there. */
async function litter(): Promise<string[]> {
  return (await scene.files()).filter((file) => !/^(evidence[/\\][0-9a-f]{2}|renditions|log|backup)/.test(file));
}

describe('cutting a clip', () => {
  it('gives evidence of its own with exactly the frames asked for, its recipe and its log', async () => {
    const { target } = scene;
    const clip = await scene.clip(recordingId, { inMs: 1000, outMs: 3000 });
    expect(await scene.cut([clip.id])).toMatchObject({ state: 'succeeded', result: { cut: 1, known: 0 } });
    const derived = await onlyCut(clip);
    const source = await target.call('recordings.get', { id: recordingId });
    expect(derived).toMatchObject({
      kind: 'cut',
      mediaType: 'video/mp4',
      parentSha256: source.sha256,
      redacted: false,
      locked: false,
      disposedAt: null,
      exports: [],
      still: null,
      cut: {
        mode: 'exact',
        askedInMs: 1000,
        askedOutMs: 3000,
        realInMs: 1000,
        realOutMs: 3000,
        frames: 50,
        askedFrames: 50,
      },
    });
    expect(derived.tool).toMatch(/^ffmpeg \d/);
    const bytes = await readFile(stored(derived.sha256));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(derived.sha256);
    expect(await frameNumbers(stored(derived.sha256))).toEqual(numbers(25, 75));
    await scene.sit(scene.people.auditor);
    const { ids } = await target.call('audit.list', { filter: { object: 'derivation' } });
    const [row] = await target.call('audit.rows', { ids: ids.slice(0, 1) });
    expect(row).toMatchObject({ action: 'clips.cut', ref: derived.id });
    expect(JSON.parse(row?.after ?? '')).toMatchObject({ sha256: derived.sha256, clipId: clip.id });
    expect(await litter()).toEqual([]);
  });

  it('the same way again, even twice at once, makes no second copy', async () => {
    const clip = await scene.clip(recordingId, { inMs: 2000, outMs: 2400 });
    const both = await Promise.all([scene.cut([clip.id]), scene.cut([clip.id, clip.id])]);
    expect(both.map(({ state }) => state)).toEqual(['succeeded', 'succeeded']);
    const { id } = await onlyCut(clip);
    expect(await scene.cut([clip.id])).toMatchObject({ result: { cut: 0, known: 1 } });
    expect((await onlyCut(clip)).id).toBe(id);
    const { outMs, ...rest } = clip;
    const { label, note, target, marks, inMs } = rest;
    const fields = { label, note, target, marks, inMs, outMs: outMs + 100 };
    const change = { clientId: clip.clientId, id: clip.id, revision: 1, recordingId, fields };
    expect(await scene.target.refused('clips.save', change)).toMatchObject({
      code: 'clip.wasCut',
      params: { name: '窗口空岗' },
    });
    const renamed = await scene.target.call('clips.save', { ...change, fields: { ...fields, outMs, label: '改名' } });
    expect(renamed.label).toBe('改名');
  });

  it('fast is said to be fast, with its real times', async () => {
    const clip = await scene.clip(recordingId, { inMs: 1500, outMs: 2500 });
    expect((await scene.cut([clip.id], { mode: 'fast' })).state).toBe('succeeded');
    const { cut, sha256 } = await onlyCut(clip);
    expect(cut).toMatchObject({ mode: 'fast', way: 'copy', askedInMs: 1500, realInMs: 1000 });
    const frames = await frameNumbers(stored(sha256));
    expect(frames[0]).toBe(25);
    expect(frames).toHaveLength(cut.frames);
  });

  it('fast looks at the recording no second time: what is known of it is enough', async () => {
    const { target, people } = scene;
    const clip = await scene.clip(recordingId, { inMs: 2500, outMs: 3500 });
    const place = join(target.folder, 'programs');
    await mkdir(place);
    const { ffmpeg, ffprobe } = await mediaTools();
    const said = join(place, 'said');
    for (const [name, real] of Object.entries({ ffmpeg, ffprobe }))
      await program(place, name, `echo ${name} >> '${said}'\nexec '${real}' "$@"`);
    await scene.sit(people.office);
    await target.call('media.choose', { token: await scene.token(join(place, 'ffmpeg')) });
    await rm(said);
    await scene.sit(people.inspector);
    expect((await scene.cut([clip.id], { mode: 'fast' })).state).toBe('succeeded');
    expect(await readFile(said, 'utf8')).toBe('ffmpeg\n');
    const { evidenceId } = (await derivedOf(clip))[0] ?? {};
    const size = await target.workspace.database.read('test.size', (reader) =>
      reader.get(`SELECT width, height FROM evidence WHERE id = :evidenceId`, { evidenceId: evidenceId ?? 0 }),
    );
    expect(size).toEqual({ width: WIDTH, height: HEIGHT });
    await scene.sit(people.office);
    await target.call('media.choose', { token: null });
  });

  it('burns in hall, camera, number and clock where that is asked', async () => {
    const { target } = scene;
    const clip = await scene.clip(recordingId, { inMs: 4000, outMs: 5000 });
    target.desktop.drawn.length = 0;
    const job = await scene.cut([clip.id], { caption: true });
    expect(job).toMatchObject({ state: 'succeeded', error: null });
    const { cut, sha256, id } = await onlyCut(clip);
    expect(cut).toMatchObject({ captioned: true, way: 'whole', frames: 25 });
    expect(target.desktop.drawn[0]).toContain(`林溪区行政便民服务中心 · 1 机位1 · #${clip.id}`);
    expect(await frameNumbers(stored(sha256))).toEqual(numbers(100, 125));
    const recipe = await target.workspace.database.read('test.recipe', (reader) =>
      reader.value<string>(`SELECT recipe FROM derivation WHERE id = :id`, { id }),
    );
    expect(JSON.parse(recipe ?? '')).toMatchObject({ caption: ['林溪区行政便民服务中心', '1 机位1', `#${clip.id}`] });
    // Another cut of the same span, without it, is another piece of evidence.
    expect(await scene.cut([clip.id])).toMatchObject({ result: { cut: 1, known: 0 } });
    expect(await derivedOf(clip)).toHaveLength(2);
  });

  it('names the one that fails and goes on with the others', async () => {
    const { target } = scene;
    const [good, bad, other] = [
      await scene.clip(recordingId, { inMs: 5000, outMs: 5400, label: '好' }),
      await scene.clip(recordingId, { inMs: 5001, outMs: 5010, label: '空' }),
      await scene.clip(recordingId, { inMs: 6000, outMs: 6400, label: '也好' }),
    ];
    const job = await scene.cut([good.id, bad.id, other.id]);
    expect(job).toMatchObject({
      state: 'failed',
      subject: '好、空、也好',
      error: { code: 'media.cutEmpty', params: { name: '空' } },
    });
    expect(await derivedOf(good)).toHaveLength(1);
    expect(await derivedOf(bad)).toEqual([]);
    expect(await derivedOf(other)).toHaveLength(1);
    expect(await litter()).toEqual([]);
    await scene.sit(scene.partner);
    expect((await target.refused('clips.cut', { clipIds: [good.id], mode: 'exact', caption: false })).code).toBe(
      'notFound.record',
    );
  });

  const mounts = process.platform === 'linux' && process.getuid?.() === 0;
  it.skipIf(!mounts).each([
    ['making', 'exact', '300k'],
    ['making', 'fast', '300k'],
    ['making', 'exact', '4k'],
    [join('evidence', 'incoming'), 'fast', '300k'],
  ] as const)('finds %s full: %s with %s is refused by name, nothing half made is left', async (place, mode, size) => {
    const { target } = scene;
    const small = join(target.folder, 'data', place);
    const clip = await scene.clip(recordingId, { inMs: 160, outMs: 7840, label: '满' });
    const before = await scene.files();
    await mkdir(small, { recursive: true });
    const pages = size === '4k' ? ',nr_inodes=1' : '';
    const mount = ['-t', 'tmpfs', '-o', `size=${size}${pages}`, 'tmpfs', small];
    expect((await runToEnd('mount', mount, 5000)).code).toBe(0);
    try {
      expect(await scene.cut([clip.id], { mode })).toMatchObject({
        ...{ state: 'failed', error: { code: 'file.diskFull', params: { name: '满' } } },
      });
      expect(await readdir(small)).toEqual([]);
    } finally {
      await runToEnd('umount', [small], 5000);
    }
    expect(await derivedOf(clip)).toEqual([]);
    expect(await scene.files()).toEqual(before);
    // With room again the same clip is cut.
    expect(await scene.cut([clip.id], { mode: 'fast' })).toMatchObject({ state: 'succeeded' });
  });

  it('called off leaves nothing', async () => {
    const { target } = scene;
    const clip = await scene.clip(recordingId, { inMs: 40, outMs: 7960 });
    const before = await scene.files();
    const { jobId } = await target.call('clips.cut', { clipIds: [clip.id], mode: 'exact', caption: true });
    await vi.waitFor(async () => expect((await readdir(join(target.folder, 'data', 'making'))).length).toBe(1));
    await target.call('jobs.cancel', { id: jobId });
    expect(await target.ended(jobId)).toMatchObject({ state: 'cancelled' });
    expect(await derivedOf(clip)).toEqual([]);
    expect(await scene.files()).toEqual(before);
  });
});

describe('a recording of sound alone', () => {
  it('is noted in clips; cutting, stills and redaction are refused by name', async () => {
    const { target } = scene;
    const { files } = await scene.takeIn([await soundOnly()]);
    const id = files[0]?.recordingId ?? 0;
    const clip = await scene.clip(id, { label: '通话' });
    const refused = { code: 'media.noPicture', params: { name: '通话' } };
    for (const mode of ['exact', 'fast'] as const)
      expect(await target.refused('clips.cut', { clipIds: [clip.id], mode, caption: false })).toMatchObject(refused);
    expect(await target.refused('redactions.make', { clipId: clip.id })).toMatchObject(refused);
    const still = { clientId: crypto.randomUUID(), recordingId: id, clipId: null, atMs: 0, shapes: [], target: null };
    expect((await target.refused('clips.still', { ...still, caption: null })).code).toBe('media.noPicture');
  });
});

describe('a recording whose bytes are not what they were', () => {
  it('is locked and refused by name once its length differs, and cut again when it is whole and that is settled', async () => {
    const { target, people } = scene;
    const id = await scene.recorded('h264NoB', '换过的录像');
    const clip = await scene.clip(id);
    const { sha256 } = await target.call('recordings.get', { id });
    const whole = await readFile(stored(sha256));
    await chmod(stored(sha256), 0o600);
    await truncate(stored(sha256), whole.length - 100);
    expect(await scene.cut([clip.id])).toMatchObject({ state: 'failed', error: { code: 'evidence.locked' } });
    expect(await target.refused('clips.cut', { clipIds: [clip.id], mode: 'exact', caption: false })).toMatchObject({
      code: 'evidence.locked',
      params: { name: '换过的录像' },
    });
    const locked = await target.call('custody.faults', { openOnly: true });
    expect(locked).toMatchObject([{ kind: 'mismatch', name: '换过的录像', sha256, settledAt: null }]);
    expect((await target.refused('clips.save', { ...save(id), recordingId: id })).code).toBe('evidence.locked');

    await scene.sit(people.office);
    const fault = locked[0]?.id ?? 0;
    expect((await target.refused('custody.settleFault', { id: fault, note: '看过' })).code).toBe('media.hashMismatch');
    await writeFile(stored(sha256), whole);
    expect(await target.call('custody.settleFault', { id: fault, note: '从备份恢复' })).toMatchObject({
      settledBy: expect.any(String) as string,
      note: '从备份恢复',
    });
    expect(await target.call('custody.faults', { openOnly: true })).toEqual([]);
    await scene.sit(people.inspector);
    expect((await scene.cut([clip.id])).state).toBe('succeeded');
  });

  it('is named as missing when it is gone', async () => {
    const { target } = scene;
    const id = await scene.recorded('h264Silent', '丢失的录像');
    const clip = await scene.clip(id);
    const { sha256 } = await target.call('recordings.get', { id });
    await rm(stored(sha256), { force: true });
    expect(await scene.cut([clip.id])).toMatchObject({ state: 'failed', error: { code: 'evidence.locked' } });
    expect(await target.call('custody.faults', { openOnly: true })).toMatchObject([
      { kind: 'missing', name: '丢失的录像' },
    ]);
  });
});

const save = (id: number) => ({
  clientId: crypto.randomUUID(),
  id: null,
  revision: null,
  recordingId: id,
  fields: { inMs: 0, outMs: 1000, label: '又一段', note: null, target: null, marks: [] },
});
