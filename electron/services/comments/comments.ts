import type { Database, Reader, Tx } from '../../../db/database.js';
import {
  commentIdOf,
  commentNo,
  deleteComment,
  insertComment,
  lastVersion,
  signComment,
  storedComments,
  updateComment,
  type CommentViewer,
  type StoredComment,
} from '../../../db/queries/comments.js';
import { nextNumber } from '../../../db/queries/number-series.js';
import { yearOf } from '../../../domain/calendar/calendar.js';
import { commentTexts, quarterFault } from '../../../domain/comments/quarter.js';
import type { QuarterComment } from '../../../domain/comments/schema.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { badField, incomplete } from '../rectifications/refusals.js';
import { pointAt } from './points.js';
import { trackedPoints, waitingComments } from './tracker.js';

const overseeing = ['office', 'reviewer', 'leader'] as const;

/** Who is asking: somebody who is a unit contact alone sees what stands of the own unit. */
export function commentViewer({ actor, roles, unitId }: CallContext): CommentViewer {
  const asUnit = !overseeing.some((role) => roles.includes(role));
  return { personId: actor.personId, unitId: asUnit ? (unitId ?? 0) : null };
}

export const shownComment = (
  { leaderId, replaced, ...comment }: StoredComment,
  { actor }: Pick<CallContext, 'actor'>,
): QuarterComment => ({ ...comment, replaced: replaced === 1, own: leaderId === actor.personId });

/** @throws AppError `notFound.record`, also of another's draft */
export async function commentAt(reader: Reader, id: number, context: CallContext): Promise<StoredComment> {
  const [found] = await storedComments(reader, commentViewer(context), { id });
  if (!found) throw new AppError('notFound.record', { entity: 'quarter_comment', id });
  return found;
}

/** Comments of leaders on the units they keep contact with: written, signed, corrected by a further version. */
export class Comments {
  constructor(private readonly database: Database) {}

  tracker({ year }: ParsedInput<'comments.tracker'>, { command, actor, now }: CallContext) {
    const who = { personId: actor.personId, today: dayOf(now) };
    return this.database.read(command, (reader) => trackedPoints(reader, year, who), { snapshot: true });
  }

  waiting({ command, actor, now }: CallContext): Promise<CommandOutput<'comments.waiting'>> {
    const who = { personId: actor.personId, today: dayOf(now) };
    return this.database.read(command, (reader) => waitingComments(reader, who), { snapshot: true });
  }

  list({ contactPointId }: ParsedInput<'comments.list'>, context: CallContext): Promise<QuarterComment[]> {
    return this.database.read(context.command, async (reader) => {
      const comments = await storedComments(reader, commentViewer(context), {
        contactPointId: contactPointId ?? null,
      });
      return comments.map((one) => shownComment(one, context));
    });
  }

  /** Sent twice it is made once. @throws AppError `permission.scope`, `conflict.*`, `validation.input` for a wrong quarter */
  saveDraft(input: ParsedInput<'comments.saveDraft'>, context: CallContext): Promise<QuarterComment> {
    return this.database.write(
      context.command,
      async (tx) => {
        const { clientId, contactPointId, quarter, fields } = input;
        const { now } = context;
        const point = await pointAt(tx, contactPointId);
        if (point.leaderId !== context.actor.personId) throw foreign();
        let id = await commentIdOf(tx, clientId);
        if (id === undefined) {
          const other = await lastVersion(tx, contactPointId, quarter);
          if (other) throw taken(other.signed_at === null ? 'draft' : 'signed');
          const fault = quarterFault(point, quarter, dayOf(now));
          if (fault) throw badField(context, 'quarter', fault);
          const first = { version: 1, replacesId: null, reason: null };
          id = await insertComment(tx, { clientId, contactPointId, quarter, ...first, fields, now });
        } else {
          const stored = await ownDraft(tx, id, input.revision ?? 1, context);
          if (stored.contactPointId !== contactPointId || stored.quarter !== quarter) throw foreign();
          await updateComment(tx, id, fields, now);
        }
        tx.changed('quarter_comment', id);
        return shownComment(await commentAt(tx, id, context), context);
      },
      { unaudited: true },
    );
  }

