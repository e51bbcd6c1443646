import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClipFields } from '../../domain/footage/clip.js';
import { clipScene, STARTED, type ClipScene } from '../support/clip-scene.js';
import { writing } from '../support/visits.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let scene: ClipScene;
let recordingId: number;

beforeAll(async () => {
  scene = await clipScene();
  recordingId = await scene.recorded('h264Mp4');
});
afterAll(() => scene.end());
beforeEach(() => scene.sit(scene.people.inspector));

const fields = (change: Partial<ClipFields> = {}): ClipFields => {
  return { inMs: 1000, outMs: 3000, label: '窗口空岗', note: null, target: null, marks: [], ...change };
};
const saving = (change: Partial<ClipFields> = {}, more = {}) => {
  return { clientId: randomUUID(), id: null, revision: null, recordingId, fields: fields(change), ...more };
};

describe('a clip', () => {
  it('is added once under its client id, changed at its revision, taken away and put back', async () => {
    const { target } = scene;
    const input = saving({ note: '无人值守' });
    const clip = await target.call('clips.save', input);
    expect(clip).toMatchObject({
      revision: 1,
      fromAt: STARTED + 1000,
      untilAt: STARTED + 3000,
      note: '无人值守',
      targetLabel: null,
      may: { edit: true },
      derived: [],
    });
    expect(await target.call('clips.save', input)).toEqual(clip);
    const changed = await target.call('clips.save', {
      ...input,
      id: clip.id,
      revision: 1,
      fields: fields({ outMs: 8000 }),
    });
    expect(changed).toMatchObject({ id: clip.id, revision: 2, outMs: 8000, note: null });
    const stale = { ...input, id: clip.id, revision: 1 };
    expect(await target.refused('clips.save', stale)).toMatchObject({ code: 'conflict.revision' });
    await target.call('clips.remove', { id: clip.id, revision: 2 });
    await target.call('clips.remove', { id: clip.id, revision: 2 });
    expect(await target.call('clips.ofRecording', { recordingId })).toEqual([]);
    const back = await target.call('clips.restore', { id: clip.id });
    expect(back).toMatchObject({ id: clip.id, outMs: 8000 });
    await target.call('clips.remove', { id: clip.id, revision: back.revision });
  });

  it('lies in its recording', async () => {
    const { target } = scene;
    expect(await target.refused('clips.save', saving({ outMs: 8002 }))).toMatchObject({
      code: 'media.cutPastEnd',
      params: { endSeconds: 8 },
    });
    expect((await target.refused('clips.save', saving({ inMs: 3000 }))).code).toBe('validation.input');
    const mark = { moment: 'greeting' as const, fromMs: 9000, untilMs: null };
    expect((await target.refused('clips.save', saving({ marks: [mark] }))).code).toBe('media.cutPastEnd');
    expect((await target.refused('clips.save', { ...saving(), recordingId: 999 })).code).toBe('notFound.record');
  });

  it('that belongs to nothing is seen by its maker, the reviewer and the office, and changed by its maker', async () => {
    const { target, people, partner } = scene;
    const clip = await target.call('clips.save', saving());
    const seen = async (personId: number) => {
      await scene.sit(personId);
      return (await target.call('clips.ofRecording', { recordingId })).map(({ id, may }) => [id, may.edit]);
    };
    expect(await seen(people.inspector)).toEqual([[clip.id, true]]);
    expect(await seen(people.reviewer)).toEqual([[clip.id, false]]);
    expect(await seen(partner)).toEqual([]);
    expect((await target.refused('clips.restore', { id: clip.id })).code).toBe('notFound.record');
    await scene.sit(people.reviewer);
    expect((await target.refused('clips.remove', { id: clip.id, revision: 1 })).code).toBe('permission.scope');
    expect(await seen(people.office)).toEqual([[clip.id, true]]);
    await scene.sit(people.leader);
    expect((await target.refused('clips.ofRecording', { recordingId })).code).toBe('permission.denied');
    await scene.sit(people.inspector);
    await target.call('clips.remove', { id: clip.id, revision: 1 });
  });
});

