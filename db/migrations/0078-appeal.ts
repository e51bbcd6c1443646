import type { Migration } from './migration.js';

/** Matters under an appeal filed in time have no due date until it is decided; what warns is the end of the days to decide it. */
export const appealStep: Migration = {
  version: 78,
  name: '0078-appeal',
  async up(step) {
    const held = `FROM rectification_appeal q WHERE q.decided_at IS NULL AND q.rectification_id = m.id
      AND m.state = 'appealed' AND (m.due_at IS NULL OR q.filed_at < m.due_at)`;
    // First instant in Shanghai after the last day to decide.
    const over = '(q.decide_by_day + 1) * 86400000 - 28800000';
    await step.exec(`
UPDATE rectification_span AS s SET due_on = NULL, due_at = NULL, warn_at = (SELECT ${over} ${held})
  FROM rectification m WHERE m.id = s.rectification_id AND s.state = 'appealed' AND s.to_day = 2147483647
    AND EXISTS(SELECT 1 ${held});
UPDATE rectification AS m SET due_on = NULL, due_at = NULL, warn_at = (SELECT ${over} ${held}) WHERE EXISTS(SELECT 1 ${held});
`);
  },
};
