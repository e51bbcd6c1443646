import { hallEntities, type HallEntity } from '../../../domain/hall/entities.js';
import { scopeOf, type HallScope } from '../../../domain/hall/scope.js';
import { visibleSql } from '../../../db/queries/hall-scope.js';
import type { CallContext } from '../../ipc/context.js';

type Caller = Pick<CallContext, 'roles' | 'unitId'>;

export const hallScope = ({ roles, unitId }: Caller): HallScope => scopeOf(roles, unitId);

/** Entities of which the caller may see any row at all. */
export function visibleEntities(caller: Caller): HallEntity[] {
  const scope = hallScope(caller);
  return hallEntities.filter((entity) => visibleSql(entity, scope).sql !== '0');
}
