import { insertAppeal, insertExtension, markProofsSubmitted } from '../../../db/queries/rectification-parts.js';
import type { StoredMatter } from '../../../db/queries/rectification-read.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { calendarDaysAfter } from '../../../domain/calendar/calendar.js';
import { AppError } from '../../../domain/errors.js';
import { APPEAL_DAYS } from '../../../domain/rectification/life.js';
import type { RectificationDetail } from '../../../domain/rectification/schema.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { act } from './act.js';
import { Acts } from './acts.js';
import { badField } from './refusals.js';
import { reportProgress } from './report.js';

/** Counting begins with receipt, unless it began with issue. */
const received = ({ startsAt }: Pick<StoredMatter, 'startsAt'>, now: number) => ({
  receivedAt: now,
  ...(startsAt === null && { startsAt: now }),
});

/** What a unit does with a matter: sign, report, hand in, ask for time, appeal. */
export class UnitDesk extends Acts {
  acknowledge({ id, revision, note }: ParsedInput<'rectifications.acknowledge'>, context: CallContext) {
    return this.one(id, context, (tx, rules) =>
      act(tx, context, rules, { action: 'acknowledge', id, revision, note }, ({ matter }) => ({
        set: { ...received(matter, context.now), receivedBy: context.actor.personId },
        deadline: true,
      })),
    );
  }

  /** In place of a signature; nobody signed, so that nobody stands as who received it. */
  serve({ id, revision, note }: ParsedInput<'rectifications.serve'>, context: CallContext) {
    return this.one(id, context, (tx, rules) =>
      act(tx, context, rules, { action: 'serve', id, revision, note }, ({ matter }) => ({
        set: received(matter, context.now),
        deadline: true,
      })),
    );
  }

  /** @throws AppError as `reportProgress` */
  report(input: ParsedInput<'rectifications.report'>, context: CallContext): Promise<RectificationDetail> {
    return this.one(input.id, context, (tx, rules) => reportProgress(tx, context, rules, input));
  }

  submit({ id, revision, note }: ParsedInput<'rectifications.submit'>, context: CallContext) {
    return this.one(id, context, (tx, rules) =>
      act(tx, context, rules, { action: 'submit', id, revision, note }, ({ facts }) => ({
        set: {
          submittedAt: context.now,
          submittedBy: context.actor.personId,
          // What was verified before was another submission.
          verifierId: null,
          verificationResult: null,
        },
        rows: () => markProofsSubmitted(tx, id, context.now),
        detail: { proofs: facts.newProofs },
      })),
    );
  }

  /** @throws AppError as `act`; `rectification.noDue`, `validation.input` for a day that is no later than the due day */
  requestExtension(input: ParsedInput<'rectifications.requestExtension'>, context: CallContext) {
    const { id, revision, expectedDay, reason, progress } = input;
    return this.one(id, context, (tx, rules) =>
      act(tx, context, rules, { action: 'request_extension', id, revision, note: reason }, ({ matter }) => {
        const { dueOn } = matter;
        if (dueOn === null) throw new AppError('rectification.noDue');
        if (expectedDay <= dueOn) throw badField(context, 'expectedDay', 'afterDue');
        if (!rules.calendar.works(expectedDay)) throw badField(context, 'expectedDay', 'notWorkday');
        const row = { id, reason, progress, expectedDay, oldDueOn: dueOn };
        return {
          rows: () => insertExtension(tx, { ...row, now: context.now, personId: context.actor.personId }),
          detail: { expectedDay },
        };
      }),
    );
  }

  appeal({ id, revision, grounds }: ParsedInput<'rectifications.appeal'>, context: CallContext) {
    return this.one(id, context, (tx, rules) =>
      act(tx, context, rules, { action: 'appeal', id, revision, note: grounds }, () => {
        const decideByDay = calendarDaysAfter(dayOf(context.now), APPEAL_DAYS, rules.calendar);
        const row = { id, grounds, decideByDay, now: context.now, personId: context.actor.personId };
        return { rows: () => insertAppeal(tx, row), deadline: true, detail: { decideByDay } };
      }),
    );
  }
}
