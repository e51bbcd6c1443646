import type { Tx } from '../../../db/database.js';
import { twinOf } from '../../../db/queries/hall-check.js';
import { dependentsOf } from '../../../db/queries/hall-model.js';
import { rowsHolding, storedRows } from '../../../db/queries/hall-read.js';
import { writeHall, type ChangeSet } from '../../../db/queries/hall-write.js';
import type { HallEntity } from '../../../domain/hall/entities.js';
import { type FieldValue, type StoredRow } from '../../../domain/hall/values.js';
import { checkCandidates, edit, requireRows } from './change.js';

/** Of these, two rows with the same key in the same place are the same thing and become one when their places do. */
const sameByKey: readonly HallEntity[] = ['zone', 'unit', 'post', 'target', 'contact'];

/**
 * Makes `from` part of `into`: what hung on it hangs on `into`, lists that named it name `into`, it stays, closed.
 * @throws AppError `validation.duplicate` when two things that cannot be the same would get one key
 */
export async function mergeRow(tx: Tx, entity: HallEntity, from: number, into: number, set: ChangeSet): Promise<void> {
  for (const { entity: other, field, column, join } of dependentsOf(entity)) {
    if (join === null) await repoint(tx, other, field, column, { from, into }, set);
    else await relist(tx, other, field, { from, into, table: join.table, own: join.own, column }, set);
  }
  if (entity === 'unit') await repointPeople(tx, from, into, set);
  const [row] = await requireRows(tx, entity, [from]);
  if (!row) return;
  const change = { id: from, before: row, after: { fields: row.fields, state: 'merged' as const, mergedIntoId: into } };
  await writeHall(tx, entity, [change], set);
}

async function repoint(
  tx: Tx,
  entity: HallEntity,
  field: string,
  column: string,
  { from, into }: { from: number; into: number },
  set: ChangeSet,
): Promise<void> {
  for (const row of await rowsHolding(tx, entity, column, from)) {
    // The successor itself hung on what becomes part of it: it takes its place.
    const value: FieldValue = row.id === into && entity === 'hall' ? await placeOf(tx, from) : into;
    const fields = { ...row.fields, [field]: value };
    if (row.state === 'active') {
      const twin = sameByKey.includes(entity) ? await twinIn(tx, entity, row, fields) : undefined;
      if (twin !== undefined) {
        await mergeRow(tx, entity, row.id, twin, set);
        continue;
      }
      // Half of a hall has moved, half has not: whether it fits together is asked at the end.
      await checkCandidates(tx, entity, [{ id: row.id, before: row, fields }], { families: false });
    }
    await writeHall(tx, entity, [edit(row, fields)], set);
  }
}

async function placeOf(tx: Tx, hallId: number): Promise<FieldValue> {
  const [hall] = await storedRows(tx, 'hall', [hallId]);
  return hall?.fields['parentId'] ?? null;
}

/** The row in the new place that this one is the same as. A zone, unit or target has its hall as its place. */
async function twinIn(
  tx: Tx,
  entity: HallEntity,
  row: StoredRow,
  fields: Readonly<Record<string, FieldValue>>,
): Promise<number | undefined> {
  const hallId = typeof fields['hallId'] === 'number' ? fields['hallId'] : row.hallId;
  return twinOf(tx, entity, row.id, fields, hallId);
}

async function relist(
  tx: Tx,
  entity: HallEntity,
  field: string,
  join: { from: number; into: number; table: string; own: string; column: string },
  set: ChangeSet,
): Promise<void> {
  const owners = await tx.json<number>(
    `SELECT json_group_array(j.${join.own}) FROM ${join.table} j WHERE j.${join.column} = :from`,
    { from: join.from },
  );
  const rows = await storedRows(tx, entity, owners);
  const changes = rows.map((row) => {
    const list = Array.isArray(row.fields[field]) ? (row.fields[field] as number[]) : [];
    const united = [...new Set(list.map((id) => (id === join.from ? join.into : id)))];
    return edit(row, { [field]: united });
  });
  await writeHall(tx, entity, changes, set);
}

/** Unit contacts of a merged unit speak for its successor. */
async function repointPeople(tx: Tx, from: number, into: number, set: ChangeSet): Promise<void> {
  const people = await tx.json<number>('SELECT json_group_array(id) FROM person WHERE unit_id = :from', { from });
  for (const id of people) {
    await tx.run('UPDATE person SET unit_id = :into, revision = revision + 1 WHERE id = :id', { into, id });
    await tx.audit({
      action: set.action,
      object: 'person',
      ref: id,
      actor: set.actor,
      reason: set.reason,
      before: { unitId: from },
      after: { unitId: into },
    });
    tx.changed('person', id);
  }
}
