-- user_version 110

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
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 255),
  caption TEXT CHECK(length(caption) BETWEEN 1 AND 200),
  origin TEXT NOT NULL CHECK(origin IN ('paste', 'drop', 'pick')),
  known INTEGER NOT NULL CHECK(known IN (0, 1)),
  added_at INTEGER NOT NULL,
  added_by INTEGER NOT NULL REFERENCES person(id),
  removed_at INTEGER,
  CHECK((visit_id IS NULL) <> (lead_id IS NULL)),
  CHECK((checklist IS NULL) = (item_code IS NULL)),
  CHECK(finding IS NULL OR checklist IS NULL)
) STRICT;

CREATE INDEX attachment_evidence ON attachment(evidence_id);

CREATE TRIGGER attachment_frozen BEFORE UPDATE ON attachment WHEN (SELECT state FROM visit WHERE id = OLD.visit_id) NOT IN ('draft', 'returned') BEGIN SELECT RAISE(ABORT, 'a submitted visit does not change'); END;

CREATE TRIGGER attachment_kept BEFORE DELETE ON attachment WHEN (SELECT state FROM visit WHERE id = OLD.visit_id) NOT IN ('draft', 'returned') BEGIN SELECT RAISE(ABORT, 'a submitted visit does not change'); END;

CREATE TRIGGER attachment_late BEFORE INSERT ON attachment WHEN (SELECT state FROM visit WHERE id = NEW.visit_id) NOT IN ('draft', 'returned') AND EXISTS(SELECT 1 FROM visit_submission WHERE visit_id = NEW.visit_id) BEGIN SELECT RAISE(ABORT, 'a submitted visit does not change'); END;

CREATE INDEX attachment_lead ON attachment(lead_id) WHERE lead_id IS NOT NULL;

CREATE TRIGGER attachment_lead_frozen BEFORE UPDATE ON attachment
  WHEN (SELECT state FROM lead WHERE id = OLD.lead_id) <> 'draft' BEGIN SELECT RAISE(ABORT, 'a submitted lead does not change'); END;

CREATE TRIGGER attachment_lead_kept BEFORE DELETE ON attachment
  WHEN (SELECT state FROM lead WHERE id = OLD.lead_id) <> 'draft' BEGIN SELECT RAISE(ABORT, 'a submitted lead does not change'); END;

CREATE TRIGGER attachment_lead_late BEFORE INSERT ON attachment
  WHEN (SELECT state FROM lead WHERE id = NEW.lead_id) <> 'draft' BEGIN SELECT RAISE(ABORT, 'a submitted lead does not change'); END;

CREATE INDEX attachment_visit ON attachment(visit_id) WHERE visit_id IS NOT NULL;

CREATE TABLE audit(
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor_id INTEGER,
  actor_name TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  ref INTEGER,
  reason TEXT,
  before_json TEXT,
  after_json TEXT,
  hash BLOB NOT NULL CHECK(length(hash) = 32)
) STRICT;

CREATE INDEX audit_actor ON audit(actor_id);

CREATE TRIGGER audit_chain AFTER INSERT ON audit BEGIN
  SELECT RAISE(ABORT, 'audit row out of order') WHERE NEW.seq <> (SELECT seq + 1 FROM audit_head);
  UPDATE audit_head SET seq = NEW.seq, hash = NEW.hash,
    latest_at = iif(NEW.action = 'system.confirmClock', NEW.at, max(coalesce(latest_at, NEW.at), NEW.at));
END;

CREATE TABLE audit_head(
  one INTEGER PRIMARY KEY CHECK(one = 1),
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK(length(hash) = 32)
, latest_at INTEGER) STRICT;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;

CREATE INDEX audit_object ON audit(object, ref);

CREATE TABLE calendar_day(
  year INTEGER NOT NULL REFERENCES calendar_year(year),
  day INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('off', 'makeup')),
  holiday TEXT CHECK(length(holiday) BETWEEN 1 AND 80),
  PRIMARY KEY(year, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE calendar_local_day(
  day INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK(kind IN ('off', 'work')),
  reason TEXT NOT NULL CHECK(length(reason) BETWEEN 1 AND 200),
  set_at INTEGER NOT NULL,
  set_by INTEGER NOT NULL REFERENCES person(id)
) STRICT;

CREATE TABLE calendar_recalculation(
  id INTEGER PRIMARY KEY,
  action TEXT NOT NULL CHECK(length(action) BETWEEN 1 AND 60),
  why TEXT CHECK(length(why) BETWEEN 1 AND 200),
  -- Days that work otherwise than before; empty where years only became certain.
  from_day INTEGER,
  to_day INTEGER,
  ordered_at INTEGER NOT NULL,
  ordered_by INTEGER NOT NULL REFERENCES person(id),
  after_id INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  ended_at INTEGER,
  CHECK((from_day IS NULL) = (to_day IS NULL))
) STRICT;

CREATE INDEX calendar_recalculation_open ON calendar_recalculation(id) WHERE ended_at IS NULL;

CREATE TABLE calendar_year(
  year INTEGER PRIMARY KEY CHECK(year BETWEEN 2000 AND 2100),
  status TEXT NOT NULL CHECK(status IN ('published', 'provisional')),
  paper_no TEXT CHECK(length(paper_no) BETWEEN 1 AND 80),
  source TEXT CHECK(length(source) BETWEEN 1 AND 300),
  imported_at INTEGER,
  imported_by INTEGER REFERENCES person(id),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1)
) STRICT;

CREATE TRIGGER came_over_measured_insert AFTER INSERT ON rectification_event
  WHEN (NEW.action = 'transfer') BEGIN
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, transferred)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce((NEW.detail->>'toUnitId'), 0), coalesce(m.hall_id, 0), m.severity, 1 FROM rectification m WHERE (m.id = NEW.rectification_id) AND (NEW.action = 'transfer')
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET transferred = transferred + excluded.transferred;
END;

CREATE TABLE camera(
  id INTEGER PRIMARY KEY,
  recorder_id INTEGER NOT NULL,
  channel INTEGER NOT NULL CHECK(channel BETWEEN 0 AND 100000),
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 60),
  zone_id INTEGER REFERENCES zone(id),
  hall_id INTEGER NOT NULL,
  note TEXT CHECK(length(note) BETWEEN 1 AND 500),
  state TEXT NOT NULL DEFAULT 'active' CHECK(state IN ('active', 'retired', 'merged')),
  merged_into_id INTEGER REFERENCES "camera"(id),
  client_id TEXT UNIQUE,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  CHECK((state = 'merged') = (merged_into_id IS NOT NULL)),
  CHECK(merged_into_id IS NOT id),
  FOREIGN KEY(recorder_id, hall_id) REFERENCES "recorder"(id, hall_id) ON UPDATE CASCADE
) STRICT;

CREATE TABLE camera_clock(
  id INTEGER PRIMARY KEY,
  camera_id INTEGER NOT NULL REFERENCES camera(id),
  -- True wall clock from which it holds.
  from_at INTEGER NOT NULL,
  offset_ms INTEGER NOT NULL,
  note TEXT CHECK(length(note) BETWEEN 1 AND 200),
  noted_at INTEGER NOT NULL,
  noted_by INTEGER NOT NULL REFERENCES person(id)
) STRICT;

CREATE INDEX camera_clock_camera ON camera_clock(camera_id, from_at, id, offset_ms);

CREATE TRIGGER camera_clock_no_delete BEFORE DELETE ON camera_clock BEGIN SELECT RAISE(ABORT, 'what a clock was is kept'); END;

CREATE TRIGGER camera_clock_no_update BEFORE UPDATE ON camera_clock BEGIN SELECT RAISE(ABORT, 'what a clock was is kept'); END;

CREATE INDEX camera_hall ON camera(hall_id, state);

CREATE UNIQUE INDEX camera_key ON camera(recorder_id, channel) WHERE state = 'active';

CREATE INDEX camera_recorder ON camera(recorder_id, hall_id);

CREATE TABLE camera_window(
  camera_id INTEGER NOT NULL REFERENCES camera(id),
  window_id INTEGER NOT NULL REFERENCES "window"(id),
  PRIMARY KEY(camera_id, window_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX camera_window_window ON camera_window(window_id);

CREATE INDEX camera_zone ON camera(zone_id) WHERE zone_id IS NOT NULL;

CREATE TABLE checklist_template(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL CHECK(length(title) BETWEEN 1 AND 60),
  language TEXT NOT NULL CHECK(language IN ('zh-CN', 'en')),
  state TEXT NOT NULL CHECK(state IN ('active', 'retired')),
  draft TEXT,
  items INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1)
) STRICT;

CREATE INDEX checklist_template_state ON checklist_template(state, title);

CREATE TABLE checklist_version(
  id INTEGER PRIMARY KEY,
  template_id INTEGER NOT NULL REFERENCES checklist_template(id),
  number INTEGER NOT NULL CHECK(number >= 1),
  title TEXT NOT NULL CHECK(length(title) BETWEEN 1 AND 60),
  language TEXT NOT NULL CHECK(language IN ('zh-CN', 'en')),
  content TEXT NOT NULL CHECK(json_valid(content)),
  items INTEGER NOT NULL,
  published_at INTEGER NOT NULL,
  published_by INTEGER NOT NULL REFERENCES person(id),
  note TEXT CHECK(length(note) BETWEEN 1 AND 200),
  UNIQUE(template_id, number)
) STRICT;

CREATE TRIGGER checklist_version_no_delete BEFORE DELETE ON checklist_version BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END;

CREATE TRIGGER checklist_version_no_update BEFORE UPDATE ON checklist_version BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END;

CREATE TABLE circular(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  state TEXT NOT NULL CHECK(state IN ('draft', 'issued')),
  no TEXT UNIQUE,
  year INTEGER,
  number INTEGER CHECK(number >= 1),
  title TEXT NOT NULL CHECK(length(title) BETWEEN 1 AND 200),
  text TEXT NOT NULL CHECK(length(text) BETWEEN 1 AND 10000),
  sent_to TEXT NOT NULL CHECK(length(sent_to) BETWEEN 1 AND 200),
  copied_to TEXT CHECK(length(copied_to) BETWEEN 1 AND 200),
  issued_at INTEGER,
  issued_by INTEGER REFERENCES person(id),
  created_by INTEGER NOT NULL REFERENCES person(id),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1), ranking_month_id INTEGER REFERENCES ranking_month(id),
  UNIQUE(year, number),
  CHECK((no IS NULL) = (number IS NULL) AND (no IS NULL) = (year IS NULL) AND (no IS NULL) = (issued_at IS NULL)),
  CHECK((state = 'draft') = (no IS NULL))
) STRICT;

CREATE TABLE circular_case(
  circular_id INTEGER NOT NULL REFERENCES circular(id),
  position INTEGER NOT NULL,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  PRIMARY KEY(circular_id, rectification_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER circular_case_delete BEFORE DELETE ON circular_case
  WHEN (SELECT state FROM circular WHERE id = OLD.circular_id) = 'issued'
  BEGIN SELECT RAISE(ABORT, 'an issued circular never changes'); END;

CREATE TRIGGER circular_case_insert BEFORE INSERT ON circular_case
  WHEN (SELECT state FROM circular WHERE id = NEW.circular_id) = 'issued'
  BEGIN SELECT RAISE(ABORT, 'an issued circular never changes'); END;

CREATE INDEX circular_case_matter ON circular_case(rectification_id);

CREATE TRIGGER circular_case_update BEFORE UPDATE ON circular_case
  WHEN (SELECT state FROM circular WHERE id = OLD.circular_id) = 'issued'
  BEGIN SELECT RAISE(ABORT, 'an issued circular never changes'); END;

CREATE TRIGGER circular_frozen BEFORE UPDATE ON circular WHEN OLD.state = 'issued'
  BEGIN SELECT RAISE(ABORT, 'an issued circular never changes'); END;

CREATE TRIGGER circular_month_cases BEFORE INSERT ON circular_case
  WHEN (SELECT ranking_month_id FROM circular WHERE id = NEW.circular_id) IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'the circular of a month names no cases'); END;

CREATE TRIGGER circular_month_kept BEFORE UPDATE OF ranking_month_id ON circular BEGIN SELECT RAISE(ABORT, 'a circular stays of its month'); END;

CREATE TRIGGER circular_no_delete BEFORE DELETE ON circular WHEN OLD.state = 'issued'
  BEGIN SELECT RAISE(ABORT, 'an issued circular never changes'); END;

CREATE TRIGGER circular_of_frozen BEFORE INSERT ON circular WHEN NEW.ranking_month_id IS NOT NULL
  AND (SELECT state FROM ranking_month WHERE id = NEW.ranking_month_id) <> 'frozen'
  BEGIN SELECT RAISE(ABORT, 'a circular is made of a frozen month'); END;

CREATE UNIQUE INDEX circular_ranking ON circular(ranking_month_id) WHERE ranking_month_id IS NOT NULL;

CREATE TABLE clip(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  client_id TEXT NOT NULL UNIQUE,
  recording_id INTEGER NOT NULL REFERENCES recording(id),
  in_ms INTEGER NOT NULL CHECK(in_ms >= 0),
  out_ms INTEGER NOT NULL,
  label TEXT NOT NULL CHECK(length(label) BETWEEN 1 AND 60),
  note TEXT CHECK(length(note) BETWEEN 1 AND 1000),
  marks TEXT NOT NULL CHECK(json_valid(marks)),
  visit_id INTEGER REFERENCES visit(id),
  -- Client ids, as attachments have them.
  checklist TEXT,
  item_code TEXT,
  finding TEXT,
  lead_id INTEGER REFERENCES lead(id),
  -- When it was put to what it belongs to: a clip that comes to a visit later was not handed in with it.
  placed_at INTEGER NOT NULL,
  created_by INTEGER NOT NULL REFERENCES person(id),
  removed_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  CHECK(out_ms > in_ms),
  CHECK(visit_id IS NULL OR lead_id IS NULL),
  CHECK((checklist IS NULL) = (item_code IS NULL)),
  CHECK(visit_id IS NOT NULL OR (checklist IS NULL AND finding IS NULL)),
  CHECK(finding IS NULL OR checklist IS NULL)
) STRICT;

CREATE TRIGGER clip_frozen BEFORE UPDATE ON clip
  WHEN (SELECT state IN ('submitted', 'confirmed', 'discarded') AND submitted_at >= OLD.placed_at
    FROM visit WHERE id = OLD.visit_id)
  BEGIN SELECT RAISE(ABORT, 'a clip that was handed in does not change'); END;

CREATE TRIGGER clip_kept BEFORE DELETE ON clip BEGIN SELECT RAISE(ABORT, 'a clip is never deleted'); END;

CREATE INDEX clip_lead ON clip(lead_id) WHERE lead_id IS NOT NULL;

CREATE INDEX clip_person ON clip(created_by);

CREATE INDEX clip_recording ON clip(recording_id, in_ms);

CREATE INDEX clip_visit ON clip(visit_id) WHERE visit_id IS NOT NULL;

CREATE TRIGGER closed_measured_insert AFTER INSERT ON rectification_event
  WHEN ((NEW.action = 'close' OR NEW.action = 'uphold_appeal' OR NEW.action = 'reopen') AND NEW.action <> 'reopen') BEGIN
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, closed, closed_alone)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(coalesce((SELECT t.detail->>'fromUnitId' FROM rectification_event t WHERE t.rectification_id = m.id
    AND t.action = 'transfer' AND t.id > NEW.id ORDER BY t.id LIMIT 1), m.unit_id), 0), coalesce(m.hall_id, 0), m.severity, 1, (EXISTS(SELECT 1 FROM rectification_event p WHERE p.rectification_id = NEW.rectification_id
    AND p.id < NEW.id AND p.person_id = NEW.person_id
    AND p.action IN ('acknowledge', 'report', 'submit', 'verify_done', 'verify_not_done'))
  OR EXISTS(SELECT 1 FROM finding f WHERE f.id = m.finding_id AND f.decided_by = NEW.person_id)
  OR EXISTS(SELECT 1 FROM visit_inspector i WHERE i.visit_id = m.visit_id AND i.person_id = NEW.person_id)) FROM rectification m WHERE (m.id = NEW.rectification_id) AND ((NEW.action = 'close' OR NEW.action = 'uphold_appeal' OR NEW.action = 'reopen') AND NEW.action <> 'reopen')
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET closed = closed + excluded.closed, closed_alone = closed_alone + excluded.closed_alone;
END;

CREATE TABLE contact(
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL,
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 40),
  duty TEXT CHECK(length(duty) BETWEEN 1 AND 40),
  phone TEXT CHECK(length(phone) BETWEEN 1 AND 40),
  hall_id INTEGER NOT NULL,
  note TEXT CHECK(length(note) BETWEEN 1 AND 500),
  state TEXT NOT NULL DEFAULT 'active' CHECK(state IN ('active', 'retired', 'merged')),
  merged_into_id INTEGER REFERENCES "contact"(id),
  client_id TEXT UNIQUE,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  CHECK((state = 'merged') = (merged_into_id IS NOT NULL)),
  CHECK(merged_into_id IS NOT id),
  FOREIGN KEY(unit_id, hall_id) REFERENCES "unit"(id, hall_id) ON UPDATE CASCADE
) STRICT;

CREATE INDEX contact_hall ON contact(hall_id, state);

CREATE UNIQUE INDEX contact_key ON contact(unit_id, name) WHERE state = 'active';

CREATE TABLE contact_point(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  leader_id INTEGER NOT NULL REFERENCES person(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  from_day INTEGER NOT NULL,
  to_day INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  CHECK(to_day IS NULL OR to_day >= from_day)
) STRICT;

CREATE TRIGGER contact_point_added AFTER INSERT ON contact_point WHEN EXISTS(SELECT 1 FROM contact_point o WHERE o.unit_id = NEW.unit_id AND o.id <> NEW.id
  AND o.from_day <= coalesce(NEW.to_day, 2147483647) AND coalesce(o.to_day, 2147483647) >= NEW.from_day)
  BEGIN SELECT RAISE(ABORT, 'a unit has one leader at a time'); END;

CREATE TRIGGER contact_point_kept BEFORE DELETE ON contact_point BEGIN SELECT RAISE(ABORT, 'a contact point is ended, not removed'); END;

CREATE INDEX contact_point_leader ON contact_point(leader_id);

CREATE TRIGGER contact_point_moved AFTER UPDATE OF from_day, to_day ON contact_point WHEN EXISTS(SELECT 1 FROM contact_point o WHERE o.unit_id = NEW.unit_id AND o.id <> NEW.id
  AND o.from_day <= coalesce(NEW.to_day, 2147483647) AND coalesce(o.to_day, 2147483647) >= NEW.from_day)
  BEGIN SELECT RAISE(ABORT, 'a unit has one leader at a time'); END;

CREATE TRIGGER contact_point_pair BEFORE UPDATE OF leader_id, unit_id ON contact_point
  BEGIN SELECT RAISE(ABORT, 'leader and unit of a contact point stay'); END;

CREATE INDEX contact_point_unit ON contact_point(unit_id, from_day);

CREATE INDEX contact_unit ON contact(unit_id, hall_id);

CREATE TABLE derivation(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  evidence_id INTEGER NOT NULL REFERENCES evidence(id),
  parent_id INTEGER NOT NULL REFERENCES evidence(id),
  recording_id INTEGER NOT NULL REFERENCES recording(id),
  clip_id INTEGER REFERENCES clip(id),
  client_id TEXT UNIQUE,
  kind TEXT NOT NULL CHECK(kind IN ('cut', 'redacted', 'still')),
  -- Everything needed to make it again: asked and real places, mask track, shapes, sound.
  recipe TEXT NOT NULL CHECK(json_valid(recipe)),
  redacted INTEGER NOT NULL DEFAULT 0 CHECK(redacted IN (0, 1)),
  tool TEXT NOT NULL CHECK(length(tool) BETWEEN 1 AND 200),
  made_at INTEGER NOT NULL,
  made_by INTEGER NOT NULL REFERENCES person(id)
) STRICT;

CREATE INDEX derivation_clip ON derivation(clip_id) WHERE clip_id IS NOT NULL;

CREATE INDEX derivation_evidence ON derivation(evidence_id);

CREATE TRIGGER derivation_no_delete BEFORE DELETE ON derivation BEGIN SELECT RAISE(ABORT, 'how evidence was made is kept'); END;

CREATE TRIGGER derivation_no_update BEFORE UPDATE ON derivation BEGIN SELECT RAISE(ABORT, 'how evidence was made is kept'); END;

CREATE INDEX derivation_parent ON derivation(parent_id);

CREATE INDEX derivation_recording ON derivation(recording_id);

CREATE TABLE disposal(
  id INTEGER PRIMARY KEY,
  evidence_id INTEGER NOT NULL UNIQUE REFERENCES evidence(id),
  recording_id INTEGER REFERENCES recording(id),
  reason TEXT NOT NULL CHECK(length(reason) BETWEEN 1 AND 200),
  at INTEGER NOT NULL,
  by INTEGER NOT NULL REFERENCES person(id)
) STRICT;

CREATE TRIGGER disposal_no_delete BEFORE DELETE ON disposal BEGIN SELECT RAISE(ABORT, 'the record of a disposal is kept'); END;

CREATE TRIGGER disposal_no_update BEFORE UPDATE ON disposal BEGIN SELECT RAISE(ABORT, 'the record of a disposal is kept'); END;

CREATE INDEX disposal_recording ON disposal(recording_id) WHERE recording_id IS NOT NULL;

CREATE TABLE document_template(
  kind TEXT PRIMARY KEY,
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 255),
  bytes BLOB NOT NULL,
  sha256 TEXT NOT NULL,
  set_at INTEGER NOT NULL,
  set_by INTEGER NOT NULL REFERENCES person(id)
) STRICT;

CREATE TABLE dual_random_draw(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  round_id INTEGER NOT NULL REFERENCES inspection_round(id),
  record TEXT NOT NULL CHECK(json_valid(record)),
  drawn_at INTEGER NOT NULL,
  drawn_by INTEGER NOT NULL REFERENCES person(id),
  state TEXT NOT NULL CHECK(state IN ('valid', 'void')),
  void_reason TEXT CHECK(length(void_reason) BETWEEN 1 AND 200),
  CHECK((state = 'void') = (void_reason IS NOT NULL))
) STRICT;

CREATE TRIGGER dual_random_draw_frozen BEFORE UPDATE OF record, drawn_at, drawn_by, round_id ON dual_random_draw BEGIN
  SELECT RAISE(ABORT, 'the record of a draw never changes'); END;

CREATE TRIGGER dual_random_draw_no_delete BEFORE DELETE ON dual_random_draw BEGIN
  SELECT RAISE(ABORT, 'the record of a draw never changes'); END;

CREATE INDEX dual_random_draw_round ON dual_random_draw(round_id);

