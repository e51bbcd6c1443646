import { abort, among, optional, revised, text } from './columns.js';
import type { Migration } from './migration.js';

/** Instructions of leaders (批示) on matters: what was given stands, and so does what was answered. */
export const instructionStep: Migration = {
  version: 66,
  name: '0066-instruction',
  async up(step) {
    await step.exec(`
CREATE TABLE instruction(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  -- Who is to answer: a unit, or the office where there is none.
  unit_id INTEGER REFERENCES unit(id),
  ${among('state', ['open', 'answered', 'withdrawn'])},
  ${text('text', 1000)},
  due_on INTEGER NOT NULL,
  given_at INTEGER NOT NULL,
  given_by INTEGER NOT NULL REFERENCES person(id),
  ${optional('answer', 2000)},
  -- Why it was withdrawn.
  ${optional('reason', 200)},
  ended_at INTEGER,
  ended_by INTEGER REFERENCES person(id),
  ${revised},
  CHECK((state = 'open') = (ended_at IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL)),
  CHECK((state = 'answered') = (answer IS NOT NULL)),
  CHECK((state = 'withdrawn') = (reason IS NOT NULL))
) STRICT;
CREATE INDEX instruction_of ON instruction(rectification_id, id);
CREATE INDEX instruction_open ON instruction(unit_id, rectification_id, given_by, due_on, given_at) WHERE state = 'open';
CREATE TRIGGER instruction_given BEFORE UPDATE OF client_id, rectification_id, unit_id, text, due_on, given_at, given_by
  ON instruction ${abort('what was instructed does not change')}
CREATE TRIGGER instruction_ended BEFORE UPDATE ON instruction WHEN OLD.state <> 'open'
  ${abort('an instruction that ended does not change')}
CREATE TRIGGER instruction_no_delete BEFORE DELETE ON instruction ${abort('an instruction stays')}
`);
  },
};
