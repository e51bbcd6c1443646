import type { Database, Tx } from '../../../db/database.js';
import type { RectificationDetail } from '../../../domain/rectification/schema.js';
import type { CallContext } from '../../ipc/context.js';
import { shownMatter } from './detail.js';
import type { RuleBook, Rules } from './rules.js';

/** What acts on one matter have in common: one transaction, and the matter as it is afterwards. */
export class Acts {
  constructor(
    protected readonly database: Database,
    protected readonly rules: RuleBook,
  ) {}

  protected one(
    id: number,
    context: CallContext,
    work: (tx: Tx, rules: Rules) => Promise<void>,
  ): Promise<RectificationDetail> {
    return this.database.write(context.command, async (tx) => {
      const rules = await this.rules.of(tx);
      await work(tx, rules);
      return shownMatter(tx, id, context, rules);
    });
  }
}
