import type { WorkCalendar } from '../../../domain/calendar/calendar.js';
import { startOfDay } from '../../../domain/time.js';
import * as texts from '../data/escalation.js';
import type { Matter, MatterNeeds } from './matter.js';

const HOUR_MS = 3_600_000;
/** Working days before today, and hours of the day, at which it happens. */
const NOTICED = [4, 10] as const;
const HELD = [2, 15] as const;
const CIRCULAR = [1, 9] as const;

/** The unit that let three orders pass is summoned, and the worst is named in a circular. */
export async function makeEscalation(
  matters: readonly Matter[],
  { orders, office, say, random, today }: MatterNeeds,
  calendar: WorkCalendar,
): Promise<void> {
  const pressed = matters.filter(({ steps }) => steps.some(({ act }) => act === 'orange'));
  const summoned = pressed.find(({ steps }) => steps.some(({ act }) => act === 'red'));
  const row = summoned?.row;
  if (!summoned || !row) return;
  const at = ([ago, hour]: readonly [number, number]): number =>
    startOfDay(calendar.addWorkdays(today, -ago)) + hour * HOUR_MS;
  const { id } = row;
  const problem = row.fields.problem.split('\n', 1)[0] ?? '';

  orders.as(office, ['office'], at(NOTICED));
  const written = await orders.give('interviews.create', {
    clientId: random.uuid(),
    fields: {
      ...{ unitId: summoned.unit.id, invited: say(texts.invited), place: say(texts.place), meetsAt: at(HELD) },
      agenda: [{ rectificationId: id, text: problem }],
    },
  });
  const noticed = await orders.give('interviews.notice', { id: written.id, revision: written.revision });
  orders.as(office, ['office'], at(HELD) + HOUR_MS);
  const held = await orders.give('interviews.hold', {
    ...{ id: noticed.id, revision: noticed.revision },
    record: {
      ...{ heldAt: at(HELD), attendance: say(texts.attendance), minutes: say(texts.minutes) },
      demands: texts.demands.map((words) => ({ clientId: random.uuid(), text: say(words), aboutId: id })),
    },
  });
  await orders.give('interviews.draft', { id: held.id, revision: held.revision });

  orders.as(office, ['office'], at(CIRCULAR));
  const circular = await orders.give('circulars.create', {
    clientId: random.uuid(),
    fields: {
      ...{
        title: say(texts.circularTitle),
        text: say(texts.circularText),
        sentTo: say(texts.circularTo),
        copiedTo: null,
      },
      cases: pressed.flatMap(({ row: named }) => (named ? [named.id] : [])),
    },
  });
  await orders.give('circulars.issue', { id: circular.id, revision: circular.revision });
}
