import { randomFrom } from '../random.js';
import { sayIn } from '../words.js';
import { planLeads } from './leads.js';
import type { DemoShape } from './plan.js';
import { planRounds } from './rounds.js';
import { planVisits } from './visits.js';
import type { Key } from './sketch.js';
import type { UnitPlan } from './units.js';

/** What happened in the demo hall in the two years before a day. Pure: the same shape and day give the same. */
export function planRecords(shape: DemoShape, units: readonly UnitPlan[], gone: ReadonlySet<Key>, today: number) {
  const random = randomFrom(shape.seed ^ 0x5eed);
  const open = units
    .filter(({ key }) => !gone.has(key))
    .map((unit) => ({ ...unit, windows: unit.windows.filter((window) => !gone.has(window)) }))
    .filter(({ windows }) => windows.length > 0);
  const visits = planVisits(random, open, today, shareAt(shape.scale));
  return {
    visits,
    plans: planRounds(random, visits, open, sayIn(shape.language), today),
    ...planLeads(random, open, today),
  };
}
/** A small demo hall has fewer visits, the largest twice as many. */
export const shareAt = (scale: DemoShape['scale']): number =>
  scale === 'full' ? 2 : Math.min(1, Math.max(0.1, scale));

export type DemoRecords = ReturnType<typeof planRecords>;
