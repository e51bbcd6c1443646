import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyChain } from '../../db/audit.js';
import type { PlanFields, PlanRow } from '../../domain/plan.js';
import type { Role } from '../../domain/people.js';
import { dayOfIso, FROM, planDesk, planFields, roundFields, TO, type PlanDesk } from '../support/plans.js';
import { addPerson, PASSWORD } from '../support/workspace.js';

let desk: PlanDesk;

beforeEach(async () => {
  desk = await planDesk();
});
afterEach(() => desk.target.close());

const asSomebody = async (role: Role): Promise<void> => {
  const account = `als-${role}`;
  const unitId = role === 'unit_contact' ? desk.small.unit.id : null;
  await addPerson(desk.target, account, [role], unitId);
  await desk.target.call('session.signOut', {});
  await desk.target.call('session.signIn', { account, password: PASSWORD });
  await desk.target.call('session.changePassword', { current: PASSWORD, next: 'entirely new 5' });
};

describe('a plan', () => {
  it('gets the next number of the year in Shanghai, once for one client id', async () => {
    expect(await desk.create()).toMatchObject({
      no: '方〔2026〕1号',
      state: 'draft',
      revision: 1,
      rounds: 0,
      objects: 0,
    });
    const input = { clientId: randomUUID(), fields: planFields({ title: '又一个' }) };
    const [first, second] = [
      await desk.target.call('plans.create', input),
      await desk.target.call('plans.create', input),
    ];
    expect(first.no).toBe('方〔2026〕2号');
    expect(second).toEqual(first);
    // Still 2026 in UTC, 2027 in Shanghai.
    desk.target.time.now = Date.UTC(2026, 11, 31, 16, 30);
    expect((await desk.create()).no).toBe('方〔2027〕1号');
    await expect(verifyChain(desk.target.workspace.database)).resolves.toMatchObject({ ok: true });
  });

  it('keeps rare characters and drops nothing of what was written', async () => {
    const written = {
      title: '㐂𠮷楼暗访 🏛️',
      authorityBasis: '<b>依据</b> & "引号"',
      content: '一\n二',
      scope: '全区',
    };
    const plan = await desk.create(written);
    expect(plan.fields).toMatchObject(written);
    expect((await desk.planOf(plan.id)).fields).toEqual(plan.fields);
  });

  it.each([
    ['an overlong title', { title: '长'.repeat(101) }, 'fields.title', 'too_big'],
    ['no title', { title: '  ' }, 'fields.title', 'required'],
    ['no basis', { authorityBasis: '' }, 'fields.authorityBasis', 'required'],
    ['an end before its start', { toDay: FROM - 1, approvedDay: null }, 'fields.toDay', 'endBeforeStart'],
    ['a slip of the year', { fromDay: -25_000 }, 'fields.fromDay', 'dayImplausible'],
    ['an approval after its end', { approvedDay: TO + 1 }, 'fields.approvedDay', 'approvedLater'],
    ['an unknown window', { named: [{ kind: 'window', id: 9999 }] }, 'fields.named', 'unknown'],
    [
      'an object named twice',
      {
        named: [
          { kind: 'unit', id: 1 },
          { kind: 'unit', id: 1 },
        ],
      },
      'fields.named',
      'namedTwice',
    ],
  ] as const)('is refused at its field for %s, and nothing is kept', async (_, rest, path, rule) => {
    const fields = { ...planFields(), ...rest };
    const error = await desk.target.refused('plans.create', { clientId: randomUUID(), fields });
    expect(error.fields).toEqual([expect.objectContaining({ path, rule })]);
    expect(await desk.target.call('plans.list', {})).toEqual({ ids: [], total: 0 });
    // The number was given back.
    expect((await desk.create()).no).toBe('方〔2026〕1号');
  });

  it('names windows and units by hand, in order, also after they went out of use', async () => {
    const named: PlanFields['named'] = [
      { kind: 'unit', id: desk.small.unit.id },
      { kind: 'window', id: desk.small.w10.id },
    ];
    const plan = await desk.create({ named });
    expect(plan.namedLabels).toEqual(['人力资源和社会保障局', 'A10 办税']);
    await desk.target.call('hall.retire', { entity: 'window', ids: [desk.small.w10.id], reason: '撤' });
    const fields = planFields({ named: [...named].reverse() });
    const changed = await desk.target.call('plans.update', { id: plan.id, revision: 1, fields });
    expect(changed.namedLabels).toEqual(['A10 办税', '人力资源和社会保障局']);
    expect(
      await desk.target.refused('plans.create', { clientId: randomUUID(), fields: planFields({ named }) }),
    ).toMatchObject({ code: 'validation.reference', fields: [{ path: 'fields.named', rule: 'notActive' }] });
  });

  it('is changed by one of two who opened it; the other hears of it', async () => {
    const { id, revision } = await desk.create();
    const mine = await desk.target.call('plans.update', { id, revision, fields: planFields({ title: '甲改' }) });
    expect(mine).toMatchObject({ revision: 2, fields: { title: '甲改' } });
    expect(
      await desk.target.refused('plans.update', { id, revision, fields: planFields({ title: '乙改' }) }),
    ).toMatchObject({ code: 'conflict.revision', params: { theirs: 2, yours: 1 } });
    expect((await desk.planOf(id)).fields.title).toBe('甲改');
    expect(await desk.target.refused('plans.setState', { id, revision, state: 'active', reason: null })).toMatchObject({
      code: 'conflict.revision',
    });
  });

  it('comes into force with an approver alone, and is opened again with a reason alone', async () => {
    const bare = await desk.create({ approver: null, approvedDay: null });
    const move = (plan: PlanRow, state: PlanRow['state'], reason: string | null = null) => ({
      id: plan.id,
      revision: plan.revision,
      state,
      reason,
    });
    expect(await desk.target.refused('plans.setState', move(bare, 'active'))).toMatchObject({
      fields: [{ path: 'fields.approver', rule: 'approverMissing' }],
    });
    const plan = await desk.inForce();
    const round = await desk.addRound(plan.id);
    expect(await desk.target.refused('plans.setState', move(await desk.planOf(plan.id), 'closed'))).toMatchObject({
      code: 'conflict.inUse',
      params: { count: 1, by: 'inspection_round' },
    });
    await desk.target.call('plans.setRoundState', { id: round.id, revision: 1, state: 'closed', reason: null });
    const closed = await desk.target.call('plans.setState', move(await desk.planOf(plan.id), 'closed'));
    expect(await desk.target.refused('plans.update', { ...move(closed, 'closed'), fields: planFields() })).toBeTruthy();
    expect(
      await desk.target.refused('plans.update', { id: plan.id, revision: closed.revision, fields: planFields() }),
    ).toMatchObject({ code: 'conflict.state', params: { state: 'closed' } });
    expect(await desk.target.refused('plans.setState', move(closed, 'active'))).toMatchObject({
      code: 'validation.reasonMissing',
    });
    expect(await desk.target.refused('plans.setState', move(closed, 'draft', '退回'))).toMatchObject({
      code: 'conflict.state',
    });
    expect(await desk.target.call('plans.setState', move(closed, 'active', '补一批'))).toMatchObject({
      state: 'active',
    });
    // A draft that came to nothing is put away with a reason and comes back as a draft.
    expect(await desk.target.refused('plans.setState', move(bare, 'closed'))).toMatchObject({
      code: 'validation.reasonMissing',
    });
    const away = await desk.target.call('plans.setState', move(bare, 'closed', '并入另一方案'));
    expect(await desk.target.call('plans.setState', move(away, 'draft', '仍要做'))).toMatchObject({ state: 'draft' });
  });

  it('is listed, sorted by number and found by its words', async () => {
    for (let n = 1; n <= 11; n += 1) await desk.create({ title: `方案 ${n}`, style: n % 2 ? 'full' : 'focus' });
    const titles = async (input: object): Promise<string[]> => {
      const { ids } = await desk.target.call('plans.list', input);
      return (await desk.target.call('plans.rows', { ids })).map(({ fields }) => fields.title);
    };
    expect((await titles({}))[0]).toBe('方案 11');
    expect((await titles({ sort: { by: 'no', direction: 'asc' } })).slice(0, 2)).toEqual(['方案 1', '方案 2']);
    expect(await titles({ text: '〕10号' })).toEqual(['方案 10']);
    expect(await titles({ filter: { style: 'focus', state: 'draft' } })).toHaveLength(5);
    const { hits } = await desk.target.call('search.find', { text: '方案 11', limit: 5 });
    expect(hits[0]).toMatchObject({ kind: 'inspection_plan', title: '方案 11', route: '/plans/11' });
  });

  it('has a history of itself, its rounds and draws', async () => {
    const plan = await desk.inForce();
    const round = await desk.addRound(plan.id);
    const { id } = await desk.drawIn(round.id);
    await desk.target.call('plans.voidDraw', { drawId: id, reason: '抽错大厅' });
    const history = await desk.target.call('plans.history', { planId: plan.id });
    expect(history.map(({ action, roundNumber }) => [action, roundNumber])).toEqual([
      ['plans.voidDraw', 1],
      ['plans.draw', 1],
      ['plans.createRound', 1],
      ['plans.setState', null],
      ['plans.create', null],
    ]);
    expect(history[0]).toMatchObject({ reason: '抽错大厅', who: '何知远', roundId: round.id });
  });
});

