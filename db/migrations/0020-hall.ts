import type { Migration } from './migration.js';

const text = (column: string, most: number): string =>
  `${column} TEXT NOT NULL CHECK(length(${column}) BETWEEN 1 AND ${most})`;
const optional = (column: string, most: number): string =>
  `${column} TEXT CHECK(length(${column}) BETWEEN 1 AND ${most})`;
const note = optional('note', 500);

/** What every row of the hall carries beside its fields. Nothing is ever deleted: a row is retired or merged. */
const common = (
  table: string,
): string => `state TEXT NOT NULL DEFAULT 'active' CHECK(state IN ('active', 'retired', 'merged')),
  merged_into_id INTEGER REFERENCES "${table}"(id),
  client_id TEXT UNIQUE,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1 CHECK(revision >= 1),
  CHECK((state = 'merged') = (merged_into_id IS NOT NULL)),
  CHECK(merged_into_id IS NOT id)`;

/**
 * `hall_id` of a window, post, person, item, camera or contact is that of the row it hangs on. It stands here because
 * a number is unique in its hall, and a foreign key over both columns keeps it true whoever moves what.
 */
const heldHall = (column: string, table: string): string =>
  `FOREIGN KEY(${column}, hall_id) REFERENCES "${table}"(id, hall_id) ON UPDATE CASCADE`;

const places = `
CREATE TABLE hall(
  id INTEGER PRIMARY KEY,
  ${text('name', 60)},
  ${optional('short_name', 20)},
  parent_id INTEGER REFERENCES hall(id) CHECK(parent_id IS NOT id),
  ${optional('address', 120)},
  ${optional('phone', 40)},
  ${optional('open_hours', 60)},
  ${note},
  ${common('hall')}
) STRICT;
CREATE UNIQUE INDEX hall_key ON hall(name) WHERE state = 'active';
CREATE INDEX hall_parent ON hall(parent_id);

CREATE TABLE zone(
  id INTEGER PRIMARY KEY,
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  ${text('name', 40)},
  ${optional('floor', 20)},
  ${note},
  ${common('zone')},
  UNIQUE(id, hall_id)
) STRICT;
CREATE UNIQUE INDEX zone_key ON zone(hall_id, name) WHERE state = 'active';
CREATE INDEX zone_hall ON zone(hall_id, state);

CREATE TABLE unit(
  id INTEGER PRIMARY KEY,
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  ${text('name', 80)},
  ${optional('short_name', 20)},
  ${optional('leader', 40)},
  ${optional('phone', 40)},
  ${note},
  ${common('unit')},
  UNIQUE(id, hall_id)
) STRICT;
CREATE UNIQUE INDEX unit_key ON unit(hall_id, name) WHERE state = 'active';
CREATE INDEX unit_hall ON unit(hall_id, state);

CREATE TABLE "window"(
  id INTEGER PRIMARY KEY,
  ${text('number', 20)},
  ${text('name', 60)},
  zone_id INTEGER NOT NULL,
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  hall_id INTEGER NOT NULL,
  ${note},
  ${common('window')},
  ${heldHall('zone_id', 'zone')},
  UNIQUE(id, hall_id)
) STRICT;
CREATE UNIQUE INDEX window_key ON "window"(hall_id, number) WHERE state = 'active';
CREATE INDEX window_zone ON "window"(zone_id, hall_id);
CREATE INDEX window_unit ON "window"(unit_id, state);
CREATE INDEX window_hall ON "window"(hall_id, state);
`;

