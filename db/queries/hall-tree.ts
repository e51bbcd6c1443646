import type { HallTree } from '../../domain/contract/commands/hall.js';
import { hallEntities, type HallEntity } from '../../domain/hall/entities.js';
import type { HallScope } from '../../domain/hall/scope.js';
import type { Reader } from '../database.js';
import { hallModels, hallOf } from './hall-model.js';
import { visibleSql } from './hall-scope.js';

type Counts = Record<HallEntity, number>;
type TreeHall = HallTree['halls'][number];
type Node =
  | ['hall', id: number, name: string, parent: number | null]
  | ['zone', id: number, name: string, hall: number, floor: string | null]
  | ['unit', id: number, name: string, hall: number, windows: number, staff: number, items: number]
  | ['window', id: number, name: string, hall: number, number: string, unit: number, zone: number];

const natural = new Intl.Collator('zh', { numeric: true });

/** How many of these a unit has; none to show where the scope does not see them. */
const ofUnit = (entity: HallEntity, scope: HallScope): string =>
  visibleSql(entity, scope).sql === '0'
    ? '0'
    : `(SELECT count(*) FROM "${entity}" c WHERE c.unit_id = r.id AND c.state = 'active')`;

const nodeKinds = ['hall', 'zone', 'unit', 'window'] as const;
const nodeCells = (scope: HallScope): Record<(typeof nodeKinds)[number], string> => ({
  hall: 'r.id, r.name, r.parent_id',
  zone: 'r.id, r.name, r.hall_id, r.floor',
  unit: `r.id, r.name, r.hall_id, ${(['window', 'staff', 'service_item'] as const).map((one) => ofUnit(one, scope)).join(', ')}`,
  window: 'r.id, r.name, r.hall_id, r.number, r.unit_id, r.zone_id',
});

/** The part of one entity in a query over several, active rows in scope alone. */
function visibleRows(entity: HallEntity, scope: HallScope, cells: string, tail = ''): { sql: string; params: object } {
  const visible = visibleSql(entity, scope);
  return {
    sql: `SELECT ${cells} FROM ${hallModels[entity].table} r WHERE r.state = 'active' AND (${visible.sql})${tail}`,
    params: visible.params,
  };
}

const paramsOf = (parts: readonly { params: object }[]): Record<string, string | number> =>
  Object.assign({}, ...parts.map(({ params }) => params)) as Record<string, string | number>;

/** Active rows by hall and entity, within the scope; halls without any are missing. */
export async function countsByHall(reader: Reader, scope: HallScope): Promise<Map<number, Counts>> {
  const parts = hallEntities.map((entity) =>
    visibleRows(entity, scope, `'${entity}' AS entity, ${hallOf(entity, 'r')} AS hall, count(*) AS n`, ' GROUP BY 2'),
  );
  const rows = await reader.json<[HallEntity, number, number]>(
    `SELECT json_group_array(json_array(entity, hall, n)) FROM (${parts.map(({ sql }) => sql).join(' UNION ALL ')})`,
    paramsOf(parts),
  );
  const counts = new Map<number, Counts>();
  for (const [entity, hall, n] of rows) {
    const own = counts.get(hall) ?? noCounts();
    own[entity] = n;
    counts.set(hall, own);
  }
  return counts;
}

export const noCounts = (): Counts => Object.fromEntries(hallEntities.map((entity) => [entity, 0])) as Counts;

/** Everything in use that has a place in the tree, in natural order; two statements. */
export async function hallTree(reader: Reader, scope: HallScope): Promise<HallTree> {
  const cells = nodeCells(scope);
  const parts = nodeKinds.map((entity) =>
    visibleRows(entity, scope, `json_array('${entity}', ${cells[entity]}) AS node`),
  );
  const nodes = await reader.json<Node>(
    `SELECT json_group_array(json(node)) FROM (${parts.map(({ sql }) => sql).join(' UNION ALL ')})`,
    paramsOf(parts),
  );
  const counts = await countsByHall(reader, scope);
  const halls = new Map<number, TreeHall>();
  const zones = new Map<number, TreeHall['zones'][number]>();
  for (const node of nodes) {
    if (node[0] !== 'hall') continue;
    const [, id, name, parentId] = node;
    halls.set(id, { id, name, parentId, zones: [], units: [], counts: counts.get(id) ?? noCounts() });
  }
  for (const node of nodes) {
    const hall = halls.get(node[3] ?? 0);
    if (node[0] === 'zone') {
      const zone = { id: node[1], name: node[2], floor: node[4], windows: [] };
      zones.set(zone.id, zone);
      hall?.zones.push(zone);
    } else if (node[0] === 'unit') {
      const [, id, name, , windows, staff, items] = node;
      hall?.units.push({ id, name, windows, staff, items });
    }
  }
  for (const node of nodes) {
    if (node[0] !== 'window') continue;
    const [, id, name, , number, unitId, zoneId] = node;
    zones.get(zoneId)?.windows.push({ id, number, name, unitId, zoneId });
  }
  for (const zone of zones.values()) zone.windows.sort((a, b) => natural.compare(a.number, b.number));
  const byName = (a: { name: string }, b: { name: string }): number => natural.compare(a.name, b.name);
  for (const hall of halls.values()) {
    hall.zones.sort(byName);
    hall.units.sort(byName);
  }
  // Main halls first, each followed by its branches.
  const list = [...halls.values()];
  const order = (hall: TreeHall): string => {
    const parent = hall.parentId === null ? undefined : halls.get(hall.parentId);
    return parent ? `${parent.name}\u0001${hall.name}` : hall.name;
  };
  return { halls: list.sort((a, b) => natural.compare(order(a), order(b))) };
}
