import { DAY_MS, SHANGHAI_OFFSET_MS } from '../../../domain/time.js';
import type { Actor } from '../../ipc/context.js';
import type { Orders } from '../orders.js';
import type { PlannedPlan } from '../plan/rounds.js';
import type { IdOf } from '../plan/sketch.js';
import type { Say } from '../words.js';

const NINE_MS = 9 * 3_600_000;
const morning = (day: number): number => day * DAY_MS - SHANGHAI_OFFSET_MS + NINE_MS;

/** Makes the plans with their rounds and objects. @returns the object of a round by the client id of its visit */
export async function makeRounds(
  orders: Orders,
  plans: readonly PlannedPlan[],
  idOf: IdOf,
  people: ReadonlyMap<string, Actor>,
  office: Actor,
  say: Say,
): Promise<Map<string, number>> {
  const objects = new Map<string, number>();
  for (const planned of plans) {
    const { clientId, title, style, content, fromDay, toDay, rounds } = planned;
    orders.as(office, ['office'], morning(fromDay - 3));
    const plan = await orders.give('plans.create', {
      clientId,
      fields: {
        title,
        style,
        content,
        fromDay,
        toDay,
        authorityBasis: say(['大厅日常巡查办法', 'Rules of the hall’s own patrols']),
        objects: null,
        scope: null,
        approver: say(['陈砚秋', 'Chen Yanqiu']),
        approvedDay: fromDay - 2,
        named: [],
      },
    });
    await orders.give('plans.setState', { id: plan.id, revision: plan.revision, state: 'active', reason: null });
    for (const round of rounds) {
      orders.as(office, ['office'], morning(round.fromDay));
      const fields = {
        title: round.title,
        fromDay: round.fromDay,
        toDay: round.toDay,
        mode: null,
        templateId: null,
        note: null,
      };
      const made = await orders.give('plans.createRound', { clientId: round.clientId, planId: plan.id, fields });
      for (const window of round.ahead) {
        const inspectorIds = ['a07', 'a12'].map((account) => people.get(account)?.personId ?? 0);
        await orders.give('plans.addObject', {
          roundId: made.id,
          kind: 'window',
          objectId: idOf(window),
          inspectorIds,
        });
      }
      for (const visit of round.visits) {
        const window = visit.windows[0];
        if (window === undefined) continue;
        const inspectorIds = visit.inspectors.map((account) => people.get(account)?.personId ?? 0);
        const objectId = idOf(window);
        const detail = await orders.give('plans.addObject', {
          roundId: made.id,
          kind: 'window',
          objectId,
          inspectorIds,
        });
        const object = detail.objects.find((its) => its.objectId === objectId);
        if (object) objects.set(visit.clientId, object.id);
      }
    }
  }
  return objects;
}
