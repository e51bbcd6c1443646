import type { Reader } from '../../../db/database.js';
import { promisedDays, targetsOf, type WindowPlace } from '../../../db/queries/visit-place.js';
import type { VisitRecord } from '../../../db/queries/visit-read.js';
import { frozenTargets } from '../../../db/queries/visit-submit.js';
import type { Limits } from '../../../domain/checklist/verdict.js';
import { limitsIn } from '../../../domain/visit-limits.js';
import { isOpenVisit } from '../../../domain/visit-record.js';

/** What a visit is held against: for each checklist by its client id, and for the visit as a whole. */
export interface VisitLimits {
  ofChecklist: ReadonlyMap<string, Limits>;
  targets: { waiting_minutes: number | null; handling_minutes: number | null };
  promisedDays: number | null;
}

/** Today's limits while the visit is open; those it was submitted with from then on. */
export async function limitsOf(
  reader: Reader,
  record: VisitRecord,
  windows: ReadonlyMap<number, WindowPlace>,
): Promise<VisitLimits> {
  return isOpenVisit(record.state) ? todaysLimits(reader, record, windows) : frozenLimits(reader, record);
}

/** A checklist is held against the targets of its window's zone, one without a window against those of the visit's. */
export async function todaysLimits(
  reader: Reader,
  { draft }: Pick<VisitRecord, 'draft'>,
  windows: ReadonlyMap<number, WindowPlace>,
): Promise<VisitLimits> {
  const { hallId, zoneId, windowIds, serviceItemId } = draft.sheet;
  const targets = await targetsOf(reader, hallId);
  const promised = await promisedDays(reader, serviceItemId);
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

async function frozenLimits(reader: Reader, record: VisitRecord): Promise<VisitLimits> {
  const frozen = await frozenTargets(reader, record.id);
  return {
    ofChecklist: new Map([...record.checklistFacts].map(([clientId, { limits }]) => [clientId, limits ?? {}])),
    targets: frozen?.targets ?? { waiting_minutes: null, handling_minutes: null },
    promisedDays: frozen?.promisedDays ?? null,
  };
}
