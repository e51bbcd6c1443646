import type { Database, Reader } from '../../../db/database.js';
import { storedCalendar } from '../../../db/queries/calendar.js';
import { readRectificationSettings } from '../../../db/queries/rectification-settings.js';
import { buildCalendar, type CalendarYear, type WorkCalendar } from '../../../domain/calendar/calendar.js';
import type { RectificationSettings } from '../../../domain/rectification/settings.js';

/** What deadlines are reckoned by. */
export interface Rules {
  calendar: WorkCalendar;
  years: readonly Pick<CalendarYear, 'year' | 'status' | 'paperNo'>[];
  settings: RectificationSettings;
}

/** Calendar and settings as they stand; the calendar is built once until somebody changes it. */
export class RuleBook {
  #built: Promise<Pick<Rules, 'calendar' | 'years'>> | null = null;

  constructor(database: Database) {
    database.onCommit((changes) => {
      if (changes.some(({ entity }) => entity === 'calendar')) this.#built = null;
    });
  }

  async of(reader: Reader): Promise<Rules> {
    this.#built ??= build(reader);
    const built = this.#built;
    try {
      const { settings } = await readRectificationSettings(reader);
      return { ...(await built), settings };
    } catch (error) {
      if (this.#built === built) this.#built = null;
      throw error;
    }
  }
}

async function build(reader: Reader): Promise<Pick<Rules, 'calendar' | 'years'>> {
  const { years, localDays } = await storedCalendar(reader);
  return { calendar: buildCalendar(years, localDays), years };
}
