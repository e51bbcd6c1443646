import type { HallEntity } from '../../domain/hall/entities.js';
import type { Reader } from '../database.js';
import { labelSql } from './hall-model.js';
import { labelsAt } from './hall-read.js';

/** Rows of the hall whose labels are asked for, by entity. */
export type Asked = Partial<Record<HallEntity, readonly number[]>>;
export type Labels = ReadonlyMap<HallEntity, ReadonlyMap<number, string>>;

const entriesOf = (asked: Asked): [HallEntity, readonly number[]][] =>
  (Object.entries(asked) as [HallEntity, readonly number[]][]).filter(([, ids]) => ids.length > 0);

/** Labels as they are now, of all kinds in one statement. */
export async function currentLabels(reader: Reader, asked: Asked): Promise<Labels> {
  const entries = entriesOf(asked);
  const parts = entries.map(
    ([entity]) => `SELECT json_array('${entity}', r.id, ${labelSql(entity, 'r')}) AS cell FROM "${entity}" r
      WHERE r.id IN (SELECT value FROM json_each(:${entity}))`,
  );
  const rows = await reader.json<[HallEntity, number, string]>(
    `SELECT json_group_array(json(cell)) FROM (${parts.join(' UNION ALL ')})`,
    Object.fromEntries(entries.map(([entity, ids]) => [entity, JSON.stringify(ids)])),
  );
  const labels = new Map<HallEntity, Map<number, string>>();
  for (const [entity, id, label] of rows) {
    const of = labels.get(entity) ?? new Map<number, string>();
    labels.set(entity, of.set(id, label));
  }
  return labels;
}

/** Labels as they were at an instant, UTC milliseconds. */
export async function formerLabels(reader: Reader, asked: Asked, at: number): Promise<Labels> {
  const labels = new Map<HallEntity, Map<number, string>>();
  for (const [entity, ids] of entriesOf(asked)) labels.set(entity, await labelsAt(reader, entity, ids, at));
  return labels;
}
