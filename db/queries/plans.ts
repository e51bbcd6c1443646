import type { PlanEvent, PlanFields, PlanRow, PlanState } from '../../domain/plan.js';
import type { Reader, Tx } from '../database.js';
import { factsOf, visitedSql } from './plan-objects.js';

type Cells = Omit<PlanRow, 'namedLabels'>;

const cells = `json_object('id', p.id, 'no', p.no, 'revision', p.revision, 'state', p.state,
  'fields', json_object('title', p.title, 'style', p.style, 'authorityBasis', p.authority_basis, 'content', p.content,
    'objects', p.objects, 'scope', p.scope, 'fromDay', p.from_day, 'toDay', p.to_day, 'approver', p.approver,
    'approvedDay', p.approved_day, 'named', json((SELECT json_group_array(json_object('kind', kind, 'id', object_id))
      FROM (SELECT * FROM inspection_plan_object o WHERE o.plan_id = p.id ORDER BY o.position)))),
  'rounds', (SELECT count(*) FROM inspection_round r WHERE r.plan_id = p.id),
  'objects', (SELECT count(*) FROM inspection_round r CROSS JOIN round_object ro ON ro.round_id = r.id WHERE r.plan_id = p.id),
  'visited', (SELECT count(*) FROM inspection_round r CROSS JOIN round_object ro ON ro.round_id = r.id
    WHERE r.plan_id = p.id AND ${visitedSql}),
  'updatedAt', p.updated_at)`;

/** In the order of `ids`; those that are not there are left out. */
export async function planRows(reader: Reader, ids: readonly number[]): Promise<PlanRow[]> {
  const rows = await reader.json<Cells>(
    `SELECT json_group_array(${cells}) FROM json_each(:ids) j CROSS JOIN inspection_plan p ON p.id = j.value`,
    { ids: JSON.stringify(ids) },
  );
  const facts = await factsOf(
    reader,
    rows.flatMap(({ fields }) => fields.named),
  );
  return rows.map((row) => ({
    ...row,
    namedLabels: row.fields.named.map((object) => facts(object)?.label ?? `#${object.id}`),
  }));
}

export async function planById(reader: Reader, id: number): Promise<PlanRow | null> {
  return (await planRows(reader, [id]))[0] ?? null;
}

/** The plan a client made under this id. */
export async function planByClientId(reader: Reader, clientId: string): Promise<PlanRow | null> {
  const id = await reader.value<number>(`SELECT id FROM inspection_plan WHERE client_id = :clientId`, { clientId });
  return id === undefined ? null : planById(reader, id);
}

// Numbers are given in the order of ids; as text 12 would stand before 2.
const sorts = {
  no: 'p.id',
  title: 'p.title COLLATE NOCASE',
  fromDay: 'p.from_day',
  toDay: 'p.to_day',
  state: `CASE p.state WHEN 'active' THEN 0 WHEN 'draft' THEN 1 ELSE 2 END`,
  updatedAt: 'p.updated_at',
};
export type PlanSort = keyof typeof sorts;

export interface PlanFilter {
  text?: string | undefined;
  style?: PlanFields['style'] | undefined;
  state?: PlanState | undefined;
}

/** Ids of the plans that match, those made last first among equals. */
export function planIds(
  reader: Reader,
  filter: PlanFilter,
  sort: { by: PlanSort; direction: 'asc' | 'desc' },
): Promise<number[]> {
  const conditions = {
    text: `instr(lower(p.no || ' ' || p.title || ' ' || p.authority_basis || ' ' || coalesce(p.approver, '')), :text) > 0`,
    style: 'p.style = :style',
    state: 'p.state = :state',
  };
  const given = { ...filter, text: filter.text?.trim().toLowerCase() || undefined };
  const used = (Object.keys(conditions) as (keyof PlanFilter)[]).filter((key) => given[key] !== undefined);
  const where = ['1', ...used.map((key) => conditions[key])].join(' AND ');
  return reader.json<number>(
    `SELECT json_group_array(id) FROM (SELECT p.id FROM inspection_plan p WHERE ${where}
      ORDER BY ${sorts[sort.by]} ${sort.direction}, p.id DESC)`,
    Object.fromEntries(used.map((key) => [key, given[key] as string])),
  );
}

