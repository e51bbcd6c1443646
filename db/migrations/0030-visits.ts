import { abort, among, frozen, json, optional, revised, text } from './columns.js';
import type { Migration } from './migration.js';

const beside = `
ALTER TABLE hall ADD COLUMN opened_day INTEGER;
ALTER TABLE person ADD COLUMN opens_identity INTEGER NOT NULL DEFAULT 0 CHECK(opens_identity IN (0, 1));
CREATE TABLE number_series(
  series TEXT NOT NULL,
  year INTEGER NOT NULL,
  last INTEGER NOT NULL CHECK(last >= 1),
  PRIMARY KEY(series, year)
) STRICT, WITHOUT ROWID;
`;

const templates = `
CREATE TABLE checklist_template(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  ${text('title', 60)},
  ${among('language', ['zh-CN', 'en'])},
  ${among('state', ['active', 'retired'])},
  draft TEXT,
  items INTEGER NOT NULL DEFAULT 0,
  ${revised}
) STRICT;
CREATE INDEX checklist_template_state ON checklist_template(state, title);

CREATE TABLE checklist_version(
  id INTEGER PRIMARY KEY,
  template_id INTEGER NOT NULL REFERENCES checklist_template(id),
  number INTEGER NOT NULL CHECK(number >= 1),
  ${text('title', 60)},
  ${among('language', ['zh-CN', 'en'])},
  ${json('content')},
  items INTEGER NOT NULL,
  published_at INTEGER NOT NULL,
  published_by INTEGER NOT NULL REFERENCES person(id),
  ${optional('note', 200)},
  UNIQUE(template_id, number)
) STRICT;
${frozen('checklist_version', 'a published version never changes')}
`;

const plans = `
CREATE TABLE inspection_plan(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  no TEXT NOT NULL UNIQUE,
  ${text('title', 100)},
  ${among('style', ['full', 'focus', 'random', 'category', 'circuit'])},
  ${text('authority_basis', 300)},
  ${optional('content', 4000)},
  ${optional('objects', 2000)},
  ${optional('scope', 2000)},
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  ${optional('approver', 40)},
  approved_day INTEGER,
  ${among('state', ['draft', 'active', 'closed'])},
  created_by INTEGER NOT NULL REFERENCES person(id),
  ${revised},
  CHECK(to_day >= from_day),
  CHECK(state <> 'active' OR approver IS NOT NULL)
) STRICT;
CREATE INDEX inspection_plan_days ON inspection_plan(from_day, to_day);

CREATE TABLE inspection_plan_object(
  plan_id INTEGER NOT NULL REFERENCES inspection_plan(id),
  ${among('kind', ['window', 'unit'])},
  object_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY(plan_id, kind, object_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE inspection_round(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  plan_id INTEGER NOT NULL REFERENCES inspection_plan(id),
  number INTEGER NOT NULL CHECK(number >= 1),
  ${text('title', 100)},
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  mode TEXT,
  template_id INTEGER REFERENCES checklist_template(id),
  ${optional('note', 1000)},
  ${among('state', ['open', 'closed'])},
  ${revised},
  UNIQUE(plan_id, number),
  CHECK(to_day >= from_day)
) STRICT;
CREATE INDEX inspection_round_days ON inspection_round(from_day, to_day);

CREATE TABLE dual_random_draw(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  round_id INTEGER NOT NULL REFERENCES inspection_round(id),
  ${json('record')},
  drawn_at INTEGER NOT NULL,
  drawn_by INTEGER NOT NULL REFERENCES person(id),
  ${among('state', ['valid', 'void'])},
  ${optional('void_reason', 200)},
  CHECK((state = 'void') = (void_reason IS NOT NULL))
) STRICT;
CREATE INDEX dual_random_draw_round ON dual_random_draw(round_id);
CREATE TRIGGER dual_random_draw_frozen BEFORE UPDATE OF record, drawn_at, drawn_by, round_id ON dual_random_draw BEGIN
  SELECT RAISE(ABORT, 'the record of a draw never changes'); END;
CREATE TRIGGER dual_random_draw_no_delete BEFORE DELETE ON dual_random_draw BEGIN
  SELECT RAISE(ABORT, 'the record of a draw never changes'); END;

CREATE TABLE round_object(
  id INTEGER PRIMARY KEY,
  round_id INTEGER NOT NULL REFERENCES inspection_round(id),
  ${among('kind', ['window', 'unit'])},
  object_id INTEGER NOT NULL,
  draw_id INTEGER REFERENCES dual_random_draw(id),
  position INTEGER NOT NULL,
  UNIQUE(round_id, kind, object_id)
) STRICT;
CREATE INDEX round_object_draw ON round_object(draw_id) WHERE draw_id IS NOT NULL;
CREATE TABLE round_inspector(
  round_object_id INTEGER NOT NULL REFERENCES round_object(id) ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES person(id),
  PRIMARY KEY(round_object_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX round_inspector_person ON round_inspector(person_id);
`;

