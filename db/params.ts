import { AppError } from '../domain/errors.js';

/**
 * What a statement may be given. A whole number beyond ±2^31 reaches SQLite as REAL: storing and comparing it
 * is exact, but write `CAST(:at AS INTEGER)` before dividing it, joining it to text or bounding a full-text rowid.
 */
export type Value = string | number | null | Buffer;

/** Either by name, keys without the colon (`{ day: 1 }` for `:day`), or in order for `?`. */
export type Params = Readonly<Record<string, Value>> | readonly Value[];

/** The parameters a statement asks for, read from its text. `names` stand in the order of SQLite's own numbering. */
export interface Shape {
  kind: 'none' | 'named' | 'positional';
  names: readonly string[];
  count: number;
}

// Literals, quoted names and comments are stepped over as a whole, so that a colon inside them is not a parameter.
const LEXEMES =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\?\d*|[:@$][\p{L}_][\p{L}\p{N}_]*|;/gu;

/**
 * Reads which parameters a single statement asks for.
 * @throws Error when the text holds a second statement (it would be dropped in silence) or another parameter style
 */
export function shapeOf(sql: string): Shape {
  const names: string[] = [];
  let count = 0;
  let end = -1;
  for (const match of sql.matchAll(LEXEMES)) {
    const word = match[0];
    if (word === ';') {
      end = end < 0 ? match.index : end;
      continue;
    }
    if (word === '?') count += 1;
    else if (word.startsWith(':')) {
      if (!names.includes(word.slice(1))) names.push(word.slice(1));
    } else if (/^[@$?]/.test(word)) throw new Error(`parameter style ${word} is not used here: ${sql.slice(0, 120)}`);
  }
  if (end >= 0 && sql.slice(end + 1).replace(/--[^\n]*|\s|;/g, '') !== '') {
    throw new Error(`one statement at a time, the rest would be dropped: ${sql.slice(0, 120)}`);
  }
  if (count > 0 && names.length > 0) throw new Error(`named and positional parameters mixed: ${sql.slice(0, 120)}`);
  const kind = names.length > 0 ? 'named' : count > 0 ? 'positional' : 'none';
  return { kind, names, count: kind === 'named' ? names.length : count };
}

function checked(value: unknown, name: string): Value {
  if (value === null || typeof value === 'string' || Buffer.isBuffer(value)) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new AppError('db.unbound', { name });
}

/**
 * The bind guard: the values in SQLite's order, or a refusal. The library underneath would bind NULL for
 * `undefined`, a bigint or a missing name, and `[object Object]` for an object.
 * @throws AppError `db.unbound`, naming the parameter that is missing, surplus or of no storable type
 */
export function bind(shape: Shape, params: Params | undefined): Value[] {
  if (params === undefined || params === null) {
    if (shape.kind !== 'none') throw new AppError('db.unbound', { name: shape.names[0] ?? '1' });
    return [];
  }
  if (Array.isArray(params)) {
    const list = params as readonly unknown[];
    if (shape.kind === 'named') throw new AppError('db.unbound', { name: shape.names[0] ?? '' });
    if (list.length !== shape.count) {
      throw new AppError('db.unbound', { name: String(Math.min(list.length, shape.count) + 1) });
    }
    return Array.from(list, (value, index) => checked(value, String(index + 1)));
  }
  const record = params as Readonly<Record<string, unknown>>;
  if (shape.kind === 'positional') throw new AppError('db.unbound', { name: '1' });
  const values = shape.names.map((name) => {
    if (!Object.hasOwn(record, name)) throw new AppError('db.unbound', { name });
    return checked(record[name], name);
  });
  const keys = Object.keys(record);
  if (keys.length !== shape.count) {
    const surplus = keys.find((key) => !shape.names.includes(key)) ?? '';
    throw new AppError('db.unbound', { name: surplus });
  }
  return values;
}
