import { fillSql, summaries, summaryTable, summaryTriggers } from '../measures/summaries.js';
import type { Migration, MigrationStep } from './migration.js';

async function named(step: MigrationStep, type: 'table' | 'trigger', pattern: string): Promise<string[]> {
  const rows = await step.all<{ name: string }>('SELECT name FROM sqlite_schema WHERE type = ? AND name GLOB ?', [
    type,
    pattern,
  ]);
  return rows.map(({ name }) => name);
}

/** Summaries there were none of yet (waits by day), filled from the rows; the triggers anew, so that they keep them. */
export const waitsStep: Migration = {
  version: 88,
  name: '0088-waits',
  async up(step) {
    for (const name of await named(step, 'trigger', '*_measured_*')) await step.exec(`DROP TRIGGER ${name}`);
    for (const summary of summaries) {
      if ((await named(step, 'table', summary.table)).length > 0) continue;
      await step.exec(summaryTable(summary));
      await step.run(fillSql(summary));
    }
    await step.exec(summaryTriggers());
  },
};
