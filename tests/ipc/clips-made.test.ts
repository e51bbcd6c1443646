import { randomUUID } from 'node:crypto';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandInput } from '../../domain/contract/commands/index.js';
import type { Derived } from '../../domain/footage/clip.js';
import { DAY_MS } from '../../domain/time.js';
import { clipScene, STARTED, type ClipScene } from '../support/clip-scene.js';
import { frameNumbers } from '../support/footage.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let scene: ClipScene;
let recordingId: number;

beforeAll(async () => {
  scene = await clipScene();
  recordingId = await scene.recorded('h264Mp4');
});
afterAll(() => scene.end());
beforeEach(() => scene.sit(scene.people.inspector));

const stored = (sha256: string): string => join(scene.target.folder, 'data', 'evidence', sha256.slice(0, 2), sha256);
const still = (more: Partial<CommandInput<'clips.still'>> = {}): CommandInput<'clips.still'> => {
  const input = {
    clientId: randomUUID(),
    recordingId,
    clipId: null,
    atMs: 2010,
    shapes: [],
    target: null,
    caption: null,
  };
  return { ...input, ...more };
};
const frameOf = async ({ sha256 }: Derived): Promise<number[]> => {
  const copy = join(scene.target.folder, `${randomUUID()}.png`);
  await copyFile(stored(sha256), copy);
  return frameNumbers(copy);
};

describe('a still', () => {
  it('is the exact frame, kept once under its client id', async () => {
    const { target } = scene;
    const input = still();
    const made = await target.call('clips.still', input);
    expect(made).toMatchObject({
      kind: 'still',
      mediaType: 'image/png',
      cut: null,
      still: { atMs: 2000, annotated: false },
      redacted: false,
      clipId: null,
    });
    expect(await frameOf(made)).toEqual([50]);
    expect(await target.call('clips.still', input)).toEqual(made);
    const { sha256 } = await target.call('recordings.get', { id: recordingId });
    expect(made.parentSha256).toBe(sha256);
    await scene.sit(scene.partner);
    expect((await target.refused('clips.still', input)).code).toBe('permission.scope');
    expect((await scene.files()).filter((file) => file.startsWith('making'))).toEqual([]);
  });

  it('with shapes is a second picture made of the first, hung on the finding that is being written', async () => {
    const { target } = scene;
    const { visit, finding, caller } = await scene.openVisit();
    const onFinding = { kind: 'finding' as const, visitId: visit.id, finding };
    const shape = { x: 0.1, y: 0.1, dx: 0.2, dy: 0.2, text: null };
    target.desktop.drawn.length = 0;
    const shapes = [
      { ...shape, kind: 'circle' as const },
      { ...shape, kind: 'arrow' as const },
      { ...shape, kind: 'text' as const, text: '<b>空岗</b> & “无人”' },
    ];
    const made = await target.call('clips.still', still({ shapes, target: onFinding, caption: '窗口无人' }));
    expect(made.still).toEqual({ atMs: 2000, annotated: true });
    const page = target.desktop.drawn[0] ?? '';
    // A picture of this size printed by a failed test helps nobody.
    expect(['data:image/png;base64,', '<ellipse', '&#60;b&#62;空岗'].filter((part) => !page.includes(part))).toEqual(
      [],
    );
    expect(page.includes('<b>空岗')).toBe(false);
    const { attachments } = await caller.get(visit.id);
    expect(attachments).toMatchObject([
      {
        sha256: made.sha256,
        target: onFinding,
        caption: '窗口无人',
        name: '1 机位1 2026-10-14 13.00.png',
        takenAt: STARTED + 2000,
      },
    ]);
    // The frame as it was is kept beside it.
    const parent = await target.workspace.database.read('test.parent', (reader) =>
      reader.get<{ kind: string }>(
        `SELECT d.kind FROM derivation d JOIN evidence e ON e.id = d.evidence_id WHERE e.sha256 = :sha`,
        { sha: made.parentSha256 },
      ),
    );
    expect(parent).toEqual({ kind: 'still' });
    // It is not redacted, so no report shows it.
    target.time.now += 1000;
    await caller.call('visits.submit', { id: visit.id, revision: (await caller.get(visit.id)).revision });
    const report = async (): Promise<string> => {
      const { token = '' } = (await target.files.offer(join(target.folder, `${randomUUID()}.pdf`), 'save')) ?? {};
      const { jobId } = await target.call('visits.report', { id: visit.id, format: 'pdf', language: 'zh-CN', token });
      expect(await target.ended(jobId)).toMatchObject({ state: 'succeeded' });
      return target.desktop.printed.at(-1)?.html ?? '';
    };
    expect((await report()).includes('data:image/jpeg')).toBe(false);
    const asked = await target.call('exceptions.ask', { derivedId: made.id, reason: '随报告报送' });
    await scene.sit(scene.people.leader);
    await target.call('exceptions.decide', { id: asked.id, approve: true, note: '同意' });
    await scene.sit(scene.people.inspector);
    expect((await report()).includes('data:image/jpeg')).toBe(true);
  });

  it('hangs on nothing that is not the caller’s to write', async () => {
    const { target, people } = scene;
    const { visit } = await scene.openVisit();
    await scene.sit(people.reviewer);
    const wrong = still({ target: { kind: 'visit', visitId: visit.id } });
    expect((await target.refused('clips.still', wrong)).code).toBe('permission.scope');
    const beyond = still({ atMs: 60_000 });
    expect((await target.refused('clips.still', beyond)).code).toMatch(/^media\./);
  });
});

