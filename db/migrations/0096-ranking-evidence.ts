import { abort, flag, text } from './columns.js';
import type { Migration } from './migration.js';

/** Pictures and papers that items of a month given by hand are based on. */
export const rankingEvidenceStep: Migration = {
  version: 96,
  name: '0096-ranking-evidence',
  up: (step) =>
    step.exec(`
CREATE TABLE ranking_evidence(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- None of what went along with a month that puts another right.
  client_id TEXT UNIQUE,
  month_id INTEGER NOT NULL REFERENCES ranking_month(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  component INTEGER NOT NULL CHECK(component >= 0),
  evidence_id INTEGER NOT NULL REFERENCES evidence(id),
  ${text('name', 255)},
  -- The same bytes stood in another record already.
  ${flag('known')},
  added_at INTEGER NOT NULL,
  added_by INTEGER NOT NULL REFERENCES person(id),
  UNIQUE(month_id, unit_id, component, evidence_id)
) STRICT;
CREATE INDEX ranking_evidence_of ON ranking_evidence(evidence_id);
CREATE TRIGGER ranking_evidence_update BEFORE UPDATE ON ranking_evidence ${abort('evidence of a month stays what it is')}
${['INSERT', 'DELETE']
  .map(
    (act) => `CREATE TRIGGER ranking_evidence_${act.toLowerCase()} BEFORE ${act} ON ranking_evidence
  WHEN (SELECT state FROM ranking_month WHERE id = ${act === 'INSERT' ? 'NEW' : 'OLD'}.month_id) <> 'draft'
  ${abort('what was checked does not change')}`,
  )
  .join('\n')}
`),
};
