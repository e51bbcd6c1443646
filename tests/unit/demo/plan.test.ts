import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hallDraft, hallEntities, type HallEntity } from '../../../domain/hall/entities.js';
import { agencies } from '../../../electron/demo/data/agencies.js';
import { defaultShape, planDemo, type DemoPlan, type DemoShape } from '../../../electron/demo/plan/plan.js';
import type { Key } from '../../../electron/demo/plan/sketch.js';
import { randomFrom, share } from '../../../electron/demo/random.js';

const shapeOf = (shape: Partial<DemoShape> = {}): DemoShape => ({ ...defaultShape, ...shape });

/** Ids by place in the plan; asking for a row that stands later is a fault. */
function draftsOf(plan: DemoPlan) {
  const ids = new Map<Key, number>();
  return plan.rows.map((row, at) => {
    const draft = row.draft((key) => {
      const id = ids.get(key);
      if (id === undefined) throw new Error(`${row.key} refers to ${key}, which stands later`);
      return id;
    });
    ids.set(row.key, at + 1);
    return { key: row.key, entity: row.entity, draft };
  });
}

const digest = (plan: DemoPlan): string =>
  createHash('sha256')
    .update(JSON.stringify([plan.setUp, draftsOf(plan), plan.acts, plan.people]))
    .digest('hex');

const count = (plan: DemoPlan, entity: HallEntity, place = ''): number =>
  plan.rows.filter(({ key }) => key.startsWith(`${entity}:${place}`)).length;

describe('plan of the demo hall', () => {
  it('is the same for the same options and another for another seed', () => {
    expect(digest(planDemo(shapeOf()))).toBe(digest(planDemo(shapeOf())));
    expect(digest(planDemo(shapeOf({ seed: 7 })))).not.toBe(digest(planDemo(shapeOf())));
  });

  it.each(['zh-CN', 'en'] as const)('obeys the contract in %s', (language) => {
    for (const { key, draft } of draftsOf(planDemo(shapeOf({ language, scale: 'full' })))) {
      const parsed = hallDraft.safeParse(draft);
      expect(parsed.success ? null : `${key}: ${parsed.error.message}`).toBeNull();
    }
  });

  it('has the same structure in both languages, and no Chinese in the English one', () => {
    const [zh, en] = (['zh-CN', 'en'] as const).map((language) => planDemo(shapeOf({ language })));
    expect(en!.rows.map(({ key, clientId }) => [key, clientId])).toEqual(
      zh!.rows.map(({ key, clientId }) => [key, clientId]),
    );
    expect(JSON.stringify([draftsOf(en!), en!.acts, en!.people, en!.setUp])).not.toMatch(/\p{Script=Han}/u);
  });

  it('counts as the sources do', () => {
    const plan = planDemo(shapeOf());
    const ofDistrict = hallEntities.map((entity) => [entity, count(plan, entity, 'district')]);
    expect(Object.fromEntries(ofDistrict)).toMatchObject({
      hall: 1,
      unit: 19,
      window: 29,
      staff: 49,
      service_item: 75,
    });
    const items = draftsOf(plan).filter(({ key }) => key.startsWith('service_item:district'));
    expect(items.filter(({ key }) => key.includes('/XK'))).toHaveLength(50);
    // One more unit is merged away and one more window retired.
    expect(count(plan, 'unit')).toBe(19 + 65 + 1);
    expect(count(plan, 'window')).toBe(180 + 1);
    expect(count(plan, 'staff')).toBe(600);
    expect(count(plan, 'service_item')).toBe(75 + 508);
    expect(count(plan, 'zone', 'city')).toBe(8);
    expect(count(plan, 'hall')).toBe(6);
    const cameras = draftsOf(plan).filter(({ entity }) => entity === 'camera');
    expect(cameras).toHaveLength(324 + 12);
  });

  it.each([
    ['full', { window: 300, staff: 2000, service_item: 600, camera: 336 }],
    [3, { window: 29 + 453, staff: 49 + 1653, service_item: 75 + 1524, camera: 12 + 972 }],
    [0.1, { window: 29 + 65, staff: 49 + 130, service_item: 75 + 130, camera: 12 + 60 }],
  ] as const)('grows with the scale %s', (scale, wanted) => {
    const plan = planDemo(shapeOf({ scale }));
    const retired = 1;
    expect(count(plan, 'window') - retired).toBe(wanted.window);
    expect(count(plan, 'staff')).toBe(wanted.staff);
    expect(count(plan, 'service_item')).toBe(wanted.service_item);
    expect(count(plan, 'camera')).toBe(wanted.camera);
    draftsOf(plan);
  });

  it('keeps names short enough for the narrowest column', () => {
    for (const { name, short } of Object.values(agencies)) {
      for (const word of short) expect(word.length, name[0]).toBeLessThanOrEqual(20);
    }
  });
});

describe('chance of the demo hall', () => {
  it('makes proper UUIDs, each once', () => {
    const random = randomFrom(1);
    const made = Array.from({ length: 2000 }, () => random.uuid());
    expect(new Set(made).size).toBe(made.length);
    for (const uuid of made) expect(uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it.each([
    [10, [1, 1, 1], 0, [4, 3, 3]],
    [10, [2, 1, 1], 1, [4, 3, 3]],
    [3, [5, 0, 1], 1, [2, 0, 1]],
    [7, [0, 0], 1, [0, 0]],
  ])('shares %i by %j, at least %i', (total, weights, least, parts) => {
    expect(share(total, weights, least)).toEqual(parts);
  });
});
