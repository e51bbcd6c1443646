import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordingRows } from '../../db/queries/footage-recordings.js';
import { APPEAL_DAYS } from '../../domain/footage/retention.js';
import { dayOf } from '../../domain/time.js';
import { at, openMatterStage, stepsOf, type MatterStage } from '../support/matters.js';

let stage: MatterStage;
beforeAll(async () => {
  stage = await openMatterStage();
});
afterAll(() => stage.console.close());

/** A recording of which a clip shows the finding. */
async function recordingOf(findingId: number): Promise<number> {
  const { now } = stage.console.time;
  return stage.console.workspace.database.write(
    'test.recording',
    async (tx) => {
      const sha256 = 'f'.repeat(63) + String(findingId % 10);
      const evidence = await tx.run(
        `INSERT INTO evidence(sha256, bytes, kind, media_type, imported_at, imported_by)
          VALUES(:sha256, 9, 'video', 'video/mp4', :now, 1)`,
        { sha256, now },
      );
      const recording = await tx.run(
        `INSERT INTO recording(evidence_id, name, hall_id, retention_class, acquisition, probed, kind, play_way, imported_at,
           imported_by, created_at, updated_at)
          VALUES(:evidence, '东.mp4', 1, 'case_file', '{}', '{}', 'video', 'as_is', :now, 1, :now, :now)`,
        { evidence: evidence.lastId, now },
      );
      await tx.run(
        `INSERT INTO clip(client_id, recording_id, in_ms, out_ms, label, marks, visit_id, finding, placed_at, created_by,
           created_at, updated_at)
          SELECT hex(randomblob(16)), :recording, 0, 1000, '离岗', '[]', visit_id, client_id, :now, 1, :now, :now
          FROM finding WHERE id = :findingId`,
        { recording: recording.lastId, findingId, now },
      );
      return recording.lastId;
    },
    { unaudited: true },
  );
}
const kept = async (id: number) =>
  (await stage.console.workspace.database.read('test.kept', (reader) => recordingRows(reader, [id])))[0];

it('footage of a finding is held until its matter is struck off, and then until the terms of appeal are over', async () => {
  const steps = stepsOf(stage);
  const { office, closer, leader } = stage.people;
  const findingId = await stage.confirmed();
  const recording = await recordingOf(findingId);
  expect(await kept(recording)).toMatchObject({ onHold: true, keepUntilDay: null });
  const [draft] = await office.call('rectifications.draft', {
    findings: [{ clientId: crypto.randomUUID(), findingId }],
  });
  expect(await kept(recording)).toMatchObject({ onHold: true });
  if (!draft) throw new Error('no draft');
  const whole = { ...draft.fields, goal: '有人', measures: ['排班'] };
  const edited = await office.call('rectifications.edit', { ...at(draft), fields: whole });
  const [issued] = await office.call('rectifications.issue', { matters: [at(edited)], notice: 'each', note: null });
  const { row } = await steps.verifiedDone(issued);
  expect(await kept(recording)).toMatchObject({ onHold: true });
  stage.move(10);
  const closed = await closer.call('rectifications.close', { ...at(row), note: null });
  const closedOn = dayOf(stage.console.time.now);
  expect(await kept(recording)).toMatchObject({ onHold: false, keepUntilDay: closedOn + APPEAL_DAYS });
  await leader.call('rectifications.reopen', { ...at(closed.row), note: '反弹' });
  expect(await kept(recording)).toMatchObject({ onHold: true, keepUntilDay: null });
});
