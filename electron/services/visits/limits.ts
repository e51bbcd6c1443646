import type { HallTarget, WindowPlace } from '../../../db/queries/visit-place.js';
import type { VisitRecord } from '../../../db/queries/visit-read.js';
import type { FrozenTargets } from '../../../db/queries/visit-submit.js';
import type { Limits } from '../../../domain/checklist/verdict.js';
import { limitsIn } from '../../../domain/visit-limits.js';
import { isOpenVisit } from '../../../domain/visit-record.js';

/** What a visit is held against: for each checklist by its client id, and for the visit as a whole. */
export interface VisitLimits extends FrozenTargets {
  ofChecklist: ReadonlyMap<string, Limits>;
}

/** What today's limits are made of. */
export interface LimitSources {
  windows: ReadonlyMap<number, WindowPlace>;
  targets: readonly HallTarget[];
  promised: number | null;
}

/** Today's limits while the visit is open; those it was submitted with from then on. */
export function limitsOf(record: VisitRecord, sources: LimitSources, frozen: FrozenTargets): VisitLimits {
  if (isOpenVisit(record.state)) return todaysLimits(record, sources);
  return {
    ...frozen,
    ofChecklist: new Map([...record.checklistFacts].map(([clientId, { limits }]) => [clientId, limits ?? {}])),
  };
}

/** A checklist is held against the targets of its window's zone, one without a window against those of the visit's. */
export function todaysLimits(
  { draft }: Pick<VisitRecord, 'draft'>,
  { windows, targets, promised }: LimitSources,
): VisitLimits {
  const { zoneId, windowIds } = draft.sheet;
  const zoneOf = (windowId: number | null): number | null =>
    (windowId === null ? zoneId : windows.get(windowId)?.zoneId) ?? null;
  const whole = limitsIn(zoneId ?? zoneOf(windowIds[0] ?? null), targets, promised);
  return {
    ofChecklist: new Map(
      draft.checklists.map(({ clientId, windowId }) => [clientId, limitsIn(zoneOf(windowId), targets, promised)]),
    ),
    targets: { waiting_minutes: whole.waiting_minutes ?? null, handling_minutes: whole.handling_minutes ?? null },
    promisedDays: promised,
  };
}
