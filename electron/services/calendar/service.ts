import type { Database } from '../../../db/database.js';
import type { Clock } from '../../../domain/time.js';
import type { JobManager } from '../../jobs/manager.js';
import type { FileTokens } from '../files.js';
import type { RuleBook } from '../rectifications/rules.js';
import { Calendars } from './calendars.js';
import { Recalculation } from './recalculation.js';
import { CalendarYears } from './years.js';

/** The calendar of working days (工作日历). */
export interface CalendarServices {
  years: CalendarYears;
  calendars: Calendars;
  recalculation: Recalculation;
}

export function createCalendarServices(around: {
  database: Database;
  jobs: JobManager;
  files: FileTokens;
  rules: RuleBook;
  clock: Clock;
}): CalendarServices {
  const recalculation = new Recalculation(around);
  return {
    years: new CalendarYears(around.database, around.rules),
    calendars: new Calendars({ ...around, recalculation }),
    recalculation,
  };
}
