import type { Migration } from './migration.js';

/** Visits by their mode: what is counted of one mode alone is looked for among its visits. */
export const visitsOfModeStep: Migration = {
  version: 94,
  name: '0094-visits-of-mode',
  up: (step) => step.exec('CREATE INDEX visit_mode ON visit(mode, day);'),
};
