import type { Database } from '../../../db/database.js';
import {
  decideException,
  exceptionById,
  exceptions,
  insertException,
  standingException,
  type ExceptionRecord,
} from '../../../db/queries/custody-release.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import { releaseDeciders, type ReleaseException } from '../../../domain/footage/custody.js';
import type { CallContext } from '../../ipc/context.js';
import { seenDerived } from '../clips/seen-derived.js';

const decides = ({ roles }: CallContext): boolean => releaseDeciders.some((role) => roles.includes(role));

function shown({ askedById, ...row }: ExceptionRecord, context: CallContext): ReleaseException {
  const decide = row.state === 'asked' && decides(context) && askedById !== context.actor.personId;
  return { ...row, may: { decide } };
}

/** Requests to let one piece of evidence leave as it is, and what was decided by somebody else. */
export class ReleaseExceptions {
  constructor(private readonly database: Database) {}

  list(context: CallContext): Promise<ReleaseException[]> {
    return this.database.read(context.command, async (reader) => {
      const all = await exceptions(reader, decides(context) ? null : context.actor.personId);
      return all.map((row) => shown(row, context));
    });
  }

  /** A request that waits or was approved is answered as it is. @throws AppError `notFound.record`, `conflict.state` */
  ask({ derivedId, reason }: ParsedInput<'exceptions.ask'>, context: CallContext): Promise<ReleaseException> {
    return this.database.write(context.command, async (tx) => {
      const { redacted } = await seenDerived(tx, derivedId, context);
      if (redacted) throw new AppError('conflict.state', { entity: 'derivation', state: 'redacted' });
      const standing = await standingException(tx, derivedId);
      if (standing) return shown(standing, context);
      const { actor, now, command: action } = context;
      const id = await insertException(tx, { derivedId, reason, personId: actor.personId, now });
      await tx.audit({ action, object: 'release_exception', ref: id, actor, reason, after: { derivedId } });
      tx.changed('release_exception', id);
      return shown(await this.#found(tx, id), context);
    });
  }

  /** @throws AppError `notFound.record`, `permission.samePerson`, `conflict.state` for one that was decided */
  decide({ id, approve, note }: ParsedInput<'exceptions.decide'>, context: CallContext): Promise<ReleaseException> {
    return this.database.write(context.command, async (tx) => {
      const { state, askedById, derivedId } = await this.#found(tx, id);
      const { actor, now, command: action } = context;
      if (askedById === actor.personId) throw new AppError('permission.samePerson');
      if (state !== 'asked') throw new AppError('conflict.state', { entity: 'release_exception', state });
      const decided = approve ? 'approved' : 'refused';
      await decideException(tx, { id, state: decided, note, personId: actor.personId, now });
      await tx.audit({
        action,
        object: 'release_exception',
        ref: id,
        actor,
        reason: note,
        before: { state },
        after: { state: decided, derivedId },
      });
      tx.changed('release_exception', id);
      tx.changed('derivation', derivedId);
      return shown(await this.#found(tx, id), context);
    });
  }

  async #found(reader: Parameters<typeof exceptionById>[0], id: number): Promise<ExceptionRecord> {
    const found = await exceptionById(reader, id);
    if (!found) throw new AppError('notFound.record', { entity: 'release_exception', id });
    return found;
  }
}