describe('a round', () => {
  it('is held under a plan in force, within its days, numbered from 1', async () => {
    const draft = await desk.create();
    const input = { clientId: randomUUID(), planId: draft.id, fields: roundFields() };
    expect(await desk.target.refused('plans.createRound', input)).toMatchObject({
      code: 'conflict.state',
      params: { entity: 'inspection_plan', state: 'draft' },
    });
    const plan = await desk.inForce();
    expect(await desk.addRound(plan.id)).toMatchObject({ number: 1, state: 'open', planNo: plan.no });
    const again = { clientId: randomUUID(), planId: plan.id, fields: roundFields({ title: '第二批' }) };
    const second = await desk.target.call('plans.createRound', again);
    expect(await desk.target.call('plans.createRound', again)).toEqual(second);
    expect(second.number).toBe(2);
    for (const [rest, path] of [
      [{ fromDay: FROM - 1 }, 'fields.fromDay'],
      [{ toDay: TO + 1 }, 'fields.toDay'],
    ] as const) {
      const error = await desk.target.refused('plans.createRound', {
        clientId: randomUUID(),
        planId: plan.id,
        fields: roundFields(rest),
      });
      expect(error.fields).toEqual([{ path, rule: 'outsidePlan', params: { from: '2026-10-01', to: '2026-12-31' } }]);
    }
    expect(await desk.target.call('plans.rounds', { planId: plan.id })).toHaveLength(2);
  });

  it('keeps its plan from leaving it outside', async () => {
    const plan = await desk.inForce();
    await desk.addRound(plan.id);
    const { revision } = await desk.planOf(plan.id);
    const fields = planFields({ fromDay: dayOfIso('2026-10-20') });
    expect(await desk.target.refused('plans.update', { id: plan.id, revision, fields })).toMatchObject({
      fields: [{ path: 'fields.fromDay', rule: 'roundOutside', params: { number: 1, from: '2026-10-12' } }],
    });
  });

  it('is found by the days it touches, in their order', async () => {
    const plan = await desk.inForce();
    const late = await desk.addRound(plan.id, { fromDay: dayOfIso('2026-11-02'), toDay: dayOfIso('2026-11-20') });
    const early = await desk.addRound(plan.id);
    const within = async (from: string, to: string): Promise<number[]> =>
      (await desk.target.call('plans.rounds', { fromDay: dayOfIso(from), toDay: dayOfIso(to) })).map(({ id }) => id);
    expect(await within('2026-10-01', '2026-12-31')).toEqual([early.id, late.id]);
    expect(await within('2026-10-30', '2026-11-01')).toEqual([early.id]);
    expect(await within('2026-10-31', '2026-11-01')).toEqual([]);
  });

  it('is refused a checklist that is not there', async () => {
    const plan = await desk.inForce();
    const fields = roundFields({ templateId: 77 });
    expect(
      await desk.target.refused('plans.createRound', { clientId: randomUUID(), planId: plan.id, fields }),
    ).toMatchObject({ fields: [{ path: 'fields.templateId', rule: 'unknown' }] });
  });

  it('takes objects named by hand with two inspectors at least, none twice', async () => {
    const plan = await desk.inForce();
    const { id: roundId } = await desk.addRound(plan.id);
    const [a, b] = desk.inspectors as [number, number];
    const add = (rest: object) => ({
      roundId,
      kind: 'window',
      objectId: desk.small.w2.id,
      inspectorIds: [a, b],
      ...rest,
    });
    expect(await desk.target.refused('plans.addObject', add({ inspectorIds: [a] }))).toMatchObject({
      fields: [{ path: 'inspectorIds', rule: 'too_small' }],
    });
    expect(await desk.target.refused('plans.addObject', add({ inspectorIds: [a, a] }))).toMatchObject({
      code: 'validation.draw',
      fields: [{ path: 'inspectorIds', rule: 'inspectorTwice', params: { id: `#${a}` } }],
    });
    expect(await desk.target.refused('plans.addObject', add({ inspectorIds: [a, 1] }))).toMatchObject({
      code: 'validation.reference',
      fields: [{ path: 'inspectorIds', rule: 'notInspector' }],
    });
    expect((await desk.detail(roundId)).objects).toEqual([]);
    const { objects } = await desk.target.call('plans.addObject', add({}) as never);
    expect(objects).toEqual([
      expect.objectContaining({
        label: 'A2 社保',
        unitLabel: '人社局',
        source: 'hand',
        drawId: null,
        inspectors: [a, b].map((id) => ({ personId: id, code: `#${id}`, name: null })),
      }),
    ]);
    expect(await desk.target.refused('plans.addObject', add({}))).toMatchObject({
      code: 'validation.duplicate',
      fields: [{ path: 'objectId', rule: 'inRound' }],
    });
    const after = await desk.target.call('plans.removeObject', { roundObjectId: objects[0]!.id, reason: '已停办' });
    expect(after.objects).toEqual([]);
  });

  it('counts what was visited, and shows a visit under way without saying which', async () => {
    const plan = await desk.inForce();
    const round = await desk.addRound(plan.id);
    const [a, b] = desk.inspectors as [number, number];
    const add = (kind: 'window' | 'unit', objectId: number) =>
      desk.target.call('plans.addObject', { roundId: round.id, kind, objectId, inspectorIds: [a, b] });
    await add('window', desk.small.w2.id);
    await add('window', desk.small.w10.id);
    await add('unit', desk.small.tax.id);
    const day = dayOfIso('2026-10-14');
    await desk.visit({ windowId: desk.small.w2.id, unitId: desk.small.unit.id, day, state: 'submitted', round });
    await desk.visit({ windowId: desk.small.w10.id, unitId: desk.small.tax.id, day, state: 'draft', round });
    // In another round, or in none: not of this one.
    await desk.visit({ windowId: desk.small.w10.id, unitId: desk.small.tax.id, day, state: 'confirmed' });
    const seen = await desk.detail(round.id);
    expect(seen.objects.map(({ visits }) => visits)).toEqual([
      [{ id: 1, no: '访〔2026〕1号', state: 'submitted', day }],
      [{ id: null, no: null, state: 'draft', day: null }],
      [{ id: null, no: null, state: 'draft', day: null }],
    ]);
    expect(seen.round).toMatchObject({ objects: 3, visited: 1 });
    expect(seen.plan).toMatchObject({ rounds: 1, objects: 3, visited: 1 });
    expect(
      await desk.target.refused('plans.removeObject', { roundObjectId: seen.objects[1]!.id, reason: '撤' }),
    ).toMatchObject({ code: 'conflict.inUse', params: { by: 'visit' } });
  });

  it('takes nothing more once it is closed', async () => {
    const plan = await desk.inForce();
    const round = await desk.addRound(plan.id);
    const closed = await desk.target.call('plans.setRoundState', {
      id: round.id,
      revision: round.revision,
      state: 'closed',
      reason: null,
    });
    expect(await desk.refusedDraw(round.id, {})).toMatchObject({ code: 'conflict.state', params: { state: 'closed' } });
    const reopen = { id: round.id, revision: closed.revision, state: 'open' as const };
    expect(await desk.target.refused('plans.setRoundState', { ...reopen, reason: null })).toMatchObject({
      code: 'validation.reasonMissing',
    });
    await desk.target.call('plans.setRoundState', { ...reopen, reason: '补抽' });
    expect((await desk.drawIn(round.id)).record.result).toHaveLength(3);
  });
});

