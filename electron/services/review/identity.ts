import type { Database } from '../../../db/database.js';
import { identityOf } from '../../../db/queries/visit-identity.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { CallContext } from '../../ipc/context.js';
import { seenRecord } from '../visits/detail.js';

/** Who stands behind the codes of a visit. */
export class IdentityService {
  constructor(private readonly database: Database) {}

  /**
   * Opens names and cover story. Each opening is in the audit log with its reason, and so is each attempt without the right.
   * @throws AppError `permission.identity`, `notFound.record`
   */
  async open(
    { id, reason }: ParsedInput<'visits.openIdentity'>,
    context: CallContext,
  ): Promise<CommandOutput<'visits.openIdentity'>> {
    const opened = await this.database.write(context.command, async (tx) => {
      const { draft } = await seenRecord(tx, id, context);
      const may = context.opensIdentity;
      await tx.audit({
        action: context.command,
        object: 'visit',
        ref: id,
        actor: context.actor,
        reason,
        ...(!may && { after: { refused: true } }),
      });
      return may ? { inspectors: await identityOf(tx, id), coverStory: draft.sheet.coverStory } : null;
    });
    // Thrown after the commit, so that the attempt stays written down.
    if (opened === null) throw new AppError('permission.identity');
    return opened;
  }
}
