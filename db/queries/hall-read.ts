import { hallFields, type HallEntity, type HallRow } from '../../domain/hall/entities.js';
import { composeLabel, labelParts, LIST_MARK } from '../../domain/hall/labels.js';
import { hallSchema } from '../../domain/hall/schema.js';
import { hiddenFields, type HallScope } from '../../domain/hall/scope.js';
import { fieldSpec, type FieldValue, type FieldValues, type StoredRow } from '../../domain/hall/values.js';
import type { Reader } from '../database.js';
import { briefSql, hallModels, hallOf, labelSql, type HallModel } from './hall-model.js';
import { visibleSql } from './hall-scope.js';

type Cell = string | number | null | number[];

/** SQL of a list of references as JSON, in the order of ids. */
const listSql = (alias: string, table: string, own: string, other: string): string =>
  `json((SELECT json_group_array(${other}) FROM (SELECT ${other} FROM ${table} WHERE ${own} = ${alias}.id ORDER BY ${other})))`;

/** SQL of a row's fields, in the order of `fieldsOf`. */
function fieldCells(model: HallModel, alias: string): string[] {
  return [
    ...model.columns.map(({ column }) => `${alias}.${column}`),
    ...model.joins.map(({ table, own, other }) => listSql(alias, table, own, other)),
  ];
}

function fieldsOf(model: HallModel, cells: readonly Cell[]): FieldValues {
  const specs = [...model.columns, ...model.joins].map(({ spec }) => spec);
  return Object.fromEntries(
    specs.map((spec, index): [string, FieldValue] => {
      const cell = cells[index] ?? null;
      return [spec.name, spec.kind === 'boolean' ? cell === 1 : cell];
    }),
  );
}

const rowHead = (entity: HallEntity): string => `r.id, r.revision, r.state, r.merged_into_id, ${hallOf(entity, 'r')}`;

type StoredCells = [
  id: number,
  revision: number,
  state: StoredRow['state'],
  into: number | null,
  hall: number,
  ...Cell[],
];

function storedOf(model: HallModel, [id, revision, state, mergedIntoId, hallId, ...cells]: StoredCells): StoredRow {
  return { id, revision, state, mergedIntoId, hallId, fields: fieldsOf(model, cells) };
}

const storedSql = (model: HallModel): string =>
  `SELECT json_group_array(json_array(${[rowHead(model.entity), ...fieldCells(model, 'r')].join(', ')}))`;

/** Rows as the store has them, in the order of `ids`; unknown ids are left out. */
export async function storedRows(reader: Reader, entity: HallEntity, ids: readonly number[]): Promise<StoredRow[]> {
  const model = hallModels[entity];
  const cells = await reader.json<StoredCells>(
    `${storedSql(model)} FROM json_each(:ids) j CROSS JOIN ${model.table} r ON r.id = j.value`,
    { ids: JSON.stringify([...new Set(ids)]) },
  );
  return cells.map((row) => storedOf(model, row));
}

/** All active rows. */
export async function activeRows(reader: Reader, entity: HallEntity): Promise<StoredRow[]> {
  const model = hallModels[entity];
  const cells = await reader.json<StoredCells>(`${storedSql(model)} FROM ${model.table} r WHERE r.state = 'active'`);
  return cells.map((row) => storedOf(model, row));
}

/** Rows whose column holds this id, whatever their state. */
export async function rowsHolding(
  reader: Reader,
  entity: HallEntity,
  column: string,
  value: number,
): Promise<StoredRow[]> {
  const model = hallModels[entity];
  const cells = await reader.json<StoredCells>(`${storedSql(model)} FROM ${model.table} r WHERE r.${column} = :value`, {
    value,
  });
  return cells.map((row) => storedOf(model, row));
}

/** The row a client made under this id, in whatever state it is now. */
export function idOfClient(reader: Reader, entity: HallEntity, clientId: string): Promise<number | undefined> {
  return reader.value<number>(`SELECT id FROM ${hallModels[entity].table} WHERE client_id = :clientId`, { clientId });
}

const REFERENCE_KINDS = ['reference', 'references'];

/** SQL of the words for each reference of a row; a list gives one JSON array of words. */
function nameCells(entity: HallEntity): { field: string; sql: string }[] {
  const model = hallModels[entity];
  return [
    ...model.columns
      .filter(({ spec }) => REFERENCE_KINDS.includes(spec.kind))
      .map(({ spec, column }) => {
        const to = spec.to as HallEntity;
        return { field: spec.name, sql: `(SELECT ${briefSql(to, 't')} FROM "${to}" t WHERE t.id = r.${column})` };
      }),
    ...model.joins.map(({ spec, table, own, other }) => {
      const to = spec.to as HallEntity;
      // Windows are called by their number alone where they stand in a row.
      const word = to === 'window' ? 't.number' : briefSql(to, 't');
      return {
        field: spec.name,
        sql: `json((SELECT json_group_array(${word}) FROM ${table} j CROSS JOIN "${to}" t ON t.id = j.${other}
          WHERE j.${own} = r.id))`,
      };
    }),
  ];
}

const natural = new Intl.Collator('zh', { numeric: true });
type ViewCells = [StoredCells, label: string, hallLabel: string, updatedAt: number, ...(string | string[] | null)[]];

/**
 * Rows as lists and record pages show them, in the order of `ids`; what is gone or not in scope is left out, and
 * fields that are not for this scope are empty.
 */
