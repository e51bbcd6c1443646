import type { Database } from '../../../db/database.js';
import { deadlineInputs } from '../../../db/queries/rectification-due.js';
import { matterAt } from '../../../db/queries/rectification-read.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { yearOf } from '../../../domain/calendar/calendar.js';
import { plainDeadline } from '../../../domain/rectification/completeness.js';
import { deadlineOf, remainingWorkdays, type DeadlineInput } from '../../../domain/rectification/deadline.js';
import { dueStrip } from '../../../domain/rectification/due-strip.js';
import type { DueExplanation } from '../../../domain/rectification/explain.js';
import { isHandedIn } from '../../../domain/rectification/light.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { noMatter } from './refusals.js';
import type { RuleBook, Rules } from './rules.js';

const MIDNIGHT_MINUTE = 1440;

/** How due dates come about, of matters there are and of terms being written. */
export class Deadlines {
  constructor(
    private readonly database: Database,
    private readonly rules: RuleBook,
  ) {}

  /** @throws AppError `notFound.record` */
  explain({ id }: ParsedInput<'rectifications.explain'>, context: CallContext): Promise<DueExplanation> {
    return this.database.read(context.command, async (reader) => {
      const rules = await this.rules.of(reader);
      const at = await matterAt(reader, id, context, dayOf(context.now));
      const input = (await deadlineInputs(reader, [id])).get(id);
      if (!at || !input) throw noMatter(id);
      const { state, submittedAt, closedAt } = at.matter;
      const ended = state === 'closed' || isHandedIn(state) ? (submittedAt ?? closedAt) : null;
      const explanation =
        ended === null ? explanationOf(input, rules, dayOf(context.now)) : asItStood(input, rules, dayOf(ended));
      return at.matter.reopenings > 0 ? { ...explanation, countFrom: 'reopening' } : explanation;
    });
  }

  /** @throws AppError `deadline.noCalendar` */
  try({ deadline, startAt }: ParsedInput<'rectifications.tryDeadline'>, context: CallContext): Promise<DueExplanation> {
    return this.database.read(context.command, async (reader) => {
      const { type, amount, byDay, milestones, nextReviewDay } = plainDeadline(deadline);
      const input: DeadlineInput = {
        ...{ type, amount, byDay, nextReviewDay },
        startAt: startAt ?? context.now,
        unsignedSince: null,
        shelvedUntil: null,
        appeal: null,
        milestones: milestones.map((stage) => ({ ...stage, doneDay: null })),
        extensions: [],
        suspensions: [],
      };
      return explanationOf(input, await this.rules.of(reader), dayOf(context.now));
    });
  }
}

/** What was handed in or closed counts no more days: the strip ends where it stood then. */
function asItStood(input: DeadlineInput, rules: Rules, day: number): DueExplanation {
  const { steps, ...rest } = explanationOf(input, rules, day);
  return { ...rest, steps: steps.map((step) => (step.kind === 'today' ? { ...step, kind: 'over' } : step)) };
}

function explanationOf(input: DeadlineInput, rules: Rules, today: number): DueExplanation {
  const { calendar, settings, years } = rules;
  const { state, dueDay, dueAt, warnAt, originalDueDay, provisional, remainingWhenSuspended } = deadlineOf(
    input,
    settings,
    calendar,
  );
  const { type, amount, startAt, nextReviewDay } = input;
  const steps = dueStrip(input, settings, calendar, today);
  const looked = new Set(steps.flatMap((step) => [yearOf(step.day), yearOf(step.toDay)]));
  return {
    ...{ type, amount, state, dueDay, dueAt, warnAt, originalDueDay, provisional, nextReviewDay, steps },
    startDay: startAt === null ? null : dayOf(startAt),
    countFrom: settings.countFrom,
    remaining:
      dueDay === null
        ? remainingWhenSuspended
        : today > calendar.lastDay
          ? null
          : remainingWorkdays(dueDay, today, calendar),
    calendars: years
      .filter(({ year }) => looked.has(year))
      .map(({ year, status, paperNo }) => ({ year, status, paperNo })),
    dayEndMinute: settings.dayEnd === 'midnight' ? MIDNIGHT_MINUTE : settings.officeEnd,
  };
}
