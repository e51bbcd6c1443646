import { randomUUID } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Clip } from '../../domain/footage/clip.js';
import { dayOf } from '../../domain/time.js';
import { answerMedia, mediaOf, type MediaSource } from '../../electron/security/media.js';
import { acquisition } from '../support/footage-scene.js';
import { recording } from '../support/footage.js';
import { make } from '../support/hall.js';
import {
  at,
  code,
  openMatterStage,
  refusedFields,
  stepsOf,
  type MatterStage,
  type Person,
} from '../support/matters.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let stage: MatterStage;
let steps: ReturnType<typeof stepsOf>;
/** A clip of no visit at the window of the matters: its cut and its redacted copy. */
let clip: Clip;
let [cut, redacted] = [0, 0];

const office = () => stage.people.office;
const saveClip = async (recordingId: number, label: string, inMs: number): Promise<Clip> =>
  office().call('clips.save', {
    ...{ clientId: randomUUID(), id: null, revision: null, recordingId },
    fields: { inMs, outMs: inMs + 400, label, note: null, target: null, marks: [] },
  });
const again = async ({ id, recordingId }: Clip): Promise<Clip> =>
  (await office().call('clips.ofRecording', { recordingId })).find((one) => one.id === id) as Clip;

beforeAll(async () => {
  stage = await openMatterStage();
  steps = stepsOf(stage);
  const { console, hall } = stage;
  const recorderId = (await make(console, 'recorder', { hallId: hall.hall.id, name: '二号录像机', keepDays: 30 })).id;
  const camera = { recorderId, channel: 7, name: '机位7', windowIds: [hall.w2.id] };
  const cameraId = (await make(console, 'camera', camera)).id;
  const path = join(console.folder, 'NVR_ch1_main_20261015090000_20261015090008');
  await copyFile(await recording('h264Mp4'), path);
  const taking = await console.call('footage.takeIn', {
    ...{ clientId: randomUUID(), hallId: hall.hall.id, cameraId, retentionClass: 'footage', acquisition },
    tokens: [(await console.files.offer(path, 'open'))?.token ?? ''],
  });
  await console.ended(taking.jobId);
  const [file] = await console.call('footage.takingFiles', { takingId: taking.takingId });
  clip = await saveClip(file?.recordingId ?? 0, '整改后有人在岗', 1000);
  const region = { id: randomUUID(), shape: 'box' as const, fromMs: 0, untilMs: 400 };
  const keys = [{ atMs: 0, x: 0.4, y: 0.4, width: 0.2, height: 0.2 }];
  await office().call('redactions.save', {
    ...{ clipId: clip.id, revision: 0 },
    track: { method: 'black', regions: [{ ...region, keys }], sound: 'mute', mutedSpans: [] },
  });
  const { jobId } = await office().call('redactions.make', { clipId: clip.id });
  expect(await console.ended(jobId)).toMatchObject({ state: 'succeeded' });
  clip = await again(clip);
  cut = clip.derived.find(({ kind }) => kind === 'cut')?.id ?? 0;
  redacted = clip.derived.find(({ kind }) => kind === 'redacted')?.id ?? 0;
});
afterAll(() => stage.console.close());

async function shown(who: Person, url: string): Promise<number> {
  const { workspace } = stage.console;
  const actor = { personId: who.personId, name: '' };
  const principal = { state: 'signedIn', actor, roles: who.roles, unitId: who.unitId ?? null, opensIdentity: false };
  const source = mediaOf(workspace, { principal: () => principal as ReturnType<MediaSource['principal']> });
  return (await answerMedia({ method: 'GET', url, headers: { get: () => null } }, source)).status;
}

describe('a clip as proof of the unit', () => {
  it('is offered released, of its own window and without words; nothing else can be put to the matter', async () => {
    const { unit } = stage.people;
    const { row } = await steps.signed();
    const offers = await unit.call('proofs.footage', { rectificationId: row.id });
    expect(offers).toMatchObject([{ derivedId: redacted, label: null, redacted: true }]);
    const attach = { rectificationId: row.id, clientId: randomUUID(), caption: null };
    expect(await code(unit.call('proofs.attach', { ...attach, derivedId: cut }))).toBe('notFound.record');
    const whole = await unit.call('proofs.attach', { ...attach, derivedId: redacted });
    expect(whole.proofs).toMatchObject([{ kind: 'clip', footage: { redacted: true }, verificationId: null }]);
    const twice = await unit.call('proofs.attach', { ...attach, clientId: randomUUID(), derivedId: redacted });
    expect(twice.proofs).toHaveLength(1);
    const { url } = await unit.call('proofs.play', { id: whole.proofs[0]?.id ?? 0, reason: null });
    expect(await shown(unit, url)).toBe(200);
    expect(await shown(unit, url.replace('/play', '/poster'))).toBe(200);
    expect(await shown(stage.people.otherUnit, url)).toBe(403);
    // It is proof like any other.
    expect((await unit.call('rectifications.submit', { ...at(twice.row), note: '请验收' })).row.state).toBe(
      'submitted',
    );
  });

  it('is nobody else’s to open, and holds its recording while the matter is open', async () => {
    const { unit, otherUnit } = stage.people;
    const { row } = await steps.signed();
    const attach = { rectificationId: row.id, clientId: randomUUID(), derivedId: redacted, caption: null };
    expect(await code(otherUnit.call('proofs.attach', attach))).toBe('notFound.record');
    expect(await code(otherUnit.call('proofs.footage', { rectificationId: row.id }))).toBe('notFound.record');
    const { proofs } = await unit.call('proofs.attach', attach);
    expect(await code(otherUnit.call('proofs.play', { id: proofs[0]?.id ?? 0, reason: null }))).toBe('notFound.record');
    const kept = await office().call('recordings.get', { id: clip.recordingId });
    expect(kept.onHold).toBe(true);
  });
});