const columnsOf = (fields: PlanFields) => ({
  title: fields.title,
  style: fields.style,
  authorityBasis: fields.authorityBasis,
  content: fields.content,
  objects: fields.objects,
  scope: fields.scope,
  fromDay: fields.fromDay,
  toDay: fields.toDay,
  approver: fields.approver,
  approvedDay: fields.approvedDay,
});

async function setNamed(tx: Tx, planId: number, named: PlanFields['named']): Promise<void> {
  await tx.run(`DELETE FROM inspection_plan_object WHERE plan_id = :planId`, { planId });
  await tx.run(
    `INSERT INTO inspection_plan_object(plan_id, kind, object_id, position)
      SELECT :planId, value->>'kind', value->>'id', key FROM json_each(:named)`,
    { planId, named: JSON.stringify(named) },
  );
}

export async function insertPlan(
  tx: Tx,
  plan: { clientId: string; no: string; fields: PlanFields; personId: number; now: number },
): Promise<number> {
  const { clientId, no, fields, personId, now } = plan;
  const { lastId } = await tx.run(
    `INSERT INTO inspection_plan(client_id, no, title, style, authority_basis, content, objects, scope, from_day, to_day,
       approver, approved_day, state, created_by, created_at, updated_at)
     VALUES(:clientId, :no, :title, :style, :authorityBasis, :content, :objects, :scope, :fromDay, :toDay, :approver,
       :approvedDay, 'draft', :personId, :now, :now)`,
    { clientId, no, ...columnsOf(fields), personId, now },
  );
  await setNamed(tx, lastId, fields.named);
  return lastId;
}

/** The caller has checked the revision in this transaction. */
export async function updatePlan(tx: Tx, id: number, fields: PlanFields, now: number): Promise<void> {
  await tx.run(
    `UPDATE inspection_plan SET title = :title, style = :style, authority_basis = :authorityBasis, content = :content,
       objects = :objects, scope = :scope, from_day = :fromDay, to_day = :toDay, approver = :approver,
       approved_day = :approvedDay, updated_at = :now, revision = revision + 1 WHERE id = :id`,
    { id, ...columnsOf(fields), now },
  );
  await setNamed(tx, id, fields.named);
}

export async function setPlanState(tx: Tx, id: number, state: PlanState, now: number): Promise<void> {
  await tx.run(`UPDATE inspection_plan SET state = :state, updated_at = :now, revision = revision + 1 WHERE id = :id`, {
    id,
    state,
    now,
  });
}

/** The newest lines of a history that are shown. */
const MOST = 300;

/** What became of a plan, its rounds and their draws, newest first. */
export function planHistory(reader: Reader, planId: number): Promise<PlanEvent[]> {
  const of = (object: string, refs: string): string =>
    `SELECT a.seq, a.at, a.actor_name, a.action, a.reason, a.after_json->>'state' AS state, r.id AS round_id, r.number FROM ${refs}
      CROSS JOIN audit a ON a.object = '${object}' AND a.ref = ${object === 'dual_random_draw' ? 'd.id' : 'r.id'}`;
  return reader.json<PlanEvent>(
    `SELECT json_group_array(json_object('id', seq, 'at', at, 'who', actor_name, 'action', action, 'reason', reason, 'state', state,
        'roundId', round_id, 'roundNumber', number)) FROM (
      SELECT a.seq, a.at, a.actor_name, a.action, a.reason, a.after_json->>'state' AS state, NULL AS round_id, NULL AS number FROM audit a
        WHERE a.object = 'inspection_plan' AND a.ref = :planId
      UNION ALL ${of('inspection_round', '(SELECT * FROM inspection_round WHERE plan_id = :planId) r')}
      UNION ALL ${of(
        'dual_random_draw',
        `(SELECT * FROM inspection_round WHERE plan_id = :planId) r CROSS JOIN dual_random_draw d ON d.round_id = r.id`,
      )}
      ORDER BY 1 DESC LIMIT ${MOST})`,
    { planId },
  );
}