// What is frozen at submission (score to handling) is what lists and charts read; until then it is empty. Score and grade
// are frozen anew at confirmation, without what was dismissed; what was handed in stays beside them.
const records = `
CREATE TABLE visit(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  no TEXT NOT NULL UNIQUE,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK(number >= 1),
  mode TEXT NOT NULL,
  plan_id INTEGER REFERENCES inspection_plan(id),
  round_id INTEGER REFERENCES inspection_round(id),
  round_object_id INTEGER REFERENCES round_object(id) ON DELETE SET NULL,
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  zone_id INTEGER REFERENCES zone(id),
  window_id INTEGER REFERENCES "window"(id),
  unit_id INTEGER REFERENCES unit(id),
  service_item_id INTEGER REFERENCES service_item(id),
  ${optional('cover_story', 1000)},
  started_at INTEGER,
  ended_at INTEGER,
  day INTEGER NOT NULL,
  ${json('spoken_to')},
  ${optional('narrative', 20000)},
  ${optional('practices', 8000)},
  ${optional('measures', 8000)},
  ${optional('suggestions', 8000)},
  ${among('state', ['draft', 'returned', 'submitted', 'confirmed', 'discarded'])},
  score INTEGER,
  grade TEXT,
  submitted_score INTEGER,
  submitted_grade TEXT,
  findings INTEGER NOT NULL DEFAULT 0,
  severity INTEGER NOT NULL DEFAULT 0 CHECK(severity BETWEEN 0 AND 3),
  waiting_tenths INTEGER,
  handling_tenths INTEGER,
  submitted_at INTEGER,
  submitted_by INTEGER REFERENCES person(id),
  created_by INTEGER NOT NULL REFERENCES person(id),
  ${revised},
  UNIQUE(year, number)
) STRICT;

CREATE TABLE visit_inspector(
  visit_id INTEGER NOT NULL REFERENCES visit(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  position INTEGER NOT NULL,
  PRIMARY KEY(visit_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_inspector_person ON visit_inspector(person_id, visit_id);

CREATE TABLE visit_window(
  visit_id INTEGER NOT NULL REFERENCES visit(id),
  window_id INTEGER NOT NULL REFERENCES "window"(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  position INTEGER NOT NULL,
  score INTEGER,
  waiting_tenths INTEGER,
  handling_tenths INTEGER,
  PRIMARY KEY(visit_id, window_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_window_window ON visit_window(window_id, visit_id);
CREATE INDEX visit_window_unit ON visit_window(unit_id, visit_id);

CREATE TABLE visit_checklist(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  visit_id INTEGER NOT NULL REFERENCES visit(id),
  window_id INTEGER REFERENCES "window"(id),
  version_id INTEGER NOT NULL REFERENCES checklist_version(id),
  position INTEGER NOT NULL,
  ${json('answers')},
  ${json('answered_at')},
  limits TEXT CHECK(limits IS NULL OR json_valid(limits)),
  score INTEGER,
  lowest INTEGER,
  highest INTEGER,
  grade TEXT
) STRICT;
CREATE INDEX visit_checklist_visit ON visit_checklist(visit_id, position);
CREATE INDEX visit_checklist_version ON visit_checklist(version_id, visit_id);

CREATE TABLE visit_step(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  visit_id INTEGER NOT NULL REFERENCES visit(id),
  window_id INTEGER REFERENCES "window"(id),
  step TEXT NOT NULL,
  at INTEGER,
  recorded_at INTEGER NOT NULL,
  ${optional('note', 200)},
  person_id INTEGER NOT NULL REFERENCES person(id)
) STRICT;
CREATE INDEX visit_step_visit ON visit_step(visit_id, id);
${frozen('visit_step', 'steps are only added')}

CREATE TABLE visit_conflict(
  id INTEGER PRIMARY KEY,
  visit_id INTEGER NOT NULL REFERENCES visit(id),
  path TEXT NOT NULL,
  ${json('mine')},
  ${json('theirs')},
  person_id INTEGER NOT NULL REFERENCES person(id),
  at INTEGER NOT NULL,
  settled_at INTEGER,
  kept TEXT CHECK(kept IN ('mine', 'theirs', 'joined'))
) STRICT;
CREATE INDEX visit_conflict_visit ON visit_conflict(visit_id) WHERE settled_at IS NULL;

CREATE TABLE visit_clock(
  id INTEGER PRIMARY KEY,
  visit_id INTEGER NOT NULL REFERENCES visit(id),
  noticed_at INTEGER NOT NULL,
  shift_ms INTEGER NOT NULL,
  ${among('kind', ['running', 'betweenRuns'])}
) STRICT;
CREATE INDEX visit_clock_visit ON visit_clock(visit_id);
${frozen('visit_clock', 'what was noticed of the clock never changes')}

CREATE TABLE visit_submission(
  id INTEGER PRIMARY KEY,
  visit_id INTEGER NOT NULL REFERENCES visit(id),
  number INTEGER NOT NULL CHECK(number >= 1),
  submitted_at INTEGER NOT NULL,
  submitted_by INTEGER NOT NULL REFERENCES person(id),
  ${json('record')},
  sha256 TEXT NOT NULL CHECK(length(sha256) = 64),
  UNIQUE(visit_id, number)
) STRICT;
${frozen('visit_submission', 'what was submitted never changes')}

CREATE TABLE visit_event(
  id INTEGER PRIMARY KEY,
  visit_id INTEGER NOT NULL REFERENCES visit(id),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person(id),
  finding_id INTEGER,
  ${optional('note', 500)}
) STRICT;
CREATE INDEX visit_event_visit ON visit_event(visit_id, id);
${frozen('visit_event', 'the history of a visit only grows')}

CREATE TABLE lead(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  no TEXT UNIQUE,
  person_id INTEGER NOT NULL REFERENCES person(id),
  ${among('state', ['draft', 'received', 'accepted', 'answered'])},
  hall_id INTEGER REFERENCES hall(id),
  window_id INTEGER REFERENCES "window"(id),
  unit_id INTEGER REFERENCES unit(id),
  ${optional('place', 80)},
  seen_day INTEGER,
  ${among('day_part', ['morning', 'noon', 'afternoon', 'unknown'])},
  hour INTEGER CHECK(hour BETWEEN 0 AND 23),
  ${optional('saw', 4000)},
  ${json('aspects')},
  ${optional('wish', 2000)},
  submitted_at INTEGER,
  ${revised},
  CHECK((state = 'draft') = (no IS NULL))
) STRICT;
CREATE INDEX lead_person ON lead(person_id, id);
CREATE INDEX lead_state ON lead(state, submitted_at);
CREATE TABLE lead_event(
  id INTEGER PRIMARY KEY,
  lead_id INTEGER NOT NULL REFERENCES lead(id),
  at INTEGER NOT NULL,
  ${among('kind', ['submitted', 'accepted', 'answered', 'replied'])},
  person_id INTEGER NOT NULL REFERENCES person(id),
  ${optional('text', 1000)}
) STRICT;
CREATE INDEX lead_event_lead ON lead_event(lead_id, id);
${frozen('lead_event', 'the history of a lead only grows')}

CREATE TABLE finding(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  no TEXT UNIQUE,
  visit_id INTEGER REFERENCES visit(id),
  lead_id INTEGER REFERENCES lead(id),
  checklist_id INTEGER REFERENCES visit_checklist(id),
  item_code TEXT,
  position INTEGER NOT NULL,
  ${text('title', 200)},
  category TEXT NOT NULL,
  ${among('severity', ['general', 'serious', 'grave'])},
  ${optional('basis_clause', 200)},
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  window_id INTEGER REFERENCES "window"(id),
  unit_id INTEGER REFERENCES unit(id),
  at INTEGER,
  day INTEGER NOT NULL,
  head_count INTEGER,
  head_total INTEGER,
  duration_seconds INTEGER,
  ${optional('description', 4000)},
  corrected_on_spot INTEGER NOT NULL CHECK(corrected_on_spot IN (0, 1)),
  deadline_type TEXT NOT NULL,
  deadline_amount INTEGER,
  ${among('state', ['draft', 'submitted', 'confirmed', 'dismissed'])},
  decided_at INTEGER,
  decided_by INTEGER REFERENCES person(id),
  ${optional('decision_note', 1000)},
  ${revised},
  CHECK((visit_id IS NULL) <> (lead_id IS NULL)),
  CHECK((checklist_id IS NULL) = (item_code IS NULL)),
  CHECK((state IN ('confirmed', 'dismissed')) = (decided_at IS NOT NULL))
) STRICT;
CREATE INDEX finding_visit ON finding(visit_id, position) WHERE visit_id IS NOT NULL;
-- A checklist that goes is looked for in every finding: this keeps the look short.
CREATE INDEX finding_checklist ON finding(checklist_id) WHERE checklist_id IS NOT NULL;
CREATE UNIQUE INDEX finding_lead ON finding(lead_id) WHERE lead_id IS NOT NULL;

CREATE TABLE supervisor(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  person_id INTEGER NOT NULL UNIQUE REFERENCES person(id),
  ${among('constituency', ['retired_cadre', 'people_deputy', 'cppcc_member', 'government', 'enterprise', 'citizen'])},
  certificate_no TEXT NOT NULL UNIQUE CHECK(length(certificate_no) BETWEEN 1 AND 40),
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  ${optional('employer', 80)},
  ${optional('note', 500)},
  ${among('state', ['active', 'retired'])},
  ${revised},
  CHECK(to_day >= from_day)
) STRICT;
CREATE TABLE supervisor_hall(
  supervisor_id INTEGER NOT NULL REFERENCES supervisor(id),
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  PRIMARY KEY(supervisor_id, hall_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence(
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE CHECK(length(sha256) = 64),
  bytes INTEGER NOT NULL CHECK(bytes > 0),
  ${among('kind', ['picture', 'video', 'audio', 'other'])},
  ${text('media_type', 80)},
  width INTEGER,
  height INTEGER,
  -- The 64 bits of the picture hash in four parts: two that differ in three bits at most share a part.
  hash0 INTEGER,
  hash1 INTEGER,
  hash2 INTEGER,
  hash3 INTEGER,
  taken_at INTEGER,
  imported_at INTEGER NOT NULL,
  imported_by INTEGER NOT NULL REFERENCES person(id)
) STRICT;
CREATE INDEX evidence_hash0 ON evidence(hash0) WHERE hash0 IS NOT NULL;
CREATE INDEX evidence_hash1 ON evidence(hash1) WHERE hash1 IS NOT NULL;
CREATE INDEX evidence_hash2 ON evidence(hash2) WHERE hash2 IS NOT NULL;
CREATE INDEX evidence_hash3 ON evidence(hash3) WHERE hash3 IS NOT NULL;
${frozen('evidence', 'evidence never changes')}

CREATE TABLE attachment(
  -- A number is an address (domain/picture): the next picture must not be given that of a draft thrown away.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  client_id TEXT NOT NULL UNIQUE,
  evidence_id INTEGER NOT NULL REFERENCES evidence(id),
  visit_id INTEGER REFERENCES visit(id),
  -- Client ids, so that a picture can hang on what is just being written.
  checklist TEXT,
  item_code TEXT,
  finding TEXT,
  lead_id INTEGER REFERENCES lead(id),
  ${text('name', 255)},
  ${optional('caption', 200)},
  ${among('origin', ['paste', 'drop', 'pick'])},
  known INTEGER NOT NULL CHECK(known IN (0, 1)),
  added_at INTEGER NOT NULL,
  added_by INTEGER NOT NULL REFERENCES person(id),
  removed_at INTEGER,
  CHECK((visit_id IS NULL) <> (lead_id IS NULL)),
  CHECK((checklist IS NULL) = (item_code IS NULL)),
  CHECK(finding IS NULL OR checklist IS NULL)
) STRICT;
CREATE INDEX attachment_visit ON attachment(visit_id) WHERE visit_id IS NOT NULL;
CREATE INDEX attachment_lead ON attachment(lead_id) WHERE lead_id IS NOT NULL;
CREATE INDEX attachment_evidence ON attachment(evidence_id);
`;

