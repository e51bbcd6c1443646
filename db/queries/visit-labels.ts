import type { HallEntity } from '../../domain/hall/entities.js';
import type { Reader } from '../database.js';
import { part, type Part } from '../parts.js';
import { labelSql } from './hall-model.js';
import { labelsAt } from './hall-read.js';

/** What of the hall a visit names. */
const named = ['hall', 'zone', 'unit', 'window', 'service_item'] as const satisfies readonly HallEntity[];

/** Rows of the hall whose labels are asked for, by entity. */
export type Asked = Readonly<Record<(typeof named)[number], readonly number[]>>;
export type Labels = ReadonlyMap<HallEntity, ReadonlyMap<number, string>>;

const CURRENT_SQL = `SELECT json_group_array(json(cell)) FROM (${named
  .map(
    (entity) => `SELECT json_array('${entity}', r.id, ${labelSql(entity, 'r')}) AS cell FROM "${entity}" r
      WHERE r.id IN (SELECT value FROM json_each(:${entity}))`,
  )
  .join(' UNION ALL ')})`;

/** Labels as they are now. */
export const currentLabels = (asked: Asked): Part<Labels> =>
  part<[entity: HallEntity, id: number, label: string], Labels>(
    CURRENT_SQL,
    Object.fromEntries(named.map((entity) => [entity, JSON.stringify(asked[entity])])),
    (rows) => {
      const labels = new Map<HallEntity, Map<number, string>>();
      for (const [entity, id, label] of rows) {
        const of = labels.get(entity) ?? new Map<number, string>();
        labels.set(entity, of.set(id, label));
      }
      return labels;
    },
  );

/** Labels as they were at an instant, UTC milliseconds. */
export async function formerLabels(reader: Reader, asked: Asked, at: number): Promise<Labels> {
  const labels = new Map<HallEntity, Map<number, string>>();
  for (const entity of named) {
    const ids = asked[entity];
    if (ids.length > 0) labels.set(entity, await labelsAt(reader, entity, ids, at));
  }
  return labels;
}
