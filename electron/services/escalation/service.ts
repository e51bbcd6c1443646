import type { RuleBook } from '../rectifications/rules.js';
import { Circulars } from './circulars.js';
import type { BottomMonths } from './interview-step.js';
import { Interviews } from './interviews.js';
import { Orders } from './orders.js';
import type { PaperDependencies } from './paper-file.js';
import { EscalationPapers } from './papers.js';

/** What presses for a matter: orders (督办单), interviews (约谈), circulars (通报). */
export interface EscalationServices {
  orders: Orders;
  interviews: Interviews;
  circulars: Circulars;
  papers: EscalationPapers;
}

/** Without rankings no unit stands at their bottom. */
const noRanking: BottomMonths = () => Promise.resolve(new Map());

export function createEscalationServices({
  rules,
  bottomMonths = noRanking,
  ...around
}: PaperDependencies & { rules: RuleBook; bottomMonths?: BottomMonths }): EscalationServices {
  const { database } = around;
  return {
    orders: new Orders(database, rules),
    interviews: new Interviews(database, rules, bottomMonths),
    circulars: new Circulars(database, rules),
    papers: new EscalationPapers(around, bottomMonths),
  };
}