  discard({ id, revision }: ParsedInput<'comments.discard'>, context: CallContext): Promise<void> {
    return this.database.write(context.command, async (tx) => {
      const { version, quarter, contactPointId } = await ownDraft(tx, id, revision, context);
      await deleteComment(tx, id);
      await audit(tx, id, context, { contactPointId, quarter, version }, null);
    });
  }

  /** @throws AppError `validation.incomplete` while a text is missing */
  sign({ id, revision }: ParsedInput<'comments.sign'>, context: CallContext): Promise<QuarterComment> {
    return this.database.write(context.command, async (tx) => {
      const draft = await ownDraft(tx, id, revision, context);
      const { contactPointId, quarter, version, fields } = draft;
      const missing = commentTexts.filter((name) => fields[name] === null);
      if (missing.length > 0) throw incomplete(missing.map((path) => ({ path, rule: 'required' })));
      const { now, actor } = context;
      const today = dayOf(now);
      const fault = version === 1 ? quarterFault(await pointAt(tx, contactPointId), quarter, today) : null;
      if (fault) throw badField(context, 'quarter', fault);
      const no =
        (await commentNo(tx, contactPointId, quarter)) ?? (await nextNumber(tx, 'quarter_comment', yearOf(today))).no;
      await signComment(tx, { id, no, now, personId: actor.personId });
      await audit(tx, id, context, null, { no, contactPointId, quarter, version, ...fields });
      return shownComment(await commentAt(tx, id, context), context);
    });
  }

  /** The same client id again answers the same version. @throws AppError `permission.scope`, `conflict.state` */
  correct({ id, clientId, reason }: ParsedInput<'comments.correct'>, context: CallContext): Promise<QuarterComment> {
    return this.database.write(context.command, async (tx) => {
      const earlier = await commentIdOf(tx, clientId);
      const known = earlier === undefined ? null : await commentAt(tx, earlier, context);
      if (known) return shownComment(known, context);
      const old = await commentAt(tx, id, context);
      if (old.leaderId !== context.actor.personId) throw foreign();
      const { contactPointId, quarter, version, fields } = old;
      const last = await lastVersion(tx, contactPointId, quarter);
      if (old.signedAt === null || last?.id !== id) throw taken(last?.signed_at === null ? 'draft' : 'signed');
      const next = { version: version + 1, replacesId: id, reason, fields, now: context.now };
      const made = await insertComment(tx, { clientId, contactPointId, quarter, ...next });
      await audit(tx, made, context, { version }, { contactPointId, quarter, version: version + 1, reason });
      return shownComment(await commentAt(tx, made, context), context);
    });
  }
}

const foreign = (): AppError => new AppError('permission.scope', { entity: 'quarter_comment' });
const taken = (state: 'draft' | 'signed'): AppError =>
  new AppError('conflict.state', { entity: 'quarter_comment', state });

async function ownDraft(tx: Tx, id: number, yours: number, context: CallContext): Promise<StoredComment> {
  const comment = await commentAt(tx, id, context);
  if (comment.leaderId !== context.actor.personId) throw foreign();
  if (comment.signedAt !== null) throw taken('signed');
  const { revision: theirs } = comment;
  if (theirs !== yours) throw new AppError('conflict.revision', { entity: 'quarter_comment', id, theirs, yours });
  return comment;
}

async function audit(
  tx: Tx,
  id: number,
  { command, actor }: CallContext,
  before: object | null,
  after: object | null,
): Promise<void> {
  await tx.audit({ action: command, object: 'quarter_comment', ref: id, actor, before, after });
  tx.changed('quarter_comment', id);
}
