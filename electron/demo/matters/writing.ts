import type { WorkCalendar } from '../../../domain/calendar/calendar.js';
import type { RectificationFields } from '../../../domain/rectification/schema.js';
import { demandOf, stages } from '../data/matters.js';
import type { KnownProblem } from '../data/known-problems.js';
import type { Say } from '../words.js';
import { chosen, type Matter, type MatterNeeds } from './matter.js';

/** Working days from the day of issue at which stages are due, and days until 长期坚持 is looked at again. */
const STAGE_WORKDAYS = [5, 20, 45] as const;
const REVIEW_DAYS = 75;

/** Drafts are written and, where they are issued, completed and issued together: a notice for each unit. */
export async function writeMatters(
  matters: readonly Matter[],
  issues: boolean,
  at: number,
  { orders, office, say, step }: MatterNeeds,
  calendar: WorkCalendar,
): Promise<void> {
  orders.as(office, ['office'], at);
  const findings = matters.flatMap(({ clientId, source }) =>
    'findingId' in source ? [{ clientId, findingId: source.findingId }] : [],
  );
  const drafts = findings.length === 0 ? [] : await orders.give('rectifications.draft', { findings });
  for (const matter of matters) {
    const { clientId, source } = matter;
    if ('problem' in source) {
      const fields = demanded(matter, known(matter, source.problem, say), calendar, say);
      matter.row = await orders.give('rectifications.write', { clientId, fields });
    } else {
      matter.row = drafts.find(({ findingId }) => findingId === source.findingId) ?? null;
      if (!matter.row) throw new Error(`the demo hall has no draft of finding ${source.findingId}`);
      const fields = demanded(matter, matter.row.fields, calendar, say);
      if (issues) matter.row = await orders.give('rectifications.edit', { ...chosen(matter), fields });
    }
    step();
  }
  if (!issues) return;
  const order = { matters: matters.map(chosen), notice: 'unit', note: null } as const;
  const rows = await orders.give('rectifications.issue', order);
  matters.forEach((matter, index) => (matter.row = rows[index] ?? null));
}

/** What the office knows, at a counter of the unit. */
const known = (
  { unit, number }: Matter,
  { category, severity, problem }: KnownProblem,
  say: Say,
): RectificationFields => ({
  ...{ problem: say(problem), category, severity, hallId: unit.hallId, unitId: unit.id },
  windowId: unit.windowIds[number % unit.windowIds.length] ?? null,
  ...{ goal: null, measures: [], basisClause: null, leadUnitId: null, remark: null },
  ...{ responsiblePerson: null, responsibleLeader: null },
  deadline: { type: 'immediate_fix', amount: null, byDay: null, milestones: [], nextReviewDay: null },
});

function demanded(
  { limit: [type, amount], unit, day }: Matter,
  fields: RectificationFields,
  calendar: WorkCalendar,
  say: Say,
): RectificationFields {
  const { goal, measures } = demandOf(fields.category);
  const staged = stages.map((title, at) => ({
    title: say(title),
    dueDay: calendar.addWorkdays(day, STAGE_WORKDAYS[at] ?? 1),
  }));
  return {
    ...fields,
    goal: say(goal),
    measures: measures.map(say),
    responsiblePerson: fields.responsiblePerson ?? unit.contact.name,
    responsibleLeader: fields.responsibleLeader ?? unit.leader,
    deadline: {
      ...{ type, amount, byDay: null },
      milestones: type === 'staged_fix' ? staged : [],
      nextReviewDay: type === 'standing_measure' ? day + REVIEW_DAYS : null,
    },
  };
}
