import type { Database, Tx } from '../../../db/database.js';
import {
  contactPoints,
  insertPoint,
  isLeader,
  movePoint,
  overlappingPoint,
  pointChoices,
  signedQuarters,
  unitIsActive,
  type StoredPoint,
} from '../../../db/queries/comments.js';
import { quarterPeriod } from '../../../domain/comments/quarter.js';
import type { ContactPoint } from '../../../domain/comments/schema.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { CallContext } from '../../ipc/context.js';
import { badField } from '../rectifications/refusals.js';
import { shownPoint } from './tracker.js';

/** Which leader keeps contact with which unit; the office says so. */
export class ContactPoints {
  constructor(private readonly database: Database) {}

  choices({ command }: CallContext): Promise<CommandOutput<'contactPoints.choices'>> {
    return this.database.read(command, pointChoices);
  }

  /** The same client id again answers the same one. @throws AppError `validation.input` at what cannot be */
  create(input: ParsedInput<'contactPoints.create'>, context: CallContext): Promise<ContactPoint> {
    return this.database.write(context.command, async (tx) => {
      const [earlier] = await contactPoints(tx, { clientId: input.clientId });
      if (earlier) return shownPoint(earlier);
      if (!(await isLeader(tx, input.leaderId))) throw badField(context, 'leaderId', 'unknown');
      const active = await unitIsActive(tx, input.unitId);
      if (active !== true) throw badField(context, 'unitId', active === null ? 'unknown' : 'notActive');
      await requireSpan(tx, { id: 0, ...input }, context);
      const id = await insertPoint(tx, { ...input, now: context.now });
      return loggedPoint(tx, id, null, context);
    });
  }

  /** @throws AppError `conflict.revision`, `validation.input` where a signed quarter would be left out */
  change({ id, revision, ...span }: ParsedInput<'contactPoints.change'>, context: CallContext): Promise<ContactPoint> {
    return this.database.write(context.command, async (tx) => {
      const before = await pointAt(tx, id);
      if (before.revision !== revision)
        throw new AppError('conflict.revision', {
          ...{ entity: 'contact_point', id, theirs: before.revision, yours: revision },
        });
      await requireSpan(tx, { id, unitId: before.unitId, ...span }, context);
      const signed = await signedQuarters(tx, id);
      if (signed && span.fromDay > quarterPeriod(signed.first).toDay)
        throw badField(context, 'fromDay', 'signedQuarter');
      if (signed && span.toDay !== null && span.toDay < quarterPeriod(signed.last).fromDay)
        throw badField(context, 'toDay', 'signedQuarter');
      await movePoint(tx, { id, ...span, now: context.now });
      return loggedPoint(tx, id, before, context);
    });
  }
}

/** @throws AppError `notFound.record` */
export async function pointAt(tx: Tx, id: number): Promise<StoredPoint> {
  const [found] = await contactPoints(tx, { id });
  if (!found) throw new AppError('notFound.record', { entity: 'contact_point', id });
  return found;
}

async function requireSpan(
  tx: Tx,
  span: { id: number; unitId: number; fromDay: number; toDay: number | null },
  context: CallContext,
): Promise<void> {
  const { id, unitId, fromDay, toDay } = span;
  if (toDay !== null && toDay < fromDay) throw badField(context, 'toDay', 'periodOrder');
  if ((await overlappingPoint(tx, { id, unitId, fromDay, toDay })) !== undefined)
    throw badField(context, id === 0 ? 'unitId' : 'fromDay', 'unitTaken');
}

/** Writes down what became of a pair. @param before null where it is new */
export async function loggedPoint(
  tx: Tx,
  id: number,
  before: StoredPoint | null,
  context: CallContext,
): Promise<ContactPoint> {
  const point = shownPoint(await pointAt(tx, id));
  const { command, actor } = context;
  const spanOf = ({ leaderId, unitId, fromDay, toDay }: ContactPoint) => ({ leaderId, unitId, fromDay, toDay });
  await tx.audit({
    ...{ action: command, object: 'contact_point' as const, ref: id, actor },
    before: before && spanOf(before),
    after: spanOf(point),
  });
  tx.changed('contact_point', id);
  return point;
}
