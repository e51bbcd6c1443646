import type { Actor } from '../../ipc/context.js';
import type { Orders } from '../orders.js';
import type { DemoRecords } from '../plan/records.js';
import type { IdOf } from '../plan/sketch.js';
import type { Say } from '../words.js';
import { LeadMaker } from './leads.js';
import { VisitRecorder } from './record.js';
import { closePlans, makeRounds } from './rounds.js';

interface Needs {
  orders: Orders;
  idOf: IdOf;
  /** By account. */
  people: ReadonlyMap<string, Actor>;
  office: Actor;
  say: Say;
  /** Told after each record. */
  step(): void;
}

/** Lets two years of plans, visits and leads happen, in the order of their days. */
export async function makeRecords(records: DemoRecords, needs: Needs): Promise<void> {
  const { orders, idOf, people, office, say, step } = needs;
  const recorder = new VisitRecorder(orders, idOf, people, say);
  const { objects, made } = await makeRounds(orders, records.plans, idOf, people, office, say);
  let running = made;
  for (const visit of records.visits) {
    running = await closePlans(orders, running, visit.day, office);
    await recorder.record(visit, objects.get(visit.clientId) ?? null);
    step();
  }
  const leads = new LeadMaker(orders, idOf, people, office, say);
  for (const supervisor of records.supervisors) await leads.register(supervisor);
  for (const lead of records.leads) await leads.make(lead);
  orders.as(office);
}