describe('a clip a verifier went by', () => {
  const verified = async (person: Person, derivedIds: number[], submitted = steps.submitted()) => {
    const { row } = await submitted;
    const arranged = await office().call('rectifications.arrange', {
      ...{ ...at(row), verifierId: person.personId, method: 'footage', note: null },
    });
    const today = dayOf(stage.console.time.now);
    const found = { ...at(arranged.row), result: 'partly' as const, day: today, note: '仍缺一人', visitId: null };
    return person.call('rectifications.verify', { ...found, derivedIds });
  };

  it('hangs on the verification, in full for those who work with footage, redacted for the unit', async () => {
    const { closer, unit, leader } = stage.people;
    const whole = await verified(closer, [cut]);
    expect(whole.proofs.find(({ verificationId }) => verificationId !== null)).toMatchObject({
      ...{ kind: 'clip', name: '整改后有人在岗', footage: { redacted: false }, submitted: true },
      verificationId: whole.verifications[0]?.id,
    });
    const proofId = whole.proofs.at(-1)?.id ?? 0;
    const seen = await unit.call('rectifications.get', { id: whole.row.id });
    expect(seen.proofs.at(-1)).toMatchObject({ id: proofId, name: '', footage: { redacted: true } });
    expect(JSON.stringify(seen)).not.toContain('整改后有人在岗');
    // It is not the unit's proof: that has to be added anew.
    expect(await code(unit.call('rectifications.submit', { ...at(seen.row), note: '再请验收' }))).toBe(
      'rectification.proof',
    );
    expect(await code(closer.call('proofs.play', { id: proofId, reason: null }))).toBe('validation.reasonMissing');
    const { url } = await unit.call('proofs.play', { id: proofId, reason: null });
    expect(await shown(unit, url)).toBe(200);
    expect(await shown(leader, url)).toBe(200);
    expect(await shown(closer, url)).toBe(403);
    await closer.call('proofs.play', { id: proofId, reason: '核对复查' });
    expect(await shown(closer, url)).toBe(200);
  });

  it('is one the verifier may see, and no older than the submission', async () => {
    const { verifier } = stage.people;
    // An inspector who neither made the clip nor keeps footage does not see what belongs to nobody.
    expect(await refusedFields(verified(verifier, [cut]))).toEqual(['derivedIds.0 notSeenClip']);
    stage.move(3);
    expect(await refusedFields(verified(stage.people.closer, [cut]))).toEqual(['derivedIds.0 beforeSubmission']);
  });
});

describe('papers of proof', () => {
  it('open as a copy under a name made here, and are saved whole; each stands in the log', async () => {
    const { unit, otherUnit, leader } = stage.people;
    const { console } = stage;
    const { row } = await steps.signed();
    const bytes = Buffer.from('%PDF-1.4\n排班表\n%%EOF');
    const { proofs } = await unit.call('proofs.add', {
      ...{ rectificationId: row.id, clientId: randomUUID(), caption: null },
      token: await stage.chosen('排班表.exe', bytes),
    });
    const id = proofs[0]?.id ?? 0;
    await leader.call('proofs.open', { id });
    expect(console.desktop.copies.at(-1)?.name).toMatch(/^[0-9a-f]{12}\.pdf$/);
    const path = join(console.folder, '存出.pdf');
    const token = async (): Promise<string> => (await console.files.offer(path, 'save'))?.token ?? '';
    expect(await leader.call('proofs.save', { id, token: await token() })).toEqual({ file: '存出.pdf' });
    expect(await readFile(path)).toEqual(bytes);
    expect(await code(otherUnit.call('proofs.open', { id }))).toBe('notFound.record');
    expect(await code(otherUnit.call('proofs.save', { id, token: await token() }))).toBe('notFound.record');
    const logged = await console.workspace.database.read('test', (reader) =>
      reader.all<{ action: string }>(
        `SELECT action FROM audit WHERE object = 'rectification_proof' ORDER BY seq DESC LIMIT 2`,
      ),
    );
    expect(logged.map(({ action }) => action)).toEqual(['proofs.save', 'proofs.open']);
  });

  it('clips do not leave this way', async () => {
    const { unit } = stage.people;
    const { row } = await steps.signed();
    const attach = { rectificationId: row.id, clientId: randomUUID(), derivedId: redacted, caption: null };
    const { proofs } = await unit.call('proofs.attach', attach);
    const token = (await stage.console.files.offer(join(stage.console.folder, 'x.mp4'), 'save'))?.token ?? '';
    expect(await code(unit.call('proofs.save', { id: proofs[0]?.id ?? 0, token }))).toBe('evidence.unredacted');
  });
});
