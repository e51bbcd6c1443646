import type { LeadFields, LeadRow, LeadState } from '../../domain/lead.js';
import type { Tx } from '../database.js';

const plain = (fields: LeadFields): Record<string, string | number | null> => ({
  hallId: fields.hallId,
  windowId: fields.windowId,
  place: fields.place,
  seenDay: fields.seenDay,
  dayPart: fields.dayPart,
  hour: fields.hour,
  saw: fields.saw,
  aspects: JSON.stringify(fields.aspects),
  wish: fields.wish,
});

export async function insertLeadDraft(
  tx: Tx,
  draft: { clientId: string; personId: number; fields: LeadFields; now: number },
): Promise<number> {
  const { lastId } = await tx.run(
    `INSERT INTO lead(client_id, person_id, state, hall_id, window_id, place, seen_day, day_part, hour, saw, aspects, wish,
       created_at, updated_at)
     VALUES(:clientId, :personId, 'draft', :hallId, :windowId, :place, :seenDay, :dayPart, :hour, :saw, :aspects, :wish,
       :now, :now)`,
    { clientId: draft.clientId, personId: draft.personId, now: draft.now, ...plain(draft.fields) },
  );
  return lastId;
}

export async function updateLeadDraft(tx: Tx, id: number, fields: LeadFields, now: number): Promise<void> {
  await tx.run(
    `UPDATE lead SET hall_id = :hallId, window_id = :windowId, place = :place, seen_day = :seenDay, day_part = :dayPart,
       hour = :hour, saw = :saw, aspects = :aspects, wish = :wish, updated_at = :now, revision = revision + 1
     WHERE id = :id AND state = 'draft'`,
    { id, now, ...plain(fields) },
  );
}

/** Removes a draft with what hangs on it; the bytes of its pictures stay in the store. */
export async function deleteLeadDraft(tx: Tx, id: number): Promise<void> {
  await tx.run(`DELETE FROM attachment WHERE lead_id = :id`, { id });
  await tx.run(`DELETE FROM lead WHERE id = :id AND state = 'draft'`, { id });
}

/** Hands a draft in; the unit is the one that has the window now. */
export async function submitLead(tx: Tx, id: number, no: string, now: number): Promise<void> {
  await tx.run(
    `UPDATE lead SET state = 'received', no = :no, submitted_at = :now, updated_at = :now, revision = revision + 1,
       unit_id = (SELECT w.unit_id FROM "window" w WHERE w.id = lead.window_id)
     WHERE id = :id AND state = 'draft'`,
    { id, no, now },
  );
}

/** A new state, or the same one again: in any case the lead is not what it was. */
export async function touchLead(tx: Tx, id: number, state: LeadState, now: number): Promise<void> {
  await tx.run(`UPDATE lead SET state = :state, updated_at = :now, revision = revision + 1 WHERE id = :id`, {
    id,
    state,
    now,
  });
}

export async function addLeadEvent(
  tx: Tx,
  event: { leadId: number; kind: LeadRow['events'][number]['kind']; personId: number; text: string | null; at: number },
): Promise<void> {
  await tx.run(
    `INSERT INTO lead_event(lead_id, at, kind, person_id, text) VALUES(:leadId, :at, :kind, :personId, :text)`,
    event,
  );
}
