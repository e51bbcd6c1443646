import { searchKindOf, searchKinds, type SearchKind } from '../domain/search.js';
import type { Params, Reader, Tx } from './database.js';
import { kindToken, normalise, plan, quoted, tokens, unitToken } from './search/grams.js';

export { normalise } from './search/grams.js';
export { snippet, type Snippet } from './search/snippet.js';

/** One thing to be found. Indexing it again replaces what was there. */
export interface SearchDoc {
  kind: SearchKind;
  /** Its id in its own table. */
  ref: number;
  /** The unit it belongs to, for searches limited to a unit; null for none. */
  unitId: number | null;
  /** Day number (`domain/time`) it belongs to: newer ones are found first. */
  day: number;
  /** All the text it can be found by, fields joined by a space. */
  text: string;
}

export interface SearchQuery {
  text: string;
  kinds?: readonly SearchKind[] | undefined;
  unitId?: number | undefined;
  /** First and last day, both included. */
  fromDay?: number | undefined;
  toDay?: number | undefined;
}

export interface SearchHit {
  kind: SearchKind;
  ref: number;
  /** Place in the order of recency; the `before` of the next page. */
  id: number;
}

/** Ids of one day: day * 2^20 up to the next. */
const DAY_IDS = 1_048_576;
const FIRST_ID = -(2 ** 52);
const LAST_ID = 2 ** 52;
/** Documents sent in one statement; tokens are made on the main thread, 20 µs each. */
const BATCH = 500;
/** Characters of a query that are looked at. */
const LONGEST_QUERY = 200;
/** Counting stops here: exact counts of common words are slow and tell nothing more. */
export const COUNTED = 1000;

// A document that would be indexed the same again is left alone: no churn in the index.
const INDEX_SQL = `INSERT INTO search_in(id, kind, ref, unit_id, norm, tokens)
  SELECT (value->>0) * ${DAY_IDS}, value->>1, value->>2, value->>3, value->>4, value->>5 FROM jsonb_each(:docs)
  WHERE NOT EXISTS (SELECT 1 FROM search_doc d WHERE d.kind = value->>1 AND d.ref = value->>2
    AND d.unit_id = value->>3 AND d.norm = value->>4
    AND +d.id >= (value->>0) * ${DAY_IDS} AND +d.id < (value->>0 + 1) * ${DAY_IDS})`;

const REMOVE_SQL = `DELETE FROM search_doc WHERE id IN (SELECT d.id FROM jsonb_each(:docs) j
  CROSS JOIN search_doc d ON d.kind = j.value->>0 AND d.ref = j.value->>1)`;

/** Puts documents into the index: the one door. In the transaction of the rows they stand for. */
export async function indexDocs(tx: Tx, docs: readonly SearchDoc[]): Promise<void> {
  for (let start = 0; start < docs.length; start += BATCH) {
    const rows = docs.slice(start, start + BATCH).map((doc) => {
      const kind = searchKinds[doc.kind];
      const unit = doc.unitId ?? 0;
      const norm = normalise(doc.text);
      return [doc.day, kind, doc.ref, unit, norm, tokens(norm, unit, kind)];
    });
    await tx.run(INDEX_SQL, { docs: JSON.stringify(rows) });
  }
}

/** Takes documents out of the index; unknown ones are passed over. */
export async function removeDocs(tx: Tx, docs: readonly { kind: SearchKind; ref: number }[]): Promise<void> {
  if (docs.length === 0) return;
  await tx.run(REMOVE_SQL, { docs: JSON.stringify(docs.map((doc) => [searchKinds[doc.kind], doc.ref])) });
}

interface Prepared {
  /** FROM and WHERE of the hits as `f.rowid`; null when the query holds nothing to look for. */
  from: string;
  params: Record<string, string | number>;
}

