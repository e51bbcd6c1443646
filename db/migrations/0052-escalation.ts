import { abort, among, frozen, json, optional, revised, text } from './columns.js';
import type { Migration } from './migration.js';

const numbered = `no TEXT NOT NULL UNIQUE,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL CHECK(number >= 1),
  UNIQUE(year, number)`;
/** A number comes when the paper is issued. */
const numberedLater = `no TEXT UNIQUE,
  year INTEGER,
  number INTEGER CHECK(number >= 1)`;

const orders = `
CREATE TABLE follow_up_order(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  -- How often the matter had been reopened: each run has its own orders.
  run INTEGER NOT NULL,
  ${among('level', ['blue', 'orange', 'red'])},
  ${text('demands', 2000)},
  answer_by_day INTEGER NOT NULL,
  ${optional('copied_to', 200)},
  -- What the rules said when it was issued, and why it was issued otherwise.
  ${json('grounds')},
  ${optional('reason', 500)},
  issued_at INTEGER NOT NULL,
  issued_by INTEGER NOT NULL REFERENCES person(id),
  ${numbered},
  UNIQUE(rectification_id, run, level)
) STRICT;
${frozen('follow_up_order', 'an issued order never changes')}
-- Matters that were sent back, and those reminded of often: what orders are proposed for beside what is overdue.
CREATE INDEX rectification_event_returned ON rectification_event(rectification_id)
  WHERE action IN ('return', 'verify_not_done');
CREATE INDEX rectification_reminded ON rectification(id) WHERE reminders >= 3;
`;

const noticed = `OLD.state <> 'proposed'`;
const interviews = `
CREATE TABLE summons_interview(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  ${among('state', ['proposed', 'noticed', 'held', 'closed', 'cancelled'])},
  ${text('invited', 200)},
  ${optional('place', 200)},
  meets_at INTEGER,
  -- Triggers that stood when it was noticed; without any, a leader approved it.
  ${json('triggers')},
  approved_at INTEGER,
  approved_by INTEGER REFERENCES person(id),
  ${optional('approval_reason', 500)},
  ${numberedLater},
  noticed_at INTEGER,
  noticed_by INTEGER REFERENCES person(id),
  held_at INTEGER,
  recorded_at INTEGER,
  recorded_by INTEGER REFERENCES person(id),
  ${optional('attendance', 1000)},
  ${optional('minutes', 10000)},
  ended_at INTEGER,
  ended_by INTEGER REFERENCES person(id),
  ${optional('end_note', 1000)},
  created_by INTEGER NOT NULL REFERENCES person(id),
  ${revised},
  UNIQUE(year, number),
  CHECK((no IS NULL) = (number IS NULL) AND (no IS NULL) = (year IS NULL) AND (no IS NULL) = (noticed_at IS NULL)),
  CHECK(state = 'cancelled' OR (state = 'proposed') = (no IS NULL)),
  CHECK(no IS NULL OR (place IS NOT NULL AND meets_at IS NOT NULL)),
  CHECK((approved_at IS NULL) = (approval_reason IS NULL)),
  CHECK(no IS NULL OR triggers <> '[]' OR approved_at IS NOT NULL),
  CHECK((held_at IS NOT NULL) = (state IN ('held', 'closed')) AND (held_at IS NULL) = (minutes IS NULL)),
  CHECK((ended_at IS NOT NULL) = (state IN ('closed', 'cancelled')))
) STRICT;
CREATE INDEX summons_interview_unit ON summons_interview(unit_id, state);
CREATE TRIGGER summons_interview_no_delete BEFORE DELETE ON summons_interview ${abort('an interview is never deleted')}
CREATE TRIGGER summons_interview_moves BEFORE UPDATE OF state ON summons_interview WHEN NEW.state <> OLD.state AND NOT (
  (OLD.state = 'proposed' AND NEW.state IN ('noticed', 'cancelled'))
  OR (OLD.state = 'noticed' AND NEW.state IN ('held', 'cancelled'))
  OR (OLD.state = 'held' AND NEW.state = 'closed')) ${abort('an interview does not move this way')}
CREATE TRIGGER summons_interview_noticed BEFORE UPDATE OF client_id, unit_id, invited, place, meets_at, triggers,
  approved_at, approved_by, approval_reason, no, year, number, noticed_at, noticed_by, created_by ON summons_interview
  WHEN ${noticed} ${abort('a notice that went out does not change')}
CREATE TRIGGER summons_interview_recorded BEFORE UPDATE OF held_at, recorded_at, recorded_by, attendance, minutes
  ON summons_interview WHEN OLD.held_at IS NOT NULL ${abort('minutes do not change')}

CREATE TABLE summons_interview_item(
  id INTEGER PRIMARY KEY,
  interview_id INTEGER NOT NULL REFERENCES summons_interview(id),
  position INTEGER NOT NULL,
  rectification_id INTEGER REFERENCES rectification(id),
  ${text('text', 500)}
) STRICT;
CREATE INDEX summons_interview_item_of ON summons_interview_item(interview_id, position);
CREATE INDEX summons_interview_item_matter ON summons_interview_item(rectification_id) WHERE rectification_id IS NOT NULL;
${['INSERT', 'UPDATE', 'DELETE']
  .map(
    (act) => `CREATE TRIGGER summons_interview_item_${act.toLowerCase()} BEFORE ${act} ON summons_interview_item
  WHEN (SELECT state FROM summons_interview WHERE id = ${act === 'INSERT' ? 'NEW' : 'OLD'}.interview_id) <> 'proposed'
  ${abort('the agenda of a notice does not change')}`,
  )
  .join('\n')}

CREATE TABLE summons_interview_demand(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  interview_id INTEGER NOT NULL REFERENCES summons_interview(id),
  position INTEGER NOT NULL,
  ${text('text', 1000)},
  -- The matter of the agenda it follows from.
  about_id INTEGER REFERENCES rectification(id),
  -- What was made of it; a draft may be thrown away again.
  rectification_id INTEGER UNIQUE REFERENCES rectification(id) ON DELETE SET NULL
) STRICT;
CREATE INDEX summons_interview_demand_of ON summons_interview_demand(interview_id, position);
CREATE TRIGGER summons_interview_demand_insert BEFORE INSERT ON summons_interview_demand
  WHEN (SELECT state FROM summons_interview WHERE id = NEW.interview_id) <> 'held'
  ${abort('what was demanded does not change')}
CREATE TRIGGER summons_interview_demand_update
  BEFORE UPDATE OF client_id, interview_id, position, text, about_id ON summons_interview_demand
  ${abort('what was demanded does not change')}
CREATE TRIGGER summons_interview_demand_delete BEFORE DELETE ON summons_interview_demand
  ${abort('what was demanded does not change')}
`;

