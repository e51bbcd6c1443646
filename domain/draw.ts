import { z } from 'zod';
import { day, id, instant, line, reason } from './fields.js';
import { RANDOM_METHOD, seeded, type Random } from './random.js';

/**
 * The dual random draw (双随机): objects and inspectors, drawn from a snapshot of both pools with a seed. The record holds
 * everything the draw depends on; `redraw` makes the same list from it anywhere.
 *
 * Rules, in this order:
 * 1. Left out: objects and inspectors excluded by hand, each with a reason, and objects visited less than
 *    `repeatMonths` calendar months before the day of the draw.
 * 2. The sample is a number, or a rate of the whole population (hand exclusions do not count as population), rounded up.
 * 3. Objects are drawn one after another without putting back. An object's chance is its weight: 1 and one more for each
 *    whole month since its last visit, at most `WEIGHT_MAXIMUM`; never visited weighs `WEIGHT_MAXIMUM`.
 * 4. Inspectors: one team for the whole draw, or a team for each object. For each place those with the fewest objects
 *    so far come first; chance decides among them. Nobody is drawn for an object they are recused from; a team for
 *    the whole draw has nobody recused from any object that can be drawn.
 * 5. Whether a team can be found is settled before anything is drawn, so that no seed can be tried until it fits.
 */
export const WEIGHT_MAXIMUM = 25;

/** Objects a pool may hold. */
export const POOL_MAXIMUM = 5000;

const candidate = z.strictObject({ id, excluded: reason.nullable() });

export const drawInput = z.strictObject({
  /** Windows or units; one draw takes one kind. */
  objectKind: z.enum(['window', 'unit']),
  objects: z
    .array(
      candidate.extend({ /** Day of the last visit of any mode; null for never. */ lastVisitedDay: day.nullable() }),
    )
    .max(POOL_MAXIMUM),
  inspectors: z.array(candidate).max(POOL_MAXIMUM),
  /** 回避: this inspector does not visit this object. */
  recusals: z.array(z.strictObject({ inspectorId: id, objectId: id, reason })).max(POOL_MAXIMUM),
  size: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('count'), count: z.int().min(1).max(POOL_MAXIMUM) }),
    /** 抽样率 in tenths of a percent (50 is 5%), and the least number; local rules know 5% and no fewer than 2. */
    z.strictObject({
      kind: z.literal('rate'),
      permille: z.int().min(1).max(1000),
      minimum: z.int().min(1).max(POOL_MAXIMUM),
    }),
  ]),
  team: z.strictObject({ of: z.enum(['draw', 'object']), inspectors: z.int().min(2).max(10) }),
  /** 0 lets an object be drawn again at once. */
  repeatMonths: z.int().min(0).max(60),
  /** Day the draw counts from. */
  day,
  seed: line(60),
});
export type DrawInput = z.infer<typeof drawInput>;

export const drawnObject = z.strictObject({ objectId: id, inspectorIds: z.array(id) });
export type DrawnObject = z.infer<typeof drawnObject>;

export const drawRecord = z.strictObject({
  method: z.literal(RANDOM_METHOD),
  input: drawInput,
  /** What the draw saw, for whoever reads the record without running it. */
  population: z.int(),
  eligible: z.int(),
  /** In the order in which they were drawn. */
  result: z.array(drawnObject),
  drawnAt: instant,
});
export type DrawRecord = z.infer<typeof drawRecord>;

/** Why a draw is refused; each has a sentence in every locale. */
export const drawRules = {
  objectTwice: ['id'],
  inspectorTwice: ['id'],
  recusalUnknown: ['inspectorId', 'objectId'],
  /** Fewer objects can be drawn than the sample asks for. */
  poolTooSmall: ['wanted', 'eligible'],
  inspectorsTooFew: ['wanted', 'eligible'],
  /** So many are recused from this object that no team is left. */
  allRecused: ['objectId', 'wanted', 'eligible'],
  /** So many are recused from some object that no team for the whole draw is left. */
  teamRecused: ['wanted', 'eligible'],
} as const satisfies Record<string, readonly string[]>;
export interface DrawFault {
  rule: keyof typeof drawRules;
  params: Record<string, number>;
}

