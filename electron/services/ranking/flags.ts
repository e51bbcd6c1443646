import type { Database, Reader } from '../../../db/database.js';
import { referencesAt } from '../../../db/queries/hall-read.js';
import { standingVersion, storedMonth, type StoredMonth } from '../../../db/queries/ranking.js';
import {
  flagIdOf,
  flagOfMonth,
  insertFlag,
  isWindowOf,
  storedFlags,
  unitBriefs,
  windowsInUse,
} from '../../../db/queries/red-flags.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import { firstDayOf } from '../../../domain/measures/period.js';
import type { RedFlag } from '../../../domain/ranking/month.js';
import { startOfDay } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { badField } from '../rectifications/refusals.js';
import { missing, monthAt, wrongState } from './month-rows.js';

/** 红旗窗口: a window is honoured for a month, and with it the unit it belonged to on the last day of that month. */
export class RedFlags {
  constructor(private readonly database: Database) {}

  list({ hallId }: ParsedInput<'ranking.flags'>, { command }: CallContext): Promise<RedFlag[]> {
    return this.database.read(command, (reader) => storedFlags(reader, hallId));
  }

  /**
   * Windows that can be honoured for a month, with the units they belonged to then; those whose units lead come first.
   * @throws AppError `notFound.record`
   */
  windows(
    { id }: ParsedInput<'ranking.flagWindows'>,
    { command }: CallContext,
  ): Promise<CommandOutput<'ranking.flagWindows'>> {
    return this.database.read(command, async (reader) => {
      const at = await monthAt(reader, id, null);
      const windows = await windowsInUse(reader, at.hallId);
      const units = await unitsThen(
        reader,
        windows.map((window) => window.id),
        at,
      );
      const names = await unitBriefs(reader, [...units.values()]);
      const ranks = new Map(
        at.record.rows.flatMap(({ unitId, members, rank }) => [unitId, ...members].map((was) => [was, rank] as const)),
      );
      const place = (unitId: number): number => ranks.get(unitId) ?? Infinity;
      return windows
        .flatMap(({ id: windowId, label: windowLabel }) => {
          const unitId = units.get(windowId);
          return unitId === undefined ? [] : [{ windowId, windowLabel, unitId, unitLabel: names.get(unitId) ?? '' }];
        })
        .sort((a, b) => (place(a.unitId) === place(b.unitId) ? 0 : place(a.unitId) - place(b.unitId)));
    });
  }

  /**
   * For a month that stands frozen. The same client id again answers the same.
   * @throws AppError `conflict.state`, `ranking.superseded`, `validation.input` for a window of another hall, `validation.duplicate`
   */
  give(
    { clientId, monthId, windowId, reason }: ParsedInput<'ranking.giveFlag'>,
    context: CallContext,
  ): Promise<RedFlag> {
    const { now, actor, command: action } = context;
    return this.database.write(context.command, async (tx) => {
      const at = await storedMonth(tx, monthId);
      if (!at) throw missing('ranking_month', monthId);
      let id = await flagIdOf(tx, { clientId });
      if (id === undefined) {
        if (at.state !== 'frozen') throw wrongState(at);
        const standing = await standingVersion(tx, at.hallId, at.month);
        if (standing && standing.id !== monthId) throw new AppError('ranking.superseded', standing);
        const isOurs = await isWindowOf(tx, windowId, at.hallId);
        const unitId = isOurs ? (await unitsThen(tx, [windowId], at)).get(windowId) : undefined;
        if (unitId === undefined) throw badField(context, 'windowId', 'unknown');
        if ((await flagOfMonth(tx, at.month, windowId)) !== undefined) throw badField(context, 'windowId', 'duplicate');
        const { hallId, month } = at;
        const flag = { clientId, monthId, hallId, month, windowId, unitId, reason };
        id = await insertFlag(tx, { ...flag, now, personId: actor.personId });
        await tx.audit({ action, object: 'red_flag', ref: id, actor, reason, before: null, after: flag });
        tx.changed('red_flag', id);
      }
      const found = (await storedFlags(tx, at.hallId)).find((flag) => flag.id === id);
      if (!found) throw missing('red_flag', id);
      return found;
    });
  }
}

/** Whose each window was at the end of a month; nobody's are missing. */
const unitsThen = (
  reader: Reader,
  windowIds: readonly number[],
  { month }: Pick<StoredMonth, 'month'>,
): Promise<Map<number, number>> =>
  referencesAt(reader, 'window', windowIds, 'unitId', startOfDay(firstDayOf(month + 1)) - 1);