/**
 * A submitted record does not move, whoever asks: only review may touch its state, and its findings' decisions. Rows are
 * kept from being added to a visit that was handed in, which its submission says.
 */
const closedVisit = (ref: string): string =>
  `(SELECT state FROM visit WHERE id = ${ref}.visit_id) NOT IN ('draft', 'returned')`;
const closed = closedVisit('OLD');
const handedIn = `${closedVisit('NEW')} AND EXISTS(SELECT 1 FROM visit_submission WHERE visit_id = NEW.visit_id)`;
/** No row of this table is added to, changed in these columns or taken from a visit that was handed in. */
const sealed = (table: string, columns?: string): string => `
CREATE TRIGGER ${table}_frozen BEFORE UPDATE ${columns === undefined ? '' : `OF ${columns} `}ON ${table} WHEN ${closed} ${abort('a submitted visit does not change')}
CREATE TRIGGER ${table}_kept BEFORE DELETE ON ${table} WHEN ${closed} ${abort('a submitted visit does not change')}
CREATE TRIGGER ${table}_late BEFORE INSERT ON ${table} WHEN ${handedIn} ${abort('a submitted visit does not change')}`;

const findingOf = (state: string): string =>
  `EXISTS(SELECT 1 FROM finding WHERE visit_id = OLD.visit_id AND state = '${state}')`;
