/** A condition on the rows of a list, and what its parameters stand for. */
export interface ListCondition {
  sql: string;
  params: Record<string, string | number>;
}

export const not = ({ sql, params }: ListCondition): ListCondition => ({ sql: `NOT (${sql})`, params });

/** One of these holds; of none, nothing does. */
export const anyOf = (parts: readonly ListCondition[]): ListCondition => ({
  sql: parts.length === 0 ? '0' : parts.map(({ sql }) => `(${sql})`).join(' OR '),
  params: paramsOf(parts),
});

const paramsOf = (parts: readonly ListCondition[]): ListCondition['params'] =>
  Object.assign({}, ...parts.map(({ params }) => params)) as ListCondition['params'];

export interface ListShape {
  /** Table with its alias, its id and the day its covering index begins with. */
  table: string;
  id: string;
  day: string;
  /** What it is sorted by; a column of the covering index, as everything in `where`. */
  key: string;
  direction: 'asc' | 'desc';
  /** The key begins an index: rows come in its order and the first page needs no look at all of them. */
  ordered: boolean;
  where: readonly ListCondition[];
}

export interface ListSql {
  /** One JSON array of ids in order; the parameter `limit` is how many at most, -1 for all. */
  ids: string;
  /** How many there are. */
  count: string;
  params: ListCondition['params'];
}

/**
 * The statements of a list over many rows. Both look at covering indexes alone; empty values come last either way.
 * Without an index for the order, rows reach the sorter by day in the asked direction: what is sorted by number or by last
 * change comes nearly sorted then, and of the first few only few are ever put in place.
 */
export function listSql({ table, id, day, key, direction, ordered, where }: ListShape): ListSql {
  const conditions = where.map(({ sql }) => `(${sql})`).join(' AND ');
  const rows =
    ordered || key === day
      ? `SELECT ${id} AS id FROM ${table} WHERE ${conditions}
          ORDER BY ${key} ${direction} NULLS LAST, ${id} ${direction} LIMIT :limit`
      : `SELECT id FROM (SELECT ${id} AS id, ${key} AS key FROM ${table} WHERE ${conditions}
          ORDER BY ${day} ${direction} LIMIT -1) ORDER BY key ${direction} NULLS LAST, id ${direction} LIMIT :limit`;
  return {
    ids: `SELECT json_group_array(id) FROM (${rows})`,
    count: `SELECT count(*) FROM ${table} WHERE ${conditions}`,
    params: paramsOf(where),
  };
}
