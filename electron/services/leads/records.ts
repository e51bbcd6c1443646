import type { Reader, Tx } from '../../../db/database.js';
import { leadById, shownLeads, type StoredLead } from '../../../db/queries/lead-read.js';
import { hallsSinceDay } from '../../../db/queries/visit-place.js';
import { AppError } from '../../../domain/errors.js';
import type { LeadRow } from '../../../domain/lead.js';

/** The lead as it is shown after a change. */
export async function shownLead(reader: Reader, id: number): Promise<LeadRow> {
  const lead = await leadById(reader, id);
  const [row] = lead ? await shownLeads(reader, [lead]) : [];
  if (!row) throw notFound(id);
  return row;
}

export const notFound = (id: number): AppError => new AppError('notFound.record', { entity: 'lead', id });

/** @throws AppError `conflict.revision` when the lead is no longer what the caller saw */
export function checkRevision(lead: StoredLead, revision: number): void {
  if (lead.revision !== revision)
    throw new AppError('conflict.revision', { entity: 'lead', id: lead.id, theirs: lead.revision, yours: revision });
}

/** Where a lead was seen: its window or hall, whatever became of them since. */
export interface Place {
  hallId: number;
  unitId: number;
  active: boolean;
}

export async function windowPlace(tx: Tx, id: number): Promise<Place | null> {
  const found = await tx.get<{ hall_id: number; unit_id: number; state: string }>(
    `SELECT hall_id, unit_id, state FROM "window" WHERE id = :id`,
    { id },
  );
  return found ? { hallId: found.hall_id, unitId: found.unit_id, active: found.state === 'active' } : null;
}

/** Whether a day lies before the hall was open to the public; a hall of which nobody wrote that down was always. */
export async function isBeforeHall(reader: Reader, hallId: number | null, day: number): Promise<boolean> {
  if (hallId === null) return false;
  const since = (await hallsSinceDay(reader, [hallId])).get(hallId);
  return since !== undefined && day < since;
}
