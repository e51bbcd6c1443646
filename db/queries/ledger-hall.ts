import type { Reader } from '../database.js';

/** The hall a ledger is of: the one it is narrowed to, else the only one at the head; null where there are several. */
export async function ledgerHallName(reader: Reader, hallId: number | undefined): Promise<string | null> {
  const names = await reader.json<string>(
    `SELECT json_group_array(name) FROM (SELECT name FROM hall
      WHERE CASE WHEN :hallId IS NULL THEN parent_id IS NULL ELSE id = :hallId END LIMIT 2)`,
    { hallId: hallId ?? null },
  );
  return names.length === 1 ? (names[0] ?? null) : null;
}
