import { seedNamePatterns } from '../queries/footage-patterns.js';
import type { Migration } from './migration.js';
import { abort, among, flag, frozen, json, optional, revised, text } from './columns.js';

// Paths stand here because an order goes on after a kill; they are of this computer and never leave the main process.
const taking = `
CREATE TABLE footage_taking(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  camera_id INTEGER REFERENCES camera(id),
  ${among('retention_class', ['footage', 'call_recording', 'case_file'])},
  ${json('acquisition')},
  person_id INTEGER NOT NULL REFERENCES person(id),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX footage_taking_person ON footage_taking(person_id, id);
CREATE INDEX footage_taking_camera ON footage_taking(camera_id) WHERE camera_id IS NOT NULL;
CREATE INDEX footage_taking_hall ON footage_taking(hall_id);

CREATE TABLE footage_taking_file(
  id INTEGER PRIMARY KEY,
  taking_id INTEGER NOT NULL REFERENCES footage_taking(id),
  path TEXT NOT NULL,
  -- Name with the folders under the one that was given: patterns of recorders read both.
  ${text('name', 1000)},
  bytes INTEGER,
  ${among('state', ['waiting', 'taken', 'known', 'failed'])},
  recording_id INTEGER REFERENCES recording(id),
  error TEXT CHECK(json_valid(error)),
  UNIQUE(taking_id, path)
) STRICT;
CREATE INDEX footage_taking_file_state ON footage_taking_file(taking_id, state, bytes);
CREATE INDEX footage_taking_file_recording ON footage_taking_file(recording_id) WHERE recording_id IS NOT NULL;
`;

const recordings = `
CREATE TABLE name_pattern(
  id INTEGER PRIMARY KEY,
  ${text('title', 60)},
  ${text('pattern', 300)},
  ${among('zone', ['local', 'utc'])},
  channel_shift INTEGER NOT NULL DEFAULT 0,
  ${text('example', 255)},
  ${flag('ready')},
  enabled INTEGER NOT NULL DEFAULT 1 CHECK(enabled IN (0, 1)),
  position INTEGER NOT NULL,
  ${revised}
) STRICT;

CREATE TABLE camera_clock(
  id INTEGER PRIMARY KEY,
  camera_id INTEGER NOT NULL REFERENCES camera(id),
  -- True wall clock from which it holds.
  from_at INTEGER NOT NULL,
  offset_ms INTEGER NOT NULL,
  ${optional('note', 200)},
  noted_at INTEGER NOT NULL,
  noted_by INTEGER NOT NULL REFERENCES person(id)
) STRICT;
CREATE INDEX camera_clock_camera ON camera_clock(camera_id, from_at, id, offset_ms);
${frozen('camera_clock', 'what a clock was is kept')}

CREATE TABLE recording(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  evidence_id INTEGER NOT NULL UNIQUE REFERENCES evidence(id),
  ${text('name', 1000)},
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  camera_id INTEGER REFERENCES camera(id),
  captured_at INTEGER,
  time_source TEXT CHECK(time_source IN ('file_name', 'dav', 'container', 'burned_in', 'manual')),
  own_offset_ms INTEGER,
  burned_in_at INTEGER,
  ${among('retention_class', ['footage', 'call_recording', 'case_file'])},
  ${json('acquisition')},
  ${optional('note', 1000)},
  ${flag('held')},
  -- What was found in the bytes (domain/footage/probed); the columns beside it are those that lists ask for.
  ${json('probed')},
  ${among('kind', ['video', 'audio', 'unparsed'])},
  ${among('play_way', ['as_is', 'proxy', 'none'])},
  duration_ms INTEGER,
  imported_at INTEGER NOT NULL,
  imported_by INTEGER NOT NULL REFERENCES person(id),
  ${revised},
  CHECK((captured_at IS NULL) = (time_source IS NULL))
) STRICT;
CREATE INDEX recording_camera ON recording(camera_id, captured_at, duration_ms) WHERE camera_id IS NOT NULL;
CREATE INDEX recording_hall ON recording(hall_id, captured_at, duration_ms, camera_id);
-- Covers the list in its usual order with every filter but that of words.
CREATE INDEX recording_time ON recording(captured_at, hall_id, camera_id, play_way, own_offset_ms, duration_ms, evidence_id);
CREATE INDEX recording_imported ON recording(imported_at, hall_id, camera_id, play_way, captured_at, own_offset_ms, evidence_id);
CREATE TRIGGER recording_frozen BEFORE UPDATE OF evidence_id, name, imported_at, imported_by, created_at ON recording
  ${abort('what was taken in does not change')}
CREATE TRIGGER recording_kept BEFORE DELETE ON recording ${abort('a recording is never deleted')}

CREATE TABLE viewing(
  id INTEGER PRIMARY KEY,
  recording_id INTEGER NOT NULL REFERENCES recording(id),
  evidence_id INTEGER NOT NULL REFERENCES evidence(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  ${text('reason', 200)},
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX viewing_recording ON viewing(recording_id, person_id, at);
CREATE INDEX viewing_person ON viewing(person_id, at);
CREATE INDEX viewing_evidence ON viewing(evidence_id);
${frozen('viewing', 'the viewing register is never changed')}
`;

