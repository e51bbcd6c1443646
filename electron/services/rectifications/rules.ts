import type { Reader } from '../../../db/database.js';
import { storedCalendar } from '../../../db/queries/calendar.js';
import { calendarStamp } from '../../../db/queries/calendar-years.js';
import { readRectificationSettings } from '../../../db/queries/rectification-settings.js';
import { buildCalendar, type CalendarYear, type WorkCalendar } from '../../../domain/calendar/calendar.js';
import type { RectificationSettings } from '../../../domain/rectification/settings.js';

/** What deadlines are reckoned by. */
export interface Rules {
  calendar: WorkCalendar;
  years: readonly Pick<CalendarYear, 'year' | 'status' | 'paperNo'>[];
  settings: RectificationSettings;
}

type Built = Pick<Rules, 'calendar' | 'years'>;

/** Calendar and settings as they stand; the calendar is built once, and anew when the one of the store is another. */
export class RuleBook {
  #built: (Built & { stamp: number }) | null = null;

  /** As this reader sees them. Not for the transaction that changes the calendar: it builds its own. */
  async of(reader: Reader): Promise<Rules> {
    const stamp = await calendarStamp(reader);
    const { settings } = await readRectificationSettings(reader);
    const kept = this.#built;
    const built = kept?.stamp === stamp ? kept : { stamp, ...(await build(reader)) };
    if (kept === null || kept.stamp < stamp) this.#built = built;
    const { calendar, years } = built;
    return { calendar, years, settings };
  }
}

async function build(reader: Reader): Promise<Built> {
  const { years, localDays } = await storedCalendar(reader);
  return { calendar: buildCalendar(years, localDays), years };
}
