import { codeOf } from '../../domain/people.js';
import type { VisitEvent } from '../../domain/visit-record.js';
import type { Reader } from '../database.js';

/** What reviewers do. They are no secret: without a code they stand by name. */
const OF_REVIEW = `'returned', 'confirmed', 'findingConfirmed', 'findingDismissed'`;

/** The steps of a visit's life, the oldest first; inspectors by code. */
export async function eventsOf(reader: Reader, visitId: number): Promise<VisitEvent[]> {
  const rows = await reader.json<[number, VisitEvent['kind'], string | null, number, string | null]>(
    `SELECT json_group_array(json_array(e.at, e.kind, e.note, p.id,
        coalesce(p.code, iif(e.kind IN (${OF_REVIEW}), p.name, NULL)))) FROM
      (SELECT * FROM visit_event WHERE visit_id = :visitId ORDER BY id) e JOIN person p ON p.id = e.person_id`,
    { visitId },
  );
  return rows.map(([at, kind, note, id, code]) => ({ at, kind, who: codeOf({ id, code }), note }));
}

/** Plan and round a visit belongs to. */
export async function planOfVisit(
  reader: Reader,
  visit: { planId: number | null; roundId: number | null },
): Promise<{ planNo: string | null; planTitle: string | null; roundNumber: number | null }> {
  const { planId, roundId } = visit;
  const plan =
    planId === null
      ? undefined
      : await reader.get<{ no: string; title: string }>(`SELECT no, title FROM inspection_plan WHERE id = :planId`, {
          planId,
        });
  const round =
    roundId === null
      ? undefined
      : await reader.value<number>(`SELECT number FROM inspection_round WHERE id = :roundId`, { roundId });
  return { planNo: plan?.no ?? null, planTitle: plan?.title ?? null, roundNumber: round ?? null };
}
