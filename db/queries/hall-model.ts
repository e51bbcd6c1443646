import { hallEntities, type HallEntity } from '../../domain/hall/entities.js';
import { briefParts, labelParts, type LabelPart } from '../../domain/hall/labels.js';
import { hallSchema, type FieldSpec } from '../../domain/hall/schema.js';
import { fieldSpec, hallSource } from '../../domain/hall/values.js';

/**
 * Where the fields of the eleven entities lie. All SQL about the hall is put together from this table and the
 * schema's field names, never from anything a person typed.
 */
export interface Column {
  spec: FieldSpec;
  column: string;
}

/** A list of references lies in a table of its own. */
export interface Join {
  spec: FieldSpec;
  table: string;
  own: string;
  other: string;
}

export interface HallModel {
  entity: HallEntity;
  /** Quoted: `window` is a word of SQL. */
  table: string;
  columns: readonly Column[];
  joins: readonly Join[];
  /** True where `hall_id` is a column beside the fields, held to the reference's own by a foreign key. */
  derivedHall: boolean;
}

const snake = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const joinTables: Partial<Record<HallEntity, Join['table']>> = {
  service_item: 'service_item_window',
  camera: 'camera_window',
};

function modelOf(entity: HallEntity): HallModel {
  const { fields } = hallSchema[entity];
  const source = hallSource[entity];
  return {
    entity,
    table: `"${entity}"`,
    columns: fields.filter(({ kind }) => kind !== 'references').map((spec) => ({ spec, column: snake(spec.name) })),
    joins: fields
      .filter(({ kind }) => kind === 'references')
      .map((spec) => ({ spec, table: joinTables[entity] ?? '', own: `${entity}_id`, other: `${spec.to ?? ''}_id` })),
    derivedHall: source !== null && source !== 'hallId',
  };
}

export const hallModels = Object.fromEntries(hallEntities.map((entity) => [entity, modelOf(entity)])) as Record<
  HallEntity,
  HallModel
>;

/** Column of a field; throws for a field without one, so that nothing else can become SQL. */
export function columnOf(entity: HallEntity, field: string): string {
  const found = hallModels[entity].columns.find(({ spec }) => spec.name === field);
  if (!found) throw new Error(`${entity} has no column for ${field}`);
  return found.column;
}

/** SQL of the hall a row belongs to. */
export const hallOf = (entity: HallEntity, alias: string): string => `${alias}.${entity === 'hall' ? 'id' : 'hall_id'}`;

/** SQL of the main hall of the hall with this id: branches and their main hall are one family. */
export const familyOf = (hallId: string): string =>
  `(SELECT coalesce(fam.parent_id, fam.id) FROM hall fam WHERE fam.id = ${hallId})`;

function partSql(entity: HallEntity, alias: string, part: LabelPart): string {
  if (part.via === undefined) {
    const column = `${alias}.${columnOf(entity, part.field)}`;
    // 20.0 is written 20.
    return fieldSpec(entity, part.field)?.kind === 'decimal' ? `printf('%.15g', ${column})` : column;
  }
  const to = fieldSpec(entity, part.via)?.to;
  if (!to) throw new Error(`${entity}.${part.via} is no reference`);
  const value = `via.${columnOf(to, part.field)}`;
  return `(SELECT ${value} FROM "${to}" via WHERE via.id = ${alias}.${columnOf(entity, part.via)})`;
}

function partsSql(entity: HallEntity, alias: string, parts: readonly (readonly LabelPart[])[]): string {
  return parts
    .map((alternatives) => {
      const all = alternatives.map((part) => partSql(entity, alias, part));
      return all.length === 1 ? (all[0] ?? '') : `coalesce(${all.join(', ')})`;
    })
    .join(` || ' ' || `);
}

/** SQL of a row's label. */
export const labelSql = (entity: HallEntity, alias: string): string => partsSql(entity, alias, labelParts[entity]);

/** SQL of the short label by which other rows call it. */
export const briefSql = (entity: HallEntity, alias: string): string =>
  partsSql(entity, alias, briefParts[entity] ?? labelParts[entity]);

/** A reference to an entity: which entity and field holds it, as a column or in a table of its own. */
export interface Dependent {
  entity: HallEntity;
  field: string;
  column: string;
  join: Join | null;
}

/** Everything that refers to rows of an entity. */
export function dependentsOf(to: HallEntity): Dependent[] {
  return hallEntities.flatMap((entity) => [
    ...hallModels[entity].columns
      .filter(({ spec }) => spec.to === to)
      .map(({ spec, column }) => ({ entity, field: spec.name, column, join: null })),
    ...hallModels[entity].joins
      .filter(({ spec }) => spec.to === to)
      .map((join) => ({ entity, field: join.spec.name, column: join.other, join })),
  ]);
}

/** Columns that may lie beside a row's fields. */
export const TEXT_KINDS: readonly FieldSpec['kind'][] = ['text', 'longText'];
