import type { Database, Reader, Tx } from '../../../db/database.js';
import { drawsOfRound } from '../../../db/queries/draws.js';
import { objectFacts } from '../../../db/queries/plan-objects.js';
import {
  insertRound,
  insertRoundObjects,
  removeRoundObject,
  roundByClientId,
  roundObjects,
  rounds,
  setRoundState,
  updateRound,
  visitsOfObjects,
} from '../../../db/queries/rounds.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import { roundFaults, type RoundFields, type RoundRow } from '../../../domain/plan.js';
import type { CallContext } from '../../ipc/context.js';
import {
  checkObjects,
  checkTeam,
  difference,
  entry,
  refuseFaults,
  requireOpenRound,
  requirePlan,
  requireReason,
  requireRevision,
  requireRound,
  requireState,
} from './checks.js';

export type RoundDetail = CommandOutput<'plans.round'>;

/** One round as its page shows it; which person stands behind a code is the office's alone. */
export async function roundDetail(reader: Reader, id: number, context: CallContext): Promise<RoundDetail> {
  const round = await requireRound(reader, id);
  return {
    round,
    plan: await requirePlan(reader, round.planId),
    objects: await roundObjects(reader, id, context.roles.includes('office')),
    draws: await drawsOfRound(reader, id),
  };
}

/** Rounds under a plan, and the objects named in them by hand. */
export class RoundService {
  constructor(private readonly database: Database) {}

  list(input: ParsedInput<'plans.rounds'>): Promise<RoundRow[]> {
    return this.database.read('plans.rounds', (reader) => rounds(reader, input));
  }

  /** @throws AppError `notFound.record` */
  detail(id: number, context: CallContext): Promise<RoundDetail> {
    return this.database.read('plans.round', (reader) => roundDetail(reader, id, context), { snapshot: true });
  }

  /** The same clientId again answers with the round made the first time. */
  create(input: ParsedInput<'plans.createRound'>, context: CallContext): Promise<RoundRow> {
    const { clientId, planId, fields } = input;
    return this.database.write(context.command, async (tx) => {
      const earlier = await roundByClientId(tx, clientId);
      if (earlier) return earlier;
      const plan = await requirePlan(tx, planId);
      requireState('inspection_plan', plan, 'active');
      refuseFaults(context, 'fields', roundFaults(fields, plan.fields));
      await checkTemplate(tx, fields, null);
      const id = await insertRound(tx, { clientId, planId, fields, now: context.now });
      await tx.audit(entry(context, 'inspection_round', id, { before: null, after: { planId, ...fields } }));
      return finish(tx, id);
    });
  }

  /** @throws AppError `conflict.revision`, `conflict.state` once it is closed */
  update(input: ParsedInput<'plans.updateRound'>, context: CallContext): Promise<RoundRow> {
    const { id, revision, fields } = input;
    return this.database.write(context.command, async (tx) => {
      const round = await requireRound(tx, id);
      requireRevision('inspection_round', round, revision);
      requireState('inspection_round', round, 'open');
      refuseFaults(context, 'fields', roundFaults(fields, (await requirePlan(tx, round.planId)).fields));
      await checkTemplate(tx, fields, round.fields.templateId);
      const change = difference(round.fields, fields);
      if (Object.keys(change.after).length === 0) return round;
      await updateRound(tx, id, fields, context.now);
      await tx.audit(entry(context, 'inspection_round', id, change));
      return finish(tx, id);
    });
  }

  /** @throws AppError `conflict.state` when it is so already, or its plan is not in force any more */
  setState(input: ParsedInput<'plans.setRoundState'>, context: CallContext): Promise<RoundRow> {
    const { id, revision, state, reason } = input;
    return this.database.write(context.command, async (tx) => {
      const round = await requireRound(tx, id);
      requireRevision('inspection_round', round, revision);
      requireState('inspection_round', round, state === 'open' ? 'closed' : 'open');
      if (state === 'open') {
        requireReason(reason);
        requireState('inspection_plan', await requirePlan(tx, round.planId), 'active');
      }
      await setRoundState(tx, id, state, context.now);
      const change = { before: { state: round.state }, after: { state }, reason };
      await tx.audit(entry(context, 'inspection_round', id, change));
      return finish(tx, id);
    });
  }