const circulars = `
CREATE TABLE circular(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  ${among('state', ['draft', 'issued'])},
  ${numberedLater},
  ${text('title', 200)},
  ${text('text', 10000)},
  ${text('sent_to', 200)},
  ${optional('copied_to', 200)},
  issued_at INTEGER,
  issued_by INTEGER REFERENCES person(id),
  created_by INTEGER NOT NULL REFERENCES person(id),
  ${revised},
  UNIQUE(year, number),
  CHECK((no IS NULL) = (number IS NULL) AND (no IS NULL) = (year IS NULL) AND (no IS NULL) = (issued_at IS NULL)),
  CHECK((state = 'draft') = (no IS NULL))
) STRICT;
CREATE TRIGGER circular_frozen BEFORE UPDATE ON circular WHEN OLD.state = 'issued'
  ${abort('an issued circular never changes')}
CREATE TRIGGER circular_no_delete BEFORE DELETE ON circular WHEN OLD.state = 'issued'
  ${abort('an issued circular never changes')}
-- Cases are named by their matters: numbers and units stand there.
CREATE TABLE circular_case(
  circular_id INTEGER NOT NULL REFERENCES circular(id),
  position INTEGER NOT NULL,
  rectification_id INTEGER NOT NULL REFERENCES rectification(id),
  PRIMARY KEY(circular_id, rectification_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX circular_case_matter ON circular_case(rectification_id);
${['INSERT', 'UPDATE', 'DELETE']
  .map(
    (act) => `CREATE TRIGGER circular_case_${act.toLowerCase()} BEFORE ${act} ON circular_case
  WHEN (SELECT state FROM circular WHERE id = ${act === 'INSERT' ? 'NEW' : 'OLD'}.circular_id) = 'issued'
  ${abort('an issued circular never changes')}`,
  )
  .join('\n')}
`;

/** Follow-up orders (督办单), summons interviews (约谈), circulars (通报). */
export const escalation: Migration = {
  version: 52,
  name: '0052-escalation',
  up: async (step) => {
    await step.exec(orders + interviews + circulars);
  },
};
