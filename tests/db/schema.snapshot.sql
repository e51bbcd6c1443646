-- user_version 10

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

CREATE TABLE setting(
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK(json_valid(value)),
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1)
) STRICT, WITHOUT ROWID;

