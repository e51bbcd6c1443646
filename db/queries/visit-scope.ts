import { statesSeenOfOthers, type VisitViewer } from '../../domain/visit-access.js';
import { visitStates, type VisitState } from '../../domain/visit-record.js';

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
 * A state among these, as the fewest plain comparisons: a list over all visits asks it of every row, and `IN` costs twice
 * as much. The words are those of our own table, never what somebody typed.
 */
function statesSql(states: readonly VisitState[], alias: string): string | null {
  if (states.length === 0) return null;
  const others = visitStates.filter((state) => !states.includes(state));
  if (others.length === 0) return '1';
  // Nearly every visit is confirmed: asked first, the rest is seldom asked at all.
  const first = [...states].sort((a, b) => Number(b === 'confirmed') - Number(a === 'confirmed'));
  return others.length < states.length
    ? `(${others.map((state) => `${alias}.state <> '${state}'`).join(' AND ')})`
    : `(${first.map((state) => `${alias}.state = '${state}'`).join(' OR ')})`;
}

/**
 * SQL that holds for the visits this person may see at all: every list, row, search and count of visits and of their
 * findings stands on it. Who may see what is said in `domain/visit-access`.
 * @param alias of the table `visit` in the statement
 */
export function visibleVisitSql(viewer: VisitViewer, alias: string): VisitCondition {
  const others = statesSql(statesSeenOfOthers(viewer), alias);
  const mine = viewer.roles.includes('inspector') ? ownVisitSql(viewer, alias) : null;
  const parts = [others, mine?.sql].filter((part) => typeof part === 'string');
  return { sql: parts.length > 0 ? `(${parts.join(' OR ')})` : '0', params: mine?.params ?? {} };
}
