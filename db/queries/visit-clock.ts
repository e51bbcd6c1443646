import type { Tx } from '../database.js';

export interface ClockChange {
  /** Wall clock when it was noticed, UTC milliseconds. */
  noticedAt: number;
  /** Positive is forward. */
  shiftMs: number;
  kind: 'running' | 'betweenRuns';
}

/** Notes a change of the clock on those of these visits that are still open. */
export async function insertClockChange(
  tx: Tx,
  visitIds: readonly number[],
  { noticedAt, shiftMs, kind }: ClockChange,
): Promise<void> {
  await tx.run(
    `INSERT INTO visit_clock(visit_id, noticed_at, shift_ms, kind)
      SELECT id, :noticedAt, :shiftMs, :kind FROM visit
      WHERE id IN (SELECT value FROM json_each(:ids)) AND state IN ('draft', 'returned')`,
    { noticedAt, shiftMs, kind, ids: JSON.stringify(visitIds) },
  );
}
