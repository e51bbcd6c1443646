import type { CommandOutput, ParsedInput } from '../../domain/contract/commands/index.js';
import { yearOf, weekdayOf } from '../../domain/calendar/calendar.js';
import { lights } from '../../domain/rectification/kinds.js';
import { dayOf } from '../../domain/time.js';
import { forMeSql } from './rectification-forme.js';
import { lightSql } from './rectification-light.js';
import { openSql, recurredSql } from './rectification-list.js';
import { rectificationScopeSql, type RectificationViewer } from './rectification-scope.js';

export type Counts = CommandOutput<'rectifications.counts'>;

export interface CountSql {
  /** One JSON array: open, forMe, dueThisWeek, recurred, thisYear, then each light in its order. */
  sql: string;
  params: Record<string, string | number>;
}

/** Monday of the week of a day. */
const mondayOf = (day: number): number => day - ((weekdayOf(day) + 6) % 7);

/** One look at every matter this person may see; drafts count nowhere. @param now UTC milliseconds */
export function rectificationCountSql(
  { hallId, unitId }: ParsedInput<'rectifications.counts'>,
  viewer: RectificationViewer,
  now: number,
): CountSql {
  const scope = rectificationScopeSql(viewer);
  const mine = forMeSql(viewer);
  const today = dayOf(now);
  const where = [
    scope.sql,
    `m.state <> 'draft'`,
    ...(hallId === undefined
      ? []
      : ['m.hall_id IN (SELECT b.id FROM hall b WHERE b.id = :hallId OR b.parent_id = :hallId)']),
    ...(unitId === undefined ? [] : ['m.unit_id = :unitId']),
  ];
  const flags = {
    open: openSql,
    mine: mine.sql,
    week: `${openSql} AND m.due_on BETWEEN :monday AND :monday + 6`,
    recurred: recurredSql,
    year: 'm.year = :thisYear',
  };
  const sums = Object.keys(flags).map((name) => `total(${name})`);
  const lit = lights.map((light) => `total(light = '${light}')`);
  const cells = Object.entries(flags).map(([name, sql]) => `(${sql}) AS ${name}`);
  return {
    // The limit keeps the inner cells from being reckoned once for each of their uses.
    sql: `SELECT json_array(${[...sums, ...lit].join(', ')})
      FROM (SELECT ${cells.join(', ')}, ${lightSql} AS light FROM rectification m
        WHERE ${where.map((sql) => `(${sql})`).join(' AND ')} LIMIT -1)`,
    params: {
      ...scope.params,
      ...mine.params,
      now,
      monday: mondayOf(today),
      thisYear: yearOf(today),
      ...(hallId !== undefined && { hallId }),
      ...(unitId !== undefined && { unitId }),
    },
  };
}

export function toCounts(cells: readonly number[]): Counts {
  const [open = 0, forMe = 0, dueThisWeek = 0, recurred = 0, thisYear = 0, ...lit] = cells;
  const byLight = Object.fromEntries(lights.map((light, index) => [light, lit[index] ?? 0])) as Counts['lights'];
  return { open, forMe, dueThisWeek, recurred, thisYear, lights: byLight };
}