describe('rights', () => {
  it.each(['reviewer', 'leader'] as const)(
    'a %s reads plans and changes none, and knows inspectors by code',
    async (role) => {
      const plan = await desk.inForce();
      const round = await desk.addRound(plan.id);
      const drawn = await desk.drawIn(round.id);
      await asSomebody(role);
      const seen = await desk.detail(round.id);
      for (const { personId, name } of seen.objects.flatMap((object) => object.inspectors)) {
        expect([personId, name]).toEqual([null, null]);
      }
      expect(await desk.target.call('plans.redraw', { drawId: drawn.id })).toMatchObject({ genuine: true });
      expect((await desk.target.call('search.find', { text: '四季度', limit: 5 })).hits).toHaveLength(1);
      for (const [name, input] of [
        ['plans.create', { clientId: randomUUID(), fields: planFields() }],
        ['plans.draw', { clientId: randomUUID(), roundId: round.id, request: desk.request() }],
        ['plans.voidDraw', { drawId: drawn.id, reason: '无' }],
      ] as const) {
        expect(await desk.target.refused(name, input)).toMatchObject({ code: 'permission.denied' });
      }
    },
  );

  it.each(['inspector', 'unit_contact', 'social_supervisor', 'auditor'] as const)(
    'a %s sees no plan, nor finds one',
    async (role) => {
      const plan = await desk.inForce();
      await asSomebody(role);
      expect(await desk.target.refused('plans.list', {})).toMatchObject({ code: 'permission.denied' });
      expect(await desk.target.refused('plans.rows', { ids: [plan.id] })).toMatchObject({ code: 'permission.denied' });
      expect((await desk.target.call('search.find', { text: '四季度', limit: 5 })).hits).toEqual([]);
    },
  );
});
