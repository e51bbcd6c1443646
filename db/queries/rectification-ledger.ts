import type { ParsedInput } from '../../domain/contract/commands/index.js';
import { lights, type Light } from '../../domain/rectification/kinds.js';
import type { Reader } from '../database.js';
import { briefSql } from './hall-model.js';
import { lightSql, overdueSql } from './rectification-light.js';
import { movingMatters, rectificationConditions } from './rectification-list.js';
import type { RectificationViewer } from './rectification-scope.js';

/** The ledger by light, by unit and by day: each one look at the covering index of the list. */

type Narrowed = Pick<ParsedInput<'ledger.byLight'>, 'text' | 'filter'>;

/** Who asks, when, and which matters hold the words that were typed. */
export interface LedgerView {
  narrowed: Narrowed;
  viewer: RectificationViewer;
  now: number;
  found: readonly number[];
}

interface Where {
  sql: string;
  params: Record<string, string | number>;
}

function whereOf({ narrowed, viewer, now, found }: LedgerView): Where {
  const parts = rectificationConditions(narrowed, viewer, now, found);
  return {
    sql: parts.map(({ sql }) => `(${sql})`).join(' AND '),
    params: Object.assign({ now }, ...parts.map(({ params }) => params)) as Where['params'],
  };
}

/** Room for the light beside an id in one number: one array is written and read in a third of the time of five. */
const PLACES = 8;
const lightPlaces = lights.map((light, place) => `WHEN '${light}' THEN ${place}`).join(' ');

/**
 * Each matter with its light by due date, as `id * PLACES + light`; within a day in the order of the index. Apart from its
 * reading, as the others, so that its plan can be tested.
 */
export function byLightSql(view: LedgerView): Where {
  const { sql, params } = whereOf(view);
  return {
    sql: `SELECT json_group_array(id * ${PLACES} + light) FROM (
      SELECT m.id AS id, CASE ${lightSql} ${lightPlaces} END AS light FROM ${movingMatters} WHERE ${sql}
      ORDER BY m.due_on ASC NULLS LAST LIMIT -1)`,
    params,
  };
}

/** Ids of each light by due date. */
export async function idsByLight(reader: Reader, view: LedgerView): Promise<Record<Light, number[]>> {
  const { sql, params } = byLightSql(view);
  const of: Record<Light, number[]> = { red: [], yellow: [], blue: [], green: [], grey: [] };
  for (const both of await reader.json<number>(sql, params)) {
    const place = both % PLACES;
    of[lights[place] ?? 'grey'].push((both - place) / PLACES);
  }
  return of;
}

export interface UnitRow {
  unitId: number | null;
  unitLabel: string | null;
  hallLabel: string | null;
  total: number;
  lights: Record<Light, number>;
  oldestDay: number | null;
}

export function byUnitSql(view: LedgerView): Where {
  const { sql, params } = whereOf(view);
  const ofLight = (light: Light): string => `'${light}', count(*) FILTER (WHERE light = '${light}')`;
  return {
    sql: `SELECT json_group_array(json_object('unitId', g.unit, 'total', g.total, 'lights', json(g.lights),
        'oldestDay', g.oldest, 'unitLabel', (SELECT ${briefSql('unit', 'u')} FROM unit u WHERE u.id = g.unit),
        'hallLabel', (SELECT ${briefSql('hall', 'h')} FROM unit u JOIN hall h ON h.id = u.hall_id WHERE u.id = g.unit)))
      FROM (SELECT unit, count(*) AS total, json_object(${lights.map(ofLight).join(', ')}) AS lights,
          min(CASE WHEN overdue THEN due END) AS oldest
        FROM (SELECT m.unit_id AS unit, m.due_on AS due, ${lightSql} AS light, ${overdueSql} AS overdue
          FROM ${movingMatters} WHERE ${sql})
        GROUP BY unit ORDER BY oldest ASC NULLS LAST, total DESC, unit) g`,
    params,
  };
}

export async function matterCountsByUnit(reader: Reader, view: LedgerView): Promise<UnitRow[]> {
  const { sql, params } = byUnitSql(view);
  return reader.json<UnitRow>(sql, params);
}

/** Matters named for each day. */
const NAMED = 6;

export interface DayRow {
  day: number;
  total: number;
  overdue: number;
  first: { id: number; no: string | null; light: Light }[];
}

/** @param span first and last day */
export function byDaySql(view: LedgerView, span: { fromDay: number; toDay: number }): Where {
  const { sql, params } = whereOf(view);
  return {
    sql: `SELECT json_group_array(json_object('day', day, 'total', total, 'overdue', overdue, 'first', json(first))) FROM (
      SELECT day, total, sum(overdue) AS overdue,
        json_group_array(json_object('id', id, 'light', light,
          'no', (SELECT r.no FROM rectification r WHERE r.id = d.id)) ORDER BY place)
          FILTER (WHERE place <= ${NAMED}) AS first
      FROM (SELECT m.id AS id, m.due_on AS day, ${lightSql} AS light, coalesce(${overdueSql}, 0) AS overdue,
          count(*) OVER (PARTITION BY m.due_on) AS total,
          row_number() OVER (PARTITION BY m.due_on ORDER BY coalesce(${overdueSql}, 0) DESC, m.state = 'closed', m.id) AS place
        FROM ${movingMatters} WHERE m.due_on BETWEEN :spanFrom AND :spanTo AND ${sql}) d
      GROUP BY day ORDER BY day)`,
    params: { ...params, spanFrom: span.fromDay, spanTo: span.toDay },
  };
}

export async function mattersByDay(
  reader: Reader,
  view: LedgerView,
  span: { fromDay: number; toDay: number },
): Promise<DayRow[]> {
  const { sql, params } = byDaySql(view, span);
  return reader.json<DayRow>(sql, params);
}
