import type { CalendarYear, LocalDay } from '../../domain/calendar/calendar.js';
import type { CalendarHead, ShownLocalDay } from '../../domain/contract/commands/calendar.js';
import type { DaySpan } from '../../domain/calendar/compare.js';
import { firstDayOf } from '../../domain/calendar/calendar.js';
import type { Reader, Tx } from '../database.js';
import { openSql } from './rectification-light.js';

export type StoredHead = Omit<CalendarHead, 'off' | 'makeup' | 'workdays' | 'offered'>;

/** Every year in order; `waiting` counts the open matters that are due in it and provisional. */
export function calendarHeads(reader: Reader): Promise<StoredHead[]> {
  return reader.json<StoredHead>(
    `SELECT json_group_array(json_object('year', y.year, 'status', y.status, 'paperNo', y.paper_no, 'source', y.source,
        'importedAt', y.imported_at, 'importedBy', (SELECT p.name FROM person p WHERE p.id = y.imported_by),
        'local', (SELECT count(*) FROM calendar_local_day l WHERE l.day >= s.value->>1 AND l.day < s.value->>2),
        'waiting', CASE y.status WHEN 'published' THEN 0 ELSE (SELECT count(*) FROM rectification m
          WHERE m.due_on >= s.value->>1 AND m.due_on < s.value->>2 AND m.provisional = 1 AND ${openSql}) END)
      ORDER BY y.year)
      FROM calendar_year y JOIN json_each(:starts) s ON s.value->>0 = y.year`,
    { starts: JSON.stringify(starts) },
  );
}

/** A year with its first day and the first of the next: the store has no calendar arithmetic. */
const starts = Array.from({ length: 101 }, (_, at) => [2000 + at, firstDayOf(2000 + at), firstDayOf(2001 + at)]);

export function localDaysIn(reader: Reader, { fromDay, toDay }: DaySpan): Promise<ShownLocalDay[]> {
  return reader.json<ShownLocalDay>(
    `SELECT json_group_array(json_object('day', l.day, 'kind', l.kind, 'reason', l.reason, 'setAt', l.set_at,
        'setBy', p.name) ORDER BY l.day)
      FROM calendar_local_day l JOIN person p ON p.id = l.set_by WHERE l.day BETWEEN :fromDay AND :toDay`,
    { fromDay, toDay },
  );
}

/** Raised with every change of the calendar, local days too: calendars built from an earlier one are out of date. */
export async function calendarStamp(reader: Reader): Promise<number> {
  return (await reader.value<number>('SELECT coalesce(sum(revision), 0) FROM calendar_year')) ?? 0;
}

interface Change {
  now: number;
  personId: number;
}

/** Takes a calendar as the one of its year, instead of what stood there. */
export async function replaceYear(tx: Tx, calendar: CalendarYear, { now, personId }: Change): Promise<void> {
  const { year, status, paperNo, source, days } = calendar;
  await tx.run(
    `INSERT INTO calendar_year(year, status, paper_no, source, imported_at, imported_by, created_at, updated_at)
      VALUES(:year, :status, :paperNo, :source, :now, :personId, :now, :now)
      ON CONFLICT(year) DO UPDATE SET status = excluded.status, paper_no = excluded.paper_no, source = excluded.source,
        imported_at = excluded.imported_at, imported_by = excluded.imported_by, updated_at = excluded.updated_at,
        revision = revision + 1`,
    { year, status, paperNo, source, now, personId },
  );
  await tx.run('DELETE FROM calendar_day WHERE year = :year', { year });
  await tx.run(
    `INSERT INTO calendar_day(year, day, kind, holiday)
      SELECT :year, value->>'day', value->>'kind', value->>'holiday' FROM json_each(:days)`,
    { year, days: JSON.stringify(days) },
  );
}

export async function localDayOn(reader: Reader, day: number): Promise<Pick<LocalDay, 'kind' | 'reason'> | null> {
  const row = await reader.get<Pick<LocalDay, 'kind' | 'reason'>>(
    'SELECT kind, reason FROM calendar_local_day WHERE day = :day',
    { day },
  );
  return row ?? null;
}

export async function putLocalDay(tx: Tx, { day, kind, reason }: LocalDay, { now, personId }: Change): Promise<void> {
  await tx.run(
    `INSERT INTO calendar_local_day(day, kind, reason, set_at, set_by) VALUES(:day, :kind, :reason, :now, :personId)
      ON CONFLICT(day) DO UPDATE SET kind = excluded.kind, reason = excluded.reason, set_at = excluded.set_at,
        set_by = excluded.set_by`,
    { day, kind, reason, now, personId },
  );
}

export async function deleteLocalDay(tx: Tx, day: number): Promise<void> {
  await tx.run('DELETE FROM calendar_local_day WHERE day = :day', { day });
}

/** A local day changed: so did its year. */
export async function touchYear(tx: Tx, year: number, now: number): Promise<void> {
  await tx.run('UPDATE calendar_year SET updated_at = :now, revision = revision + 1 WHERE year = :year', { year, now });
}
