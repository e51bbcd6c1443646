import { abort, flag, text } from './columns.js';
import type { Migration } from './migration.js';

/** A score given by hand, and its evidence, is bound to the item of the scheme it was given under; who gave one does not check the month. */
export const rankingGivenStep: Migration = {
  version: 104,
  name: '0104-ranking-given',
  up: (step) =>
    step.exec(`
CREATE TABLE ranking_manual_bound(
  month_id INTEGER NOT NULL REFERENCES ranking_month(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  -- The version of the scheme whose component it is: a newer one may have another item in its place.
  scheme_id INTEGER NOT NULL REFERENCES ranking_scheme(id),
  component INTEGER NOT NULL CHECK(component >= 0),
  score INTEGER NOT NULL CHECK(score BETWEEN 0 AND 1000),
  ${text('basis', 500)},
  given_at INTEGER NOT NULL,
  given_by INTEGER NOT NULL REFERENCES person(id),
  PRIMARY KEY(month_id, unit_id, scheme_id, component)
) STRICT, WITHOUT ROWID;
INSERT INTO ranking_manual_bound(month_id, unit_id, scheme_id, component, score, basis, given_at, given_by)
  SELECT g.month_id, g.unit_id, r.scheme_id, g.component, g.score, g.basis, g.given_at, g.given_by
    FROM ranking_manual g JOIN ranking_month r ON r.id = g.month_id;
DROP TABLE ranking_manual;
ALTER TABLE ranking_manual_bound RENAME TO ranking_manual;
${['INSERT', 'UPDATE', 'DELETE']
  .map(
    (act) => `CREATE TRIGGER ranking_manual_${act.toLowerCase()} BEFORE ${act} ON ranking_manual
  WHEN (SELECT state FROM ranking_month WHERE id = ${act === 'INSERT' ? 'NEW' : 'OLD'}.month_id) <> 'draft'
  ${abort('what was checked does not change')}`,
  )
  .join('\n')}

CREATE TABLE ranking_evidence_bound(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- None of what went along with a month that puts another right.
  client_id TEXT UNIQUE,
  month_id INTEGER NOT NULL REFERENCES ranking_month(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  scheme_id INTEGER NOT NULL REFERENCES ranking_scheme(id),
  component INTEGER NOT NULL CHECK(component >= 0),
  evidence_id INTEGER NOT NULL REFERENCES evidence(id),
  ${text('name', 255)},
  -- The same bytes stood in another record already.
  ${flag('known')},
  added_at INTEGER NOT NULL,
  added_by INTEGER NOT NULL REFERENCES person(id),
  UNIQUE(month_id, unit_id, scheme_id, component, evidence_id)
) STRICT;
INSERT INTO ranking_evidence_bound(id, client_id, month_id, unit_id, scheme_id, component, evidence_id, name, known, added_at,
    added_by)
  SELECT g.id, g.client_id, g.month_id, g.unit_id, r.scheme_id, g.component, g.evidence_id, g.name, g.known, g.added_at,
      g.added_by
    FROM ranking_evidence g JOIN ranking_month r ON r.id = g.month_id;
DROP TABLE ranking_evidence;
ALTER TABLE ranking_evidence_bound RENAME TO ranking_evidence;
CREATE INDEX ranking_evidence_of ON ranking_evidence(evidence_id);
CREATE TRIGGER ranking_evidence_update BEFORE UPDATE ON ranking_evidence ${abort('evidence of a month stays what it is')}
${['INSERT', 'DELETE']
  .map(
    (act) => `CREATE TRIGGER ranking_evidence_${act.toLowerCase()} BEFORE ${act} ON ranking_evidence
  WHEN (SELECT state FROM ranking_month WHERE id = ${act === 'INSERT' ? 'NEW' : 'OLD'}.month_id) <> 'draft'
  ${abort('what was checked does not change')}`,
  )
  .join('\n')}
CREATE TRIGGER ranking_month_giver BEFORE UPDATE OF checked_by ON ranking_month
  WHEN EXISTS(SELECT 1 FROM ranking_manual g WHERE g.month_id = NEW.id AND g.given_by = NEW.checked_by)
  ${abort('who gave scores does not check the month')}
`),
};
