import type { Role } from '../people.js';
import type { HallEntity } from './entities.js';

/** How much of the hall a person may see. Rights add up: whoever holds one unrestricted role sees everything. */
export interface HallScope {
  all: boolean;
  /** A unit contact's own unit; null when the person is none. */
  unitId: number | null;
  /** A social supervisor: halls, zones, windows and the names of units. */
  supervisor: boolean;
}

const unrestricted: readonly Role[] = ['office', 'inspector', 'reviewer', 'leader'];

export const seesAll: HallScope = { all: true, unitId: null, supervisor: false };

export function scopeOf(roles: readonly Role[], unitId: number | null): HallScope {
  return {
    all: roles.some((role) => unrestricted.includes(role)),
    unitId: roles.includes('unit_contact') ? unitId : null,
    supervisor: roles.includes('social_supervisor'),
  };
}

/** Fields that those who do not see everything get empty: they are not searched or sorted by either. */
const hidden: Partial<Record<HallEntity, readonly string[]>> = {
  hall: ['note'],
  zone: ['note'],
  window: ['note'],
};
const hiddenFromSupervisors: Partial<Record<HallEntity, readonly string[]>> = {
  ...hidden,
  unit: ['leader', 'phone', 'note'],
};

/** Fields of an entity this scope may not see though it sees the row. */
export function hiddenFields(scope: HallScope, entity: HallEntity): readonly string[] {
  if (scope.all) return [];
  return (scope.supervisor ? hiddenFromSupervisors : hidden)[entity] ?? [];
}
