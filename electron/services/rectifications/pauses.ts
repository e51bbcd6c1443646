import { endSuspensions, insertSuspension, moveReview } from '../../../db/queries/rectification-parts.js';
import type { StoredMatter } from '../../../db/queries/rectification-read.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { act } from './act.js';
import { Acts } from './acts.js';
import { badField } from './refusals.js';
import { reopenMatter } from './reopening.js';
import type { Rules } from './rules.js';

/** Further off nobody looks. */
const MOST_REVIEW_DAYS = 366;

function requireReviewDay(day: number, context: CallContext, { calendar }: Rules): void {
  const today = dayOf(context.now);
  if (day <= today) throw badField(context, 'reviewDay', 'afterToday');
  if (day > today + MOST_REVIEW_DAYS) throw badField(context, 'reviewDay', 'withinYear');
  const known = day >= calendar.firstDay && day <= calendar.lastDay;
  if (known && !calendar.works(day)) throw badField(context, 'reviewDay', 'notWorkday');
}

/** What was over on its due day already, by the hour, stays over: its clock is stopped from the next day on. */
const afterDue = ({ dueAt, dueOn }: Pick<StoredMatter, 'dueAt' | 'dueOn'>, now: number): number =>
  dueAt !== null && dueOn !== null && now >= dueAt ? dueOn + 1 : -Infinity;

/** Days that do not count (停计), matters put aside (挂账), and what runs anew (反弹重启). */
export class Pauses extends Acts {
  /** @throws AppError as `act`; `validation.input` for days gone by, after the due day, or an end before the beginning */
  suspend(input: ParsedInput<'rectifications.suspend'>, context: CallContext) {
    const { id, revision, fromDay, toDay, reason, approver } = input;
    return this.one(id, context, (tx, rules) =>
      act(tx, context, rules, { action: 'suspend', id, revision, note: reason }, ({ matter }) => {
        const today = dayOf(context.now);
        if (fromDay < today) throw badField(context, 'fromDay', 'past');
        if (matter.dueOn !== null && fromDay > Math.max(matter.dueOn, today))
          throw badField(context, 'fromDay', 'pastDue');
        if (toDay !== null && toDay < fromDay) throw badField(context, 'toDay', 'beforeStart');
        const begins = Math.max(fromDay, afterDue(matter, context.now));
        const row = {
          id,
          fromDay: toDay === null ? begins : Math.min(begins, toDay + 1),
          toDay,
          reason,
          approver,
          kind: 'suspension' as const,
          reviewDay: null,
        };
        return {
          rows: () => insertSuspension(tx, { ...row, now: context.now, personId: context.actor.personId }),
          deadline: true,
          detail: { fromDay, toDay, approver },
        };
      }),
    );
  }

  resume({ id, revision, note }: ParsedInput<'rectifications.resume'>, context: CallContext) {
    return this.one(id, context, (tx, rules) =>
      act(tx, context, rules, { action: 'resume', id, revision, note }, () => ({
        rows: () => endSuspensions(tx, id, 'suspension', dayOf(context.now)),
        deadline: true,
      })),
    );
  }

  /** @throws AppError as `act`; `validation.input` as `review` */
  shelve(input: ParsedInput<'rectifications.shelve'>, context: CallContext) {
    const { id, revision, reviewDay, reason, approver } = input;
    return this.one(id, context, (tx, rules) =>
      act(tx, context, rules, { action: 'shelve', id, revision, note: reason }, ({ matter }) => {
        const fromDay = Math.max(dayOf(context.now), afterDue(matter, context.now));
        requireReviewDay(reviewDay, context, rules);
        const row = { id, fromDay, toDay: null, reason, approver, kind: 'shelving' as const, reviewDay };
        return {
          rows: () => insertSuspension(tx, { ...row, now: context.now, personId: context.actor.personId }),
          deadline: true,
          detail: { reviewDay, approver },
        };
      }),
    );
  }

  /** @throws AppError as `act`; `validation.input` for a review that is not after today, further off than a year, or on a day of rest */
  review(input: ParsedInput<'rectifications.review'>, context: CallContext) {
    const { id, revision, reviewDay, note } = input;
    return this.one(id, context, (tx, rules) =>
      act(tx, context, rules, { action: 'review', id, revision, note }, ({ matter }) => {
        requireReviewDay(reviewDay, context, rules);
        const aside = matter.state === 'shelved';
        return {
          ...(aside ? { rows: () => moveReview(tx, id, reviewDay) } : { set: { nextReviewDay: reviewDay } }),
          deadline: true,
          detail: { reviewDay },
        };
      }),
    );
  }

  unshelve({ id, revision, note }: ParsedInput<'rectifications.unshelve'>, context: CallContext) {
    return this.one(id, context, (tx, rules) =>
      act(tx, context, rules, { action: 'unshelve', id, revision, note }, () => ({
        rows: () => endSuspensions(tx, id, 'shelving', dayOf(context.now)),
        deadline: true,
      })),
    );
  }

  reopen({ id, revision, note }: ParsedInput<'rectifications.reopen'>, context: CallContext) {
    return this.one(id, context, (tx, rules) => reopenMatter(tx, context, rules, { id, revision, note }));
  }
}
