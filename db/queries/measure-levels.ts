import type { Dimension } from '../../domain/measures/dimensions.js';
import { firstDayOf, isWholeMonths, monthOf, monthsOf, type Period } from '../../domain/measures/period.js';
import { startOfDay } from '../../domain/time.js';
import type { Reader } from '../database.js';
import { keySql, LONG, overdueStill } from '../measures/facts.js';
import { openSpan } from '../measures/spans.js';
import { cellsOf, factConditions, partCells, type Asked, type Cell, type Key } from './measure-parts.js';
import { overdueSql } from './rectification-light.js';

/** What stood open, and overdue, at the end of a day: spans of matters say it, and by month what began and ended before. */

/** The last instant of a day, or the present one while it lasts. */
export const endOf = (day: number, now: number): number => Math.min(startOfDay(day + 1) - 1, now);

const columns: Partial<Record<Dimension, string>> = { hall: 'm.hall_id', unit: 'm.unit_id', severity: 'm.severity' };

/** The spans that stood open at the end of :day, as a table of what a light and a breakdown follow from. */
export function openSpans({ filter }: Pick<Asked, 'filter'>): { from: string; params: Record<string, Key> } {
  const { hallId, unitId, severity } = filter;
  const where = [
    ...(hallId === undefined
      ? []
      : ['hall_id IN (SELECT b.id FROM hall b WHERE b.id = :hallId OR b.parent_id = :hallId)']),
    ...(unitId === undefined ? [] : ['unit_id = :unitId']),
    ...(severity === undefined ? [] : ['severity = :severity']),
  ].map((sql) => ` AND ${sql}`);
  const columns = 'rectification_id, state, suspended, due_at, warn_at, due_on, unit_id, hall_id, severity';
  const began = { long: 'from_day <= :day', short: `from_day BETWEEN :day - ${LONG} AND :day` };
  const arm = (kind: 'long' | 'short'): string =>
    `SELECT ${columns} FROM rectification_span INDEXED BY rectification_span_${kind}
      WHERE ${openSpan[kind]} AND to_day > :day AND ${began[kind]}${where.join('')}`;
  const params = {
    ...(hallId !== undefined && { hallId }),
    ...(unitId !== undefined && { unitId }),
    ...(severity !== undefined && { severity }),
  };
  return { from: `(${arm('long')} UNION ALL ${arm('short')}) m`, params };
}

/** Open and overdue at the end of a day, by keys without a month. */
export async function levelsAt(reader: Reader, day: number, now: number, asked: Asked): Promise<Cell[]> {
  const { from, params } = openSpans(asked);
  const keys = asked.by.map((name) => columns[name] ?? 'NULL');
  const group = keys.length === 0 ? '' : `GROUP BY ${keys.map((_, at) => at + 1).join(', ')}`;
  const named = keys.map((sql, at) => `coalesce(${sql}, 0) AS k${at}`);
  const rows = await reader.json<(Key | null)[]>(
    `SELECT json_group_array(json_array(${[...keys.map((_, at) => `k${at}`), 'open', 'overdue'].join(', ')})) FROM (
      SELECT ${[...named, 'count(*) AS open', `total(${overdueSql}) AS overdue`].join(', ')} FROM ${from} ${group})`,
    { ...params, day, now: endOf(day, now) },
  );
  return cellsOf(rows, keys.length);
}

/**
 * Open and overdue at the end of each month of a period that has begun, and at its own end where that is within one; later
 * months are left out. The month stands where `by` has it.
 */
export async function levelsByMonth(
  reader: Reader,
  { fromDay, toDay }: Period,
  today: number,
  now: number,
  asked: Asked,
): Promise<Cell[]> {
  const last = Math.min(toDay, today);
  if (last < fromDay) return [];
  const months = monthsOf({ fromDay, toDay: last });
  const place = asked.by.indexOf('month');
  const others = { ...asked, by: asked.by.filter((name) => name !== 'month') };
  const withMonth = (cells: Cell[], month: number): Cell[] =>
    cells.map(({ keys, values }) => ({ keys: [...keys.slice(0, place), month, ...keys.slice(place)], values }));
  const partial = last === today || !isWholeMonths({ fromDay: firstDayOf(monthOf(last)), toDay: last });
  const whole = partial ? months.slice(0, -1) : months;
  const end = partial ? withMonth(await levelsAt(reader, last, now, others), monthOf(last)) : [];
  const lastWhole = whole.at(-1);
  return lastWhole === undefined ? end : [...(await monthEnds(reader, whole, lastWhole, others, withMonth)), ...end];
}

/** Runs up what began and ended since ever. */
async function monthEnds(
  reader: Reader,
  months: readonly number[],
  last: number,
  others: Asked,
  withMonth: (cells: Cell[], month: number) => Cell[],
): Promise<Cell[]> {
  const byMonth: Asked = { ...others, by: ['month', ...others.by] };
  const ever = { fromDay: 0, toDay: firstDayOf(last + 1) - 1 };
  const flows = ['issued', 'closed', 'reopened', 'transferred', 'overdueBegan', 'overdueEnded'] as const;
  const moved = await partCells(reader, flows, ever, byMonth);
  const still = await stillOverdue(reader, ever, byMonth);
  const steps = new Map<number, Cell[]>();
  const add = ({ keys: [month, ...keys] }: Cell, open: number, overdue: number): void => {
    const at = Math.max(Number(month), (months[0] ?? 0) - 1);
    steps.set(at, [...(steps.get(at) ?? []), { keys, values: [open, overdue] }]);
  };
  for (const cell of moved) {
    const [issued = 0, closed = 0, reopened = 0, transferred = 0, began = 0, ended = 0] = cell.values;
    add(cell, issued - closed + reopened + transferred, began - ended);
  }
  for (const cell of still) add(cell, 0, cell.values[0] ?? 0);
  const levels = new Map<string, Cell>();
  const ends: Cell[] = [];
  for (const month of [(months[0] ?? 0) - 1, ...months]) {
    for (const { keys, values } of steps.get(month) ?? []) {
      const level = levels.get(keys.join(' ')) ?? { keys, values: [0, 0] };
      levels.set(keys.join(' '), { keys, values: level.values.map((value, at) => value + (values[at] ?? 0)) });
    }
    const standing = [...levels.values()].filter(({ values }) => values.some((value) => value !== 0));
    if (month >= (months[0] ?? 0)) ends.push(...withMonth(standing, month));
  }
  return ends;
}

/** Matters that are overdue now, by the month it began. */
async function stillOverdue(reader: Reader, { fromDay, toDay }: Period, asked: Asked): Promise<Cell[]> {
  const { filter } = asked;
  const keys = asked.by.map((name, at) => `${keySql(overdueStill, name, 'r')} AS k${at}`);
  const where = factConditions(overdueStill, asked, ':fromDay', ':toDay').join(' AND ');
  const rows = await reader.json<(Key | null)[]>(
    `SELECT json_group_array(json_array(${[...keys.map((_, at) => `k${at}`), 'n'].join(', ')})) FROM (
      SELECT ${[...keys, 'count(*) AS n'].join(', ')} FROM rectification_span r INDEXED BY rectification_span_long
      WHERE ${where} GROUP BY ${keys.map((_, at) => at + 1).join(', ')})`,
    { fromDay, toDay, ...(filter as Record<string, Key>) },
  );
  return cellsOf(rows, keys.length);
}
