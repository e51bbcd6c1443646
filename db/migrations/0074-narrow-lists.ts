import type { Migration } from './migration.js';

// What rows of the ledger are narrowed and sorted by, apart from what follows from the calendar.
const place = 'window_id, category, severity, deadline_type, round_id, notice_id, found_on, year, number';
const course = 'escalation, extensions, visit_id, issued_at, updated_at';
const filters = `state, suspended, hall_id, unit_id, ${place}, verifier_id, verification_result, recurrence_of, reopenings, ${course}`;
const states = [
  ...['draft', 'issued', 'acknowledged', 'in_rectification', 'submitted', 'verifying', 'closed', 'returned'],
  ...['extension_pending', 'appealed', 'shelved', 'reopened'],
];

/** Keys many matters share: within one they stand as they were made, so that the first of a list are there without sorting. */
const shared = {
  unit: 'unit_id',
  gravity: `CASE severity WHEN 'general' THEN 0 WHEN 'serious' THEN 1 WHEN 'grave' THEN 2 END`,
  life: `CASE state ${states.map((state, index) => `WHEN '${state}' THEN ${index}`).join(' ')} END`,
};

// What is open, and what came back, is a part of all: each of their indexes now holds whatever a list asks of them. Which
// due dates are provisional stands by itself: that they become certain moves nothing else.
const sql = `
${Object.entries(shared)
  .map(
    ([name, key]) => `DROP INDEX rectification_by_${name};
CREATE INDEX rectification_by_${name} ON rectification(${key}, id, ${filters});`,
  )
  .join('\n')}
DROP INDEX rectification_list;
CREATE INDEX rectification_list ON rectification(due_on, due_at, warn_at, ${filters});
DROP INDEX rectification_open;
CREATE INDEX rectification_open ON rectification(state, suspended, due_at, warn_at, due_on, hall_id, unit_id, verifier_id,
  verification_result, ${place}, recurrence_of, reopenings, ${course}) WHERE state <> 'draft' AND state <> 'closed';
DROP INDEX rectification_recurred;
CREATE INDEX rectification_recurred ON rectification(state, hall_id, unit_id, recurrence_of, reopenings, closure, suspended,
  due_at, warn_at, due_on, verifier_id, verification_result, ${place}, ${course})
  WHERE recurrence_of IS NOT NULL OR reopenings > 0;
CREATE INDEX rectification_round ON rectification(round_id) WHERE round_id IS NOT NULL;
CREATE INDEX rectification_provisional ON rectification(id) WHERE provisional = 1;
`;

/** Lists of the ledger that look at a part of it read that part alone. */
export const narrowLists: Migration = {
  version: 74,
  name: '0074-narrow-lists',
  up: (step) => step.exec(sql),
};
