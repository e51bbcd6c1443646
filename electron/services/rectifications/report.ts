import type { Tx } from '../../../db/database.js';
import { partsAmong, writeProgress } from '../../../db/queries/rectification-parts.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { act, type Detail } from './act.js';
import { badField } from './refusals.js';
import type { Rules } from './rules.js';

/**
 * A unit tells of progress (报进度), from its desk or by its reply sheet.
 * @param detail what the step carries beside how many measures and stages it names
 * @throws AppError as `act`; `validation.input` at a measure or stage of another matter, or done on a day to come or
 *   before it was issued
 */
export function reportProgress(
  tx: Tx,
  context: CallContext,
  rules: Rules,
  { id, revision, note, measures, milestones }: ParsedInput<'rectifications.report'>,
  detail: Detail = {},
): Promise<void> {
  return act(tx, context, rules, { action: 'report', id, revision, note }, async ({ matter }) => {
    const today = dayOf(context.now);
    const issuedDay = matter.issuedAt === null ? today : dayOf(matter.issuedAt);
    for (const [name, rows, table] of [
      ['measures', measures, 'rectification_measure'],
      ['milestones', milestones, 'rectification_milestone'],
    ] as const) {
      const known = await partsAmong(
        tx,
        table,
        id,
        rows.map((row) => row.id),
      );
      const strange = rows.findIndex((row) => !known.has(row.id));
      if (strange >= 0) throw badField(context, `${name}.${strange}.id`, 'unknown');
      const early = rows.findIndex(({ doneDay }) => doneDay !== null && doneDay > today);
      if (early >= 0) throw badField(context, `${name}.${early}.doneDay`, 'future');
      const before = rows.findIndex(({ doneDay }) => doneDay !== null && doneDay < issuedDay);
      if (before >= 0) throw badField(context, `${name}.${before}.doneDay`, 'beforeIssue');
    }
    return {
      rows: () => writeProgress(tx, id, measures, milestones),
      deadline: milestones.length > 0,
      detail: { ...detail, measures: measures.length, milestones: milestones.length },
    };
  });
}
