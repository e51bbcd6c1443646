import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf, DAY_MS } from '../../domain/time.js';
import { change, make, smallHall, type SmallHall } from '../support/hall.js';
import { callerOf, finding, people, published, sampleRound, type Caller } from '../support/visits.js';
import { openConsole, type TestConsole } from '../support/workspace.js';

let console: TestConsole;
let hall: SmallHall;
let who: Record<'lin' | 'qiao' | 'gu' | 'fu' | 'qin', Caller>;
let office: Caller;
let version: number;
beforeAll(async () => {
  console = await openConsole();
  hall = await smallHall(console);
  version = await published(console, 'simulated_transaction');
  who = await people(console, {
    lin: ['inspector'],
    qiao: ['inspector'],
    gu: ['inspector'],
    fu: ['reviewer'],
    qin: ['leader'],
  });
  office = callerOf(console, 1, ['office']);
});
afterAll(() => console.close());

const year = new Date(Date.UTC(2026, 9, 14)).getUTCFullYear();

describe('starting a visit', () => {
  it('numbers and stores it at once, the caller first, with a checklist for each window', async () => {
    const visit = await who.lin.start({ windowIds: [hall.w2.id, hall.w10.id], partnerIds: [who.qiao.personId] });
    expect(visit).toMatchObject({
      no: `访〔${year}〕1号`,
      state: 'draft',
      revision: 1,
      hallLabel: '林溪政务服务中心',
      zoneLabel: '综合区',
      may: { edit: true, review: false, openIdentity: false },
    });
    expect(visit.fields).toMatchObject({
      inspectorIds: [who.lin.personId, who.qiao.personId],
      startedAt: console.time.now,
      endedAt: null,
    });
    expect(visit.checklists.map(({ windowId, versionId }) => [windowId, versionId])).toEqual([
      [hall.w2.id, version],
      [hall.w10.id, version],
    ]);
    expect(visit.windows.map(({ label, unitLabel }) => `${label} ${unitLabel}`)).toEqual([
      'A2 社保 人力资源和社会保障局',
      'A10 办税 税务局',
    ]);
    expect(visit.events).toMatchObject([{ kind: 'started' }]);
    expect(await who.lin.get(visit.id)).toEqual(visit);
  });

  it('answers the same visit to the same clientId, and takes no second number', async () => {
    const clientId = randomUUID();
    const visit = await who.lin.start({ clientId });
    expect(await who.lin.start({ clientId })).toEqual(visit);
    const next = await who.lin.start();
    expect(Number(/(\d+)号/.exec(next.no)?.[1])).toBe(Number(/(\d+)号/.exec(visit.no)?.[1]) + 1);
  });

  it('takes hall and partners of the last visit where nobody named any, and none where one inspector is enough', async () => {
    await who.gu.start({ hallId: hall.branch.id, partnerIds: [who.qiao.personId] });
    expect((await who.gu.start()).fields).toMatchObject({
      hallId: hall.branch.id,
      inspectorIds: [who.gu.personId, who.qiao.personId],
    });
    const call = await who.gu.start({ mode: 'phone_inquiry' });
    expect(call.fields.inspectorIds).toEqual([who.gu.personId]);
    expect(call.checklists.map(({ title }) => title)).toEqual(['电话咨询']);
  });

  it('begins without a checklist where the mode knows none', async () => {
    expect((await who.lin.start({ mode: 'symposium' })).checklists).toEqual([]);
  });

  it.each([
    ['a hall that is none', () => ({ hallId: 9999 }), 'hallId unknown'],
    ['a window that is none', () => ({ windowIds: [9999] }), 'windowIds unknown'],
    ['a window of another hall', () => ({ hallId: hall.branch.id, windowIds: [hall.w2.id] }), 'windowIds otherHall'],
    ['a partner who does not inspect', () => ({ partnerIds: [who.fu.personId] }), 'partnerIds notInspector'],
  ])('refuses %s and keeps no number', async (_name, input, expected) => {
    const before = await count('visit');
    await expect(who.lin.start(input())).rejects.toMatchObject({ code: 'validation.input' });
    const fields = await who.lin
      .start(input())
      .catch((error: { fields: { path: string; rule: string }[] }) => error.fields);
    expect(fields).toEqual([expect.objectContaining({ path: expected.split(' ')[0], rule: expected.split(' ')[1] })]);
    expect(await count('visit')).toBe(before);
    expect(await count('number_series')).toBeLessThanOrEqual(2);
  });
});