describe('a mask track', () => {
  const region = { id: randomUUID(), shape: 'box' as const, fromMs: 0, untilMs: 1000 };
  const key = { x: 0.1, y: 0.1, width: 0.2, height: 0.2 };
  const track = { method: 'black' as const, sound: 'keep' as const, mutedSpans: [] };

  it('whose keys are out of order is refused; one that masks nothing makes no redacted copy', async () => {
    const { target } = scene;
    const clip = await scene.clip(recordingId, { inMs: 0, outMs: 400 });
    const save = (regions: (typeof region & { keys: ({ atMs: number } & typeof key)[] })[]) => {
      return { clipId: clip.id, revision: 0, track: { ...track, regions } };
    };
    const keys = [
      { atMs: 500, ...key },
      { atMs: 100, ...key },
    ];
    expect(await target.refused('redactions.save', save([{ ...region, keys }]))).toMatchObject({
      fields: [{ path: 'track.regions.0.keys.1', rule: 'outBeforeIn' }],
    });
    const late = { ...region, fromMs: 5000, untilMs: 6000, keys: [{ atMs: 5000, ...key }] };
    await target.call('redactions.save', save([late]));
    const { jobId } = await target.call('redactions.make', { clipId: clip.id });
    expect(await target.ended(jobId)).toMatchObject({ state: 'failed', error: { code: 'clip.unmasked' } });
    expect((await scene.again(clip)).derived.map(({ kind }) => kind)).toEqual(['cut']);
  });

  it('that changes the sound alone makes a copy that counts as not redacted; without sound it makes none', async () => {
    const { target } = scene;
    const quiet = { ...track, sound: 'mute' as const, regions: [] };
    const made = async (id: number): Promise<unknown> => {
      const clip = await scene.clip(id, { inMs: 0, outMs: 400 });
      await target.call('redactions.save', { clipId: clip.id, revision: 0, track: quiet });
      const { state, error } = await target.ended((await target.call('redactions.make', { clipId: clip.id })).jobId);
      const { derived } = await scene.again(clip);
      return { state, code: error?.code, copies: derived.map(({ kind, redacted }) => [kind, redacted]) };
    };
    expect(await made(recordingId)).toEqual({
      state: 'succeeded',
      code: undefined,
      copies: [
        ['redacted', false],
        ['cut', false],
      ],
    });
    const silent = await scene.recorded('mjpegAvi');
    expect(await made(silent)).toEqual({ state: 'failed', code: 'clip.unmasked', copies: [['cut', false]] });
  });
});

