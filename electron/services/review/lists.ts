import type { Database, Reader } from '../../../db/database.js';
import { findingListSql, findingsWithWords } from '../../../db/queries/finding-list.js';
import { findingRows } from '../../../db/queries/finding-rows.js';
import type { ListSql } from '../../../db/queries/list-sql.js';
import { visitListSql, visitsWithWords } from '../../../db/queries/visit-list.js';
import { visitRows } from '../../../db/queries/visit-rows.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import type { FindingRow, VisitRow } from '../../../domain/visit-record.js';
import type { CallContext } from '../../ipc/context.js';

interface Ids {
  ids: number[];
  total: number;
}

/** Counts that are kept. */
const KEPT_COUNTS = 200;

/** Lists of visits and of findings, each within what its caller may see. */
export class RecordLists {
  #counts = new Map<string, number>();

  constructor(private readonly database: Database) {
    database.onCommit(() => (this.#counts = new Map()));
  }

  async visits(input: ParsedInput<'visits.list'>, context: CallContext): Promise<Ids> {
    const found = await this.#words(context, input, visitsWithWords);
    return this.#ids(context.command, visitListSql(input, context, found), input.limit);
  }

  visitRows(ids: readonly number[], context: CallContext): Promise<VisitRow[]> {
    return this.database.read(context.command, (reader) => visitRows(reader, ids, context));
  }

  async findings(input: ParsedInput<'findings.list'>, context: CallContext): Promise<Ids> {
    const found = await this.#words(context, input, findingsWithWords);
    return this.#ids(context.command, findingListSql(input, context, found), input.limit);
  }

  findingRows(ids: readonly number[], context: CallContext): Promise<FindingRow[]> {
    return this.database.read(context.command, (reader) => findingRows(reader, ids, context));
  }

  /** Rows that hold the words of a list; none are looked for where there are no words. */
  async #words<I extends { text?: string | undefined }>(
    { command }: CallContext,
    input: I,
    find: (reader: Reader, input: I) => Promise<number[]>,
  ): Promise<number[]> {
    if (input.text === undefined || input.text.trim() === '') return [];
    return this.database.read(`${command}.words`, (reader) => find(reader, input));
  }

  /** Where only the first are asked for, they and their count are looked for side by side. */
  async #ids(name: string, { ids: sql, count, params }: ListSql, limit: number | undefined): Promise<Ids> {
    const first = this.database.read(name, (reader) => reader.json<number>(sql, { ...params, limit: limit ?? -1 }));
    if (limit === undefined) {
      const ids = await first;
      return { ids, total: ids.length };
    }
    const [ids, total] = await Promise.all([first, this.#count(`${name}.count`, count, params)]);
    return { ids, total: Math.max(total, ids.length) };
  }

  /** How many there are: counted once, however the list is sorted, until something is written. */
  async #count(name: string, sql: string, params: ListSql['params']): Promise<number> {
    const key = JSON.stringify([sql, params]);
    const known = this.#counts.get(key);
    if (known !== undefined) return known;
    const counts = this.#counts;
    const total = (await this.database.read(name, (reader) => reader.value<number>(sql, params))) ?? 0;
    // A commit meanwhile has put another map in its place.
    if (counts.size >= KEPT_COUNTS) counts.clear();
    counts.set(key, total);
    return total;
  }
}
