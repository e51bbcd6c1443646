import type { Reader } from '../../../db/database.js';
import { orderFacts, type StoredOrderFacts } from '../../../db/queries/follow-up-orders.js';
import type { WorkCalendar } from '../../../domain/calendar/calendar.js';
import type { OrderFacts } from '../../../domain/rectification/escalation.js';

/** Days of years the calendar does not know are not counted. */
function workdaysOver(dueOn: number | null, today: number, calendar: WorkCalendar): number {
  if (dueOn === null || dueOn >= today || dueOn < calendar.firstDay || today > calendar.lastDay) return 0;
  return calendar.workdaysBetween(dueOn, today);
}

function toFacts({ dueOn, suspended, ...facts }: StoredOrderFacts, today: number, calendar: WorkCalendar): OrderFacts {
  return { ...facts, suspended: suspended === 1, workdaysOver: workdaysOver(dueOn, today, calendar) };
}

/** What the rules of orders ask of these matters, by id. @param today day number */
export async function orderFactsOf(
  reader: Reader,
  ids: readonly number[],
  today: number,
  calendar: WorkCalendar,
): Promise<Map<number, OrderFacts>> {
  const found = await orderFacts(reader, ids, today);
  return new Map(found.map((facts) => [facts.id, toFacts(facts, today, calendar)]));
}
