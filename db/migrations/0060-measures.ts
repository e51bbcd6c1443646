import { struckActions } from '../measures/facts.js';
import { oneOf } from '../measures/sql.js';
import { fillSpansSql, spanTable, spanTrigger } from '../measures/spans.js';
import { fillSql, summaries, summaryTables, summaryTriggers } from '../measures/summaries.js';
import type { Migration } from './migration.js';

// For the days at the edges of a period, and for what no summary knows: rows by day, and those of one unit.
const indexes = `
CREATE INDEX finding_counted ON finding(unit_id, day, category, severity, window_id, hall_id, at, visit_id, lead_id)
  WHERE state = 'confirmed';
CREATE INDEX finding_counted_visit ON finding(visit_id, day, category, severity, unit_id, window_id, hall_id, at, lead_id)
  WHERE state = 'confirmed';
CREATE INDEX rectification_moved_due ON rectification(original_due_on) WHERE original_due_on IS NOT due_on;
CREATE INDEX rectification_event_struck ON rectification_event(action, day, rectification_id)
  WHERE ${oneOf('action', struckActions)};
`;

/** Summaries by month and the spans of matters, filled from the rows there are; from then on triggers keep them. */
export const measuresStep: Migration = {
  version: 60,
  name: '0060-measures',
  async up(step) {
    await step.exec(spanTable + summaryTables() + indexes);
    await step.run(fillSpansSql);
    for (const summary of summaries) await step.run(fillSql(summary));
    await step.exec(summaryTriggers() + spanTrigger);
  },
};
