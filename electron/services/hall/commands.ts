import type { AuditEntry, Database, Tx } from '../../../db/database.js';
import { constraintOf } from '../../../db/errors.js';
import { inUse } from '../../../db/queries/hall-check.js';
import { hallRows, idOfClient } from '../../../db/queries/hall-read.js';
import { nextHallId, writeHall, type HallChange } from '../../../db/queries/hall-write.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { HallEntity, HallRow } from '../../../domain/hall/entities.js';
import { hallSchema } from '../../../domain/hall/schema.js';
import { seesAll } from '../../../domain/hall/scope.js';
import { changedFields, fieldSpec, type FieldValues } from '../../../domain/hall/values.js';
import type { CallContext } from '../../ipc/context.js';
import { followContacts } from '../comments/merging.js';
import { followMerges } from '../rectifications/transfer.js';
import { changeSet, checkCandidates, checkFamilies, edit, refuseInput, requireRows, requireState } from './change.js';
import { mergeRow } from './merge.js';

/** Changes of the hall, each one transaction: all or nothing. One implementation for all entities. */
export class HallCommands {
  constructor(private readonly database: Database) {}

  /** The same clientId again answers with the row made the first time. */
  create(input: ParsedInput<'hall.create'>, context: CallContext): Promise<HallRow> {
    const { entity, fields } = input.draft;
    return this.#write(context, entity, async (tx) => {
      const earlier = await idOfClient(tx, entity, input.clientId);
      if (earlier !== undefined) return this.#row(tx, entity, earlier);
      const id = await nextHallId(tx, entity);
      await checkCandidates(tx, entity, [{ id, before: null, fields }]);
      await writeHall(tx, entity, [added(id, fields, input.clientId)], changeSet(context));
      return this.#row(tx, entity, id);
    });
  }

  /** @throws AppError `conflict.revision` when the row changed since it was opened */
  update(input: ParsedInput<'hall.update'>, context: CallContext): Promise<HallRow> {
    const { entity, fields } = input.draft;
    const { id, revision } = input;
    return this.#write(context, entity, async (tx) => {
      const [row] = await requireRows(tx, entity, [id]);
      if (!row) throw new AppError('notFound.record', { entity, id });
      requireState(entity, [row], 'active');
      if (row.revision !== revision) {
        throw new AppError('conflict.revision', { entity, id, theirs: row.revision, yours: revision });
      }
      if (changedFields(entity, row.fields, fields).length > 0) {
        const halls = await checkCandidates(tx, entity, [{ id, before: row, fields }]);
        await writeHall(tx, entity, [edit(row, fields)], changeSet(context, input.reason));
        if (halls.get(id) !== row.hallId || row.fields['parentId'] !== (fields as FieldValues)['parentId']) {
          await checkFamilies(tx);
        }
      }
      return this.#row(tx, entity, id);
    });
  }

  /** @throws AppError `validation.input` when `field` is not a place of this entity */
  move(input: ParsedInput<'hall.move'>, context: CallContext): Promise<{ moved: number }> {
    const { entity, field, toId } = input;
    if (!hallSchema[entity].parents.includes(field) || !fieldSpec(entity, field)) {
      throw refuseInput(context.command, 'field', 'notApplicable');
    }
    return this.#write(context, entity, async (tx) => {
      const rows = await requireRows(tx, entity, unique(input.ids));
      requireState(entity, rows, 'active');
      const moving = rows.filter((row) => row.fields[field] !== toId);
      if (moving.length === 0) return { moved: 0 };
      const candidates = moving.map((row) => ({ id: row.id, before: row, fields: { ...row.fields, [field]: toId } }));
      await checkCandidates(tx, entity, candidates);
      const changes = moving.map((row) => edit(row, { [field]: toId }));
      await writeHall(tx, entity, changes, changeSet(context, input.reason));
      await checkFamilies(tx);
      return { moved: moving.length };
    });
  }

  merge(input: ParsedInput<'hall.merge'>, context: CallContext): Promise<HallRow> {
    const { entity, intoId, reason } = input;
    return this.#write(context, entity, async (tx) => {
      const ids = unique(input.ids);
      const into = await requireRows(tx, entity, [intoId]);
      requireState(entity, into, 'active');
      requireState(entity, await requireRows(tx, entity, ids), 'active');
      if (ids.includes(intoId)) throw refuseInput(context.command, 'intoId', 'mergedIntoItself');
      const set = changeSet(context, reason);
      for (const id of ids) await mergeRow(tx, entity, id, intoId, set);
      await followMerges(tx, context, reason);
      await followContacts(tx, context);
      const { action, actor } = set;
      await tx.audit({ action, object: entity, ref: intoId, actor, reason, after: { mergedFrom: ids } });
      tx.changed(entity, intoId);
      await checkFamilies(tx);
      return this.#row(tx, entity, intoId);
    });
  }

  /** @throws AppError `conflict.inUse` while something in use hangs on one of them */
  retire(input: ParsedInput<'hall.retire'>, context: CallContext): Promise<{ retired: number }> {
    const { entity, reason } = input;
    return this.#write(context, entity, async (tx) => {
      const rows = await requireRows(tx, entity, unique(input.ids));
      requireState(entity, rows, 'active');
      const used = await inUse(tx, entity, input.ids);
      if (used) throw new AppError('conflict.inUse', { entity, count: used.count, by: used.by });
      const changes = rows.map((row): HallChange => {
        return { id: row.id, before: row, after: { fields: row.fields, state: 'retired', mergedIntoId: null } };
      });
      await writeHall(tx, entity, changes, changeSet(context, reason));
      return { retired: rows.length };
    });
  }

  /** What it refers to must be in use and its key still free. */
  restore(input: ParsedInput<'hall.restore'>, context: CallContext): Promise<{ restored: number }> {
    const { entity } = input;
    return this.#write(context, entity, async (tx) => {
      const rows = await requireRows(tx, entity, unique(input.ids));
      requireState(entity, rows, 'retired');
      const candidates = rows.map((row) => ({ id: row.id, before: row, fields: row.fields, restored: true }));
      await checkCandidates(tx, entity, candidates);
      const changes = rows.map((row): HallChange => {
        return { id: row.id, before: row, after: { fields: row.fields, state: 'active', mergedIntoId: null } };
      });
      await writeHall(tx, entity, changes, changeSet(context));
      return { restored: rows.length };
    });
  }

  async createFirst(
    tx: Tx,
    actor: AuditEntry['actor'],
    first: { clientId: string; name: string },
    now: number,
  ): Promise<void> {
    const id = await nextHallId(tx, 'hall');
    const fields = Object.fromEntries(hallSchema.hall.fields.map(({ name }) => [name, null]));
    const change = added(id, { ...fields, name: first.name }, first.clientId);
    await writeHall(tx, 'hall', [change], changeSet({ command: 'hall.create', actor, now }));
  }

  async #row(tx: Tx, entity: HallEntity, id: number): Promise<HallRow> {
    const [row] = await hallRows(tx, entity, [id], seesAll);
    if (!row) throw new Error(`${entity} ${id} is gone inside its own transaction`);
    return row;
  }

  async #write<T>(context: CallContext, entity: HallEntity, work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await this.database.write(context.command, work);
    } catch (error) {
      throw asDuplicate(error, entity);
    }
  }
}

const unique = (ids: readonly number[]): number[] => [...new Set(ids)];

const added = (id: number, fields: FieldValues, clientId: string): HallChange => ({
  id,
  before: null,
  after: { fields, state: 'active', mergedIntoId: null },
  clientId,
});

/**
 * Rows that moved along with others (windows with their zone) are not checked one by one: where their key is taken,
 * the unique index says so.
 */
export function asDuplicate(error: unknown, entity: HallEntity): unknown {
  const constraint = constraintOf(error);
  if (constraint?.kind !== 'unique') return error;
  const table = (constraint.table ?? entity) as HallEntity;
  const field = hallSchema[Object.hasOwn(hallSchema, table) ? table : entity].key.at(-1) ?? 'name';
  return new AppError('validation.duplicate', { field, value: '', entity: table }, { cause: error });
}
