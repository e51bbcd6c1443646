import type { Reader } from './database.js';
import type { Value } from './params.js';

/** A list the store is asked for: alone, or with others in one statement. */
export interface Part<T> {
  /** A SELECT of one cell that holds a JSON array. */
  sql: string;
  params: Readonly<Record<string, Value>>;
  of(cell: string | null): T;
}

type Answers<P> = { [K in keyof P]: P[K] extends Part<infer T> ? T : never };

/** @param of makes what is asked for of the rows; there are none where the statement answers none */
export function part<R, T>(sql: string, params: Part<T>['params'], of: (rows: R[]) => T): Part<T> {
  return { sql, params, of: (cell) => of(cell === null ? [] : (JSON.parse(cell) as R[])) };
}

/** Asks for one part. */
export async function ask<T>(reader: Reader, asked: Part<T>): Promise<T> {
  return asked.of((await reader.value<string | null>(asked.sql, asked.params)) ?? null);
}

/**
 * Asks for several parts in one statement: each statement costs a way to another thread and back. Parameters of one
 * name are one parameter.
 */
export async function together<P extends Readonly<Record<string, Part<unknown>>>>(
  reader: Reader,
  parts: P,
): Promise<Answers<P>> {
  const entries = Object.entries(parts);
  const params: Record<string, Value> = {};
  for (const [name, value] of entries.flatMap(([, one]) => Object.entries(one.params))) {
    if (Object.hasOwn(params, name) && params[name] !== value) throw new Error(`:${name} is given twice`);
    params[name] = value;
  }
  const cells = entries.map(([name, { sql }]) => `(${sql}) AS "${name}"`);
  const row = await reader.get<Record<string, string | null>>(`SELECT ${cells.join(', ')}`, params);
  return Object.fromEntries(entries.map(([name, one]) => [name, one.of(row?.[name] ?? null)])) as Answers<P>;
}
