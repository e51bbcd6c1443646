import type { RectificationState } from '../../domain/rectification/life.js';
import { dayOf } from '../../domain/time.js';
import type { Reader, Tx } from '../database.js';
import { spansOfMany } from '../measures/spans.js';

/** What is open of units that were merged, and who it goes over to. */

/** Merged units beside what they are part of by now, however often that was merged in turn. */
export const heirs = `heir(id, now) AS (
    SELECT u.id, u.merged_into_id FROM unit u WHERE u.state = 'merged'
    UNION SELECT h.id, u.merged_into_id FROM heir h JOIN unit u ON u.id = h.now WHERE u.state = 'merged'),
  heirs AS MATERIALIZED (SELECT h.id, h.now FROM heir h JOIN unit u ON u.id = h.now WHERE u.state <> 'merged')`;

/** A matter not struck off whose unit, or leading unit, was merged. */
export interface StrandedMatter {
  id: number;
  state: RectificationState;
  unitId: number | null;
  leadUnitId: number | null;
  toUnitId: number | null;
  toLeadUnitId: number | null;
  /** Of the merged unit and of what it is part of now. */
  fromName: string;
  toName: string;
}

export const strandedMatters = (reader: Reader): Promise<StrandedMatter[]> =>
  reader.json<StrandedMatter>(
    `WITH RECURSIVE ${heirs}
      SELECT json_group_array(json_object('id', m.id, 'state', m.state, 'unitId', m.unit_id, 'leadUnitId', m.lead_unit_id,
        'toUnitId', coalesce(h.now, m.unit_id), 'toLeadUnitId', coalesce(l.now, m.lead_unit_id),
        'fromName', (SELECT u.name FROM unit u WHERE u.id = coalesce(h.id, l.id)),
        'toName', (SELECT u.name FROM unit u WHERE u.id = coalesce(h.now, l.now))) ORDER BY m.id)
      FROM (SELECT r.id FROM rectification r WHERE r.unit_id IN (SELECT id FROM heirs)
          UNION SELECT r.id FROM rectification r WHERE r.lead_unit_id IN (SELECT id FROM heirs)) k
        CROSS JOIN rectification m ON m.id = k.id
        LEFT JOIN heirs h ON h.id = m.unit_id LEFT JOIN heirs l ON l.id = m.lead_unit_id
      WHERE m.state <> 'closed'`,
  );

/**
 * Moves matters to their units. Histories are written first: what a unit had until then is counted by them. A draft has no
 * history to tell.
 */
export async function transferMatters(
  tx: Tx,
  matters: readonly StrandedMatter[],
  by: { personId: number; reason: string | null; detail: Record<string, number>; now: number },
): Promise<void> {
  const issued = matters.filter(({ state }) => state !== 'draft');
  const day = dayOf(by.now);
  const steps = issued.map(({ id, state, unitId, toUnitId, fromName, toName }) => [
    ...[id, state, [`${fromName} → ${toName}`, by.reason].filter(Boolean).join('，')],
    JSON.stringify({ fromUnitId: unitId, toUnitId, ...by.detail }),
  ]);
  await tx.run(
    `INSERT INTO rectification_event(rectification_id, at, day, action, person_id, note, from_state, to_state, detail)
      SELECT value->>0, :now, :day, 'transfer', :personId, value->>2, value->>1, value->>1, value->>3 FROM jsonb_each(:steps)`,
    { now: by.now, day, personId: by.personId, steps: JSON.stringify(steps) },
  );
  await tx.run(
    `UPDATE rectification SET unit_id = j.value->>1, lead_unit_id = j.value->>2, updated_at = :now, revision = revision + 1
      FROM jsonb_each(:rows) j WHERE rectification.id = j.value->>0`,
    { now: by.now, rows: JSON.stringify(matters.map((one) => [one.id, one.toUnitId, one.toLeadUnitId])) },
  );
  const ids = JSON.stringify(issued.map(({ id }) => id));
  for (const sql of spansOfMany) await tx.run(sql, { ids, day });
}

/** A row of another table that waits for a merged unit. */
export interface StrandedRow {
  id: number;
  unitId: number;
  toUnitId: number;
}

/** Interviews that were not ended, and instructions nobody answered yet. */
const waiting = {
  summons_interview: `state IN ('proposed', 'noticed', 'held')`,
  instruction: `state = 'open'`,
} as const;
export type WaitingTable = keyof typeof waiting;
export const waitingTables = Object.keys(waiting) as WaitingTable[];

/** Moves what waits for merged units. @returns what was moved */
export async function transferWaiting(tx: Tx, table: WaitingTable, now: number): Promise<StrandedRow[]> {
  const rows = await tx.json<StrandedRow>(
    `WITH RECURSIVE ${heirs}
      SELECT json_group_array(json_object('id', r.id, 'unitId', r.unit_id, 'toUnitId', h.now) ORDER BY r.id)
      FROM heirs h JOIN ${table} r ON r.unit_id = h.id WHERE r.${waiting[table]}`,
  );
  await tx.run(
    `UPDATE ${table} SET unit_id = j.value->>1, updated_at = :now, revision = revision + 1
      FROM jsonb_each(:rows) j WHERE ${table}.id = j.value->>0`,
    { now, rows: JSON.stringify(rows.map(({ id, toUnitId }) => [id, toUnitId])) },
  );
  return rows;
}