const clips = `
CREATE TABLE clip(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  client_id TEXT NOT NULL UNIQUE,
  recording_id INTEGER NOT NULL REFERENCES recording(id),
  in_ms INTEGER NOT NULL CHECK(in_ms >= 0),
  out_ms INTEGER NOT NULL,
  ${text('label', 60)},
  ${optional('note', 1000)},
  ${json('marks')},
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
  ${revised},
  CHECK(out_ms > in_ms),
  CHECK(visit_id IS NULL OR lead_id IS NULL),
  CHECK((checklist IS NULL) = (item_code IS NULL)),
  CHECK(visit_id IS NOT NULL OR (checklist IS NULL AND finding IS NULL)),
  CHECK(finding IS NULL OR checklist IS NULL)
) STRICT;
CREATE INDEX clip_recording ON clip(recording_id, in_ms);
CREATE INDEX clip_visit ON clip(visit_id) WHERE visit_id IS NOT NULL;
CREATE INDEX clip_lead ON clip(lead_id) WHERE lead_id IS NOT NULL;
CREATE INDEX clip_person ON clip(created_by);
CREATE TRIGGER clip_frozen BEFORE UPDATE ON clip
  WHEN (SELECT state IN ('submitted', 'confirmed', 'discarded') AND submitted_at >= OLD.placed_at
    FROM visit WHERE id = OLD.visit_id)
  ${abort('a clip that was handed in does not change')}
CREATE TRIGGER clip_kept BEFORE DELETE ON clip ${abort('a clip is never deleted')}

CREATE TABLE redaction(
  id INTEGER PRIMARY KEY,
  clip_id INTEGER NOT NULL UNIQUE REFERENCES clip(id),
  ${json('track')},
  ${revised}
) STRICT;

CREATE TABLE derivation(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  evidence_id INTEGER NOT NULL REFERENCES evidence(id),
  parent_id INTEGER NOT NULL REFERENCES evidence(id),
  recording_id INTEGER NOT NULL REFERENCES recording(id),
  clip_id INTEGER REFERENCES clip(id),
  client_id TEXT UNIQUE,
  ${among('kind', ['cut', 'redacted', 'still'])},
  -- Everything needed to make it again: asked and real places, mask track, shapes, sound.
  ${json('recipe')},
  ${flag('redacted')},
  ${text('tool', 200)},
  made_at INTEGER NOT NULL,
  made_by INTEGER NOT NULL REFERENCES person(id)
) STRICT;
CREATE INDEX derivation_clip ON derivation(clip_id) WHERE clip_id IS NOT NULL;
CREATE INDEX derivation_recording ON derivation(recording_id);
CREATE INDEX derivation_evidence ON derivation(evidence_id);
CREATE INDEX derivation_parent ON derivation(parent_id);
${frozen('derivation', 'how evidence was made is kept')}
`;

