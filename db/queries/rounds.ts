import { codeOf } from '../../domain/people.js';
import type { ObjectKind, RoundFields, RoundObject, RoundRow } from '../../domain/plan.js';
import type { Params, Reader, Tx } from '../database.js';
import { factsOf, visitedSql, visitOfObject } from './plan-objects.js';

const cells = `json_object('id', r.id, 'planId', r.plan_id, 'planNo', p.no, 'planTitle', p.title, 'number', r.number,
  'revision', r.revision, 'state', r.state,
  'fields', json_object('title', r.title, 'fromDay', r.from_day, 'toDay', r.to_day, 'mode', r.mode,
    'templateId', r.template_id, 'note', r.note),
  'templateTitle', (SELECT t.title FROM checklist_template t WHERE t.id = r.template_id),
  'objects', (SELECT count(*) FROM round_object ro WHERE ro.round_id = r.id),
  'visited', (SELECT count(*) FROM round_object ro WHERE ro.round_id = r.id AND ${visitedSql}))`;

const rowsWhere = (reader: Reader, where: string, params: Params): Promise<RoundRow[]> =>
  reader.json<RoundRow>(
    `SELECT json_group_array(${cells}) FROM (SELECT * FROM inspection_round WHERE ${where} ORDER BY from_day, to_day, id) r
      CROSS JOIN inspection_plan p ON p.id = r.plan_id`,
    params,
  );

export interface RoundFilter {
  planId?: number | undefined;
  /** Days of which the round touches one. */
  fromDay?: number | undefined;
  toDay?: number | undefined;
}

/** Rounds of a plan, or those that touch these days, in the order of their days. */
export function rounds(reader: Reader, filter: RoundFilter): Promise<RoundRow[]> {
  const conditions = { planId: 'plan_id = :planId', fromDay: 'to_day >= :fromDay', toDay: 'from_day <= :toDay' };
  const used = (Object.keys(conditions) as (keyof RoundFilter)[]).filter((key) => filter[key] !== undefined);
  return rowsWhere(
    reader,
    ['1', ...used.map((key) => conditions[key])].join(' AND '),
    Object.fromEntries(used.map((key) => [key, filter[key] as number])),
  );
}

export async function roundById(reader: Reader, id: number): Promise<RoundRow | null> {
  return (await rowsWhere(reader, 'id = :id', { id }))[0] ?? null;
}

/** The round a client made under this id. */
export async function roundByClientId(reader: Reader, clientId: string): Promise<RoundRow | null> {
  return (await rowsWhere(reader, 'client_id = :clientId', { clientId }))[0] ?? null;
}

interface ObjectCells {
  id: number;
  kind: ObjectKind;
  objectId: number;
  drawId: number | null;
  inspectors: { id: number; code: string | null }[];
  visits: { id: number; no: string; state: string; day: number }[];
}

/**
 * What a round goes to, in the order in which it came in.
 * @param tellIds whether the reader may know which person stands behind a code
 */
export async function roundObjects(reader: Reader, roundId: number, tellIds: boolean): Promise<RoundObject[]> {
  const rows = await reader.json<ObjectCells>(
    `SELECT json_group_array(json_object('id', ro.id, 'kind', ro.kind, 'objectId', ro.object_id, 'drawId', ro.draw_id,
        'inspectors', json((SELECT json_group_array(json_object('id', p.id, 'code', p.code)) FROM round_inspector i
          CROSS JOIN person p ON p.id = i.person_id WHERE i.round_object_id = ro.id)),
        'visits', json((SELECT json_group_array(json_object('id', id, 'no', no, 'state', state, 'day', day)) FROM
          (SELECT v.id, v.no, v.state, v.day FROM visit v WHERE ${visitOfObject} AND v.state <> 'discarded'
            ORDER BY v.day, v.id)))))
      FROM (SELECT * FROM round_object WHERE round_id = :roundId ORDER BY position, id) ro`,
    { roundId },
  );
  const facts = await factsOf(
    reader,
    rows.map(({ kind, objectId }) => ({ kind, id: objectId })),
  );
  return rows.map((row) => {
    const found = facts({ kind: row.kind, id: row.objectId });
    return {
      id: row.id,
      kind: row.kind,
      objectId: row.objectId,
      label: found?.label ?? `#${row.objectId}`,
      unitLabel: found?.unitLabel ?? null,
      source: row.drawId === null ? 'hand' : 'draw',
      drawId: row.drawId,
      inspectors: row.inspectors.map((person) => ({
        personId: tellIds ? person.id : null,
        code: codeOf(person),
        name: null,
      })),
      // A visit that is being written is nobody else's to open.
      visits: row.visits.map((visit) =>
        visit.state === 'draft' ? { id: null, no: null, state: visit.state, day: null } : visit,
      ),
    };
  });
}