const count = (table: string): Promise<number> =>
  console.workspace.database
    .read('test.count', (reader) => reader.value<number>(`SELECT count(*) FROM ${table}`))
    .then((found) => found ?? 0);

describe('starting from a round', () => {
  it('brings plan, window, partners, mode and checklist, and takes the assignment off the desk', async () => {
    const round = await sampleRound(console, {
      mode: 'announced_visit',
      objects: [{ kind: 'window', id: hall.w2.id, inspectors: [who.lin.personId, who.qiao.personId] }],
    });
    const desk = await who.qiao.call('visits.desk', {});
    expect(desk.assignments).toMatchObject([
      {
        roundObjectId: round.objects[0],
        mode: 'announced_visit',
        label: 'A2 社保',
        unitLabel: '人力资源和社会保障局',
        hallLabel: '林溪政务服务中心',
        partners: [`#${who.lin.personId}`],
      },
    ]);
    const visit = await who.qiao.start({ roundObjectId: round.objects[0] ?? 0, mode: 'covert_visit' });
    expect(visit.fields).toMatchObject({
      mode: 'announced_visit',
      planId: round.planId,
      roundId: round.roundId,
      windowIds: [hall.w2.id],
      inspectorIds: [who.qiao.personId, who.lin.personId],
    });
    expect(visit).toMatchObject({ planTitle: '三季度方案', roundNumber: 1 });
    expect(visit.checklists.map(({ title }) => title)).toEqual(['服务规范']);
    expect((await who.lin.call('visits.desk', {})).assignments).toEqual([]);
  });

  it('offers the windows of a unit, chosen by itself only where there is one', async () => {
    const second = await make(console, 'window', {
      zoneId: hall.zone.id,
      unitId: hall.tax.id,
      number: 'A11',
      name: '票据',
    });
    const round = await sampleRound(console, {
      mode: null,
      objects: [
        { kind: 'unit', id: hall.tax.id, inspectors: [who.lin.personId, who.gu.personId] },
        { kind: 'unit', id: hall.unit.id, inspectors: [who.lin.personId, who.gu.personId] },
      ],
    });
    const [tax = 0, social = 0] = round.objects;
    expect((await who.lin.start({ roundObjectId: tax })).fields.windowIds).toEqual([]);
    expect((await who.gu.start({ roundObjectId: tax, windowIds: [second.id] })).fields.windowIds).toEqual([second.id]);
    expect((await who.lin.start({ roundObjectId: social })).fields.windowIds).toEqual([hall.w2.id]);
    await expect(who.lin.start({ roundObjectId: tax, windowIds: [hall.w2.id] })).rejects.toMatchObject({
      fields: [{ path: 'windowIds', rule: 'otherUnit' }],
    });
  });

  it('is for those it sends, while it is open', async () => {
    const round = await sampleRound(console, {
      mode: null,
      objects: [{ kind: 'window', id: hall.w2.id, inspectors: [who.lin.personId] }],
    });
    const roundObjectId = round.objects[0] ?? 0;
    await expect(who.gu.start({ roundObjectId })).rejects.toMatchObject({ code: 'notFound.record' });
    await console.workspace.database.write(
      'test.close',
      (tx) => tx.run(`UPDATE inspection_round SET state = 'closed' WHERE id = :id`, { id: round.roundId }),
      { unaudited: true },
    );
    await expect(who.lin.start({ roundObjectId })).rejects.toMatchObject({
      code: 'conflict.state',
      params: { entity: 'inspection_round', state: 'closed' },
    });
  });
});

