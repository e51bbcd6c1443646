import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Light } from '../../domain/rectification/kinds.js';
import { openMatterStage, stepsOf, type MatterStage, type Person } from '../support/matters.js';

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

describe('what nobody signs for', () => {
  it('is yellow and with the office once the term of signing is over, until it is signed for', async () => {
    const { office, leader, reviewer, unit } = stage.people;
    // Friday 2026-11-20: two working days later is Tuesday.
    const { id } = await stage.issued();
    expect(await lightOf(id)).toBe('green');
    expect(await waitsFor(office)).toEqual([]);
    expect(await waitsFor(unit)).toEqual([id]);
    stage.move(5);
    const late = await stage.get(id);
    expect([late.row.light, late.row.waiting.kind]).toEqual(['yellow', 'unit']);
    expect(await waitsFor(office)).toEqual([id]);
    for (const other of [leader, reviewer]) expect(await waitsFor(other)).toEqual([]);
    const { lights } = await office.call('rectifications.counts', {});
    expect(lights).toMatchObject({ yellow: 1, blue: 0, green: 0 });
    const { ids } = await office.call('rectifications.list', { filter: { light: 'yellow' } });
    expect(ids).toEqual([id]);
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
