import { DAY_MS, SHANGHAI_OFFSET_MS } from '../../../domain/time.js';
import type { Actor } from '../../ipc/context.js';
import type { Orders } from '../orders.js';
import type { PlannedPlan } from '../plan/rounds.js';
import type { IdOf } from '../plan/sketch.js';
import type { Say } from '../words.js';

const NINE_MS = 9 * 3_600_000;
const morning = (day: number): number => day * DAY_MS - SHANGHAI_OFFSET_MS + NINE_MS;

/** A plan that was made, with its rounds. */
export interface MadePlan {
  id: number;
  toDay: number;
}

/** So many days after a plan its last visits are reviewed, and the office closes it with its rounds. */
const SETTLED_DAYS = 5;

/** Closes the plans that were over by a day. @returns those that go on */
export async function closePlans(
  orders: Orders,
  plans: readonly MadePlan[],
  day: number,
  office: Actor,
): Promise<MadePlan[]> {
  for (const { id, toDay } of plans.filter((plan) => plan.toDay + SETTLED_DAYS < day)) {
    orders.as(office, ['office'], morning(toDay + SETTLED_DAYS));
    for (const round of await orders.give('plans.rounds', { planId: id }))
      await orders.give('plans.setRoundState', {
        id: round.id,
        revision: round.revision,
        state: 'closed',
        reason: null,
      });
    const [plan] = await orders.give('plans.rows', { ids: [id] });
    if (plan) await orders.give('plans.setState', { id, revision: plan.revision, state: 'closed', reason: null });
  }
  return plans.filter((plan) => plan.toDay + SETTLED_DAYS >= day);
}

/**
 * Makes the plans with their rounds and objects.
 * @returns the object of a round by the client id of its visit, and the plans
 */
export async function makeRounds(
  orders: Orders,
  plans: readonly PlannedPlan[],
  idOf: IdOf,
  people: ReadonlyMap<string, Actor>,
  office: Actor,
  say: Say,
): Promise<{ objects: Map<string, number>; made: MadePlan[] }> {
  const objects = new Map<string, number>();
  const all: MadePlan[] = [];
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
    all.push({ id: plan.id, toDay });
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
  return { objects, made: all };
}
