import type { Database, Tx } from '../../../db/database.js';
import type { StoredComment } from '../../../db/queries/comments.js';
import { insertOfficeFinding } from '../../../db/queries/finding-write.js';
import { unitIsActive } from '../../../db/queries/comments.js';
import { indexDocs } from '../../../db/search.js';
import type { QuarterComment } from '../../../domain/comments/schema.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import { findingFaults } from '../../../domain/finding.js';
import { findingNo } from '../../../domain/numbers.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { isBeforeHall, windowPlace } from '../leads/records.js';
import { badField } from '../rectifications/refusals.js';
import { commentAt, shownComment } from './comments.js';

/** Makes findings of problems a signed comment names, confirmed at once by the office. */
export class CommentProblems {
  constructor(private readonly database: Database) {}

  /** Sent twice it is made once. @throws AppError `permission.samePerson`, `conflict.state`, `validation.input` */
  find({ id, finding }: ParsedInput<'comments.find'>, context: CallContext): Promise<QuarterComment> {
    return this.database.write(context.command, async (tx) => {
      const comment = await commentAt(tx, id, context);
      const { actor, now } = context;
      if (comment.leaderId === actor.personId) throw new AppError('permission.samePerson');
      const made = await tx.value<number | null>(`SELECT comment_id FROM finding WHERE client_id = :clientId`, {
        clientId: finding.clientId,
      });
      if (made === id) return shownComment(comment, context);
      if (made !== undefined) throw badField(context, 'finding.clientId', 'duplicate');
      if (comment.signedAt === null || comment.no === null)
        throw new AppError('conflict.state', { entity: 'quarter_comment', state: 'draft' });
      // What a correction no longer says is no problem any more.
      if (comment.replaced === 1)
        throw new AppError('conflict.state', { entity: 'quarter_comment', state: 'replaced' });
      const place = await checked(tx, comment, finding, context);
      const position = comment.findings.length + 1;
      const no = findingNo(comment.no, position);
      const day = dayOf(finding.at ?? comment.signedAt);
      const origin = { leadId: null, commentId: id, position };
      const fields = { ...finding, unitId: place.unitId };
      const row = { no, ...origin, hallId: place.hallId, day, fields, decidedBy: actor.personId, now };
      const findingId = await insertOfficeFinding(tx, row);
      await tx.audit({
        ...{ action: context.command, object: 'finding' as const, ref: findingId, actor, before: null },
        after: { no, commentId: id, ...fields },
      });
      tx.changed('finding', findingId);
      tx.changed('quarter_comment', id);
      const words = [no, fields.title, fields.description, fields.basisClause, comment.unitLabel];
      const text = words.filter((word) => word !== null).join(' ');
      await indexDocs(tx, [{ kind: 'finding', ref: findingId, unitId: fields.unitId, day, text }]);
      return shownComment(await commentAt(tx, id, context), context);
    });
  }
}

type Finding = ParsedInput<'comments.find'>['finding'];

/** A finding is of the unit the comment is about, at a window of its hall, and not of times to come or before the hall. */
async function checked(
  tx: Tx,
  { unitId, hallId }: StoredComment,
  finding: Finding,
  context: CallContext,
): Promise<{ hallId: number; unitId: number }> {
  const [fault] = findingFaults({ ...finding, checklist: null, itemCode: null });
  if (fault) throw badField(context, `finding.${fault.path}`, fault.rule);
  if (finding.at !== null && finding.at > context.now) throw badField(context, 'finding.at', 'future');
  if (finding.at !== null && (await isBeforeHall(tx, hallId, dayOf(finding.at))))
    throw badField(context, 'finding.at', 'beforeHall');
  if (finding.unitId !== null && finding.unitId !== unitId) throw badField(context, 'finding.unitId', 'otherUnit');
  if ((await unitIsActive(tx, unitId)) !== true) throw badField(context, 'finding.unitId', 'notActive');
  if (finding.windowId !== null) {
    const place = await windowPlace(tx, finding.windowId);
    if (!place || place.unitId !== unitId) throw badField(context, 'finding.windowId', 'otherUnit');
    if (!place.active) throw badField(context, 'finding.windowId', 'notActive');
  }
  return { hallId, unitId };
}
