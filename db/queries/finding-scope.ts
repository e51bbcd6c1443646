import type { VisitViewer } from '../../domain/visit-access.js';
import type { ListCondition } from './list-sql.js';
import { ownVisitSql } from './visit-scope.js';

/** Who asks for findings; a call's context is one. */
export interface FindingViewer extends VisitViewer {
  /** The unit a unit contact is bound to. */
  unitId: number | null;
}

const readers = ['office', 'reviewer', 'leader'] as const;

/** Whether somebody sees a finding only as the unit that answers for it. */
export const seesAsUnit = ({ roles }: FindingViewer): boolean =>
  !roles.includes('inspector') && !readers.some((role) => roles.includes(role));

/**
 * SQL that holds for the findings `f` this person may see: inspectors all of their own visits, those who judge and
 * oversee what was submitted, a unit contact what was confirmed of the own unit. Until its visit is confirmed a
 * decision can still fall, so the unit learns of it then.
 */
export function findingScopeSql(viewer: FindingViewer): ListCondition {
  const parts: ListCondition[] = [];
  const { roles, unitId } = viewer;
  if (readers.some((role) => roles.includes(role))) parts.push({ sql: `f.state <> 'draft'`, params: {} });
  if (roles.includes('inspector')) {
    const { params } = ownVisitSql(viewer, 'v');
    const sql = `f.visit_id IN (SELECT vi.visit_id FROM visit_inspector vi WHERE vi.person_id = :scopePerson)`;
    parts.push({ sql, params });
  }
  if (roles.includes('unit_contact') && unitId !== null)
    parts.push({
      sql: `f.unit_id = :scopeUnit AND f.state = 'confirmed' AND (f.visit_id IS NULL
        OR (SELECT fv.state FROM visit fv WHERE fv.id = f.visit_id) = 'confirmed')`,
      params: { scopeUnit: unitId },
    });
  return {
    sql: parts.length === 0 ? '0' : `(${parts.map(({ sql }) => `(${sql})`).join(' OR ')})`,
    params: Object.assign({}, ...parts.map(({ params }) => params)) as ListCondition['params'],
  };
}
