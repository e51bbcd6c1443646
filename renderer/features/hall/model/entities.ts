import type { HallEntity } from '../../../../domain/hall/entities.js';
import type { HallGap } from '../../../../domain/hall/gaps.js';
import { hallSchema, type FieldSpec } from '../../../../domain/hall/schema.js';
import { hiddenFields, scopeOf } from '../../../../domain/hall/scope.js';
import type { Role } from '../../../../domain/people.js';

/** The eleven entities in the order of the tabs. */
export const entityOrder = Object.keys(hallSchema) as HallEntity[];

export const isHallEntity = (name: unknown): name is HallEntity =>
  typeof name === 'string' && Object.hasOwn(hallSchema, name);

/** A filter that names a row something belongs to. */
export const placeKeys = ['hallId', 'zoneId', 'unitId', 'windowId', 'recorderId'] as const;
export type Place = (typeof placeKeys)[number];

/** Which places mean something for the rows of an entity, as the list understands them. */
export const placesOf: Record<HallEntity, readonly Place[]> = {
  hall: ['hallId'],
  zone: ['hallId', 'zoneId', 'unitId'],
  unit: ['hallId', 'zoneId', 'unitId'],
  window: ['hallId', 'zoneId', 'unitId', 'windowId'],
  post: ['hallId', 'zoneId', 'unitId', 'windowId'],
  staff: ['hallId', 'zoneId', 'unitId', 'windowId'],
  service_item: ['hallId', 'zoneId', 'unitId', 'windowId'],
  target: ['hallId', 'zoneId'],
  recorder: ['hallId', 'zoneId', 'recorderId'],
  camera: ['hallId', 'zoneId', 'unitId', 'windowId', 'recorderId'],
  contact: ['hallId', 'unitId'],
};

/** What may still have to be put in order, by the entity whose list shows it. */
export const gapsOf: Partial<Record<HallEntity, readonly HallGap[]>> = {
  hall: ['hallsWithoutWaitingTarget'],
  unit: ['unitsWithoutContact'],
  window: ['windowsWithoutCamera', 'windowsWithoutPost'],
  post: ['postsWithoutB'],
  recorder: ['recordersUnder30Days'],
};

const ofUnit: readonly HallEntity[] = ['hall', 'zone', 'unit', 'window', 'post', 'staff', 'service_item', 'contact'];
const ofSupervisor: readonly HallEntity[] = ['hall', 'zone', 'unit', 'window'];

/** What a person may do here. Screens hide the rest; the main process refuses it anyway. */
export interface HallRights {
  entities: readonly HallEntity[];
  edit: boolean;
  export: boolean;
  history: boolean;
  /** Fields that are empty for this person, whoever filled them. */
  hidden: (entity: HallEntity) => readonly string[];
}

export function rightsOf(roles: readonly Role[], unitId: number | null): HallRights {
  const scope = scopeOf(roles, unitId);
  const seen = (entity: HallEntity): boolean =>
    scope.all || (scope.supervisor && ofSupervisor.includes(entity)) || (unitContact && ofUnit.includes(entity));
  const unitContact = roles.includes('unit_contact');
  const holds = (...wanted: Role[]): boolean => wanted.some((role) => roles.includes(role));
  return {
    entities: entityOrder.filter(seen),
    edit: holds('office'),
    export: holds('office', 'reviewer', 'leader'),
    history: holds('office', 'reviewer', 'leader'),
    hidden: (entity) => hiddenFields(scope, entity),
  };
}

/** Fields by which a row is told from others; they lead its list. */
const leading = ['number', 'badgeNo', 'code', 'channel', 'measure', 'value', 'name'];

/** The fields of an entity as its list shows them: what it is called by first. */
export function listedFields(entity: HallEntity, hidden: readonly string[] = []): FieldSpec[] {
  const fields = hallSchema[entity].fields.filter(({ name }) => !hidden.includes(name));
  return [
    ...leading.flatMap((name) => fields.filter((spec) => spec.name === name)),
    ...fields.filter(({ name }) => !leading.includes(name)),
  ];
}

/** Fields that can be typed into a cell of the list. */
export const editableInCell = (spec: FieldSpec): boolean => !['references', 'longText', 'day'].includes(spec.kind);
