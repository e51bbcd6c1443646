import type { Tx } from '../../../db/database.js';
import { writeDeadlines } from '../../../db/queries/rectification-due.js';
import { matterAt, type MatterAt } from '../../../db/queries/rectification-read.js';
import {
  insertRectificationEvent,
  moveMatter,
  deleteDraft,
  type ActColumns,
} from '../../../db/queries/rectification-write.js';
import { removeDocs } from '../../../db/search.js';
import { calendarDaysAfter, type WorkCalendar } from '../../../domain/calendar/calendar.js';
import type { Deadline } from '../../../domain/rectification/deadline.js';
import {
  APPEAL_DAYS,
  beforeAfter,
  needsNote,
  refusalOf,
  stateAfter,
  type ActingPerson,
  type Moment,
  type RectificationAction,
} from '../../../domain/rectification/life.js';
import type { RectificationEvent } from '../../../domain/rectification/schema.js';
import { dayOf, startOfDay } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { reckon } from './reckon.js';
import { clockMark, errorOf, noMatter, requireRevision } from './refusals.js';
import type { Rules } from './rules.js';

export type Detail = RectificationEvent['detail'];

/** What is asked for, on the revision it was decided on. */
export interface Step {
  action: RectificationAction;
  id: number;
  revision: number;
  note: string | null;
}

/** What an act does beside moving the state. */
export interface Effect {
  set?: ActColumns;
  /** Rows around the matter; written before the deadline is reckoned. */
  rows?: () => Promise<void>;
  /** Start, limit, extensions or suspensions change: the deadline is reckoned anew. */
  deadline?: boolean;
  detail?: Detail;
}

export const actingPerson = ({ actor, roles, unitId }: CallContext): ActingPerson => ({
  personId: actor.personId,
  roles,
  unitId,
});

/** The last day an appeal can be filed; null before receipt. */
export function appealUntilDay(receivedAt: number | null, calendar: WorkCalendar): number | null {
  if (receivedAt === null) return null;
  const received = dayOf(receivedAt);
  const last = received + APPEAL_DAYS;
  // Past the years the calendar knows, the term ends with its plain last day.
  return last < calendar.firstDay || last > calendar.lastDay
    ? last
    : calendarDaysAfter(received, APPEAL_DAYS, calendar);
}

export function momentOf({ matter }: MatterAt, calendar: WorkCalendar, now: number): Moment {
  const until = appealUntilDay(matter.receivedAt, calendar);
  return { now, appealUntil: until === null ? null : startOfDay(until + 1) };
}

/**
 * The one way a rectification changes: facts, right and conditions, state, deadline, history, log, all in the caller's
 * transaction.
 * @param effect what the act does, asked once it is allowed
 * @throws AppError `notFound.record`, `conflict.revision`, `conflict.state`, `permission.*`, `rectification.*`,
 *   `validation.reasonMissing`, `deadline.noCalendar`, and what `effect` throws
 */
export async function act(
  tx: Tx,
  context: CallContext,
  rules: Rules,
  step: Step,
  effect: (at: MatterAt) => Effect | Promise<Effect> = () => ({}),
): Promise<void> {
  const { id, action, revision, note } = step;
  const at = await matterAt(tx, id, context, dayOf(context.now));
  if (at === null) throw noMatter(id);
  requireRevision(at.matter, revision);
  requireAllowed(at, action, context, rules);
  if (needsNote(action) && note === null) throw errorOf('note', at, { command: context.command, appealUntilDay: null });
  const done = await effect(at);
  const state = stateAfter(action, at.matter);
  if (state === null) return discard(tx, context, at);
  const set = done.set ?? {};
  await moveMatter(tx, {
    id,
    state,
    beforeState: state === at.matter.state ? at.matter.beforeState : beforeAfter(at.matter.state, state),
    set,
    now: context.now,
  });
  await done.rows?.();
  const due = done.deadline === true ? await reckonDeadline(tx, id, rules) : null;
  const detail: Detail = {
    ...done.detail,
    ...(due &&
      due.dueDay !== at.matter.dueOn && {
        dueDay: due.dueDay,
        ...(due.provisional && { dueProvisional: 1 }),
      }),
    ...clockMark(context),
  };
  // How a draft came about is in the log alone.
  if (action !== 'edit')
    await insertRectificationEvent(tx, {
      ...{ id, action, note, detail, now: context.now },
      personId: context.actor.personId,
      fromState: at.matter.state,
      toState: state,
    });
  await tx.audit({
    action: context.command,
    object: 'rectification',
    ref: id,
    actor: context.actor,
    reason: note,
    before: { state: at.matter.state, dueOn: at.matter.dueOn },
    after: { state, ...set, ...detail },
  });
  tx.changed('rectification', id);
}

/** @throws AppError of the first thing that stands against it */
function requireAllowed(at: MatterAt, action: RectificationAction, context: CallContext, rules: Rules): void {
  const { calendar, settings } = rules;
  const moment = momentOf(at, calendar, context.now);
  const refusal = refusalOf(action, at.facts, actingPerson(context), moment, settings);
  if (refusal === null) return;
  const until = appealUntilDay(at.matter.receivedAt, calendar);
  throw errorOf(refusal, at, { command: context.command, appealUntilDay: until });
}

/** Reckons and writes when matters are due, from the rows of this transaction. @returns by id */
export async function reckonDeadlines(tx: Tx, ids: readonly number[], rules: Rules): Promise<Map<number, Deadline>> {
  const deadlines = await reckon(tx, ids, rules);
  await writeDeadlines(tx, deadlines);
  return deadlines;
}

const reckonDeadline = async (tx: Tx, id: number, rules: Rules): Promise<Deadline | null> =>
  (await reckonDeadlines(tx, [id], rules)).get(id) ?? null;

async function discard(tx: Tx, context: CallContext, { matter }: MatterAt): Promise<void> {
  await deleteDraft(tx, matter.id);
  await removeDocs(tx, [{ kind: 'rectification', ref: matter.id }]);
  await tx.audit({
    action: context.command,
    object: 'rectification',
    ref: matter.id,
    actor: context.actor,
    before: { clientId: matter.clientId, findingId: matter.findingId },
    after: null,
  });
  tx.changed('rectification', matter.id);
}
