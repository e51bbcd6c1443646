import { seedCalendar } from '../queries/calendar.js';
import { abort, among, flag, frozen, json, optional, revised, text } from './columns.js';
import type { Migration } from './migration.js';

const atWork = ['acknowledged', 'in_rectification', 'returned', 'reopened'];
const branches = ['extension_pending', 'appealed', 'shelved'];
/** In the order of `rectificationStates`: lists are sorted by it. */
const states = [
  ...['draft', 'issued', 'acknowledged', 'in_rectification', 'submitted', 'verifying', 'closed', 'returned'],
  ...[...branches, 'reopened'],
];
const list = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

// The calendar of working days is a table of our own: what the State Council published, and what is local.
const calendar = `
CREATE TABLE calendar_year(
  year INTEGER PRIMARY KEY CHECK(year BETWEEN 2000 AND 2100),
  ${among('status', ['published', 'provisional'])},
  ${optional('paper_no', 80)},
  ${optional('source', 300)},
  imported_at INTEGER,
  imported_by INTEGER REFERENCES person(id),
  ${revised}
) STRICT;
-- A paper may name days of the December before and the January after: the same day can stand in two.
CREATE TABLE calendar_day(
  year INTEGER NOT NULL REFERENCES calendar_year(year),
  day INTEGER NOT NULL,
  ${among('kind', ['off', 'makeup'])},
  ${optional('holiday', 80)},
  PRIMARY KEY(year, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE calendar_local_day(
  day INTEGER PRIMARY KEY,
  ${among('kind', ['off', 'work'])},
  ${text('reason', 200)},
  set_at INTEGER NOT NULL,
  set_by INTEGER NOT NULL REFERENCES person(id)
) STRICT;
-- What a change of the calendar has to reckon anew: stands until every matter was looked at, also after a killed process.
CREATE TABLE calendar_recalculation(
  id INTEGER PRIMARY KEY,
  ${text('action', 60)},
  ${optional('why', 200)},
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
`;

const notices = `
CREATE TABLE rectification_notice(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  no TEXT NOT NULL UNIQUE,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK(number >= 1),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  ${optional('note', 1000)},
  issued_at INTEGER NOT NULL,
  issued_by INTEGER NOT NULL REFERENCES person(id),
  UNIQUE(year, number)
) STRICT;
CREATE INDEX rectification_notice_unit ON rectification_notice(unit_id);
${frozen('rectification_notice', 'an issued notice never changes')}
`;

/**
 * Facts of a matter, none of the clock: lights, overdue and whom it waits for are reckoned from them when asked.
 * `due_on`, `due_at`, `warn_at` follow from start, limit, extensions, suspensions and calendar, and are written anew in
 * the transaction that changes one of these.
 */