/** Visits of these objects of a round that were not discarded, those under way included. */
export async function visitsOfObjects(reader: Reader, objectIds: readonly number[]): Promise<number> {
  const count = await reader.value<number>(
    `SELECT count(DISTINCT v.id) FROM json_each(:ids) j CROSS JOIN round_object ro ON ro.id = j.value
      JOIN visit v ON ${visitOfObject} AND v.state <> 'discarded'`,
    { ids: JSON.stringify(objectIds) },
  );
  return count ?? 0;
}

export async function insertRound(
  tx: Tx,
  round: { clientId: string; planId: number; fields: RoundFields; now: number },
): Promise<number> {
  const { clientId, planId, fields, now } = round;
  const { lastId } = await tx.run(
    `INSERT INTO inspection_round(client_id, plan_id, number, title, from_day, to_day, mode, template_id, note, state,
       created_at, updated_at)
     SELECT :clientId, :planId, 1 + coalesce(max(number), 0), :title, :fromDay, :toDay, :mode, :templateId, :note, 'open',
       :now, :now FROM inspection_round WHERE plan_id = :planId`,
    { clientId, planId, ...columnsOf(fields), now },
  );
  return lastId;
}

/** The caller has checked the revision in this transaction. */
export async function updateRound(tx: Tx, id: number, fields: RoundFields, now: number): Promise<void> {
  await tx.run(
    `UPDATE inspection_round SET title = :title, from_day = :fromDay, to_day = :toDay, mode = :mode,
       template_id = :templateId, note = :note, updated_at = :now, revision = revision + 1 WHERE id = :id`,
    { id, ...columnsOf(fields), now },
  );
}

export async function setRoundState(tx: Tx, id: number, state: RoundRow['state'], now: number): Promise<void> {
  await tx.run(
    `UPDATE inspection_round SET state = :state, updated_at = :now, revision = revision + 1 WHERE id = :id`,
    { id, state, now },
  );
}

/** Objects with their inspectors, after those the round has already. `drawId` is null for what was named by hand. */
export async function insertRoundObjects(
  tx: Tx,
  into: { roundId: number; kind: ObjectKind; drawId: number | null },
  objects: readonly { objectId: number; inspectorIds: readonly number[] }[],
): Promise<void> {
  const list = JSON.stringify(objects);
  await tx.run(
    `INSERT INTO round_object(round_id, kind, object_id, draw_id, position)
      SELECT :roundId, :kind, value->>'objectId', :drawId, key + 1 +
        (SELECT coalesce(max(position), 0) FROM round_object WHERE round_id = :roundId) FROM json_each(:list)`,
    { ...into, list },
  );
  await tx.run(
    `INSERT INTO round_inspector(round_object_id, person_id)
      SELECT ro.id, i.value FROM json_each(:list) j
        CROSS JOIN round_object ro ON ro.round_id = :roundId AND ro.kind = :kind AND ro.object_id = j.value->>'objectId'
        CROSS JOIN json_each(j.value, '$.inspectorIds') i`,
    { roundId: into.roundId, kind: into.kind, list },
  );
}

export async function removeRoundObject(tx: Tx, id: number): Promise<void> {
  await tx.run(`DELETE FROM round_object WHERE id = :id`, { id });
}

const columnsOf = (fields: RoundFields) => ({
  title: fields.title,
  fromDay: fields.fromDay,
  toDay: fields.toDay,
  mode: fields.mode,
  templateId: fields.templateId,
  note: fields.note,
});