const custody = `
CREATE TABLE evidence_pack(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  ${text('name', 255)},
  ${text('reason', 200)},
  sha256 TEXT NOT NULL CHECK(length(sha256) = 64),
  bytes INTEGER NOT NULL,
  visit_id INTEGER REFERENCES visit(id),
  ${json('manifest')},
  at INTEGER NOT NULL,
  by INTEGER NOT NULL REFERENCES person(id)
) STRICT;
CREATE INDEX evidence_pack_visit ON evidence_pack(visit_id) WHERE visit_id IS NOT NULL;
CREATE TABLE evidence_pack_item(
  pack_id INTEGER NOT NULL REFERENCES evidence_pack(id),
  derivation_id INTEGER NOT NULL REFERENCES derivation(id),
  PRIMARY KEY(pack_id, derivation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_pack_item_derivation ON evidence_pack_item(derivation_id);
${frozen('evidence_pack', 'what was handed out is kept')}
${frozen('evidence_pack_item', 'what was handed out is kept')}

CREATE TABLE release_exception(
  id INTEGER PRIMARY KEY,
  derivation_id INTEGER NOT NULL REFERENCES derivation(id),
  ${among('state', ['asked', 'approved', 'refused'])},
  ${text('reason', 200)},
  asked_at INTEGER NOT NULL,
  asked_by INTEGER NOT NULL REFERENCES person(id),
  decided_at INTEGER,
  decided_by INTEGER REFERENCES person(id),
  ${optional('note', 200)},
  CHECK((state = 'asked') = (decided_at IS NULL)),
  CHECK((decided_at IS NULL) = (decided_by IS NULL)),
  CHECK(decided_by IS NULL OR decided_by <> asked_by)
) STRICT;
CREATE INDEX release_exception_derivation ON release_exception(derivation_id, state);
CREATE INDEX release_exception_state ON release_exception(state, id);
CREATE TRIGGER release_exception_frozen BEFORE UPDATE ON release_exception WHEN OLD.state <> 'asked'
  ${abort('a decision is kept')}
CREATE TRIGGER release_exception_kept BEFORE DELETE ON release_exception ${abort('a decision is kept')}

CREATE TABLE evidence_fault(
  id INTEGER PRIMARY KEY,
  ${among('kind', ['missing', 'mismatch', 'orphan'])},
  evidence_id INTEGER REFERENCES evidence(id),
  sha256 TEXT NOT NULL,
  path TEXT,
  found_at INTEGER NOT NULL,
  settled_at INTEGER,
  settled_by INTEGER REFERENCES person(id),
  ${optional('note', 200)},
  CHECK((kind = 'orphan') = (evidence_id IS NULL)),
  CHECK((kind = 'orphan') = (path IS NOT NULL)),
  CHECK((settled_at IS NULL) = (note IS NULL))
) STRICT;
CREATE INDEX evidence_fault_evidence ON evidence_fault(evidence_id) WHERE settled_at IS NULL;
CREATE UNIQUE INDEX evidence_fault_path ON evidence_fault(path) WHERE path IS NOT NULL;
CREATE INDEX evidence_fault_found ON evidence_fault(found_at);
CREATE TRIGGER evidence_fault_kept BEFORE DELETE ON evidence_fault ${abort('a fault is kept')}

CREATE TABLE disposal(
  id INTEGER PRIMARY KEY,
  evidence_id INTEGER NOT NULL UNIQUE REFERENCES evidence(id),
  recording_id INTEGER REFERENCES recording(id),
  ${text('reason', 200)},
  at INTEGER NOT NULL,
  by INTEGER NOT NULL REFERENCES person(id)
) STRICT;
CREATE INDEX disposal_recording ON disposal(recording_id) WHERE recording_id IS NOT NULL;
${frozen('disposal', 'the record of a disposal is kept')}
`;

/** Footage taken in, its clocks and viewings; clips and what is made of them; custody. */
export const footage: Migration = {
  version: 40,
  name: '0040-footage',
  async up(step) {
    await step.exec(recordings + taking + clips + custody);
    await seedNamePatterns(step);
  },
};
