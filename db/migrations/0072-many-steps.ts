import { spanTrigger } from '../measures/spans.js';
import type { Migration } from './migration.js';

/** Steps of a recalculation are taken together, no longer one by one. */
export const manySteps: Migration = {
  version: 72,
  name: '0072-many-steps',
  up: (step) => step.exec(`DROP TRIGGER rectification_span_step;\n${spanTrigger}`),
};