describe('a clip on a visit', () => {
  it('is put there by its inspectors while it is open, frozen with it, and added to by the reviewer afterwards', async () => {
    const { target, people } = scene;
    const { visit, finding, fields: one, caller } = await scene.openVisit();
    const onFinding = { kind: 'finding' as const, visitId: visit.id, finding };
    const mine = await target.call('clips.save', saving({ target: onFinding }));
    expect(mine).toMatchObject({ target: onFinding, targetLabel: `${visit.no} · 窗口无人值守`, may: { edit: true } });
    const before = await target.call('clips.save', saving());
    const nowhere = { ...onFinding, finding: randomUUID() };
    expect((await target.refused('clips.save', saving({ target: nowhere }))).code).toBe('notFound.record');
    await expect(caller.change(visit, writing(one, null))).rejects.toMatchObject({ fields: [{ rule: 'hasPictures' }] });
    await scene.sit(people.reviewer);
    expect((await target.refused('clips.save', saving({ target: onFinding }))).code).toBe('permission.scope');
    expect(await target.call('clips.ofRecord', { kind: 'visit', visitId: visit.id })).toEqual([]);
    await scene.sit(scene.partner);
    expect(await target.call('clips.ofRecord', { kind: 'visit', visitId: visit.id })).toHaveLength(1);

    target.time.now += 1000;
    await caller.call('visits.submit', { id: visit.id, revision: (await caller.get(visit.id)).revision });
    const sealed = await target.workspace.database.read('test.sealed', (reader) =>
      reader.value<string>(`SELECT record FROM visit_submission WHERE visit_id = :id`, { id: visit.id }),
    );
    const { sha256 } = await target.call('recordings.get', { id: recordingId });
    const span = {
      id: mine.id,
      recordingSha256: sha256,
      inMs: 1000,
      outMs: 3000,
      label: '窗口空岗',
      target: onFinding,
    };
    expect(JSON.parse(sealed ?? '')).toMatchObject({ clips: [{ ...span, made: [] }] });
    await scene.sit(people.inspector);
    const [handedIn] = await target.call('clips.ofRecord', { kind: 'visit', visitId: visit.id });
    expect(handedIn).toMatchObject({ id: mine.id, may: { edit: false }, targetLabel: `${visit.no}-1` });
    const change = saving({ label: '改了' }, { id: mine.id, revision: mine.revision });
    expect((await target.refused('clips.save', change)).code).toBe('conflict.state');
    expect((await target.refused('clips.remove', { id: mine.id, revision: 1 })).code).toBe('conflict.state');
    expect((await target.refused('clips.save', saving({ target: onFinding }))).code).toBe('permission.scope');

    // Made before, put there afterwards: it was not handed in, and can be taken off again.
    await scene.sit(people.office);
    const { revision } = before;
    const onVisit = { kind: 'visit' as const, visitId: visit.id };
    target.time.now += 1000;
    const put = await target.call('clips.save', saving({ target: onVisit }, { id: before.id, revision }));
    expect(put.may.edit).toBe(true);
    await target.call('clips.remove', { id: put.id, revision: put.revision });
    await scene.sit(people.reviewer);
    const later = await target.call('clips.save', saving({ target: { kind: 'visit', visitId: visit.id } }));
    expect(later.may.edit).toBe(true);
    await target.call('clips.remove', { id: later.id, revision: 1 });
    await scene.sit(people.leader);
    expect(await target.call('clips.ofRecord', { kind: 'visit', visitId: visit.id })).toHaveLength(1);
  });

  it('that was handed in is not changed by a statement either', async () => {
    const { database } = scene.target.workspace;
    const change = database.write(
      'test.change',
      (tx) => tx.run(`UPDATE clip SET label = 'x' WHERE visit_id IS NOT NULL`),
      {
        unaudited: true,
      },
    );
    await expect(change).rejects.toThrow('db.constraint');
  });

  it('writes its moments back as timed steps, corrected where they stand', async () => {
    const { target, windowId } = scene;
    const { visit, caller } = await scene.openVisit();
    const began = visit.fields.startedAt ?? 0;
    const marks = [
      { moment: 'greeting' as const, fromMs: 1000, untilMs: 2500 },
      { moment: 'answer' as const, fromMs: 3000, untilMs: 3500 },
    ];
    // The recording is put where the visit was.
    const recorder = await target.call('recordings.get', { id: recordingId });
    const { hallId, cameraId, retentionClass, acquisition, burnedInAt, note } = recorder;
    const capturedAt = began + 6 * 60_000;
    const describe = { hallId, cameraId, retentionClass, acquisition, burnedInAt, note };
    await target.call('recordings.describe', {
      id: recordingId,
      revision: recorder.revision,
      fields: { ...describe, capturedAt, timeSource: 'manual', ownOffsetMs: 5000 },
    });
    const clip = await target.call('clips.save', saving({ target: { kind: 'visit', visitId: visit.id }, marks }));
    expect(await target.call('clips.toSteps', { id: clip.id, windowId })).toEqual({ steps: 3 });
    const { steps } = await caller.get(visit.id);
    const last = (step: string) => steps.filter((entry) => entry.step === step && entry.windowId === windowId).at(-1);
    const start = capturedAt + 5000;
    expect([last('called')?.at, last('greeted')?.at, last('answered')?.at]).toEqual([
      start + 1000,
      start + 2500,
      start + 3500,
    ]);
    expect(steps.filter(({ step }) => step === 'called')).toHaveLength(2);
    // Each says where its time is from.
    expect(last('called')?.note).toBe(`录像：${clip.label}`);
    expect(await target.call('clips.toSteps', { id: clip.id, windowId })).toEqual({ steps: 0 });
    const plain = await target.call('clips.save', saving({ target: { kind: 'visit', visitId: visit.id } }));
    expect((await target.refused('clips.toSteps', { id: plain.id, windowId })).code).toBe('clip.unmarked');
    expect((await target.refused('clips.toSteps', { id: clip.id, windowId: windowId + 1 })).code).toBe(
      'validation.input',
    );
    // Footage of another day, of what is still to come, or of words before the arrival tells no step of this visit.
    const refusedAt = async (at: number): Promise<string[]> => {
      const { revision } = await target.call('recordings.get', { id: recordingId });
      const fields = { ...describe, capturedAt: at, timeSource: 'manual' as const, ownOffsetMs: null };
      await target.call('recordings.describe', { id: recordingId, revision, fields });
      const { code, fields: wrong } = await target.refused('clips.toSteps', { id: clip.id, windowId });
      expect(code).toBe('validation.input');
      return [...new Set(wrong.map(({ rule }) => rule))];
    };
    expect(await refusedAt(capturedAt - 24 * 3_600_000)).toContain('otherDay');
    expect(await refusedAt(target.time.now + 3_600_000)).toContain('future');
    expect(await refusedAt(began - 600_000)).toContain('order');
    expect((await caller.get(visit.id)).steps).toHaveLength(steps.length);
    // A clock that was set while the visit is recorded is noted at it as with any other step.
    await target.call('recordings.describe', {
      id: recordingId,
      revision: (await target.call('recordings.get', { id: recordingId })).revision,
      fields: { ...describe, capturedAt: capturedAt + 1000, timeSource: 'manual', ownOffsetMs: null },
    });
    const set = -20_000;
    target.time.now += set;
    target.time.set += set;
    expect(await target.call('clips.toSteps', { id: clip.id, windowId })).toEqual({ steps: 3 });
    const shifts = await target.workspace.database.read('test.clock', (reader) =>
      reader.json<number>(`SELECT json_group_array(shift_ms) FROM visit_clock WHERE visit_id = :id`, { id: visit.id }),
    );
    expect(shifts).toEqual([set]);
    await scene.sit(scene.people.reviewer);
    expect((await target.refused('clips.toSteps', { id: clip.id, windowId })).code).toBe('permission.denied');
  });
});
