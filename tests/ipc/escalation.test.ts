import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandInput } from '../../domain/contract/commands/index.js';
import { isoDay } from '../../domain/time.js';
import { code, on, openMatterStage, refusedFields, stepsOf, type MatterStage } from '../support/matters.js';

let stage: MatterStage;
beforeAll(async () => {
  stage = await openMatterStage();
});
afterAll(() => stage.console.close());

type Order = CommandInput<'orders.issue'>;
/** An order on the matter as it is now. */
async function order(id: number, level: Order['level'], more: Partial<Order> = {}): Promise<Order> {
  const { row } = await stage.get(id);
  const offered = await stage.people.office.call('orders.offer', { rectificationId: id });
  const answerByDay = offered.levels.find((one) => one.level === level)?.answerByDay ?? on('2027-12-31');
  const demands = '请于期限内整改到位\n由责任领导过问';
  return {
    ...{ clientId: randomUUID(), rectificationId: id, revision: row.revision, level, demands, answerByDay },
    ...{ copiedTo: null, reason: null },
    ...more,
  };
}
const issue = async (id: number, level: Order['level'], more: Partial<Order> = {}) =>
  stage.people.office.call('orders.issue', await order(id, level, more));
/** Signed for and overdue since the evening. */
async function overdue(): Promise<number> {
  const { row } = await stepsOf(stage).signed();
  stage.move((row.dueDay ?? 0) + 1 - Math.floor((stage.console.time.now + 28_800_000) / 86_400_000));
  return row.id;
}
const proposalOf = async (id: number) =>
  (await stage.people.office.call('orders.proposals', {})).find(({ matter }) => matter.id === id);

