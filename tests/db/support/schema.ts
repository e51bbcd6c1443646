import type { Connection } from '../../../db/driver.js';

/** What later versions may rely on: every column of every table, every index and trigger. Views and full-text shadow tables aside. */
export interface Shape {
  columns: Map<string, Set<string>>;
  objects: Set<string>;
}

export async function shapeOfSchema(connection: Connection): Promise<Shape> {
  const rows = await connection.all<{ type: string; name: string }>(
    "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_fts_%'",
  );
  const columns = new Map<string, Set<string>>();
  for (const { name } of rows.filter(({ type }) => type === 'table')) {
    const found = await connection.all<{ name: string }>('SELECT name FROM pragma_table_info(?)', [name]);
    columns.set(name, new Set(found.map((column) => column.name)));
  }
  return { columns, objects: new Set(rows.map(({ type, name }) => `${type} ${name}`)) };
}

/** What `after` has lost of `before`; empty when the step only added. */
export function lostBy(before: Shape, after: Shape): string[] {
  const objects = [...before.objects].filter((object) => !after.objects.has(object));
  const columns = [...before.columns].flatMap(([table, names]) =>
    [...names].filter((name) => after.columns.get(table)?.has(name) === false).map((name) => `column ${table}.${name}`),
  );
  return [...objects, ...columns];
}

/** The whole schema as SQL, in order of name. */
export async function schemaText(connection: Connection): Promise<string> {
  const rows = await connection.all<{ sql: string }>(
    "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'search_fts_%' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  );
  const version = await connection.get<{ user_version: number }>('PRAGMA user_version');
  return [`-- user_version ${version?.user_version}`, ...rows.map(({ sql }) => `${sql};`), ''].join('\n\n');
}
