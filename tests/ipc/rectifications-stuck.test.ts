import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Light } from '../../domain/rectification/kinds.js';
import { dayOf } from '../../domain/time.js';
import {
  at,
  code,
  openMatterStage,
  personOf,
  refusedFields,
  stepsOf,
  type MatterStage,
  type Person,
} from '../support/matters.js';

let stage: MatterStage;
let steps: ReturnType<typeof stepsOf>;
beforeAll(async () => {
  stage = await openMatterStage();
  steps = stepsOf(stage);
});
afterAll(() => stage.console.close());

/** What waits for somebody, by list and by count. */
async function waitsFor(who: Person): Promise<number[]> {
  const { ids } = await who.call('rectifications.list', { filter: { forMe: true } });
  expect((await who.call('rectifications.counts', {})).forMe).toBe(ids.length);
  return ids;
}
const lightOf = async (id: number): Promise<Light> => (await stage.get(id)).row.light;

describe('service', () => {
  it('is recorded by the office with how it was done, and counts as receipt', async () => {
    const { office, unit } = stage.people;
    const row = await stage.issued();
    const note = '2026年11月20日由李某、周某送达办公室，经办人拒签';
    const both = { ...office, roles: ['office' as const, 'unit_contact' as const], unitId: stage.unitId };
    const own = personOf(stage.console, both.personId, both.roles, both.unitId);
    expect(await code(own.call('rectifications.serve', { ...at(row), note }))).toBe('rectification.notOfUnit');
    const served = await office.call('rectifications.serve', { ...at(row), note });
    expect(served.row).toMatchObject({ state: 'acknowledged', receivedAt: stage.console.time.now, light: 'green' });
    expect(served.row.dueDay).not.toBeNull();
    expect(served.events.at(-1)).toMatchObject({ action: 'serve', note });
    expect(await code(office.call('rectifications.serve', { ...at(served.row), note }))).toBe('conflict.state');
    expect(await code(unit.call('rectifications.acknowledge', { ...at(served.row), note: null }))).toBe(
      'conflict.state',
    );
    const proved = await steps.prove(row.id);
    const handed = await unit.call('rectifications.submit', { ...at(proved.row), note: '请验收' });
    // Who recorded the service did not act for the unit.
    const check = { verifierId: stage.people.verifier.personId, method: 'on_site' as const, note: null };
    expect((await office.call('rectifications.arrange', { ...at(handed.row), ...check })).row.state).toBe('verifying');
  });
});

describe('what nobody signs for', () => {
  it('is yellow and with the office once the term of signing is over, until it is signed for', async () => {
    const { office, leader, reviewer, unit } = stage.people;
    // Friday 2026-11-20: two working days later is Tuesday.
    const { id } = await stage.issued();
    expect(await lightOf(id)).toBe('green');
    expect(await waitsFor(office)).toEqual([]);
    expect(await waitsFor(unit)).toContain(id);
    stage.move(5);
    const late = await stage.get(id);
    expect([late.row.light, late.row.waiting.kind]).toEqual(['yellow', 'unit']);
    expect(await waitsFor(office)).toEqual([id]);
    for (const other of [leader, reviewer]) expect(await waitsFor(other)).toEqual([]);
    const { ids } = await office.call('rectifications.list', { filter: { light: 'yellow' } });
    expect(ids).toContain(id);
    await steps.signed(late.row);
    expect(await waitsFor(office)).toEqual([]);
    expect(await lightOf(id)).toBe('green');
  });

  it('has the term the office set', async () => {
    const { office } = stage.people;
    const { settings, revision } = await office.call('rectifications.settings', {});
    await office.call('rectifications.setSettings', { revision, settings: { ...settings, signWithin: 10 } });
    const { id } = await stage.issued();
    stage.move(5);
    expect(await lightOf(id)).toBe('green');
    stage.move(10);
    expect(await lightOf(id)).toBe('yellow');
    expect(await waitsFor(office)).toEqual([id]);
  });
});

/** That day, or the Monday after its weekend. */
const weekday = (day: number): number => day + Math.max(0, 7 - ((day + 3) % 7)) * Number((day + 3) % 7 > 4);

