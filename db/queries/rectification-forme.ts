import { unitAtWork } from '../../domain/rectification/life.js';
import { anyOf, type ListCondition } from './list-sql.js';
import type { RectificationViewer } from './rectification-scope.js';

const words = (states: readonly string[]): string => states.map((state) => `'${state}'`).join(', ');
const plain = (sql: string): ListCondition => ({ sql, params: {} });

/** SQL: this person saw a matter `r`, or confirmed it. */
const original = `(EXISTS(SELECT 1 FROM visit_inspector vi WHERE vi.visit_id = r.visit_id AND vi.person_id = :meId)
  OR EXISTS(SELECT 1 FROM finding f LEFT JOIN lead l ON l.id = f.lead_id WHERE f.id = r.finding_id
    AND (f.decided_by = :meId OR l.person_id = :meId)))`;

/**
 * SQL that holds for the matters `m` this person can move on now: what a unit has in hand, what is to be verified, what an
 * office, a reviewer or a leader decides and may decide.
 */
export function forMeSql({ roles, unitId, actor }: RectificationViewer): ListCondition {
  const has = (...wanted: (typeof roles)[number][]): boolean => wanted.some((role) => roles.includes(role));
  const me = { meId: actor.personId };
  const parts: ListCondition[] = [
    { sql: `m.state = 'verifying' AND m.verifier_id = :meId AND m.verification_result IS NULL`, params: me },
  ];
  if (has('unit_contact') && unitId !== null)
    parts.push({
      sql: `m.unit_id = :meUnit AND m.state IN (${words(['issued', ...unitAtWork])})`,
      params: { meUnit: unitId },
    });
  if (has('office', 'reviewer')) parts.push(plain(`m.state = 'submitted'`));
  if (has('leader')) parts.push(plain(`m.state = 'extension_pending'`));
  if (has('office', 'reviewer', 'leader'))
    parts.push({
      // Looked for among the few that are being decided.
      sql: `m.id IN (SELECT r.id FROM rectification r INDEXED BY rectification_deciding
        WHERE r.state IN ('verifying', 'appealed') AND NOT ${original} AND ((r.state = 'verifying' AND r.verification_result = 'done' AND r.verifier_id <> :meId
            AND NOT EXISTS(SELECT 1 FROM rectification_event e WHERE e.rectification_id = r.id AND e.person_id = :meId
              AND e.action IN ('acknowledge', 'report', 'submit', 'request_extension', 'appeal', 'prove')))
          OR (r.state = 'appealed' AND r.issued_by <> :meId)))`,
      params: me,
    });
  const any = anyOf(parts);
  return { sql: `m.state <> 'draft' AND m.state <> 'closed' AND (${any.sql})`, params: any.params };
}