/** Scores of a part move once more: when review has decided on everything and dismissed something. */
const scored = (table: string, columns: string): string => `
CREATE TRIGGER ${table}_scored BEFORE UPDATE OF ${columns} ON ${table}
  WHEN ${closed} AND ((SELECT state FROM visit WHERE id = OLD.visit_id) <> 'submitted'
    OR NOT ${findingOf('dismissed')} OR ${findingOf('submitted')}) ${abort('a submitted visit does not change')}`;

const immutability = `
CREATE TRIGGER visit_frozen BEFORE UPDATE OF client_id, no, year, number, mode, plan_id, round_id, hall_id, zone_id,
  window_id, unit_id, service_item_id, cover_story, started_at, ended_at, day, spoken_to, narrative, practices, measures,
  suggestions, submitted_score, submitted_grade, waiting_tenths, handling_tenths, submitted_at, submitted_by, created_by, created_at ON visit
  WHEN OLD.state IN ('submitted', 'confirmed', 'discarded') ${abort('a submitted visit does not change')}
CREATE TRIGGER visit_scored BEFORE UPDATE OF score, grade ON visit
  WHEN OLD.state IN ('confirmed', 'discarded') OR (OLD.state = 'submitted' AND NEW.state <> 'confirmed')
  ${abort('a score moves with its confirmation alone')}
CREATE TRIGGER visit_final BEFORE UPDATE OF state, findings, severity, revision, updated_at ON visit
  WHEN OLD.state IN ('confirmed', 'discarded') ${abort('the state of this visit is final')}
CREATE TRIGGER visit_moves BEFORE UPDATE OF state ON visit WHEN NEW.state <> OLD.state AND NOT (
  (OLD.state IN ('draft', 'returned') AND NEW.state IN ('submitted', 'discarded'))
  OR (OLD.state = 'submitted' AND NEW.state IN ('returned', 'confirmed'))) ${abort('a visit does not move this way')}
CREATE TRIGGER visit_no_delete BEFORE DELETE ON visit ${abort('a visit is never deleted')}
${sealed('visit_inspector')}
${sealed('visit_window', 'visit_id, window_id, unit_id, position, waiting_tenths, handling_tenths')}
${sealed('visit_checklist', 'id, client_id, visit_id, window_id, version_id, position, answers, answered_at, limits')}
${scored('visit_window', 'score')}
${scored('visit_checklist', 'score, lowest, highest, grade')}
CREATE TRIGGER visit_step_late BEFORE INSERT ON visit_step WHEN ${closedVisit('NEW')}
  ${abort('a submitted visit does not change')}
CREATE TRIGGER lead_frozen BEFORE UPDATE OF no, person_id, hall_id, window_id, unit_id, place, seen_day, day_part, hour,
  saw, aspects, wish, submitted_at ON lead WHEN OLD.state <> 'draft' ${abort('a submitted lead does not change')}
CREATE TRIGGER lead_kept BEFORE DELETE ON lead WHEN OLD.state <> 'draft' ${abort('a submitted lead does not change')}
CREATE TRIGGER finding_frozen BEFORE UPDATE OF client_id, no, visit_id, lead_id, checklist_id, item_code, position, title,
  category, basis_clause, hall_id, window_id, unit_id, at, day, head_count, head_total, duration_seconds, description,
  corrected_on_spot, deadline_type, deadline_amount, created_at ON finding
  WHEN OLD.state <> 'draft' ${abort('a submitted finding does not change')}
CREATE TRIGGER finding_final BEFORE UPDATE OF state, severity, decided_at, decided_by, decision_note ON finding
  WHEN (SELECT state FROM visit WHERE id = OLD.visit_id) IN ('confirmed', 'discarded')
  ${abort('the findings of this visit are final')}
CREATE TRIGGER finding_kept BEFORE DELETE ON finding WHEN OLD.state <> 'draft'
  ${abort('a submitted finding does not change')}
CREATE TRIGGER finding_late BEFORE INSERT ON finding WHEN ${handedIn} ${abort('a submitted visit does not change')}
${sealed('attachment')}
CREATE TRIGGER attachment_lead_frozen BEFORE UPDATE ON attachment
  WHEN (SELECT state FROM lead WHERE id = OLD.lead_id) <> 'draft' ${abort('a submitted lead does not change')}
CREATE TRIGGER attachment_lead_kept BEFORE DELETE ON attachment
  WHEN (SELECT state FROM lead WHERE id = OLD.lead_id) <> 'draft' ${abort('a submitted lead does not change')}
CREATE TRIGGER attachment_lead_late BEFORE INSERT ON attachment
  WHEN (SELECT state FROM lead WHERE id = NEW.lead_id) <> 'draft' ${abort('a submitted lead does not change')}
`;

