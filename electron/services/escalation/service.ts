import type { Database } from '../../../db/database.js';
import type { RuleBook } from '../rectifications/rules.js';
import { Circulars } from './circulars.js';
import type { BottomMonths } from './interview-step.js';
import { Interviews } from './interviews.js';
import { Orders } from './orders.js';

/** What presses for a matter: orders (督办单), interviews (约谈), circulars (通报). */
export interface EscalationServices {
  orders: Orders;
  interviews: Interviews;
  circulars: Circulars;
}

/** Without rankings no unit stands at their bottom. */
const noRanking: BottomMonths = () => Promise.resolve(new Map());

export function createEscalationServices({
  database,
  rules,
  bottomMonths = noRanking,
}: {
  database: Database;
  rules: RuleBook;
  bottomMonths?: BottomMonths;
}): EscalationServices {
  return {
    orders: new Orders(database, rules),
    interviews: new Interviews(database, rules, bottomMonths),
    circulars: new Circulars(database, rules),
  };
}
