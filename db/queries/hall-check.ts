import type { HallEntity } from '../../domain/hall/entities.js';
import { hallSchema } from '../../domain/hall/schema.js';
import { fieldSpec, hallSource, keyPart, type FieldValues, type StoredRow } from '../../domain/hall/values.js';
import type { Reader } from '../database.js';
import { columnOf, dependentsOf, familyOf, hallModels, hallOf } from './hall-model.js';
import { hallEntities } from '../../domain/hall/entities.js';

/** A row that a reference names, as far as the rules ask. */
export interface Target {
  id: number;
  state: StoredRow['state'];
  hallId: number;
  /** The main hall of its hall. */
  familyId: number;
}

/** The rows that references name, by id. */
export async function targetsOf(
  reader: Reader,
  entity: HallEntity,
  ids: readonly number[],
): Promise<Map<number, Target>> {
  const rows = await reader.json<[number, StoredRow['state'], number, number]>(
    `SELECT json_group_array(json_array(r.id, r.state, ${hallOf(entity, 'r')}, ${familyOf(hallOf(entity, 'r'))}))
      FROM json_each(:ids) j CROSS JOIN ${hallModels[entity].table} r ON r.id = j.value`,
    { ids: JSON.stringify([...new Set(ids)]) },
  );
  return new Map(rows.map(([id, state, hallId, familyId]) => [id, { id, state, hallId, familyId }]));
}

const hasBranchesSql = `SELECT EXISTS(SELECT 1 FROM hall WHERE parent_id = :id AND state = 'active' AND id <> :except)`;

/** Whether other halls in use are branches of this one. */
export async function hasBranches(reader: Reader, id: number, except = 0): Promise<boolean> {
  return (await reader.value<number>(hasBranchesSql, { id, except })) === 1;
}

/**
 * An active row with the same key in the same scope, other than `id`. Codes are stored in one width and looked up;
 * names are stored as they were written (（ stays （) and compared without their width.
 * @param hallId the hall the row will belong to
 */
export async function twinOf(
  reader: Reader,
  entity: HallEntity,
  id: number,
  fields: FieldValues,
  hallId: number,
): Promise<number | undefined> {
  const { key, scope } = hallSchema[entity];
  const params: Record<string, string | number | null> = { id };
  const names = key.filter((name) => {
    const spec = fieldSpec(entity, name);
    return spec?.kind === 'text' && spec.code !== true;
  });
  const looked = key.filter((name) => !names.includes(name));
  const conditions = looked.map((name, index) => {
    const value = fields[name] ?? null;
    params[`key${index}`] = typeof value === 'string' || typeof value === 'number' ? value : null;
    const column = columnOf(entity, name);
    // As the unique index has it, so that it is used.
    return fieldSpec(entity, name)?.to
      ? `coalesce(${column}, 0) = coalesce(:key${index}, 0)`
      : `${column} = :key${index}`;
  });
  if (scope !== null) {
    const bound = scope === 'hallId' ? hallId : fields[scope];
    params['scope'] = typeof bound === 'number' ? bound : null;
    conditions.unshift(`${scope === 'hallId' ? 'hall_id' : columnOf(entity, scope)} = :scope`);
  }
  const rows = await reader.json<[number, ...string[]]>(
    `SELECT json_group_array(json_array(${['id', ...names.map((name) => columnOf(entity, name))].join(', ')}))
      FROM ${hallModels[entity].table} WHERE ${[...conditions, `state = 'active'`, 'id <> :id'].join(' AND ')}`,
    params,
  );
  return rows.find(([, ...values]) =>
    values.every((value, index) => keyPart(value) === keyPart(fields[names[index] ?? ''])),
  )?.[0];
}

/** Active rows, other than these themselves, that hang on these rows: how many, and of which kind the first. */
export async function inUse(
  reader: Reader,
  entity: HallEntity,
  ids: readonly number[],
): Promise<{ count: number; by: HallEntity | 'person' } | null> {
  const list = JSON.stringify(ids);
  for (const { entity: by, column, join } of dependentsOf(entity)) {
    if (join !== null) continue;
    const others = by === entity ? 'AND r.id NOT IN (SELECT value FROM json_each(:ids))' : '';
    const count = await reader.value<number>(
      `SELECT count(*) FROM ${hallModels[by].table} r
        WHERE r.${column} IN (SELECT value FROM json_each(:ids)) AND r.state = 'active' ${others}`,
      { ids: list },
    );
    if (count) return { count, by };
  }
  if (entity !== 'unit') return null;
  const people = await reader.value<number>(
    `SELECT count(*) FROM person WHERE unit_id IN (SELECT value FROM json_each(:ids)) AND state = 'active'`,
    { ids: list },
  );
  return people ? { count: people, by: 'person' } : null;
}

/** An active row whose reference leads to another main hall than its own, after something was moved. */
export async function strayReference(
  reader: Reader,
): Promise<{ entity: HallEntity; to: HallEntity; count: number } | null> {
  for (const entity of hallEntities) {
    const model = hallModels[entity];
    const source = hallSource[entity];
    const family = familyOf('r.hall_id');
    const away = `${familyOf('t.hall_id')} <> ${family}`;
    for (const { spec, column } of model.columns) {
      if (!spec.to || spec.name === source || spec.to === 'hall') continue;
      const count = await reader.value<number>(
        `SELECT count(*) FROM ${model.table} r JOIN "${spec.to}" t ON t.id = r.${column}
          WHERE r.state = 'active' AND ${away}`,
      );
      if (count) return { entity, to: spec.to, count };
    }
    for (const { spec, table, own, other } of model.joins) {
      const count = await reader.value<number>(
        `SELECT count(*) FROM ${table} j JOIN ${model.table} r ON r.id = j.${own} JOIN "${spec.to ?? ''}" t
          ON t.id = j.${other} WHERE r.state = 'active' AND ${away}`,
      );
      if (count) return { entity, to: spec.to as HallEntity, count };
    }
  }
  return null;
}
