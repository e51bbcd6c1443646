import type { Database } from '../../../db/database.js';
import type { RuleBook } from '../rectifications/rules.js';
import { Orders } from './orders.js';

/** What presses for a matter: orders (督办单), interviews (约谈), circulars (通报). */
export interface EscalationServices {
  orders: Orders;
}

export function createEscalationServices({
  database,
  rules,
}: {
  database: Database;
  rules: RuleBook;
}): EscalationServices {
  return { orders: new Orders(database, rules) };
}