// Lists: one wide covering index holds every filter and sort column, so that the worst case is one scan of it. For each
// order of a list another holds every filter column behind the key, so that the first page is there at once. All of them
// are covering: a narrow one would draw the planner into one look-up in the table for each row.
const filters = `day, hall_id, zone_id, unit_id, window_id, mode, state, plan_id, round_id, findings, severity, score`;
const visitOrders = {
  score: 'score',
  findings: 'findings',
  waiting: 'waiting_tenths',
  handling: 'handling_tenths',
  updated: 'updated_at',
  number: 'year * 10000000 + number',
  life: `CASE state WHEN 'draft' THEN 0 WHEN 'returned' THEN 1 WHEN 'submitted' THEN 2 WHEN 'confirmed' THEN 3
    WHEN 'discarded' THEN 4 END`,
};
const ordered = Object.entries(visitOrders)
  .map(([name, key]) => `CREATE INDEX visit_by_${name} ON visit(${key}, ${filters});`)
  .join('\n');

const lists = `
CREATE INDEX visit_list ON visit(day, hall_id, zone_id, unit_id, window_id, mode, state, plan_id, round_id, score,
  findings, severity, waiting_tenths, handling_tenths, year, number, updated_at);
${ordered}
CREATE INDEX visit_window_day ON visit(window_id, day) WHERE window_id IS NOT NULL;
CREATE INDEX visit_unit_day ON visit(unit_id, day) WHERE unit_id IS NOT NULL;
CREATE INDEX visit_plan_day ON visit(plan_id, day) WHERE plan_id IS NOT NULL;
CREATE INDEX visit_round ON visit(round_id) WHERE round_id IS NOT NULL;
CREATE INDEX visit_round_object ON visit(round_object_id) WHERE round_object_id IS NOT NULL;
CREATE INDEX visit_state ON visit(state, day) WHERE state IN ('draft', 'returned', 'submitted');
CREATE INDEX finding_list ON finding(day, state, severity, category, hall_id, unit_id, window_id, corrected_on_spot,
  visit_id, lead_id, updated_at);
CREATE INDEX finding_unit ON finding(unit_id, day) WHERE unit_id IS NOT NULL;
`;

/** Plans, rounds and draws; checklists; visits with steps, answers, findings and review; leads; evidence. */
export const visits: Migration = {
  version: 30,
  name: '0030-visits',
  up: (step) => step.exec(beside + templates + plans + records + immutability + lists),
};
