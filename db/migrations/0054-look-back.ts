import { abort, among, frozen, json, optional } from './columns.js';
import type { Migration } from './migration.js';

// A clip a verifier went by hangs on that verification: it is no proof of the unit, and is kept from the first moment.
const proof = `
ALTER TABLE rectification_proof ADD COLUMN verification_id INTEGER REFERENCES rectification_verification(id)
  CHECK(verification_id IS NULL OR derivation_id IS NOT NULL);
CREATE INDEX rectification_proof_derivation ON rectification_proof(derivation_id) WHERE derivation_id IS NOT NULL;
CREATE INDEX rectification_proof_verification ON rectification_proof(verification_id) WHERE verification_id IS NOT NULL;
CREATE INDEX rectification_verification_visit ON rectification_verification(visit_id) WHERE visit_id IS NOT NULL;
`;

/** What was decided on a confirmed finding that looks like an earlier matter come back (反弹). */
const recurrence = `
CREATE TABLE recurrence_decision(
  id INTEGER PRIMARY KEY,
  finding_id INTEGER NOT NULL UNIQUE REFERENCES finding(id),
  earlier_id INTEGER NOT NULL REFERENCES rectification(id),
  ${among('decision', ['reopened', 'marked', 'dismissed'])},
  ${optional('reason', 2000)},
  decided_at INTEGER NOT NULL,
  decided_by INTEGER NOT NULL REFERENCES person(id),
  CHECK(decision = 'marked' OR reason IS NOT NULL)
) STRICT;
CREATE INDEX recurrence_decision_earlier ON recurrence_decision(earlier_id);
${frozen('recurrence_decision', 'what was decided on a recurrence is kept')}
-- Struck off, by window: where a finding looks for what it may be the recurrence of.
CREATE INDEX rectification_struck_off ON rectification(window_id, closed_at) WHERE closure = 'verified';
`;

/** 回头看: rounds drawn among the closed matters, and what was found when they were looked at again. */
const lookBack = `
CREATE TABLE look_back_draw(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  ${json('record')},
  ${optional('note', 1000)},
  drawn_at INTEGER NOT NULL,
  drawn_by INTEGER NOT NULL REFERENCES person(id)
) STRICT;
${frozen('look_back_draw', 'a draw is kept as it was drawn')}
CREATE TABLE look_back(
  id INTEGER PRIMARY KEY,
  draw_id INTEGER NOT NULL REFERENCES look_back_draw(id),
  position INTEGER NOT NULL CHECK(position >= 1),
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  method TEXT CHECK(method IN ('on_site', 'covert_visit', 'footage')),
  verifier_id INTEGER REFERENCES person(id),
  arranged_at INTEGER,
  arranged_by INTEGER REFERENCES person(id),
  looked_at INTEGER,
  day INTEGER,
  result TEXT CHECK(result IN ('done', 'recurred')),
  ${optional('note', 2000)},
  visit_id INTEGER REFERENCES visit(id),
  -- When the matter was reopened because of it.
  reopened_at INTEGER,
  reopened_by INTEGER REFERENCES person(id),
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  UNIQUE(draw_id, position),
  UNIQUE(draw_id, rectification_id),
  CHECK((verifier_id IS NULL) = (method IS NULL) AND (verifier_id IS NULL) = (arranged_at IS NULL)),
  CHECK((looked_at IS NULL) = (result IS NULL) AND (looked_at IS NULL) = (day IS NULL)),
  CHECK(looked_at IS NULL OR (verifier_id IS NOT NULL AND note IS NOT NULL)),
  CHECK(visit_id IS NULL OR looked_at IS NOT NULL),
  CHECK(reopened_at IS NULL OR result = 'recurred'),
  CHECK((reopened_at IS NULL) = (reopened_by IS NULL))
) STRICT;
CREATE INDEX look_back_rectification ON look_back(rectification_id);
CREATE INDEX look_back_waiting ON look_back(verifier_id, rectification_id) WHERE looked_at IS NULL AND verifier_id IS NOT NULL;
CREATE INDEX look_back_verifier ON look_back(verifier_id) WHERE verifier_id IS NOT NULL;
CREATE INDEX look_back_visit ON look_back(visit_id) WHERE visit_id IS NOT NULL;
CREATE TRIGGER look_back_drawn BEFORE UPDATE OF draw_id, position, rectification_id ON look_back
  ${abort('what was drawn stays drawn')}
CREATE TRIGGER look_back_recorded BEFORE UPDATE OF method, verifier_id, arranged_at, arranged_by, looked_at, day, result,
  note, visit_id ON look_back WHEN OLD.looked_at IS NOT NULL ${abort('what was found does not change')}
CREATE TRIGGER look_back_reopened BEFORE UPDATE OF reopened_at, reopened_by ON look_back WHEN OLD.reopened_at IS NOT NULL
  ${abort('what was found does not change')}
CREATE TRIGGER look_back_no_delete BEFORE DELETE ON look_back ${abort('what was drawn stays drawn')}
`;

/** Footage as proof, recurrences and what was decided on them, look-back rounds. */
export const lookBacks: Migration = {
  version: 54,
  name: '0054-look-back',
  up: (step) => step.exec(proof + recurrence + lookBack),
};
