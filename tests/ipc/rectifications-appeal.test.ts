import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf, DAY_MS } from '../../domain/time.js';
import { at, code, openMatterStage, stepsOf, type MatterStage } from '../support/matters.js';

describe('a matter under appeal', () => {
  let stage: MatterStage;
  let steps: ReturnType<typeof stepsOf>;
  beforeAll(async () => {
    stage = await openMatterStage();
    steps = stepsOf(stage);
  });
  afterAll(() => stage.console.close());

  const today = (): number => dayOf(stage.console.time.now);
  const redAt = async (id: number): Promise<boolean> =>
    (await stage.people.office.call('rectifications.list', { filter: { light: 'red' } })).ids.includes(id);
  const overdueOfDay = async (): Promise<number> =>
    (await stage.people.leader.call('measures.wall', { asOf: null })).overdue;

  it('filed in time is not overdue of the unit, which goes on working; once rejected the first date stands again', async () => {
    const { unit, leader, office } = stage.people;
    const { row } = await steps.signed();
    const before = await overdueOfDay();
    const filed = (await unit.call('rectifications.appeal', { ...at(row), grounds: '不实' })).row;
    expect(filed).toMatchObject({ dueDay: null, dueAt: null, light: 'blue', originalDueDay: row.dueDay });
    // What the notice asks for is open to the unit: to go on, and to show it.
    await steps.prove(row.id);
    const report = { ...at(filed), note: '先行整改', measures: [], milestones: [] };
    const reported = (await unit.call('rectifications.report', report)).row;
    expect(reported).toMatchObject({ state: 'appealed', beforeState: 'acknowledged', dueDay: null });
    expect(await code(unit.call('rectifications.submit', { ...at(reported), note: '好了' }))).toBe('conflict.state');
    stage.move(12);
    expect((await stage.get(row.id)).row).toMatchObject({ light: 'blue', remaining: null });
    expect(await redAt(row.id)).toBe(false);
    expect(await overdueOfDay()).toBe(before);
    const proposals = await office.call('orders.proposals', {});
    expect(JSON.stringify(proposals)).not.toContain(`"id":${row.id},`);
    const decision = { ...at(reported), upheld: false, note: '事实清楚' };
    const rejected = (await leader.call('rectifications.decideAppeal', decision)).row;
    expect(rejected).toMatchObject({ state: 'acknowledged', dueDay: row.dueDay, dueAt: row.dueAt, light: 'red' });
    expect(await redAt(row.id)).toBe(true);
    expect(await overdueOfDay()).toBe(before + 1);
  });

  it('not decided in its days is late of whoever decides, in the row, the filters and the counts alike', async () => {
    const { unit, office, leader } = stage.people;
    const { row } = await steps.signed();
    const filed = await unit.call('rectifications.appeal', { ...at(row), grounds: '不实' });
    const decideBy = filed.row.decideByDay ?? 0;
    stage.console.time.now += (decideBy - today()) * DAY_MS;
    expect((await stage.get(row.id)).row.light).toBe('blue');
    const yellow = (): Promise<number> => office.call('rectifications.counts', {}).then(({ lights }) => lights.yellow);
    stage.move(1);
    const late = (await stage.get(row.id)).row;
    expect(late).toMatchObject({ light: 'yellow', waiting: { kind: 'appeal' } });
    for (const [light, holds] of [
      ['yellow', true],
      ['blue', false],
      ['red', false],
    ] as const) {
      const { ids } = await office.call('rectifications.list', { filter: { light } });
      expect(ids.includes(row.id), light).toBe(holds);
    }
    const shown = (await office.call('rectifications.list', { filter: { light: 'yellow' } })).ids.length;
    expect(await yellow()).toBe(shown);
    const upheld = await leader.call('rectifications.decideAppeal', { ...at(late), upheld: true, note: '不实' });
    expect(upheld.row).toMatchObject({ state: 'closed', closure: 'revoked', light: 'grey', dueDay: row.dueDay });
  });

  it('filed when it was overdue already stays so', async () => {
    const { unit } = stage.people;
    const { row } = await steps.signed();
    stage.move(14);
    const filed = (await unit.call('rectifications.appeal', { ...at(row), grounds: '不实' })).row;
    expect(filed).toMatchObject({ light: 'red', dueDay: row.dueDay });
    expect(await redAt(row.id)).toBe(true);
  });

  it('before it was signed for is signed for first', async () => {
    const { unit, leader } = stage.people;
    const issued = await stage.issued();
    const filed = (await unit.call('rectifications.appeal', { ...at(issued), grounds: '不实' })).row;
    const report = { ...at(filed), note: '先行整改', measures: [], milestones: [] };
    expect(await code(unit.call('rectifications.report', report))).toBe('rectification.signedFor');
    const proof = { rectificationId: filed.id, clientId: randomUUID(), token: await stage.chosen(), caption: null };
    expect(await code(unit.call('proofs.add', proof))).toBe('rectification.signedFor');
    const rejected = await leader.call('rectifications.decideAppeal', { ...at(filed), upheld: false, note: '属实' });
    expect(rejected.row).toMatchObject({ state: 'issued', dueDay: null });
  });
});
