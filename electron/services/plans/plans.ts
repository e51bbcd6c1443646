import type { Database, Tx } from '../../../db/database.js';
import { nextNumber } from '../../../db/queries/number-series.js';
import {
  insertPlan,
  planByClientId,
  planHistory,
  planIds,
  planRows,
  setPlanState,
  updatePlan,
} from '../../../db/queries/plans.js';
import { rounds } from '../../../db/queries/rounds.js';
import { indexDocs } from '../../../db/search.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import {
  planFaults,
  planMoves,
  reopenedState,
  roundsOutside,
  type PlanEvent,
  type PlanRow,
} from '../../../domain/plan.js';
import { dayOf, isoDay } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import {
  checkObjects,
  difference,
  entry,
  refuseFaults,
  requirePlan,
  requireReason,
  requireRevision,
} from './checks.js';

/** Inspection plans: what is inspected, of whom, on whose authority and when. */
export class PlanService {
  constructor(private readonly database: Database) {}

  async list(input: ParsedInput<'plans.list'>): Promise<{ ids: number[]; total: number }> {
    const sort = input.sort ?? { by: 'no' as const, direction: 'desc' as const };
    const ids = await this.database.read('plans.list', (reader) =>
      planIds(reader, { text: input.text, ...input.filter }, sort),
    );
    return { ids, total: ids.length };
  }

  rows(ids: readonly number[]): Promise<PlanRow[]> {
    return this.database.read('plans.rows', (reader) => planRows(reader, ids), { snapshot: true });
  }

  /** @throws AppError `notFound.record` */
  history(planId: number): Promise<PlanEvent[]> {
    return this.database.read('plans.history', async (reader) => {
      await requirePlan(reader, planId);
      return planHistory(reader, planId);
    });
  }

  /** The same clientId again answers with the plan made the first time. */
  create(input: ParsedInput<'plans.create'>, context: CallContext): Promise<PlanRow> {
    const { clientId, fields } = input;
    return this.database.write(context.command, async (tx) => {
      const earlier = await planByClientId(tx, clientId);
      if (earlier) return earlier;
      refuseFaults(context, 'fields', planFaults(fields, false));
      await checkObjects(tx, 'fields.named', fields.named);
      const year = Number(isoDay(dayOf(context.now)).slice(0, 4));
      const { no } = await nextNumber(tx, 'inspection_plan', year);
      const { personId } = context.actor;
      const id = await insertPlan(tx, { clientId, no, fields, personId, now: context.now });
      await tx.audit(entry(context, 'inspection_plan', id, { before: null, after: { no, ...fields } }));
      return finish(tx, id);
    });
  }

  /** @throws AppError `conflict.revision`, `conflict.state` once it is closed */
  update(input: ParsedInput<'plans.update'>, context: CallContext): Promise<PlanRow> {
    const { id, revision, fields } = input;
    return this.database.write(context.command, async (tx) => {
      const plan = await requirePlan(tx, id);
      requireRevision('inspection_plan', plan, revision);
      if (plan.state === 'closed') {
        throw new AppError('conflict.state', { entity: 'inspection_plan', state: plan.state });
      }
      refuseFaults(context, 'fields', planFaults(fields, plan.state === 'active'));
      const held = await rounds(tx, { planId: id });
      const outside = roundsOutside(
        fields,
        held.map(({ number, fields: round }) => ({ number, ...round })),
      );
      refuseFaults(context, 'fields', outside);
      await checkObjects(tx, 'fields.named', fields.named, plan.fields.named);
      const change = difference(plan.fields, fields);
      if (Object.keys(change.after).length === 0) return plan;
      await updatePlan(tx, id, fields, context.now);
      await tx.audit(entry(context, 'inspection_plan', id, change));
      return finish(tx, id);
    });
  }

  /** @throws AppError `conflict.state` where the plan cannot go, `conflict.inUse` while rounds are open */
  setState(input: ParsedInput<'plans.setState'>, context: CallContext): Promise<PlanRow> {
    const { id, revision, state, reason } = input;
    return this.database.write(context.command, async (tx) => {
      const plan = await requirePlan(tx, id);
      requireRevision('inspection_plan', plan, revision);
      const move = planMoves[plan.state][state];
      const wrongWay = plan.state === 'closed' && state !== reopenedState(plan.fields);
      if (!move || wrongWay) throw new AppError('conflict.state', { entity: 'inspection_plan', state: plan.state });
      if (move.reason) requireReason(reason);
      if (state === 'active') refuseFaults(context, 'fields', planFaults(plan.fields, true));
      if (state === 'closed') {
        const count = (await rounds(tx, { planId: id })).filter((round) => round.state === 'open').length;
        if (count > 0) {
          throw new AppError('conflict.inUse', { entity: 'inspection_plan', count, by: 'inspection_round' });
        }
      }
      await setPlanState(tx, id, state, context.now);
      const change = { before: { state: plan.state }, after: { state }, reason };
      await tx.audit(entry(context, 'inspection_plan', id, change));
      return finish(tx, id);
    });
  }
}

async function finish(tx: Tx, id: number): Promise<PlanRow> {
  tx.changed('inspection_plan', id);
  const plan = await requirePlan(tx, id);
  const { title, authorityBasis, approver, fromDay } = plan.fields;
  const text = [plan.no, title, authorityBasis, approver].filter((part) => part !== null).join(' ');
  await indexDocs(tx, [{ kind: 'inspection_plan', ref: id, unitId: null, day: fromDay, text }]);
  return plan;
}
