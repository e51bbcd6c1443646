import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../domain/time.js';
import type { VisitChange } from '../../domain/visit-record.js';
import {
  answer,
  conforms,
  console,
  fails,
  hall,
  inDraftVisit,
  list,
  ofKind,
  seen,
  step,
  visit,
  who,
} from '../support/draft-visit.js';
import { make } from '../support/hall.js';
import { edit, finding, published } from '../support/visits.js';

inDraftVisit();

describe('changing a visit', () => {
  it('keeps what was written, and says when and at which revision', async () => {
    console.time.now += 1500;
    const item = ofKind('conformity');
    const clientId = randomUUID();
    const saved = await who.lin.change(
      visit,
      edit({ narrative: null, zoneId: hall.zone.id }, { narrative: '<b>大厅</b> 😀 㐂𠮷', zoneId: null }),
      answer(item, null, fails),
      step('arrive', console.time.now),
      {
        kind: 'finding',
        clientId,
        was: null,
        value: finding({ clientId, windowId: hall.w2.id, unitId: hall.unit.id }),
      },
    );
    expect(saved).toEqual({ revision: 2, savedAt: console.time.now, conflicts: [], others: false });
    const after = await seen();
    expect(after.fields).toMatchObject({ narrative: '<b>大厅</b> 😀 㐂𠮷', zoneId: null });
    expect(after.checklists[0]?.answers).toEqual({ [item]: fails });
    expect(after.steps).toMatchObject([{ step: 'arrive', at: console.time.now, by: `#${who.lin.personId}` }]);
    expect(after.findings).toMatchObject([
      { clientId, state: 'draft', no: null, windowLabel: 'A2 社保', unitLabel: '人力资源和社会保障局' },
    ]);
    expect(after.updatedAt).toBe(console.time.now);
    expect((await who.lin.call('visits.desk', {})).open[0]).toMatchObject({ id: visit.id, answered: 1 });
  });

  it('changes, takes back and drops what it kept', async () => {
    const item = ofKind('conformity');
    const one = finding();
    const write = (was: typeof one | null, value: typeof one | null): VisitChange => {
      return { kind: 'finding', clientId: one.clientId, was, value };
    };
    await who.lin.change(visit, answer(item, null, conforms), write(null, one));
    const changed = { ...one, title: '窗口空岗', headCount: 2, headTotal: 10 };
    await who.lin.change(visit, answer(item, conforms, fails), write(one, changed));
    expect((await seen()).findings).toMatchObject([{ title: '窗口空岗', headTotal: 10, revision: 2 }]);
    await who.lin.change(visit, answer(item, fails, null), write(changed, null));
    expect(await seen()).toMatchObject({ findings: [], checklists: [{ answers: {} }] });
  });

  it('adds steps only: the latest counts, the earlier ones stay, and one sent twice is one', async () => {
    const at = console.time.now - 60_000;
    const first = step('arrive', at);
    await who.lin.change(visit, first);
    await who.lin.change(visit, first, step('arrive', at - 1000), step('arrive', null));
    expect((await seen()).steps.map((entry) => entry.at)).toEqual([at, at - 1000, null]);
  });

  it('takes arriving as of the whole visit, and nothing as written down later than now', async () => {
    await who.lin.change(visit, {
      kind: 'step',
      clientId: randomUUID(),
      entry: {
        step: 'arrive',
        windowId: hall.w2.id,
        at: console.time.now,
        recordedAt: console.time.now + DAY_MS,
        note: null,
      },
    });
    expect((await seen()).steps).toMatchObject([{ windowId: null, recordedAt: console.time.now }]);
  });

  it('the same change again changes nothing, nor the revision', async () => {
    const change = edit({ narrative: null }, { narrative: '一' });
    expect((await who.lin.change(visit, change)).revision).toBe(2);
    expect(await who.lin.change(visit, change)).toMatchObject({ revision: 2, others: true, conflicts: [] });
  });

  it('takes a checklist in, and out again while nothing hangs on it', async () => {
    const clientId = randomUUID();
    const versionId = await published(console, 'attendance');
    const add: VisitChange = { kind: 'checklist', clientId, windowId: null, versionId };
    await who.lin.change(visit, add);
    await who.lin.change(visit, add);
    expect((await seen()).checklists.map(({ title }) => title)).toEqual(['模拟办事', '考勤与工作纪律']);
    await who.lin.change(visit, { kind: 'dropChecklist', clientId });
    await who.lin.change(visit, { kind: 'dropChecklist', clientId });
    expect((await seen()).checklists).toHaveLength(1);
  });

  it('keeps the unit of a window as it was when the visit named it', async () => {
    const { id } = hall.w10;
    await who.lin.change(visit, edit({ windowIds: [hall.w2.id] }, { windowIds: [hall.w2.id, id] }));
    await console.workspace.database.write(
      'test.move',
      (tx) => tx.run(`UPDATE "window" SET unit_id = :unit WHERE id = :id`, { unit: hall.unit.id, id }),
      { unaudited: true },
    );
    await who.lin.change(await seen(), edit({ windowIds: [hall.w2.id, id] }, { windowIds: [id, hall.w2.id] }));
    expect((await seen()).windows.map((window) => [window.id, window.unitId])).toEqual([
      [id, hall.tax.id],
      [hall.w2.id, hall.unit.id],
    ]);
    await console.workspace.database.write(
      'test.moveBack',
      (tx) => tx.run(`UPDATE "window" SET unit_id = :unit WHERE id = :id`, { unit: hall.tax.id, id }),
      { unaudited: true },
    );
  });
});

