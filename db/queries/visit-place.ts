import type { LimitMeasure } from '../../domain/checklist/kinds.js';
import type { Reader } from '../database.js';
import { ask, part, type Part } from '../parts.js';
import { familyOf } from './hall-model.js';

/** A window as visits look at it. */
export interface WindowPlace {
  id: number;
  hallId: number;
  zoneId: number;
  unitId: number;
  number: string;
  active: boolean;
}

type WindowCells = [id: number, hallId: number, zoneId: number, unitId: number, number: string, active: number];

/** Windows by id, as they are now. */
export const placesOfWindows = (ids: readonly number[]): Part<Map<number, WindowPlace>> =>
  part<WindowCells, Map<number, WindowPlace>>(
    `SELECT json_group_array(json_array(id, hall_id, zone_id, unit_id, number, state = 'active')) FROM "window"
      WHERE id IN (SELECT value FROM json_each(:windowIds))`,
    { windowIds: JSON.stringify([...new Set(ids)]) },
    (rows) =>
      new Map(
        rows.map(([id, hallId, zoneId, unitId, number, active]) => {
          return [id, { id, hallId, zoneId, unitId, number, active: active === 1 }];
        }),
      ),
  );

/** Windows by id, as they are now. */
export async function windowPlaces(reader: Reader, ids: readonly number[]): Promise<Map<number, WindowPlace>> {
  return ids.length === 0 ? new Map() : ask(reader, placesOfWindows(ids));
}

/** Active windows of a unit. */
export function windowsOfUnit(reader: Reader, unitId: number): Promise<number[]> {
  return reader.json<number>(`SELECT json_group_array(id) FROM "window" WHERE unit_id = :unitId AND state = 'active'`, {
    unitId,
  });
}

/** A row of the hall that a visit names: whose hall it is in and whether it is in use. */
export interface PlaceState {
  hallId: number;
  active: boolean;
}

const places = {
  hall: `SELECT id AS hallId, state = 'active' AS active FROM hall WHERE id = :id`,
  zone: `SELECT hall_id AS hallId, state = 'active' AS active FROM zone WHERE id = :id`,
  unit: `SELECT hall_id AS hallId, state = 'active' AS active FROM unit WHERE id = :id`,
  service_item: `SELECT hall_id AS hallId, state = 'active' AS active FROM service_item WHERE id = :id`,
} as const;

/** Undefined when there is no such row. */
export async function placeState(
  reader: Reader,
  kind: keyof typeof places,
  id: number,
): Promise<PlaceState | undefined> {
  const row = await reader.get<{ hallId: number; active: number }>(places[kind], { id });
  return row && { hallId: row.hallId, active: row.active === 1 };
}

/** Whether two halls are a main hall and its branches, or one and the same. */
export async function sameFamily(reader: Reader, hallId: number, otherId: number): Promise<boolean> {
  if (hallId === otherId) return true;
  return (
    (await reader.value<number>(`SELECT ${familyOf(':hallId')} = ${familyOf(':otherId')}`, { hallId, otherId })) === 1
  );
}

/** What the hall set itself, for the whole hall and for its zones. */
export interface HallTarget {
  measure: LimitMeasure;
  zoneId: number | null;
  value: number;
}

export const targetsOf = (hallId: number): Part<HallTarget[]> =>
  part<HallTarget, HallTarget[]>(
    `SELECT json_group_array(json_object('measure', measure, 'zoneId', zone_id, 'value', value)) FROM target
      WHERE hall_id = :hallId AND state = 'active'`,
    { hallId },
    (rows) => rows,
  );

/** Working days promised for a service item; null where nothing is promised. */
export const promisedDays = (serviceItemId: number | null): Part<number | null> =>
  part<number | null, number | null>(
    `SELECT json_array(promised_days) FROM service_item WHERE id = :serviceItemId`,
    { serviceItemId },
    ([days = null]) => days,
  );

/** Main halls in use: one that is alone needs no asking. */
export function mainHalls(reader: Reader): Promise<number[]> {
  return reader.json<number>(`SELECT json_group_array(id) FROM hall WHERE state = 'active' AND parent_id IS NULL`);
}

