import type { HallEntity } from '../../domain/hall/entities.js';
import { labelParts } from '../../domain/hall/labels.js';
import { hallSchema } from '../../domain/hall/schema.js';
import { hiddenFields } from '../../domain/hall/scope.js';
import { dayOf } from '../../domain/time.js';
import { changedFields, hallSource, pickFields, type FieldValues, type StoredRow } from '../../domain/hall/values.js';
import type { AuditEntry, Tx } from '../database.js';
import { indexDocs, removeDocs } from '../search.js';
import { dependentsOf, hallModels, labelSql, TEXT_KINDS, type HallModel } from './hall-model.js';

/** What a row becomes. `before` is null for a new one. */
export interface HallChange {
  id: number;
  before: StoredRow | null;
  after: Pick<StoredRow, 'fields' | 'state' | 'mergedIntoId'>;
  clientId?: string | null;
}

/** What all changes of one command share. */
export interface ChangeSet {
  action: string;
  actor: AuditEntry['actor'];
  reason: string | null;
  /** UTC milliseconds. */
  now: number;
  /** Called between batches; throws to stop and undo everything. @param done rows written so far */
  step?: ((done: number) => Promise<void>) | undefined;
}

/** Rows in one statement. */
const BATCH = 1000;
/** Documents made for the search index at a time: making them holds up everything else, some 30 µs each. */
const INDEXED = 100;

/** The next free id. Rows are never deleted, so an id is never used twice. */
export async function nextHallId(tx: Tx, entity: HallEntity): Promise<number> {
  return ((await tx.value<number>(`SELECT max(id) FROM ${hallModels[entity].table}`)) ?? 0) + 1;
}

const cell = (index: number): string => `j.value->>${index}`;

/** SQL of the hall that a row given as cells belongs to, for entities that take it from a reference. */
function hallCell(model: HallModel, first: number): string {
  const source = hallSource[model.entity] ?? '';
  const index = model.columns.findIndex(({ spec }) => spec.name === source);
  const to = model.columns[index]?.spec.to ?? '';
  return `(SELECT p.hall_id FROM "${to}" p WHERE p.id = ${cell(first + index)})`;
}

function cellsOf(model: HallModel, { id, after, clientId }: HallChange): unknown[] {
  const columns = model.columns.map(({ spec }) => after.fields[spec.name] ?? null);
  return [id, after.state, after.mergedIntoId, clientId ?? null, ...columns];
}
const FIRST_COLUMN = 4;

function insertSql(model: HallModel): string {
  const names = model.columns.map(({ column }) => column);
  const cells = names.map((_, index) => cell(FIRST_COLUMN + index));
  return `INSERT INTO ${model.table}(id, state, merged_into_id, client_id, ${names.join(', ')},
      ${model.derivedHall ? 'hall_id, ' : ''}created_at, updated_at)
    SELECT ${cell(0)}, ${cell(1)}, ${cell(2)}, ${cell(3)}, ${cells.join(', ')},
      ${model.derivedHall ? `${hallCell(model, FIRST_COLUMN)}, ` : ''}:now, :now FROM jsonb_each(:rows) j`;
}

function updateSql(model: HallModel): string {
  const sets = model.columns.map(({ column }, index) => `${column} = ${cell(FIRST_COLUMN + index)}`);
  if (model.derivedHall) sets.push(`hall_id = ${hallCell(model, FIRST_COLUMN)}`);
  return `UPDATE ${model.table} SET ${sets.join(', ')}, state = ${cell(1)}, merged_into_id = ${cell(2)},
      updated_at = :now, revision = ${model.table}.revision + 1
    FROM jsonb_each(:rows) j WHERE ${model.table}.id = ${cell(0)}`;
}

/**
 * Writes rows of one entity with everything that goes with it: lists of references, name history, one audit row
 * each, the search index, the notice to the screens. What may be written is for the caller to have checked.
 */