export async function hallRows(
  reader: Reader,
  entity: HallEntity,
  ids: readonly number[],
  scope: HallScope,
): Promise<HallRow[]> {
  const model = hallModels[entity];
  const names = nameCells(entity);
  const visible = visibleSql(entity, scope);
  const cells = await reader.json<ViewCells>(
    `SELECT json_group_array(json_array(json_array(${[rowHead(entity), ...fieldCells(model, 'r')].join(', ')}),
        ${labelSql(entity, 'r')}, (SELECT ${briefSql('hall', 'h')} FROM hall h WHERE h.id = ${hallOf(entity, 'r')}),
        ${['r.updated_at', ...names.map(({ sql }) => sql)].join(', ')}))
      FROM json_each(:ids) j CROSS JOIN ${model.table} r ON r.id = j.value WHERE ${visible.sql}`,
    { ids: JSON.stringify(ids), ...visible.params },
  );
  const hidden = hiddenFields(scope, entity);
  return cells.map(([stored, label, hallLabel, updatedAt, ...words]) => {
    const { fields, ...row } = storedOf(model, stored);
    return {
      entity,
      ...row,
      fields: Object.fromEntries(
        // The order of the schema, which is that of the form.
        hallSchema[entity].fields.map(({ name }) => [name, hidden.includes(name) ? null : (fields[name] ?? null)]),
      ),
      label,
      hallLabel,
      updatedAt,
      names: namesOf(names, words),
    } as unknown as HallRow;
  });
}

function namesOf(names: readonly { field: string }[], words: readonly (string | string[] | null)[]) {
  const made: Record<string, string> = {};
  names.forEach(({ field }, index) => {
    const word = words[index] ?? null;
    if (word === null || word.length === 0) return;
    made[field] = Array.isArray(word) ? word.sort(natural.compare).join(LIST_MARK) : word;
  });
  return made;
}

/** Labels as they are now, by id. */
export async function labelsOf(
  reader: Reader,
  entity: HallEntity,
  ids: readonly number[],
): Promise<Map<number, string>> {
  const pairs = await reader.json<[number, string]>(
    `SELECT json_group_array(json_array(r.id, ${labelSql(entity, 'r')}))
      FROM json_each(:ids) j CROSS JOIN ${hallModels[entity].table} r ON r.id = j.value`,
    { ids: JSON.stringify([...new Set(ids)]) },
  );
  return new Map(pairs);
}

/**
 * The fields that make names, as they were at an instant: those of the first span that ends after it, else today's.
 * @param at UTC milliseconds
 */
async function namedFieldsAt(
  reader: Reader,
  entity: HallEntity,
  ids: readonly number[],
  at: number,
): Promise<Map<number, FieldValues>> {
  const model = hallModels[entity];
  const rows = await reader.json<[StoredCells, FieldValues | null]>(
    `SELECT json_group_array(json_array(json_array(${[rowHead(entity), ...fieldCells(model, 'r')].join(', ')}),
        json((SELECT s.was FROM hall_span s WHERE s.entity = :entity AND s.ref = r.id
          AND s.until_at > CAST(:at AS INTEGER) ORDER BY s.until_at LIMIT 1))))
      FROM json_each(:ids) j CROSS JOIN ${model.table} r ON r.id = j.value`,
    { entity, at, ids: JSON.stringify([...new Set(ids)]) },
  );
  return new Map(
    rows.map(([cells, was]) => {
      const row = storedOf(model, cells);
      return [row.id, { ...row.fields, ...was }];
    }),
  );
}

/** What rows referred to at an instant, by id; those that referred to none are missing. @param field one that makes names */
export async function referencesAt(
  reader: Reader,
  entity: HallEntity,
  ids: readonly number[],
  field: string,
  at: number,
): Promise<Map<number, number>> {
  const rows = await namedFieldsAt(reader, entity, ids, at);
  return new Map(
    [...rows].flatMap(([id, { [field]: value }]) => (typeof value === 'number' ? [[id, value] as const] : [])),
  );
}

/**
 * What rows were called at an instant, by id: their own names and those of the rows they hung on, all as they were.
 * @param at UTC milliseconds; before a row was made it has its first name
 */
export async function labelsAt(
  reader: Reader,
  entity: HallEntity,
  ids: readonly number[],
  at: number,
): Promise<Map<number, string>> {
  const rows = await namedFieldsAt(reader, entity, ids, at);
  const parts = labelParts[entity];
  const vias = [...new Set(parts.flat().flatMap(({ via }) => (via === undefined ? [] : [via])))];
  const places = new Map<string, Map<number, FieldValues>>();
  for (const via of vias) {
    const to = fieldSpec(entity, via)?.to;
    const refs = [...rows.values()].map((fields) => fields[via]).filter((ref) => typeof ref === 'number');
    if (to) places.set(via, await namedFieldsAt(reader, to, refs, at));
  }
  const labels = new Map<number, string>();
  for (const [id, fields] of rows) {
    const label = composeLabel(parts, ({ field, via }) => {
      const source = via === undefined ? fields : places.get(via)?.get(Number(fields[via]));
      const value = source?.[field];
      return typeof value === 'string' || typeof value === 'number' ? value : null;
    });
    labels.set(id, label);
  }
  return labels;
}

/** The row that a merged one became in the end; the row itself when it was not merged. */
export async function successorOf(reader: Reader, entity: HallEntity, id: number): Promise<number> {
  const found = await reader.value<number>(
    `WITH RECURSIVE chain(id, into_id) AS (
        SELECT id, merged_into_id FROM ${hallModels[entity].table} WHERE id = :id
        UNION SELECT r.id, r.merged_into_id FROM chain CROSS JOIN ${hallModels[entity].table} r ON r.id = chain.into_id)
      SELECT id FROM chain WHERE into_id IS NULL`,
    { id },
  );
  return found ?? id;
}

/** Names of the fields an entity has; the keys of its schema. */
export const fieldNames = (entity: HallEntity): string[] => Object.keys(hallFields[entity].shape);
