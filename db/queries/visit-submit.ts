import type { Reader } from '../database.js';

/** Targets and promise as the last submission froze them; null before the first. */
export async function frozenTargets(
  reader: Reader,
  visitId: number,
): Promise<{
  targets: { waiting_minutes: number | null; handling_minutes: number | null };
  promisedDays: number | null;
} | null> {
  const row = await reader.get<{ waiting: number | null; handling: number | null; promised: number | null }>(
    `SELECT record->>'$.targets.waiting_minutes' AS waiting, record->>'$.targets.handling_minutes' AS handling,
        record->>'$.promisedDays' AS promised
      FROM visit_submission WHERE visit_id = :visitId ORDER BY number DESC LIMIT 1`,
    { visitId },
  );
  return row
    ? { targets: { waiting_minutes: row.waiting, handling_minutes: row.handling }, promisedDays: row.promised }
    : null;
}
