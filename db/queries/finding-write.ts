import type { FindingFields } from '../../domain/finding.js';
import type { Tx } from '../database.js';

/** A finding of no visit: confirmed at once, by the office. */
export interface OfficeFinding {
  no: string;
  /** What it was made of: one of the two. */
  leadId: number | null;
  commentId: number | null;
  position: number;
  hallId: number;
  day: number;
  fields: Omit<FindingFields, 'checklist' | 'itemCode'>;
  decidedBy: number;
  now: number;
}

export async function insertOfficeFinding(tx: Tx, finding: OfficeFinding): Promise<number> {
  const { fields, ...rest } = finding;
  const { correctedOnSpot, ...values } = fields;
  const { lastId } = await tx.run(
    `INSERT INTO finding(client_id, no, lead_id, comment_id, position, title, category, severity, basis_clause, hall_id,
       window_id, unit_id, at, day, head_count, head_total, duration_seconds, description, corrected_on_spot, deadline_type,
       deadline_amount, state, decided_at, decided_by, created_at, updated_at)
     VALUES(:clientId, :no, :leadId, :commentId, :position, :title, :category, :severity, :basisClause, :hallId, :windowId,
       :unitId, :at, :day, :headCount, :headTotal, :durationSeconds, :description, :corrected, :deadlineType,
       :deadlineAmount, 'confirmed', :now, :decidedBy, :now, :now)`,
    { ...rest, ...values, corrected: correctedOnSpot ? 1 : 0 },
  );
  return lastId;
}
