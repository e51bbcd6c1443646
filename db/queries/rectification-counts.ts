import type { CommandOutput, ParsedInput } from '../../domain/contract/commands/index.js';
import { yearOf, weekdayOf } from '../../domain/calendar/calendar.js';
import { lights } from '../../domain/rectification/kinds.js';
import { dayOf } from '../../domain/time.js';
import { forMeSql } from './rectification-forme.js';
import { lightSql } from './rectification-light.js';
import { movingMatters, openSql, recurredSql } from './rectification-list.js';
import { rectificationScopeSql, type RectificationViewer } from './rectification-scope.js';

export type Counts = CommandOutput<'rectifications.counts'>;

export interface CountSql {
  /** One JSON array of two: open, forMe, dueThisWeek and each light of open matters; grey, recurred, thisYear of all. */
  sql: string;
  params: Record<string, string | number>;
}

/** Monday of the week of a day. */
const mondayOf = (day: number): number => day - ((weekdayOf(day) + 6) % 7);

/**
 * Two looks: one at the open matters for all that is reckoned of the clock, one at all for what is counted plainly. Drafts
 * count nowhere. @param now UTC milliseconds
 */
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
    ...(hallId === undefined
      ? []
      : ['m.hall_id IN (SELECT b.id FROM hall b WHERE b.id = :hallId OR b.parent_id = :hallId)']),
    ...(unitId === undefined ? [] : ['m.unit_id = :unitId']),
  ]
    .map((sql) => `(${sql})`)
    .join(' AND ');
  const lit = lights.filter((light) => light !== 'grey').map((light) => `total(light = '${light}')`);
  return {
    // The limit keeps the light from being reckoned once for each of its uses.
    sql: `SELECT json_array(json(o.cells), json(a.cells)) FROM
      (SELECT json_array(count(*), total(mine), total(week), ${lit.join(', ')}) AS cells FROM (
        SELECT (${mine.sql}) AS mine, m.due_on BETWEEN :monday AND :monday + 6 AS week, ${lightSql} AS light
        FROM ${movingMatters} WHERE ${openSql} AND ${where} LIMIT -1)) o,
      (SELECT json_array(total(m.state = 'closed'), total(${recurredSql}), total(m.year = :thisYear)) AS cells
        FROM rectification m WHERE m.state <> 'draft' AND ${where}) a`,
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

export function toCounts([ofOpen = [], ofAll = []]: readonly (readonly number[])[]): Counts {
  const [open = 0, forMe = 0, dueThisWeek = 0, ...lit] = ofOpen;
  const [grey = 0, recurred = 0, thisYear = 0] = ofAll;
  const shining = lights.filter((light) => light !== 'grey').map((light, index) => [light, lit[index] ?? 0]);
  const byLight = { ...(Object.fromEntries(shining) as Counts['lights']), grey };
  return { open, forMe, dueThisWeek, recurred, thisYear, lights: byLight };
}
