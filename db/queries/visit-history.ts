import { codeOf } from '../../domain/people.js';
import type { VisitEvent } from '../../domain/visit-record.js';
import { part, type Part } from '../parts.js';

/** What reviewers do. They are no secret: without a code they stand by name. */
const OF_REVIEW = `'returned', 'confirmed', 'findingConfirmed', 'findingDismissed'`;

/** The steps of a visit's life, the oldest first; inspectors by code. */
export const eventsOf = (visitId: number): Part<VisitEvent[]> =>
  part<[at: number, kind: VisitEvent['kind'], note: string | null, id: number, code: string | null], VisitEvent[]>(
    `SELECT json_group_array(json_array(e.at, e.kind, e.note, p.id,
        coalesce(p.code, iif(e.kind IN (${OF_REVIEW}), p.name, NULL)))) FROM
      (SELECT * FROM visit_event WHERE visit_id = :visitId ORDER BY id) e JOIN person p ON p.id = e.person_id`,
    { visitId },
    (rows) => rows.map(([at, kind, note, id, code]) => ({ at, kind, who: codeOf({ id, code }), note })),
  );

/** Plan and round a visit belongs to. */
export interface PlanOfVisit {
  planNo: string | null;
  planTitle: string | null;
  roundNumber: number | null;
}

export const planOfVisit = ({
  planId,
  roundId,
}: {
  planId: number | null;
  roundId: number | null;
}): Part<PlanOfVisit> =>
  part<string | number | null, PlanOfVisit>(
    `SELECT json_array((SELECT no FROM inspection_plan WHERE id = :planId),
      (SELECT title FROM inspection_plan WHERE id = :planId), (SELECT number FROM inspection_round WHERE id = :roundId))`,
    { planId, roundId },
    ([planNo, planTitle, roundNumber]) => ({ planNo, planTitle, roundNumber }) as PlanOfVisit,
  );
