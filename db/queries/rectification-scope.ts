import type { FindingViewer } from './finding-scope.js';
import { seesAsUnit } from './finding-scope.js';
import type { ListCondition } from './list-sql.js';

/** Who asks for rectifications; a call's context is one. */
export type RectificationViewer = FindingViewer;

/** Whether somebody sees a matter only as the unit that puts it right. */
export const isUnitView = seesAsUnit;

const overseers = ['office', 'reviewer', 'leader'] as const;

/**
 * SQL that holds for the rectifications `m` this person may see: those who judge and oversee all of them, an inspector what
 * was seen on own visits and what they verify, verified or look back at, a unit contact what was issued to the own unit.
 */
export function rectificationScopeSql({ roles, unitId, actor }: RectificationViewer): ListCondition {
  if (overseers.some((role) => roles.includes(role))) return { sql: '1', params: {} };
  const parts: ListCondition[] = [];
  if (roles.includes('inspector'))
    parts.push({
      sql: `m.state <> 'draft' AND m.id IN (
        SELECT r.id FROM visit_inspector vi JOIN rectification r ON r.visit_id = vi.visit_id WHERE vi.person_id = :scopePerson
        UNION SELECT rv.rectification_id FROM rectification_verification rv WHERE rv.verifier_id = :scopePerson
        UNION SELECT lb.rectification_id FROM look_back lb WHERE lb.verifier_id = :scopePerson)`,
      params: { scopePerson: actor.personId },
    });
  if (roles.includes('unit_contact') && unitId !== null)
    parts.push({ sql: `m.state <> 'draft' AND m.unit_id = :scopeUnit`, params: { scopeUnit: unitId } });
  return {
    sql: parts.length === 0 ? '0' : `(${parts.map(({ sql }) => `(${sql})`).join(' OR ')})`,
    params: Object.assign({}, ...parts.map(({ params }) => params)) as ListCondition['params'],
  };
}
