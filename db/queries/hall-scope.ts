import type { HallEntity } from '../../domain/hall/entities.js';
import type { HallScope } from '../../domain/hall/scope.js';

/** A condition on the row `r`, and what its parameters stand for. */
export interface Condition {
  sql: string;
  params: Record<string, string | number>;
}

const own = 'r.unit_id = :scopeUnit';
// A unit contact knows the places of its own hall and branches by name.
const family = (column: string): string =>
  `${column} IN (SELECT f.id FROM unit su JOIN hall sh ON sh.id = su.hall_id
     JOIN hall f ON coalesce(f.parent_id, f.id) = coalesce(sh.parent_id, sh.id) WHERE su.id = :scopeUnit)`;

/** What a unit contact sees; an entity that is not here it does not see at all. */
const ofUnit: Partial<Record<HallEntity, string>> = {
  hall: family('r.id'),
  zone: family('r.hall_id'),
  unit: 'r.id = :scopeUnit',
  window: own,
  post: 'EXISTS(SELECT 1 FROM "window" sw WHERE sw.id = r.window_id AND sw.unit_id = :scopeUnit)',
  staff: own,
  service_item: own,
  contact: own,
};

/** What a social supervisor sees, all of it. */
const ofSupervisor: readonly HallEntity[] = ['hall', 'zone', 'unit', 'window'];

/** SQL that holds for the rows `r` this scope may see. */
export function visibleSql(entity: HallEntity, scope: HallScope): Condition {
  if (scope.all || (scope.supervisor && ofSupervisor.includes(entity))) return { sql: '1', params: {} };
  const sql = ofUnit[entity];
  if (scope.unitId === null || sql === undefined) return { sql: '0', params: {} };
  return { sql, params: { scopeUnit: scope.unitId } };
}
