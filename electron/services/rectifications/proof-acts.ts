import type { Database, Tx } from '../../../db/database.js';
import { matterAt, type MatterAt } from '../../../db/queries/rectification-read.js';
import { insertRectificationEvent } from '../../../db/queries/rectification-write.js';
import { refusalOf } from '../../../domain/rectification/life.js';
import type { RectificationDetail, RectificationEvent } from '../../../domain/rectification/schema.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { actingPerson, momentOf } from './act.js';
import { shownMatter } from './detail.js';
import { clockMark, errorOf, noMatter } from './refusals.js';
import type { RuleBook, Rules } from './rules.js';

/** One change of the proof of a matter the unit has in hand. */
export function changeInHand(
  { database, rules }: { database: Database; rules: RuleBook },
  id: number,
  context: CallContext,
  work: (tx: Tx, at: MatterAt) => Promise<void>,
): Promise<RectificationDetail> {
  return database.write(context.command, async (tx) => {
    const book = await rules.of(tx);
    const at = requireInHand(await matterAt(tx, id, context, dayOf(context.now)), id, context, book);
    await work(tx, at);
    return shownMatter(tx, id, context, book);
  });
}

/** The unit has the matter in hand: it may do what it may report on. */
export function requireInHand(
  at: MatterAt | null,
  id: number,
  context: CallContext,
  { calendar, settings }: Rules,
): MatterAt {
  if (at === null) throw noMatter(id);
  const refusal = refusalOf('report', at.facts, actingPerson(context), momentOf(at, calendar, context.now), settings);
  if (refusal !== null) throw errorOf(refusal, at, { command: context.command, appealUntilDay: null });
  return at;
}

type ProofAction = Extract<RectificationEvent['action'], 'prove' | 'unprove'>;

/** History, log and news of a change of proof. @param action null for what the history does not tell */
export async function tellProof(
  tx: Tx,
  context: CallContext,
  at: MatterAt,
  proofId: number,
  action: ProofAction | null,
  change: { before: unknown; after: unknown },
): Promise<void> {
  const { matter } = at;
  if (action !== null)
    await insertRectificationEvent(tx, {
      ...{ id: matter.id, action, now: context.now, personId: context.actor.personId, note: null },
      fromState: matter.state,
      toState: matter.state,
      detail: { proofId, ...clockMark(context) },
    });
  await tx.audit({
    action: context.command,
    object: 'rectification_proof',
    ref: proofId,
    actor: context.actor,
    ...change,
  });
  tx.changed('rectification_proof', proofId);
  tx.changed('rectification', matter.id);
}
