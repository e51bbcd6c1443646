import { statesSeenOfOthers, type VisitViewer } from '../../domain/visit-access.js';

/** A condition on a visit, and what its parameters stand for. */
export interface VisitCondition {
  sql: string;
  params: Record<string, string | number>;
}

/** SQL that holds for visits this person made. */
const own = (alias: string): string =>
  `${alias}.id IN (SELECT vi.visit_id FROM visit_inspector vi WHERE vi.person_id = :scopePerson)`;

/** SQL that holds for the visits this person took part in; the parameter is `scopePerson`. */
export function ownVisitSql(viewer: VisitViewer, alias: string): VisitCondition {
  return { sql: own(alias), params: { scopePerson: viewer.actor.personId } };
}

/**
 * SQL that holds for the visits this person may see at all: every list, row, search and count of visits and of their
 * findings stands on it. Who may see what is said in `domain/visit-access`.
 * @param alias of the table `visit` in the statement
 */
export function visibleVisitSql(viewer: VisitViewer, alias: string): VisitCondition {
  const states = statesSeenOfOthers(viewer);
  const mine = viewer.roles.includes('inspector') ? ownVisitSql(viewer, alias) : null;
  // Words of our own table, never what somebody typed.
  const others = states.length > 0 ? `${alias}.state IN (${states.map((state) => `'${state}'`).join(', ')})` : null;
  const parts = [others, mine?.sql].filter((part) => typeof part === 'string');
  return { sql: parts.length > 0 ? `(${parts.join(' OR ')})` : '0', params: mine?.params ?? {} };
}