const peopleAndItems = `
CREATE TABLE post(
  id INTEGER PRIMARY KEY,
  window_id INTEGER NOT NULL,
  ${text('name', 40)},
  hall_id INTEGER NOT NULL,
  ${note},
  ${common('post')},
  ${heldHall('window_id', 'window')},
  UNIQUE(id, hall_id)
) STRICT;
CREATE UNIQUE INDEX post_key ON post(window_id, name) WHERE state = 'active';
CREATE INDEX post_window ON post(window_id, hall_id);
CREATE INDEX post_hall ON post(hall_id, state);

CREATE TABLE staff(
  id INTEGER PRIMARY KEY,
  ${text('badge_no', 20)},
  ${text('name', 40)},
  unit_id INTEGER NOT NULL,
  post_id INTEGER REFERENCES post(id),
  post_side TEXT CHECK(post_side IN ('A', 'B')),
  party_member INTEGER NOT NULL CHECK(party_member IN (0, 1)),
  ${optional('phone', 40)},
  hall_id INTEGER NOT NULL,
  ${note},
  ${common('staff')},
  ${heldHall('unit_id', 'unit')}
) STRICT;
CREATE UNIQUE INDEX staff_key ON staff(hall_id, badge_no) WHERE state = 'active';
CREATE INDEX staff_unit ON staff(unit_id, hall_id);
CREATE INDEX staff_post ON staff(post_id, state) WHERE post_id IS NOT NULL;
CREATE INDEX staff_hall ON staff(hall_id, state);

CREATE TABLE service_item(
  id INTEGER PRIMARY KEY,
  ${text('code', 40)},
  ${text('name', 120)},
  unit_id INTEGER NOT NULL,
  category TEXT NOT NULL CHECK(category IN ('approval', 'public_service')),
  case_kind TEXT NOT NULL CHECK(case_kind IN ('instant_case', 'promised_case')),
  statutory_days INTEGER CHECK(statutory_days BETWEEN 0 AND 3650),
  promised_days INTEGER CHECK(promised_days BETWEEN 0 AND 3650),
  ${optional('fee', 60)},
  hall_id INTEGER NOT NULL,
  ${note},
  ${common('service_item')},
  ${heldHall('unit_id', 'unit')}
) STRICT;
CREATE UNIQUE INDEX service_item_key ON service_item(hall_id, code) WHERE state = 'active';
CREATE INDEX service_item_unit ON service_item(unit_id, hall_id);
CREATE INDEX service_item_hall ON service_item(hall_id, state);
CREATE TABLE service_item_window(
  service_item_id INTEGER NOT NULL REFERENCES service_item(id),
  window_id INTEGER NOT NULL REFERENCES "window"(id),
  PRIMARY KEY(service_item_id, window_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX service_item_window_window ON service_item_window(window_id);

CREATE TABLE contact(
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL,
  ${text('name', 40)},
  ${optional('duty', 40)},
  ${optional('phone', 40)},
  hall_id INTEGER NOT NULL,
  ${note},
  ${common('contact')},
  ${heldHall('unit_id', 'unit')}
) STRICT;
CREATE UNIQUE INDEX contact_key ON contact(unit_id, name) WHERE state = 'active';
CREATE INDEX contact_unit ON contact(unit_id, hall_id);
CREATE INDEX contact_hall ON contact(hall_id, state);
`;

const measuresAndCameras = `
CREATE TABLE target(
  id INTEGER PRIMARY KEY,
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  zone_id INTEGER REFERENCES zone(id),
  measure TEXT NOT NULL
    CHECK(measure IN ('waiting_minutes', 'handling_minutes', 'phone_answer_seconds', 'satisfaction_percent')),
  value REAL NOT NULL CHECK(value BETWEEN 0 AND 100000),
  ${note},
  ${common('target')}
) STRICT;
CREATE UNIQUE INDEX target_key ON target(hall_id, coalesce(zone_id, 0), measure) WHERE state = 'active';
CREATE INDEX target_hall ON target(hall_id, state);
CREATE INDEX target_zone ON target(zone_id) WHERE zone_id IS NOT NULL;

CREATE TABLE recorder(
  id INTEGER PRIMARY KEY,
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  ${text('name', 60)},
  ${optional('model', 60)},
  keep_days INTEGER NOT NULL CHECK(keep_days BETWEEN 1 AND 3650),
  ${note},
  ${common('recorder')},
  UNIQUE(id, hall_id)
) STRICT;
CREATE UNIQUE INDEX recorder_key ON recorder(hall_id, name) WHERE state = 'active';
CREATE INDEX recorder_hall ON recorder(hall_id, state);

CREATE TABLE camera(
  id INTEGER PRIMARY KEY,
  recorder_id INTEGER NOT NULL,
  channel INTEGER NOT NULL CHECK(channel BETWEEN 0 AND 100000),
  ${text('name', 60)},
  zone_id INTEGER REFERENCES zone(id),
  hall_id INTEGER NOT NULL,
  ${note},
  ${common('camera')},
  ${heldHall('recorder_id', 'recorder')}
) STRICT;
CREATE UNIQUE INDEX camera_key ON camera(recorder_id, channel) WHERE state = 'active';
CREATE INDEX camera_recorder ON camera(recorder_id, hall_id);
CREATE INDEX camera_zone ON camera(zone_id) WHERE zone_id IS NOT NULL;
CREATE INDEX camera_hall ON camera(hall_id, state);
CREATE TABLE camera_window(
  camera_id INTEGER NOT NULL REFERENCES camera(id),
  window_id INTEGER NOT NULL REFERENCES "window"(id),
  PRIMARY KEY(camera_id, window_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX camera_window_window ON camera_window(window_id);
`;

// The row itself says how it is called now; a span says how it was called until an instant. So a row that was never
// renamed has none, and the name at an instant is that of the first span that ends after it.
const spans = `
CREATE TABLE hall_span(
  entity TEXT NOT NULL,
  ref INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  was TEXT NOT NULL CHECK(json_valid(was)),
  PRIMARY KEY(entity, ref, until_at)
) STRICT, WITHOUT ROWID;
`;

/** Halls, zones, units, windows, posts, staff, items, targets, recorders, cameras, contacts, and their name history. */
export const hall: Migration = {
  version: 20,
  name: '0020-hall',
  up: (step) => step.exec(places + peopleAndItems + measuresAndCameras + spans),
};
