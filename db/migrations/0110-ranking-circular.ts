import { abort } from './columns.js';
import type { Migration } from './migration.js';

/** The circular of a month of the ranking stands in the register of circulars, and has its number from there. */
export const rankingCircularStep: Migration = {
  version: 110,
  name: '0110-ranking-circular',
  up: (step) =>
    step.exec(`
ALTER TABLE circular ADD COLUMN ranking_month_id INTEGER REFERENCES ranking_month(id);
CREATE UNIQUE INDEX circular_ranking ON circular(ranking_month_id) WHERE ranking_month_id IS NOT NULL;
CREATE TRIGGER circular_of_frozen BEFORE INSERT ON circular WHEN NEW.ranking_month_id IS NOT NULL
  AND (SELECT state FROM ranking_month WHERE id = NEW.ranking_month_id) <> 'frozen'
  ${abort('a circular is made of a frozen month')}
CREATE TRIGGER circular_month_kept BEFORE UPDATE OF ranking_month_id ON circular ${abort('a circular stays of its month')}
CREATE TRIGGER circular_month_cases BEFORE INSERT ON circular_case
  WHEN (SELECT ranking_month_id FROM circular WHERE id = NEW.circular_id) IS NOT NULL
  ${abort('the circular of a month names no cases')}
`),
};
