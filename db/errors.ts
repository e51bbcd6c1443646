import { basename } from 'node:path';
import { AppError, isAppError, type ErrorCode, type ErrorParams } from '../domain/errors.js';

/** What the sqlite library rejects with. */
interface SqliteError extends Error {
  code: string;
}

export function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && /^SQLITE_[A-Z]+$/.test((error as Partial<SqliteError>).code ?? '');
}

interface Place {
  file: string;
  detail: string;
}

type Mapping = readonly [ErrorCode, (place: Place) => ErrorParams];

const file = (place: Place): ErrorParams => ({ file: basename(place.file) });
const fileAndDetail = (place: Place): ErrorParams => ({ file: basename(place.file), detail: place.detail });
const nameAndDetail = (place: Place): ErrorParams => ({ name: basename(place.file), detail: place.detail });
const nothing = (): ErrorParams => ({});

const mappings: Readonly<Record<string, Mapping>> = {
  SQLITE_CONSTRAINT: ['db.constraint', (place) => ({ detail: place.detail })],
  SQLITE_CORRUPT: ['db.corrupt', fileAndDetail],
  SQLITE_NOTADB: ['db.corrupt', fileAndDetail],
  SQLITE_FULL: ['db.full', file],
  SQLITE_READONLY: ['db.readOnly', file],
  SQLITE_BUSY: ['db.busy', nothing],
  SQLITE_LOCKED: ['db.busy', nothing],
  SQLITE_PROTOCOL: ['db.busy', nothing],
  SQLITE_INTERRUPT: ['cancelled', nothing],
  SQLITE_MISUSE: ['db.closed', nothing],
  SQLITE_CANTOPEN: ['file.unreadable', nameAndDetail],
  SQLITE_IOERR: ['file.unwritable', nameAndDetail],
  SQLITE_PERM: ['file.unwritable', nameAndDetail],
};

/**
 * Gives an error of the sqlite library its place in the catalogue; anything without one stays what it is (`internal`).
 * @param path the database file; only its name reaches a person
 * @param sql the statement, kept in the cause for the log, never shown
 */
export function mapError(error: unknown, path: string, sql?: string): unknown {
  if (!isSqliteError(error)) return error;
  const detail = error.message.replace(/^SQLITE_[A-Z_]+: /, '');
  const cause = sql === undefined ? error : new Error(`${error.message} in: ${sql.slice(0, 400)}`, { cause: error });
  const mapping = mappings[error.code];
  return mapping === undefined ? cause : new AppError(mapping[0], mapping[1]({ file: path, detail }), { cause });
}

/** Which rule of the schema refused a row. `columns` are bare names of `table`. */
export interface Constraint {
  kind: 'unique' | 'foreignKey' | 'check' | 'notNull' | 'type' | 'rule';
  table: string | null;
  columns: readonly string[];
}

const kinds: readonly (readonly [RegExp, Constraint['kind']])[] = [
  [/^UNIQUE constraint failed: (.+)$/, 'unique'],
  [/^NOT NULL constraint failed: (.+)$/, 'notNull'],
  [/^CHECK constraint failed: (.+)$/, 'check'],
  [/^FOREIGN KEY constraint failed()$/, 'foreignKey'],
  [/^cannot store .* value in .* column (.+)$/, 'type'],
];

/** Reads a `db.constraint`; null for any other error. A `RAISE` of a trigger comes back as kind `rule`. */
export function constraintOf(error: unknown): Constraint | null {
  if (!isAppError(error, 'db.constraint')) return null;
  const detail = String(error.params['detail']);
  for (const [pattern, kind] of kinds) {
    const found = pattern.exec(detail)?.[1];
    if (found === undefined) continue;
    if (kind === 'check') return { kind, table: null, columns: [found] };
    const parts = found === '' ? [] : found.split(', ').map((column) => column.split('.'));
    const table = parts[0]?.length === 2 ? (parts[0][0] ?? null) : null;
    return { kind, table, columns: parts.map((part) => part.at(-1) ?? '') };
  }
  return { kind: 'rule', table: null, columns: [] };
}
