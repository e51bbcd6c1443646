import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VisitDetail } from '../../domain/visit-record.js';
import { smallHall, type SmallHall } from '../support/hall.js';
import { answering, completeVisit, edit, finding, people, published, writing, type Caller } from '../support/visits.js';
import { openConsole, type TestConsole } from '../support/workspace.js';

let console: TestConsole;
let hall: SmallHall;
let who: Record<'lin' | 'qiao' | 'fu', Caller>;
let visit: VisitDetail;
const one = finding({ title: '窗口空岗' });
beforeAll(async () => {
  console = await openConsole();
  hall = await smallHall(console);
  await published(console, 'simulated_transaction');
  who = await people(console, { lin: ['inspector'], qiao: ['inspector'], fu: ['reviewer'] });
  visit = await submitted([one]);
});
afterAll(() => console.close());

async function submitted(findings: (typeof one)[]): Promise<VisitDetail> {
  const { id, revision } = await completeVisit(
    console,
    who.lin,
    { windowIds: [hall.w2.id], partnerIds: [who.qiao.personId] },
    () => findings.map((each) => writing(null, each)),
  );
  return who.lin.call('visits.submit', { id, revision });
}

const exec = (sql: string, params: Record<string, string | number> = {}): Promise<unknown> =>
  console.workspace.database.write('test.attack', (tx) => tx.run(sql, params), { unaudited: true });

describe('a visit that was handed in', () => {
  it.each([
    `UPDATE visit SET narrative = 'x'`,
    `UPDATE visit SET score = 10000`,
    `UPDATE visit SET started_at = started_at - 60000`,
    `UPDATE visit SET cover_story = NULL`,
    `UPDATE visit SET no = 'x'`,
    `UPDATE visit SET submitted_at = 1`,
    `UPDATE visit SET state = 'draft'`,
    `UPDATE visit SET state = 'discarded'`,
    `DELETE FROM visit`,
    `UPDATE visit_inspector SET person_id = 1`,
    `DELETE FROM visit_inspector`,
    `INSERT INTO visit_inspector(visit_id, person_id, position) SELECT id, 1, 9 FROM visit`,
    `UPDATE visit_window SET score = 1`,
    `UPDATE visit_window SET unit_id = (SELECT max(id) FROM unit)`,
    `DELETE FROM visit_window`,
    `UPDATE visit_checklist SET answers = '{}'`,
    `UPDATE visit_checklist SET score = 10000`,
    `DELETE FROM visit_checklist`,
    `INSERT INTO visit_checklist(client_id, visit_id, version_id, position, answers, answered_at)
       SELECT 'x', id, 1, 9, '{}', '{}' FROM visit`,
    `UPDATE visit_step SET at = at - 1`,
    `DELETE FROM visit_step`,
    `INSERT INTO visit_step(client_id, visit_id, step, at, recorded_at, person_id) SELECT 'x', id, 'left', 1, 1, 1 FROM visit`,
    `UPDATE visit_submission SET record = '{}'`,
    `DELETE FROM visit_submission`,
    `UPDATE visit_event SET note = 'x'`,
    `DELETE FROM visit_event`,
    `UPDATE finding SET title = 'x'`,
    `UPDATE finding SET no = 'x'`,
    `UPDATE finding SET deadline_amount = 300`,
    `UPDATE finding SET unit_id = NULL, window_id = NULL, at = 1`,
    `DELETE FROM finding`,
    `INSERT INTO finding(client_id, visit_id, position, title, category, severity, hall_id, day, corrected_on_spot,
       deadline_type, state, created_at, updated_at)
       SELECT 'x', id, 9, 'x', 'order', 'general', hall_id, day, 0, 'immediate_fix', 'draft', 1, 1 FROM visit`,
    `UPDATE checklist_version SET content = '{}' WHERE id = (SELECT version_id FROM visit_checklist)`,
    // A replacement would remove the row first.
    `INSERT OR REPLACE INTO checklist_version SELECT id, template_id, number, title, language, '{}', items, published_at,
       published_by, note FROM checklist_version WHERE id = (SELECT version_id FROM visit_checklist)`,
    `INSERT OR REPLACE INTO visit_submission SELECT id, visit_id, number, submitted_at, submitted_by, '{}', sha256
       FROM visit_submission`,
  ])('stands against: %s', async (sql) => {
    await expect(exec(sql)).rejects.toMatchObject({ code: 'db.constraint' });
    expect(await who.lin.get(visit.id)).toEqual(visit);
  });

  it('takes no change, conflict or other end by a command', async () => {
    const { id, revision } = visit;
    const list = visit.checklists[0]?.clientId ?? '';
    const closed = { code: 'conflict.state', params: { entity: 'visit', state: 'submitted' } };
    await expect(who.lin.change(visit, edit({ narrative: null }, { narrative: 'x' }))).rejects.toMatchObject(closed);
    await expect(who.lin.change(visit, answering(list, 'A.1', null, null))).rejects.toMatchObject(closed);
    await expect(who.lin.change(visit, { kind: 'dropChecklist', clientId: list })).rejects.toMatchObject(closed);
    await expect(who.lin.call('visits.submit', { id, revision })).rejects.toMatchObject(closed);
    await expect(who.lin.call('visits.discard', { id, revision, reason: 'x' })).rejects.toMatchObject(closed);
    expect(await who.lin.get(id)).toEqual(visit);
  });
});

