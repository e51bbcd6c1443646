import type { VerificationMethod, VerificationResult } from '../../domain/rectification/kinds.js';
import type { Reader, Tx } from '../database.js';

/** Rows around a rectification: measures and stages, proof, extensions, suspensions, appeals, verifications. */

/** Ids among these that are parts of the matter. */
export async function partsAmong(
  reader: Reader,
  table: 'rectification_measure' | 'rectification_milestone',
  id: number,
  ids: readonly number[],
): Promise<Set<number>> {
  const found = await reader.json<number>(
    `SELECT json_group_array(c.id) FROM ${table} c
      WHERE c.rectification_id = :id AND c.id IN (SELECT value FROM json_each(:ids))`,
    { id, ids: JSON.stringify(ids) },
  );
  return new Set(found);
}

export async function writeProgress(
  tx: Tx,
  id: number,
  measures: readonly { id: number; doneDay: number | null; note: string | null }[],
  milestones: readonly { id: number; doneDay: number | null }[],
): Promise<void> {
  await tx.run(
    `UPDATE rectification_measure SET done_day = j.value->>'doneDay', note = j.value->>'note' FROM json_each(:measures) j
      WHERE rectification_measure.id = j.value->>'id' AND rectification_id = :id`,
    { id, measures: JSON.stringify(measures) },
  );
  await tx.run(
    `UPDATE rectification_milestone SET done_day = j.value->>'doneDay' FROM json_each(:milestones) j
      WHERE rectification_milestone.id = j.value->>'id' AND rectification_id = :id`,
    { id, milestones: JSON.stringify(milestones) },
  );
}

/** What was added since belongs to this submission. */
export async function markProofsSubmitted(tx: Tx, id: number, now: number): Promise<void> {
  await tx.run(
    `UPDATE rectification_proof SET submitted_at = :now
      WHERE rectification_id = :id AND submitted_at IS NULL AND removed_at IS NULL`,
    { id, now },
  );
}

export async function insertExtension(
  tx: Tx,
  row: {
    id: number;
    reason: string;
    progress: string | null;
    expectedDay: number;
    oldDueOn: number;
    now: number;
    personId: number;
  },
): Promise<void> {
  await tx.run(
    `INSERT INTO rectification_extension(rectification_id, requested_at, requested_by, reason, progress, expected_day, old_due_on)
      VALUES(:id, :now, :personId, :reason, :progress, :expectedDay, :oldDueOn)`,
    row,
  );
}

/** Decides the extension that was asked for. */
export async function decideExtension(
  tx: Tx,
  row: {
    id: number;
    granted: boolean;
    oldDueOn: number;
    newDueOn: number | null;
    addedWorkdays: number | null;
    note: string | null;
    now: number;
    personId: number;
  },
): Promise<void> {
  await tx.run(
    `UPDATE rectification_extension SET decided_at = :now, decided_by = :personId, granted = :granted, old_due_on = :oldDueOn,
       new_due_on = :newDueOn, added_workdays = :addedWorkdays, note = :note
      WHERE rectification_id = :id AND decided_at IS NULL`,
    { ...row, granted: row.granted ? 1 : 0 },
  );
}

export async function insertSuspension(
  tx: Tx,
  row: {
    id: number;
    kind: 'suspension' | 'shelving';
    fromDay: number;
    toDay: number | null;
    reviewDay: number | null;
    reason: string;
    approver: string;
    now: number;
    personId: number;
  },
): Promise<void> {
  await tx.run(
    `INSERT INTO rectification_suspension(rectification_id, kind, from_day, to_day, review_day, reason, approver, set_at, set_by)
      VALUES(:id, :kind, :fromDay, :toDay, :reviewDay, :reason, :approver, :now, :personId)`,
    row,
  );
}

/** When a matter that lies aside is looked at again. */
export async function moveReview(tx: Tx, id: number, reviewDay: number): Promise<void> {
  await tx.run(
    `UPDATE rectification_suspension SET review_day = :reviewDay
      WHERE rectification_id = :id AND kind = 'shelving' AND to_day IS NULL`,
    { id, reviewDay },
  );
}

/**
 * Ends what of the kind holds the clock on this day: the days count again from `today` on. Where nothing does, what has not
 * begun is taken back, and no day of it remains.
 */
export async function endSuspensions(
  tx: Tx,
  id: number,
  kind: 'suspension' | 'shelving',
  today: number,
): Promise<void> {
  await tx.run(
    `UPDATE rectification_suspension SET to_day = max(from_day - 1, :today - 1)
      WHERE rectification_id = :id AND kind = :kind AND coalesce(to_day, :today) >= :today
        AND (from_day <= :today OR NOT EXISTS(SELECT 1 FROM rectification_suspension s WHERE s.rectification_id = :id
          AND s.kind = :kind AND s.from_day <= :today AND coalesce(s.to_day, :today) >= :today))`,
    { id, kind, today },
  );
}

