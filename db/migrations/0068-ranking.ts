import { abort, among, frozen, json, optional, revised, text } from './columns.js';
import type { Migration } from './migration.js';

/** The ranking of a month (月评比): schemes, what a month was judged to be, and red flags. */
export const rankingStep: Migration = {
  version: 68,
  name: '0068-ranking',
  async up(step) {
    await step.exec(`
-- A scheme is never changed: another one holds from its own month on.
CREATE TABLE ranking_scheme(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  from_month INTEGER NOT NULL,
  ${json('content')},
  created_at INTEGER NOT NULL,
  created_by INTEGER NOT NULL REFERENCES person(id)
) STRICT;
CREATE INDEX ranking_scheme_from ON ranking_scheme(from_month, id);
${frozen('ranking_scheme', 'a scheme never changes')}

CREATE TABLE ranking_month(
  id INTEGER PRIMARY KEY,
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  month INTEGER NOT NULL,
  scheme_id INTEGER NOT NULL REFERENCES ranking_scheme(id),
  ${among('state', ['draft', 'checked', 'frozen'])},
  -- What it puts right: a month that was frozen before it.
  corrects_id INTEGER UNIQUE REFERENCES ranking_month(id),
  ${optional('reason', 200)},
  ${json('record')},
  computed_at INTEGER NOT NULL,
  computed_by INTEGER NOT NULL REFERENCES person(id),
  checked_at INTEGER,
  checked_by INTEGER REFERENCES person(id),
  frozen_at INTEGER,
  frozen_by INTEGER REFERENCES person(id),
  ${revised},
  CHECK((corrects_id IS NULL) = (reason IS NULL)),
  CHECK((state = 'draft') = (checked_at IS NULL) AND (checked_at IS NULL) = (checked_by IS NULL)),
  CHECK((state = 'frozen') = (frozen_at IS NOT NULL) AND (frozen_at IS NULL) = (frozen_by IS NULL)),
  CHECK(checked_by IS NOT computed_by)
) STRICT;
CREATE UNIQUE INDEX ranking_month_first ON ranking_month(hall_id, month) WHERE corrects_id IS NULL;
CREATE TRIGGER ranking_month_frozen BEFORE UPDATE ON ranking_month WHEN OLD.state = 'frozen'
  ${abort('a frozen month is never rewritten')}
CREATE TRIGGER ranking_month_checked BEFORE UPDATE OF record, scheme_id, hall_id, month, corrects_id, computed_by ON ranking_month
  WHEN OLD.state <> 'draft' OR OLD.hall_id <> NEW.hall_id OR OLD.month <> NEW.month OR OLD.corrects_id IS NOT NEW.corrects_id
  ${abort('what was checked does not change')}
CREATE TRIGGER ranking_month_moves BEFORE UPDATE OF state ON ranking_month WHEN NEW.state <> OLD.state AND NOT (
  (OLD.state = 'draft' AND NEW.state = 'checked') OR (OLD.state = 'checked' AND NEW.state IN ('draft', 'frozen')))
  ${abort('a month does not move this way')}
CREATE TRIGGER ranking_month_begins BEFORE INSERT ON ranking_month WHEN NEW.state <> 'draft'
  OR (NEW.corrects_id IS NOT NULL AND NOT EXISTS(SELECT 1 FROM ranking_month c WHERE c.id = NEW.corrects_id
    AND c.state = 'frozen' AND c.hall_id = NEW.hall_id AND c.month = NEW.month))
  ${abort('a month begins as a draft, and a correction puts a frozen one right')}
CREATE TRIGGER ranking_month_no_delete BEFORE DELETE ON ranking_month ${abort('a month stays')}

-- Items given by hand: the score, tenths of a point out of 100, and what it is based on.
CREATE TABLE ranking_manual(
  month_id INTEGER NOT NULL REFERENCES ranking_month(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  component INTEGER NOT NULL CHECK(component >= 0),
  score INTEGER NOT NULL CHECK(score BETWEEN 0 AND 1000),
  ${text('basis', 500)},
  given_at INTEGER NOT NULL,
  given_by INTEGER NOT NULL REFERENCES person(id),
  PRIMARY KEY(month_id, unit_id, component)
) STRICT, WITHOUT ROWID;
${['INSERT', 'UPDATE', 'DELETE']
  .map(
    (act) => `CREATE TRIGGER ranking_manual_${act.toLowerCase()} BEFORE ${act} ON ranking_manual
  WHEN (SELECT state FROM ranking_month WHERE id = ${act === 'INSERT' ? 'NEW' : 'OLD'}.month_id) <> 'draft'
  ${abort('what was checked does not change')}`,
  )
  .join('\n')}

-- 红旗窗口: an honour that stands.
CREATE TABLE red_flag(
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  month_id INTEGER NOT NULL REFERENCES ranking_month(id),
  hall_id INTEGER NOT NULL REFERENCES hall(id),
  month INTEGER NOT NULL,
  window_id INTEGER NOT NULL REFERENCES "window"(id),
  unit_id INTEGER NOT NULL REFERENCES unit(id),
  ${text('reason', 500)},
  given_at INTEGER NOT NULL,
  given_by INTEGER NOT NULL REFERENCES person(id),
  UNIQUE(month, window_id)
) STRICT;
${frozen('red_flag', 'an honour stands')}
`);
  },
};