CREATE TRIGGER due_original_measured_delete AFTER DELETE ON rectification
  WHEN (OLD.state <> 'draft' AND OLD.original_due_on IS NOT NULL AND OLD.closure IS NOT 'revoked') OR (OLD.state <> 'draft' AND OLD.due_on IS NOT NULL AND OLD.closure IS NOT 'revoked') BEGIN
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, due_original, met_original)
    SELECT (12 * (1900 + (4 * (OLD.original_due_on + 25508) + 3) / 1461) + (5 * ((4 * (OLD.original_due_on + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(coalesce((SELECT t.detail->>'fromUnitId' FROM rectification_event t WHERE t.rectification_id = OLD.id
    AND t.action = 'transfer' AND t.day > OLD.original_due_on ORDER BY t.id LIMIT 1), OLD.unit_id), 0), coalesce(OLD.hall_id, 0), OLD.severity, -(1), -(CASE WHEN OLD.due_on = OLD.original_due_on THEN coalesce(((OLD.state = 'submitted' OR OLD.state = 'verifying' OR OLD.state = 'closed') AND OLD.submitted_at < OLD.due_at), 0)
  ELSE coalesce(((OLD.state = 'submitted' OR OLD.state = 'verifying' OR OLD.state = 'closed') AND OLD.submitted_at < ((OLD.original_due_on + 1) * 86400000 - 28800000)), 0) END) WHERE (OLD.state <> 'draft' AND OLD.original_due_on IS NOT NULL AND OLD.closure IS NOT 'revoked')
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET due_original = due_original + excluded.due_original, met_original = met_original + excluded.met_original;
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, due_extended, met_extended)
    SELECT (12 * (1900 + (4 * (OLD.due_on + 25508) + 3) / 1461) + (5 * ((4 * (OLD.due_on + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(coalesce((SELECT t.detail->>'fromUnitId' FROM rectification_event t WHERE t.rectification_id = OLD.id
    AND t.action = 'transfer' AND t.day > OLD.due_on ORDER BY t.id LIMIT 1), OLD.unit_id), 0), coalesce(OLD.hall_id, 0), OLD.severity, -(1), -(coalesce(((OLD.state = 'submitted' OR OLD.state = 'verifying' OR OLD.state = 'closed') AND OLD.submitted_at < OLD.due_at), 0)) WHERE (OLD.state <> 'draft' AND OLD.due_on IS NOT NULL AND OLD.closure IS NOT 'revoked')
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET due_extended = due_extended + excluded.due_extended, met_extended = met_extended + excluded.met_extended;
END;

CREATE TRIGGER due_original_measured_insert AFTER INSERT ON rectification
  WHEN (NEW.state <> 'draft' AND NEW.original_due_on IS NOT NULL AND NEW.closure IS NOT 'revoked') OR (NEW.state <> 'draft' AND NEW.due_on IS NOT NULL AND NEW.closure IS NOT 'revoked') BEGIN
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, due_original, met_original)
    SELECT (12 * (1900 + (4 * (NEW.original_due_on + 25508) + 3) / 1461) + (5 * ((4 * (NEW.original_due_on + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(coalesce((SELECT t.detail->>'fromUnitId' FROM rectification_event t WHERE t.rectification_id = NEW.id
    AND t.action = 'transfer' AND t.day > NEW.original_due_on ORDER BY t.id LIMIT 1), NEW.unit_id), 0), coalesce(NEW.hall_id, 0), NEW.severity, 1, CASE WHEN NEW.due_on = NEW.original_due_on THEN coalesce(((NEW.state = 'submitted' OR NEW.state = 'verifying' OR NEW.state = 'closed') AND NEW.submitted_at < NEW.due_at), 0)
  ELSE coalesce(((NEW.state = 'submitted' OR NEW.state = 'verifying' OR NEW.state = 'closed') AND NEW.submitted_at < ((NEW.original_due_on + 1) * 86400000 - 28800000)), 0) END WHERE (NEW.state <> 'draft' AND NEW.original_due_on IS NOT NULL AND NEW.closure IS NOT 'revoked')
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET due_original = due_original + excluded.due_original, met_original = met_original + excluded.met_original;
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, due_extended, met_extended)
    SELECT (12 * (1900 + (4 * (NEW.due_on + 25508) + 3) / 1461) + (5 * ((4 * (NEW.due_on + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(coalesce((SELECT t.detail->>'fromUnitId' FROM rectification_event t WHERE t.rectification_id = NEW.id
    AND t.action = 'transfer' AND t.day > NEW.due_on ORDER BY t.id LIMIT 1), NEW.unit_id), 0), coalesce(NEW.hall_id, 0), NEW.severity, 1, coalesce(((NEW.state = 'submitted' OR NEW.state = 'verifying' OR NEW.state = 'closed') AND NEW.submitted_at < NEW.due_at), 0) WHERE (NEW.state <> 'draft' AND NEW.due_on IS NOT NULL AND NEW.closure IS NOT 'revoked')
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET due_extended = due_extended + excluded.due_extended, met_extended = met_extended + excluded.met_extended;
END;

CREATE TRIGGER due_original_measured_update AFTER UPDATE OF state, original_due_on, due_on, due_at, submitted_at, closure, hall_id, unit_id, severity ON rectification
  WHEN (((OLD.state <> 'draft' AND OLD.original_due_on IS NOT NULL AND OLD.closure IS NOT 'revoked') OR (NEW.state <> 'draft' AND NEW.original_due_on IS NOT NULL AND NEW.closure IS NOT 'revoked')) AND (CASE WHEN OLD.state <> 'draft' AND OLD.original_due_on IS NOT NULL AND OLD.closure IS NOT 'revoked' THEN (12 * (1900 + (4 * (OLD.original_due_on + 25508) + 3) / 1461) + (5 * ((4 * (OLD.original_due_on + 25508) + 3) % 1461 / 4) + 2) / 153 + 2) END, CASE WHEN OLD.due_on = OLD.original_due_on THEN coalesce(((OLD.state = 'submitted' OR OLD.state = 'verifying' OR OLD.state = 'closed') AND OLD.submitted_at < OLD.due_at), 0)
  ELSE coalesce(((OLD.state = 'submitted' OR OLD.state = 'verifying' OR OLD.state = 'closed') AND OLD.submitted_at < ((OLD.original_due_on + 1) * 86400000 - 28800000)), 0) END, coalesce((SELECT t.detail->>'fromUnitId' FROM rectification_event t WHERE t.rectification_id = OLD.id
    AND t.action = 'transfer' AND t.day > OLD.original_due_on ORDER BY t.id LIMIT 1), OLD.unit_id), OLD.hall_id, OLD.unit_id, OLD.severity) IS NOT (CASE WHEN NEW.state <> 'draft' AND NEW.original_due_on IS NOT NULL AND NEW.closure IS NOT 'revoked' THEN (12 * (1900 + (4 * (NEW.original_due_on + 25508) + 3) / 1461) + (5 * ((4 * (NEW.original_due_on + 25508) + 3) % 1461 / 4) + 2) / 153 + 2) END, CASE WHEN NEW.due_on = NEW.original_due_on THEN coalesce(((NEW.state = 'submitted' OR NEW.state = 'verifying' OR NEW.state = 'closed') AND NEW.submitted_at < NEW.due_at), 0)
  ELSE coalesce(((NEW.state = 'submitted' OR NEW.state = 'verifying' OR NEW.state = 'closed') AND NEW.submitted_at < ((NEW.original_due_on + 1) * 86400000 - 28800000)), 0) END, coalesce((SELECT t.detail->>'fromUnitId' FROM rectification_event t WHERE t.rectification_id = NEW.id
    AND t.action = 'transfer' AND t.day > NEW.original_due_on ORDER BY t.id LIMIT 1), NEW.unit_id), NEW.hall_id, NEW.unit_id, NEW.severity)) OR (((OLD.state <> 'draft' AND OLD.due_on IS NOT NULL AND OLD.closure IS NOT 'revoked') OR (NEW.state <> 'draft' AND NEW.due_on IS NOT NULL AND NEW.closure IS NOT 'revoked')) AND (CASE WHEN OLD.state <> 'draft' AND OLD.due_on IS NOT NULL AND OLD.closure IS NOT 'revoked' THEN (12 * (1900 + (4 * (OLD.due_on + 25508) + 3) / 1461) + (5 * ((4 * (OLD.due_on + 25508) + 3) % 1461 / 4) + 2) / 153 + 2) END, coalesce(((OLD.state = 'submitted' OR OLD.state = 'verifying' OR OLD.state = 'closed') AND OLD.submitted_at < OLD.due_at), 0), coalesce((SELECT t.detail->>'fromUnitId' FROM rectification_event t WHERE t.rectification_id = OLD.id
    AND t.action = 'transfer' AND t.day > OLD.due_on ORDER BY t.id LIMIT 1), OLD.unit_id), OLD.hall_id, OLD.unit_id, OLD.severity) IS NOT (CASE WHEN NEW.state <> 'draft' AND NEW.due_on IS NOT NULL AND NEW.closure IS NOT 'revoked' THEN (12 * (1900 + (4 * (NEW.due_on + 25508) + 3) / 1461) + (5 * ((4 * (NEW.due_on + 25508) + 3) % 1461 / 4) + 2) / 153 + 2) END, coalesce(((NEW.state = 'submitted' OR NEW.state = 'verifying' OR NEW.state = 'closed') AND NEW.submitted_at < NEW.due_at), 0), coalesce((SELECT t.detail->>'fromUnitId' FROM rectification_event t WHERE t.rectification_id = NEW.id
    AND t.action = 'transfer' AND t.day > NEW.due_on ORDER BY t.id LIMIT 1), NEW.unit_id), NEW.hall_id, NEW.unit_id, NEW.severity)) BEGIN
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, due_original, met_original)
    SELECT (12 * (1900 + (4 * (OLD.original_due_on + 25508) + 3) / 1461) + (5 * ((4 * (OLD.original_due_on + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(coalesce((SELECT t.detail->>'fromUnitId' FROM rectification_event t WHERE t.rectification_id = OLD.id
    AND t.action = 'transfer' AND t.day > OLD.original_due_on ORDER BY t.id LIMIT 1), OLD.unit_id), 0), coalesce(OLD.hall_id, 0), OLD.severity, -(1), -(CASE WHEN OLD.due_on = OLD.original_due_on THEN coalesce(((OLD.state = 'submitted' OR OLD.state = 'verifying' OR OLD.state = 'closed') AND OLD.submitted_at < OLD.due_at), 0)
  ELSE coalesce(((OLD.state = 'submitted' OR OLD.state = 'verifying' OR OLD.state = 'closed') AND OLD.submitted_at < ((OLD.original_due_on + 1) * 86400000 - 28800000)), 0) END) WHERE (OLD.state <> 'draft' AND OLD.original_due_on IS NOT NULL AND OLD.closure IS NOT 'revoked')
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET due_original = due_original + excluded.due_original, met_original = met_original + excluded.met_original;
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, due_extended, met_extended)
    SELECT (12 * (1900 + (4 * (OLD.due_on + 25508) + 3) / 1461) + (5 * ((4 * (OLD.due_on + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(coalesce((SELECT t.detail->>'fromUnitId' FROM rectification_event t WHERE t.rectification_id = OLD.id
    AND t.action = 'transfer' AND t.day > OLD.due_on ORDER BY t.id LIMIT 1), OLD.unit_id), 0), coalesce(OLD.hall_id, 0), OLD.severity, -(1), -(coalesce(((OLD.state = 'submitted' OR OLD.state = 'verifying' OR OLD.state = 'closed') AND OLD.submitted_at < OLD.due_at), 0)) WHERE (OLD.state <> 'draft' AND OLD.due_on IS NOT NULL AND OLD.closure IS NOT 'revoked')
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET due_extended = due_extended + excluded.due_extended, met_extended = met_extended + excluded.met_extended;
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, due_original, met_original)
    SELECT (12 * (1900 + (4 * (NEW.original_due_on + 25508) + 3) / 1461) + (5 * ((4 * (NEW.original_due_on + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(coalesce((SELECT t.detail->>'fromUnitId' FROM rectification_event t WHERE t.rectification_id = NEW.id
    AND t.action = 'transfer' AND t.day > NEW.original_due_on ORDER BY t.id LIMIT 1), NEW.unit_id), 0), coalesce(NEW.hall_id, 0), NEW.severity, 1, CASE WHEN NEW.due_on = NEW.original_due_on THEN coalesce(((NEW.state = 'submitted' OR NEW.state = 'verifying' OR NEW.state = 'closed') AND NEW.submitted_at < NEW.due_at), 0)
  ELSE coalesce(((NEW.state = 'submitted' OR NEW.state = 'verifying' OR NEW.state = 'closed') AND NEW.submitted_at < ((NEW.original_due_on + 1) * 86400000 - 28800000)), 0) END WHERE (NEW.state <> 'draft' AND NEW.original_due_on IS NOT NULL AND NEW.closure IS NOT 'revoked')
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET due_original = due_original + excluded.due_original, met_original = met_original + excluded.met_original;
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, due_extended, met_extended)
    SELECT (12 * (1900 + (4 * (NEW.due_on + 25508) + 3) / 1461) + (5 * ((4 * (NEW.due_on + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(coalesce((SELECT t.detail->>'fromUnitId' FROM rectification_event t WHERE t.rectification_id = NEW.id
    AND t.action = 'transfer' AND t.day > NEW.due_on ORDER BY t.id LIMIT 1), NEW.unit_id), 0), coalesce(NEW.hall_id, 0), NEW.severity, 1, coalesce(((NEW.state = 'submitted' OR NEW.state = 'verifying' OR NEW.state = 'closed') AND NEW.submitted_at < NEW.due_at), 0) WHERE (NEW.state <> 'draft' AND NEW.due_on IS NOT NULL AND NEW.closure IS NOT 'revoked')
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET due_extended = due_extended + excluded.due_extended, met_extended = met_extended + excluded.met_extended;
END;

CREATE TABLE evidence(
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE CHECK(length(sha256) = 64),
  bytes INTEGER NOT NULL CHECK(bytes > 0),
  kind TEXT NOT NULL CHECK(kind IN ('picture', 'video', 'audio', 'other')),
  media_type TEXT NOT NULL CHECK(length(media_type) BETWEEN 1 AND 80),
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

CREATE TABLE evidence_fault(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK(kind IN ('missing', 'mismatch', 'orphan')),
  evidence_id INTEGER REFERENCES evidence(id),
  sha256 TEXT NOT NULL,
  path TEXT,
  found_at INTEGER NOT NULL,
  settled_at INTEGER,
  settled_by INTEGER REFERENCES person(id),
  note TEXT CHECK(length(note) BETWEEN 1 AND 200),
  CHECK((kind = 'orphan') = (evidence_id IS NULL)),
  CHECK((kind = 'orphan') = (path IS NOT NULL)),
  CHECK((settled_at IS NULL) = (note IS NULL))
) STRICT;

CREATE INDEX evidence_fault_evidence ON evidence_fault(evidence_id) WHERE settled_at IS NULL;

CREATE INDEX evidence_fault_found ON evidence_fault(found_at);

CREATE TRIGGER evidence_fault_kept BEFORE DELETE ON evidence_fault BEGIN SELECT RAISE(ABORT, 'a fault is kept'); END;

CREATE UNIQUE INDEX evidence_fault_path ON evidence_fault(path) WHERE path IS NOT NULL;

CREATE INDEX evidence_hash0 ON evidence(hash0) WHERE hash0 IS NOT NULL;

CREATE INDEX evidence_hash1 ON evidence(hash1) WHERE hash1 IS NOT NULL;

CREATE INDEX evidence_hash2 ON evidence(hash2) WHERE hash2 IS NOT NULL;

CREATE INDEX evidence_hash3 ON evidence(hash3) WHERE hash3 IS NOT NULL;

CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence never changes'); END;

CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence never changes'); END;

CREATE TABLE evidence_pack(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 255),
  reason TEXT NOT NULL CHECK(length(reason) BETWEEN 1 AND 200),
  sha256 TEXT NOT NULL CHECK(length(sha256) = 64),
  bytes INTEGER NOT NULL,
  visit_id INTEGER REFERENCES visit(id),
  manifest TEXT NOT NULL CHECK(json_valid(manifest)),
  at INTEGER NOT NULL,
  by INTEGER NOT NULL REFERENCES person(id)
) STRICT;

CREATE TABLE evidence_pack_item(
  pack_id INTEGER NOT NULL REFERENCES evidence_pack(id),
  derivation_id INTEGER NOT NULL REFERENCES derivation(id),
  PRIMARY KEY(pack_id, derivation_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_pack_item_derivation ON evidence_pack_item(derivation_id);

CREATE TRIGGER evidence_pack_item_no_delete BEFORE DELETE ON evidence_pack_item BEGIN SELECT RAISE(ABORT, 'what was handed out is kept'); END;

CREATE TRIGGER evidence_pack_item_no_update BEFORE UPDATE ON evidence_pack_item BEGIN SELECT RAISE(ABORT, 'what was handed out is kept'); END;

CREATE TRIGGER evidence_pack_no_delete BEFORE DELETE ON evidence_pack BEGIN SELECT RAISE(ABORT, 'what was handed out is kept'); END;

CREATE TRIGGER evidence_pack_no_update BEFORE UPDATE ON evidence_pack BEGIN SELECT RAISE(ABORT, 'what was handed out is kept'); END;

CREATE INDEX evidence_pack_visit ON evidence_pack(visit_id) WHERE visit_id IS NOT NULL;

CREATE TABLE "finding"(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  no TEXT UNIQUE,
  visit_id INTEGER REFERENCES visit(id),
  lead_id INTEGER REFERENCES lead(id),
  checklist_id INTEGER REFERENCES visit_checklist(id),
  item_code TEXT,
  position INTEGER NOT NULL,
  title TEXT NOT NULL CHECK(length(title) BETWEEN 1 AND 200),
  category TEXT NOT NULL,
  severity TEXT NOT NULL CHECK(severity IN ('general', 'serious', 'grave')),
  basis_clause TEXT CHECK(length(basis_clause) BETWEEN 1 AND 200),
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  window_id INTEGER REFERENCES "window"(id),
  unit_id INTEGER REFERENCES unit(id),
  at INTEGER,
  day INTEGER NOT NULL,
  head_count INTEGER,
  head_total INTEGER,
  duration_seconds INTEGER,
  description TEXT CHECK(length(description) BETWEEN 1 AND 4000),
  corrected_on_spot INTEGER NOT NULL CHECK(corrected_on_spot IN (0, 1)),
  deadline_type TEXT NOT NULL,
  deadline_amount INTEGER,
  state TEXT NOT NULL CHECK(state IN ('draft', 'submitted', 'confirmed', 'dismissed')),
  decided_at INTEGER,
  decided_by INTEGER REFERENCES person(id),
  decision_note TEXT CHECK(length(decision_note) BETWEEN 1 AND 1000),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  comment_id INTEGER REFERENCES quarter_comment(id),
  CHECK((visit_id IS NOT NULL) + (lead_id IS NOT NULL) + (comment_id IS NOT NULL) = 1),
  CHECK((checklist_id IS NULL) = (item_code IS NULL)),
  CHECK((state IN ('confirmed', 'dismissed')) = (decided_at IS NOT NULL))
) STRICT;

CREATE TABLE finding_category_month(
  month INTEGER NOT NULL,
  category TEXT NOT NULL,
  severity TEXT NOT NULL,
  hall_id INTEGER NOT NULL,
  findings INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(month, category, severity, hall_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX finding_checklist ON finding(checklist_id) WHERE checklist_id IS NOT NULL;

CREATE INDEX finding_comment ON finding(comment_id) WHERE comment_id IS NOT NULL;

CREATE TRIGGER finding_comment_frozen BEFORE UPDATE OF comment_id ON finding BEGIN SELECT RAISE(ABORT, 'a submitted finding does not change'); END;

CREATE TRIGGER finding_comment_signed BEFORE INSERT ON finding WHEN NEW.comment_id IS NOT NULL
  AND (SELECT signed_at FROM quarter_comment WHERE id = NEW.comment_id) IS NULL
  BEGIN SELECT RAISE(ABORT, 'a finding is made of a signed comment'); END;

CREATE INDEX finding_counted ON finding(unit_id, day, category, severity, window_id, hall_id, at, visit_id, lead_id)
  WHERE state = 'confirmed';

CREATE INDEX finding_counted_visit ON finding(visit_id, day, category, severity, unit_id, window_id, hall_id, at, lead_id)
  WHERE state = 'confirmed';

CREATE TRIGGER finding_final BEFORE UPDATE OF state, severity, decided_at, decided_by, decision_note ON finding
  WHEN (SELECT state FROM visit WHERE id = OLD.visit_id) IN ('confirmed', 'discarded')
  BEGIN SELECT RAISE(ABORT, 'the findings of this visit are final'); END;

CREATE TRIGGER finding_frozen BEFORE UPDATE OF client_id, no, visit_id, lead_id, checklist_id, item_code, position, title,
  category, basis_clause, hall_id, window_id, unit_id, at, day, head_count, head_total, duration_seconds, description,
  corrected_on_spot, deadline_type, deadline_amount, created_at ON finding
  WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, 'a submitted finding does not change'); END;

CREATE TABLE finding_hour_mode_month(
  weekday INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  month INTEGER NOT NULL,
  mode TEXT NOT NULL,
  findings INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(weekday, hour, month, mode)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_hour_month(
  weekday INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  month INTEGER NOT NULL,
  severity TEXT NOT NULL,
  hall_id INTEGER NOT NULL,
  findings INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(weekday, hour, month, severity, hall_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER finding_kept BEFORE DELETE ON finding WHEN OLD.state <> 'draft'
  BEGIN SELECT RAISE(ABORT, 'a submitted finding does not change'); END;

CREATE TRIGGER finding_late BEFORE INSERT ON finding WHEN (SELECT state FROM visit WHERE id = NEW.visit_id) NOT IN ('draft', 'returned') AND EXISTS(SELECT 1 FROM visit_submission WHERE visit_id = NEW.visit_id) BEGIN SELECT RAISE(ABORT, 'a submitted visit does not change'); END;

CREATE UNIQUE INDEX finding_lead ON finding(lead_id) WHERE lead_id IS NOT NULL;

CREATE INDEX finding_list ON finding(day, state, severity, category, hall_id, unit_id, window_id, corrected_on_spot,
  visit_id, lead_id, updated_at);

CREATE TRIGGER finding_measured_delete AFTER DELETE ON finding
  WHEN (OLD.state = 'confirmed') BEGIN
  INSERT INTO finding_category_month(month, category, severity, hall_id, findings)
    SELECT (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), OLD.category, OLD.severity, coalesce(OLD.hall_id, 0), -(1) WHERE (OLD.state = 'confirmed')
    ON CONFLICT(month, category, severity, hall_id) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_mode_month(month, mode, category, severity, findings)
    SELECT (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), CASE WHEN OLD.visit_id IS NOT NULL THEN (SELECT v.mode FROM visit v WHERE v.id = OLD.visit_id)
      WHEN OLD.lead_id IS NOT NULL THEN 'lead' ELSE 'comment' END, OLD.category, OLD.severity, -(1) WHERE (OLD.state = 'confirmed')
    ON CONFLICT(month, mode, category, severity) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_hour_mode_month(weekday, hour, month, mode, findings)
    SELECT ((OLD.day + 3) % 7), coalesce((OLD.at + 28800000) / 3600000 % 24, -1), (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), CASE WHEN OLD.visit_id IS NOT NULL THEN (SELECT v.mode FROM visit v WHERE v.id = OLD.visit_id)
      WHEN OLD.lead_id IS NOT NULL THEN 'lead' ELSE 'comment' END, -(1) WHERE (OLD.state = 'confirmed')
    ON CONFLICT(weekday, hour, month, mode) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_hour_month(weekday, hour, month, severity, hall_id, findings)
    SELECT ((OLD.day + 3) % 7), coalesce((OLD.at + 28800000) / 3600000 % 24, -1), (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), OLD.severity, coalesce(OLD.hall_id, 0), -(1) WHERE (OLD.state = 'confirmed')
    ON CONFLICT(weekday, hour, month, severity, hall_id) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_month(month, unit_id, hall_id, mode, severity, findings)
    SELECT (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.unit_id, 0), coalesce(OLD.hall_id, 0), CASE WHEN OLD.visit_id IS NOT NULL THEN (SELECT v.mode FROM visit v WHERE v.id = OLD.visit_id)
      WHEN OLD.lead_id IS NOT NULL THEN 'lead' ELSE 'comment' END, OLD.severity, -(1) WHERE (OLD.state = 'confirmed')
    ON CONFLICT(month, unit_id, hall_id, mode, severity) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_window_month(window_id, category, month, unit_id, hall_id, findings)
    SELECT coalesce(OLD.window_id, 0), OLD.category, (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.unit_id, 0), coalesce(OLD.hall_id, 0), -(1) WHERE (OLD.state = 'confirmed')
    ON CONFLICT(window_id, category, month, unit_id, hall_id) DO UPDATE SET findings = findings + excluded.findings;
END;

CREATE TRIGGER finding_measured_insert AFTER INSERT ON finding
  WHEN (NEW.state = 'confirmed') BEGIN
  INSERT INTO finding_category_month(month, category, severity, hall_id, findings)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), NEW.category, NEW.severity, coalesce(NEW.hall_id, 0), 1 WHERE (NEW.state = 'confirmed')
    ON CONFLICT(month, category, severity, hall_id) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_mode_month(month, mode, category, severity, findings)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), CASE WHEN NEW.visit_id IS NOT NULL THEN (SELECT v.mode FROM visit v WHERE v.id = NEW.visit_id)
      WHEN NEW.lead_id IS NOT NULL THEN 'lead' ELSE 'comment' END, NEW.category, NEW.severity, 1 WHERE (NEW.state = 'confirmed')
    ON CONFLICT(month, mode, category, severity) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_hour_mode_month(weekday, hour, month, mode, findings)
    SELECT ((NEW.day + 3) % 7), coalesce((NEW.at + 28800000) / 3600000 % 24, -1), (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), CASE WHEN NEW.visit_id IS NOT NULL THEN (SELECT v.mode FROM visit v WHERE v.id = NEW.visit_id)
      WHEN NEW.lead_id IS NOT NULL THEN 'lead' ELSE 'comment' END, 1 WHERE (NEW.state = 'confirmed')
    ON CONFLICT(weekday, hour, month, mode) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_hour_month(weekday, hour, month, severity, hall_id, findings)
    SELECT ((NEW.day + 3) % 7), coalesce((NEW.at + 28800000) / 3600000 % 24, -1), (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), NEW.severity, coalesce(NEW.hall_id, 0), 1 WHERE (NEW.state = 'confirmed')
    ON CONFLICT(weekday, hour, month, severity, hall_id) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_month(month, unit_id, hall_id, mode, severity, findings)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(NEW.unit_id, 0), coalesce(NEW.hall_id, 0), CASE WHEN NEW.visit_id IS NOT NULL THEN (SELECT v.mode FROM visit v WHERE v.id = NEW.visit_id)
      WHEN NEW.lead_id IS NOT NULL THEN 'lead' ELSE 'comment' END, NEW.severity, 1 WHERE (NEW.state = 'confirmed')
    ON CONFLICT(month, unit_id, hall_id, mode, severity) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_window_month(window_id, category, month, unit_id, hall_id, findings)
    SELECT coalesce(NEW.window_id, 0), NEW.category, (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(NEW.unit_id, 0), coalesce(NEW.hall_id, 0), 1 WHERE (NEW.state = 'confirmed')
    ON CONFLICT(window_id, category, month, unit_id, hall_id) DO UPDATE SET findings = findings + excluded.findings;
END;

CREATE TRIGGER finding_measured_update AFTER UPDATE OF state, severity, category, day, at, hall_id, unit_id, window_id, visit_id ON finding
  WHEN (((OLD.state = 'confirmed') OR (NEW.state = 'confirmed')) AND (CASE WHEN OLD.state = 'confirmed' THEN OLD.severity END, OLD.category, OLD.day, OLD.at, OLD.hall_id, OLD.unit_id, OLD.window_id, OLD.visit_id) IS NOT (CASE WHEN NEW.state = 'confirmed' THEN NEW.severity END, NEW.category, NEW.day, NEW.at, NEW.hall_id, NEW.unit_id, NEW.window_id, NEW.visit_id)) BEGIN
  INSERT INTO finding_category_month(month, category, severity, hall_id, findings)
    SELECT (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), OLD.category, OLD.severity, coalesce(OLD.hall_id, 0), -(1) WHERE (OLD.state = 'confirmed')
    ON CONFLICT(month, category, severity, hall_id) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_mode_month(month, mode, category, severity, findings)
    SELECT (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), CASE WHEN OLD.visit_id IS NOT NULL THEN (SELECT v.mode FROM visit v WHERE v.id = OLD.visit_id)
      WHEN OLD.lead_id IS NOT NULL THEN 'lead' ELSE 'comment' END, OLD.category, OLD.severity, -(1) WHERE (OLD.state = 'confirmed')
    ON CONFLICT(month, mode, category, severity) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_hour_mode_month(weekday, hour, month, mode, findings)
    SELECT ((OLD.day + 3) % 7), coalesce((OLD.at + 28800000) / 3600000 % 24, -1), (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), CASE WHEN OLD.visit_id IS NOT NULL THEN (SELECT v.mode FROM visit v WHERE v.id = OLD.visit_id)
      WHEN OLD.lead_id IS NOT NULL THEN 'lead' ELSE 'comment' END, -(1) WHERE (OLD.state = 'confirmed')
    ON CONFLICT(weekday, hour, month, mode) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_hour_month(weekday, hour, month, severity, hall_id, findings)
    SELECT ((OLD.day + 3) % 7), coalesce((OLD.at + 28800000) / 3600000 % 24, -1), (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), OLD.severity, coalesce(OLD.hall_id, 0), -(1) WHERE (OLD.state = 'confirmed')
    ON CONFLICT(weekday, hour, month, severity, hall_id) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_month(month, unit_id, hall_id, mode, severity, findings)
    SELECT (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.unit_id, 0), coalesce(OLD.hall_id, 0), CASE WHEN OLD.visit_id IS NOT NULL THEN (SELECT v.mode FROM visit v WHERE v.id = OLD.visit_id)
      WHEN OLD.lead_id IS NOT NULL THEN 'lead' ELSE 'comment' END, OLD.severity, -(1) WHERE (OLD.state = 'confirmed')
    ON CONFLICT(month, unit_id, hall_id, mode, severity) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_window_month(window_id, category, month, unit_id, hall_id, findings)
    SELECT coalesce(OLD.window_id, 0), OLD.category, (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.unit_id, 0), coalesce(OLD.hall_id, 0), -(1) WHERE (OLD.state = 'confirmed')
    ON CONFLICT(window_id, category, month, unit_id, hall_id) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_category_month(month, category, severity, hall_id, findings)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), NEW.category, NEW.severity, coalesce(NEW.hall_id, 0), 1 WHERE (NEW.state = 'confirmed')
    ON CONFLICT(month, category, severity, hall_id) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_mode_month(month, mode, category, severity, findings)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), CASE WHEN NEW.visit_id IS NOT NULL THEN (SELECT v.mode FROM visit v WHERE v.id = NEW.visit_id)
      WHEN NEW.lead_id IS NOT NULL THEN 'lead' ELSE 'comment' END, NEW.category, NEW.severity, 1 WHERE (NEW.state = 'confirmed')
    ON CONFLICT(month, mode, category, severity) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_hour_mode_month(weekday, hour, month, mode, findings)
    SELECT ((NEW.day + 3) % 7), coalesce((NEW.at + 28800000) / 3600000 % 24, -1), (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), CASE WHEN NEW.visit_id IS NOT NULL THEN (SELECT v.mode FROM visit v WHERE v.id = NEW.visit_id)
      WHEN NEW.lead_id IS NOT NULL THEN 'lead' ELSE 'comment' END, 1 WHERE (NEW.state = 'confirmed')
    ON CONFLICT(weekday, hour, month, mode) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_hour_month(weekday, hour, month, severity, hall_id, findings)
    SELECT ((NEW.day + 3) % 7), coalesce((NEW.at + 28800000) / 3600000 % 24, -1), (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), NEW.severity, coalesce(NEW.hall_id, 0), 1 WHERE (NEW.state = 'confirmed')
    ON CONFLICT(weekday, hour, month, severity, hall_id) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_month(month, unit_id, hall_id, mode, severity, findings)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(NEW.unit_id, 0), coalesce(NEW.hall_id, 0), CASE WHEN NEW.visit_id IS NOT NULL THEN (SELECT v.mode FROM visit v WHERE v.id = NEW.visit_id)
      WHEN NEW.lead_id IS NOT NULL THEN 'lead' ELSE 'comment' END, NEW.severity, 1 WHERE (NEW.state = 'confirmed')
    ON CONFLICT(month, unit_id, hall_id, mode, severity) DO UPDATE SET findings = findings + excluded.findings;
  INSERT INTO finding_window_month(window_id, category, month, unit_id, hall_id, findings)
    SELECT coalesce(NEW.window_id, 0), NEW.category, (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(NEW.unit_id, 0), coalesce(NEW.hall_id, 0), 1 WHERE (NEW.state = 'confirmed')
    ON CONFLICT(window_id, category, month, unit_id, hall_id) DO UPDATE SET findings = findings + excluded.findings;
END;

CREATE TABLE finding_mode_month(
  month INTEGER NOT NULL,
  mode TEXT NOT NULL,
  category TEXT NOT NULL,
  severity TEXT NOT NULL,
  findings INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(month, mode, category, severity)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_month(
  month INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  hall_id INTEGER NOT NULL,
  mode TEXT NOT NULL,
  severity TEXT NOT NULL,
  findings INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(month, unit_id, hall_id, mode, severity)
) STRICT, WITHOUT ROWID;

CREATE INDEX finding_unit ON finding(unit_id, day) WHERE unit_id IS NOT NULL;

CREATE INDEX finding_visit ON finding(visit_id, position) WHERE visit_id IS NOT NULL;

CREATE TABLE finding_window_month(
  window_id INTEGER NOT NULL,
  category TEXT NOT NULL,
  month INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  hall_id INTEGER NOT NULL,
  findings INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(window_id, category, month, unit_id, hall_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE follow_up_order(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  -- How often the matter had been reopened: each run has its own orders.
  run INTEGER NOT NULL,
  level TEXT NOT NULL CHECK(level IN ('blue', 'orange', 'red')),
  demands TEXT NOT NULL CHECK(length(demands) BETWEEN 1 AND 2000),
  answer_by_day INTEGER NOT NULL,
  copied_to TEXT CHECK(length(copied_to) BETWEEN 1 AND 200),
  -- What the rules said when it was issued, and why it was issued otherwise.
  grounds TEXT NOT NULL CHECK(json_valid(grounds)),
  reason TEXT CHECK(length(reason) BETWEEN 1 AND 500),
  issued_at INTEGER NOT NULL,
  issued_by INTEGER NOT NULL REFERENCES person(id),
  no TEXT NOT NULL UNIQUE,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK(number >= 1),
  UNIQUE(year, number),
  UNIQUE(rectification_id, run, level)
) STRICT;

CREATE TRIGGER follow_up_order_no_delete BEFORE DELETE ON follow_up_order BEGIN SELECT RAISE(ABORT, 'an issued order never changes'); END;

CREATE TRIGGER follow_up_order_no_update BEFORE UPDATE ON follow_up_order BEGIN SELECT RAISE(ABORT, 'an issued order never changes'); END;

CREATE TABLE footage_taking(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  camera_id INTEGER REFERENCES camera(id),
  retention_class TEXT NOT NULL CHECK(retention_class IN ('footage', 'call_recording', 'case_file')),
  acquisition TEXT NOT NULL CHECK(json_valid(acquisition)),
  person_id INTEGER NOT NULL REFERENCES person(id),
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX footage_taking_camera ON footage_taking(camera_id) WHERE camera_id IS NOT NULL;

CREATE TABLE footage_taking_file(
  id INTEGER PRIMARY KEY,
  taking_id INTEGER NOT NULL REFERENCES footage_taking(id),
  path TEXT NOT NULL,
  -- Name with the folders under the one that was given: patterns of recorders read both.
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 1000),
  bytes INTEGER,
  state TEXT NOT NULL CHECK(state IN ('waiting', 'taken', 'known', 'failed')),
  recording_id INTEGER REFERENCES recording(id),
  error TEXT CHECK(json_valid(error)),
  UNIQUE(taking_id, path)
) STRICT;

CREATE INDEX footage_taking_file_recording ON footage_taking_file(recording_id) WHERE recording_id IS NOT NULL;

CREATE INDEX footage_taking_file_state ON footage_taking_file(taking_id, state, bytes);

CREATE INDEX footage_taking_hall ON footage_taking(hall_id);

CREATE INDEX footage_taking_person ON footage_taking(person_id, id);

CREATE TABLE hall(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 60),
  short_name TEXT CHECK(length(short_name) BETWEEN 1 AND 20),
  parent_id INTEGER REFERENCES hall(id) CHECK(parent_id IS NOT id),
  address TEXT CHECK(length(address) BETWEEN 1 AND 120),
  phone TEXT CHECK(length(phone) BETWEEN 1 AND 40),
  open_hours TEXT CHECK(length(open_hours) BETWEEN 1 AND 60),
  note TEXT CHECK(length(note) BETWEEN 1 AND 500),
  state TEXT NOT NULL DEFAULT 'active' CHECK(state IN ('active', 'retired', 'merged')),
  merged_into_id INTEGER REFERENCES "hall"(id),
  client_id TEXT UNIQUE,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1), opened_day INTEGER,
  CHECK((state = 'merged') = (merged_into_id IS NOT NULL)),
  CHECK(merged_into_id IS NOT id)
) STRICT;

CREATE UNIQUE INDEX hall_key ON hall(name) WHERE state = 'active';

CREATE INDEX hall_parent ON hall(parent_id);

CREATE TABLE hall_span(
  entity TEXT NOT NULL,
  ref INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  was TEXT NOT NULL CHECK(json_valid(was)),
  PRIMARY KEY(entity, ref, until_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE inspection_plan(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  no TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL CHECK(length(title) BETWEEN 1 AND 100),
  style TEXT NOT NULL CHECK(style IN ('full', 'focus', 'random', 'category', 'circuit')),
  authority_basis TEXT NOT NULL CHECK(length(authority_basis) BETWEEN 1 AND 300),
  content TEXT CHECK(length(content) BETWEEN 1 AND 4000),
  objects TEXT CHECK(length(objects) BETWEEN 1 AND 2000),
  scope TEXT CHECK(length(scope) BETWEEN 1 AND 2000),
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  approver TEXT CHECK(length(approver) BETWEEN 1 AND 40),
  approved_day INTEGER,
  state TEXT NOT NULL CHECK(state IN ('draft', 'active', 'closed')),
  created_by INTEGER NOT NULL REFERENCES person(id),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  CHECK(to_day >= from_day),
  CHECK(state <> 'active' OR approver IS NOT NULL)
) STRICT;

CREATE INDEX inspection_plan_days ON inspection_plan(from_day, to_day);

CREATE TABLE inspection_plan_object(
  plan_id INTEGER NOT NULL REFERENCES inspection_plan(id),
  kind TEXT NOT NULL CHECK(kind IN ('window', 'unit')),
  object_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY(plan_id, kind, object_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE inspection_round(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  plan_id INTEGER NOT NULL REFERENCES inspection_plan(id),
  number INTEGER NOT NULL CHECK(number >= 1),
  title TEXT NOT NULL CHECK(length(title) BETWEEN 1 AND 100),
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  mode TEXT,
  template_id INTEGER REFERENCES checklist_template(id),
  note TEXT CHECK(length(note) BETWEEN 1 AND 1000),
  state TEXT NOT NULL CHECK(state IN ('open', 'closed')),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  UNIQUE(plan_id, number),
  CHECK(to_day >= from_day)
) STRICT;

CREATE INDEX inspection_round_days ON inspection_round(from_day, to_day);

CREATE TABLE instruction(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  -- Who is to answer: a unit, or the office where there is none.
  unit_id INTEGER REFERENCES unit(id),
  state TEXT NOT NULL CHECK(state IN ('open', 'answered', 'withdrawn')),
  text TEXT NOT NULL CHECK(length(text) BETWEEN 1 AND 1000),
  due_on INTEGER NOT NULL,
  given_at INTEGER NOT NULL,
  given_by INTEGER NOT NULL REFERENCES person(id),
  answer TEXT CHECK(length(answer) BETWEEN 1 AND 2000),
  -- Why it was withdrawn.
  reason TEXT CHECK(length(reason) BETWEEN 1 AND 200),
  ended_at INTEGER,
  ended_by INTEGER REFERENCES person(id),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  CHECK((state = 'open') = (ended_at IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL)),
  CHECK((state = 'answered') = (answer IS NOT NULL)),
  CHECK((state = 'withdrawn') = (reason IS NOT NULL))
) STRICT;

CREATE TRIGGER instruction_ended BEFORE UPDATE ON instruction WHEN OLD.state <> 'open'
  BEGIN SELECT RAISE(ABORT, 'an instruction that ended does not change'); END;

CREATE TRIGGER instruction_given BEFORE UPDATE OF client_id, rectification_id, text, due_on, given_at, given_by
  ON instruction BEGIN SELECT RAISE(ABORT, 'what was instructed does not change'); END;

CREATE TRIGGER instruction_no_delete BEFORE DELETE ON instruction BEGIN SELECT RAISE(ABORT, 'an instruction stays'); END;

CREATE INDEX instruction_of ON instruction(rectification_id, id);

CREATE INDEX instruction_open ON instruction(unit_id, rectification_id, given_by, due_on, given_at) WHERE state = 'open';

CREATE TRIGGER instruction_unit_frozen BEFORE UPDATE OF unit_id ON instruction WHEN NEW.unit_id IS NOT OLD.unit_id
    AND (SELECT u.state FROM unit u WHERE u.id = OLD.unit_id) IS NOT 'merged'
  BEGIN SELECT RAISE(ABORT, 'what was instructed does not change'); END;

CREATE TRIGGER issued_measured_delete AFTER DELETE ON rectification
  WHEN (OLD.state <> 'draft') BEGIN
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, issued, issued_verified, issued_closed)
    SELECT (12 * (1900 + (4 * (((OLD.issued_at + 28800000) / 86400000) + 25508) + 3) / 1461) + (5 * ((4 * (((OLD.issued_at + 28800000) / 86400000) + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(coalesce((SELECT t.detail->>'fromUnitId' FROM rectification_event t WHERE t.rectification_id = OLD.id
    AND t.action = 'transfer' AND 1 ORDER BY t.id LIMIT 1), OLD.unit_id), 0), coalesce(OLD.hall_id, 0), OLD.severity, -(1), -((OLD.verification_result IS 'done')), -((OLD.state = 'closed')) WHERE (OLD.state <> 'draft')
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET issued = issued + excluded.issued, issued_verified = issued_verified + excluded.issued_verified, issued_closed = issued_closed + excluded.issued_closed;
END;

CREATE TRIGGER issued_measured_insert AFTER INSERT ON rectification
  WHEN (NEW.state <> 'draft') BEGIN
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, issued, issued_verified, issued_closed)
    SELECT (12 * (1900 + (4 * (((NEW.issued_at + 28800000) / 86400000) + 25508) + 3) / 1461) + (5 * ((4 * (((NEW.issued_at + 28800000) / 86400000) + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(coalesce((SELECT t.detail->>'fromUnitId' FROM rectification_event t WHERE t.rectification_id = NEW.id
    AND t.action = 'transfer' AND 1 ORDER BY t.id LIMIT 1), NEW.unit_id), 0), coalesce(NEW.hall_id, 0), NEW.severity, 1, (NEW.verification_result IS 'done'), (NEW.state = 'closed') WHERE (NEW.state <> 'draft')
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET issued = issued + excluded.issued, issued_verified = issued_verified + excluded.issued_verified, issued_closed = issued_closed + excluded.issued_closed;
END;

CREATE TRIGGER issued_measured_update AFTER UPDATE OF state, issued_at, verification_result, hall_id, unit_id, severity ON rectification
  WHEN (((OLD.state <> 'draft') OR (NEW.state <> 'draft')) AND (OLD.state <> 'draft', OLD.verification_result IS 'done', OLD.state = 'closed', OLD.issued_at, OLD.hall_id, OLD.unit_id, OLD.severity) IS NOT (NEW.state <> 'draft', NEW.verification_result IS 'done', NEW.state = 'closed', NEW.issued_at, NEW.hall_id, NEW.unit_id, NEW.severity)) BEGIN
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, issued, issued_verified, issued_closed)
    SELECT (12 * (1900 + (4 * (((OLD.issued_at + 28800000) / 86400000) + 25508) + 3) / 1461) + (5 * ((4 * (((OLD.issued_at + 28800000) / 86400000) + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(coalesce((SELECT t.detail->>'fromUnitId' FROM rectification_event t WHERE t.rectification_id = OLD.id
    AND t.action = 'transfer' AND 1 ORDER BY t.id LIMIT 1), OLD.unit_id), 0), coalesce(OLD.hall_id, 0), OLD.severity, -(1), -((OLD.verification_result IS 'done')), -((OLD.state = 'closed')) WHERE (OLD.state <> 'draft')
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET issued = issued + excluded.issued, issued_verified = issued_verified + excluded.issued_verified, issued_closed = issued_closed + excluded.issued_closed;
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, issued, issued_verified, issued_closed)
    SELECT (12 * (1900 + (4 * (((NEW.issued_at + 28800000) / 86400000) + 25508) + 3) / 1461) + (5 * ((4 * (((NEW.issued_at + 28800000) / 86400000) + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(coalesce((SELECT t.detail->>'fromUnitId' FROM rectification_event t WHERE t.rectification_id = NEW.id
    AND t.action = 'transfer' AND 1 ORDER BY t.id LIMIT 1), NEW.unit_id), 0), coalesce(NEW.hall_id, 0), NEW.severity, 1, (NEW.verification_result IS 'done'), (NEW.state = 'closed') WHERE (NEW.state <> 'draft')
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET issued = issued + excluded.issued, issued_verified = issued_verified + excluded.issued_verified, issued_closed = issued_closed + excluded.issued_closed;
END;

CREATE TABLE job(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  state TEXT NOT NULL CHECK(state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted')),
  percent REAL CHECK(percent BETWEEN 0 AND 100),
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  cancellable INTEGER NOT NULL CHECK(cancellable IN (0, 1)),
  error_json TEXT CHECK(json_valid(error_json)),
  result_json TEXT CHECK(json_valid(result_json)),
  person_id INTEGER REFERENCES person(id)
) STRICT;

CREATE INDEX job_running ON job(state) WHERE state IN ('queued', 'running');

CREATE TABLE lead(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  no TEXT UNIQUE,
  person_id INTEGER NOT NULL REFERENCES person(id),
  state TEXT NOT NULL CHECK(state IN ('draft', 'received', 'accepted', 'answered')),
  hall_id INTEGER REFERENCES hall(id),
  window_id INTEGER REFERENCES "window"(id),
  unit_id INTEGER REFERENCES unit(id),
  place TEXT CHECK(length(place) BETWEEN 1 AND 80),
  seen_day INTEGER,
  day_part TEXT NOT NULL CHECK(day_part IN ('morning', 'noon', 'afternoon', 'unknown')),
  hour INTEGER CHECK(hour BETWEEN 0 AND 23),
  saw TEXT CHECK(length(saw) BETWEEN 1 AND 4000),
  aspects TEXT NOT NULL CHECK(json_valid(aspects)),
  wish TEXT CHECK(length(wish) BETWEEN 1 AND 2000),
  submitted_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  CHECK((state = 'draft') = (no IS NULL))
) STRICT;

CREATE TABLE lead_event(
  id INTEGER PRIMARY KEY,
  lead_id INTEGER NOT NULL REFERENCES lead(id),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('submitted', 'accepted', 'answered', 'replied')),
  person_id INTEGER NOT NULL REFERENCES person(id),
  text TEXT CHECK(length(text) BETWEEN 1 AND 1000)
) STRICT;

CREATE INDEX lead_event_lead ON lead_event(lead_id, id);

CREATE TRIGGER lead_event_no_delete BEFORE DELETE ON lead_event BEGIN SELECT RAISE(ABORT, 'the history of a lead only grows'); END;

CREATE TRIGGER lead_event_no_update BEFORE UPDATE ON lead_event BEGIN SELECT RAISE(ABORT, 'the history of a lead only grows'); END;

CREATE TRIGGER lead_frozen BEFORE UPDATE OF no, person_id, hall_id, window_id, unit_id, place, seen_day, day_part, hour,
  saw, aspects, wish, submitted_at ON lead WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, 'a submitted lead does not change'); END;

CREATE TRIGGER lead_kept BEFORE DELETE ON lead WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, 'a submitted lead does not change'); END;

CREATE TRIGGER lead_measured_delete AFTER DELETE ON lead
  WHEN (OLD.state <> 'draft') BEGIN
  INSERT INTO lead_month(month, unit_id, hall_id, leads, leads_accepted, leads_answered)
    SELECT (12 * (1900 + (4 * (((OLD.submitted_at + 28800000) / 86400000) + 25508) + 3) / 1461) + (5 * ((4 * (((OLD.submitted_at + 28800000) / 86400000) + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.unit_id, 0), coalesce(OLD.hall_id, 0), -(1), -((OLD.state = 'accepted')), -((OLD.state = 'accepted' OR OLD.state = 'answered')) WHERE (OLD.state <> 'draft')
    ON CONFLICT(month, unit_id, hall_id) DO UPDATE SET leads = leads + excluded.leads, leads_accepted = leads_accepted + excluded.leads_accepted, leads_answered = leads_answered + excluded.leads_answered;
END;

CREATE TRIGGER lead_measured_insert AFTER INSERT ON lead
  WHEN (NEW.state <> 'draft') BEGIN
  INSERT INTO lead_month(month, unit_id, hall_id, leads, leads_accepted, leads_answered)
    SELECT (12 * (1900 + (4 * (((NEW.submitted_at + 28800000) / 86400000) + 25508) + 3) / 1461) + (5 * ((4 * (((NEW.submitted_at + 28800000) / 86400000) + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(NEW.unit_id, 0), coalesce(NEW.hall_id, 0), 1, (NEW.state = 'accepted'), (NEW.state = 'accepted' OR NEW.state = 'answered') WHERE (NEW.state <> 'draft')
    ON CONFLICT(month, unit_id, hall_id) DO UPDATE SET leads = leads + excluded.leads, leads_accepted = leads_accepted + excluded.leads_accepted, leads_answered = leads_answered + excluded.leads_answered;
END;

CREATE TRIGGER lead_measured_update AFTER UPDATE OF state, submitted_at, hall_id, unit_id, window_id ON lead
  WHEN (((OLD.state <> 'draft') OR (NEW.state <> 'draft')) AND (OLD.state, OLD.submitted_at, OLD.hall_id, OLD.unit_id, OLD.window_id) IS NOT (NEW.state, NEW.submitted_at, NEW.hall_id, NEW.unit_id, NEW.window_id)) BEGIN
  INSERT INTO lead_month(month, unit_id, hall_id, leads, leads_accepted, leads_answered)
    SELECT (12 * (1900 + (4 * (((OLD.submitted_at + 28800000) / 86400000) + 25508) + 3) / 1461) + (5 * ((4 * (((OLD.submitted_at + 28800000) / 86400000) + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.unit_id, 0), coalesce(OLD.hall_id, 0), -(1), -((OLD.state = 'accepted')), -((OLD.state = 'accepted' OR OLD.state = 'answered')) WHERE (OLD.state <> 'draft')
    ON CONFLICT(month, unit_id, hall_id) DO UPDATE SET leads = leads + excluded.leads, leads_accepted = leads_accepted + excluded.leads_accepted, leads_answered = leads_answered + excluded.leads_answered;
  INSERT INTO lead_month(month, unit_id, hall_id, leads, leads_accepted, leads_answered)
    SELECT (12 * (1900 + (4 * (((NEW.submitted_at + 28800000) / 86400000) + 25508) + 3) / 1461) + (5 * ((4 * (((NEW.submitted_at + 28800000) / 86400000) + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(NEW.unit_id, 0), coalesce(NEW.hall_id, 0), 1, (NEW.state = 'accepted'), (NEW.state = 'accepted' OR NEW.state = 'answered') WHERE (NEW.state <> 'draft')
    ON CONFLICT(month, unit_id, hall_id) DO UPDATE SET leads = leads + excluded.leads, leads_accepted = leads_accepted + excluded.leads_accepted, leads_answered = leads_answered + excluded.leads_answered;
END;

CREATE TABLE lead_month(
  month INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  hall_id INTEGER NOT NULL,
  leads INTEGER NOT NULL DEFAULT 0,
  leads_accepted INTEGER NOT NULL DEFAULT 0,
  leads_answered INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(month, unit_id, hall_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX lead_person ON lead(person_id, id);

CREATE INDEX lead_state ON lead(state, submitted_at);

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
  note TEXT CHECK(length(note) BETWEEN 1 AND 2000),
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

CREATE TABLE look_back_draw(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  record TEXT NOT NULL CHECK(json_valid(record)),
  note TEXT CHECK(length(note) BETWEEN 1 AND 1000),
  drawn_at INTEGER NOT NULL,
  drawn_by INTEGER NOT NULL REFERENCES person(id)
) STRICT;

CREATE TRIGGER look_back_draw_no_delete BEFORE DELETE ON look_back_draw BEGIN SELECT RAISE(ABORT, 'a draw is kept as it was drawn'); END;

CREATE TRIGGER look_back_draw_no_update BEFORE UPDATE ON look_back_draw BEGIN SELECT RAISE(ABORT, 'a draw is kept as it was drawn'); END;

CREATE TRIGGER look_back_drawn BEFORE UPDATE OF draw_id, position, rectification_id ON look_back
  BEGIN SELECT RAISE(ABORT, 'what was drawn stays drawn'); END;

CREATE TRIGGER look_back_no_delete BEFORE DELETE ON look_back BEGIN SELECT RAISE(ABORT, 'what was drawn stays drawn'); END;

CREATE TRIGGER look_back_recorded BEFORE UPDATE OF method, verifier_id, arranged_at, arranged_by, looked_at, day, result,
  note, visit_id ON look_back WHEN OLD.looked_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'what was found does not change'); END;

CREATE INDEX look_back_rectification ON look_back(rectification_id);

CREATE TRIGGER look_back_reopened BEFORE UPDATE OF reopened_at, reopened_by ON look_back WHEN OLD.reopened_at IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'what was found does not change'); END;

CREATE INDEX look_back_verifier ON look_back(verifier_id) WHERE verifier_id IS NOT NULL;

CREATE INDEX look_back_visit ON look_back(visit_id) WHERE visit_id IS NOT NULL;

CREATE INDEX look_back_waiting ON look_back(verifier_id, rectification_id) WHERE looked_at IS NULL AND verifier_id IS NOT NULL;

CREATE TABLE meta(
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE name_pattern(
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL CHECK(length(title) BETWEEN 1 AND 60),
  pattern TEXT NOT NULL CHECK(length(pattern) BETWEEN 1 AND 300),
  zone TEXT NOT NULL CHECK(zone IN ('local', 'utc')),
  channel_shift INTEGER NOT NULL DEFAULT 0,
  example TEXT NOT NULL CHECK(length(example) BETWEEN 1 AND 255),
  ready INTEGER NOT NULL DEFAULT 0 CHECK(ready IN (0, 1)),
  enabled INTEGER NOT NULL DEFAULT 1 CHECK(enabled IN (0, 1)),
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1)
) STRICT;

CREATE TABLE number_series(
  series TEXT NOT NULL,
  year INTEGER NOT NULL,
  last INTEGER NOT NULL CHECK(last >= 1),
  PRIMARY KEY(series, year)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER overdue_began_measured_delete AFTER DELETE ON rectification_span
  WHEN (OLD.to_day < 2147483647 AND OLD.due_at IS NOT NULL
  AND (OLD.state <> 'draft' AND OLD.state <> 'closed' AND OLD.state <> 'submitted' AND OLD.state <> 'verifying' AND OLD.state <> 'extension_pending') AND max(OLD.from_day, ((OLD.due_at + 28800000) / 86400000)) < OLD.to_day) OR (OLD.to_day < 2147483647 AND OLD.due_at IS NOT NULL
  AND (OLD.state <> 'draft' AND OLD.state <> 'closed' AND OLD.state <> 'submitted' AND OLD.state <> 'verifying' AND OLD.state <> 'extension_pending') AND max(OLD.from_day, ((OLD.due_at + 28800000) / 86400000)) < OLD.to_day) BEGIN
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, overdue_began)
    SELECT (12 * (1900 + (4 * (max(OLD.from_day, ((OLD.due_at + 28800000) / 86400000)) + 25508) + 3) / 1461) + (5 * ((4 * (max(OLD.from_day, ((OLD.due_at + 28800000) / 86400000)) + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.unit_id, 0), coalesce(OLD.hall_id, 0), OLD.severity, -(1) WHERE (OLD.to_day < 2147483647 AND OLD.due_at IS NOT NULL
  AND (OLD.state <> 'draft' AND OLD.state <> 'closed' AND OLD.state <> 'submitted' AND OLD.state <> 'verifying' AND OLD.state <> 'extension_pending') AND max(OLD.from_day, ((OLD.due_at + 28800000) / 86400000)) < OLD.to_day)
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET overdue_began = overdue_began + excluded.overdue_began;
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, overdue_ended)
    SELECT (12 * (1900 + (4 * (OLD.to_day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.to_day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.unit_id, 0), coalesce(OLD.hall_id, 0), OLD.severity, -(1) WHERE (OLD.to_day < 2147483647 AND OLD.due_at IS NOT NULL
  AND (OLD.state <> 'draft' AND OLD.state <> 'closed' AND OLD.state <> 'submitted' AND OLD.state <> 'verifying' AND OLD.state <> 'extension_pending') AND max(OLD.from_day, ((OLD.due_at + 28800000) / 86400000)) < OLD.to_day)
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET overdue_ended = overdue_ended + excluded.overdue_ended;
END;

CREATE TRIGGER overdue_began_measured_update AFTER UPDATE OF from_day, to_day, state, due_at, suspended, hall_id, unit_id, severity ON rectification_span
  WHEN (((OLD.to_day < 2147483647 AND OLD.due_at IS NOT NULL
  AND (OLD.state <> 'draft' AND OLD.state <> 'closed' AND OLD.state <> 'submitted' AND OLD.state <> 'verifying' AND OLD.state <> 'extension_pending') AND max(OLD.from_day, ((OLD.due_at + 28800000) / 86400000)) < OLD.to_day) OR (NEW.to_day < 2147483647 AND NEW.due_at IS NOT NULL
  AND (NEW.state <> 'draft' AND NEW.state <> 'closed' AND NEW.state <> 'submitted' AND NEW.state <> 'verifying' AND NEW.state <> 'extension_pending') AND max(NEW.from_day, ((NEW.due_at + 28800000) / 86400000)) < NEW.to_day)) AND (CASE WHEN OLD.to_day < 2147483647 AND OLD.due_at IS NOT NULL
  AND (OLD.state <> 'draft' AND OLD.state <> 'closed' AND OLD.state <> 'submitted' AND OLD.state <> 'verifying' AND OLD.state <> 'extension_pending') AND max(OLD.from_day, ((OLD.due_at + 28800000) / 86400000)) < OLD.to_day THEN (12 * (1900 + (4 * (max(OLD.from_day, ((OLD.due_at + 28800000) / 86400000)) + 25508) + 3) / 1461) + (5 * ((4 * (max(OLD.from_day, ((OLD.due_at + 28800000) / 86400000)) + 25508) + 3) % 1461 / 4) + 2) / 153 + 2) END, OLD.hall_id, OLD.unit_id, OLD.severity) IS NOT (CASE WHEN NEW.to_day < 2147483647 AND NEW.due_at IS NOT NULL
  AND (NEW.state <> 'draft' AND NEW.state <> 'closed' AND NEW.state <> 'submitted' AND NEW.state <> 'verifying' AND NEW.state <> 'extension_pending') AND max(NEW.from_day, ((NEW.due_at + 28800000) / 86400000)) < NEW.to_day THEN (12 * (1900 + (4 * (max(NEW.from_day, ((NEW.due_at + 28800000) / 86400000)) + 25508) + 3) / 1461) + (5 * ((4 * (max(NEW.from_day, ((NEW.due_at + 28800000) / 86400000)) + 25508) + 3) % 1461 / 4) + 2) / 153 + 2) END, NEW.hall_id, NEW.unit_id, NEW.severity)) OR (((OLD.to_day < 2147483647 AND OLD.due_at IS NOT NULL
  AND (OLD.state <> 'draft' AND OLD.state <> 'closed' AND OLD.state <> 'submitted' AND OLD.state <> 'verifying' AND OLD.state <> 'extension_pending') AND max(OLD.from_day, ((OLD.due_at + 28800000) / 86400000)) < OLD.to_day) OR (NEW.to_day < 2147483647 AND NEW.due_at IS NOT NULL
  AND (NEW.state <> 'draft' AND NEW.state <> 'closed' AND NEW.state <> 'submitted' AND NEW.state <> 'verifying' AND NEW.state <> 'extension_pending') AND max(NEW.from_day, ((NEW.due_at + 28800000) / 86400000)) < NEW.to_day)) AND (CASE WHEN OLD.to_day < 2147483647 AND OLD.due_at IS NOT NULL
  AND (OLD.state <> 'draft' AND OLD.state <> 'closed' AND OLD.state <> 'submitted' AND OLD.state <> 'verifying' AND OLD.state <> 'extension_pending') AND max(OLD.from_day, ((OLD.due_at + 28800000) / 86400000)) < OLD.to_day THEN (12 * (1900 + (4 * (OLD.to_day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.to_day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2) END, OLD.hall_id, OLD.unit_id, OLD.severity) IS NOT (CASE WHEN NEW.to_day < 2147483647 AND NEW.due_at IS NOT NULL
  AND (NEW.state <> 'draft' AND NEW.state <> 'closed' AND NEW.state <> 'submitted' AND NEW.state <> 'verifying' AND NEW.state <> 'extension_pending') AND max(NEW.from_day, ((NEW.due_at + 28800000) / 86400000)) < NEW.to_day THEN (12 * (1900 + (4 * (NEW.to_day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.to_day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2) END, NEW.hall_id, NEW.unit_id, NEW.severity)) BEGIN
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, overdue_began)
    SELECT (12 * (1900 + (4 * (max(OLD.from_day, ((OLD.due_at + 28800000) / 86400000)) + 25508) + 3) / 1461) + (5 * ((4 * (max(OLD.from_day, ((OLD.due_at + 28800000) / 86400000)) + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.unit_id, 0), coalesce(OLD.hall_id, 0), OLD.severity, -(1) WHERE (OLD.to_day < 2147483647 AND OLD.due_at IS NOT NULL
  AND (OLD.state <> 'draft' AND OLD.state <> 'closed' AND OLD.state <> 'submitted' AND OLD.state <> 'verifying' AND OLD.state <> 'extension_pending') AND max(OLD.from_day, ((OLD.due_at + 28800000) / 86400000)) < OLD.to_day)
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET overdue_began = overdue_began + excluded.overdue_began;
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, overdue_ended)
    SELECT (12 * (1900 + (4 * (OLD.to_day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.to_day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.unit_id, 0), coalesce(OLD.hall_id, 0), OLD.severity, -(1) WHERE (OLD.to_day < 2147483647 AND OLD.due_at IS NOT NULL
  AND (OLD.state <> 'draft' AND OLD.state <> 'closed' AND OLD.state <> 'submitted' AND OLD.state <> 'verifying' AND OLD.state <> 'extension_pending') AND max(OLD.from_day, ((OLD.due_at + 28800000) / 86400000)) < OLD.to_day)
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET overdue_ended = overdue_ended + excluded.overdue_ended;
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, overdue_began)
    SELECT (12 * (1900 + (4 * (max(NEW.from_day, ((NEW.due_at + 28800000) / 86400000)) + 25508) + 3) / 1461) + (5 * ((4 * (max(NEW.from_day, ((NEW.due_at + 28800000) / 86400000)) + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(NEW.unit_id, 0), coalesce(NEW.hall_id, 0), NEW.severity, 1 WHERE (NEW.to_day < 2147483647 AND NEW.due_at IS NOT NULL
  AND (NEW.state <> 'draft' AND NEW.state <> 'closed' AND NEW.state <> 'submitted' AND NEW.state <> 'verifying' AND NEW.state <> 'extension_pending') AND max(NEW.from_day, ((NEW.due_at + 28800000) / 86400000)) < NEW.to_day)
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET overdue_began = overdue_began + excluded.overdue_began;
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, overdue_ended)
    SELECT (12 * (1900 + (4 * (NEW.to_day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.to_day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(NEW.unit_id, 0), coalesce(NEW.hall_id, 0), NEW.severity, 1 WHERE (NEW.to_day < 2147483647 AND NEW.due_at IS NOT NULL
  AND (NEW.state <> 'draft' AND NEW.state <> 'closed' AND NEW.state <> 'submitted' AND NEW.state <> 'verifying' AND NEW.state <> 'extension_pending') AND max(NEW.from_day, ((NEW.due_at + 28800000) / 86400000)) < NEW.to_day)
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET overdue_ended = overdue_ended + excluded.overdue_ended;
END;

CREATE TABLE person(
  id INTEGER PRIMARY KEY,
  client_id TEXT UNIQUE,
  account TEXT NOT NULL COLLATE NOCASE UNIQUE,
  name TEXT NOT NULL,
  code TEXT,
  unit_id INTEGER,
  phone TEXT,
  note TEXT,
  state TEXT NOT NULL DEFAULT 'active' CHECK(state IN ('active', 'disabled')),
  must_change_password INTEGER NOT NULL DEFAULT 0 CHECK(must_change_password IN (0, 1)),
  last_sign_in_at INTEGER,
  created_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1)
, opens_identity INTEGER NOT NULL DEFAULT 0 CHECK(opens_identity IN (0, 1))) STRICT;

CREATE TABLE person_role(
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK(role IN (
    'office', 'inspector', 'reviewer', 'leader', 'social_supervisor', 'unit_contact', 'auditor')),
  PRIMARY KEY(person_id, role)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_role_role ON person_role(role);

CREATE TABLE person_secret(
  person_id INTEGER PRIMARY KEY REFERENCES person(id) ON DELETE CASCADE,
  hash TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0 CHECK(failures >= 0),
  last_failure_at INTEGER
) STRICT;

CREATE INDEX person_unit ON person(unit_id) WHERE unit_id IS NOT NULL;

CREATE TABLE post(
  id INTEGER PRIMARY KEY,
  window_id INTEGER NOT NULL,
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 40),
  hall_id INTEGER NOT NULL,
  note TEXT CHECK(length(note) BETWEEN 1 AND 500),
  state TEXT NOT NULL DEFAULT 'active' CHECK(state IN ('active', 'retired', 'merged')),
  merged_into_id INTEGER REFERENCES "post"(id),
  client_id TEXT UNIQUE,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  CHECK((state = 'merged') = (merged_into_id IS NOT NULL)),
  CHECK(merged_into_id IS NOT id),
  FOREIGN KEY(window_id, hall_id) REFERENCES "window"(id, hall_id) ON UPDATE CASCADE,
  UNIQUE(id, hall_id)
) STRICT;

CREATE INDEX post_hall ON post(hall_id, state);

CREATE UNIQUE INDEX post_key ON post(window_id, name) WHERE state = 'active';

CREATE INDEX post_window ON post(window_id, hall_id);

CREATE TABLE quarter_comment(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  no TEXT,
  contact_point_id INTEGER NOT NULL REFERENCES contact_point(id),
  quarter INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1 CHECK(version >= 1),
  replaces_id INTEGER UNIQUE REFERENCES quarter_comment(id),
  reason TEXT CHECK(length(reason) BETWEEN 1 AND 200),
  achievements TEXT CHECK(length(achievements) BETWEEN 1 AND 4000),
  problems TEXT CHECK(length(problems) BETWEEN 1 AND 4000),
  suggestions TEXT CHECK(length(suggestions) BETWEEN 1 AND 4000),
  direction TEXT CHECK(length(direction) BETWEEN 1 AND 4000),
  signed_at INTEGER,
  signed_by INTEGER REFERENCES person(id),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  UNIQUE(contact_point_id, quarter, version),
  CHECK((replaces_id IS NULL) = (version = 1) AND (replaces_id IS NULL) = (reason IS NULL)),
  CHECK((signed_at IS NULL) = (signed_by IS NULL)),
  CHECK(signed_at IS NULL OR (no IS NOT NULL AND achievements IS NOT NULL AND problems IS NOT NULL
    AND suggestions IS NOT NULL AND direction IS NOT NULL))
) STRICT;

CREATE TRIGGER quarter_comment_kept BEFORE DELETE ON quarter_comment WHEN OLD.signed_at IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'a signed comment does not change'); END;

CREATE TRIGGER quarter_comment_place BEFORE UPDATE OF client_id, contact_point_id, quarter, version, replaces_id ON quarter_comment
  BEGIN SELECT RAISE(ABORT, 'a comment stays where it is'); END;

CREATE TRIGGER quarter_comment_signed BEFORE UPDATE ON quarter_comment WHEN OLD.signed_at IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'a signed comment does not change'); END;

CREATE INDEX quarter_comment_signer ON quarter_comment(signed_by) WHERE signed_by IS NOT NULL;

CREATE TRIGGER quarter_comment_version BEFORE INSERT ON quarter_comment WHEN NEW.replaces_id IS NOT NULL
  AND NOT EXISTS(SELECT 1 FROM quarter_comment o WHERE o.id = NEW.replaces_id AND o.signed_at IS NOT NULL
    AND o.contact_point_id = NEW.contact_point_id AND o.quarter = NEW.quarter AND o.version = NEW.version - 1)
  BEGIN SELECT RAISE(ABORT, 'a version follows a signed one'); END;

CREATE TABLE "ranking_evidence"(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- None of what went along with a month that puts another right.
  client_id TEXT UNIQUE,
  month_id INTEGER NOT NULL REFERENCES ranking_month(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  scheme_id INTEGER NOT NULL REFERENCES ranking_scheme(id),
  component INTEGER NOT NULL CHECK(component >= 0),
  evidence_id INTEGER NOT NULL REFERENCES evidence(id),
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 255),
  -- The same bytes stood in another record already.
  known INTEGER NOT NULL DEFAULT 0 CHECK(known IN (0, 1)),
  added_at INTEGER NOT NULL,
  added_by INTEGER NOT NULL REFERENCES person(id),
  UNIQUE(month_id, unit_id, scheme_id, component, evidence_id)
) STRICT;

CREATE TRIGGER ranking_evidence_delete BEFORE DELETE ON ranking_evidence
  WHEN (SELECT state FROM ranking_month WHERE id = OLD.month_id) <> 'draft'
  BEGIN SELECT RAISE(ABORT, 'what was checked does not change'); END;

CREATE TRIGGER ranking_evidence_insert BEFORE INSERT ON ranking_evidence
  WHEN (SELECT state FROM ranking_month WHERE id = NEW.month_id) <> 'draft'
  BEGIN SELECT RAISE(ABORT, 'what was checked does not change'); END;

CREATE INDEX ranking_evidence_of ON ranking_evidence(evidence_id);

CREATE TRIGGER ranking_evidence_update BEFORE UPDATE ON ranking_evidence BEGIN SELECT RAISE(ABORT, 'evidence of a month stays what it is'); END;

CREATE TABLE "ranking_manual"(
  month_id INTEGER NOT NULL REFERENCES ranking_month(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  -- The version of the scheme whose component it is: a newer one may have another item in its place.
  scheme_id INTEGER NOT NULL REFERENCES ranking_scheme(id),
  component INTEGER NOT NULL CHECK(component >= 0),
  score INTEGER NOT NULL CHECK(score BETWEEN 0 AND 1000),
  basis TEXT NOT NULL CHECK(length(basis) BETWEEN 1 AND 500),
  given_at INTEGER NOT NULL,
  given_by INTEGER NOT NULL REFERENCES person(id),
  PRIMARY KEY(month_id, unit_id, scheme_id, component)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER ranking_manual_delete BEFORE DELETE ON ranking_manual
  WHEN (SELECT state FROM ranking_month WHERE id = OLD.month_id) <> 'draft'
  BEGIN SELECT RAISE(ABORT, 'what was checked does not change'); END;

CREATE TRIGGER ranking_manual_insert BEFORE INSERT ON ranking_manual
  WHEN (SELECT state FROM ranking_month WHERE id = NEW.month_id) <> 'draft'
  BEGIN SELECT RAISE(ABORT, 'what was checked does not change'); END;

CREATE TRIGGER ranking_manual_update BEFORE UPDATE ON ranking_manual
  WHEN (SELECT state FROM ranking_month WHERE id = OLD.month_id) <> 'draft'
  BEGIN SELECT RAISE(ABORT, 'what was checked does not change'); END;

CREATE TABLE ranking_month(
  id INTEGER PRIMARY KEY,
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  month INTEGER NOT NULL,
  scheme_id INTEGER NOT NULL REFERENCES ranking_scheme(id),
  state TEXT NOT NULL CHECK(state IN ('draft', 'checked', 'frozen')),
  -- What it puts right: a month that was frozen before it.
  corrects_id INTEGER UNIQUE REFERENCES ranking_month(id),
  reason TEXT CHECK(length(reason) BETWEEN 1 AND 200),
  record TEXT NOT NULL CHECK(json_valid(record)),
  computed_at INTEGER NOT NULL,
  computed_by INTEGER NOT NULL REFERENCES person(id),
  checked_at INTEGER,
  checked_by INTEGER REFERENCES person(id),
  frozen_at INTEGER,
  frozen_by INTEGER REFERENCES person(id),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  CHECK((corrects_id IS NULL) = (reason IS NULL)),
  CHECK((state = 'draft') = (checked_at IS NULL) AND (checked_at IS NULL) = (checked_by IS NULL)),
  CHECK((state = 'frozen') = (frozen_at IS NOT NULL) AND (frozen_at IS NULL) = (frozen_by IS NULL)),
  CHECK(checked_by IS NOT computed_by)
) STRICT;

CREATE TRIGGER ranking_month_begins BEFORE INSERT ON ranking_month WHEN NEW.state <> 'draft'
  OR (NEW.corrects_id IS NOT NULL AND NOT EXISTS(SELECT 1 FROM ranking_month c WHERE c.id = NEW.corrects_id
    AND c.state = 'frozen' AND c.hall_id = NEW.hall_id AND c.month = NEW.month))
  BEGIN SELECT RAISE(ABORT, 'a month begins as a draft, and a correction puts a frozen one right'); END;

CREATE TRIGGER ranking_month_checked BEFORE UPDATE OF record, scheme_id, hall_id, month, corrects_id, computed_by ON ranking_month
  WHEN OLD.state <> 'draft' OR OLD.hall_id <> NEW.hall_id OR OLD.month <> NEW.month OR OLD.corrects_id IS NOT NEW.corrects_id
  BEGIN SELECT RAISE(ABORT, 'what was checked does not change'); END;

CREATE UNIQUE INDEX ranking_month_first ON ranking_month(hall_id, month) WHERE corrects_id IS NULL;

CREATE TRIGGER ranking_month_frozen BEFORE UPDATE ON ranking_month WHEN OLD.state = 'frozen'
  BEGIN SELECT RAISE(ABORT, 'a frozen month is never rewritten'); END;

CREATE TRIGGER ranking_month_giver BEFORE UPDATE OF checked_by ON ranking_month
  WHEN EXISTS(SELECT 1 FROM ranking_manual g WHERE g.month_id = NEW.id AND g.given_by = NEW.checked_by)
  BEGIN SELECT RAISE(ABORT, 'who gave scores does not check the month'); END;

CREATE TRIGGER ranking_month_moves BEFORE UPDATE OF state ON ranking_month WHEN NEW.state <> OLD.state AND NOT (
  (OLD.state = 'draft' AND NEW.state = 'checked') OR (OLD.state = 'checked' AND NEW.state IN ('draft', 'frozen')))
  BEGIN SELECT RAISE(ABORT, 'a month does not move this way'); END;

CREATE TRIGGER ranking_month_no_delete BEFORE DELETE ON ranking_month BEGIN SELECT RAISE(ABORT, 'a month stays'); END;

CREATE TABLE ranking_scheme(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  from_month INTEGER NOT NULL,
  content TEXT NOT NULL CHECK(json_valid(content)),
  created_at INTEGER NOT NULL,
  created_by INTEGER NOT NULL REFERENCES person(id)
) STRICT;

CREATE INDEX ranking_scheme_from ON ranking_scheme(from_month, id);

CREATE TRIGGER ranking_scheme_no_delete BEFORE DELETE ON ranking_scheme BEGIN SELECT RAISE(ABORT, 'a scheme never changes'); END;

CREATE TRIGGER ranking_scheme_no_update BEFORE UPDATE ON ranking_scheme BEGIN SELECT RAISE(ABORT, 'a scheme never changes'); END;

CREATE TABLE recorder(
  id INTEGER PRIMARY KEY,
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 60),
  model TEXT CHECK(length(model) BETWEEN 1 AND 60),
  keep_days INTEGER NOT NULL CHECK(keep_days BETWEEN 1 AND 3650),
  note TEXT CHECK(length(note) BETWEEN 1 AND 500),
  state TEXT NOT NULL DEFAULT 'active' CHECK(state IN ('active', 'retired', 'merged')),
  merged_into_id INTEGER REFERENCES "recorder"(id),
  client_id TEXT UNIQUE,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  CHECK((state = 'merged') = (merged_into_id IS NOT NULL)),
  CHECK(merged_into_id IS NOT id),
  UNIQUE(id, hall_id)
) STRICT;

CREATE INDEX recorder_hall ON recorder(hall_id, state);

CREATE UNIQUE INDEX recorder_key ON recorder(hall_id, name) WHERE state = 'active';

CREATE TABLE recording(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  evidence_id INTEGER NOT NULL UNIQUE REFERENCES evidence(id),
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 1000),
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  camera_id INTEGER REFERENCES camera(id),
  captured_at INTEGER,
  time_source TEXT CHECK(time_source IN ('file_name', 'dav', 'container', 'burned_in', 'manual')),
  own_offset_ms INTEGER,
  burned_in_at INTEGER,
  retention_class TEXT NOT NULL CHECK(retention_class IN ('footage', 'call_recording', 'case_file')),
  acquisition TEXT NOT NULL CHECK(json_valid(acquisition)),
  note TEXT CHECK(length(note) BETWEEN 1 AND 1000),
  held INTEGER NOT NULL DEFAULT 0 CHECK(held IN (0, 1)),
  -- What was found in the bytes (domain/footage/probed); the columns beside it are those that lists ask for.
  probed TEXT NOT NULL CHECK(json_valid(probed)),
  kind TEXT NOT NULL CHECK(kind IN ('video', 'audio', 'unparsed')),
  play_way TEXT NOT NULL CHECK(play_way IN ('as_is', 'proxy', 'none')),
  duration_ms INTEGER,
  imported_at INTEGER NOT NULL,
  imported_by INTEGER NOT NULL REFERENCES person(id),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  CHECK((captured_at IS NULL) = (time_source IS NULL))
) STRICT;

CREATE INDEX recording_camera ON recording(camera_id, captured_at, duration_ms) WHERE camera_id IS NOT NULL;

CREATE TRIGGER recording_frozen BEFORE UPDATE OF evidence_id, name, imported_at, imported_by, created_at ON recording
  BEGIN SELECT RAISE(ABORT, 'what was taken in does not change'); END;

CREATE INDEX recording_hall ON recording(hall_id, captured_at, duration_ms, camera_id);

CREATE INDEX recording_imported ON recording(imported_at, hall_id, camera_id, play_way, captured_at, own_offset_ms, evidence_id);

CREATE TRIGGER recording_kept BEFORE DELETE ON recording BEGIN SELECT RAISE(ABORT, 'a recording is never deleted'); END;

CREATE INDEX recording_time ON recording(captured_at, hall_id, camera_id, play_way, own_offset_ms, duration_ms, evidence_id);

CREATE TABLE rectification(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  no TEXT UNIQUE,
  year INTEGER,
  number INTEGER CHECK(number >= 1),
  notice_id INTEGER REFERENCES rectification_notice(id),
  origin TEXT NOT NULL CHECK(origin IN ('finding', 'interview', 'office')),
  finding_id INTEGER UNIQUE REFERENCES finding(id),
  visit_id INTEGER REFERENCES visit(id),
  round_id INTEGER REFERENCES inspection_round(id),
  found_on INTEGER,
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  window_id INTEGER REFERENCES "window"(id),
  unit_id INTEGER REFERENCES unit(id),
  lead_unit_id INTEGER REFERENCES unit(id),
  problem TEXT NOT NULL CHECK(length(problem) BETWEEN 1 AND 5000),
  goal TEXT CHECK(length(goal) BETWEEN 1 AND 1000),
  category TEXT NOT NULL,
  severity TEXT NOT NULL CHECK(severity IN ('general', 'serious', 'grave')),
  basis_clause TEXT CHECK(length(basis_clause) BETWEEN 1 AND 200),
  responsible_person TEXT CHECK(length(responsible_person) BETWEEN 1 AND 40),
  responsible_leader TEXT CHECK(length(responsible_leader) BETWEEN 1 AND 40),
  remark TEXT CHECK(length(remark) BETWEEN 1 AND 1000),
  deadline_type TEXT NOT NULL,
  deadline_amount INTEGER CHECK(deadline_amount BETWEEN 1 AND 365),
  by_day INTEGER,
  next_review_on INTEGER,
  state TEXT NOT NULL CHECK(state IN ('draft', 'issued', 'acknowledged', 'in_rectification', 'submitted', 'verifying', 'closed', 'returned', 'extension_pending', 'appealed', 'shelved', 'reopened')),
  before_state TEXT,
  issued_at INTEGER,
  issued_by INTEGER REFERENCES person(id),
  received_at INTEGER,
  received_by INTEGER REFERENCES person(id),
  -- What the days are counted from: issue or receipt, as the setting was then.
  starts_at INTEGER,
  original_due_on INTEGER,
  due_on INTEGER,
  due_at INTEGER,
  warn_at INTEGER,
  provisional INTEGER NOT NULL DEFAULT 0 CHECK(provisional IN (0, 1)),
  suspended INTEGER NOT NULL DEFAULT 0 CHECK(suspended IN (0, 1)),
  extensions INTEGER NOT NULL DEFAULT 0,
  submitted_at INTEGER,
  submitted_by INTEGER REFERENCES person(id),
  verifier_id INTEGER REFERENCES person(id),
  -- Of the present submission; empty until it is verified.
  verification_result TEXT CHECK(verification_result IN ('done', 'partly', 'not_done', 'recurred')),
  closed_at INTEGER,
  closed_by INTEGER REFERENCES person(id),
  closure TEXT CHECK(closure IN ('verified', 'revoked')),
  reopenings INTEGER NOT NULL DEFAULT 0,
  recurrence_of INTEGER REFERENCES rectification(id),
  escalation INTEGER NOT NULL DEFAULT 0 CHECK(escalation BETWEEN 0 AND 4),
  reminders INTEGER NOT NULL DEFAULT 0,
  created_by INTEGER NOT NULL REFERENCES person(id),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  UNIQUE(year, number),
  CHECK((state = 'draft') = (no IS NULL)),
  CHECK((no IS NULL) = (number IS NULL)),
  CHECK((before_state IS NOT NULL) = (state IN ('extension_pending', 'appealed', 'shelved'))),
  CHECK((state = 'closed') = (closed_at IS NOT NULL)),
  CHECK((closed_at IS NULL) = (closure IS NULL)),
  CHECK(closure IS NOT 'verified' OR (verification_result = 'done' AND closed_by <> verifier_id)),
  CHECK((origin = 'finding') = (finding_id IS NOT NULL))
) STRICT;

CREATE TABLE rectification_appeal(
  id INTEGER PRIMARY KEY,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  filed_at INTEGER NOT NULL,
  filed_by INTEGER NOT NULL REFERENCES person(id),
  grounds TEXT NOT NULL CHECK(length(grounds) BETWEEN 1 AND 2000),
  decide_by_day INTEGER NOT NULL,
  decided_at INTEGER,
  decided_by INTEGER REFERENCES person(id),
  upheld INTEGER CHECK(upheld IN (0, 1)),
  note TEXT CHECK(length(note) BETWEEN 1 AND 2000),
  CHECK((decided_at IS NULL) = (upheld IS NULL))
) STRICT;

CREATE INDEX rectification_appeal_of ON rectification_appeal(rectification_id, id);

CREATE INDEX rectification_by_found ON rectification(found_on, state, suspended, hall_id, unit_id, window_id, category, severity, deadline_type, round_id, notice_id,
  found_on, year, number, verifier_id, verification_result, recurrence_of, escalation, extensions, reopenings, visit_id,
  issued_at, updated_at);

CREATE INDEX rectification_by_gravity ON rectification(CASE severity WHEN 'general' THEN 0 WHEN 'serious' THEN 1 WHEN 'grave' THEN 2 END, id, state, suspended, hall_id, unit_id, window_id, category, severity, deadline_type, round_id, notice_id, found_on, year, number, verifier_id, verification_result, recurrence_of, reopenings, escalation, extensions, visit_id, issued_at, updated_at);

CREATE INDEX rectification_by_issued ON rectification(issued_at, state, suspended, hall_id, unit_id, window_id, category, severity, deadline_type, round_id, notice_id,
  found_on, year, number, verifier_id, verification_result, recurrence_of, escalation, extensions, reopenings, visit_id,
  issued_at, updated_at);

CREATE INDEX rectification_by_life ON rectification(CASE state WHEN 'draft' THEN 0 WHEN 'issued' THEN 1 WHEN 'acknowledged' THEN 2 WHEN 'in_rectification' THEN 3 WHEN 'submitted' THEN 4 WHEN 'verifying' THEN 5 WHEN 'closed' THEN 6 WHEN 'returned' THEN 7 WHEN 'extension_pending' THEN 8 WHEN 'appealed' THEN 9 WHEN 'shelved' THEN 10 WHEN 'reopened' THEN 11 END, id, state, suspended, hall_id, unit_id, window_id, category, severity, deadline_type, round_id, notice_id, found_on, year, number, verifier_id, verification_result, recurrence_of, reopenings, escalation, extensions, visit_id, issued_at, updated_at);

CREATE INDEX rectification_by_number ON rectification(year * 10000000 + number, state, suspended, hall_id, unit_id, window_id, category, severity, deadline_type, round_id, notice_id,
  found_on, year, number, verifier_id, verification_result, recurrence_of, escalation, extensions, reopenings, visit_id,
  issued_at, updated_at);

CREATE INDEX rectification_by_unit ON rectification(unit_id, id, state, suspended, hall_id, unit_id, window_id, category, severity, deadline_type, round_id, notice_id, found_on, year, number, verifier_id, verification_result, recurrence_of, reopenings, escalation, extensions, visit_id, issued_at, updated_at);

CREATE INDEX rectification_by_updated ON rectification(updated_at, state, suspended, hall_id, unit_id, window_id, category, severity, deadline_type, round_id, notice_id,
  found_on, year, number, verifier_id, verification_result, recurrence_of, escalation, extensions, reopenings, visit_id,
  issued_at, updated_at);

CREATE INDEX rectification_deciding ON rectification(state, verification_result, verifier_id, issued_by, created_by, visit_id,
  finding_id)
  WHERE state IN ('verifying', 'appealed');

CREATE TABLE rectification_event(
  id INTEGER PRIMARY KEY,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  at INTEGER NOT NULL,
  day INTEGER NOT NULL,
  action TEXT NOT NULL,
  -- Empty where the calendar did it.
  person_id INTEGER REFERENCES person(id),
  note TEXT CHECK(length(note) BETWEEN 1 AND 2000),
  from_state TEXT,
  to_state TEXT NOT NULL,
  detail TEXT NOT NULL CHECK(json_valid(detail))
) STRICT;

CREATE INDEX rectification_event_at ON rectification_event(at);

CREATE TRIGGER rectification_event_no_delete BEFORE DELETE ON rectification_event
  WHEN (SELECT state FROM rectification WHERE id = OLD.rectification_id) <> 'draft'
  BEGIN SELECT RAISE(ABORT, 'the history of a rectification only grows'); END;

CREATE TRIGGER rectification_event_no_update BEFORE UPDATE ON rectification_event
  BEGIN SELECT RAISE(ABORT, 'the history of a rectification only grows'); END;

CREATE INDEX rectification_event_of ON rectification_event(rectification_id, id);

CREATE INDEX rectification_event_returned ON rectification_event(rectification_id)
  WHERE action IN ('return', 'verify_not_done');

CREATE INDEX rectification_event_struck ON rectification_event(action, day, rectification_id)
  WHERE (action = 'close' OR action = 'uphold_appeal' OR action = 'reopen');

CREATE INDEX rectification_event_transfer ON rectification_event(rectification_id, id) WHERE action = 'transfer';

CREATE TABLE rectification_extension(
  id INTEGER PRIMARY KEY,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  requested_at INTEGER NOT NULL,
  requested_by INTEGER NOT NULL REFERENCES person(id),
  reason TEXT NOT NULL CHECK(length(reason) BETWEEN 1 AND 1000),
  progress TEXT CHECK(length(progress) BETWEEN 1 AND 1000),
  expected_day INTEGER NOT NULL,
  old_due_on INTEGER NOT NULL,
  decided_at INTEGER,
  decided_by INTEGER REFERENCES person(id),
  granted INTEGER CHECK(granted IN (0, 1)),
  new_due_on INTEGER,
  -- Working days the approval adds: what the deadline is reckoned with, so that it holds beside a suspension.
  added_workdays INTEGER CHECK(added_workdays >= 1),
  note TEXT CHECK(length(note) BETWEEN 1 AND 1000),
  CHECK((decided_at IS NULL) = (granted IS NULL)),
  CHECK(granted IS NOT 1 OR new_due_on > old_due_on)
) STRICT;

CREATE INDEX rectification_extension_of ON rectification_extension(rectification_id, id);

CREATE TRIGGER rectification_frozen BEFORE UPDATE OF client_id, no, year, number, notice_id, origin, finding_id, visit_id,
  round_id, found_on, hall_id, window_id, problem, goal, category, severity, basis_clause, responsible_person,
  responsible_leader, deadline_type, deadline_amount, remark, issued_at, issued_by, recurrence_of, created_by, created_at
  ON rectification WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, 'what was issued does not change'); END;

CREATE INDEX rectification_lead_unit ON rectification(lead_unit_id) WHERE lead_unit_id IS NOT NULL;

CREATE INDEX rectification_list ON rectification(due_on, due_at, warn_at, state, suspended, hall_id, unit_id, window_id, category, severity, deadline_type, round_id, notice_id, found_on, year, number, verifier_id, verification_result, recurrence_of, reopenings, escalation, extensions, visit_id, issued_at, updated_at);

CREATE TABLE rectification_measure(
  id INTEGER PRIMARY KEY,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  position INTEGER NOT NULL,
  text TEXT NOT NULL CHECK(length(text) BETWEEN 1 AND 500),
  done_day INTEGER,
  note TEXT CHECK(length(note) BETWEEN 1 AND 500)
) STRICT;

CREATE INDEX rectification_measure_of ON rectification_measure(rectification_id, position);

CREATE TABLE rectification_milestone(
  id INTEGER PRIMARY KEY,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  position INTEGER NOT NULL,
  title TEXT NOT NULL CHECK(length(title) BETWEEN 1 AND 200),
  due_day INTEGER NOT NULL,
  done_day INTEGER
) STRICT;

CREATE INDEX rectification_milestone_of ON rectification_milestone(rectification_id, position);

CREATE TABLE rectification_month(
  month INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  hall_id INTEGER NOT NULL,
  severity TEXT NOT NULL,
  issued INTEGER NOT NULL DEFAULT 0,
  issued_verified INTEGER NOT NULL DEFAULT 0,
  issued_closed INTEGER NOT NULL DEFAULT 0,
  due_original INTEGER NOT NULL DEFAULT 0,
  met_original INTEGER NOT NULL DEFAULT 0,
  due_extended INTEGER NOT NULL DEFAULT 0,
  met_extended INTEGER NOT NULL DEFAULT 0,
  closed INTEGER NOT NULL DEFAULT 0,
  recurred INTEGER NOT NULL DEFAULT 0,
  closed_alone INTEGER NOT NULL DEFAULT 0,
  reopened INTEGER NOT NULL DEFAULT 0,
  transferred INTEGER NOT NULL DEFAULT 0,
  overdue_began INTEGER NOT NULL DEFAULT 0,
  overdue_ended INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(month, unit_id, hall_id, severity)
) STRICT, WITHOUT ROWID;

CREATE INDEX rectification_moved_due ON rectification(original_due_on) WHERE original_due_on IS NOT due_on;

CREATE TRIGGER rectification_moves BEFORE UPDATE OF state ON rectification WHEN NEW.state <> OLD.state AND NOT (
  (OLD.state = 'draft' AND NEW.state = 'issued')
  OR (OLD.state = 'issued' AND NEW.state IN ('acknowledged', 'appealed'))
  OR (OLD.state IN ('acknowledged', 'in_rectification', 'returned', 'reopened') AND NEW.state IN ('in_rectification', 'submitted', 'extension_pending', 'appealed', 'shelved'))
  OR (OLD.state = 'submitted' AND NEW.state IN ('verifying', 'returned'))
  OR (OLD.state = 'verifying' AND NEW.state IN ('returned', 'closed'))
  OR (OLD.state IN ('extension_pending', 'appealed', 'shelved') AND NEW.state = OLD.before_state)
  OR (OLD.state = 'appealed' AND NEW.state = 'closed')
  OR (OLD.state = 'closed' AND NEW.state = 'reopened')) BEGIN SELECT RAISE(ABORT, 'a rectification does not move this way'); END;

CREATE TRIGGER rectification_no_delete BEFORE DELETE ON rectification WHEN OLD.state <> 'draft'
  BEGIN SELECT RAISE(ABORT, 'an issued rectification is never deleted'); END;

CREATE TABLE rectification_notice(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  no TEXT NOT NULL UNIQUE,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK(number >= 1),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  note TEXT CHECK(length(note) BETWEEN 1 AND 1000),
  issued_at INTEGER NOT NULL,
  issued_by INTEGER NOT NULL REFERENCES person(id),
  UNIQUE(year, number)
) STRICT;

CREATE TRIGGER rectification_notice_no_delete BEFORE DELETE ON rectification_notice BEGIN SELECT RAISE(ABORT, 'an issued notice never changes'); END;

CREATE TRIGGER rectification_notice_no_update BEFORE UPDATE ON rectification_notice BEGIN SELECT RAISE(ABORT, 'an issued notice never changes'); END;

CREATE INDEX rectification_notice_of ON rectification(notice_id) WHERE notice_id IS NOT NULL;

CREATE INDEX rectification_notice_unit ON rectification_notice(unit_id);

CREATE INDEX rectification_open ON rectification(state, suspended, due_at, warn_at, due_on, hall_id, unit_id, verifier_id,
  verification_result, window_id, category, severity, deadline_type, round_id, notice_id, found_on, year, number, recurrence_of, reopenings, escalation, extensions, visit_id, issued_at, updated_at) WHERE state <> 'draft' AND state <> 'closed';

CREATE TABLE rectification_proof(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  client_id TEXT NOT NULL UNIQUE,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  kind TEXT NOT NULL CHECK(kind IN ('picture', 'paper', 'clip')),
  evidence_id INTEGER REFERENCES evidence(id),
  derivation_id INTEGER REFERENCES derivation(id),
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 255),
  caption TEXT CHECK(length(caption) BETWEEN 1 AND 200),
  pair INTEGER CHECK(pair >= 1),
  side TEXT CHECK(side IN ('before', 'after')),
  added_at INTEGER NOT NULL,
  added_by INTEGER NOT NULL REFERENCES person(id),
  -- The same bytes stood in another record already.
  known INTEGER NOT NULL DEFAULT 0 CHECK(known IN (0, 1)),
  submitted_at INTEGER,
  removed_at INTEGER, verification_id INTEGER REFERENCES rectification_verification(id)
  CHECK(verification_id IS NULL OR derivation_id IS NOT NULL),
  CHECK((evidence_id IS NULL) <> (derivation_id IS NULL)),
  CHECK((pair IS NULL) = (side IS NULL)),
  CHECK(removed_at IS NULL OR submitted_at IS NULL)
) STRICT;

CREATE INDEX rectification_proof_derivation ON rectification_proof(derivation_id) WHERE derivation_id IS NOT NULL;

CREATE INDEX rectification_proof_evidence ON rectification_proof(evidence_id) WHERE evidence_id IS NOT NULL;

CREATE TRIGGER rectification_proof_kept BEFORE DELETE ON rectification_proof WHEN OLD.submitted_at IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'submitted proof stays'); END;

CREATE INDEX rectification_proof_of ON rectification_proof(rectification_id) WHERE removed_at IS NULL;

CREATE INDEX rectification_proof_verification ON rectification_proof(verification_id) WHERE verification_id IS NOT NULL;

CREATE INDEX rectification_provisional ON rectification(id) WHERE provisional = 1;

CREATE TRIGGER rectification_received BEFORE UPDATE OF received_at, received_by ON rectification
  WHEN OLD.received_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'receipt does not change'); END;

CREATE INDEX rectification_recurred ON rectification(state, hall_id, unit_id, recurrence_of, reopenings, closure, suspended,
  due_at, warn_at, due_on, verifier_id, verification_result, window_id, category, severity, deadline_type, round_id, notice_id, found_on, year, number, escalation, extensions, visit_id, issued_at, updated_at)
  WHERE recurrence_of IS NOT NULL OR reopenings > 0;

CREATE INDEX rectification_reminded ON rectification(id) WHERE reminders >= 3;

CREATE INDEX rectification_round ON rectification(round_id) WHERE round_id IS NOT NULL;

CREATE TABLE rectification_span(
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  from_day INTEGER NOT NULL,
  -- The day it was something else; 2147483647 while it lasts.
  to_day INTEGER NOT NULL CHECK(to_day > from_day),
  state TEXT NOT NULL,
  due_on INTEGER,
  due_at INTEGER,
  warn_at INTEGER,
  suspended INTEGER NOT NULL,
  hall_id INTEGER NOT NULL,
  unit_id INTEGER,
  severity TEXT NOT NULL,
  PRIMARY KEY(rectification_id, from_day)
) STRICT, WITHOUT ROWID;

CREATE INDEX rectification_span_long ON rectification_span(to_day, from_day,
  state, suspended, due_at, warn_at, due_on, unit_id, hall_id, severity)
  WHERE state <> 'closed' AND to_day - from_day > 32;

CREATE INDEX rectification_span_short ON rectification_span(from_day, to_day,
  state, suspended, due_at, warn_at, due_on, unit_id, hall_id, severity)
  WHERE state <> 'closed' AND to_day - from_day <= 32;

CREATE TRIGGER rectification_span_step AFTER INSERT ON rectification_event
  WHEN NEW.to_state <> 'draft' AND (NEW.action <> 'recalculate' AND NEW.action <> 'transfer') BEGIN
  UPDATE rectification_span SET to_day = NEW.day FROM rectification m
    WHERE rectification_span.rectification_id = NEW.rectification_id AND rectification_span.to_day = 2147483647 AND rectification_span.from_day < NEW.day AND m.id = NEW.rectification_id
      AND (rectification_span.state, rectification_span.due_on, rectification_span.due_at, rectification_span.warn_at, rectification_span.suspended, rectification_span.unit_id) IS NOT (m.state, m.due_on, m.due_at, m.warn_at, m.suspended, m.unit_id);
  INSERT INTO rectification_span(rectification_id, from_day, to_day, state, due_on, due_at, warn_at, suspended, unit_id, hall_id, severity)
    SELECT m.id, coalesce(s.from_day, NEW.day), 2147483647, m.state, m.due_on, m.due_at, m.warn_at, m.suspended, m.unit_id, m.hall_id, m.severity
    FROM rectification m LEFT JOIN rectification_span s ON s.rectification_id = NEW.rectification_id AND s.to_day = 2147483647
    WHERE m.id = NEW.rectification_id AND (s.from_day IS NULL OR (s.state, s.due_on, s.due_at, s.warn_at, s.suspended, s.unit_id) IS NOT (m.state, m.due_on, m.due_at, m.warn_at, m.suspended, m.unit_id))
    ON CONFLICT(rectification_id, from_day) DO UPDATE SET state = excluded.state, due_on = excluded.due_on, due_at = excluded.due_at, warn_at = excluded.warn_at, suspended = excluded.suspended, unit_id = excluded.unit_id;
END;

CREATE TRIGGER rectification_started BEFORE UPDATE OF starts_at ON rectification
  WHEN OLD.starts_at IS NOT NULL AND NOT (OLD.state = 'closed' AND NEW.state = 'reopened')
  BEGIN SELECT RAISE(ABORT, 'the days are counted from where they were counted from'); END;

CREATE INDEX rectification_struck_off ON rectification(window_id, closed_at) WHERE closure = 'verified';

CREATE INDEX rectification_stuck ON rectification(warn_at, state, due_at, hall_id, unit_id)
  WHERE warn_at IS NOT NULL AND (state IN ('issued', 'shelved')
    OR (due_at IS NULL AND state IN ('acknowledged', 'in_rectification', 'returned', 'reopened')));

CREATE TABLE rectification_suspension(
  id INTEGER PRIMARY KEY,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  kind TEXT NOT NULL CHECK(kind IN ('suspension', 'shelving')),
  from_day INTEGER NOT NULL,
  to_day INTEGER,
  review_day INTEGER,
  reason TEXT NOT NULL CHECK(length(reason) BETWEEN 1 AND 1000),
  approver TEXT NOT NULL CHECK(length(approver) BETWEEN 1 AND 40),
  set_at INTEGER NOT NULL,
  set_by INTEGER NOT NULL REFERENCES person(id),
  CHECK(to_day IS NULL OR to_day >= from_day - 1)
) STRICT;

CREATE INDEX rectification_suspension_of ON rectification_suspension(rectification_id, id);

CREATE UNIQUE INDEX rectification_suspension_open ON rectification_suspension(rectification_id) WHERE to_day IS NULL;

CREATE TRIGGER rectification_unit_frozen BEFORE UPDATE OF unit_id, lead_unit_id ON rectification
  WHEN OLD.state <> 'draft' AND (OLD.state = 'closed' OR NEW.unit_id IS NOT OLD.unit_id
    AND (SELECT u.state FROM unit u WHERE u.id = OLD.unit_id) IS NOT 'merged' OR NEW.lead_unit_id IS NOT OLD.lead_unit_id
    AND (SELECT u.state FROM unit u WHERE u.id = OLD.lead_unit_id) IS NOT 'merged')
  BEGIN SELECT RAISE(ABORT, 'what was issued does not change'); END;

CREATE TABLE rectification_verification(
  id INTEGER PRIMARY KEY,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  method TEXT NOT NULL CHECK(method IN ('on_site', 'covert_visit', 'footage')),
  verifier_id INTEGER NOT NULL REFERENCES person(id),
  arranged_at INTEGER NOT NULL,
  arranged_by INTEGER NOT NULL REFERENCES person(id),
  at INTEGER,
  day INTEGER,
  result TEXT CHECK(result IN ('done', 'partly', 'not_done', 'recurred')),
  note TEXT CHECK(length(note) BETWEEN 1 AND 2000),
  visit_id INTEGER REFERENCES visit(id),
  CHECK((at IS NULL) = (result IS NULL))
) STRICT;

CREATE INDEX rectification_verification_by ON rectification_verification(verifier_id, rectification_id);

CREATE TRIGGER rectification_verification_frozen BEFORE UPDATE ON rectification_verification WHEN OLD.at IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'a verification that was recorded does not change'); END;

CREATE INDEX rectification_verification_of ON rectification_verification(rectification_id, id);

CREATE INDEX rectification_verification_open ON rectification_verification(verifier_id) WHERE at IS NULL;

CREATE INDEX rectification_verification_visit ON rectification_verification(visit_id) WHERE visit_id IS NOT NULL;

CREATE INDEX rectification_visit ON rectification(visit_id) WHERE visit_id IS NOT NULL;

CREATE INDEX rectification_window ON rectification(window_id, found_on) WHERE window_id IS NOT NULL;

CREATE TRIGGER recurred_measured_insert AFTER INSERT ON rectification_event
  WHEN ((NEW.action = 'close' OR NEW.action = 'uphold_appeal' OR NEW.action = 'reopen') AND NEW.action = 'reopen') BEGIN
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, recurred)
    SELECT (12 * (1900 + (4 * ((((NEW.detail->>'closedAt') + 28800000) / 86400000) + 25508) + 3) / 1461) + (5 * ((4 * ((((NEW.detail->>'closedAt') + 28800000) / 86400000) + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(coalesce((SELECT t.detail->>'fromUnitId' FROM rectification_event t WHERE t.rectification_id = m.id
    AND t.action = 'transfer' AND t.id > NEW.id ORDER BY t.id LIMIT 1), m.unit_id), 0), coalesce(m.hall_id, 0), m.severity, 1 FROM rectification m WHERE (m.id = NEW.rectification_id) AND ((NEW.action = 'close' OR NEW.action = 'uphold_appeal' OR NEW.action = 'reopen') AND NEW.action = 'reopen')
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET recurred = recurred + excluded.recurred;
END;

CREATE TABLE recurrence_decision(
  id INTEGER PRIMARY KEY,
  finding_id INTEGER NOT NULL UNIQUE REFERENCES finding(id),
  earlier_id INTEGER NOT NULL REFERENCES rectification(id),
  decision TEXT NOT NULL CHECK(decision IN ('reopened', 'marked', 'dismissed')),
  reason TEXT CHECK(length(reason) BETWEEN 1 AND 2000),
  decided_at INTEGER NOT NULL,
  decided_by INTEGER NOT NULL REFERENCES person(id),
  CHECK(decision = 'marked' OR reason IS NOT NULL)
) STRICT;

CREATE INDEX recurrence_decision_earlier ON recurrence_decision(earlier_id);

CREATE TRIGGER recurrence_decision_no_delete BEFORE DELETE ON recurrence_decision BEGIN SELECT RAISE(ABORT, 'what was decided on a recurrence is kept'); END;

CREATE TRIGGER recurrence_decision_no_update BEFORE UPDATE ON recurrence_decision BEGIN SELECT RAISE(ABORT, 'what was decided on a recurrence is kept'); END;

CREATE TABLE red_flag(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  month_id INTEGER NOT NULL REFERENCES ranking_month(id),
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  month INTEGER NOT NULL,
  window_id INTEGER NOT NULL REFERENCES "window"(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  reason TEXT NOT NULL CHECK(length(reason) BETWEEN 1 AND 500),
  given_at INTEGER NOT NULL,
  given_by INTEGER NOT NULL REFERENCES person(id),
  UNIQUE(month, window_id)
) STRICT;

CREATE TRIGGER red_flag_no_delete BEFORE DELETE ON red_flag BEGIN SELECT RAISE(ABORT, 'an honour stands'); END;

CREATE TRIGGER red_flag_no_update BEFORE UPDATE ON red_flag BEGIN SELECT RAISE(ABORT, 'an honour stands'); END;

CREATE TABLE redaction(
  id INTEGER PRIMARY KEY,
  clip_id INTEGER NOT NULL UNIQUE REFERENCES clip(id),
  track TEXT NOT NULL CHECK(json_valid(track)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1)
) STRICT;

CREATE TABLE release_exception(
  id INTEGER PRIMARY KEY,
  derivation_id INTEGER NOT NULL REFERENCES derivation(id),
  state TEXT NOT NULL CHECK(state IN ('asked', 'approved', 'refused')),
  reason TEXT NOT NULL CHECK(length(reason) BETWEEN 1 AND 200),
  asked_at INTEGER NOT NULL,
  asked_by INTEGER NOT NULL REFERENCES person(id),
  decided_at INTEGER,
  decided_by INTEGER REFERENCES person(id),
  note TEXT CHECK(length(note) BETWEEN 1 AND 200),
  CHECK((state = 'asked') = (decided_at IS NULL)),
  CHECK((decided_at IS NULL) = (decided_by IS NULL)),
  CHECK(decided_by IS NULL OR decided_by <> asked_by)
) STRICT;

CREATE INDEX release_exception_derivation ON release_exception(derivation_id, state);

CREATE TRIGGER release_exception_frozen BEFORE UPDATE ON release_exception WHEN OLD.state <> 'asked'
  BEGIN SELECT RAISE(ABORT, 'a decision is kept'); END;

CREATE TRIGGER release_exception_kept BEFORE DELETE ON release_exception BEGIN SELECT RAISE(ABORT, 'a decision is kept'); END;

CREATE INDEX release_exception_state ON release_exception(state, id);

CREATE TRIGGER reopened_measured_insert AFTER INSERT ON rectification_event
  WHEN ((NEW.action = 'close' OR NEW.action = 'uphold_appeal' OR NEW.action = 'reopen') AND NEW.action = 'reopen') BEGIN
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, reopened)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(coalesce((SELECT t.detail->>'fromUnitId' FROM rectification_event t WHERE t.rectification_id = m.id
    AND t.action = 'transfer' AND t.id > NEW.id ORDER BY t.id LIMIT 1), m.unit_id), 0), coalesce(m.hall_id, 0), m.severity, 1 FROM rectification m WHERE (m.id = NEW.rectification_id) AND ((NEW.action = 'close' OR NEW.action = 'uphold_appeal' OR NEW.action = 'reopen') AND NEW.action = 'reopen')
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET reopened = reopened + excluded.reopened;
END;

CREATE TABLE round_inspector(
  round_object_id INTEGER NOT NULL REFERENCES round_object(id) ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES person(id),
  PRIMARY KEY(round_object_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX round_inspector_person ON round_inspector(person_id);

CREATE TABLE round_object(
  id INTEGER PRIMARY KEY,
  round_id INTEGER NOT NULL REFERENCES inspection_round(id),
  kind TEXT NOT NULL CHECK(kind IN ('window', 'unit')),
  object_id INTEGER NOT NULL,
  draw_id INTEGER REFERENCES dual_random_draw(id),
  position INTEGER NOT NULL,
  UNIQUE(round_id, kind, object_id)
) STRICT;

CREATE INDEX round_object_draw ON round_object(draw_id) WHERE draw_id IS NOT NULL;

CREATE TABLE saved_view(
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  list TEXT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL CHECK(json_valid(query)),
  created_at INTEGER NOT NULL,
  UNIQUE(person_id, list, name)
) STRICT;

CREATE TABLE search_doc(
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  ref INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  norm TEXT NOT NULL,
  UNIQUE(kind, ref)
) STRICT;

CREATE TRIGGER search_doc_delete AFTER DELETE ON search_doc BEGIN
  DELETE FROM search_fts WHERE rowid = OLD.id;
END;

CREATE TRIGGER search_doc_update AFTER UPDATE OF id, norm ON search_doc BEGIN
  SELECT RAISE(ABORT, 'write through search_in');
END;

CREATE VIRTUAL TABLE search_fts USING fts5(t, content='', contentless_delete=1, detail=none,
  tokenize="ascii tokenchars '!#$%&()*+,-./:;<=>?@[\]^_`{|}~""'");

CREATE VIEW search_in(id, kind, ref, unit_id, norm, tokens) AS
  SELECT id, kind, ref, unit_id, norm, NULL FROM search_doc;

CREATE TRIGGER search_in_insert INSTEAD OF INSERT ON search_in BEGIN
  DELETE FROM search_doc WHERE kind = NEW.kind AND ref = NEW.ref;
  INSERT INTO search_doc(id, kind, ref, unit_id, norm) VALUES(
    coalesce((SELECT max(id) + 1 FROM search_doc WHERE id >= NEW.id AND id < NEW.id + 1048576), NEW.id),
    NEW.kind, NEW.ref, NEW.unit_id, NEW.norm);
  INSERT INTO search_fts(rowid, t) SELECT id, NEW.tokens FROM search_doc WHERE kind = NEW.kind AND ref = NEW.ref;
END;

CREATE TRIGGER sent_over_measured_insert AFTER INSERT ON rectification_event
  WHEN (NEW.action = 'transfer') BEGIN
  INSERT INTO rectification_month(month, unit_id, hall_id, severity, transferred)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce((NEW.detail->>'fromUnitId'), 0), coalesce(m.hall_id, 0), m.severity, -1 FROM rectification m WHERE (m.id = NEW.rectification_id) AND (NEW.action = 'transfer') AND ((-1 <> 0))
    ON CONFLICT(month, unit_id, hall_id, severity) DO UPDATE SET transferred = transferred + excluded.transferred;
END;

CREATE TABLE service_item(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL CHECK(length(code) BETWEEN 1 AND 40),
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 120),
  unit_id INTEGER NOT NULL,
  category TEXT NOT NULL CHECK(category IN ('approval', 'public_service')),
  case_kind TEXT NOT NULL CHECK(case_kind IN ('instant_case', 'promised_case')),
  statutory_days INTEGER CHECK(statutory_days BETWEEN 0 AND 3650),
  promised_days INTEGER CHECK(promised_days BETWEEN 0 AND 3650),
  fee TEXT CHECK(length(fee) BETWEEN 1 AND 60),
  hall_id INTEGER NOT NULL,
  note TEXT CHECK(length(note) BETWEEN 1 AND 500),
  state TEXT NOT NULL DEFAULT 'active' CHECK(state IN ('active', 'retired', 'merged')),
  merged_into_id INTEGER REFERENCES "service_item"(id),
  client_id TEXT UNIQUE,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  CHECK((state = 'merged') = (merged_into_id IS NOT NULL)),
  CHECK(merged_into_id IS NOT id),
  FOREIGN KEY(unit_id, hall_id) REFERENCES "unit"(id, hall_id) ON UPDATE CASCADE
) STRICT;

CREATE INDEX service_item_hall ON service_item(hall_id, state);

CREATE UNIQUE INDEX service_item_key ON service_item(hall_id, code) WHERE state = 'active';

CREATE INDEX service_item_unit ON service_item(unit_id, hall_id);

CREATE TABLE service_item_window(
  service_item_id INTEGER NOT NULL REFERENCES service_item(id),
  window_id INTEGER NOT NULL REFERENCES "window"(id),
  PRIMARY KEY(service_item_id, window_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX service_item_window_window ON service_item_window(window_id);

CREATE TABLE setting(
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK(json_valid(value)),
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff(
  id INTEGER PRIMARY KEY,
  badge_no TEXT NOT NULL CHECK(length(badge_no) BETWEEN 1 AND 20),
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 40),
  unit_id INTEGER NOT NULL,
  post_id INTEGER REFERENCES post(id),
  post_side TEXT CHECK(post_side IN ('A', 'B')),
  party_member INTEGER NOT NULL CHECK(party_member IN (0, 1)),
  phone TEXT CHECK(length(phone) BETWEEN 1 AND 40),
  hall_id INTEGER NOT NULL,
  note TEXT CHECK(length(note) BETWEEN 1 AND 500),
  state TEXT NOT NULL DEFAULT 'active' CHECK(state IN ('active', 'retired', 'merged')),
  merged_into_id INTEGER REFERENCES "staff"(id),
  client_id TEXT UNIQUE,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  CHECK((state = 'merged') = (merged_into_id IS NOT NULL)),
  CHECK(merged_into_id IS NOT id),
  FOREIGN KEY(unit_id, hall_id) REFERENCES "unit"(id, hall_id) ON UPDATE CASCADE
) STRICT;

CREATE INDEX staff_hall ON staff(hall_id, state);

CREATE UNIQUE INDEX staff_key ON staff(hall_id, badge_no) WHERE state = 'active';

CREATE INDEX staff_post ON staff(post_id, state) WHERE post_id IS NOT NULL;

CREATE INDEX staff_unit ON staff(unit_id, hall_id);

CREATE TABLE summons_interview(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  state TEXT NOT NULL CHECK(state IN ('proposed', 'noticed', 'held', 'closed', 'cancelled')),
  invited TEXT NOT NULL CHECK(length(invited) BETWEEN 1 AND 200),
  place TEXT CHECK(length(place) BETWEEN 1 AND 200),
  meets_at INTEGER,
  -- Triggers that stood when it was noticed; without any, a leader approved it.
  triggers TEXT NOT NULL CHECK(json_valid(triggers)),
  approved_at INTEGER,
  approved_by INTEGER REFERENCES person(id),
  approval_reason TEXT CHECK(length(approval_reason) BETWEEN 1 AND 500),
  no TEXT UNIQUE,
  year INTEGER,
  number INTEGER CHECK(number >= 1),
  noticed_at INTEGER,
  noticed_by INTEGER REFERENCES person(id),
  held_at INTEGER,
  recorded_at INTEGER,
  recorded_by INTEGER REFERENCES person(id),
  attendance TEXT CHECK(length(attendance) BETWEEN 1 AND 1000),
  minutes TEXT CHECK(length(minutes) BETWEEN 1 AND 10000),
  ended_at INTEGER,
  ended_by INTEGER REFERENCES person(id),
  end_note TEXT CHECK(length(end_note) BETWEEN 1 AND 1000),
  created_by INTEGER NOT NULL REFERENCES person(id),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  UNIQUE(year, number),
  CHECK((no IS NULL) = (number IS NULL) AND (no IS NULL) = (year IS NULL) AND (no IS NULL) = (noticed_at IS NULL)),
  CHECK(state = 'cancelled' OR (state = 'proposed') = (no IS NULL)),
  CHECK(no IS NULL OR (place IS NOT NULL AND meets_at IS NOT NULL)),
  CHECK((approved_at IS NULL) = (approval_reason IS NULL)),
  CHECK(no IS NULL OR triggers <> '[]' OR approved_at IS NOT NULL),
  CHECK((held_at IS NOT NULL) = (state IN ('held', 'closed')) AND (held_at IS NULL) = (minutes IS NULL)),
  CHECK((ended_at IS NOT NULL) = (state IN ('closed', 'cancelled')))
) STRICT;

CREATE TABLE summons_interview_demand(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  interview_id INTEGER NOT NULL REFERENCES summons_interview(id),
  position INTEGER NOT NULL,
  text TEXT NOT NULL CHECK(length(text) BETWEEN 1 AND 1000),
  -- The matter of the agenda it follows from.
  about_id INTEGER REFERENCES rectification(id),
  -- What was made of it; a draft may be thrown away again.
  rectification_id INTEGER UNIQUE REFERENCES rectification(id) ON DELETE SET NULL
) STRICT;

CREATE TRIGGER summons_interview_demand_delete BEFORE DELETE ON summons_interview_demand
  BEGIN SELECT RAISE(ABORT, 'what was demanded does not change'); END;

CREATE TRIGGER summons_interview_demand_insert BEFORE INSERT ON summons_interview_demand
  WHEN (SELECT state FROM summons_interview WHERE id = NEW.interview_id) <> 'held'
  BEGIN SELECT RAISE(ABORT, 'what was demanded does not change'); END;

CREATE INDEX summons_interview_demand_of ON summons_interview_demand(interview_id, position);

CREATE TRIGGER summons_interview_demand_update
  BEFORE UPDATE OF client_id, interview_id, position, text, about_id ON summons_interview_demand
  BEGIN SELECT RAISE(ABORT, 'what was demanded does not change'); END;

CREATE TABLE summons_interview_item(
  id INTEGER PRIMARY KEY,
  interview_id INTEGER NOT NULL REFERENCES summons_interview(id),
  position INTEGER NOT NULL,
  rectification_id INTEGER REFERENCES rectification(id),
  text TEXT NOT NULL CHECK(length(text) BETWEEN 1 AND 500)
) STRICT;

CREATE TRIGGER summons_interview_item_delete BEFORE DELETE ON summons_interview_item
  WHEN (SELECT state FROM summons_interview WHERE id = OLD.interview_id) <> 'proposed'
  BEGIN SELECT RAISE(ABORT, 'the agenda of a notice does not change'); END;

CREATE TRIGGER summons_interview_item_insert BEFORE INSERT ON summons_interview_item
  WHEN (SELECT state FROM summons_interview WHERE id = NEW.interview_id) <> 'proposed'
  BEGIN SELECT RAISE(ABORT, 'the agenda of a notice does not change'); END;

CREATE INDEX summons_interview_item_matter ON summons_interview_item(rectification_id) WHERE rectification_id IS NOT NULL;

CREATE INDEX summons_interview_item_of ON summons_interview_item(interview_id, position);

CREATE TRIGGER summons_interview_item_update BEFORE UPDATE ON summons_interview_item
  WHEN (SELECT state FROM summons_interview WHERE id = OLD.interview_id) <> 'proposed'
  BEGIN SELECT RAISE(ABORT, 'the agenda of a notice does not change'); END;

CREATE TRIGGER summons_interview_moves BEFORE UPDATE OF state ON summons_interview WHEN NEW.state <> OLD.state AND NOT (
  (OLD.state = 'proposed' AND NEW.state IN ('noticed', 'cancelled'))
  OR (OLD.state = 'noticed' AND NEW.state IN ('held', 'cancelled'))
  OR (OLD.state = 'held' AND NEW.state = 'closed')) BEGIN SELECT RAISE(ABORT, 'an interview does not move this way'); END;

CREATE TRIGGER summons_interview_no_delete BEFORE DELETE ON summons_interview BEGIN SELECT RAISE(ABORT, 'an interview is never deleted'); END;

CREATE TRIGGER summons_interview_noticed BEFORE UPDATE OF client_id, invited, place, meets_at, triggers,
  approved_at, approved_by, approval_reason, no, year, number, noticed_at, noticed_by, created_by ON summons_interview
  WHEN OLD.state <> 'proposed' BEGIN SELECT RAISE(ABORT, 'a notice that went out does not change'); END;

CREATE TRIGGER summons_interview_recorded BEFORE UPDATE OF held_at, recorded_at, recorded_by, attendance, minutes
  ON summons_interview WHEN OLD.held_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'minutes do not change'); END;

CREATE INDEX summons_interview_unit ON summons_interview(unit_id, state);

CREATE TRIGGER summons_interview_unit_frozen BEFORE UPDATE OF unit_id ON summons_interview
  WHEN OLD.state <> 'proposed' AND (OLD.state IN ('closed', 'cancelled') OR NEW.unit_id IS NOT OLD.unit_id
    AND (SELECT u.state FROM unit u WHERE u.id = OLD.unit_id) IS NOT 'merged')
  BEGIN SELECT RAISE(ABORT, 'a notice that went out does not change'); END;

CREATE TABLE supervisor(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  person_id INTEGER NOT NULL UNIQUE REFERENCES person(id),
  constituency TEXT NOT NULL CHECK(constituency IN ('retired_cadre', 'people_deputy', 'cppcc_member', 'government', 'enterprise', 'citizen')),
  certificate_no TEXT NOT NULL UNIQUE CHECK(length(certificate_no) BETWEEN 1 AND 40),
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  employer TEXT CHECK(length(employer) BETWEEN 1 AND 80),
  note TEXT CHECK(length(note) BETWEEN 1 AND 500),
  state TEXT NOT NULL CHECK(state IN ('active', 'retired')),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  CHECK(to_day >= from_day)
) STRICT;

CREATE TABLE supervisor_hall(
  supervisor_id INTEGER NOT NULL REFERENCES supervisor(id),
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  PRIMARY KEY(supervisor_id, hall_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE target(
  id INTEGER PRIMARY KEY,
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  zone_id INTEGER REFERENCES zone(id),
  measure TEXT NOT NULL
    CHECK(measure IN ('waiting_minutes', 'handling_minutes', 'phone_answer_seconds', 'satisfaction_percent')),
  value REAL NOT NULL CHECK(value BETWEEN 0 AND 100000),
  note TEXT CHECK(length(note) BETWEEN 1 AND 500),
  state TEXT NOT NULL DEFAULT 'active' CHECK(state IN ('active', 'retired', 'merged')),
  merged_into_id INTEGER REFERENCES "target"(id),
  client_id TEXT UNIQUE,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  CHECK((state = 'merged') = (merged_into_id IS NOT NULL)),
  CHECK(merged_into_id IS NOT id)
) STRICT;

CREATE INDEX target_hall ON target(hall_id, state);

CREATE UNIQUE INDEX target_key ON target(hall_id, coalesce(zone_id, 0), measure) WHERE state = 'active';

CREATE INDEX target_zone ON target(zone_id) WHERE zone_id IS NOT NULL;

CREATE TABLE telling(
  person_id INTEGER PRIMARY KEY REFERENCES person(id) ON DELETE CASCADE,
  preferences TEXT NOT NULL CHECK(json_valid(preferences)),
  -- The day of the last digest.
  digest_day INTEGER,
  -- Steps of the history up to this one were told, or were nobody's to be told here; empty before the first look.
  after_event INTEGER CHECK(after_event >= 0)
) STRICT;

CREATE TABLE told_due(
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  overdue INTEGER NOT NULL DEFAULT 0 CHECK(overdue IN (0, 1)),
  due_at INTEGER NOT NULL,
  PRIMARY KEY(person_id, rectification_id, overdue, due_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX told_due_of ON told_due(rectification_id);

CREATE TABLE told_once(
  person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK(kind IN ('summoned', 'interviewNear', 'lookBack')),
  -- The interview, or the look-back.
  ref INTEGER NOT NULL,
  PRIMARY KEY(person_id, kind, ref)
) STRICT, WITHOUT ROWID;

CREATE TABLE unit(
  id INTEGER PRIMARY KEY,
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 80),
  short_name TEXT CHECK(length(short_name) BETWEEN 1 AND 20),
  leader TEXT CHECK(length(leader) BETWEEN 1 AND 40),
  phone TEXT CHECK(length(phone) BETWEEN 1 AND 40),
  note TEXT CHECK(length(note) BETWEEN 1 AND 500),
  state TEXT NOT NULL DEFAULT 'active' CHECK(state IN ('active', 'retired', 'merged')),
  merged_into_id INTEGER REFERENCES "unit"(id),
  client_id TEXT UNIQUE,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  CHECK((state = 'merged') = (merged_into_id IS NOT NULL)),
  CHECK(merged_into_id IS NOT id),
  UNIQUE(id, hall_id)
) STRICT;

CREATE INDEX unit_hall ON unit(hall_id, state);

CREATE UNIQUE INDEX unit_key ON unit(hall_id, name) WHERE state = 'active';

CREATE TABLE viewing(
  id INTEGER PRIMARY KEY,
  recording_id INTEGER NOT NULL REFERENCES recording(id),
  evidence_id INTEGER NOT NULL REFERENCES evidence(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  reason TEXT NOT NULL CHECK(length(reason) BETWEEN 1 AND 200),
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX viewing_evidence ON viewing(evidence_id);

CREATE TRIGGER viewing_no_delete BEFORE DELETE ON viewing BEGIN SELECT RAISE(ABORT, 'the viewing register is never changed'); END;

CREATE TRIGGER viewing_no_update BEFORE UPDATE ON viewing BEGIN SELECT RAISE(ABORT, 'the viewing register is never changed'); END;

CREATE INDEX viewing_person ON viewing(person_id, at);

CREATE INDEX viewing_recording ON viewing(recording_id, person_id, at);

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
  cover_story TEXT CHECK(length(cover_story) BETWEEN 1 AND 1000),
  started_at INTEGER,
  ended_at INTEGER,
  day INTEGER NOT NULL,
  spoken_to TEXT NOT NULL CHECK(json_valid(spoken_to)),
  narrative TEXT CHECK(length(narrative) BETWEEN 1 AND 20000),
  practices TEXT CHECK(length(practices) BETWEEN 1 AND 8000),
  measures TEXT CHECK(length(measures) BETWEEN 1 AND 8000),
  suggestions TEXT CHECK(length(suggestions) BETWEEN 1 AND 8000),
  state TEXT NOT NULL CHECK(state IN ('draft', 'returned', 'submitted', 'confirmed', 'discarded')),
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
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  UNIQUE(year, number)
) STRICT;

CREATE INDEX visit_by_findings ON visit(findings, day, hall_id, zone_id, unit_id, window_id, mode, state, plan_id, round_id, findings, severity, score);

CREATE INDEX visit_by_handling ON visit(handling_tenths, day, hall_id, zone_id, unit_id, window_id, mode, state, plan_id, round_id, findings, severity, score);

CREATE INDEX visit_by_life ON visit(CASE state WHEN 'draft' THEN 0 WHEN 'returned' THEN 1 WHEN 'submitted' THEN 2 WHEN 'confirmed' THEN 3
    WHEN 'discarded' THEN 4 END, day, hall_id, zone_id, unit_id, window_id, mode, state, plan_id, round_id, findings, severity, score);

CREATE INDEX visit_by_number ON visit(year * 10000000 + number, day, hall_id, zone_id, unit_id, window_id, mode, state, plan_id, round_id, findings, severity, score);

CREATE INDEX visit_by_score ON visit(score, day, hall_id, zone_id, unit_id, window_id, mode, state, plan_id, round_id, findings, severity, score);

CREATE INDEX visit_by_updated ON visit(updated_at, day, hall_id, zone_id, unit_id, window_id, mode, state, plan_id, round_id, findings, severity, score);

CREATE INDEX visit_by_waiting ON visit(waiting_tenths, day, hall_id, zone_id, unit_id, window_id, mode, state, plan_id, round_id, findings, severity, score);

CREATE TABLE visit_checklist(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  visit_id INTEGER NOT NULL REFERENCES visit(id),
  window_id INTEGER REFERENCES "window"(id),
  version_id INTEGER NOT NULL REFERENCES checklist_version(id),
  position INTEGER NOT NULL,
  answers TEXT NOT NULL CHECK(json_valid(answers)),
  answered_at TEXT NOT NULL CHECK(json_valid(answered_at)),
  limits TEXT CHECK(limits IS NULL OR json_valid(limits)),
  score INTEGER,
  lowest INTEGER,
  highest INTEGER,
  grade TEXT
) STRICT;

CREATE TRIGGER visit_checklist_frozen BEFORE UPDATE OF id, client_id, visit_id, window_id, version_id, position, answers, answered_at, limits ON visit_checklist WHEN (SELECT state FROM visit WHERE id = OLD.visit_id) NOT IN ('draft', 'returned') BEGIN SELECT RAISE(ABORT, 'a submitted visit does not change'); END;

CREATE TRIGGER visit_checklist_kept BEFORE DELETE ON visit_checklist WHEN (SELECT state FROM visit WHERE id = OLD.visit_id) NOT IN ('draft', 'returned') BEGIN SELECT RAISE(ABORT, 'a submitted visit does not change'); END;

CREATE TRIGGER visit_checklist_late BEFORE INSERT ON visit_checklist WHEN (SELECT state FROM visit WHERE id = NEW.visit_id) NOT IN ('draft', 'returned') AND EXISTS(SELECT 1 FROM visit_submission WHERE visit_id = NEW.visit_id) BEGIN SELECT RAISE(ABORT, 'a submitted visit does not change'); END;

CREATE TRIGGER visit_checklist_scored BEFORE UPDATE OF score, lowest, highest, grade ON visit_checklist
  WHEN (SELECT state FROM visit WHERE id = OLD.visit_id) NOT IN ('draft', 'returned') AND ((SELECT state FROM visit WHERE id = OLD.visit_id) <> 'submitted'
    OR NOT EXISTS(SELECT 1 FROM finding WHERE visit_id = OLD.visit_id AND state = 'dismissed') OR EXISTS(SELECT 1 FROM finding WHERE visit_id = OLD.visit_id AND state = 'submitted')) BEGIN SELECT RAISE(ABORT, 'a submitted visit does not change'); END;

CREATE INDEX visit_checklist_version ON visit_checklist(version_id, visit_id);

CREATE INDEX visit_checklist_visit ON visit_checklist(visit_id, position);

CREATE TABLE visit_clock(
  id INTEGER PRIMARY KEY,
  visit_id INTEGER NOT NULL REFERENCES visit(id),
  noticed_at INTEGER NOT NULL,
  shift_ms INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('running', 'betweenRuns'))
) STRICT;

CREATE TRIGGER visit_clock_no_delete BEFORE DELETE ON visit_clock BEGIN SELECT RAISE(ABORT, 'what was noticed of the clock never changes'); END;

CREATE TRIGGER visit_clock_no_update BEFORE UPDATE ON visit_clock BEGIN SELECT RAISE(ABORT, 'what was noticed of the clock never changes'); END;

CREATE INDEX visit_clock_visit ON visit_clock(visit_id);

CREATE TABLE visit_conflict(
  id INTEGER PRIMARY KEY,
  visit_id INTEGER NOT NULL REFERENCES visit(id),
  path TEXT NOT NULL,
  mine TEXT NOT NULL CHECK(json_valid(mine)),
  theirs TEXT NOT NULL CHECK(json_valid(theirs)),
  person_id INTEGER NOT NULL REFERENCES person(id),
  at INTEGER NOT NULL,
  settled_at INTEGER,
  kept TEXT CHECK(kept IN ('mine', 'theirs', 'joined'))
) STRICT;

CREATE INDEX visit_conflict_visit ON visit_conflict(visit_id) WHERE settled_at IS NULL;

CREATE TABLE visit_event(
  id INTEGER PRIMARY KEY,
  visit_id INTEGER NOT NULL REFERENCES visit(id),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person(id),
  finding_id INTEGER,
  note TEXT CHECK(length(note) BETWEEN 1 AND 500)
) STRICT;

CREATE TRIGGER visit_event_no_delete BEFORE DELETE ON visit_event BEGIN SELECT RAISE(ABORT, 'the history of a visit only grows'); END;

CREATE TRIGGER visit_event_no_update BEFORE UPDATE ON visit_event BEGIN SELECT RAISE(ABORT, 'the history of a visit only grows'); END;

CREATE INDEX visit_event_visit ON visit_event(visit_id, id);

CREATE TRIGGER visit_final BEFORE UPDATE OF state, findings, severity, revision, updated_at ON visit
  WHEN OLD.state IN ('confirmed', 'discarded') BEGIN SELECT RAISE(ABORT, 'the state of this visit is final'); END;

CREATE TRIGGER visit_frozen BEFORE UPDATE OF client_id, no, year, number, mode, plan_id, round_id, hall_id, zone_id,
  window_id, unit_id, service_item_id, cover_story, started_at, ended_at, day, spoken_to, narrative, practices, measures,
  suggestions, submitted_score, submitted_grade, waiting_tenths, handling_tenths, submitted_at, submitted_by, created_by, created_at ON visit
  WHEN OLD.state IN ('submitted', 'confirmed', 'discarded') BEGIN SELECT RAISE(ABORT, 'a submitted visit does not change'); END;

CREATE TABLE visit_hour_month(
  weekday INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  month INTEGER NOT NULL,
  hall_id INTEGER NOT NULL,
  visits INTEGER NOT NULL DEFAULT 0,
  window_visits INTEGER NOT NULL DEFAULT 0,
  score_sum INTEGER NOT NULL DEFAULT 0,
  scored INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(weekday, hour, month, hall_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE visit_inspector(
  visit_id INTEGER NOT NULL REFERENCES visit(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  position INTEGER NOT NULL,
  PRIMARY KEY(visit_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER visit_inspector_frozen BEFORE UPDATE ON visit_inspector WHEN (SELECT state FROM visit WHERE id = OLD.visit_id) NOT IN ('draft', 'returned') BEGIN SELECT RAISE(ABORT, 'a submitted visit does not change'); END;

CREATE TRIGGER visit_inspector_kept BEFORE DELETE ON visit_inspector WHEN (SELECT state FROM visit WHERE id = OLD.visit_id) NOT IN ('draft', 'returned') BEGIN SELECT RAISE(ABORT, 'a submitted visit does not change'); END;

CREATE TRIGGER visit_inspector_late BEFORE INSERT ON visit_inspector WHEN (SELECT state FROM visit WHERE id = NEW.visit_id) NOT IN ('draft', 'returned') AND EXISTS(SELECT 1 FROM visit_submission WHERE visit_id = NEW.visit_id) BEGIN SELECT RAISE(ABORT, 'a submitted visit does not change'); END;

CREATE INDEX visit_inspector_person ON visit_inspector(person_id, visit_id);

CREATE INDEX visit_list ON visit(day, hall_id, zone_id, unit_id, window_id, mode, state, plan_id, round_id, score,
  findings, severity, waiting_tenths, handling_tenths, year, number, updated_at);

CREATE TRIGGER visit_measured_delete AFTER DELETE ON visit
  WHEN (OLD.state = 'confirmed') OR (OLD.state = 'confirmed') BEGIN
  INSERT INTO visit_hour_month(weekday, hour, month, hall_id, visits, score_sum, scored)
    SELECT ((OLD.day + 3) % 7), coalesce((OLD.started_at + 28800000) / 3600000 % 24, -1), (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.hall_id, 0), -(1), -(CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id) THEN coalesce(OLD.score, 0) ELSE 0 END), -((OLD.score IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id))) WHERE (OLD.state = 'confirmed')
    ON CONFLICT(weekday, hour, month, hall_id) DO UPDATE SET visits = visits + excluded.visits, score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored;
  INSERT INTO visit_month(month, unit_id, hall_id, mode, visits, score_sum, scored, waits, long_waits)
    SELECT (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.unit_id, 0), coalesce(OLD.hall_id, 0), OLD.mode, -(1), -(CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id) THEN coalesce(OLD.score, 0) ELSE 0 END), -((OLD.score IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id))), -((OLD.waiting_tenths IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id))), -(CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id) THEN CASE WHEN OLD.waiting_tenths IS NULL THEN 0 ELSE coalesce(OLD.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = OLD.id ORDER BY s.number DESC LIMIT 1), 0) END ELSE 0 END) WHERE (OLD.state = 'confirmed')
    ON CONFLICT(month, unit_id, hall_id, mode) DO UPDATE SET visits = visits + excluded.visits, score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored, waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO visit_window_month(month, window_id, unit_id, hall_id, score_sum, scored)
    SELECT (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.window_id, 0), coalesce(OLD.unit_id, 0), coalesce(OLD.hall_id, 0), -(CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id) THEN coalesce(OLD.score, 0) ELSE 0 END), -((OLD.score IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id))) WHERE (OLD.state = 'confirmed') AND ((CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id) THEN coalesce(OLD.score, 0) ELSE 0 END <> 0 OR (OLD.score IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id)) <> 0))
    ON CONFLICT(month, window_id, unit_id, hall_id) DO UPDATE SET score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored;
  INSERT INTO wait_month(minute, month, hall_id, waits, long_waits)
    SELECT coalesce(OLD.waiting_tenths / 10, -1), (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.hall_id, 0), -((OLD.waiting_tenths IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id))), -(CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id) THEN CASE WHEN OLD.waiting_tenths IS NULL THEN 0 ELSE coalesce(OLD.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = OLD.id ORDER BY s.number DESC LIMIT 1), 0) END ELSE 0 END) WHERE (OLD.state = 'confirmed') AND (((OLD.waiting_tenths IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id)) <> 0 OR CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id) THEN CASE WHEN OLD.waiting_tenths IS NULL THEN 0 ELSE coalesce(OLD.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = OLD.id ORDER BY s.number DESC LIMIT 1), 0) END ELSE 0 END <> 0))
    ON CONFLICT(minute, month, hall_id) DO UPDATE SET waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO wait_day(month, day, minute, unit_id, hall_id, mode, waits, long_waits)
    SELECT (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), OLD.day, coalesce(OLD.waiting_tenths / 10, -1), coalesce(OLD.unit_id, 0), coalesce(OLD.hall_id, 0), OLD.mode, -((OLD.waiting_tenths IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id))), -(CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id) THEN CASE WHEN OLD.waiting_tenths IS NULL THEN 0 ELSE coalesce(OLD.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = OLD.id ORDER BY s.number DESC LIMIT 1), 0) END ELSE 0 END) WHERE (OLD.state = 'confirmed') AND (((OLD.waiting_tenths IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id)) <> 0 OR CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id) THEN CASE WHEN OLD.waiting_tenths IS NULL THEN 0 ELSE coalesce(OLD.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = OLD.id ORDER BY s.number DESC LIMIT 1), 0) END ELSE 0 END <> 0))
    ON CONFLICT(month, day, minute, unit_id, hall_id, mode) DO UPDATE SET waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO visit_hour_month(weekday, hour, month, hall_id, window_visits, score_sum, scored)
    SELECT ((OLD.day + 3) % 7), coalesce((OLD.started_at + 28800000) / 3600000 % 24, -1), (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.hall_id, 0), -(1), -(coalesce(w.score, 0)), -((w.score IS NOT NULL)) FROM visit_window w WHERE (w.visit_id = OLD.id) AND (OLD.state = 'confirmed')
    ON CONFLICT(weekday, hour, month, hall_id) DO UPDATE SET window_visits = window_visits + excluded.window_visits, score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored;
  INSERT INTO visit_month(month, unit_id, hall_id, mode, window_visits, score_sum, scored, waits, long_waits)
    SELECT (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(w.unit_id, 0), coalesce(OLD.hall_id, 0), OLD.mode, -(1), -(coalesce(w.score, 0)), -((w.score IS NOT NULL)), -((w.waiting_tenths IS NOT NULL)), -(CASE WHEN w.waiting_tenths IS NULL THEN 0 ELSE coalesce(w.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = OLD.id ORDER BY s.number DESC LIMIT 1), 0) END) FROM visit_window w WHERE (w.visit_id = OLD.id) AND (OLD.state = 'confirmed')
    ON CONFLICT(month, unit_id, hall_id, mode) DO UPDATE SET window_visits = window_visits + excluded.window_visits, score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored, waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO visit_window_month(month, window_id, unit_id, hall_id, window_visits, score_sum, scored)
    SELECT (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(w.window_id, 0), coalesce(w.unit_id, 0), coalesce(OLD.hall_id, 0), -(1), -(coalesce(w.score, 0)), -((w.score IS NOT NULL)) FROM visit_window w WHERE (w.visit_id = OLD.id) AND (OLD.state = 'confirmed')
    ON CONFLICT(month, window_id, unit_id, hall_id) DO UPDATE SET window_visits = window_visits + excluded.window_visits, score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored;
  INSERT INTO wait_month(minute, month, hall_id, waits, long_waits)
    SELECT coalesce(w.waiting_tenths / 10, -1), (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.hall_id, 0), -((w.waiting_tenths IS NOT NULL)), -(CASE WHEN w.waiting_tenths IS NULL THEN 0 ELSE coalesce(w.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = OLD.id ORDER BY s.number DESC LIMIT 1), 0) END) FROM visit_window w WHERE (w.visit_id = OLD.id) AND (OLD.state = 'confirmed') AND (((w.waiting_tenths IS NOT NULL) <> 0 OR CASE WHEN w.waiting_tenths IS NULL THEN 0 ELSE coalesce(w.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = OLD.id ORDER BY s.number DESC LIMIT 1), 0) END <> 0))
    ON CONFLICT(minute, month, hall_id) DO UPDATE SET waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO wait_day(month, day, minute, unit_id, hall_id, mode, waits, long_waits)
    SELECT (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), OLD.day, coalesce(w.waiting_tenths / 10, -1), coalesce(w.unit_id, 0), coalesce(OLD.hall_id, 0), OLD.mode, -((w.waiting_tenths IS NOT NULL)), -(CASE WHEN w.waiting_tenths IS NULL THEN 0 ELSE coalesce(w.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = OLD.id ORDER BY s.number DESC LIMIT 1), 0) END) FROM visit_window w WHERE (w.visit_id = OLD.id) AND (OLD.state = 'confirmed') AND (((w.waiting_tenths IS NOT NULL) <> 0 OR CASE WHEN w.waiting_tenths IS NULL THEN 0 ELSE coalesce(w.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = OLD.id ORDER BY s.number DESC LIMIT 1), 0) END <> 0))
    ON CONFLICT(month, day, minute, unit_id, hall_id, mode) DO UPDATE SET waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
END;

CREATE TRIGGER visit_measured_insert AFTER INSERT ON visit
  WHEN (NEW.state = 'confirmed') OR (NEW.state = 'confirmed') BEGIN
  INSERT INTO visit_hour_month(weekday, hour, month, hall_id, visits, score_sum, scored)
    SELECT ((NEW.day + 3) % 7), coalesce((NEW.started_at + 28800000) / 3600000 % 24, -1), (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(NEW.hall_id, 0), 1, CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id) THEN coalesce(NEW.score, 0) ELSE 0 END, (NEW.score IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id)) WHERE (NEW.state = 'confirmed')
    ON CONFLICT(weekday, hour, month, hall_id) DO UPDATE SET visits = visits + excluded.visits, score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored;
  INSERT INTO visit_month(month, unit_id, hall_id, mode, visits, score_sum, scored, waits, long_waits)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(NEW.unit_id, 0), coalesce(NEW.hall_id, 0), NEW.mode, 1, CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id) THEN coalesce(NEW.score, 0) ELSE 0 END, (NEW.score IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id)), (NEW.waiting_tenths IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id)), CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id) THEN CASE WHEN NEW.waiting_tenths IS NULL THEN 0 ELSE coalesce(NEW.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = NEW.id ORDER BY s.number DESC LIMIT 1), 0) END ELSE 0 END WHERE (NEW.state = 'confirmed')
    ON CONFLICT(month, unit_id, hall_id, mode) DO UPDATE SET visits = visits + excluded.visits, score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored, waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO visit_window_month(month, window_id, unit_id, hall_id, score_sum, scored)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(NEW.window_id, 0), coalesce(NEW.unit_id, 0), coalesce(NEW.hall_id, 0), CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id) THEN coalesce(NEW.score, 0) ELSE 0 END, (NEW.score IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id)) WHERE (NEW.state = 'confirmed') AND ((CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id) THEN coalesce(NEW.score, 0) ELSE 0 END <> 0 OR (NEW.score IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id)) <> 0))
    ON CONFLICT(month, window_id, unit_id, hall_id) DO UPDATE SET score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored;
  INSERT INTO wait_month(minute, month, hall_id, waits, long_waits)
    SELECT coalesce(NEW.waiting_tenths / 10, -1), (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(NEW.hall_id, 0), (NEW.waiting_tenths IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id)), CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id) THEN CASE WHEN NEW.waiting_tenths IS NULL THEN 0 ELSE coalesce(NEW.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = NEW.id ORDER BY s.number DESC LIMIT 1), 0) END ELSE 0 END WHERE (NEW.state = 'confirmed') AND (((NEW.waiting_tenths IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id)) <> 0 OR CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id) THEN CASE WHEN NEW.waiting_tenths IS NULL THEN 0 ELSE coalesce(NEW.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = NEW.id ORDER BY s.number DESC LIMIT 1), 0) END ELSE 0 END <> 0))
    ON CONFLICT(minute, month, hall_id) DO UPDATE SET waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO wait_day(month, day, minute, unit_id, hall_id, mode, waits, long_waits)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), NEW.day, coalesce(NEW.waiting_tenths / 10, -1), coalesce(NEW.unit_id, 0), coalesce(NEW.hall_id, 0), NEW.mode, (NEW.waiting_tenths IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id)), CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id) THEN CASE WHEN NEW.waiting_tenths IS NULL THEN 0 ELSE coalesce(NEW.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = NEW.id ORDER BY s.number DESC LIMIT 1), 0) END ELSE 0 END WHERE (NEW.state = 'confirmed') AND (((NEW.waiting_tenths IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id)) <> 0 OR CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id) THEN CASE WHEN NEW.waiting_tenths IS NULL THEN 0 ELSE coalesce(NEW.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = NEW.id ORDER BY s.number DESC LIMIT 1), 0) END ELSE 0 END <> 0))
    ON CONFLICT(month, day, minute, unit_id, hall_id, mode) DO UPDATE SET waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO visit_hour_month(weekday, hour, month, hall_id, window_visits, score_sum, scored)
    SELECT ((NEW.day + 3) % 7), coalesce((NEW.started_at + 28800000) / 3600000 % 24, -1), (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(NEW.hall_id, 0), 1, coalesce(w.score, 0), (w.score IS NOT NULL) FROM visit_window w WHERE (w.visit_id = NEW.id) AND (NEW.state = 'confirmed')
    ON CONFLICT(weekday, hour, month, hall_id) DO UPDATE SET window_visits = window_visits + excluded.window_visits, score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored;
  INSERT INTO visit_month(month, unit_id, hall_id, mode, window_visits, score_sum, scored, waits, long_waits)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(w.unit_id, 0), coalesce(NEW.hall_id, 0), NEW.mode, 1, coalesce(w.score, 0), (w.score IS NOT NULL), (w.waiting_tenths IS NOT NULL), CASE WHEN w.waiting_tenths IS NULL THEN 0 ELSE coalesce(w.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = NEW.id ORDER BY s.number DESC LIMIT 1), 0) END FROM visit_window w WHERE (w.visit_id = NEW.id) AND (NEW.state = 'confirmed')
    ON CONFLICT(month, unit_id, hall_id, mode) DO UPDATE SET window_visits = window_visits + excluded.window_visits, score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored, waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO visit_window_month(month, window_id, unit_id, hall_id, window_visits, score_sum, scored)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(w.window_id, 0), coalesce(w.unit_id, 0), coalesce(NEW.hall_id, 0), 1, coalesce(w.score, 0), (w.score IS NOT NULL) FROM visit_window w WHERE (w.visit_id = NEW.id) AND (NEW.state = 'confirmed')
    ON CONFLICT(month, window_id, unit_id, hall_id) DO UPDATE SET window_visits = window_visits + excluded.window_visits, score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored;
  INSERT INTO wait_month(minute, month, hall_id, waits, long_waits)
    SELECT coalesce(w.waiting_tenths / 10, -1), (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(NEW.hall_id, 0), (w.waiting_tenths IS NOT NULL), CASE WHEN w.waiting_tenths IS NULL THEN 0 ELSE coalesce(w.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = NEW.id ORDER BY s.number DESC LIMIT 1), 0) END FROM visit_window w WHERE (w.visit_id = NEW.id) AND (NEW.state = 'confirmed') AND (((w.waiting_tenths IS NOT NULL) <> 0 OR CASE WHEN w.waiting_tenths IS NULL THEN 0 ELSE coalesce(w.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = NEW.id ORDER BY s.number DESC LIMIT 1), 0) END <> 0))
    ON CONFLICT(minute, month, hall_id) DO UPDATE SET waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO wait_day(month, day, minute, unit_id, hall_id, mode, waits, long_waits)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), NEW.day, coalesce(w.waiting_tenths / 10, -1), coalesce(w.unit_id, 0), coalesce(NEW.hall_id, 0), NEW.mode, (w.waiting_tenths IS NOT NULL), CASE WHEN w.waiting_tenths IS NULL THEN 0 ELSE coalesce(w.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = NEW.id ORDER BY s.number DESC LIMIT 1), 0) END FROM visit_window w WHERE (w.visit_id = NEW.id) AND (NEW.state = 'confirmed') AND (((w.waiting_tenths IS NOT NULL) <> 0 OR CASE WHEN w.waiting_tenths IS NULL THEN 0 ELSE coalesce(w.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = NEW.id ORDER BY s.number DESC LIMIT 1), 0) END <> 0))
    ON CONFLICT(month, day, minute, unit_id, hall_id, mode) DO UPDATE SET waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
END;

CREATE TRIGGER visit_measured_update AFTER UPDATE OF state ON visit
  WHEN (((OLD.state = 'confirmed') OR (NEW.state = 'confirmed')) AND (OLD.state = 'confirmed') IS NOT (NEW.state = 'confirmed')) OR (((OLD.state = 'confirmed') OR (NEW.state = 'confirmed')) AND (OLD.state = 'confirmed') IS NOT (NEW.state = 'confirmed')) BEGIN
  INSERT INTO visit_hour_month(weekday, hour, month, hall_id, visits, score_sum, scored)
    SELECT ((OLD.day + 3) % 7), coalesce((OLD.started_at + 28800000) / 3600000 % 24, -1), (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.hall_id, 0), -(1), -(CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id) THEN coalesce(OLD.score, 0) ELSE 0 END), -((OLD.score IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id))) WHERE (OLD.state = 'confirmed')
    ON CONFLICT(weekday, hour, month, hall_id) DO UPDATE SET visits = visits + excluded.visits, score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored;
  INSERT INTO visit_month(month, unit_id, hall_id, mode, visits, score_sum, scored, waits, long_waits)
    SELECT (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.unit_id, 0), coalesce(OLD.hall_id, 0), OLD.mode, -(1), -(CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id) THEN coalesce(OLD.score, 0) ELSE 0 END), -((OLD.score IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id))), -((OLD.waiting_tenths IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id))), -(CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id) THEN CASE WHEN OLD.waiting_tenths IS NULL THEN 0 ELSE coalesce(OLD.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = OLD.id ORDER BY s.number DESC LIMIT 1), 0) END ELSE 0 END) WHERE (OLD.state = 'confirmed')
    ON CONFLICT(month, unit_id, hall_id, mode) DO UPDATE SET visits = visits + excluded.visits, score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored, waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO visit_window_month(month, window_id, unit_id, hall_id, score_sum, scored)
    SELECT (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.window_id, 0), coalesce(OLD.unit_id, 0), coalesce(OLD.hall_id, 0), -(CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id) THEN coalesce(OLD.score, 0) ELSE 0 END), -((OLD.score IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id))) WHERE (OLD.state = 'confirmed') AND ((CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id) THEN coalesce(OLD.score, 0) ELSE 0 END <> 0 OR (OLD.score IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id)) <> 0))
    ON CONFLICT(month, window_id, unit_id, hall_id) DO UPDATE SET score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored;
  INSERT INTO wait_month(minute, month, hall_id, waits, long_waits)
    SELECT coalesce(OLD.waiting_tenths / 10, -1), (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.hall_id, 0), -((OLD.waiting_tenths IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id))), -(CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id) THEN CASE WHEN OLD.waiting_tenths IS NULL THEN 0 ELSE coalesce(OLD.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = OLD.id ORDER BY s.number DESC LIMIT 1), 0) END ELSE 0 END) WHERE (OLD.state = 'confirmed') AND (((OLD.waiting_tenths IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id)) <> 0 OR CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id) THEN CASE WHEN OLD.waiting_tenths IS NULL THEN 0 ELSE coalesce(OLD.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = OLD.id ORDER BY s.number DESC LIMIT 1), 0) END ELSE 0 END <> 0))
    ON CONFLICT(minute, month, hall_id) DO UPDATE SET waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO wait_day(month, day, minute, unit_id, hall_id, mode, waits, long_waits)
    SELECT (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), OLD.day, coalesce(OLD.waiting_tenths / 10, -1), coalesce(OLD.unit_id, 0), coalesce(OLD.hall_id, 0), OLD.mode, -((OLD.waiting_tenths IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id))), -(CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id) THEN CASE WHEN OLD.waiting_tenths IS NULL THEN 0 ELSE coalesce(OLD.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = OLD.id ORDER BY s.number DESC LIMIT 1), 0) END ELSE 0 END) WHERE (OLD.state = 'confirmed') AND (((OLD.waiting_tenths IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id)) <> 0 OR CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = OLD.id) THEN CASE WHEN OLD.waiting_tenths IS NULL THEN 0 ELSE coalesce(OLD.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = OLD.id ORDER BY s.number DESC LIMIT 1), 0) END ELSE 0 END <> 0))
    ON CONFLICT(month, day, minute, unit_id, hall_id, mode) DO UPDATE SET waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO visit_hour_month(weekday, hour, month, hall_id, window_visits, score_sum, scored)
    SELECT ((OLD.day + 3) % 7), coalesce((OLD.started_at + 28800000) / 3600000 % 24, -1), (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.hall_id, 0), -(1), -(coalesce(w.score, 0)), -((w.score IS NOT NULL)) FROM visit_window w WHERE (w.visit_id = OLD.id) AND (OLD.state = 'confirmed')
    ON CONFLICT(weekday, hour, month, hall_id) DO UPDATE SET window_visits = window_visits + excluded.window_visits, score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored;
  INSERT INTO visit_month(month, unit_id, hall_id, mode, window_visits, score_sum, scored, waits, long_waits)
    SELECT (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(w.unit_id, 0), coalesce(OLD.hall_id, 0), OLD.mode, -(1), -(coalesce(w.score, 0)), -((w.score IS NOT NULL)), -((w.waiting_tenths IS NOT NULL)), -(CASE WHEN w.waiting_tenths IS NULL THEN 0 ELSE coalesce(w.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = OLD.id ORDER BY s.number DESC LIMIT 1), 0) END) FROM visit_window w WHERE (w.visit_id = OLD.id) AND (OLD.state = 'confirmed')
    ON CONFLICT(month, unit_id, hall_id, mode) DO UPDATE SET window_visits = window_visits + excluded.window_visits, score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored, waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO visit_window_month(month, window_id, unit_id, hall_id, window_visits, score_sum, scored)
    SELECT (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(w.window_id, 0), coalesce(w.unit_id, 0), coalesce(OLD.hall_id, 0), -(1), -(coalesce(w.score, 0)), -((w.score IS NOT NULL)) FROM visit_window w WHERE (w.visit_id = OLD.id) AND (OLD.state = 'confirmed')
    ON CONFLICT(month, window_id, unit_id, hall_id) DO UPDATE SET window_visits = window_visits + excluded.window_visits, score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored;
  INSERT INTO wait_month(minute, month, hall_id, waits, long_waits)
    SELECT coalesce(w.waiting_tenths / 10, -1), (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(OLD.hall_id, 0), -((w.waiting_tenths IS NOT NULL)), -(CASE WHEN w.waiting_tenths IS NULL THEN 0 ELSE coalesce(w.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = OLD.id ORDER BY s.number DESC LIMIT 1), 0) END) FROM visit_window w WHERE (w.visit_id = OLD.id) AND (OLD.state = 'confirmed') AND (((w.waiting_tenths IS NOT NULL) <> 0 OR CASE WHEN w.waiting_tenths IS NULL THEN 0 ELSE coalesce(w.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = OLD.id ORDER BY s.number DESC LIMIT 1), 0) END <> 0))
    ON CONFLICT(minute, month, hall_id) DO UPDATE SET waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO wait_day(month, day, minute, unit_id, hall_id, mode, waits, long_waits)
    SELECT (12 * (1900 + (4 * (OLD.day + 25508) + 3) / 1461) + (5 * ((4 * (OLD.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), OLD.day, coalesce(w.waiting_tenths / 10, -1), coalesce(w.unit_id, 0), coalesce(OLD.hall_id, 0), OLD.mode, -((w.waiting_tenths IS NOT NULL)), -(CASE WHEN w.waiting_tenths IS NULL THEN 0 ELSE coalesce(w.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = OLD.id ORDER BY s.number DESC LIMIT 1), 0) END) FROM visit_window w WHERE (w.visit_id = OLD.id) AND (OLD.state = 'confirmed') AND (((w.waiting_tenths IS NOT NULL) <> 0 OR CASE WHEN w.waiting_tenths IS NULL THEN 0 ELSE coalesce(w.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = OLD.id ORDER BY s.number DESC LIMIT 1), 0) END <> 0))
    ON CONFLICT(month, day, minute, unit_id, hall_id, mode) DO UPDATE SET waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO visit_hour_month(weekday, hour, month, hall_id, visits, score_sum, scored)
    SELECT ((NEW.day + 3) % 7), coalesce((NEW.started_at + 28800000) / 3600000 % 24, -1), (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(NEW.hall_id, 0), 1, CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id) THEN coalesce(NEW.score, 0) ELSE 0 END, (NEW.score IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id)) WHERE (NEW.state = 'confirmed')
    ON CONFLICT(weekday, hour, month, hall_id) DO UPDATE SET visits = visits + excluded.visits, score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored;
  INSERT INTO visit_month(month, unit_id, hall_id, mode, visits, score_sum, scored, waits, long_waits)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(NEW.unit_id, 0), coalesce(NEW.hall_id, 0), NEW.mode, 1, CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id) THEN coalesce(NEW.score, 0) ELSE 0 END, (NEW.score IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id)), (NEW.waiting_tenths IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id)), CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id) THEN CASE WHEN NEW.waiting_tenths IS NULL THEN 0 ELSE coalesce(NEW.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = NEW.id ORDER BY s.number DESC LIMIT 1), 0) END ELSE 0 END WHERE (NEW.state = 'confirmed')
    ON CONFLICT(month, unit_id, hall_id, mode) DO UPDATE SET visits = visits + excluded.visits, score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored, waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO visit_window_month(month, window_id, unit_id, hall_id, score_sum, scored)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(NEW.window_id, 0), coalesce(NEW.unit_id, 0), coalesce(NEW.hall_id, 0), CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id) THEN coalesce(NEW.score, 0) ELSE 0 END, (NEW.score IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id)) WHERE (NEW.state = 'confirmed') AND ((CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id) THEN coalesce(NEW.score, 0) ELSE 0 END <> 0 OR (NEW.score IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id)) <> 0))
    ON CONFLICT(month, window_id, unit_id, hall_id) DO UPDATE SET score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored;
  INSERT INTO wait_month(minute, month, hall_id, waits, long_waits)
    SELECT coalesce(NEW.waiting_tenths / 10, -1), (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(NEW.hall_id, 0), (NEW.waiting_tenths IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id)), CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id) THEN CASE WHEN NEW.waiting_tenths IS NULL THEN 0 ELSE coalesce(NEW.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = NEW.id ORDER BY s.number DESC LIMIT 1), 0) END ELSE 0 END WHERE (NEW.state = 'confirmed') AND (((NEW.waiting_tenths IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id)) <> 0 OR CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id) THEN CASE WHEN NEW.waiting_tenths IS NULL THEN 0 ELSE coalesce(NEW.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = NEW.id ORDER BY s.number DESC LIMIT 1), 0) END ELSE 0 END <> 0))
    ON CONFLICT(minute, month, hall_id) DO UPDATE SET waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO wait_day(month, day, minute, unit_id, hall_id, mode, waits, long_waits)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), NEW.day, coalesce(NEW.waiting_tenths / 10, -1), coalesce(NEW.unit_id, 0), coalesce(NEW.hall_id, 0), NEW.mode, (NEW.waiting_tenths IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id)), CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id) THEN CASE WHEN NEW.waiting_tenths IS NULL THEN 0 ELSE coalesce(NEW.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = NEW.id ORDER BY s.number DESC LIMIT 1), 0) END ELSE 0 END WHERE (NEW.state = 'confirmed') AND (((NEW.waiting_tenths IS NOT NULL AND NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id)) <> 0 OR CASE WHEN NOT EXISTS(SELECT 1 FROM visit_window o WHERE o.visit_id = NEW.id) THEN CASE WHEN NEW.waiting_tenths IS NULL THEN 0 ELSE coalesce(NEW.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = NEW.id ORDER BY s.number DESC LIMIT 1), 0) END ELSE 0 END <> 0))
    ON CONFLICT(month, day, minute, unit_id, hall_id, mode) DO UPDATE SET waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO visit_hour_month(weekday, hour, month, hall_id, window_visits, score_sum, scored)
    SELECT ((NEW.day + 3) % 7), coalesce((NEW.started_at + 28800000) / 3600000 % 24, -1), (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(NEW.hall_id, 0), 1, coalesce(w.score, 0), (w.score IS NOT NULL) FROM visit_window w WHERE (w.visit_id = NEW.id) AND (NEW.state = 'confirmed')
    ON CONFLICT(weekday, hour, month, hall_id) DO UPDATE SET window_visits = window_visits + excluded.window_visits, score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored;
  INSERT INTO visit_month(month, unit_id, hall_id, mode, window_visits, score_sum, scored, waits, long_waits)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(w.unit_id, 0), coalesce(NEW.hall_id, 0), NEW.mode, 1, coalesce(w.score, 0), (w.score IS NOT NULL), (w.waiting_tenths IS NOT NULL), CASE WHEN w.waiting_tenths IS NULL THEN 0 ELSE coalesce(w.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = NEW.id ORDER BY s.number DESC LIMIT 1), 0) END FROM visit_window w WHERE (w.visit_id = NEW.id) AND (NEW.state = 'confirmed')
    ON CONFLICT(month, unit_id, hall_id, mode) DO UPDATE SET window_visits = window_visits + excluded.window_visits, score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored, waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO visit_window_month(month, window_id, unit_id, hall_id, window_visits, score_sum, scored)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(w.window_id, 0), coalesce(w.unit_id, 0), coalesce(NEW.hall_id, 0), 1, coalesce(w.score, 0), (w.score IS NOT NULL) FROM visit_window w WHERE (w.visit_id = NEW.id) AND (NEW.state = 'confirmed')
    ON CONFLICT(month, window_id, unit_id, hall_id) DO UPDATE SET window_visits = window_visits + excluded.window_visits, score_sum = score_sum + excluded.score_sum, scored = scored + excluded.scored;
  INSERT INTO wait_month(minute, month, hall_id, waits, long_waits)
    SELECT coalesce(w.waiting_tenths / 10, -1), (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), coalesce(NEW.hall_id, 0), (w.waiting_tenths IS NOT NULL), CASE WHEN w.waiting_tenths IS NULL THEN 0 ELSE coalesce(w.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = NEW.id ORDER BY s.number DESC LIMIT 1), 0) END FROM visit_window w WHERE (w.visit_id = NEW.id) AND (NEW.state = 'confirmed') AND (((w.waiting_tenths IS NOT NULL) <> 0 OR CASE WHEN w.waiting_tenths IS NULL THEN 0 ELSE coalesce(w.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = NEW.id ORDER BY s.number DESC LIMIT 1), 0) END <> 0))
    ON CONFLICT(minute, month, hall_id) DO UPDATE SET waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
  INSERT INTO wait_day(month, day, minute, unit_id, hall_id, mode, waits, long_waits)
    SELECT (12 * (1900 + (4 * (NEW.day + 25508) + 3) / 1461) + (5 * ((4 * (NEW.day + 25508) + 3) % 1461 / 4) + 2) / 153 + 2), NEW.day, coalesce(w.waiting_tenths / 10, -1), coalesce(w.unit_id, 0), coalesce(NEW.hall_id, 0), NEW.mode, (w.waiting_tenths IS NOT NULL), CASE WHEN w.waiting_tenths IS NULL THEN 0 ELSE coalesce(w.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = NEW.id ORDER BY s.number DESC LIMIT 1), 0) END FROM visit_window w WHERE (w.visit_id = NEW.id) AND (NEW.state = 'confirmed') AND (((w.waiting_tenths IS NOT NULL) <> 0 OR CASE WHEN w.waiting_tenths IS NULL THEN 0 ELSE coalesce(w.waiting_tenths > 10 * (SELECT s.record->>'$.targets.waiting_minutes' FROM visit_submission s
  WHERE s.visit_id = NEW.id ORDER BY s.number DESC LIMIT 1), 0) END <> 0))
    ON CONFLICT(month, day, minute, unit_id, hall_id, mode) DO UPDATE SET waits = waits + excluded.waits, long_waits = long_waits + excluded.long_waits;
END;

CREATE INDEX visit_mode ON visit(mode, day);

CREATE TABLE visit_month(
  month INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  hall_id INTEGER NOT NULL,
  mode TEXT NOT NULL,
  visits INTEGER NOT NULL DEFAULT 0,
  window_visits INTEGER NOT NULL DEFAULT 0,
  score_sum INTEGER NOT NULL DEFAULT 0,
  scored INTEGER NOT NULL DEFAULT 0,
  waits INTEGER NOT NULL DEFAULT 0,
  long_waits INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(month, unit_id, hall_id, mode)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER visit_moves BEFORE UPDATE OF state ON visit WHEN NEW.state <> OLD.state AND NOT (
  (OLD.state IN ('draft', 'returned') AND NEW.state IN ('submitted', 'discarded'))
  OR (OLD.state = 'submitted' AND NEW.state IN ('returned', 'confirmed'))) BEGIN SELECT RAISE(ABORT, 'a visit does not move this way'); END;

CREATE TRIGGER visit_no_delete BEFORE DELETE ON visit BEGIN SELECT RAISE(ABORT, 'a visit is never deleted'); END;

CREATE INDEX visit_plan_day ON visit(plan_id, day) WHERE plan_id IS NOT NULL;

CREATE INDEX visit_round ON visit(round_id) WHERE round_id IS NOT NULL;

CREATE INDEX visit_round_object ON visit(round_object_id) WHERE round_object_id IS NOT NULL;

CREATE TRIGGER visit_scored BEFORE UPDATE OF score, grade ON visit
  WHEN OLD.state IN ('confirmed', 'discarded') OR (OLD.state = 'submitted' AND NEW.state <> 'confirmed')
  BEGIN SELECT RAISE(ABORT, 'a score moves with its confirmation alone'); END;

CREATE TABLE visit_span(
  visit_id INTEGER PRIMARY KEY REFERENCES visit(id),
  from_day INTEGER NOT NULL,
  -- The day it was confirmed.
  to_day INTEGER NOT NULL CHECK(to_day > from_day)
) STRICT;

CREATE TRIGGER visit_span_confirmed AFTER INSERT ON visit_event WHEN NEW.kind = 'confirmed' BEGIN
  INSERT INTO visit_span(visit_id, from_day, to_day) SELECT v.id, v.day, ((NEW.at + 28800000) / 86400000) FROM visit v
    WHERE v.id = NEW.visit_id AND ((NEW.at + 28800000) / 86400000) > v.day;
END;

CREATE INDEX visit_span_long ON visit_span(to_day, from_day) WHERE to_day - from_day > 32;

CREATE INDEX visit_span_short ON visit_span(from_day, to_day) WHERE to_day - from_day <= 32;

CREATE INDEX visit_state ON visit(state, day) WHERE state IN ('draft', 'returned', 'submitted');

CREATE TABLE visit_step(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  visit_id INTEGER NOT NULL REFERENCES visit(id),
  window_id INTEGER REFERENCES "window"(id),
  step TEXT NOT NULL,
  at INTEGER,
  recorded_at INTEGER NOT NULL,
  note TEXT CHECK(length(note) BETWEEN 1 AND 200),
  person_id INTEGER NOT NULL REFERENCES person(id)
) STRICT;

CREATE TRIGGER visit_step_late BEFORE INSERT ON visit_step WHEN (SELECT state FROM visit WHERE id = NEW.visit_id) NOT IN ('draft', 'returned')
  BEGIN SELECT RAISE(ABORT, 'a submitted visit does not change'); END;

CREATE TRIGGER visit_step_no_delete BEFORE DELETE ON visit_step BEGIN SELECT RAISE(ABORT, 'steps are only added'); END;

CREATE TRIGGER visit_step_no_update BEFORE UPDATE ON visit_step BEGIN SELECT RAISE(ABORT, 'steps are only added'); END;

CREATE INDEX visit_step_visit ON visit_step(visit_id, id);

CREATE TABLE visit_submission(
  id INTEGER PRIMARY KEY,
  visit_id INTEGER NOT NULL REFERENCES visit(id),
  number INTEGER NOT NULL CHECK(number >= 1),
  submitted_at INTEGER NOT NULL,
  submitted_by INTEGER NOT NULL REFERENCES person(id),
  record TEXT NOT NULL CHECK(json_valid(record)),
  sha256 TEXT NOT NULL CHECK(length(sha256) = 64),
  UNIQUE(visit_id, number)
) STRICT;

CREATE TRIGGER visit_submission_no_delete BEFORE DELETE ON visit_submission BEGIN SELECT RAISE(ABORT, 'what was submitted never changes'); END;

CREATE TRIGGER visit_submission_no_update BEFORE UPDATE ON visit_submission BEGIN SELECT RAISE(ABORT, 'what was submitted never changes'); END;

CREATE INDEX visit_unit_day ON visit(unit_id, day) WHERE unit_id IS NOT NULL;

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

CREATE INDEX visit_window_day ON visit(window_id, day) WHERE window_id IS NOT NULL;

CREATE TRIGGER visit_window_frozen BEFORE UPDATE OF visit_id, window_id, unit_id, position, waiting_tenths, handling_tenths ON visit_window WHEN (SELECT state FROM visit WHERE id = OLD.visit_id) NOT IN ('draft', 'returned') BEGIN SELECT RAISE(ABORT, 'a submitted visit does not change'); END;

CREATE TRIGGER visit_window_kept BEFORE DELETE ON visit_window WHEN (SELECT state FROM visit WHERE id = OLD.visit_id) NOT IN ('draft', 'returned') BEGIN SELECT RAISE(ABORT, 'a submitted visit does not change'); END;

CREATE TRIGGER visit_window_late BEFORE INSERT ON visit_window WHEN (SELECT state FROM visit WHERE id = NEW.visit_id) NOT IN ('draft', 'returned') AND EXISTS(SELECT 1 FROM visit_submission WHERE visit_id = NEW.visit_id) BEGIN SELECT RAISE(ABORT, 'a submitted visit does not change'); END;

CREATE TABLE visit_window_month(
  month INTEGER NOT NULL,
  window_id INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  hall_id INTEGER NOT NULL,
  window_visits INTEGER NOT NULL DEFAULT 0,
  score_sum INTEGER NOT NULL DEFAULT 0,
  scored INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(month, window_id, unit_id, hall_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER visit_window_scored BEFORE UPDATE OF score ON visit_window
  WHEN (SELECT state FROM visit WHERE id = OLD.visit_id) NOT IN ('draft', 'returned') AND ((SELECT state FROM visit WHERE id = OLD.visit_id) <> 'submitted'
    OR NOT EXISTS(SELECT 1 FROM finding WHERE visit_id = OLD.visit_id AND state = 'dismissed') OR EXISTS(SELECT 1 FROM finding WHERE visit_id = OLD.visit_id AND state = 'submitted')) BEGIN SELECT RAISE(ABORT, 'a submitted visit does not change'); END;

CREATE INDEX visit_window_unit ON visit_window(unit_id, visit_id);

CREATE INDEX visit_window_window ON visit_window(window_id, visit_id);

CREATE TABLE wait_day(
  month INTEGER NOT NULL,
  day INTEGER NOT NULL,
  minute INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  hall_id INTEGER NOT NULL,
  mode TEXT NOT NULL,
  waits INTEGER NOT NULL DEFAULT 0,
  long_waits INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(month, day, minute, unit_id, hall_id, mode)
) STRICT, WITHOUT ROWID;

CREATE TABLE wait_month(
  minute INTEGER NOT NULL,
  month INTEGER NOT NULL,
  hall_id INTEGER NOT NULL,
  waits INTEGER NOT NULL DEFAULT 0,
  long_waits INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(minute, month, hall_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE wall_look(
  person_id INTEGER PRIMARY KEY REFERENCES person(id),
  since INTEGER,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE "window"(
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL CHECK(length(number) BETWEEN 1 AND 20),
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 60),
  zone_id INTEGER NOT NULL,
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  hall_id INTEGER NOT NULL,
  note TEXT CHECK(length(note) BETWEEN 1 AND 500),
  state TEXT NOT NULL DEFAULT 'active' CHECK(state IN ('active', 'retired', 'merged')),
  merged_into_id INTEGER REFERENCES "window"(id),
  client_id TEXT UNIQUE,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  CHECK((state = 'merged') = (merged_into_id IS NOT NULL)),
  CHECK(merged_into_id IS NOT id),
  FOREIGN KEY(zone_id, hall_id) REFERENCES "zone"(id, hall_id) ON UPDATE CASCADE,
  UNIQUE(id, hall_id)
) STRICT;

CREATE INDEX window_hall ON "window"(hall_id, state);

CREATE UNIQUE INDEX window_key ON "window"(hall_id, number) WHERE state = 'active';

CREATE INDEX window_unit ON "window"(unit_id, state);

CREATE INDEX window_zone ON "window"(zone_id, hall_id);

CREATE TABLE zone(
  id INTEGER PRIMARY KEY,
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 40),
  floor TEXT CHECK(length(floor) BETWEEN 1 AND 20),
  note TEXT CHECK(length(note) BETWEEN 1 AND 500),
  state TEXT NOT NULL DEFAULT 'active' CHECK(state IN ('active', 'retired', 'merged')),
  merged_into_id INTEGER REFERENCES "zone"(id),
  client_id TEXT UNIQUE,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  CHECK((state = 'merged') = (merged_into_id IS NOT NULL)),
  CHECK(merged_into_id IS NOT id),
  UNIQUE(id, hall_id)
) STRICT;

CREATE INDEX zone_hall ON zone(hall_id, state);

CREATE UNIQUE INDEX zone_key ON zone(hall_id, name) WHERE state = 'active';