export async function insertAppeal(
  tx: Tx,
  row: { id: number; grounds: string; decideByDay: number; now: number; personId: number },
): Promise<void> {
  await tx.run(
    `INSERT INTO rectification_appeal(rectification_id, filed_at, filed_by, grounds, decide_by_day)
      VALUES(:id, :now, :personId, :grounds, :decideByDay)`,
    row,
  );
}

export async function decideAppeal(
  tx: Tx,
  row: { id: number; upheld: boolean; note: string; now: number; personId: number },
): Promise<void> {
  await tx.run(
    `UPDATE rectification_appeal SET decided_at = :now, decided_by = :personId, upheld = :upheld, note = :note
      WHERE rectification_id = :id AND decided_at IS NULL`,
    { ...row, upheld: row.upheld ? 1 : 0 },
  );
}

/** An arrangement nothing came of gives way to a new one; the history keeps it. */
export async function dropOpenVerification(tx: Tx, id: number): Promise<void> {
  await tx.run(`DELETE FROM rectification_verification WHERE rectification_id = :id AND at IS NULL`, { id });
}

export async function insertVerification(
  tx: Tx,
  row: { id: number; method: VerificationMethod; verifierId: number; now: number; personId: number },
): Promise<void> {
  await tx.run(
    `INSERT INTO rectification_verification(rectification_id, method, verifier_id, arranged_at, arranged_by)
      VALUES(:id, :method, :verifierId, :now, :personId)`,
    row,
  );
}

export async function recordVerification(
  tx: Tx,
  row: { id: number; result: VerificationResult; day: number; note: string; visitId: number | null; now: number },
): Promise<void> {
  await tx.run(
    `UPDATE rectification_verification SET at = :now, day = :day, result = :result, note = :note, visit_id = :visitId
      WHERE rectification_id = :id AND at IS NULL`,
    row,
  );
}

/** The verification that was arranged and not recorded yet; null when there is none. */
export async function openVerification(reader: Reader, id: number): Promise<number | null> {
  const found = await reader.value<number>(
    `SELECT v.id FROM rectification_verification v WHERE v.rectification_id = :id AND v.at IS NULL`,
    { id },
  );
  return found ?? null;
}

/** Whether a visit is a confirmed one of this person to the window, or to the hall where no window is named. */
export async function isVerifyingVisit(
  reader: Reader,
  visit: { visitId: number; personId: number; hallId: number; windowId: number | null },
): Promise<boolean> {
  const found = await reader.value<number>(
    `SELECT 1 FROM visit v JOIN visit_inspector vi ON vi.visit_id = v.id AND vi.person_id = :personId
      WHERE v.id = :visitId AND v.state = 'confirmed' AND v.hall_id = :hallId
        AND (:windowId IS NULL OR v.window_id = :windowId
          OR EXISTS(SELECT 1 FROM visit_window vw WHERE vw.visit_id = v.id AND vw.window_id = :windowId))`,
    visit,
  );
  return found !== undefined;
}

export interface Somebody {
  id: number;
  code: string | null;
  name: string;
  roles: string;
  unitId: number | null;
}

/** People who can be named to verify; whether they may is asked of the rules. */
export function possibleVerifiers(reader: Reader): Promise<Somebody[]> {
  return reader.all<Somebody>(
    `SELECT p.id, p.code, p.name, p.unit_id AS unitId,
        (SELECT json_group_array(r.role) FROM person_role r WHERE r.person_id = p.id) AS roles
      FROM person p WHERE p.state = 'active' AND EXISTS(SELECT 1 FROM person_role r WHERE r.person_id = p.id
        AND r.role IN ('office', 'reviewer', 'leader', 'inspector'))
      ORDER BY p.code IS NULL, p.code, p.name, p.id`,
  );
}

/** Stages and named days moved on, for a matter that runs anew. */
export async function restartMilestones(
  tx: Tx,
  id: number,
  milestones: readonly { position: number; dueDay: number }[],
): Promise<void> {
  await tx.run(
    `UPDATE rectification_milestone SET due_day = j.value->>'dueDay', done_day = NULL FROM json_each(:milestones) j
      WHERE rectification_id = :id AND position = j.value->>'position'`,
    { id, milestones: JSON.stringify(milestones) },
  );
  await tx.run(`UPDATE rectification_measure SET done_day = NULL WHERE rectification_id = :id`, { id });
}
