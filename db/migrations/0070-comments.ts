import { abort, optional, revised } from './columns.js';
import type { Migration, MigrationStep } from './migration.js';

const FOREVER = 2_147_483_647;
const overlaps = `EXISTS(SELECT 1 FROM contact_point o WHERE o.unit_id = NEW.unit_id AND o.id <> NEW.id
  AND o.from_day <= coalesce(NEW.to_day, ${FOREVER}) AND coalesce(o.to_day, ${FOREVER}) >= NEW.from_day)`;

const tables = `
CREATE TABLE contact_point(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  leader_id INTEGER NOT NULL REFERENCES person(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  from_day INTEGER NOT NULL,
  to_day INTEGER,
  ${revised},
  CHECK(to_day IS NULL OR to_day >= from_day)
) STRICT;
CREATE INDEX contact_point_leader ON contact_point(leader_id);
CREATE INDEX contact_point_unit ON contact_point(unit_id, from_day);
CREATE TRIGGER contact_point_pair BEFORE UPDATE OF leader_id, unit_id ON contact_point
  ${abort('leader and unit of a contact point stay')}
CREATE TRIGGER contact_point_kept BEFORE DELETE ON contact_point ${abort('a contact point is ended, not removed')}
CREATE TRIGGER contact_point_added AFTER INSERT ON contact_point WHEN ${overlaps}
  ${abort('a unit has one leader at a time')}
CREATE TRIGGER contact_point_moved AFTER UPDATE OF from_day, to_day ON contact_point WHEN ${overlaps}
  ${abort('a unit has one leader at a time')}

CREATE TABLE quarter_comment(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  no TEXT,
  contact_point_id INTEGER NOT NULL REFERENCES contact_point(id),
  quarter INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1 CHECK(version >= 1),
  replaces_id INTEGER UNIQUE REFERENCES quarter_comment(id),
  ${optional('reason', 200)},
  ${optional('achievements', 4000)},
  ${optional('problems', 4000)},
  ${optional('suggestions', 4000)},
  ${optional('direction', 4000)},
  signed_at INTEGER,
  signed_by INTEGER REFERENCES person(id),
  ${revised},
  UNIQUE(contact_point_id, quarter, version),
  CHECK((replaces_id IS NULL) = (version = 1) AND (replaces_id IS NULL) = (reason IS NULL)),
  CHECK((signed_at IS NULL) = (signed_by IS NULL)),
  CHECK(signed_at IS NULL OR (no IS NOT NULL AND achievements IS NOT NULL AND problems IS NOT NULL
    AND suggestions IS NOT NULL AND direction IS NOT NULL))
) STRICT;
CREATE INDEX quarter_comment_signer ON quarter_comment(signed_by) WHERE signed_by IS NOT NULL;
CREATE TRIGGER quarter_comment_version BEFORE INSERT ON quarter_comment WHEN NEW.replaces_id IS NOT NULL
  AND NOT EXISTS(SELECT 1 FROM quarter_comment o WHERE o.id = NEW.replaces_id AND o.signed_at IS NOT NULL
    AND o.contact_point_id = NEW.contact_point_id AND o.quarter = NEW.quarter AND o.version = NEW.version - 1)
  ${abort('a version follows a signed one')}
CREATE TRIGGER quarter_comment_place BEFORE UPDATE OF client_id, contact_point_id, quarter, version, replaces_id ON quarter_comment
  ${abort('a comment stays where it is')}
CREATE TRIGGER quarter_comment_signed BEFORE UPDATE ON quarter_comment WHEN OLD.signed_at IS NOT NULL
  ${abort('a signed comment does not change')}
CREATE TRIGGER quarter_comment_kept BEFORE DELETE ON quarter_comment WHEN OLD.signed_at IS NOT NULL
  ${abort('a signed comment does not change')}
`;

const before = 'CHECK((visit_id IS NULL) <> (lead_id IS NULL))';
const after = `comment_id INTEGER REFERENCES quarter_comment(id),
  CHECK((visit_id IS NOT NULL) + (lead_id IS NOT NULL) + (comment_id IS NOT NULL) = 1)`;
const guards = `
CREATE INDEX finding_comment ON finding(comment_id) WHERE comment_id IS NOT NULL;
CREATE TRIGGER finding_comment_signed BEFORE INSERT ON finding WHEN NEW.comment_id IS NOT NULL
  AND (SELECT signed_at FROM quarter_comment WHERE id = NEW.comment_id) IS NULL
  ${abort('a finding is made of a signed comment')}
CREATE TRIGGER finding_comment_frozen BEFORE UPDATE OF comment_id ON finding ${abort('a submitted finding does not change')}
`;

/** A finding may also come of a comment: its table is made anew, with the indexes and triggers it had. */
async function widenFinding(step: MigrationStep): Promise<void> {
  const rows = await step.all<{ type: string; sql: string }>(
    `SELECT type, sql FROM sqlite_schema WHERE tbl_name = 'finding' AND sql IS NOT NULL ORDER BY rowid`,
  );
  const table = rows.find(({ type }) => type === 'table')?.sql ?? '';
  if (!table.includes(before)) throw new Error('the table of findings is not the known one');
  const next = table.replace('CREATE TABLE finding(', 'CREATE TABLE finding_next(').replace(before, after);
  const around = rows.filter(({ type }) => type !== 'table').map(({ sql }) => `${sql};`);
  // Triggers of other tables name this one while it is away: they are left as they read.
  await step.exec(`PRAGMA legacy_alter_table = ON;
    ${next};
    INSERT INTO finding_next SELECT *, NULL FROM finding;
    DROP TABLE finding;
    ALTER TABLE finding_next RENAME TO finding;
    ${around.join('\n')}
    ${guards}
    PRAGMA legacy_alter_table = OFF;`);
}

/** Contact points of leaders, their comments of each quarter, and findings made of these. */
export const commentsStep: Migration = {
  version: 70,
  name: '0070-comments',
  async up(step) {
    await step.exec(tables);
    await widenFinding(step);
  },
};