/** A day and a number of calendar months -> the same day of that month, or its last where there is none. */
export function addMonths(from: number, months: number): number {
  const date = new Date(from * 86_400_000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / 86_400_000;
}

/** Whole calendar months from one day to a later one; 0 when it is not later. */
export function monthsBetween(from: number, to: number): number {
  if (to <= from) return 0;
  const [start, end] = [new Date(from * 86_400_000), new Date(to * 86_400_000)];
  const apart = (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
  return addMonths(from, apart) <= to ? apart : apart - 1;
}

/** How likely an object is, against the others: see rule 3 above. */
export function weightOf(lastVisitedDay: number | null, today: number): number {
  return lastVisitedDay === null ? WEIGHT_MAXIMUM : Math.min(WEIGHT_MAXIMUM, 1 + monthsBetween(lastVisitedDay, today));
}

/** How many objects a population gives; a rate rounds up and never asks for more than there are. */
export function sampleSize(population: number, size: DrawInput['size']): number {
  if (size.kind === 'count') return size.count;
  return Math.min(population, Math.max(size.minimum, Math.ceil((population * size.permille) / 1000)));
}

/** Both pools as the draw uses them: by id, so that the order in which they were read changes nothing. */
interface Pools {
  population: number;
  objects: { id: number; weight: number }[];
  inspectors: number[];
  wanted: number;
  isRecused: (inspectorId: number, objectId: number) => boolean;
}

function poolsOf(input: DrawInput): Pools {
  const present = input.objects.filter(({ excluded }) => excluded === null);
  const recused = new Set(input.recusals.map(({ inspectorId, objectId }) => `${inspectorId} ${objectId}`));
  return {
    population: present.length,
    objects: present
      .filter(({ lastVisitedDay: last }) => last === null || addMonths(last, input.repeatMonths) <= input.day)
      .map((object) => ({ id: object.id, weight: weightOf(object.lastVisitedDay, input.day) }))
      .sort((a, b) => a.id - b.id),
    inspectors: input.inspectors
      .filter(({ excluded }) => excluded === null)
      .map((inspector) => inspector.id)
      .sort((a, b) => a - b),
    wanted: sampleSize(present.length, input.size),
    isRecused: (inspectorId, objectId) => recused.has(`${inspectorId} ${objectId}`),
  };
}

function twice(rule: 'objectTwice' | 'inspectorTwice', ids: readonly number[]): DrawFault[] {
  const seen = new Set<number>();
  const repeated = new Set(ids.filter((its) => seen.size === seen.add(its).size));
  return [...repeated].map((its) => ({ rule, params: { id: its } }));
}

/** Everything that forbids this draw, whatever the seed. */
export function drawFaults(input: DrawInput): DrawFault[] {
  const objectIds = input.objects.map((object) => object.id);
  const inspectorIds = input.inspectors.map((inspector) => inspector.id);
  const [objects, inspectors] = [new Set(objectIds), new Set(inspectorIds)];
  const faults: DrawFault[] = [
    ...twice('objectTwice', objectIds),
    ...twice('inspectorTwice', inspectorIds),
    ...input.recusals
      .filter(({ inspectorId, objectId }) => !inspectors.has(inspectorId) || !objects.has(objectId))
      .map(({ inspectorId, objectId }) => ({ rule: 'recusalUnknown' as const, params: { inspectorId, objectId } })),
  ];
  if (faults.length > 0) return faults;
  const pools = poolsOf(input);
  const [wanted, eligible] = [Math.max(1, pools.wanted), pools.objects.length];
  if (eligible < wanted) faults.push({ rule: 'poolTooSmall', params: { wanted, eligible } });
  return [...faults, ...teamFaults(input, pools)];
}

function teamFaults(input: DrawInput, pools: Pools): DrawFault[] {
  const wanted = input.team.inspectors;
  if (pools.inspectors.length < wanted)
    return [{ rule: 'inspectorsTooFew', params: { wanted, eligible: pools.inspectors.length } }];
  if (input.team.of === 'draw') {
    const eligible = wholeDrawInspectors(pools).length;
    return eligible < wanted ? [{ rule: 'teamRecused', params: { wanted, eligible } }] : [];
  }
  return pools.objects.flatMap(({ id: objectId }): DrawFault[] => {
    const eligible = pools.inspectors.filter((inspector) => !pools.isRecused(inspector, objectId)).length;
    return eligible < wanted ? [{ rule: 'allRecused', params: { objectId, wanted, eligible } }] : [];
  });
}

const wholeDrawInspectors = ({ inspectors, objects, isRecused }: Pools): number[] =>
  inspectors.filter((inspector) => !objects.some((object) => isRecused(inspector, object.id)));

/** One of them, by weight, taken out of the list. */
export function takeWeighted<T extends { weight: number }>(random: Random, from: T[]): T {
  let at = random.below(from.reduce((sum, { weight }) => sum + weight, 0));
  const index = from.findIndex(({ weight }) => (at -= weight) < 0);
  return from.splice(index, 1)[0] as T;
}

/** A team out of these, those with the fewest objects first; in the order of their ids. */
function drawTeam(random: Random, from: readonly number[], size: number, load: Map<number, number>): number[] {
  const left = [...from];
  const team = Array.from({ length: size }, () => {
    const fewest = Math.min(...left.map((inspector) => load.get(inspector) ?? 0));
    const first = left.filter((inspector) => (load.get(inspector) ?? 0) === fewest);
    const drawn = first[random.below(first.length)] as number;
    left.splice(left.indexOf(drawn), 1);
    return drawn;
  });
  for (const inspector of team) load.set(inspector, (load.get(inspector) ?? 0) + 1);
  return team.sort((a, b) => a - b);
}

function drawResult(input: DrawInput, pools: Pools): DrawnObject[] {
  const random = seeded(input.seed);
  const left = [...pools.objects];
  const objects = Array.from({ length: pools.wanted }, () => takeWeighted(random, left).id);
  const load = new Map<number, number>();
  const { of, inspectors: size } = input.team;
  if (of === 'draw') {
    const team = drawTeam(random, wholeDrawInspectors(pools), size, load);
    return objects.map((objectId) => ({ objectId, inspectorIds: [...team] }));
  }
  return objects.map((objectId) => {
    const free = pools.inspectors.filter((inspector) => !pools.isRecused(inspector, objectId));
    return { objectId, inspectorIds: drawTeam(random, free, size, load) };
  });
}

export type DrawOutcome = { ok: true; record: DrawRecord } | { ok: false; faults: DrawFault[] };

/**
 * Draw objects and inspectors.
 * @param drawnAt moment of the draw, UTC milliseconds; the result does not depend on it
 */
export function draw(input: DrawInput, drawnAt: number): DrawOutcome {
  const faults = drawFaults(input);
  if (faults.length > 0) return { ok: false, faults };
  const pools = poolsOf(input);
  const { population, objects } = pools;
  const result = drawResult(input, pools);
  return { ok: true, record: { method: RANDOM_METHOD, input, population, eligible: objects.length, result, drawnAt } };
}

/** The draw of a stored record, made again from its seed and its pools. Faulty pools give an empty list. */
export function redraw(record: DrawRecord): DrawnObject[] {
  const outcome = draw(record.input, record.drawnAt);
  return outcome.ok ? outcome.record.result : [];
}

/** Whether the stored list is the one its seed and pools give. */
export function isGenuine(record: DrawRecord): boolean {
  return record.result.length > 0 && JSON.stringify(redraw(record)) === JSON.stringify(record.result.map(plain));
}
const plain = ({ objectId, inspectorIds }: DrawnObject): DrawnObject => ({ objectId, inspectorIds });