function prepare(query: SearchQuery, before: number): Prepared | null {
  const { match, verify } = plan(Array.from(query.text).slice(0, LONGEST_QUERY).join(''));
  if (match === '') return null;
  const kinds = query.kinds?.map((kind) => quoted(kindToken(searchKinds[kind])));
  if (kinds?.length === 0) return null;
  const filters = [
    ...(query.unitId === undefined ? [] : [quoted(unitToken(query.unitId))]),
    ...(kinds === undefined ? [] : [`(${kinds.join(' OR ')})`]),
  ];
  const toDay = query.toDay === undefined ? LAST_ID : (query.toDay + 1) * DAY_IDS;
  const params: Prepared['params'] = {
    match: [...filters, match].join(' AND '),
    low: query.fromDay === undefined ? FIRST_ID : query.fromDay * DAY_IDS,
    high: Math.min(before, toDay),
  };
  verify.forEach((term, index) => (params[`term${index}`] = term));
  const texts = verify.map((_, index) => `AND instr(d.norm, :term${index}) > 0`).join(' ');
  // The bounds are cast because a large number arrives as REAL, which the index would not use.
  const from = `FROM search_fts f ${verify.length > 0 ? 'CROSS JOIN search_doc d ON d.id = f.rowid' : ''}
    WHERE f.search_fts MATCH :match AND f.rowid >= CAST(:low AS INTEGER) AND f.rowid < CAST(:high AS INTEGER) ${texts}`;
  return { from, params };
}

/** The statement of `find`; apart from it so that its plan can be tested. Null when there is nothing to look for. */
export function findSql(query: SearchQuery, before: number, limit: number): { sql: string; params: Params } | null {
  const prepared = prepare(query, before);
  if (prepared === null) return null;
  const sql = `SELECT d2.kind, d2.ref, d2.id FROM (SELECT f.rowid AS id ${prepared.from}
    ORDER BY f.rowid DESC LIMIT :limit) k CROSS JOIN search_doc d2 ON d2.id = k.id`;
  return { sql, params: { ...prepared.params, limit } };
}

/**
 * A page of what holds every word of the query, newest first. A word is any run of characters without a space:
 * part of a name, of a number, a single character.
 * @param page `before`: the `id` of the last hit shown; `limit`: 1 to 200
 */
export async function find(
  reader: Reader,
  query: SearchQuery & { before?: number | undefined; limit: number },
): Promise<{ hits: SearchHit[]; more: boolean }> {
  const statement = findSql(query, query.before ?? LAST_ID, query.limit + 1);
  if (statement === null) return { hits: [], more: false };
  const rows = await reader.all<{ kind: number; ref: number; id: number }>(statement.sql, statement.params);
  const shown = rows.sort((a, b) => b.id - a.id).slice(0, query.limit);
  const hits = shown.flatMap(({ kind, ref, id }): SearchHit[] => {
    const name = searchKindOf(kind);
    return name === null ? [] : [{ kind: name, ref, id }];
  });
  return { hits, more: rows.length > query.limit };
}

/** The ids, each in its own table, of everything that is found: for a list that is narrowed by words. */
export async function findRefs(reader: Reader, query: SearchQuery): Promise<number[]> {
  const prepared = prepare(query, LAST_ID);
  if (prepared === null) return [];
  const sql = `SELECT json_group_array(d2.ref) FROM (SELECT f.rowid AS id ${prepared.from}) k
    CROSS JOIN search_doc d2 ON d2.id = k.id`;
  return reader.json<number>(sql, prepared.params);
}

/** How many there are; at `COUNTED` + 1 the answer means "more than `COUNTED`". */
export async function countHits(reader: Reader, query: SearchQuery): Promise<number> {
  const prepared = prepare(query, LAST_ID);
  if (prepared === null) return 0;
  const sql = `SELECT count(*) FROM (SELECT 1 ${prepared.from} LIMIT ${COUNTED + 1})`;
  return (await reader.value<number>(sql, prepared.params)) ?? 0;
}
