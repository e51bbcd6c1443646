import { spanTrigger } from '../measures/spans.js';
import { summaryTriggers } from '../measures/summaries.js';
import { abort } from './columns.js';
import type { Migration } from './migration.js';

/** What stands with a unit that was merged may go over to another, and only that. */
const unlessMerged = (columns: readonly string[]): string =>
  columns
    .map(
      (column) => `NEW.${column} IS NOT OLD.${column}
    AND (SELECT u.state FROM unit u WHERE u.id = OLD.${column}) IS NOT 'merged'`,
    )
    .join(' OR ');

const guards = `
DROP TRIGGER rectification_frozen;
CREATE TRIGGER rectification_frozen BEFORE UPDATE OF client_id, no, year, number, notice_id, origin, finding_id, visit_id,
  round_id, found_on, hall_id, window_id, problem, goal, category, severity, basis_clause, responsible_person,
  responsible_leader, deadline_type, deadline_amount, remark, issued_at, issued_by, recurrence_of, created_by, created_at
  ON rectification WHEN OLD.state <> 'draft' ${abort('what was issued does not change')}
CREATE TRIGGER rectification_unit_frozen BEFORE UPDATE OF unit_id, lead_unit_id ON rectification
  WHEN OLD.state <> 'draft' AND (OLD.state = 'closed' OR ${unlessMerged(['unit_id', 'lead_unit_id'])})
  ${abort('what was issued does not change')}

DROP TRIGGER summons_interview_noticed;
CREATE TRIGGER summons_interview_noticed BEFORE UPDATE OF client_id, invited, place, meets_at, triggers,
  approved_at, approved_by, approval_reason, no, year, number, noticed_at, noticed_by, created_by ON summons_interview
  WHEN OLD.state <> 'proposed' ${abort('a notice that went out does not change')}
CREATE TRIGGER summons_interview_unit_frozen BEFORE UPDATE OF unit_id ON summons_interview
  WHEN OLD.state <> 'proposed' AND (OLD.state IN ('closed', 'cancelled') OR ${unlessMerged(['unit_id'])})
  ${abort('a notice that went out does not change')}

DROP TRIGGER instruction_given;
CREATE TRIGGER instruction_given BEFORE UPDATE OF client_id, rectification_id, text, due_on, given_at, given_by
  ON instruction ${abort('what was instructed does not change')}
CREATE TRIGGER instruction_unit_frozen BEFORE UPDATE OF unit_id ON instruction WHEN ${unlessMerged(['unit_id'])}
  ${abort('what was instructed does not change')}

CREATE INDEX rectification_event_transfer ON rectification_event(rectification_id, id) WHERE action = 'transfer';
`;

/** What is open of a unit goes over to the one it was merged into; summaries and spans know from which day on. */
export const transferStep: Migration = {
  version: 102,
  name: '0102-transfer',
  async up(step) {
    await step.exec(guards);
    const named = await step.all<{ name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'trigger' AND (name GLOB '*_measured_*' OR name = 'rectification_span_step')`,
    );
    for (const { name } of named) await step.exec(`DROP TRIGGER ${name}`);
    const known = await step.all<{ name: string }>(
      `SELECT name FROM pragma_table_info('rectification_month') WHERE name = 'transferred'`,
    );
    // Nothing went over before: there is nothing to count.
    if (known.length === 0)
      await step.exec('ALTER TABLE rectification_month ADD COLUMN transferred INTEGER NOT NULL DEFAULT 0');
    await step.exec(summaryTriggers() + spanTrigger);
  },
};
