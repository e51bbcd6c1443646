import type { Database } from '../../../db/database.js';
import { findingListSql } from '../../../db/queries/finding-list.js';
import { findingRows } from '../../../db/queries/finding-rows.js';
import type { ListSql } from '../../../db/queries/list-sql.js';
import { visitListSql } from '../../../db/queries/visit-list.js';
import { visitRows } from '../../../db/queries/visit-rows.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import type { FindingRow, VisitRow } from '../../../domain/visit-record.js';
import type { CallContext } from '../../ipc/context.js';

interface Ids {
  ids: number[];
  total: number;
}

/** Lists of visits and of findings, each within what its caller may see. */
export class RecordLists {
  constructor(private readonly database: Database) {}

  visits(input: ParsedInput<'visits.list'>, context: CallContext): Promise<Ids> {
    return this.#ids(context.command, visitListSql(input, context), input.limit);
  }

  visitRows(ids: readonly number[], context: CallContext): Promise<VisitRow[]> {
    return this.database.read(context.command, (reader) => visitRows(reader, ids, context));
  }

  findings(input: ParsedInput<'findings.list'>, context: CallContext): Promise<Ids> {
    return this.#ids(context.command, findingListSql(input, context), input.limit);
  }

  findingRows(ids: readonly number[], context: CallContext): Promise<FindingRow[]> {
    return this.database.read(context.command, (reader) => findingRows(reader, ids, context));
  }

  /** Where only the first are asked for, they and their count are looked for side by side. */
  async #ids(name: string, { ids: sql, count, params }: ListSql, limit: number | undefined): Promise<Ids> {
    const first = this.database.read(name, (reader) => reader.json<number>(sql, { ...params, limit: limit ?? -1 }));
    if (limit === undefined) {
      const ids = await first;
      return { ids, total: ids.length };
    }
    const counted = this.database.read(`${name}.count`, (reader) => reader.value<number>(count, params));
    const [ids, total = 0] = await Promise.all([first, counted]);
    return { ids, total: Math.max(total, ids.length) };
  }
}
