import type { HallEntity } from '../../domain/hall/entities.js';
import type { Reader } from '../database.js';
import { briefSql } from './hall-model.js';

/** Names as they are today, by id. */
export async function placeLabels(
  reader: Reader,
  entity: Extract<HallEntity, 'hall' | 'unit' | 'window'>,
  ids: readonly number[],
): Promise<Record<string, string>> {
  const rows = await reader.json<[number, string]>(
    `SELECT json_group_array(json_array(p.id, ${briefSql(entity, 'p')}))
      FROM json_each(:ids) j CROSS JOIN "${entity}" p ON p.id = j.value`,
    { ids: JSON.stringify(ids) },
  );
  return Object.fromEntries(rows.map(([id, label]) => [String(id), label]));
}

/** Hall of each unit, by the unit's id. */
export async function hallsOfUnits(reader: Reader, ids: readonly number[]): Promise<Record<string, string>> {
  const rows = await reader.json<[number, string]>(
    `SELECT json_group_array(json_array(u.id, ${briefSql('hall', 'h')}))
      FROM json_each(:ids) j CROSS JOIN unit u ON u.id = j.value JOIN hall h ON h.id = u.hall_id`,
    { ids: JSON.stringify(ids) },
  );
  return Object.fromEntries(rows.map(([id, label]) => [String(id), label]));
}
