import type { Reader } from '../database.js';

/** What was written in each visit, for the stretch a result list shows. */
export async function visitTexts(reader: Reader, ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await reader.json<[number, string]>(
    `SELECT json_group_array(json_array(id, concat_ws(' · ', narrative, practices, measures, suggestions))) FROM visit
      WHERE id IN (SELECT value FROM json_each(:ids))`,
    { ids: JSON.stringify(ids) },
  );
  return new Map(rows);
}
