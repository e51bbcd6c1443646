import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  closedQuickly,
  drawLookBack,
  isGenuineLookBack,
  mayLookBack,
  redrawLookBack,
  weightOfClosed,
  type LookBackInput,
  type LookBackObject,
} from '../../../domain/rectification/look-back.js';
import { startOfDay } from '../../../domain/time.js';
import { baseFacts } from '../../support/matter-facts.js';

const DAY = 86_400_000;
const object = (matterId: number, severity: LookBackObject['severity'], quick: boolean): LookBackObject => ({
  ...{ matterId, severity, quick },
  weight: weightOfClosed({ severity, quick }),
});
const input = (objects: LookBackObject[], count: number, seed: string): LookBackInput => ({
  ...{ fromDay: 20000, toDay: 20100, objects, count, seed },
});

describe('weights', () => {
  test.each([
    ['general', false, 1],
    ['serious', false, 2],
    ['grave', false, 3],
    ['general', true, 2],
    ['grave', true, 6],
  ] as const)('%s, quick %s: %i', (severity, quick, weight) => {
    expect(weightOfClosed({ severity, quick })).toBe(weight);
  });

  test.each<[string, Parameters<typeof closedQuickly>[0], boolean]>([
    ['a day of ten', { startsAt: 0, originalDueOn: 10, dueOn: 10, dueAt: 10 * DAY, closedAt: DAY }, true],
    ['exactly a quarter', { startsAt: 0, originalDueOn: 10, dueOn: 10, dueAt: 10 * DAY, closedAt: 2.5 * DAY }, false],
    ['over it', { startsAt: 0, originalDueOn: 10, dueOn: 10, dueAt: 10 * DAY, closedAt: 12 * DAY }, false],
    // The limit is the one it was given first: an extension makes nobody quick.
    [
      'extended',
      { startsAt: startOfDay(0), originalDueOn: 3, dueOn: 30, dueAt: startOfDay(31), closedAt: startOfDay(2) },
      false,
    ],
    ['without a limit', { startsAt: 0, originalDueOn: null, dueOn: null, dueAt: null, closedAt: 1 }, false],
    ['never begun', { startsAt: null, originalDueOn: 1, dueOn: 1, dueAt: DAY, closedAt: 1 }, false],
  ])('quick: %s', (_, run, quick) => {
    expect(closedQuickly(run)).toBe(quick);
  });
});

const pools = fc
  .uniqueArray(
    fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.constantFrom('general', 'serious', 'grave'), fc.boolean()),
    {
      minLength: 1,
      maxLength: 40,
      selector: ([id]) => id,
    },
  )
  .map((rows) => rows.map(([id, severity, quick]) => object(id, severity as LookBackObject['severity'], quick)));

describe('the draw', () => {
  test('takes as many as asked, each once and of the pool; the same seed the same, in whatever order the pool was read', () => {
    fc.assert(
      fc.property(pools, fc.nat(), fc.string({ minLength: 1, maxLength: 32 }), (objects, some, seed) => {
        const count = 1 + (some % objects.length);
        const record = drawLookBack(input(objects, count, seed), 0);
        expect(new Set(record.result).size).toBe(count);
        const ids = new Set(objects.map(({ matterId }) => matterId));
        expect(record.result.every((id) => ids.has(id))).toBe(true);
        expect(drawLookBack(input([...objects].reverse(), count, seed), 9).result).toEqual(record.result);
        expect(isGenuineLookBack(record)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('every matter of a pool can be drawn, by its weight: 20,000 draws', () => {
    const objects = [
      object(1, 'general', false),
      object(2, 'serious', false),
      object(3, 'grave', false),
      object(4, 'general', true),
      object(5, 'serious', true),
      object(6, 'grave', true),
    ];
    const runs = 20_000;
    const times = new Map<number, number>();
    for (let seed = 0; seed < runs; seed += 1) {
      const [first = 0] = drawLookBack(input(objects, 1, String(seed)), 0).result;
      times.set(first, (times.get(first) ?? 0) + 1);
    }
    const whole = objects.reduce((sum, { weight }) => sum + weight, 0);
    for (const { matterId, weight } of objects) {
      const chance = weight / whole;
      const spread = Math.sqrt(runs * chance * (1 - chance));
      // Four and a half standard deviations: seeds are fixed, so this never wavers.
      expect(Math.abs((times.get(matterId) ?? 0) - runs * chance)).toBeLessThan(4.5 * spread);
    }
  });

  test('a record that was changed does not prove itself', () => {
    const record = drawLookBack(
      input(
        [1, 2, 3, 4, 5, 6, 7, 8].map((id) => object(id, 'general', id > 4)),
        3,
        'k',
      ),
      0,
    );
    expect(isGenuineLookBack(record)).toBe(true);
    expect(isGenuineLookBack({ ...record, result: [...record.result].reverse() })).toBe(false);
    expect(isGenuineLookBack({ ...record, seed: 'l' })).toBe(
      JSON.stringify(redrawLookBack({ ...record, seed: 'l' })) === JSON.stringify(record.result),
    );
    const heavier = record.objects.map((one) => (one.matterId === record.result[0] ? { ...one, weight: 99 } : one));
    expect(isGenuineLookBack({ ...record, objects: heavier })).toBe(false);
  });
});

test('who looks back neither saw nor verified nor closed it, and is not of the unit', () => {
  const facts = { ...baseFacts, state: 'closed' as const, unitId: 7, seenBy: [1], unitPersons: [2] };
  const ended = { closedBy: 3, verifiedBy: [4] };
  const may = (personId: number, unitId: number | null = null): boolean =>
    mayLookBack(facts, ended, { personId, roles: ['inspector'], unitId });
  expect([1, 2, 3, 4, 5].map((id) => may(id))).toEqual([false, false, false, false, true]);
  expect(may(5, 7)).toBe(false);
});