/** The hall and the other inspectors of a person's last visit that was not given up. */
export async function lastVisitOf(
  reader: Reader,
  personId: number,
): Promise<{ hallId: number; partnerIds: number[] } | null> {
  const row = await reader.get<{ hallId: number; partners: string }>(
    `SELECT v.hall_id AS hallId, (SELECT json_group_array(o.person_id) FROM (SELECT person_id FROM visit_inspector
        WHERE visit_id = v.id AND person_id <> :personId ORDER BY position) o) AS partners
      FROM visit_inspector vi JOIN visit v ON v.id = vi.visit_id
      WHERE vi.person_id = :personId AND v.state <> 'discarded' ORDER BY vi.visit_id DESC LIMIT 1`,
    { personId },
  );
  return row ? { hallId: row.hallId, partnerIds: JSON.parse(row.partners) as number[] } : null;
}

/** The plan a round is held under; undefined for a round that is none. */
export function planOfRound(reader: Reader, roundId: number): Promise<number | undefined> {
  return reader.value<number>(`SELECT plan_id FROM inspection_round WHERE id = :roundId`, { roundId });
}

/** A plan as a visit looks at it. */
export interface PlanState {
  active: boolean;
  fromDay: number;
  toDay: number;
  /** It names objects of this hall's family, or none at all. */
  coversHall: boolean;
}

const hallsNamed = `SELECT w.hall_id FROM inspection_plan_object o JOIN "window" w ON w.id = o.object_id
    WHERE o.plan_id = p.id AND o.kind = 'window'
  UNION SELECT u.hall_id FROM inspection_plan_object o JOIN unit u ON u.id = o.object_id
    WHERE o.plan_id = p.id AND o.kind = 'unit'`;

/** Undefined when there is no such plan. */
export async function planState(reader: Reader, planId: number, hallId: number): Promise<PlanState | undefined> {
  const row = await reader.get<Record<'active' | 'fromDay' | 'toDay' | 'covers', number>>(
    `SELECT p.state = 'active' AS active, p.from_day AS fromDay, p.to_day AS toDay,
       NOT EXISTS(${hallsNamed})
         OR EXISTS(SELECT 1 FROM (${hallsNamed}) n WHERE ${familyOf('n.hall_id')} = ${familyOf(':hallId')}) AS covers
     FROM inspection_plan p WHERE p.id = :planId`,
    { planId, hallId },
  );
  return row && { active: row.active === 1, fromDay: row.fromDay, toDay: row.toDay, coversHall: row.covers === 1 };
}

/** The day from which each of these halls is open to the public; those of which nobody wrote it down are left out. */
export async function hallsSinceDay(reader: Reader, hallIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await reader.json<[number, number]>(
    `SELECT json_group_array(json_array(id, opened_day)) FROM hall
      WHERE id IN (SELECT value FROM json_each(:hallIds)) AND opened_day IS NOT NULL`,
    { hallIds: JSON.stringify(hallIds) },
  );
  return new Map(rows);
}

/** The halls of these units, by unit. */
export const hallsOfUnits = (unitIds: readonly number[]): Part<Map<number, number>> =>
  part<[id: number, hallId: number], Map<number, number>>(
    `SELECT json_group_array(json_array(id, hall_id)) FROM unit WHERE id IN (SELECT value FROM json_each(:unitIds))`,
    { unitIds: JSON.stringify(unitIds) },
    (rows) => new Map(rows),
  );

/** How many pictures hang on these checklists and findings of a visit, by client id; those without are left out. */
export async function picturesOn(
  reader: Reader,
  visitId: number,
  clientIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await reader.json<[string, number]>(
    `SELECT json_group_array(json_array(owner, count)) FROM (
      SELECT coalesce(checklist, finding) AS owner, count(*) AS count FROM (
        SELECT checklist, finding FROM attachment WHERE visit_id = :visitId AND removed_at IS NULL
        UNION ALL SELECT checklist, finding FROM clip WHERE visit_id = :visitId AND removed_at IS NULL)
      WHERE coalesce(checklist, finding) IN (SELECT value FROM json_each(:clientIds)) GROUP BY 1)`,
    { visitId, clientIds: JSON.stringify(clientIds) },
  );
  return new Map(rows);
}