describe('what is looked at again', () => {
  const why = { reason: '等待设备', approver: '李主任' };

  it('is yellow and with the office from the day set on, until another is set', async () => {
    const { office, leader } = stage.people;
    const { row } = await steps.signed();
    const today = (): number => dayOf(stage.console.time.now);
    const shelved = await office.call('rectifications.shelve', { ...at(row), ...why, reviewDay: today() + 30 });
    expect([shelved.row.light, await waitsFor(office)]).toEqual(['green', expect.not.arrayContaining([row.id])]);
    stage.move(30);
    expect(await lightOf(row.id)).toBe('yellow');
    expect(await waitsFor(office)).toContain(row.id);
    expect(await waitsFor(leader)).not.toContain(row.id);
    const seen = { ...at(shelved.row), note: '设备仍未到' };
    for (const [day, rule] of [
      [today(), 'afterToday'],
      [today() + 367, 'withinYear'],
    ] as const)
      expect(await refusedFields(office.call('rectifications.review', { ...seen, reviewDay: day }))).toEqual([
        `reviewDay ${rule}`,
      ]);
    const again = await leader.call('rectifications.review', { ...seen, reviewDay: weekday(today() + 30) });
    expect(again.row).toMatchObject({ state: 'shelved', light: 'green', suspended: true });
    expect(again.suspensions.at(-1)?.reviewDay).toBe(weekday(today() + 30));
    expect(again.events.at(-1)).toMatchObject({ action: 'review', note: '设备仍未到' });
    expect(await waitsFor(office)).not.toContain(row.id);
    const back = await office.call('rectifications.unshelve', { ...at(again.row), note: null });
    expect(
      await code(
        office.call('rectifications.review', { ...at(back.row), note: '看', reviewDay: weekday(today() + 9) }),
      ),
    ).toBe('rectification.noReview');
  });

  it('a standing measure too', async () => {
    const { office } = stage.people;
    const nextReviewDay = dayOf(stage.console.time.now) + 20;
    const deadline = { type: 'standing_measure' as const, amount: null, byDay: null, milestones: [], nextReviewDay };
    const { row } = await steps.signed(await stage.issued({ deadline }));
    expect(row.light).toBe('green');
    stage.move(20);
    expect((await stage.get(row.id)).row).toMatchObject({ light: 'yellow', dueDay: null });
    expect(await waitsFor(office)).toContain(row.id);
    const set = { ...at(row), note: '保持得住', reviewDay: nextReviewDay + 90 };
    const { row: seen } = await office.call('rectifications.review', set);
    expect(seen).toMatchObject({ light: 'green', state: 'acknowledged' });
    expect(seen.fields.deadline.nextReviewDay).toBe(nextReviewDay + 90);
    expect(await waitsFor(office)).not.toContain(row.id);
  });
});

describe('what is over', () => {
  it('stays over when its clock is stopped or it is put aside then', async () => {
    const { office, leader } = stage.people;
    const why = { reason: '等待设备', approver: '李主任' };
    const hourly = { type: 'hourly_fix' as const, amount: 3, byDay: null, milestones: [], nextReviewDay: null };
    const [stopped, aside, hours] = await Promise.all(
      [undefined, undefined, { deadline: hourly }].map(async (fields) => steps.signed(await stage.issued(fields))),
    );
    stage.move(0, 4);
    const today = (): number => dayOf(stage.console.time.now);
    if (!stopped || !aside || !hours) throw new Error('not signed');
    const held = { ...why, fromDay: today(), toDay: null };
    // Missed by an hour, on the very day.
    const late = await office.call('rectifications.suspend', { ...at(hours.row), ...held });
    expect(late.row).toMatchObject({ light: 'red', dueDay: hours.row.dueDay });
    stage.move(60);
    const before = (await office.call('rectifications.outlook', {})).overdue;
    const set = { ...why, fromDay: today(), toDay: null };
    const one = await leader.call('rectifications.suspend', { ...at(stopped.row), ...set });
    const two = await leader.call('rectifications.shelve', { ...at(aside.row), ...why, reviewDay: today() + 9 });
    for (const { row } of [one, two]) {
      expect(row).toMatchObject({ light: 'red', dueDay: stopped.row.dueDay });
      expect(row.remaining).toBeLessThan(0);
    }
    expect((await office.call('rectifications.outlook', {})).overdue).toBe(before);
    const { ids } = await office.call('rectifications.list', { filter: { light: 'red' } });
    expect(ids).toEqual(expect.arrayContaining([stopped.row.id, aside.row.id, hours.row.id]));
    // Stopped in time it is not: nothing is due.
    const running = await steps.signed();
    const inTime = await office.call('rectifications.suspend', { ...at(running.row), ...set });
    expect(inTime.row).toMatchObject({ light: 'green', dueDay: null, remaining: null });
  });

  it('is not what waits for the leader since before its date; refused afterwards it is', async () => {
    const { unit, leader } = stage.people;
    const { row } = await steps.signed();
    const dueDay = row.dueDay ?? 0;
    const asked = { ...at(row), expectedDay: dueDay + 7, reason: '设备未到', progress: null };
    const pending = await unit.call('rectifications.requestExtension', asked);
    stage.move(40);
    expect((await stage.get(row.id)).row).toMatchObject({ light: 'blue', waiting: { kind: 'leader' } });
    const no = { ...at(pending.row), granted: false, newDueDay: null, note: '理由不足' };
    expect((await leader.call('rectifications.decideExtension', no)).row).toMatchObject({ light: 'red', dueDay });
  });
});