describe('two who write one draft', () => {
  it('both write: what they did not both touch is joined, and each is told of the other', async () => {
    await who.lin.change(visit, edit({ narrative: null }, { narrative: '林写的' }));
    const told = await who.qiao.change(visit, edit({ practices: null }, { practices: '乔写的' }));
    expect(told).toMatchObject({ revision: 3, conflicts: [], others: true });
    expect((await seen()).fields).toMatchObject({ narrative: '林写的', practices: '乔写的' });
  });

  it('what both wrote is in dispute: the first stands, both texts are kept, nothing else is held up', async () => {
    const item = ofKind('conformity');
    await who.lin.change(visit, edit({ narrative: null }, { narrative: '林写的' }), answer(item, null, conforms));
    const told = await who.qiao.change(
      visit,
      edit({ narrative: null, measures: null }, { narrative: '乔写的', measures: '已当场整改' }),
      answer(item, null, fails),
    );
    expect(
      told.conflicts.map(({ path, mine, theirs, by }) => [path, JSON.parse(mine), JSON.parse(theirs), by]),
    ).toEqual([
      ['narrative', '乔写的', '林写的', `#${who.qiao.personId}`],
      [`answers.${list}.${item}`, fails, conforms, `#${who.qiao.personId}`],
    ]);
    const after = await seen();
    expect(after.fields).toMatchObject({ narrative: '林写的', measures: '已当场整改' });
    expect(after.conflicts).toEqual(told.conflicts);
  });

  it('writing on moves the dispute instead of making more of them; agreeing ends it', async () => {
    await who.lin.change(visit, edit({ narrative: null }, { narrative: '林' }));
    await who.qiao.change(visit, edit({ narrative: null }, { narrative: '乔' }));
    await who.qiao.change(visit, edit({ narrative: '乔' }, { narrative: '乔又' }));
    const moved = await who.lin.change(visit, edit({ narrative: '林' }, { narrative: '林又' }));
    expect(moved.conflicts.map(({ mine, theirs }) => [mine, theirs])).toEqual([['"乔又"', '"林又"']]);
    expect((await who.lin.change(visit, edit({ narrative: '林又' }, { narrative: '乔又' }))).conflicts).toEqual([]);
  });

  it.each([
    ['mine', '乔写的'],
    ['theirs', '林写的'],
    ['joined', '林写的\n乔写的'],
  ] as const)('is settled: %s', async (keep, expected) => {
    await who.lin.change(visit, edit({ narrative: null }, { narrative: '林写的' }));
    const { conflicts } = await who.qiao.change(visit, edit({ narrative: null }, { narrative: '乔写的' }));
    const conflictId = conflicts[0]?.id ?? 0;
    const after = await who.lin.call('visits.settle', { conflictId, keep });
    expect(after).toMatchObject({ fields: { narrative: expected }, conflicts: [] });
    const kept = await console.workspace.database.read('test.conflict', (reader) =>
      reader.get(`SELECT mine, theirs, kept FROM visit_conflict WHERE id = :conflictId`, { conflictId }),
    );
    expect(kept).toEqual({ mine: '"乔写的"', theirs: '"林写的"', kept: keep });
    await expect(who.lin.call('visits.settle', { conflictId, keep })).rejects.toMatchObject({
      code: 'notFound.record',
    });
  });

  it('joins what is text and refuses to join what is none', async () => {
    const item = ofKind('conformity');
    const noted = { ...fails, note: '另一人未佩戴' };
    await who.lin.change(visit, answer(item, null, fails), edit({ zoneId: hall.zone.id }, { zoneId: null }));
    const zone = await make(console, 'zone', { hallId: hall.hall.id, name: `区${visit.id}` });
    const { conflicts } = await who.qiao.change(
      visit,
      answer(item, null, noted),
      edit({ zoneId: hall.zone.id }, { zoneId: zone.id }),
    );
    const of = (path: string): number => conflicts.find((one) => one.path.startsWith(path))?.id ?? 0;
    await expect(who.lin.call('visits.settle', { conflictId: of('zoneId'), keep: 'joined' })).rejects.toMatchObject({
      fields: [{ path: 'keep', rule: 'notText' }],
    });
    const after = await who.lin.call('visits.settle', { conflictId: of('answers'), keep: 'joined' });
    expect(after.checklists[0]?.answers[item]).toEqual({ ...fails, note: '两人\n另一人未佩戴' });
  });

  it('is for its inspectors to settle, and while the visit is open', async () => {
    await who.lin.change(visit, edit({ narrative: null }, { narrative: '林写的' }));
    const { conflicts } = await who.qiao.change(visit, edit({ narrative: null }, { narrative: '乔写的' }));
    const settle = { conflictId: conflicts[0]?.id ?? 0, keep: 'mine' } as const;
    await expect(who.fu.call('visits.settle', settle)).rejects.toMatchObject({ code: 'notFound.record' });
    const { revision } = await seen();
    await who.lin.call('visits.discard', { id: visit.id, revision, reason: '误开' });
    await expect(who.lin.call('visits.settle', settle)).rejects.toMatchObject({ code: 'conflict.state' });
  });

  it('a finding that one drops while the other writes in it is in dispute, too', async () => {
    const one = finding();
    const write = (was: typeof one | null, value: typeof one | null): VisitChange => {
      return { kind: 'finding', clientId: one.clientId, was, value };
    };
    await who.lin.change(visit, write(null, one));
    const fuller = { ...one, description: '九点至九点二十无人' };
    await who.lin.change(visit, write(one, fuller));
    const { conflicts } = await who.qiao.change(visit, write(one, null));
    expect(conflicts).toMatchObject([{ path: `findings.${one.clientId}`, mine: 'null' }]);
    const after = await who.qiao.call('visits.settle', { conflictId: conflicts[0]?.id ?? 0, keep: 'mine' });
    expect(after.findings).toEqual([]);
  });
});
