import type { Database } from '../../../db/database.js';
import { ask } from '../../../db/parts.js';
import { seesVisitRow } from '../../../db/queries/evidence.js';
import { rectificationCountParts, toCounts, type Counts } from '../../../db/queries/rectification-counts.js';
import { rectificationListSql, rectificationsWithWords } from '../../../db/queries/rectification-list.js';
import { outlookOf } from '../../../db/queries/rectification-outlook.js';
import { rectificationRows } from '../../../db/queries/rectification-rows.js';
import { mattersOfVisit } from '../../../db/queries/rectification-visit.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import type { RectificationDetail, RectificationRow } from '../../../domain/rectification/schema.js';
import { dueHorizon } from '../../../domain/rectification/telling.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { shownMatter } from './detail.js';
import type { RuleBook } from './rules.js';

/** The ledger (整改台账), within what its caller may see. */
export class Lists {
  constructor(
    private readonly database: Database,
    private readonly rules: RuleBook,
  ) {}

  async list(
    input: ParsedInput<'rectifications.list'>,
    context: CallContext,
  ): Promise<{ ids: number[]; total: number }> {
    const { command, now } = context;
    const { limit, text = '' } = input;
    const found =
      text.trim() === ''
        ? []
        : await this.database.read(`${command}.words`, (reader) => rectificationsWithWords(reader, input));
    const { ids: sql, count, params } = rectificationListSql(input, context, now, found);
    const first = this.database.read(command, (reader) => reader.json<number>(sql, { ...params, limit: limit ?? -1 }));
    if (limit === undefined) {
      const ids = await first;
      return { ids, total: ids.length };
    }
    // The first and their count are looked for side by side.
    const counted = this.database.read(`${command}.count`, (reader) => reader.value<number>(count, params));
    const [ids, total] = await Promise.all([first, counted]);
    return { ids, total: Math.max(total ?? 0, ids.length) };
  }

  rows(ids: readonly number[], context: CallContext): Promise<RectificationRow[]> {
    return this.database.read(context.command, async (reader) =>
      rectificationRows(reader, ids, context, await this.rules.of(reader), context.now),
    );
  }

  async counts(input: ParsedInput<'rectifications.counts'>, context: CallContext): Promise<Counts> {
    const { open, forMe, all } = rectificationCountParts(input, context, context.now);
    // What waits for somebody is looked for beside the rest.
    const [ofOpen, ofAll, mine] = await Promise.all([
      this.database.read(context.command, (reader) => ask(reader, open)),
      this.database.read(`${context.command}.all`, (reader) => ask(reader, all)),
      this.database.read(`${context.command}.forMe`, (reader) => ask(reader, forMe)),
    ]);
    return toCounts(ofOpen, mine, ofAll);
  }

  outlook(context: CallContext): Promise<CommandOutput<'rectifications.outlook'>> {
    return this.database.read(context.command, async (reader) => {
      const { calendar } = await this.rules.of(reader);
      const fromDay = dayOf(context.now);
      return outlookOf(reader, context, context.now, { fromDay, toDay: dueHorizon(fromDay, calendar) });
    });
  }

  /** Nothing for who may not see the visit. */
  ofVisit(
    { visitId }: ParsedInput<'rectifications.ofVisit'>,
    context: CallContext,
  ): Promise<CommandOutput<'rectifications.ofVisit'>> {
    return this.database.read(context.command, async (reader) =>
      (await seesVisitRow(reader, visitId, context)) ? mattersOfVisit(reader, visitId, context) : [],
    );
  }

  /** @throws AppError `notFound.record` */
  get(id: number, context: CallContext): Promise<RectificationDetail> {
    return this.database.read(
      context.command,
      async (reader) => shownMatter(reader, id, context, await this.rules.of(reader)),
      { snapshot: true },
    );
  }
}
