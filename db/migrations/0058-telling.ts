import { flag, json } from './columns.js';
import type { Migration } from './migration.js';

const telling = `
-- What each person wants to be told by the desktop, and how far that has come. Bookkeeping, no record.
CREATE TABLE telling(
  person_id INTEGER PRIMARY KEY REFERENCES person(id) ON DELETE CASCADE,
  ${json('preferences')},
  -- The day of the last digest.
  digest_day INTEGER,
  -- Steps of the history up to this one were told, or were nobody's to be told here; empty before the first look.
  after_event INTEGER CHECK(after_event >= 0)
) STRICT;
-- Due dates that were told: as near, or as gone by. Another date of the same matter is another thing.
CREATE TABLE told_due(
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  ${flag('overdue')},
  due_at INTEGER NOT NULL,
  PRIMARY KEY(person_id, rectification_id, overdue, due_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX told_due_of ON told_due(rectification_id);
`;

/** Desktop notices: preferences of each person, and what was told already. */
export const tellingStep: Migration = {
  version: 58,
  name: '0058-telling',
  up: (step) => step.exec(telling),
};