describe('a visit that came back', () => {
  it('is changed and handed in again under its number; findings keep theirs, and no number comes twice', async () => {
    const [a, b, c] = [finding({ title: '甲' }), finding({ title: '乙' }), finding({ title: '丙' })];
    const first = await submitted([a, b]);
    const { id } = first;
    const back = await who.fu.call('visits.return', { id, revision: first.revision, note: '请补充时间' });
    expect(back).toMatchObject({ state: 'returned', may: { edit: false } });
    expect((await who.lin.call('visits.desk', {})).open[0]).toMatchObject({ id, returnNote: '请补充时间' });
    const mine = await who.lin.get(id);
    expect(mine).toMatchObject({ may: { edit: true }, no: first.no });
    // What steps filled is not an answer of the inspector's.
    expect(mine.checklists[0]?.answers['C.1']).toBeUndefined();
    const began = mine.fields.startedAt ?? 0;
    await who.lin.change(
      mine,
      writing(b, null),
      writing(null, c),
      edit({ narrative: null }, { narrative: '九点十分至九点二十分' }),
      {
        kind: 'step',
        clientId: randomUUID(),
        entry: {
          step: 'called',
          windowId: hall.w2.id,
          at: began + 6 * 60_000,
          recordedAt: console.time.now,
          note: '按叫号屏更正',
        },
      },
    );
    const { revision } = await who.lin.get(id);
    const again = await who.lin.call('visits.submit', { id, revision });
    expect(again.state).toBe('submitted');
    expect(again.findings.map(({ title, no }) => [title, no])).toEqual([
      ['甲', `${first.no}-1`],
      ['丙', `${first.no}-3`],
    ]);
    expect(again.checklists[0]?.answers['C.1']).toEqual({ kind: 'value', value: 4, note: null });
    expect(again.events.map(({ kind }) => kind)).toEqual(['started', 'submitted', 'returned', 'submitted']);
    const numbers = await console.workspace.database.read('test.submissions', (reader) =>
      reader.json(
        `SELECT json_group_array(json_array(number, json_array_length(record, '$.findings')))
        FROM visit_submission WHERE visit_id = :id`,
        { id },
      ),
    );
    expect(numbers).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it('is final once it is confirmed, its findings with it', async () => {
    const mine = await submitted([finding()]);
    const decided = await who.fu.call('visits.decideFinding', {
      findingId: mine.findings[0]?.id ?? 0,
      revision: mine.findings[0]?.revision ?? 0,
      decision: 'confirmed',
      severity: 'serious',
      note: '属实',
    });
    await who.fu.call('visits.confirm', { id: mine.id, revision: decided.revision, note: '同意' });
    const { id } = mine;
    for (const sql of [
      `UPDATE visit SET state = 'returned' WHERE id = :id`,
      `UPDATE visit SET findings = 0 WHERE id = :id`,
      `UPDATE visit SET revision = 99 WHERE id = :id`,
      `UPDATE finding SET state = 'dismissed' WHERE visit_id = :id`,
      `UPDATE finding SET severity = 'general' WHERE visit_id = :id`,
      `UPDATE finding SET decision_note = 'x' WHERE visit_id = :id`,
    ])
      await expect(exec(sql, { id })).rejects.toMatchObject({ code: 'db.constraint' });
  });

  it('a visit that was given up stays as it was', async () => {
    const draft = await who.lin.start({ hallId: hall.hall.id });
    await who.lin.call('visits.discard', { id: draft.id, revision: draft.revision, reason: '误开' });
    for (const sql of [
      `UPDATE visit SET state = 'draft' WHERE id = :id`,
      `UPDATE visit SET narrative = 'x' WHERE id = :id`,
      `INSERT INTO visit_step(client_id, visit_id, step, at, recorded_at, person_id) VALUES('x', :id, 'left', 1, 1, 1)`,
    ])
      await expect(exec(sql, { id: draft.id })).rejects.toMatchObject({ code: 'db.constraint' });
  });
});