describe('what was made is shown', () => {
  const url = ({ id }: Derived, part: 'play' | 'poster' = 'play'): string => `media://derived/${id}/${part}`;
  const status = async (address: string): Promise<number> => (await scene.media(address)).status;

  it('to those who see its clip, unredacted only with a reason of today', async () => {
    const { target, people, partner } = scene;
    const { visit, caller } = await scene.openVisit();
    const clip = await scene.clip(recordingId, { target: { kind: 'visit', visitId: visit.id } });
    await scene.cut([clip.id]);
    const region = { id: randomUUID(), shape: 'ellipse' as const, fromMs: 0, untilMs: 2000 };
    const track = { method: 'pixelate' as const, sound: 'keep' as const, mutedSpans: [] };
    const keys = [{ atMs: 0, x: 0.1, y: 0.5, width: 0.3, height: 0.3 }];
    await target.call('redactions.save', {
      clipId: clip.id,
      revision: 0,
      track: { ...track, regions: [{ ...region, keys }] },
    });
    const { jobId } = await target.call('redactions.make', { clipId: clip.id });
    expect(await target.ended(jobId)).toMatchObject({ state: 'succeeded' });
    const { derived } = await scene.again(clip);
    const [redacted, cut] = derived as [Derived, Derived];
    expect([redacted.kind, cut.kind]).toEqual(['redacted', 'cut']);

    expect(await status(url(cut))).toBe(403);
    expect(await target.refused('derived.play', { id: cut.id, reason: null })).toMatchObject({
      code: 'validation.reasonMissing',
    });
    expect(await target.call('derived.play', { id: cut.id, reason: '核对' })).toEqual({
      url: url(cut),
      mediaType: 'video/mp4',
    });
    const whole = await scene.media(url(cut));
    expect([whole.status, whole.headers.get('content-length')]).toEqual([200, String(cut.bytes)]);
    const piece = await scene.media(url(cut), { range: 'bytes=0-9' });
    expect([piece.status, (await piece.arrayBuffer()).byteLength]).toEqual([206, 10]);
    expect((await scene.media(url(cut, 'poster'))).headers.get('content-type')).toBe('image/jpeg');
    expect(await status(url(redacted, 'poster'))).toBe(200);
    expect(await target.call('derived.play', { id: redacted.id, reason: null })).toMatchObject({
      mediaType: 'video/mp4',
    });

    // Others of the visit see the clip, and open it themselves; strangers do not.
    await scene.sit(partner);
    expect(await status(url(cut))).toBe(403);
    expect(await status(url(redacted))).toBe(200);
    await scene.sit(people.reviewer);
    expect(await status(url(redacted))).toBe(403);
    expect((await target.refused('derived.play', { id: redacted.id, reason: '看' })).code).toBe('notFound.record');

    await scene.sit(people.inspector);
    target.time.now += 1000;
    await caller.call('visits.submit', { id: visit.id, revision: (await caller.get(visit.id)).revision });
    await scene.sit(people.leader);
    expect(await status(url(redacted))).toBe(200);
    expect(await status(url(cut))).toBe(403);
    expect((await target.refused('derived.play', { id: cut.id, reason: '看' })).code).toBe('notFound.record');
    for (const address of [
      'media://derived/999/play',
      `${url(cut)}/..`,
      `media://derived/${cut.id}/growing`,
      'media://derived/0/play',
    ])
      expect(await status(address), address).toBeGreaterThanOrEqual(403);

    await scene.sit(people.office);
    const register = await target.call('footage.viewings', { recordingId, fromDay: null, limit: 10 });
    expect(register.filter(({ reason }) => reason === '核对')).toHaveLength(1);
    // Tomorrow it is opened anew.
    await scene.sit(people.inspector);
    expect(await status(url(cut))).toBe(200);
    target.time.now += DAY_MS;
    await scene.sit(people.inspector);
    expect(await status(url(cut))).toBe(403);
    await target.call('session.signOut', {});
    expect(await status(url(redacted))).toBe(403);
  });

  it('as a copy that plays where the cut itself does not', async () => {
    const { target } = scene;
    const hevc = await scene.recorded('hevcMp4', 'H265');
    const clip = await scene.clip(hevc, { inMs: 1000, outMs: 2000 });
    expect((await scene.cut([clip.id])).state).toBe('succeeded');
    const [cut] = (await scene.again(clip)).derived as [Derived];
    const before = cut.bytes;
    expect(await target.call('derived.play', { id: cut.id, reason: '核对' })).toMatchObject({ mediaType: 'video/mp4' });
    const shown = await scene.media(url(cut));
    expect(shown.status).toBe(200);
    if (cut.cut?.way === 'smart') expect(Number(shown.headers.get('content-length'))).not.toBe(before);
  });
});
