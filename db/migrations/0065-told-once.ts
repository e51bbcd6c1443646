import { among } from './columns.js';
import type { Migration } from './migration.js';

/** Interviews and look-backs that were told to somebody, each once. */
export const toldOnceStep: Migration = {
  version: 65,
  name: '0065-told-once',
  up: (step) =>
    step.exec(`
CREATE TABLE told_once(
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  ${among('kind', ['summoned', 'interviewNear', 'lookBack'])},
  -- The interview, or the look-back.
  ref INTEGER NOT NULL,
  PRIMARY KEY(person_id, kind, ref)
) STRICT, WITHOUT ROWID;
`),
};