  /** @throws AppError `validation.duplicate` when the round has it already, `validation.draw`, `validation.reference` */
  addObject(input: ParsedInput<'plans.addObject'>, context: CallContext): Promise<RoundDetail> {
    const { roundId, kind, objectId, inspectorIds } = input;
    return this.database.write(context.command, async (tx) => {
      await requireOpenRound(tx, roundId);
      await checkObjects(tx, 'objectId', [{ kind, id: objectId }]);
      const inspectors = await checkTeam(tx, 'inspectorIds', inspectorIds);
      const label = (await objectFacts(tx, kind, [objectId])).get(objectId)?.label ?? '';
      const held = await roundObjects(tx, roundId, false);
      if (held.some((object) => object.kind === kind && object.objectId === objectId)) {
        const params = { field: 'objectId', value: label };
        throw new AppError('validation.duplicate', params, { fields: [{ path: 'objectId', rule: 'inRound' }] });
      }
      await insertRoundObjects(tx, { roundId, kind, drawId: null }, [{ objectId, inspectorIds }]);
      const after = { kind, objectId, object: label, inspectors };
      await tx.audit(entry(context, 'inspection_round', roundId, { before: null, after }));
      await finish(tx, roundId);
      return roundDetail(tx, roundId, context);
    });
  }

  /** @throws AppError `conflict.state` for a drawn one, `conflict.inUse` once it has a visit */
  removeObject(input: ParsedInput<'plans.removeObject'>, context: CallContext): Promise<RoundDetail> {
    const { roundObjectId, reason } = input;
    return this.database.write(context.command, async (tx) => {
      const roundId = await tx.value<number>(`SELECT round_id FROM round_object WHERE id = :roundObjectId`, {
        roundObjectId,
      });
      if (roundId === undefined) {
        throw new AppError('notFound.record', { entity: 'inspection_round', id: roundObjectId });
      }
      await requireOpenRound(tx, roundId);
      const object = (await roundObjects(tx, roundId, false)).find(({ id }) => id === roundObjectId);
      if (object?.source !== 'hand') {
        throw new AppError('conflict.state', { entity: 'inspection_round', state: 'drawn' });
      }
      const count = await visitsOfObjects(tx, [roundObjectId]);
      if (count > 0) throw new AppError('conflict.inUse', { entity: 'inspection_round', count, by: 'visit' });
      await removeRoundObject(tx, roundObjectId);
      const { kind, objectId, label, inspectors } = object;
      const before = { kind, objectId, object: label, inspectors: inspectors.map(({ code }) => code) };
      await tx.audit(entry(context, 'inspection_round', roundId, { before, after: null, reason }));
      await finish(tx, roundId);
      return roundDetail(tx, roundId, context);
    });
  }
}

/** The checklist visits begin with is in use and published; one that stood there before may stay. */
async function checkTemplate(tx: Tx, { templateId }: RoundFields, known: number | null): Promise<void> {
  if (templateId === null || templateId === known) return;
  const found = await tx.get<{ state: string; published: number }>(
    `SELECT t.state, EXISTS(SELECT 1 FROM checklist_version v WHERE v.template_id = t.id) AS published
      FROM checklist_template t WHERE t.id = :templateId`,
    { templateId },
  );
  const rule = !found
    ? 'unknown'
    : found.state !== 'active'
      ? 'notActive'
      : found.published === 0
        ? 'unpublished'
        : null;
  if (rule !== null) {
    const path = 'fields.templateId';
    throw new AppError('validation.reference', { field: path, value: templateId }, { fields: [{ path, rule }] });
  }
}

/** Numbers of the plan follow from its rounds. */
async function finish(tx: Tx, id: number): Promise<RoundRow> {
  const round = await requireRound(tx, id);
  tx.changed('inspection_round', id);
  tx.changed('inspection_plan', round.planId);
  return round;
}
