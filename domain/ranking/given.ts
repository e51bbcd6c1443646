import type { RankingScheme } from './scheme.js';

/** Something given by hand, with the item of the scheme version it was given under. */
export interface GivenItem {
  unitId: number;
  /** Scheme version it was given under, and the place the item had there. */
  schemeId: number;
  component: number;
  /** Title of the item there, and how many items of that title stood before it. */
  item: string;
  nth: number;
}
export interface GivenScore extends GivenItem {
  score: number;
  givenAt: number;
}

/** Why a score given by hand does not count: no such item in the scheme, no such unit in the month, another one holds. */
export const uncountedReasons = ['scheme', 'unit', 'merged'] as const;
export type UncountedReason = (typeof uncountedReasons)[number];
/** The same of what is no score. */
export const unfitReasons = ['scheme', 'unit'] as const satisfies readonly UncountedReason[];
export type UnfitReason = (typeof unfitReasons)[number];

type Components = Pick<RankingScheme, 'components'>;
type Rows = readonly { unitId: number; members?: readonly number[] }[];

/** The place an item has in a scheme; null where it has none. */
export function placeOf({ components }: Components, { item, nth }: Pick<GivenItem, 'item' | 'nth'>): number | null {
  const places = components.flatMap(({ kind, title }, at) => (kind === 'manual' && title === item ? [at] : []));
  return places[nth] ?? null;
}

/** Units by the id they had. */
const unitsBy = (rows: Rows): Map<number, number> =>
  new Map(rows.flatMap(({ unitId, members = [] }) => [unitId, ...members].map((was) => [was, unitId] as const)));

/** Items a scheme has, by the unit and place they are of now; and those it does not have, or whose unit is not there. */
export function fitItems<Item extends GivenItem>(
  scheme: Components,
  rows: Rows,
  items: readonly Item[],
): { counted: Item[]; uncounted: (Item & { why: UnfitReason })[] } {
  const became = unitsBy(rows);
  const counted: Item[] = [];
  const uncounted: (Item & { why: UnfitReason })[] = [];
  for (const one of items) {
    const component = placeOf(scheme, one);
    const unitId = became.get(one.unitId);
    if (component === null) uncounted.push({ ...one, why: 'scheme' });
    else if (unitId === undefined) uncounted.push({ ...one, why: 'unit' });
    else counted.push({ ...one, unitId, component });
  }
  return { counted, uncounted };
}

/**
 * Which scores given by hand count in a month, by the unit and place they count for. What was given to a unit merged since
 * counts for the one it was merged into, unless that has its own; among several the last one given.
 */
export function fitGiven<Given extends GivenScore>(
  scheme: Components,
  rows: Rows,
  given: readonly Given[],
): { counted: Given[]; uncounted: (Given & { why: UncountedReason })[] } {
  const became = unitsBy(rows);
  const counted = new Map<string, Given>();
  const uncounted: (Given & { why: UncountedReason })[] = [];
  const isOwn = ({ unitId }: Given): number => (became.get(unitId) === unitId ? 0 : 1);
  for (const one of [...given].sort((a, b) => isOwn(a) - isOwn(b) || b.givenAt - a.givenAt)) {
    const component = placeOf(scheme, one);
    const unitId = became.get(one.unitId);
    const key = `${unitId ?? ''} ${component ?? ''}`;
    if (component === null) uncounted.push({ ...one, why: 'scheme' });
    else if (unitId === undefined) uncounted.push({ ...one, why: 'unit' });
    else if (counted.has(key)) uncounted.push({ ...one, why: 'merged' });
    else counted.set(key, { ...one, unitId, component });
  }
  return { counted: [...counted.values()], uncounted };
}
