import {
  insertAppeal,
  insertExtension,
  markProofsSubmitted,
  partsAmong,
  writeProgress,
} from '../../../db/queries/rectification-parts.js';
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

/** What a unit does with a matter: sign, report, hand in, ask for time, appeal. */
export class UnitDesk extends Acts {
  acknowledge({ id, revision, note }: ParsedInput<'rectifications.acknowledge'>, context: CallContext) {
    return this.one(id, context, (tx, rules) =>
      act(tx, context, rules, { action: 'acknowledge', id, revision, note }, ({ matter }) => ({
        set: {
          receivedAt: context.now,
          receivedBy: context.actor.personId,
          ...(matter.startsAt === null && { startsAt: context.now }),
        },
        deadline: true,
      })),
    );
  }

  /** @throws AppError as `act`; `validation.input` at a measure or stage of another matter, or done on a day to come */
  report(input: ParsedInput<'rectifications.report'>, context: CallContext): Promise<RectificationDetail> {
    const { id, revision, note, measures, milestones } = input;
    return this.one(id, context, (tx, rules) =>
      act(tx, context, rules, { action: 'report', id, revision, note }, async () => {
        const today = dayOf(context.now);
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
        }
        return {
          rows: () => writeProgress(tx, id, measures, milestones),
          deadline: milestones.length > 0,
          detail: { measures: measures.length, milestones: milestones.length },
        };
      }),
    );
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
        return { rows: () => insertAppeal(tx, row), detail: { decideByDay } };
      }),
    );
  }
}
