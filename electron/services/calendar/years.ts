import type { Database, Reader } from '../../../db/database.js';
import { calendarHeads, localDaysIn, type StoredHead } from '../../../db/queries/calendar-years.js';
import { firstDayOf, type CalendarYear, type DayReason, type WorkCalendar } from '../../../domain/calendar/calendar.js';
import { FIRST_YEAR, LAST_YEAR, shippedYear } from '../../../domain/calendar/shipped.js';
import type { CalendarHead, SpecialDay } from '../../../domain/contract/commands/calendar.js';
import type { CommandOutput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { CallContext } from '../../ipc/context.js';
import type { RuleBook } from '../rectifications/rules.js';

const plain: readonly DayReason[] = ['workday', 'weekend'];
const counted: Partial<Record<DayReason, 'off' | 'makeup'>> = { holiday: 'off', makeup: 'makeup' };

/** Whether the console came with a published calendar of a year that stands provisional. Nobody's import is touched. */
export const isOffered = ({ year, status }: Pick<CalendarYear, 'year' | 'status'>): boolean =>
  status === 'provisional' && year >= FIRST_YEAR && year <= LAST_YEAR && shippedYear(year).status === 'published';

/** The calendar of working days as it is shown. */
export class CalendarYears {
  constructor(
    private readonly database: Database,
    private readonly rules: RuleBook,
  ) {}

  list(context: CallContext): Promise<CalendarHead[]> {
    return this.database.read(context.command, (reader) => this.#heads(reader));
  }

  /** @throws AppError `deadline.noCalendar` */
  one(year: number, context: CallContext): Promise<CommandOutput<'calendar.year'>> {
    return this.database.read(context.command, async (reader) => {
      const { calendar } = await this.rules.of(reader);
      const head = (await this.#heads(reader)).find((one) => one.year === year);
      if (!head) throw new AppError('deadline.noCalendar', { year });
      const span = { fromDay: firstDayOf(year), toDay: firstDayOf(year + 1) - 1 };
      return { head, days: specialDays(calendar, year), localDays: await localDaysIn(reader, span) };
    });
  }

  async #heads(reader: Reader): Promise<CalendarHead[]> {
    const { calendar } = await this.rules.of(reader);
    return (await calendarHeads(reader)).map((head) => ({
      ...head,
      ...dayCounts(calendar, head),
      offered: isOffered(head),
    }));
  }
}

const daysOf = (calendar: WorkCalendar, year: number): SpecialDay[] =>
  Array.from({ length: firstDayOf(year + 1) - firstDayOf(year) }, (_, at) => {
    const day = firstDayOf(year) + at;
    return { day, ...calendar.kindOf(day) };
  });

const specialDays = (calendar: WorkCalendar, year: number): SpecialDay[] =>
  daysOf(calendar, year).filter(({ why }) => !plain.includes(why));

function dayCounts(calendar: WorkCalendar, { year }: StoredHead): Pick<CalendarHead, 'off' | 'makeup' | 'workdays'> {
  const counts = { off: 0, makeup: 0, workdays: 0 };
  for (const { works, why } of daysOf(calendar, year)) {
    const kind = counted[why];
    if (kind) counts[kind] += 1;
    if (works) counts.workdays += 1;
  }
  return counts;
}
