import { fillVisitSpansSql, visitSpanTable, visitSpanTrigger } from '../measures/visit-spans.js';
import type { Migration } from './migration.js';

/** When a visit began to count: the score a past day knew follows from it. */
export const visitSpanStep: Migration = {
  version: 108,
  name: '0108-visit-span',
  async up(step) {
    await step.exec(visitSpanTable);
    await step.exec(fillVisitSpansSql);
    await step.exec(visitSpanTrigger);
  },
};