describe('follow-up orders', () => {
  it('are proposed as days go by, issued by the office, told to the unit and answered by its word', async () => {
    const { office, unit, leader, otherUnit } = stage.people;
    const id = await overdue();
    expect(await proposalOf(id)).toMatchObject({ level: 'blue', grounds: ['overdue'] });
    const blue = await issue(id, 'blue', { copiedTo: '市纪委监委派驻组' });
    expect(blue).toMatchObject({ no: '督办〔2026〕1号', level: 'blue', grounds: ['overdue'], answer: 'waiting' });
    expect(isoDay(blue.answerByDay)).toBe('2026-10-29');
    expect(await proposalOf(id)).toBeUndefined();
    const seen = await stage.get(id, unit);
    expect(seen.row.escalation).toBe('blue');
    expect(seen.orders).toMatchObject([{ no: blue.no, demands: blue.demands }]);
    expect(seen.events.at(-1)).toMatchObject({ action: 'order', detail: { level: 'blue', orderNo: blue.no } });
    expect(await leader.call('orders.list', {})).toHaveLength(1);
    expect(await otherUnit.call('orders.list', {})).toEqual([]);

    stage.move(7);
    expect(await proposalOf(id)).toMatchObject({ level: 'orange', grounds: ['overdueWeek'] });
    expect((await office.call('orders.list', {}))[0]?.answer).toBe('waiting');
    stage.move(3);
    expect((await office.call('orders.list', {}))[0]?.answer).toBe('late');
    const { row } = seen;
    await unit.call('rectifications.report', {
      id,
      revision: row.revision,
      note: '已排班',
      measures: [],
      milestones: [],
    });
    expect((await office.call('orders.list', { rectificationId: id }))[0]?.answer).toBe('answered');
    const red = await issue(id, 'red', { reason: '主要领导批示' });
    expect(red).toMatchObject({ no: '督办〔2026〕2号', reason: '主要领导批示' });
    expect((await stage.get(id, unit)).orders.at(-1)?.reason).toBeNull();
  });

  it('are issued by nobody but the office, nor on a matter of no unit in play', async () => {
    const { unit, leader, reviewer, verifier, office } = stage.people;
    const id = await overdue();
    const wanted = await order(id, 'blue');
    for (const person of [unit, leader, reviewer, verifier])
      await expect(person.call('orders.issue', wanted)).rejects.toThrow('orders.issue is not for');
    for (const person of [unit, verifier])
      await expect(person.call('orders.proposals', {})).rejects.toThrow('orders.proposals is not for');
    const draft = await stage.drafted();
    const onDraft = { ...wanted, rectificationId: draft.id, revision: draft.revision };
    expect(await code(office.call('orders.issue', onDraft))).toBe('conflict.state');
    expect(await code(office.call('orders.issue', { ...wanted, revision: wanted.revision + 1 }))).toBe(
      'conflict.revision',
    );
  });

  it('never of one colour twice, nor back down, until the matter was reopened', async () => {
    const { office, closer } = stage.people;
    const id = await overdue();
    await issue(id, 'orange', { reason: '群众多次反映' });
    expect(await code(issue(id, 'orange', { reason: '再发' }))).toBe('order.twice');
    expect(await code(issue(id, 'blue', { reason: '再发' }))).toBe('order.lower');
    const again = await stepsOf(stage).verifiedDone();
    await closer.call('rectifications.close', { id: again.row.id, revision: again.row.revision, note: null });
    const revision = async (of: number) => (await stage.get(of)).row.revision;
    await closer.call('rectifications.reopen', {
      ...{ id: again.row.id, revision: await revision(again.row.id), note: '又空岗' },
    });
    await issue(again.row.id, 'blue', { reason: '反弹' });
    expect(await code(issue(again.row.id, 'blue', { reason: '反弹' }))).toBe('order.twice');
    expect((await office.call('orders.list', { rectificationId: again.row.id })).length).toBe(1);
  });

  it('out of turn only with a reason, and with a day to answer that is to come and works', async () => {
    const id = await overdue();
    expect(await code(issue(id, 'red'))).toBe('order.reasonMissing');
    const today = Math.floor((stage.console.time.now + 28_800_000) / 86_400_000);
    expect(await refusedFields(issue(id, 'blue', { answerByDay: today }))).toEqual(['answerByDay afterToday']);
    let rest = today + 1;
    while ((rest + 4) % 7 !== 6) rest += 1;
    expect(await refusedFields(issue(id, 'blue', { answerByDay: rest }))).toEqual(['answerByDay notWorkday']);
  });

  it('are numbered without gaps, side by side, refused or repeated; the row never changes', async () => {
    const { office } = stage.people;
    const ids = [await overdue(), await overdue(), await overdue(), await overdue()];
    const wanted = await Promise.all(ids.map((id) => order(id, 'blue', { reason: '到期' })));
    const before = (await office.call('orders.list', {})).length;
    const refusedOnes = wanted.map((one) => code(office.call('orders.issue', { ...one, answerByDay: 1 })));
    const made = await Promise.all([
      ...wanted.map((one) => office.call('orders.issue', one)),
      ...wanted.map((one) => office.call('orders.issue', one)),
    ]);
    await Promise.all(refusedOnes);
    const orders = await office.call('orders.list', {});
    expect(orders).toHaveLength(before + ids.length);
    expect(new Set(made.map(({ no }) => no)).size).toBe(ids.length);
    const numbers = orders.map(({ no }) => Number(/(\d+)号/.exec(no)?.[1])).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    const { database } = stage.console.workspace;
    for (const sql of [`UPDATE follow_up_order SET level = 'red'`, 'DELETE FROM follow_up_order'])
      await expect(database.write('attack', (tx) => tx.run(sql), { unaudited: true })).rejects.toThrow();
  });

  it('by a clock set back is refused', async () => {
    const id = await overdue();
    const wanted = await order(id, 'blue');
    stage.move(-20);
    expect(await code(stage.people.office.call('orders.issue', wanted))).toBe('rectification.clockBack');
    stage.move(20);
  });

  it('are made only while the unit is to move, and keep how the term stood', async () => {
    const { office, unit } = stage.people;
    const id = await overdue();
    await issue(id, 'blue');
    const told = async () =>
      (await stage.get(id, unit)).events.filter(({ action }) => action === 'order').at(-1)?.detail;
    expect(await told()).toMatchObject({ stood: 'over', stoodN: 1 });
    await stepsOf(stage).prove(id);
    const { row } = await stage.get(id);
    const due = row.remaining;
    await unit.call('rectifications.submit', { id, revision: row.revision, note: '请验收' });
    stage.move(12);
    expect((await stage.get(id)).row.remaining).toBe(due);
    expect((await stage.get(id)).may.order).toBe('state');
    expect(await code(issue(id, 'orange', { reason: '再催', answerByDay: on('2027-06-30') }))).toBe('conflict.state');
    const suspended = (await stepsOf(stage).signed()).row;
    const today = Math.floor((stage.console.time.now + 28_800_000) / 86_400_000);
    await office.call('rectifications.suspend', {
      ...{ id: suspended.id, revision: suspended.revision, fromDay: today, toDay: null },
      ...{ reason: '等待采购', approver: '李局长' },
    });
    await issue(suspended.id, 'blue', { reason: '报送进展' });
    expect((await stage.get(suspended.id)).events.at(-1)?.detail).toMatchObject({ stood: 'suspended', stoodN: 0 });
  });
});
