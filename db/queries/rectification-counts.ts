import type { CommandOutput, ParsedInput } from '../../domain/contract/commands/index.js';
import { mondayOf, yearOf } from '../../domain/calendar/calendar.js';
import { lights } from '../../domain/rectification/kinds.js';
import { rectificationStates, type RectificationState } from '../../domain/rectification/life.js';
import { lightOf } from '../../domain/rectification/light.js';
import { dayOf } from '../../domain/time.js';
import { part, type Part } from '../parts.js';
import { forMeSql, lookedBackBySql, onlyInstructedSql, stuckMatters, stuckWithSql } from './rectification-forme.js';
import { openMatters, openSql } from './rectification-light.js';
import { placeInYear, placeInLife, recurredSql } from './rectification-list.js';
import { rectificationScopeSql, type RectificationViewer } from './rectification-scope.js';

export type Counts = CommandOutput<'rectifications.counts'>;

/** Open matters that are alike: how many, how many of them past due, past warning and not past due, due this week. */
type OpenCells = [
  state: RectificationState,
  suspended: number,
  count: number,
  over: number,
  near: number,
  dueThisWeek: number,
];

/** The three looks the counts are made of; apart, so that they can be asked side by side. */
export interface CountParts {
  open: Part<Pick<Counts, 'open' | 'dueThisWeek' | 'lights'>>;
  forMe: Part<number>;
  all: Part<{ grey: number; recurred: number; thisYear: number }>;
}

/** More than any number of a year. */
const YEAR = 10_000_000;

/**
 * Each part is one stretch of an index that holds no more than it counts. Drafts count nowhere.
 * @param now UTC milliseconds
 */
export function rectificationCountParts(
  { hallId, unitId }: ParsedInput<'rectifications.counts'>,
  viewer: RectificationViewer,
  now: number,
): CountParts {
  const scope = rectificationScopeSql(viewer);
  const mine = forMeSql(viewer);
  const stuck = stuckWithSql(viewer, now, 'm');
  const instructed = onlyInstructedSql(viewer, now);
  const where = [
    scope.sql,
    ...(hallId === undefined
      ? []
      : ['m.hall_id IN (SELECT b.id FROM hall b WHERE b.id = :hallId OR b.parent_id = :hallId)']),
    ...(unitId === undefined ? [] : ['m.unit_id = :unitId']),
  ]
    .map((sql) => `(${sql})`)
    .join(' AND ');
  const given = { ...scope.params, ...(hallId !== undefined && { hallId }), ...(unitId !== undefined && { unitId }) };
  const year = yearOf(dayOf(now)) * YEAR;
  const closed = rectificationStates.indexOf('closed');
  return {
    open: part<OpenCells, ReturnType<typeof ofOpen>>(
      `SELECT json_group_array(json_array(state, suspended, count, over, near, week)) FROM (
        SELECT m.state AS state, m.suspended AS suspended, count(*) AS count, total(m.due_at <= :now) AS over,
          total(m.warn_at <= :now AND (m.due_at IS NULL OR m.due_at > :now)) AS near, total(m.due_on BETWEEN :monday AND :monday + 6) AS week
        FROM ${openMatters} WHERE ${openSql} AND ${where} GROUP BY m.state, m.suspended)`,
      { ...given, now, monday: mondayOf(dayOf(now)) },
      (cells) => ofOpen(cells, now),
    ),
    forMe: part<number, number>(
      `SELECT json_array((SELECT count(*) FROM ${openMatters} WHERE ${mine.sql} AND ${where}) +
        (SELECT count(*) FROM rectification m WHERE ${lookedBackBySql} AND ${where})
        ${stuck === null ? '' : `+ (SELECT count(*) FROM ${stuckMatters('m')} WHERE ${stuck.sql} AND ${where})`}
        ${instructed === null ? '' : `+ (SELECT count(*) FROM rectification m WHERE ${instructed.sql} AND ${where})`})`,
      { ...given, ...mine.params, ...stuck?.params, ...instructed?.params },
      ([count = 0]) => count,
    ),
    all: part<number, { grey: number; recurred: number; thisYear: number }>(
      `SELECT json_array(
        (SELECT count(*) FROM rectification m INDEXED BY rectification_by_life
          WHERE ${placeInLife} = ${closed} AND ${where}),
        (SELECT count(*) FROM rectification m WHERE m.state <> 'draft' AND ${recurredSql} AND ${where}),
        (SELECT count(*) FROM rectification m INDEXED BY rectification_by_number
          WHERE ${placeInYear} BETWEEN :year AND :year + ${YEAR - 1} AND ${where}))`,
      { ...given, year },
      ([grey = 0, recurred = 0, thisYear = 0]) => ({ grey, recurred, thisYear }),
    ),
  };
}

/** The light of each group by the rule itself, asked once for what is over, near and neither. */
function ofOpen(cells: readonly OpenCells[], now: number): Pick<Counts, 'open' | 'dueThisWeek' | 'lights'> {
  const shining = Object.fromEntries(lights.map((light) => [light, 0])) as Counts['lights'];
  let [open, dueThisWeek] = [0, 0];
  for (const [state, held, count, over, near, week] of cells) {
    const add = (many: number, dueAt: number | null, warnAt: number | null): void => {
      const light = lightOf({ state, dueAt, warnAt, suspended: held === 1 }, now);
      shining[light] = (shining[light] ?? 0) + many;
    };
    add(over, now, now);
    add(near, now + 1, now);
    add(count - over - near, null, null);
    open += count;
    dueThisWeek += week;
  }
  return { open, dueThisWeek, lights: shining };
}

export function toCounts(
  { open, dueThisWeek, lights: shining }: Pick<Counts, 'open' | 'dueThisWeek' | 'lights'>,
  forMe: number,
  { grey, recurred, thisYear }: { grey: number; recurred: number; thisYear: number },
): Counts {
  return { open, forMe, dueThisWeek, recurred, thisYear, lights: { ...shining, grey } };
}
