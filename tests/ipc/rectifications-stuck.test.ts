import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Light } from '../../domain/rectification/kinds.js';
import { at, code, openMatterStage, personOf, stepsOf, type MatterStage, type Person } from '../support/matters.js';

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
    const { office, unit, leader, otherUnit } = stage.people;
    const row = await stage.issued();
    const note = '2026年11月20日由李某、周某送达办公室，经办人拒签';
    expect(await code(office.call('rectifications.serve', { ...at(row), note: '  ' }))).toBe('validation.input');
    for (const other of [unit, leader, otherUnit])
      expect(await code(other.call('rectifications.serve', { ...at(row), note }))).toBe('permission.denied');
    const both = { ...office, roles: ['office' as const, 'unit_contact' as const], unitId: stage.unitId };
    const own = personOf(stage.console, both.personId, both.roles, both.unitId);
    expect(await code(own.call('rectifications.serve', { ...at(row), note }))).toBe('rectification.notOfUnit');
    const served = await office.call('rectifications.serve', { ...at(row), note });
    expect(served.row).toMatchObject({ state: 'acknowledged', receivedAt: stage.console.time.now, light: 'green' });
    expect(served.row.dueDay).not.toBeNull();
    expect(served.events.at(-1)).toMatchObject({ action: 'serve', note });
    // The office did not act for the unit.
    expect(served.people.some(({ part }) => part === 'unit')).toBe(false);
    expect(await code(office.call('rectifications.serve', { ...at(served.row), note }))).toBe('conflict.state');
    expect(await code(unit.call('rectifications.acknowledge', { ...at(served.row), note: null }))).toBe('conflict.state');
    expect((await steps.prove(row.id)).row.state).toBe('acknowledged');
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
    const { lights } = await office.call('rectifications.counts', {});
    expect(lights.blue).toBe(0);
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
