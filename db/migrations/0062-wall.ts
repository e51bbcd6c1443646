import type { Migration } from './migration.js';

/** When somebody looked at the status wall last, and since when what is new is shown. */
export const wallStep: Migration = {
  version: 62,
  name: '0062-wall',
  async up(step) {
    await step.exec(`
CREATE TABLE wall_look(
  person_id INTEGER PRIMARY KEY REFERENCES person(id),
  since INTEGER,
  at INTEGER NOT NULL
) STRICT;
`);
  },
};
