/** Pieces of table definitions that the steps of the schema share. A released step reads as it did: these never change. */

/** Text that must be there, of at most this many characters. */
export const text = (column: string, most: number): string =>
  `${column} TEXT NOT NULL CHECK(length(${column}) BETWEEN 1 AND ${most})`;
export const optional = (column: string, most: number): string =>
  `${column} TEXT CHECK(length(${column}) BETWEEN 1 AND ${most})`;
export const json = (column: string): string => `${column} TEXT NOT NULL CHECK(json_valid(${column}))`;
export const among = (column: string, words: readonly string[]): string =>
  `${column} TEXT NOT NULL CHECK(${column} IN (${words.map((word) => `'${word}'`).join(', ')}))`;
export const flag = (column: string): string => `${column} INTEGER NOT NULL DEFAULT 0 CHECK(${column} IN (0, 1))`;
export const revised = `created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1)`;
/** Rows of this table are written once. */
export const frozen = (table: string, why: string): string => `
CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${why}'); END;
CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${why}'); END;`;
export const abort = (why: string): string => `BEGIN SELECT RAISE(ABORT, '${why}'); END;`;
