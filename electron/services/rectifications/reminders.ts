import { rectificationRows } from '../../../db/queries/rectification-rows.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import type { RectificationRow } from '../../../domain/rectification/schema.js';
import type { CallContext } from '../../ipc/context.js';
import { act } from './act.js';
import { Acts } from './acts.js';
import { badField } from './refusals.js';

/** 催办 */
export class Reminders extends Acts {
  /** All or none. */
  remind({ matters, note }: ParsedInput<'rectifications.remind'>, context: CallContext): Promise<RectificationRow[]> {
    return this.database.write(context.command, async (tx) => {
      const rules = await this.rules.of(tx);
      const ids = matters.map(({ id }) => id);
      const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
      if (twice >= 0) throw badField(context, `matters.${twice}.id`, 'duplicate');
      for (const { id, revision } of matters)
        await act(tx, context, rules, { action: 'remind', id, revision, note }, ({ matter }) => ({
          set: { reminders: matter.reminders + 1, escalation: Math.max(1, matter.escalation) },
        }));
      return rectificationRows(tx, ids, context, rules, context.now);
    });
  }
}