const matters = `
CREATE TABLE rectification(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  no TEXT UNIQUE,
  year INTEGER,
  number INTEGER CHECK(number >= 1),
  notice_id INTEGER REFERENCES rectification_notice(id),
  ${among('origin', ['finding', 'interview', 'office'])},
  finding_id INTEGER UNIQUE REFERENCES finding(id),
  visit_id INTEGER REFERENCES visit(id),
  round_id INTEGER REFERENCES inspection_round(id),
  found_on INTEGER,
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  window_id INTEGER REFERENCES "window"(id),
  unit_id INTEGER REFERENCES unit(id),
  lead_unit_id INTEGER REFERENCES unit(id),
  ${text('problem', 5000)},
  ${optional('goal', 1000)},
  category TEXT NOT NULL,
  ${among('severity', ['general', 'serious', 'grave'])},
  ${optional('basis_clause', 200)},
  ${optional('responsible_person', 40)},
  ${optional('responsible_leader', 40)},
  ${optional('remark', 1000)},
  deadline_type TEXT NOT NULL,
  deadline_amount INTEGER CHECK(deadline_amount BETWEEN 1 AND 365),
  by_day INTEGER,
  next_review_on INTEGER,
  ${among('state', states)},
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
  ${flag('provisional')},
  ${flag('suspended')},
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
  ${revised},
  UNIQUE(year, number),
  CHECK((state = 'draft') = (no IS NULL)),
  CHECK((no IS NULL) = (number IS NULL)),
  CHECK((before_state IS NOT NULL) = (state IN ('extension_pending', 'appealed', 'shelved'))),
  CHECK((state = 'closed') = (closed_at IS NOT NULL)),
  CHECK((closed_at IS NULL) = (closure IS NULL)),
  CHECK(closure IS NOT 'verified' OR (verification_result = 'done' AND closed_by <> verifier_id)),
  CHECK((origin = 'finding') = (finding_id IS NOT NULL))
) STRICT;
CREATE TRIGGER rectification_no_delete BEFORE DELETE ON rectification WHEN OLD.state <> 'draft'
  ${abort('an issued rectification is never deleted')}
CREATE TRIGGER rectification_frozen BEFORE UPDATE OF client_id, no, year, number, notice_id, origin, finding_id, visit_id,
  round_id, found_on, hall_id, window_id, unit_id, lead_unit_id, problem, goal, category, severity, basis_clause,
  responsible_person, responsible_leader, deadline_type, deadline_amount, remark, issued_at, issued_by, recurrence_of,
  created_by, created_at ON rectification
  WHEN OLD.state <> 'draft' ${abort('what was issued does not change')}
CREATE TRIGGER rectification_received BEFORE UPDATE OF received_at, received_by ON rectification
  WHEN OLD.received_at IS NOT NULL ${abort('receipt does not change')}
CREATE TRIGGER rectification_started BEFORE UPDATE OF starts_at ON rectification
  WHEN OLD.starts_at IS NOT NULL AND NOT (OLD.state = 'closed' AND NEW.state = 'reopened')
  ${abort('the days are counted from where they were counted from')}
CREATE TRIGGER rectification_moves BEFORE UPDATE OF state ON rectification WHEN NEW.state <> OLD.state AND NOT (
  (OLD.state = 'draft' AND NEW.state = 'issued')
  OR (OLD.state = 'issued' AND NEW.state IN ('acknowledged', 'appealed'))
  OR (OLD.state IN (${list(atWork)}) AND NEW.state IN ('in_rectification', 'submitted', ${list(branches)}))
  OR (OLD.state = 'submitted' AND NEW.state IN ('verifying', 'returned'))
  OR (OLD.state = 'verifying' AND NEW.state IN ('returned', 'closed'))
  OR (OLD.state IN (${list(branches)}) AND NEW.state = OLD.before_state)
  OR (OLD.state = 'appealed' AND NEW.state = 'closed')
  OR (OLD.state = 'closed' AND NEW.state = 'reopened')) ${abort('a rectification does not move this way')}

CREATE TABLE rectification_measure(
  id INTEGER PRIMARY KEY,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  position INTEGER NOT NULL,
  ${text('text', 500)},
  done_day INTEGER,
  ${optional('note', 500)}
) STRICT;
CREATE INDEX rectification_measure_of ON rectification_measure(rectification_id, position);
CREATE TABLE rectification_milestone(
  id INTEGER PRIMARY KEY,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  position INTEGER NOT NULL,
  ${text('title', 200)},
  due_day INTEGER NOT NULL,
  done_day INTEGER
) STRICT;
CREATE INDEX rectification_milestone_of ON rectification_milestone(rectification_id, position);

CREATE TABLE rectification_event(
  id INTEGER PRIMARY KEY,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  at INTEGER NOT NULL,
  day INTEGER NOT NULL,
  action TEXT NOT NULL,
  -- Empty where the calendar did it.
  person_id INTEGER REFERENCES person(id),
  ${optional('note', 2000)},
  from_state TEXT,
  to_state TEXT NOT NULL,
  ${json('detail')}
) STRICT;
CREATE INDEX rectification_event_of ON rectification_event(rectification_id, id);
CREATE INDEX rectification_event_at ON rectification_event(at);
CREATE TRIGGER rectification_event_no_update BEFORE UPDATE ON rectification_event
  ${abort('the history of a rectification only grows')}
CREATE TRIGGER rectification_event_no_delete BEFORE DELETE ON rectification_event
  WHEN (SELECT state FROM rectification WHERE id = OLD.rectification_id) <> 'draft'
  ${abort('the history of a rectification only grows')}

CREATE TABLE rectification_extension(
  id INTEGER PRIMARY KEY,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  requested_at INTEGER NOT NULL,
  requested_by INTEGER NOT NULL REFERENCES person(id),
  ${text('reason', 1000)},
  ${optional('progress', 1000)},
  expected_day INTEGER NOT NULL,
  old_due_on INTEGER NOT NULL,
  decided_at INTEGER,
  decided_by INTEGER REFERENCES person(id),
  granted INTEGER CHECK(granted IN (0, 1)),
  new_due_on INTEGER,
  -- Working days the approval adds: what the deadline is reckoned with, so that it holds beside a suspension.
  added_workdays INTEGER CHECK(added_workdays >= 1),
  ${optional('note', 1000)},
  CHECK((decided_at IS NULL) = (granted IS NULL)),
  CHECK(granted IS NOT 1 OR new_due_on > old_due_on)
) STRICT;
CREATE INDEX rectification_extension_of ON rectification_extension(rectification_id, id);
CREATE TABLE rectification_suspension(
  id INTEGER PRIMARY KEY,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  ${among('kind', ['suspension', 'shelving'])},
  from_day INTEGER NOT NULL,
  to_day INTEGER,
  review_day INTEGER,
  ${text('reason', 1000)},
  ${text('approver', 40)},
  set_at INTEGER NOT NULL,
  set_by INTEGER NOT NULL REFERENCES person(id),
  CHECK(to_day IS NULL OR to_day >= from_day - 1)
) STRICT;
CREATE INDEX rectification_suspension_of ON rectification_suspension(rectification_id, id);
CREATE UNIQUE INDEX rectification_suspension_open ON rectification_suspension(rectification_id) WHERE to_day IS NULL;
CREATE TABLE rectification_appeal(
  id INTEGER PRIMARY KEY,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  filed_at INTEGER NOT NULL,
  filed_by INTEGER NOT NULL REFERENCES person(id),
  ${text('grounds', 2000)},
  decide_by_day INTEGER NOT NULL,
  decided_at INTEGER,
  decided_by INTEGER REFERENCES person(id),
  upheld INTEGER CHECK(upheld IN (0, 1)),
  ${optional('note', 2000)},
  CHECK((decided_at IS NULL) = (upheld IS NULL))
) STRICT;
CREATE INDEX rectification_appeal_of ON rectification_appeal(rectification_id, id);
CREATE TABLE rectification_verification(
  id INTEGER PRIMARY KEY,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  ${among('method', ['on_site', 'covert_visit', 'footage'])},
  verifier_id INTEGER NOT NULL REFERENCES person(id),
  arranged_at INTEGER NOT NULL,
  arranged_by INTEGER NOT NULL REFERENCES person(id),
  at INTEGER,
  day INTEGER,
  result TEXT CHECK(result IN ('done', 'partly', 'not_done', 'recurred')),
  ${optional('note', 2000)},
  visit_id INTEGER REFERENCES visit(id),
  CHECK((at IS NULL) = (result IS NULL))
) STRICT;
CREATE INDEX rectification_verification_of ON rectification_verification(rectification_id, id);
CREATE INDEX rectification_verification_open ON rectification_verification(verifier_id) WHERE at IS NULL;
CREATE TRIGGER rectification_verification_frozen BEFORE UPDATE ON rectification_verification WHEN OLD.at IS NOT NULL
  ${abort('a verification that was recorded does not change')}

CREATE TABLE rectification_proof(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  client_id TEXT NOT NULL UNIQUE,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  ${among('kind', ['picture', 'paper', 'clip'])},
  evidence_id INTEGER REFERENCES evidence(id),
  derivation_id INTEGER REFERENCES derivation(id),
  ${text('name', 255)},
  ${optional('caption', 200)},
  pair INTEGER CHECK(pair >= 1),
  side TEXT CHECK(side IN ('before', 'after')),
  added_at INTEGER NOT NULL,
  added_by INTEGER NOT NULL REFERENCES person(id),
  -- The same bytes stood in another record already.
  ${flag('known')},
  submitted_at INTEGER,
  removed_at INTEGER,
  CHECK((evidence_id IS NULL) <> (derivation_id IS NULL)),
  CHECK((pair IS NULL) = (side IS NULL)),
  CHECK(removed_at IS NULL OR submitted_at IS NULL)
) STRICT;
CREATE INDEX rectification_proof_of ON rectification_proof(rectification_id) WHERE removed_at IS NULL;
CREATE TRIGGER rectification_proof_kept BEFORE DELETE ON rectification_proof WHEN OLD.submitted_at IS NOT NULL
  ${abort('submitted proof stays')}
`;

