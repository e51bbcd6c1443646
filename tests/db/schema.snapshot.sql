-- user_version 20

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
  UPDATE audit_head SET seq = NEW.seq, hash = NEW.hash;
END;

CREATE TABLE audit_head(
  one INTEGER PRIMARY KEY CHECK(one = 1),
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK(length(hash) = 32)
) STRICT;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;

CREATE INDEX audit_object ON audit(object, ref);

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

CREATE INDEX contact_unit ON contact(unit_id, hall_id);

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
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
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

CREATE TABLE meta(
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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
) STRICT;

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

