import type { HallTree } from '../../../../domain/contract/commands/hall.js';
import type { HallEntity } from '../../../../domain/hall/entities.js';
import type { TreeNode } from '../../../shared/components/tree';
import { placeKeys, placesOf, type Place } from './entities';

/** Two ways through a hall: by place or by who works there. */
export type TreeWay = 'places' | 'units';
export type TreeHall = HallTree['halls'][number];
type Filters = Readonly<Record<string, string>>;

export const ALL = 'all';

const windowLabel = (window: { number: string; name: string }): string => `${window.number} ${window.name}`;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** A hall and its branches. */
export const familyOf = (tree: HallTree, hallId: number): TreeHall[] =>
  tree.halls.filter((hall) => hall.id === hallId || hall.parentId === hallId);

/** Active rows of an entity in a hall with its branches, or everywhere. */
export function countOf(tree: HallTree, entity: HallEntity, hallId: number | null): number {
  const halls = hallId === null ? tree.halls : familyOf(tree, hallId);
  return sum(halls.map((hall) => hall.counts[entity] ?? 0));
}

function placesIn(hall: TreeHall): TreeNode[] {
  return hall.zones.map((zone) => ({
    id: `zone:${zone.id}`,
    label: zone.name,
    note: zone.floor ?? undefined,
    count: zone.windows.length,
    children: zone.windows.map((window) => ({ id: `window:${window.id}`, label: windowLabel(window) })),
  }));
}

function unitsIn(hall: TreeHall): TreeNode[] {
  const windows = hall.zones.flatMap((zone) => zone.windows);
  return hall.units.map((unit) => ({
    id: `unit:${unit.id}`,
    label: unit.name,
    count: unit.windows,
    children: windows
      .filter((window) => window.unitId === unit.id)
      .map((window) => ({ id: `window:${window.id}`, label: windowLabel(window) })),
  }));
}

/** A branch beneath its main hall does not repeat its name. */
function shortened(name: string, above: string): string {
  const rest = above !== '' && name.startsWith(above) ? name.slice(above.length).trim() : '';
  return rest === '' ? name : rest;
}

/** The tree: all halls, each with its zones or units and then its branches; numbers count windows. */
export function treeNodes(tree: HallTree, way: TreeWay, allWord: string): TreeNode[] {
  const inside = way === 'places' ? placesIn : unitsIn;
  const known = new Set(tree.halls.map(({ id }) => id));
  const node = (hall: TreeHall, above = ''): TreeNode => {
    const branches = tree.halls.filter(({ parentId }) => parentId === hall.id);
    return {
      id: `hall:${hall.id}`,
      label: shortened(hall.name, above),
      icon: 'hall',
      count: countOf(tree, 'window', hall.id),
      children: [...inside(hall), ...branches.map((branch) => node(branch, hall.name))],
    };
  };
  const roots = tree.halls.filter(({ parentId }) => parentId === null || !known.has(parentId));
  return [{ id: ALL, label: allWord, count: countOf(tree, 'window', null) }, ...roots.map((hall) => node(hall))];
}

/** Nodes that stand open at first: the main halls, when there are few. */
export const openAtFirst = (tree: HallTree): Set<string> =>
  new Set(tree.halls.filter(({ parentId }) => parentId === null).map(({ id }) => `hall:${id}`));

const placeOfNode: Record<string, Place> = { hall: 'hallId', zone: 'zoneId', unit: 'unitId', window: 'windowId' };

/** A node as a filter. */
export function nodeFilter(id: string): Partial<Record<Place, string>> {
  const [kind = '', row = ''] = id.split(':');
  const place = placeOfNode[kind];
  return place ? { [place]: row } : {};
}

/** The node that the filters stand for: the narrowest that has a place in this tree. */
export function nodeOf(filters: Filters, way: TreeWay): string | null {
  if (filters['windowId']) return `window:${filters['windowId']}`;
  const inner = way === 'places' ? (['zone', 'zoneId'] as const) : (['unit', 'unitId'] as const);
  if (filters[inner[1]]) return `${inner[0]}:${filters[inner[1]]}`;
  if (filters[way === 'places' ? 'unitId' : 'zoneId']) return null;
  return filters['hallId'] ? `hall:${filters['hallId']}` : ALL;
}

/** Ids above a node, outermost first, for unfolding the tree down to it. */
export function pathTo(nodes: readonly TreeNode[], id: string): TreeNode[] {
  for (const node of nodes) {
    if (node.id === id) return [node];
    const below = pathTo(node.children ?? [], id);
    if (below.length > 0) return [node, ...below];
  }
  return [];
}

/** The hall in which a zone, unit or window of the filters lies. */
export function hallOfFilters(tree: HallTree, filters: Filters): number | null {
  if (filters['hallId']) return Number(filters['hallId']);
  const at = (place: Place): number => Number(filters[place] ?? NaN);
  const found = tree.halls.find(
    (hall) =>
      hall.zones.some(
        (zone) => zone.id === at('zoneId') || zone.windows.some((window) => window.id === at('windowId')),
      ) || hall.units.some((unit) => unit.id === at('unitId')),
  );
  return found?.id ?? null;
}

/** The places of an address that mean something for another entity; else the hall they lie in. */
export function carriedFilters(tree: HallTree | null, filters: Filters, entity: HallEntity): Record<string, string> {
  const given = placeKeys.filter((place) => filters[place] !== undefined && filters[place] !== '');
  const kept = given.filter((place) => placesOf[entity].includes(place));
  if (kept.length < given.length && kept.length === 0) {
    const hall = tree ? hallOfFilters(tree, filters) : null;
    return hall === null ? {} : { hallId: String(hall) };
  }
  return Object.fromEntries(kept.map((place) => [place, filters[place] ?? '']));
}

/** Which list shows what a chosen node holds, when the one in sight cannot be narrowed to it. */
export function listFor(entity: HallEntity, node: string): HallEntity {
  const [place] = Object.keys(nodeFilter(node)) as Place[];
  if (place === undefined || placesOf[entity].includes(place)) return entity;
  return place === 'windowId' ? 'staff' : 'window';
}
