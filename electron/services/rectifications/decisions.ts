import {
  decideAppeal,
  decideExtension,
  dropOpenVerification,
  insertVerification,
  isVerifyingVisit,
  openVerification,
  possibleVerifiers,
  recordVerification,
} from '../../../db/queries/rectification-parts.js';
import { deadlineInputs } from '../../../db/queries/rectification-due.js';
import { matterAt, type MatterAt } from '../../../db/queries/rectification-read.js';
import type { Reader, Tx } from '../../../db/database.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import { codeOf, type Role } from '../../../domain/people.js';
import { mayVerify } from '../../../domain/rectification/life.js';
import { countedBetween, pausesOf } from '../../../domain/rectification/pauses.js';
import type { RectificationDetail } from '../../../domain/rectification/schema.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { act, type Effect } from './act.js';
import { Acts } from './acts.js';
import { verifiersClips } from './proof-footage.js';
import { badField, noMatter } from './refusals.js';
import type { Rules } from './rules.js';

/** Those of these facts who may verify. */
async function verifiersOf(reader: Reader, { facts }: MatterAt): Promise<CommandOutput<'rectifications.verifiers'>> {
  const people = await possibleVerifiers(reader);
  return people
    .filter(({ id, roles, unitId }) => mayVerify(facts, { personId: id, roles: JSON.parse(roles) as Role[], unitId }))
    .map(({ id, code, name }) => ({ personId: id, label: code === null ? name : `${codeOf({ id, code })} ${name}` }));
}

/** What is decided on a matter: who verifies it, what they found, back to the unit, struck off; extensions and appeals. */
export class Decisions extends Acts {
  verifiers({ id }: ParsedInput<'rectifications.verifiers'>, context: CallContext) {
    return this.database.read(context.command, async (reader) => {
      const at = await matterAt(reader, id, context, dayOf(context.now));
      if (!at) throw noMatter(id);
      return verifiersOf(reader, at);
    });
  }

  /** @throws AppError as `act`; `validation.input` for somebody who may not verify it */
  arrange(input: ParsedInput<'rectifications.arrange'>, context: CallContext): Promise<RectificationDetail> {
    const { id, revision, verifierId, method, note } = input;
    return this.one(id, context, (tx, rules) =>
      act(tx, context, rules, { action: 'arrange', id, revision, note }, async (at) => {
        const possible = await verifiersOf(tx, at);
        if (!possible.some(({ personId }) => personId === verifierId))
          throw badField(context, 'verifierId', 'mayNotVerify');
        const row = { id, method, verifierId, now: context.now, personId: context.actor.personId };
        return {
          set: { verifierId, verificationResult: null },
          rows: async () => {
            await dropOpenVerification(tx, id);
            await insertVerification(tx, row);
          },
          detail: { method },
        };
      }),
    );
  }

  /** @throws AppError as `act`; `validation.input` for a day to come, or a visit that does not prove it */
  verify(input: ParsedInput<'rectifications.verify'>, context: CallContext): Promise<RectificationDetail> {
    const { id, revision, result, day, note, visitId, derivedIds } = input;
    const action = result === 'done' ? 'verify_done' : 'verify_not_done';
    return this.one(id, context, (tx, rules) =>
      act(tx, context, rules, { action, id, revision, note }, async ({ matter }) => {
        if (day > dayOf(context.now)) throw badField(context, 'day', 'future');
        if (matter.submittedAt !== null && day < dayOf(matter.submittedAt))
          throw badField(context, 'day', 'beforeSubmission');
        const { hallId, windowId } = matter;
        const visit = { visitId: visitId ?? 0, personId: context.actor.personId, hallId, windowId };
        if (visitId !== null && !(await isVerifyingVisit(tx, visit)))
          throw badField(context, 'visitId', 'notVerifiedThere');
        const hangClips = await verifiersClips(tx, context, matter, derivedIds);
        const verificationId = await openVerification(tx, id);
        if (verificationId === null) throw new Error(`rectification ${id} is verified without a verification`);
        return {
          set: { verificationResult: result },
          rows: async () => {
            await recordVerification(tx, { id, result, day, note, visitId, now: context.now });
            await hangClips(verificationId);
          },
          detail: { result, day },
        };
      }),
    );
  }

