import type { Reckoned, ReckonedChecklist } from '../../domain/visit-reckon.js';
import type { Tx } from '../database.js';
import { part, type Part } from '../parts.js';
import type { Writing } from './visit-write.js';

/** Targets and promise as a submission froze them. */
export interface FrozenTargets {
  targets: { waiting_minutes: number | null; handling_minutes: number | null };
  promisedDays: number | null;
}

/** Those of the last submission; nothing before the first. */
export const frozenTargets = (visitId: number): Part<FrozenTargets> =>
  part<number | null, FrozenTargets>(
    `SELECT json_array(record->>'$.targets.waiting_minutes', record->>'$.targets.handling_minutes',
        record->>'$.promisedDays')
      FROM visit_submission WHERE visit_id = :visitId ORDER BY number DESC LIMIT 1`,
    { visitId },
    ([waiting = null, handling = null, promised = null]) => {
      return { targets: { waiting_minutes: waiting, handling_minutes: handling }, promisedDays: promised };
    },
  );

/** How often a visit was handed in, and the highest number a finding of it has had. */
export const submissionsOf = (visitId: number): Part<{ count: number; lastFinding: number }> =>
  part<number | null, { count: number; lastFinding: number }>(
    `SELECT json_array((SELECT count(*) FROM visit_submission WHERE visit_id = :visitId),
      (SELECT max(f.value->>'position') FROM visit_submission s, json_each(s.record, '$.findings') f
        WHERE s.visit_id = :visitId))`,
    { visitId },
    ([count, lastFinding]) => ({ count: count ?? 0, lastFinding: lastFinding ?? 0 }),
  );

/** Freezes answers, limits and score of a checklist, while its visit is still open. */
export async function freezeChecklists(
  tx: Tx,
  visitId: number,
  lists: readonly Pick<ReckonedChecklist, 'clientId' | 'answers' | 'limits' | 'score'>[],
): Promise<void> {
  const rows = lists.map(({ clientId, answers, limits, score }) => [
    clientId,
    answers,
    limits,
    score?.score ?? null,
    score?.lowest ?? null,
    score?.highest ?? null,
    score?.grade ?? null,
  ]);
  await tx.run(
    `UPDATE visit_checklist SET answers = j.value->1, limits = j.value->2, score = j.value->>3, lowest = j.value->>4,
       highest = j.value->>5, grade = j.value->>6
     FROM json_each(:rows) j WHERE visit_checklist.client_id = j.value->>0 AND visit_checklist.visit_id = :visitId`,
    { visitId, rows: JSON.stringify(rows) },
  );
}

/** Freezes what was measured at each window. */
export async function freezeWindows(tx: Tx, visitId: number, windows: Reckoned['windows']): Promise<void> {
  if (windows.length === 0) return;
  const rows = windows.map(({ windowId, score, waitingTenths, handlingTenths }) => {
    return [windowId, score, waitingTenths, handlingTenths];
  });
  await tx.run(
    `UPDATE visit_window SET score = j.value->>1, waiting_tenths = j.value->>2, handling_tenths = j.value->>3
     FROM json_each(:rows) j WHERE visit_window.window_id = j.value->>0 AND visit_window.visit_id = :visitId`,
    { visitId, rows: JSON.stringify(rows) },
  );
}

/** Numbers findings and hands them in. */
export async function submitFindings(
  tx: Tx,
  findings: readonly { id: number; no: string; position: number }[],
  now: number,
): Promise<void> {
  if (findings.length === 0) return;
  await tx.run(
    `UPDATE finding SET no = j.value->>1, position = j.value->>2, state = 'submitted', revision = revision + 1,
       updated_at = :now FROM json_each(:rows) j WHERE finding.id = j.value->>0`,
    { now, rows: JSON.stringify(findings.map(({ id, no, position }) => [id, no, position])) },
  );
}

/** The record as it was handed in. @param sha256 of its text in UTF-8, hexadecimal */
export async function insertSubmission(
  tx: Tx,
  submission: { visitId: number; number: number; record: string; sha256: string },
  { personId, now }: Writing,
): Promise<void> {
  await tx.run(
    `INSERT INTO visit_submission(visit_id, number, submitted_at, submitted_by, record, sha256)
      VALUES(:visitId, :number, :now, :personId, :record, :sha256)`,
    { ...submission, now, personId },
  );
}

/** The last step of a submission: from here on the visit is sealed. */
export async function sealVisit(
  tx: Tx,
  visitId: number,
  figures: Pick<Reckoned, 'score' | 'grade' | 'severity' | 'waitingTenths' | 'handlingTenths'> & { findings: number },
  { personId, now }: Writing,
): Promise<void> {
  const { score, grade, severity, waitingTenths, handlingTenths, findings } = figures;
  await tx.run(
    `UPDATE visit SET state = 'submitted', score = :score, grade = :grade, submitted_score = :score,
       submitted_grade = :grade, severity = :severity, findings = :findings, waiting_tenths = :waitingTenths, handling_tenths = :handlingTenths, submitted_at = :now, submitted_by = :personId,
       revision = revision + 1, updated_at = :now WHERE id = :visitId`,
    { visitId, score, grade, severity, findings, waitingTenths, handlingTenths, now, personId },
  );
}