describe('what is not for everybody', () => {
  it('a draft is nobody else’s, not even the office’s', async () => {
    const visit = await who.lin.start({ hallId: hall.hall.id, partnerIds: [who.qiao.personId] });
    expect((await who.qiao.get(visit.id)).may.edit).toBe(true);
    for (const other of [who.gu, who.fu, who.qin, office])
      await expect(other.get(visit.id)).rejects.toMatchObject({ code: 'notFound.record' });
    await expect(
      who.gu.change(visit, { kind: 'fields', was: { narrative: null }, value: { narrative: 'x' } }),
    ).rejects.toMatchObject({ code: 'notFound.record' });
  });

  it('one who was an inspector and is no more does not see it either', async () => {
    const visit = await who.lin.start({ hallId: hall.hall.id });
    await expect(callerOf(console, who.lin.personId, ['leader']).get(visit.id)).rejects.toMatchObject({
      code: 'notFound.record',
    });
  });

  it('is given up with a reason, and stays with its number', async () => {
    const visit = await who.lin.start({ hallId: hall.hall.id });
    await who.lin.change(visit, {
      kind: 'finding',
      clientId: randomUUID(),
      was: null,
      value: finding({ title: '叫号屏不亮' }),
    });
    await expect(who.lin.call('visits.discard', { id: visit.id, revision: 1, reason: '误开' })).rejects.toMatchObject({
      code: 'conflict.revision',
      params: { theirs: 2, yours: 1 },
    });
    const given = await who.lin.call('visits.discard', { id: visit.id, revision: 2, reason: '误开' });
    expect(given).toMatchObject({ state: 'discarded', no: visit.no, may: { edit: false } });
    expect(given.events.at(-1)).toMatchObject({ kind: 'discarded', note: '误开' });
    expect(given.findings.map(({ state }) => state)).toEqual(['draft']);
    await expect(
      who.lin.change(given, { kind: 'fields', was: { narrative: null }, value: { narrative: 'x' } }),
    ).rejects.toMatchObject({ code: 'conflict.state' });
    expect((await office.get(visit.id)).state).toBe('discarded');
    await expect(who.fu.get(visit.id)).rejects.toMatchObject({ code: 'notFound.record' });
  });
});

describe('the desk', () => {
  it('shows own open visits, the one changed last first, and whom to take along', async () => {
    const first = await who.gu.start({ hallId: hall.hall.id, windowIds: [hall.w2.id] });
    console.time.now += 60_000;
    const second = await who.gu.start({
      hallId: hall.hall.id,
      mode: 'announced_visit',
      partnerIds: [who.lin.personId],
    });
    console.time.now += 60_000;
    await who.gu.change(first, { kind: 'fields', was: { narrative: null }, value: { narrative: '续' } });
    const desk = await who.gu.call('visits.desk', {});
    expect(desk.open.slice(0, 2).map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(desk.colleagues.map(({ id }) => id)).toEqual([who.lin.personId, who.qiao.personId]);
    expect(desk.last).toEqual({ hallId: hall.hall.id, partnerIds: [who.lin.personId] });
    expect((await callerOf(console, 1, ['inspector']).call('visits.desk', {})).open).toEqual([]);
  });
});

describe('what a visit shows', () => {
  it('is called as it was called on its day, and held against today’s limits while it is open', async () => {
    await make(console, 'target', { hallId: hall.hall.id, measure: 'waiting_minutes', value: 20 });
    await make(console, 'target', {
      hallId: hall.hall.id,
      zoneId: hall.zone.id,
      measure: 'waiting_minutes',
      value: 15,
    });
    const visit = await who.lin.start({ windowIds: [hall.w2.id] });
    await who.lin.change(visit, {
      kind: 'fields',
      was: { serviceItemId: null },
      value: { serviceItemId: hall.item.id },
    });
    const today = await who.lin.get(visit.id);
    expect(today).toMatchObject({
      targets: { waiting_minutes: 15, handling_minutes: null },
      promisedDays: 5,
      serviceItemLabel: '社保登记',
    });
    expect(today.checklists[0]?.limits).toEqual({ waiting_minutes: 15, promised_days: 5 });
    console.time.now += 2 * DAY_MS;
    hall.hall = await change(console, hall.hall, { name: '林溪市民中心' });
    expect((await who.lin.get(visit.id)).hallLabel).toBe('林溪政务服务中心');
    expect((await who.lin.start({ windowIds: [hall.w2.id] })).hallLabel).toBe('林溪市民中心');
    expect(dayOf(console.time.now)).toBeGreaterThan(dayOf(visit.createdAt));
  });
});