export async function writeHall(
  tx: Tx,
  entity: HallEntity,
  changes: readonly HallChange[],
  set: ChangeSet,
): Promise<void> {
  const model = hallModels[entity];
  const sql = { insert: insertSql(model), update: updateSql(model) };
  for (let start = 0; start < changes.length; start += BATCH) {
    const batch = changes.slice(start, start + BATCH);
    const added = batch.filter(({ before }) => before === null);
    const edited = batch.filter(({ before }) => before !== null);
    for (const [statement, part] of [
      [sql.insert, added],
      [sql.update, edited],
    ] as const) {
      if (part.length === 0) continue;
      await tx.run(statement, { rows: JSON.stringify(part.map((change) => cellsOf(model, change))), now: set.now });
    }
    await writeLists(tx, model, batch);
    await writeSpans(tx, entity, edited, set.now);
    for (const change of batch) {
      await tx.audit(auditOf(entity, change, set));
      tx.changed(entity, change.id);
    }
    await indexRows(tx, entity, batch, set.now);
    await touchDependents(tx, entity, edited, set.now);
    await set.step?.(start + batch.length);
  }
}

async function writeLists(tx: Tx, model: HallModel, batch: readonly HallChange[]): Promise<void> {
  for (const { spec, table, own, other } of model.joins) {
    const changed = batch.filter(({ before, after }) => {
      const list = after.fields[spec.name];
      return before === null
        ? Array.isArray(list) && list.length > 0
        : changedFields(model.entity, before.fields, after.fields).includes(spec.name);
    });
    if (changed.length === 0) continue;
    await tx.run(`DELETE FROM ${table} WHERE ${own} IN (SELECT value FROM json_each(:ids))`, {
      ids: JSON.stringify(changed.map(({ id }) => id)),
    });
    const pairs = changed.flatMap(({ id, after }) => {
      const list = after.fields[spec.name];
      return Array.isArray(list) ? [...new Set(list)].map((ref: number) => [id, ref]) : [];
    });
    await tx.run(`INSERT INTO ${table}(${own}, ${other}) SELECT ${cell(0)}, ${cell(1)} FROM jsonb_each(:pairs) j`, {
      pairs: JSON.stringify(pairs),
    });
  }
}

const namedChanged = (entity: HallEntity, { before, after }: HallChange): boolean => {
  if (before === null) return false;
  const changed = changedFields(entity, before.fields, after.fields);
  return hallSchema[entity].named.some((name) => changed.includes(name));
};

/** Keeps how rows were called until now. Two changes within a millisecond, or a clock put back, lose no name. */
async function writeSpans(tx: Tx, entity: HallEntity, edited: readonly HallChange[], now: number): Promise<void> {
  const { named } = hallSchema[entity];
  const rows = edited
    .filter((change) => namedChanged(entity, change))
    .map(({ id, before }) => [id, JSON.stringify(pickFields(before?.fields ?? {}, named))]);
  if (rows.length === 0) return;
  await tx.run(
    `INSERT INTO hall_span(entity, ref, until_at, was)
      SELECT :entity, ${cell(0)}, max(:now, coalesce((SELECT max(s.until_at) + 1 FROM hall_span s
        WHERE s.entity = :entity AND s.ref = ${cell(0)}), 0)), ${cell(1)} FROM jsonb_each(:rows) j`,
    { entity, now, rows: JSON.stringify(rows) },
  );
}

/** One row of the log: of an edit the changed fields alone. */
function auditOf(entity: HallEntity, { id, before, after }: HallChange, set: ChangeSet): AuditEntry {
  const common = { action: set.action, object: entity, ref: id, actor: set.actor, reason: set.reason };
  if (before === null) return { ...common, after: after.fields };
  const names = changedFields(entity, before.fields, after.fields);
  const was: Record<string, unknown> = pickFields(before.fields, names);
  const is: Record<string, unknown> = pickFields(after.fields, names);
  if (before.state !== after.state) [was['state'], is['state']] = [before.state, after.state];
  if (before.mergedIntoId !== after.mergedIntoId) {
    [was['mergedIntoId'], is['mergedIntoId']] = [before.mergedIntoId, after.mergedIntoId];
  }
  return { ...common, before: was, after: is };
}

