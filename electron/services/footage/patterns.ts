import type { Database, Tx } from '../../../db/database.js';
import {
  deleteNamePattern,
  insertNamePattern,
  namePatternById,
  namePatterns,
  updateNamePattern,
} from '../../../db/queries/footage-patterns.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import { patternFault, readByPattern, readName } from '../../../domain/footage/name-pattern.js';
import type { NamePattern, NamePatternFields, ReadName } from '../../../domain/footage/recording.js';
import type { CallContext } from '../../ipc/context.js';
import { matchName } from './matcher.js';

const nothing: ReadName = { patternId: null, channel: null, startAt: null, endAt: null };

/** Patterns of file names: those that come with the console, and those of this house. */
export class NamePatterns {
  constructor(private readonly database: Database) {}

  list(): Promise<NamePattern[]> {
    return this.database.read('namePatterns.list', namePatterns);
  }

  /** What a name says, by these fields or by the first pattern that fits. */
  async read({ name, fields }: ParsedInput<'namePatterns.read'>): Promise<ReadName> {
    if (fields) return { ...nothing, ...readByPattern(name, fields, matchName) };
    return readName(name, await this.list(), matchName);
  }

  /** @throws AppError `validation.input` (field `pattern` or `example`), `conflict.revision`, `conflict.state` for a ready one */
  save(input: ParsedInput<'namePatterns.save'>, context: CallContext): Promise<NamePattern> {
    const { id, fields } = input;
    const fault = patternFault(fields, matchName);
    if (fault) {
      const issue = { path: `fields.${fault.path}`, rule: fault.rule };
      throw new AppError('validation.input', { command: context.command }, { fields: [issue] });
    }
    return this.database.write(context.command, async (tx) => {
      const before = id === null ? null : await this.#there(tx, id, input.revision);
      if (before?.ready && !onlySwitched(before, fields))
        throw new AppError('conflict.state', { entity: 'name_pattern', state: 'ready' });
      const { now } = context;
      const ref = before?.id ?? (await insertNamePattern(tx, fields, now));
      if (before) await updateNamePattern(tx, ref, before.revision, fields, now);
      return this.#finish(tx, ref, context, { before: before && fieldsOf(before), after: fields });
    });
  }

  /** @throws AppError `conflict.revision`, `conflict.state` for a ready one */
  remove(input: ParsedInput<'namePatterns.remove'>, context: CallContext): Promise<void> {
    return this.database.write(context.command, async (tx) => {
      const before = await this.#there(tx, input.id, input.revision);
      if (before.ready) throw new AppError('conflict.state', { entity: 'name_pattern', state: 'ready' });
      await deleteNamePattern(tx, input.id);
      const { actor, command: action } = context;
      await tx.audit({ action, object: 'name_pattern', ref: input.id, actor, before: fieldsOf(before), after: null });
      tx.changed('name_pattern', input.id);
    });
  }

  async #there(tx: Tx, id: number, revision: number | null): Promise<NamePattern> {
    const found = await namePatternById(tx, id);
    if (!found) throw new AppError('notFound.record', { entity: 'name_pattern', id });
    if (found.revision !== revision)
      throw new AppError('conflict.revision', {
        entity: 'name_pattern',
        id,
        theirs: found.revision,
        yours: revision ?? 0,
      });
    return found;
  }

  async #finish(
    tx: Tx,
    id: number,
    { actor, command: action }: CallContext,
    change: { before: unknown; after: unknown },
  ): Promise<NamePattern> {
    await tx.audit({ action, object: 'name_pattern', ref: id, actor, ...change });
    tx.changed('name_pattern', id);
    const found = await namePatternById(tx, id);
    if (!found) throw new Error(`name pattern ${id} is gone inside its own transaction`);
    return found;
  }
}

function fieldsOf({ title, pattern, zone, channelShift, example, enabled }: NamePattern): NamePatternFields {
  return { title, pattern, zone, channelShift, example, enabled };
}

/** A ready one can be switched on and off, and nothing else. */
const onlySwitched = (before: NamePattern, fields: NamePatternFields): boolean =>
  JSON.stringify(fieldsOf({ ...before, enabled: true })) ===
  JSON.stringify(fieldsOf({ ...before, ...fields, enabled: true }));
