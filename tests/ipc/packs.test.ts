import { createHash, randomUUID } from 'node:crypto';
import { appendFile, chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandInput } from '../../domain/contract/commands/index.js';
import type { Clip, Derived } from '../../domain/footage/clip.js';
import { runMedia } from '../../media/runner.js';
import { clipScene, type ClipScene } from '../support/clip-scene.js';
import { unpack } from '../support/unpack.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let scene: ClipScene;
let folder: string;
let visitId: number;
/** A clip on the finding of a visit that was handed in, cut and redacted. */
let clip: Clip;
let cut: Derived;
let redacted: Derived;

const LABEL = '窗口 3:“空岗”/无人*?';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingcha 证据包 '));
  scene = await clipScene();
  const { target, people } = scene;
  await scene.sit(people.inspector);
  const recordingId = await scene.recorded('h264Mp4');
  const { visit, finding, caller } = await scene.openVisit();
  visitId = visit.id;
  clip = await scene.clip(recordingId, {
    inMs: 1000,
    outMs: 2000,
    label: LABEL,
    target: { kind: 'finding', visitId, finding },
  });
  await scene.cut([clip.id]);
  const region = { id: randomUUID(), shape: 'box' as const, fromMs: 0, untilMs: 1000 };
  const keys = [{ atMs: 0, x: 0.4, y: 0.4, width: 0.2, height: 0.2 }];
  const track = { method: 'black' as const, regions: [{ ...region, keys }], sound: 'mute' as const, mutedSpans: [] };
  expect(await target.call('redactions.get', { clipId: clip.id })).toMatchObject({ revision: 0 });
  expect((await target.refused('redactions.make', { clipId: clip.id })).code).toBe('clip.unmasked');
  await target.call('redactions.save', { clipId: clip.id, revision: 0, track });
  expect((await target.refused('redactions.save', { clipId: clip.id, revision: 0, track })).code).toBe(
    'conflict.revision',
  );
  const { jobId } = await target.call('redactions.make', { clipId: clip.id });
  expect(await target.ended(jobId)).toMatchObject({ state: 'succeeded', result: { made: 1 } });
  clip = await scene.again(clip);
  const of = (kind: Derived['kind']): Derived => clip.derived.find((one) => one.kind === kind) as Derived;
  [cut, redacted] = [of('cut'), of('redacted')];
  target.time.now += 1000;
  await caller.call('visits.submit', { id: visitId, revision: (await caller.get(visitId)).revision });
});
afterAll(async () => {
  await scene.end();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => scene.sit(scene.people.inspector));

const stored = (sha256: string): string => join(scene.target.folder, 'data', 'evidence', sha256.slice(0, 2), sha256);

async function order(
  name: string,
  derivedIds: number[],
  more: Partial<CommandInput<'packs.make'>> = {},
): Promise<{ path: string; input: CommandInput<'packs.make'> }> {
  const path = join(folder, name);
  const { token = '' } = (await scene.target.files.offer(path, 'save')) ?? {};
  return {
    path,
    input: { clientId: randomUUID(), visitId, derivedIds, language: 'zh-CN', reason: '移交市监局', token, ...more },
  };
}

/** What the real program says of the unpacked files. */
async function checkedBy(
  program: string,
  args: string[],
  cwd: string,
): Promise<{ code: number | null; lines: string[] }> {
  const lines: string[] = [];
  const { code } = await runMedia(program, args, { cwd, onLine: (line) => lines.push(line) });
  return { code, lines };
}

describe('a redacted copy', () => {
  it('is evidence of its own: of the cut, with its recipe, said to be redacted', async () => {
    expect(redacted).toMatchObject({ redacted: true, parentSha256: cut.sha256, cut: { frames: 25, mode: 'exact' } });
    const { target } = scene;
    const { jobId } = await target.call('redactions.make', { clipId: clip.id });
    expect(await target.ended(jobId)).toMatchObject({ state: 'succeeded', result: { made: 0, known: 1 } });
  });
});

describe('an evidence pack', () => {
  it('holds evidence, manifest, report, log and sums, and stands before the real sha256sum', async () => {
    const { target } = scene;
    const { path, input } = await order('证据包.zip', [redacted.id]);
    const { jobId } = await target.call('packs.make', input);
    expect(await target.call('packs.make', input)).toEqual({ jobId });
    expect(await target.ended(jobId)).toMatchObject({
      state: 'succeeded',
      subject: '证据包.zip',
      result: { files: 1 },
    });
    const there = join(folder, 'unpacked');
    const names = await unpack(path, there);
    const video = 'clips/01_窗口 3_“空岗”_无人__.mp4';
    expect(names).toEqual([video, 'manifest.csv', 'visit-report.pdf', 'audit.csv', 'verify.txt', 'SHA256SUMS']);
    const checked = await checkedBy('sha256sum', ['-c', 'SHA256SUMS'], there);
    expect(checked).toEqual({ code: 0, lines: names.slice(0, -1).map((name) => `${name}: OK`) });
    // The system's own program takes it as well, names and all.
    const listed = await checkedBy('python3', ['-m', 'zipfile', '-t', path], there);
    expect(listed.code).toBe(0);

    const manifest = await readFile(join(there, 'manifest.csv'), 'utf8');
    expect(manifest.startsWith('\ufeff文件,SHA-256,')).toBe(true);
    expect(manifest).toContain(`${redacted.sha256},${redacted.bytes},redacted`);
    for (const word of ['2026-10-14 13:00:01.000', '1.000,2.000,1.000,2.000,25', '1 机位1', cut.sha256, '-1,'])
      expect(manifest).toContain(word);
    const log = await readFile(join(there, 'audit.csv'), 'utf8');
    for (const word of ['clips.cut', 'redactions.make', 'footage.takeIn', redacted.sha256]) expect(log).toContain(word);
    // Who made the visit is not told by what leaves the console.
    expect(log + manifest).not.toContain('人员inspector');
    expect(await readFile(join(there, 'verify.txt'), 'utf8')).toContain('sha256sum -c SHA256SUMS');

    const bytes = await readFile(path);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await target.call('packs.list', { visitId })).toMatchObject([
      { name: '证据包.zip', sha256, bytes: bytes.length, visitId, files: 1, reason: '移交市监局' },
    ]);
    const [now] = (await scene.again(clip)).derived.filter(({ id }) => id === redacted.id);
    expect(now?.exports).toMatchObject([{ packName: '证据包.zip' }]);

    // One changed byte is found.
    await chmod(join(there, video), 0o600);
    await appendFile(join(there, video), 'x');
    const wrong = await checkedBy('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], there);
    expect(wrong).toMatchObject({ code: 1, lines: [`${video}: FAILED`] });
  });

  it('lets nothing unredacted out, by name, until somebody else approves it', async () => {
    const { target, people } = scene;
    const { input } = await order('未打码.zip', [redacted.id, cut.id]);
    expect(await target.refused('packs.make', input)).toMatchObject({
      code: 'evidence.unredacted',
      params: { name: LABEL },
    });
    const asked = await target.call('exceptions.ask', { derivedId: cut.id, reason: '公安机关调取' });
    expect(asked).toMatchObject({ state: 'asked', may: { decide: false }, name: LABEL });
    expect((await target.call('exceptions.ask', { derivedId: cut.id, reason: '再问' })).id).toBe(asked.id);
    expect((await target.refused('exceptions.ask', { derivedId: redacted.id, reason: '不必' })).code).toBe(
      'conflict.state',
    );
    expect((await target.refused('packs.make', input)).code).toBe('evidence.unredacted');
    const decision = { id: asked.id, approve: true, note: '同意' };
    expect((await target.refused('exceptions.decide', decision)).code).toBe('permission.denied');

    await scene.sit(people.leader);
    expect((await target.call('derived.play', { id: cut.id, reason: '审批前查看' })).mediaType).toBe('video/mp4');
    expect((await target.refused('packs.make', input)).code).toBe('permission.denied');

    await scene.sit(people.office);
    const own = await target.call('exceptions.ask', { derivedId: cut.id, reason: '我问' });
    expect(own.id).toBe(asked.id);
    expect(await target.call('exceptions.list', {})).toMatchObject([{ id: asked.id, may: { decide: true } }]);
    expect(await target.call('exceptions.decide', decision)).toMatchObject({ state: 'approved', note: '同意' });
    expect((await target.refused('exceptions.decide', decision)).code).toBe('conflict.state');
    await scene.sit(people.inspector);
    const { jobId } = await target.call('packs.make', input);
    expect(await target.ended(jobId)).toMatchObject({ state: 'succeeded', result: { files: 2 } });
  });

  it('whose asker may decide is decided by somebody else', async () => {
    const { target, people } = scene;
    const still = await target.call('clips.still', {
      ...{ clientId: randomUUID(), recordingId: clip.recordingId, clipId: clip.id, atMs: 1040, shapes: [] },
      ...{ target: null, caption: null },
    });
    await scene.sit(people.office);
    const asked = await target.call('exceptions.ask', { derivedId: still.id, reason: '公示' });
    const decision = { id: asked.id, approve: true, note: '自批' };
    expect((await target.refused('exceptions.decide', decision)).code).toBe('permission.samePerson');
    // Nobody else has put it to a record, so a leader sees it for the sake of the decision alone.
    const look = { id: still.id, reason: '看过再定' };
    const url = `media://derived/${still.id}/play`;
    await scene.sit(people.auditor);
    expect((await target.refused('derived.play', look)).code).toBe('permission.denied');
    await scene.sit(people.leader);
    expect((await scene.media(url)).status).toBe(403);
    expect((await target.refused('derived.play', { ...look, reason: null })).code).toBe('validation.reasonMissing');
    expect((await target.call('derived.play', look)).mediaType).toMatch(/^image\//);
    expect((await scene.media(url)).status).toBe(200);
    expect(await target.call('exceptions.decide', { ...decision, approve: false })).toMatchObject({ state: 'refused' });
    expect((await target.refused('derived.play', look)).code).toBe('notFound.record');
    expect((await scene.media(url)).status).toBe(403);
    await scene.sit(people.office);
    const viewings = await target.call('footage.viewings', { recordingId: clip.recordingId, fromDay: null, limit: 10 });
    expect(viewings.filter(({ reason }) => reason === look.reason)).toHaveLength(1);
  });

  it('of the same content is the same, byte for byte, but for the log', async () => {
    const make = async (name: string): Promise<Map<string, Buffer>> => {
      const { path, input } = await order(name, [redacted.id], { visitId: null });
      await scene.target.ended((await scene.target.call('packs.make', input)).jobId);
      const there = join(folder, `${name}-d`);
      const names = await unpack(path, there);
      return new Map(await Promise.all(names.map(async (one) => [one, await readFile(join(there, one))] as const)));
    };
    const [a, b] = [await make('一.zip'), await make('二.zip')];
    expect([...a.keys()]).toEqual([...b.keys()]);
    expect([...a.keys()]).not.toContain('visit-report.pdf');
    for (const [name, bytes] of a) expect(b.get(name)?.equals(bytes), name).toBe(true);
    const [one, two] = await Promise.all([readFile(join(folder, '一.zip')), readFile(join(folder, '二.zip'))]);
    expect(one.equals(two)).toBe(true);
  });

  it('is refused for what is another’s, and leaves nothing where it cannot be written or is called off', async () => {
    const { target } = scene;
    const { input } = await order('别人.zip', [redacted.id]);
    await scene.sit(scene.people.leader);
    expect((await target.refused('packs.make', input)).code).toBe('permission.denied');
    await scene.sit(scene.people.inspector);
    const missing = { ...input, derivedIds: [999] };
    expect((await target.refused('packs.make', missing)).code).toBe('notFound.record');
    await mkdir(join(folder, '占用.zip'));
    const { input: blocked } = await order('占用.zip', [redacted.id]);
    const { jobId } = await target.call('packs.make', blocked);
    expect(await target.ended(jobId)).toMatchObject({ state: 'failed', error: { code: 'file.unwritable' } });
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect((await target.call('packs.list', { visitId })).map(({ name }) => name)).not.toContain('占用.zip');
  });

  it('of bytes that are not what their hash says is broken off, and locks them', async () => {
    const { target } = scene;
    const whole = await readFile(stored(redacted.sha256));
    const changed = Buffer.from(whole);
    changed[changed.length - 100] = (changed[changed.length - 100] ?? 0) ^ 1;
    await chmod(stored(redacted.sha256), 0o600);
    await writeFile(stored(redacted.sha256), changed);
    const { path, input } = await order('坏.zip', [redacted.id]);
    const { jobId } = await target.call('packs.make', input);
    expect(await target.ended(jobId)).toMatchObject({
      state: 'failed',
      error: { code: 'evidence.locked', params: { name: LABEL } },
    });
    expect(await readdir(folder)).not.toContain(path.slice(folder.length + 1));
    expect(await target.call('custody.faults', { openOnly: true })).toMatchObject([
      { kind: 'mismatch', sha256: redacted.sha256 },
    ]);
    expect(await target.refused('packs.make', { ...input, clientId: randomUUID() })).toMatchObject({
      code: 'evidence.locked',
    });
    await writeFile(stored(redacted.sha256), whole);
  });
});