  /** Back to the unit without a verification, or instead of one that nothing came of. */
  sendBack({ id, revision, note }: ParsedInput<'rectifications.return'>, context: CallContext) {
    return this.one(id, context, (tx, rules) =>
      act(tx, context, rules, { action: 'return', id, revision, note }, () => ({
        rows: () => dropOpenVerification(tx, id),
      })),
    );
  }

  close({ id, revision, note }: ParsedInput<'rectifications.close'>, context: CallContext) {
    return this.one(id, context, (tx, rules) =>
      act(tx, context, rules, { action: 'close', id, revision, note }, () => ({ set: closed('verified', context) })),
    );
  }

  /** @throws AppError as `act`; `validation.input` for a new day that rests or is no later than the old one */
  decideExtension(input: ParsedInput<'rectifications.decideExtension'>, context: CallContext) {
    const { id, revision, granted, note } = input;
    const action = granted ? 'grant_extension' : 'reject_extension';
    return this.one(id, context, (tx, rules) =>
      act(tx, context, rules, { action, id, revision, note }, async ({ matter }): Promise<Effect> => {
        const { dueOn } = matter;
        if (dueOn === null) throw new AppError('rectification.noDue');
        const decision = { id, granted, note, oldDueOn: dueOn, now: context.now, personId: context.actor.personId };
        if (!granted) return { rows: () => decideExtension(tx, { ...decision, newDueOn: null, addedWorkdays: null }) };
        const newDueOn = requireNewDay(input, dueOn, context, rules);
        const addedWorkdays = await workdaysAdded(tx, id, dueOn, newDueOn, rules);
        if (addedWorkdays < 1) throw badField(context, 'newDueDay', 'notCounted');
        return {
          set: { extensions: matter.extensions + 1 },
          rows: () => decideExtension(tx, { ...decision, newDueOn, addedWorkdays }),
          deadline: true,
          detail: { newDueDay: newDueOn, addedWorkdays },
        };
      }),
    );
  }

  decideAppeal({ id, revision, upheld, note }: ParsedInput<'rectifications.decideAppeal'>, context: CallContext) {
    const action = upheld ? 'uphold_appeal' : 'reject_appeal';
    const decision = { id, upheld, note, now: context.now, personId: context.actor.personId };
    return this.one(id, context, (tx, rules) =>
      act(tx, context, rules, { action, id, revision, note }, () => ({
        set: upheld ? closed('revoked', context) : {},
        rows: () => decideAppeal(tx, decision),
        deadline: true,
      })),
    );
  }
}

const closed = (closure: 'verified' | 'revoked', { now, actor }: CallContext) => ({
  closedAt: now,
  closedBy: actor.personId,
  closure,
});

function requireNewDay(
  { newDueDay }: ParsedInput<'rectifications.decideExtension'>,
  dueOn: number,
  context: CallContext,
  { calendar }: Rules,
): number {
  if (newDueDay === null) throw badField(context, 'newDueDay', 'required');
  if (newDueDay <= dueOn) throw badField(context, 'newDueDay', 'afterDue');
  if (!calendar.works(newDueDay)) throw badField(context, 'newDueDay', 'notWorkday');
  return newDueDay;
}

/** Working days between the old due day and the new one, without those that do not count. */
async function workdaysAdded(tx: Tx, id: number, oldDay: number, newDay: number, { calendar }: Rules): Promise<number> {
  const input = (await deadlineInputs(tx, [id])).get(id);
  return countedBetween(oldDay, newDay, pausesOf(input?.suspensions ?? []), calendar);
}
