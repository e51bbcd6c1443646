import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../domain/time.js';
import type { Step } from '../../domain/visit.js';
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
import { change } from '../support/hall.js';
import { edit, finding, published, sampleRound } from '../support/visits.js';

inDraftVisit();

/** `path rule` of everything that was refused. */
const refused = async (...changes: VisitChange[]): Promise<string[]> => {
  const error = await who.lin.change(visit, ...changes).then(
    () => ({ fields: [] }),
    (thrown: { fields: { path: string; rule: string }[] }) => thrown,
  );
  return error.fields.map(({ path, rule }) => `${path.replace(list, 'list')} ${rule}`);
};

describe('what is refused', () => {
  const now = (): number => console.time.now;

  it.each<[string, () => VisitChange[], string[]]>([
    [
      'an end before the start',
      () => [edit({ endedAt: null }, { endedAt: now() - 3_600_000 })],
      ['endedAt endBeforeStart'],
    ],
    ['a start in the future', () => [edit({ startedAt: now() }, { startedAt: now() + DAY_MS })], ['startedAt future']],
    [
      'an inspector twice',
      () => [edit({ inspectorIds: visit.fields.inspectorIds }, { inspectorIds: [who.lin.personId, who.lin.personId] })],
      ['inspectorIds inspectorTwice'],
    ],
    [
      'an inspector who is none, and oneself away',
      () => [edit({ inspectorIds: visit.fields.inspectorIds }, { inspectorIds: [who.fu.personId] })],
      ['inspectorIds notInspector', 'inspectorIds selfMissing'],
    ],
    [
      'a window of another hall',
      () => [edit({ zoneId: hall.zone.id }, { zoneId: hall.zoneB.id })],
      ['zoneId otherHall'],
    ],
    [
      'a hall that is none',
      () => [edit({ hallId: hall.hall.id }, { hallId: 9999 })],
      ['hallId unknown', 'zoneId otherHall', 'windowIds otherHall'],
    ],
    [
      'a service item that is none',
      () => [edit({ serviceItemId: null }, { serviceItemId: 9999 })],
      ['serviceItemId unknown'],
    ],
    ['a plan that is none', () => [edit({ planId: null }, { planId: 9999 })], ['planId unknown']],
    [
      'a desk at a window that is none',
      () => [
        edit(
          { spokenTo: [] },
          { spokenTo: [{ kind: 'counter_staff', windowId: 9999, badgeNo: '1', deskNo: null, remarks: null }] },
        ),
      ],
      ['spokenTo.0.windowId unknown'],
    ],
    [
      'a window with its checklist',
      () => [edit({ windowIds: [hall.w2.id] }, { windowIds: [] })],
      ['windowIds windowHasChecklist'],
    ],
    ['an unknown item', () => [answer('99.99', null, conforms)], ['answers.list.99.99 itemUnknown']],
    [
      'an answer of the wrong kind',
      () => [answer(ofKind('conformity'), null, { kind: 'value', value: 3, note: null })],
      [`answers.list.${'*'} kindWrong`],
    ],
    [
      'an answer of a checklist that is none',
      () => [answer('1.1', null, conforms, '7b0c1f52-6d1c-4f0e-9d8e-0d1a0b4f8a11')],
      ['answers.7b0c1f52-6d1c-4f0e-9d8e-0d1a0b4f8a11.1.1 checklistUnknown'],
    ],
    ['a step that did not happen yet', () => [step('arrive', now() + 60_000)], ['steps.arrive future']],
    ['a step on another day than the visit', () => [step('arrive', now() - 2 * DAY_MS)], ['steps.arrive otherDay']],
    [
      'the same checklist twice at one window',
      () => [
        {
          kind: 'checklist',
          clientId: '7b0c1f52-6d1c-4f0e-9d8e-0d1a0b4f8a11',
          windowId: hall.w2.id,
          versionId: visit.checklists[0]?.versionId ?? 0,
        },
      ],
      ['checklists.7b0c1f52-6d1c-4f0e-9d8e-0d1a0b4f8a11 checklistTwice'],
    ],
    ['steps the wrong way round', () => [step('arrive', now()), step('left', now() - 1000)], ['steps.left order']],
    ['a step at another window', () => [step('called', now(), hall.w10.id)], ['steps.called windowUnknown']],
    [
      'a checklist at another window',
      () => [
        {
          kind: 'checklist',
          clientId: '7b0c1f52-6d1c-4f0e-9d8e-0d1a0b4f8a11',
          windowId: hall.w10.id,
          versionId: visit.checklists[0]?.versionId ?? 0,
        },
      ],
      ['checklists.7b0c1f52-6d1c-4f0e-9d8e-0d1a0b4f8a11 windowUnknown'],
    ],
    [
      'a checklist of no version',
      () => [{ kind: 'checklist', clientId: '7b0c1f52-6d1c-4f0e-9d8e-0d1a0b4f8a11', windowId: null, versionId: 9999 }],
      ['checklists.7b0c1f52-6d1c-4f0e-9d8e-0d1a0b4f8a11 unknown'],
    ],
  ])('%s, and with it everything that came along', async (_name, changes, expected) => {
    const rules = await refused(edit({ narrative: null }, { narrative: '同来的' }), ...changes());
    expect(rules.map((rule) => (rule.endsWith('kindWrong') ? 'answers.list.* kindWrong' : rule))).toEqual(expected);
    expect(await seen()).toEqual(visit);
  });

  it('a finding that does not add up, or stands nowhere', async () => {
    const one = finding({ headCount: 3, headTotal: 2, windowId: 9999, unitId: hall.unitO.id, at: now() + DAY_MS });
    const write: VisitChange = { kind: 'finding', clientId: one.clientId, was: null, value: one };
    expect((await refused(write)).map((rule) => rule.replace(one.clientId, 'one'))).toEqual([
      'findings.one.headCount headAboveTotal',
      'findings.one.at future',
      'findings.one.windowId unknown',
      'findings.one.unitId unknown',
    ]);
    const lost = finding({ checklist: randomUUID(), itemCode: '1.1' });
    expect(await refused({ kind: 'finding', clientId: lost.clientId, was: null, value: lost })).toEqual([
      `findings.${lost.clientId}.checklist checklistUnknown`,
    ]);
    const stray = finding({ checklist: list, itemCode: '99.99' });
    expect(await refused({ kind: 'finding', clientId: stray.clientId, was: null, value: stray })).toEqual([
      `findings.${stray.clientId}.itemCode itemUnknown`,
    ]);
    expect(await seen()).toEqual(visit);
  });

  it('a checklist away under its findings, and one of another template under answers', async () => {
    const item = ofKind('conformity');
    const one = finding({ checklist: list, itemCode: item });
    await who.lin.change(visit, answer(item, null, fails), {
      kind: 'finding',
      clientId: one.clientId,
      was: null,
      value: one,
    });
    expect(await refused({ kind: 'dropChecklist', clientId: list })).toEqual(['checklists.list checklistHasFindings']);
    const versionId = await published(console, 'attendance');
    expect(await refused({ kind: 'checklist', clientId: list, windowId: hall.w2.id, versionId })).toEqual([
      'checklists.list checklistAnswered',
    ]);
    await who.lin.change(
      visit,
      { kind: 'finding', clientId: one.clientId, was: one, value: null },
      { kind: 'dropChecklist', clientId: list },
      edit({ windowIds: [hall.w2.id] }, { windowIds: [] }),
    );
    expect(await seen()).toMatchObject({ checklists: [], findings: [], windows: [] });
  });

  it('a day before the hall was open, at its field', async () => {
    hall.hall = await change(console, hall.hall, { openedDay: 20_000 });
    const before = 19_999 * DAY_MS;
    expect(await refused(edit({ startedAt: visit.fields.startedAt }, { startedAt: before - 8 * 3_600_000 }))).toEqual([
      'startedAt beforeHall',
    ]);
    const old = (name: Step): VisitChange => step(name, before - 8 * 3_600_000);
    expect(await refused(old('arrive'), old('left'))).toEqual([
      'steps.arrive beforeHall',
      'steps.left beforeHall',
      'steps.arrive otherDay',
      'steps.left otherDay',
    ]);
    const early = finding({ at: before - 8 * 3_600_000 });
    expect(await refused({ kind: 'finding', clientId: early.clientId, was: null, value: early })).toEqual([
      `findings.${early.clientId}.at beforeHall`,
    ]);
    expect(await refused(edit({ startedAt: visit.fields.startedAt }, { startedAt: before + DAY_MS }))).toEqual([]);
  });

  it('a plan that is not in force, of other days or of other halls', async () => {
    const { planId } = await sampleRound(console, { mode: null, objects: [] });
    const hang = (): Promise<string[]> => refused(edit({ planId: null }, { planId }));
    const plan = (sql: string): Promise<unknown> =>
      console.workspace.database.write('test.plan', (tx) => tx.run(sql, { planId }), { unaudited: true });
    await plan(`UPDATE inspection_plan SET from_day = from_day - 900, to_day = to_day - 900 WHERE id = :planId`);
    expect(await hang()).toEqual(['planId planOtherDays']);
    await plan(`UPDATE inspection_plan SET from_day = from_day + 900, to_day = to_day + 900, state = 'closed'
      WHERE id = :planId`);
    expect(await hang()).toEqual(['planId notActive']);
    await plan(`UPDATE inspection_plan SET state = 'active' WHERE id = :planId`);
    const named = `INSERT INTO inspection_plan_object(plan_id, kind, object_id, position)`;
    await plan(`${named} VALUES(:planId, 'unit', ${hall.unitO.id}, 0)`);
    expect(await hang()).toEqual(['planId planOtherHall']);
    await plan(`${named} VALUES(:planId, 'window', ${hall.w2.id}, 1)`);
    expect(await hang()).toEqual([]);
    await plan(`UPDATE inspection_plan SET state = 'closed' WHERE id = :planId`);
    expect(await refused(edit({ narrative: null }, { narrative: '方案已结束' }))).toEqual([]);
    expect(await refused(edit({ startedAt: visit.fields.startedAt }, { startedAt: now() - 90 * DAY_MS }))).toEqual([
      'planId planOtherDays',
    ]);
  });

  it('what was wrong before does not hold up what is written now', async () => {
    await console.workspace.database.write(
      'test.turned',
      (tx) => tx.run(`UPDATE visit SET started_at = :at WHERE id = :id`, { at: now() + DAY_MS, id: visit.id }),
      { unaudited: true },
    );
    expect(await refused(edit({ narrative: null }, { narrative: '时钟调回之后' }))).toEqual([]);
  });

  it('through the contract: overlong text, control characters and shapes that are none', async () => {
    await console.call('people.create', {
      clientId: randomUUID(),
      fields: {
        account: `tester${visit.id}`,
        name: '测',
        code: null,
        roles: ['inspector', 'office'],
        unitId: null,
        phone: null,
        note: null,
      },
      password: '杭州湾-tide-48',
    });
    const base = { id: visit.id, seen: 1 };
    await console.call('session.signOut', {});
    await console.call('session.signIn', { account: `tester${visit.id}`, password: '杭州湾-tide-48' });
    await console.call('session.changePassword', { current: '杭州湾-tide-48', next: '杭州湾-tide-49' });
    const long = await console.refused('visits.change', {
      ...base,
      changes: [{ kind: 'fields', was: { narrative: null }, value: { narrative: '长'.repeat(20_001) } }],
    });
    expect(long).toMatchObject({ code: 'validation.input', fields: [{ path: 'changes.0.value.narrative' }] });
    const control = await console.refused('visits.change', {
      ...base,
      changes: [{ kind: 'fields', was: {}, value: { narrative: 'a\u0007b' } }],
    });
    expect(control.fields).toMatchObject([{ path: 'changes.0.value.narrative', rule: 'control' }]);
    const shape = await console.refused('visits.change', { ...base, changes: [{ kind: 'drop table' }] });
    expect(shape.code).toBe('validation.input');
    expect(await seen()).toEqual(visit);
  });
});
