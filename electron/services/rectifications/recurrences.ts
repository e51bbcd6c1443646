import type { Database } from '../../../db/database.js';
import { insertRecurrenceDecision, likelyRecurrences } from '../../../db/queries/recurrences.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { Recurrence } from '../../../domain/rectification/recurrence.js';
import type { CallContext } from '../../ipc/context.js';
import { reopenMatter } from './reopening.js';
import type { RuleBook } from './rules.js';

/** 反弹: findings that look like a matter that was struck off, and what is made of them. */
export class Recurrences {
  constructor(
    private readonly database: Database,
    private readonly rules: RuleBook,
  ) {}

  list(context: CallContext): Promise<Recurrence[]> {
    return this.database.read(context.command, (reader) => likelyRecurrences(reader, null));
  }

  /**
   * @throws AppError `conflict.state` where the likeness is no longer there to be decided on, `rectification.findingTaken` for
   *   reopening while a draft of the finding stands, and as `act`
   */
  decide(input: ParsedInput<'recurrences.decide'>, context: CallContext): Promise<Recurrence[]> {
    const { findingId, earlierId, decision } = input;
    return this.database.write(context.command, async (tx) => {
      const [likely] = await likelyRecurrences(tx, findingId);
      if (likely?.earlier.id !== earlierId)
        throw new AppError('conflict.state', { entity: 'finding', state: 'decided' });
      const reason = input.decision === 'marked' ? null : input.reason;
      if (input.decision === 'reopened') {
        if (likely.draftId !== null) throw new AppError('rectification.findingTaken', { no: likely.findingNo });
        const step = { id: earlierId, revision: input.earlierRevision, note: input.reason };
        await reopenMatter(tx, context, await this.rules.of(tx), step, { findingNo: likely.findingNo });
      }
      const { now, actor } = context;
      const row = { findingId, earlierId, decision, reason };
      const ref = await insertRecurrenceDecision(tx, { ...row, now, personId: actor.personId });
      const after = { ...row, ground: likely.ground };
      await tx.audit({ action: context.command, object: 'recurrence_decision', ref, actor, reason, after });
      tx.changed('finding', findingId);
      tx.changed('rectification', earlierId);
      return likelyRecurrences(tx, null);
    });
  }
}
