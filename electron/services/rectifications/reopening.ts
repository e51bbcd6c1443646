import type { Tx } from '../../../db/database.js';
import { deadlineInputs } from '../../../db/queries/rectification-due.js';
import { restartMilestones } from '../../../db/queries/rectification-parts.js';
import type { StoredMatter } from '../../../db/queries/rectification-read.js';
import type { WorkCalendar } from '../../../domain/calendar/calendar.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { act, type Detail, type Step } from './act.js';
import type { Rules } from './rules.js';
import { followMerges } from './transfer.js';

/**
 * 反弹重启: a matter that was struck off runs anew. Named days move on by as many working days as they were away from where
 * it began. @throws AppError as `act`
 */
export async function reopenMatter(
  tx: Tx,
  context: CallContext,
  rules: Rules,
  step: Omit<Step, 'action'>,
  because: Detail = {},
): Promise<void> {
  const { id } = step;
  await act(tx, context, rules, { ...step, action: 'reopen' }, async ({ matter }) => {
    const moved = moverOf(matter, rules.calendar, dayOf(context.now));
    const input = (await deadlineInputs(tx, [id])).get(id);
    const milestones = (input?.milestones ?? []).map(({ dueDay }, index) => ({
      position: index + 1,
      dueDay: moved(dueDay),
    }));
    return {
      set: {
        startsAt: context.now,
        byDay: matter.byDay === null ? null : moved(matter.byDay),
        nextReviewDay: matter.nextReviewOn === null ? null : moved(matter.nextReviewOn),
        reopenings: matter.reopenings + 1,
        // Each run is pressed for anew.
        escalation: 0,
        ...{ closedAt: null, closedBy: null, closure: null },
        ...{ submittedAt: null, submittedBy: null, verifierId: null, verificationResult: null },
      },
      rows: () => restartMilestones(tx, id, milestones),
      deadline: true,
      detail: {
        ...{ oldDueDay: matter.dueOn, originalDueDay: matter.originalDueOn, closedAt: matter.closedAt },
        ...because,
      },
    };
  });
  // Its unit may have become part of another while it was closed.
  await followMerges(tx, context, null);
}

/** A day of the first run -> as far from today in working days. */
function moverOf({ startsAt, issuedAt }: StoredMatter, calendar: WorkCalendar, today: number): (day: number) => number {
  const began = dayOf(startsAt ?? issuedAt ?? 0);
  return (day) => calendar.addWorkdays(today, Math.max(1, calendar.workdaysBetween(began, day)));
}
