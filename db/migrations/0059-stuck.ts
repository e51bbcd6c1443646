import { buildCalendar, type CalendarYear, type LocalDay } from '../../domain/calendar/calendar.js';
import { dayOf, startOfDay } from '../../domain/time.js';
import type { Migration, MigrationStep } from './migration.js';

/** The term of signing as it was shipped with this step; no store could have set another. */
const SIGN_WITHIN = 2;

// Days of review press from their first instant. The index holds what moves no further unless the office sees to it.
const stuckSql = `
UPDATE rectification SET warn_at = next_review_on * 86400000 - 28800000
  WHERE deadline_type = 'standing_measure' AND next_review_on IS NOT NULL AND state NOT IN ('draft', 'closed');
UPDATE rectification SET warn_at = s.review_day * 86400000 - 28800000 FROM rectification_suspension s
  WHERE s.rectification_id = rectification.id AND s.kind = 'shelving' AND s.to_day IS NULL AND state = 'shelved';
CREATE INDEX rectification_stuck ON rectification(warn_at, state, due_at, hall_id, unit_id)
  WHERE warn_at IS NOT NULL AND (state IN ('issued', 'shelved')
    OR (due_at IS NULL AND state IN ('acknowledged', 'in_rectification', 'returned', 'reopened')));
`;

/** Matters nobody signed for yet get the end of the term in which they should have been. */
async function warnUnsigned(step: MigrationStep): Promise<void> {
  const years = await step.all<Omit<CalendarYear, 'days'>>(`SELECT year, status, NULL AS paperNo, NULL AS source
    FROM calendar_year`);
  const days = await step.all<CalendarYear['days'][number] & { year: number }>(
    `SELECT year, day, kind, holiday FROM calendar_day`,
  );
  const local = await step.all<LocalDay>(`SELECT day, kind, reason FROM calendar_local_day`);
  const calendar = buildCalendar(
    years.map((one) => ({ ...one, days: days.filter(({ year }) => year === one.year) })),
    local,
  );
  const unsigned = await step.all<{ id: number; issuedAt: number }>(
    `SELECT id, issued_at AS issuedAt FROM rectification WHERE state = 'issued' AND issued_at IS NOT NULL`,
  );
  for (const { id, issuedAt } of unsigned) {
    const issued = dayOf(issuedAt);
    if (issued < calendar.firstDay || calendar.lastDay - issued < 30) continue;
    const over = startOfDay(calendar.addWorkdays(issued, SIGN_WITHIN) + 1);
    await step.run(`UPDATE rectification SET warn_at = min(coalesce(warn_at, :over), :over) WHERE id = :id`, {
      id,
      over,
    });
  }
}

/** Terms of signing and days of review press: what moves no further by itself is found at once. */
export const stuck: Migration = {
  version: 59,
  name: '0059-stuck',
  up: async (step) => {
    await step.exec(stuckSql);
    await warnUnsigned(step);
  },
};
