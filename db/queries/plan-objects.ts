import type { HallEntity } from '../../domain/hall/entities.js';
import type { ObjectKind } from '../../domain/plan.js';
import type { Reader } from '../database.js';
import { briefSql, hallModels, labelSql } from './hall-model.js';

/** What can be inspected, as lists and draws show it. */
export interface ObjectFacts {
  label: string;
  /** The unit a window belongs to; null for a unit. */
  unitLabel: string | null;
  hallId: number;
  active: boolean;
}

const entityOf: Record<ObjectKind, HallEntity> = { window: 'window', unit: 'unit' };

const unitSql: Record<ObjectKind, string> = {
  window: `(SELECT ${briefSql('unit', 'u')} FROM unit u WHERE u.id = o.unit_id)`,
  unit: 'NULL',
};

const factsSql = (kind: ObjectKind): string =>
  `o.id, ${labelSql(entityOf[kind], 'o')}, ${unitSql[kind]}, o.hall_id, o.state = 'active'`;

/** Objects of one kind by id; unknown ids are left out. */
export async function objectFacts(
  reader: Reader,
  kind: ObjectKind,
  ids: readonly number[],
): Promise<Map<number, ObjectFacts>> {
  const rows = await reader.json<[number, string, string | null, number, number]>(
    `SELECT json_group_array(json_array(${factsSql(kind)}))
      FROM json_each(:ids) j CROSS JOIN ${hallModels[entityOf[kind]].table} o ON o.id = j.value`,
    { ids: JSON.stringify([...new Set(ids)]) },
  );
  return new Map(
    rows.map(([id, label, unitLabel, hallId, active]) => [id, { label, unitLabel, hallId, active: active === 1 }]),
  );
}

/** The facts of objects of both kinds, each found by its kind and id. */
export async function factsOf(
  reader: Reader,
  objects: readonly { kind: ObjectKind; id: number }[],
): Promise<(object: { kind: ObjectKind; id: number }) => ObjectFacts | undefined> {
  const idsOf = (kind: ObjectKind): number[] => objects.filter((object) => object.kind === kind).map(({ id }) => id);
  const found: Record<ObjectKind, Map<number, ObjectFacts>> = {
    window: await objectFacts(reader, 'window', idsOf('window')),
    unit: await objectFacts(reader, 'unit', idsOf('unit')),
  };
  return ({ kind, id }) => found[kind].get(id);
}

/**
 * The visits `v` that are of the object of a round `ro`: begun from it, or made in the round at its window or unit.
 * Whoever uses it narrows the states.
 */
export const visitOfObject = `v.round_id = ro.round_id AND (v.round_object_id = ro.id
  OR (ro.kind = 'window' AND EXISTS(SELECT 1 FROM visit_window vw WHERE vw.visit_id = v.id AND vw.window_id = ro.object_id))
  OR (ro.kind = 'unit' AND (v.unit_id = ro.object_id
    OR EXISTS(SELECT 1 FROM visit_window vw WHERE vw.visit_id = v.id AND vw.unit_id = ro.object_id))))`;

/** Whether the object `ro` has been visited: a visit under way does not count yet. */
export const visitedSql = `EXISTS(SELECT 1 FROM visit v WHERE ${visitOfObject} AND v.state IN ('submitted', 'confirmed'))`;

const visitDaySql: Record<ObjectKind, string> = {
  window: `SELECT max(v.day) FROM visit_window vw CROSS JOIN visit v ON v.id = vw.visit_id
    WHERE vw.window_id = o.id AND v.state <> 'discarded'`,
  // A visit of a unit without a window counts as one of its windows does.
  unit: `SELECT max(day) FROM (SELECT v.day FROM visit_window vw CROSS JOIN visit v ON v.id = vw.visit_id
      WHERE vw.unit_id = o.id AND v.state <> 'discarded'
    UNION ALL SELECT v.day FROM visit v WHERE v.unit_id = o.id AND v.state <> 'discarded')`,
};

export interface PoolObject extends Omit<ObjectFacts, 'active'> {
  id: number;
  /** Of any visit that was not discarded, also one that is under way. */
  lastVisitedDay: number | null;
}

/** Every active window or unit of these halls, in the order of ids. */
export async function poolObjects(reader: Reader, kind: ObjectKind, hallIds: readonly number[]): Promise<PoolObject[]> {
  const rows = await reader.json<[number, string, string | null, number, number, number | null]>(
    `SELECT json_group_array(json_array(${factsSql(kind)}, (${visitDaySql[kind]}))) FROM
      (SELECT * FROM ${hallModels[entityOf[kind]].table} WHERE state = 'active'
        AND hall_id IN (SELECT value FROM json_each(:halls)) ORDER BY id) o`,
    { halls: JSON.stringify(hallIds) },
  );
  return rows.map(([id, label, unitLabel, hallId, , lastVisitedDay]) => ({
    id,
    label,
    unitLabel,
    hallId,
    lastVisitedDay,
  }));
}

/** How many of these halls are in use. */
export async function activeHalls(reader: Reader, hallIds: readonly number[]): Promise<number> {
  const count = await reader.value<number>(
    `SELECT count(*) FROM hall WHERE state = 'active' AND id IN (SELECT value FROM json_each(:halls))`,
    { halls: JSON.stringify(hallIds) },
  );
  return count ?? 0;
}
