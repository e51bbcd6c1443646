import type { Reader, Tx } from '../../../db/database.js';
import {
  moveInterview,
  storedInterviews,
  type InterviewSet,
  type StoredInterview,
} from '../../../db/queries/interviews.js';
import { isUnitView } from '../../../db/queries/rectification-scope.js';
import { unitTriggers } from '../../../db/queries/unit-triggers.js';
import { AppError } from '../../../domain/errors.js';
import {
  interviewActionNames,
  interviewRefusal,
  stateAfterInterview,
  triggersOf,
  type InterviewAction,
  type InterviewFacts,
  type InterviewRefusal,
  type InterviewTrigger,
  type UnitFacts,
} from '../../../domain/rectification/interview.js';
import type { SummonsInterview } from '../../../domain/rectification/interview-schema.js';
import { shortened } from '../../../domain/rectification/reply-cells.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';

/**
 * Months in a row at the bottom of the ranking, by unit: the rankings say. Who was summoned since the last of them is left out.
 * @param except an interview that does not count as one
 */
export type BottomMonths = (reader: Reader, except: number | null) => Promise<ReadonlyMap<number, number>>;

const nothing: UnitFacts = { remindedThrice: [], redUnanswered: [], overdue: [], bottomMonths: 0 };

/** What speaks for interviews now, by unit. */
export async function triggersByUnit(
  reader: Reader,
  now: number,
  bottomMonths: BottomMonths,
  of: { unitId: number; except: number | null } | null = null,
): Promise<Map<number, UnitFacts>> {
  const facts = await unitTriggers(reader, { now, today: dayOf(now) }, of);
  for (const [unitId, months] of await bottomMonths(reader, of?.except ?? null))
    if (of === null || of.unitId === unitId)
      facts.set(unitId, { ...(facts.get(unitId) ?? nothing), bottomMonths: months });
  return facts;
}

/** An interview with what its steps ask for. */
export interface InterviewAt {
  stored: StoredInterview;
  facts: InterviewFacts;
  /** As they stand now, while it is not noticed. */
  triggers: InterviewTrigger[];
}

/** A draft can be thrown away, and then the demand stands without a matter. */
const isOpenDemand = ({ matter }: StoredInterview['demands'][number]): boolean => matter === null || matter.no === null;

export async function factsOf(
  reader: Reader,
  stored: StoredInterview,
  context: Pick<CallContext, 'now' | 'unitId'>,
  bottomMonths: BottomMonths,
): Promise<InterviewAt> {
  const { id, unitId, state, approvalReason, demands } = stored;
  const found =
    state === 'proposed'
      ? (await triggersByUnit(reader, context.now, bottomMonths, { unitId, except: id })).get(unitId)
      : null;
  const triggers = found ? triggersOf(found) : [];
  return {
    stored,
    triggers,
    facts: {
      ...{ state, triggered: triggers.length > 0, approved: approvalReason !== null },
      openDemands: demands.filter(isOpenDemand).length,
      ofUnit: context.unitId === unitId,
    },
  };
}

export const noInterview = (id: number): AppError =>
  new AppError('notFound.record', { entity: 'summons_interview', id });

/** @throws AppError `notFound.record` */
export async function interviewAt(
  reader: Reader,
  id: number,
  context: CallContext,
  bottomMonths: BottomMonths,
): Promise<InterviewAt> {
  const [stored] = await storedInterviews(reader, context, { id });
  if (!stored) throw noInterview(id);
  return factsOf(reader, stored, context, bottomMonths);
}

const errors: Record<InterviewRefusal, (at: InterviewAt, context: CallContext) => AppError> = {
  state: ({ stored }) => new AppError('conflict.state', { entity: 'summons_interview', state: stored.state }),
  role: (_, { command }) => new AppError('permission.denied', { command }),
  triggered: () => new AppError('interview.notTriggered'),
  notOfUnit: () => new AppError('interview.notOfUnit'),
  demandsIssued: ({ stored, facts }) =>
    new AppError('interview.demandsOpen', {
      ...{ count: facts.openDemands, text: shortened(stored.demands.find(isOpenDemand)?.text ?? '') },
    }),
};

export interface InterviewStep {
  action: InterviewAction;
  id: number;
  revision: number;
  reason: string | null;
}

/**
 * The one way an interview changes: state and right, condition, move, log, in the caller's transaction.
 * @param effect what the step sets, asked once it is allowed; `rows` are written after the move
 * @throws AppError `notFound.record`, `conflict.revision`, `conflict.state`, `permission.denied`, `interview.*`
 */
export async function stepInterview(
  tx: Tx,
  context: CallContext,
  bottomMonths: BottomMonths,
  { action, id, revision, reason }: InterviewStep,
  effect: (at: InterviewAt) => Promise<{ set?: InterviewSet; rows?: () => Promise<void> }>,
): Promise<void> {
  const at = await interviewAt(tx, id, context, bottomMonths);
  const { stored, facts } = at;
  if (stored.revision !== revision)
    throw new AppError('conflict.revision', {
      ...{ entity: 'summons_interview', id, theirs: stored.revision, yours: revision },
    });
  const refusal = interviewRefusal(action, facts, context.roles);
  if (refusal !== null) throw errors[refusal](at, context);
  const { set = {}, rows } = await effect(at);
  const state = stateAfterInterview(action, stored.state);
  await moveInterview(tx, { id, state, set, now: context.now });
  await rows?.();
  await tx.audit({
    action: context.command,
    object: 'summons_interview',
    ref: id,
    actor: context.actor,
    reason,
    before: { state: stored.state },
    after: { state, ...set },
  });
  tx.changed('summons_interview', id);
  for (const { rectificationId } of stored.agenda)
    if (rectificationId !== null) tx.changed('rectification', rectificationId);
}

/** As its reader sees it: a unit does not learn of drafts, nor who approved it and why. */
export function shownInterview({ stored, facts, triggers }: InterviewAt, context: CallContext): SummonsInterview {
  const { id, no, revision, state, unitId, unitLabel, invited, place, meetsAt, agenda, demands } = stored;
  const { createdBy, createdAt, noticedAt, noticedBy, heldAt, recordedBy, attendance, minutes, endedAt, endNote } =
    stored;
  const unit = isUnitView(context);
  return {
    ...{ id, no, revision, state, unitLabel, createdBy, createdAt, noticedAt, noticedBy, heldAt, recordedBy },
    ...{ attendance, minutes, endedAt, endNote },
    fields: {
      ...{ unitId, invited, place, meetsAt },
      agenda: agenda.map(({ rectificationId, text }) => ({ rectificationId, text })),
    },
    matters: agenda.map((item) => (item.rectificationId === null ? null : { id: item.rectificationId, no: item.no })),
    triggers: state === 'proposed' ? triggers : stored.triggers,
    approvedBy: unit ? null : stored.approvedBy,
    approvalReason: unit ? null : stored.approvalReason,
    demands: demands.map((demand) => ({
      ...{ id: demand.id, text: demand.text, about: demand.about },
      matter: unit && demand.matter?.no === null ? null : demand.matter,
    })),
    may: Object.fromEntries(
      interviewActionNames.map((action) => [action, interviewRefusal(action, facts, context.roles)]),
    ) as SummonsInterview['may'],
  };
}
