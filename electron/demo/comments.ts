import { quarterOf, quarterPeriod } from '../../domain/comments/quarter.js';
import { DAY_MS, SHANGHAI_OFFSET_MS } from '../../domain/time.js';
import type { Actor } from '../ipc/context.js';
import { saidComments } from './data/comments.js';
import type { Orders } from './orders.js';
import type { Say } from './words.js';

const HOUR_MS = 3_600_000;
const at = (day: number): number => day * DAY_MS - SHANGHAI_OFFSET_MS + 10 * HOUR_MS;

interface Needs {
  orders: Orders;
  office: Actor;
  leader: Actor;
  unitIds: readonly number[];
  today: number;
  newClientId(): string;
  say: Say;
}

/** Quarters back that were commented on, by unit: one was missed, one was made up for in the quarter after. */
const signed: readonly (readonly { back: number; late?: true }[])[] = [
  [{ back: 2 }, { back: 1 }, { back: 0 }],
  [{ back: 2 }, { back: 1, late: true }],
  [{ back: 1 }],
];

/** The leader keeps contact with the first units that somebody speaks for, and commented on them. */
export async function makeComments({ orders, office, leader, unitIds, today, newClientId, say }: Needs): Promise<void> {
  const now = quarterOf(today);
  for (const [index, quarters] of signed.entries()) {
    const unitId = unitIds[index];
    if (unitId === undefined) return;
    orders.as(office);
    const fromDay = quarterPeriod(now - 2).fromDay;
    const { id: contactPointId } = await orders.give('contactPoints.create', {
      ...{ clientId: newClientId(), leaderId: leader.personId, unitId, fromDay, toDay: null },
    });
    for (const { back, late } of quarters) {
      const { fromDay: first, toDay: last } = quarterPeriod(now - back);
      const texts = saidComments[(index + back) % saidComments.length] ?? saidComments[0];
      if (!texts) return;
      const fields = {
        achievements: say(texts.achievements),
        problems: say(texts.problems),
        suggestions: say(texts.suggestions),
        direction: say(texts.direction),
      };
      orders.as(leader, ['leader'], at(Math.min(today - 1, late ? last + 9 : Math.max(first, last - 12 - index))));
      const draft = { clientId: newClientId(), contactPointId, quarter: now - back, revision: null, fields };
      // The running quarter began today: nothing is behind it.
      if (today - 1 < first) continue;
      const { id, revision } = await orders.give('comments.saveDraft', draft);
      await orders.give('comments.sign', { id, revision });
    }
  }
  orders.as(office);
}
