import { Connection } from '../../db/driver.js';
import type { Params, Value } from '../../db/params.js';

/** Strings, quoted names and the two kinds of parameters, in the order in which they are looked for. */
const LEXEMES = /'(?:[^']|'')*'|"(?:[^"]|"")*"|:[A-Za-z_]\w*|\?/g;

function literal(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number') return String(value);
  if (Buffer.isBuffer(value)) return `x'${value.toString('hex')}'`;
  return `'${value.replaceAll("'", "''")}'`;
}

/** A statement with its values written into it, as the command line takes it. */
function written(sql: string, params: Params | undefined): string {
  let place = 0;
  const valueOf = (lexeme: string): Value =>
    Array.isArray(params)
      ? ((params as readonly Value[])[place++] ?? null)
      : ((params as Readonly<Record<string, Value>>)[lexeme.slice(1)] ?? null);
  const text = sql.replace(LEXEMES, (lexeme) => (/^[:?]/.test(lexeme) ? literal(valueOf(lexeme)) : lexeme));
  // A command line older than our library knows the binary form of JSON by its textual name alone, and no order within
  // an aggregate.
  return `${text
    .replaceAll('jsonb_each(', 'json_each(')
    .replaceAll(/\) ORDER BY \w+\.id\)/g, '))')
    .replace(/\s+$/, '')};`;
}

/**
 * Writes down every statement of transactions, in their order, until it is stopped. Works on the one open writer.
 * The text is made by `take`: whoever is timed meanwhile is not to pay for it.
 */
export function logStatements(): { take(): string[]; stop(): void } {
  let statements: [sql: string, params: Params | undefined][] = [];
  // `get` asks through `all`.
  const methods = ['run', 'all'] as const;
  const plain = methods.map((name) => [name, Connection.prototype[name]] as const);
  const inside = new WeakSet<Connection>();
  for (const [name, original] of plain) {
    Object.assign(Connection.prototype, {
      [name](this: Connection, sql: string, params?: Params): unknown {
        if (sql.startsWith('BEGIN')) inside.add(this);
        if (inside.has(this)) statements.push([sql, params]);
        if (sql === 'COMMIT' || sql === 'ROLLBACK') inside.delete(this);
        return (original as (this: Connection, sql: string, params?: Params) => unknown).call(this, sql, params);
      },
    });
  }
  return {
    take() {
      const taken = statements;
      statements = [];
      return taken.map(([sql, params]) => written(sql, params));
    },
    stop: () => void Object.assign(Connection.prototype, Object.fromEntries(plain)),
  };
}