/** SQL of the unit a row belongs to: searches of a unit contact are limited by it. */
const unitSql: Partial<Record<HallEntity, string>> = {
  unit: 'r.id',
  window: 'r.unit_id',
  post: '(SELECT w.unit_id FROM "window" w WHERE w.id = r.window_id)',
  staff: 'r.unit_id',
  service_item: 'r.unit_id',
  contact: 'r.unit_id',
};

/** SQL of what a row is found by. A field that some who may find the row may not see stays out. */
function searchTextSql(entity: HallEntity): string {
  const hidden = hiddenFields({ all: false, unitId: null, supervisor: true }, entity);
  const cells = hallModels[entity].columns
    .filter(({ spec }) => TEXT_KINDS.includes(spec.kind) && !hidden.includes(spec.name))
    .map(({ column }) => `coalesce(' ' || r.${column}, '')`);
  return [labelSql(entity, 'r'), ...cells].join(' || ');
}

/** Puts the text of rows that are in use into the search index and takes the others out. */
async function indexRows(
  tx: Tx,
  entity: HallEntity,
  rows: readonly { id: number; after?: { state: string } }[],
  now: number,
): Promise<void> {
  const gone = rows.filter(({ after }) => after !== undefined && after.state !== 'active');
  await removeDocs(
    tx,
    gone.map(({ id }) => ({ kind: entity, ref: id })),
  );
  const found = await tx.json<[number, string, number | null]>(
    `SELECT json_group_array(json_array(r.id, ${searchTextSql(entity)}, ${unitSql[entity] ?? 'NULL'}))
      FROM json_each(:ids) j CROSS JOIN ${hallModels[entity].table} r ON r.id = j.value WHERE r.state = 'active'`,
    { ids: JSON.stringify(rows.map(({ id }) => id)) },
  );
  const day = dayOf(now);
  const docs = found.map(([ref, text, unitId]) => {
    return { kind: entity, ref, unitId, day, text: [...new Set(text.split(' '))].join(' ') };
  });
  for (let start = 0; start < docs.length; start += INDEXED) await indexDocs(tx, docs.slice(start, start + INDEXED));
}

/** Rows that show the name or place of changed ones are not what they were either; where it is in their label, they are found by it. */
async function touchDependents(tx: Tx, entity: HallEntity, edited: readonly HallChange[], now: number): Promise<void> {
  const changed = edited.filter(
    (change) => namedChanged(entity, change) || change.before?.fields['shortName'] !== change.after.fields['shortName'],
  );
  if (changed.length > 0)
    await touch(
      tx,
      entity,
      changed.map(({ id }) => id),
      now,
    );
}

async function touch(tx: Tx, entity: HallEntity, ids: readonly number[], now: number): Promise<void> {
  for (const { entity: other, field, column, join } of dependentsOf(entity)) {
    const held = await tx.json<number>(
      join === null
        ? `SELECT json_group_array(r.id) FROM ${hallModels[other].table} r
            WHERE r.${column} IN (SELECT value FROM json_each(:ids)) AND r.state = 'active'`
        : `SELECT json_group_array(DISTINCT j.${join.own}) FROM ${join.table} j
            WHERE j.${column} IN (SELECT value FROM json_each(:ids))`,
      { ids: JSON.stringify(ids) },
    );
    for (const id of held) tx.changed(other, id);
    if (held.length === 0) continue;
    const inLabel = labelParts[other].flat().some(({ via }) => via === field);
    if (inLabel)
      await indexRows(
        tx,
        other,
        held.map((id) => ({ id })),
        now,
      );
    // What hangs on a moved row moves to its hall with it.
    if (hallSource[other] === field && hallModels[other].derivedHall) await touch(tx, other, held, now);
  }
}

/** Fields of a row with some of them replaced. */
export const withFields = (
  row: StoredRow,
  fields: FieldValues,
): Pick<StoredRow, 'fields' | 'state' | 'mergedIntoId'> => ({
  fields: { ...row.fields, ...fields },
  state: row.state,
  mergedIntoId: row.mergedIntoId,
});
