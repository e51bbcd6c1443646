import type { Database, Reader } from '../../../db/database.js';
import {
  idsByLight,
  mattersByDay,
  matterCountsByUnit,
  type LedgerView,
} from '../../../db/queries/rectification-ledger.js';
import { rectificationsWithWords } from '../../../db/queries/rectification-list.js';
import type { DayReason, WorkCalendar } from '../../../domain/calendar/calendar.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import type { Light } from '../../../domain/rectification/kinds.js';
import type { CallContext } from '../../ipc/context.js';
import { badField } from './refusals.js';
import type { RuleBook } from './rules.js';

/** What presses most stands first. */
const order: readonly Light[] = ['red', 'yellow', 'blue', 'green', 'grey'];
/** Days of a month's whole weeks, and of two months, if need be. */
const LONGEST_SPAN = 62;
const ordinary: readonly DayReason[] = ['workday'];

type Special = NonNullable<CommandOutput<'ledger.byDay'>['special']>;

/** The ledger seen otherwise than row by row, each view within what its caller may see. */
export class LedgerViews {
  constructor(
    private readonly database: Database,
    private readonly rules: RuleBook,
  ) {}

  byLight(
    { limit, ...narrowed }: ParsedInput<'ledger.byLight'>,
    context: CallContext,
  ): Promise<CommandOutput<'ledger.byLight'>> {
    return this.#read(context, narrowed, async (reader, view) => {
      const of = await idsByLight(reader, view);
      const groups = order.map((light) => ({ light, count: of[light].length })).filter(({ count }) => count > 0);
      const ids = order.flatMap((light) => of[light]);
      return { ids: limit === undefined ? ids : ids.slice(0, limit), total: ids.length, groups };
    });
  }

  byUnit(narrowed: ParsedInput<'ledger.byUnit'>, context: CallContext): Promise<CommandOutput<'ledger.byUnit'>> {
    return this.#read(context, narrowed, matterCountsByUnit);
  }

  byDay(
    { fromDay, toDay, ...narrowed }: ParsedInput<'ledger.byDay'>,
    context: CallContext,
  ): Promise<CommandOutput<'ledger.byDay'>> {
    if (toDay < fromDay || toDay - fromDay >= LONGEST_SPAN) return Promise.reject(badField(context, 'toDay', 'other'));
    return this.#read(context, narrowed, async (reader, view) => {
      const { calendar } = await this.rules.of(reader);
      return {
        days: await mattersByDay(reader, view, { fromDay, toDay }),
        special: specialDays(calendar, fromDay, toDay),
      };
    });
  }

  #read<T>(
    context: CallContext,
    narrowed: LedgerView['narrowed'],
    look: (reader: Reader, view: LedgerView) => Promise<T>,
  ): Promise<T> {
    return this.database.read(context.command, async (reader) => {
      const found = (narrowed.text ?? '').trim() === '' ? [] : await rectificationsWithWords(reader, narrowed);
      return look(reader, { narrowed, viewer: context, now: context.now, found });
    });
  }
}

/** Days that rest, or work against the week; null where the calendar does not know all of the span. */
function specialDays(calendar: WorkCalendar, fromDay: number, toDay: number): Special | null {
  if (fromDay < calendar.firstDay || toDay > calendar.lastDay) return null;
  return Array.from({ length: toDay - fromDay + 1 }, (_, at) => ({
    day: fromDay + at,
    ...calendar.kindOf(fromDay + at),
  })).filter(({ why }) => !ordinary.includes(why));
}