// Lists: an index for each order, with the columns of the filters behind its key, so that the first page is there at once
// and the worst case is one scan of it. All are covering: a narrow one would draw the planner into the table row by row.
// What a change of the calendar moves stands in one of them alone, and in the narrow one of what is open, or writing a hundred
// thousand due dates anew would mean moving a million entries; lists narrowed by it look there.
const filters = `state, suspended, hall_id, unit_id, window_id, category, severity, deadline_type, round_id, notice_id,
  found_on, year, number, verifier_id, verification_result, recurrence_of, escalation, extensions, reopenings, visit_id,
  issued_at, updated_at`;
const orders = {
  found: 'found_on',
  number: 'year * 10000000 + number',
  issued: 'issued_at',
  updated: 'updated_at',
  unit: 'unit_id',
  gravity: `CASE severity WHEN 'general' THEN 0 WHEN 'serious' THEN 1 WHEN 'grave' THEN 2 END`,
  life: `CASE state ${states.map((state, index) => `WHEN '${state}' THEN ${index}`).join(' ')} END`,
};
const lists = `
CREATE INDEX rectification_list ON rectification(due_on, due_at, warn_at, provisional, ${filters});
${Object.entries(orders)
  .map(([name, key]) => `CREATE INDEX rectification_by_${name} ON rectification(${key}, ${filters});`)
  .join('\n')}
-- What is not struck off, in the order its lights are counted in; and what came back.
CREATE INDEX rectification_open ON rectification(state, suspended, due_at, warn_at, due_on, hall_id, unit_id, verifier_id,
  verification_result) WHERE state <> 'draft' AND state <> 'closed';
CREATE INDEX rectification_recurred ON rectification(state, hall_id, unit_id, recurrence_of, reopenings,
  closure)
  WHERE recurrence_of IS NOT NULL OR reopenings > 0;
-- The few that somebody decides on now, with all that says who may.
CREATE INDEX rectification_deciding ON rectification(state, verification_result, verifier_id, issued_by, created_by, visit_id,
  finding_id)
  WHERE state IN ('verifying', 'appealed');
CREATE INDEX rectification_window ON rectification(window_id, found_on) WHERE window_id IS NOT NULL;
CREATE INDEX rectification_visit ON rectification(visit_id) WHERE visit_id IS NOT NULL;
CREATE INDEX rectification_notice_of ON rectification(notice_id) WHERE notice_id IS NOT NULL;
CREATE INDEX rectification_lead_unit ON rectification(lead_unit_id) WHERE lead_unit_id IS NOT NULL;
CREATE INDEX rectification_verification_by ON rectification_verification(verifier_id, rectification_id);
CREATE INDEX rectification_proof_evidence ON rectification_proof(evidence_id) WHERE evidence_id IS NOT NULL;
`;

/** The calendar of working days as it was shipped; notices, rectifications with all that happens to them. */
export const rectification: Migration = {
  version: 50,
  name: '0050-rectification',
  up: async (step) => {
    await step.exec(calendar + notices + matters + lists);
    await seedCalendar(step);
  },
};
