import { startOfDay } from '../../../domain/time.js';
import * as texts from '../data/matters.js';
import type { MatterNeeds } from './matter.js';

/** Days gone by whose closures are looked back at, and how many matters are drawn. */
const SPAN_DAYS = 120;
const DRAWN = 4;
const MINUTE_MS = 60_000;

/** One round of looking back: drawn today, two of it looked at, one found recurred, one on somebody's desk. */
export async function makeLookBack({ orders, office, inspectors, today, say, random }: MatterNeeds): Promise<void> {
  // After all that happened to the matters, and not later than now.
  const at = startOfDay(today) + MINUTE_MS;
  orders.as(office, ['office'], at);
  const span = { fromDay: today - SPAN_DAYS, toDay: today };
  const pool = await orders.give('lookBacks.pool', span);
  if (pool.length === 0) return;
  const { items } = await orders.give('lookBacks.draw', {
    ...{ ...span, clientId: random.uuid(), count: Math.min(DRAWN, pool.length) },
    note: say(texts.lookBackNote),
  });
  for (const [index, result] of (['done', 'recurred', null] as const).entries()) {
    const item = items[index];
    if (!item) return;
    orders.as(office, ['office'], at);
    const may = new Set((await orders.give('lookBacks.verifiers', { id: item.id })).map(({ personId }) => personId));
    const able = inspectors.filter(({ personId }) => may.has(personId));
    const looker = able[index % Math.max(1, able.length)];
    if (!looker) return;
    const named = {
      verifierId: looker.personId,
      method: index === 1 ? ('covert_visit' as const) : ('on_site' as const),
    };
    const { id, revision } = await orders.give('lookBacks.arrange', { id: item.id, revision: item.revision, ...named });
    if (result === null) continue;
    orders.as(looker, ['inspector'], at);
    const note = say(result === 'done' ? texts.heldOn : texts.cameBack);
    await orders.give('lookBacks.record', { id, revision, day: today, result, note, visitId: null });
  }
}
