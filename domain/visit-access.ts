import type { Role } from './people.js';
import type { VisitState } from './visit-record.js';

/** Who asks for visits; a call's context is one. */
export interface VisitViewer {
  actor: { personId: number };
  roles: readonly Role[];
}

/**
 * States in which a role sees the visits of others, beside its own: an inspector's draft is nobody else's, a returned
 * one is read by who sent it back, and a number that was given up is explained by the office.
 */
const seenStates: Partial<Record<Role, readonly VisitState[]>> = {
  office: ['returned', 'submitted', 'confirmed', 'discarded'],
  reviewer: ['returned', 'submitted', 'confirmed'],
  leader: ['submitted', 'confirmed'],
};

/** The states in which this person sees visits made by others. Rights add up. */
export function statesSeenOfOthers(viewer: VisitViewer): VisitState[] {
  return [...new Set(viewer.roles.flatMap((role) => seenStates[role] ?? []))];
}

/** Whether somebody may see a visit at all. */
export function seesVisit(viewer: VisitViewer, visit: { state: VisitState; inspectorIds: readonly number[] }): boolean {
  if (viewer.roles.includes('inspector') && visit.inspectorIds.includes(viewer.actor.personId)) return true;
  return statesSeenOfOthers(viewer).includes(visit.state);
}
