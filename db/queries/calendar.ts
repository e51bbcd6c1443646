import type { CalendarYear, LocalDay } from '../../domain/calendar/calendar.js';
import { shippedYears } from '../../domain/calendar/shipped.js';
import type { Reader } from '../database.js';
import type { MigrationStep } from '../migrations/migration.js';
import { part, together } from '../parts.js';

/** Puts the calendars into a new store as they were shipped. */
export async function seedCalendar(step: Pick<MigrationStep, 'run'>): Promise<void> {
  const shipped = { years: JSON.stringify(shippedYears()) };
  await step.run(
    `INSERT INTO calendar_year(year, status, paper_no, source, created_at, updated_at)
      SELECT value->>'year', value->>'status', value->>'paperNo', value->>'source', 0, 0 FROM json_each(:years)`,
    shipped,
  );
  await step.run(
    `INSERT INTO calendar_day(year, day, kind, holiday)
      SELECT y.value->>'year', d.value->>'day', d.value->>'kind', d.value->>'holiday'
        FROM json_each(:years) y, json_each(y.value, '$.days') d`,
    shipped,
  );
}

const years = part<CalendarYear, CalendarYear[]>(
  `SELECT json_group_array(json_object('year', y.year, 'status', y.status, 'paperNo', y.paper_no, 'source', y.source,
      'days', json((SELECT json_group_array(json_object('day', d.day, 'kind', d.kind, 'holiday', d.holiday))
        FROM calendar_day d WHERE d.year = y.year))) ORDER BY y.year) FROM calendar_year y`,
  {},
  (rows) => rows,
);
const localDays = part<LocalDay, LocalDay[]>(
  `SELECT json_group_array(json_object('day', day, 'kind', kind, 'reason', reason) ORDER BY day) FROM calendar_local_day`,
  {},
  (rows) => rows,
);

/** The years of the store, and the days on which this place differs. */
export const storedCalendar = (reader: Reader): Promise<{ years: CalendarYear[]; localDays: LocalDay[] }> =>
  together(reader, { years, localDays });
