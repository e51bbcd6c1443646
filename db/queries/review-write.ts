import type { Severity } from '../../domain/checklist/kinds.js';
import { severities } from '../../domain/checklist/kinds.js';
import type { Reckoned } from '../../domain/visit-reckon.js';
import type { VisitState } from '../../domain/visit-record.js';
import type { Tx } from '../database.js';

/** A finding as the review looks at it. */
export interface ReviewedFinding {
  id: number;
  visitId: number | null;
  clientId: string;
  revision: number;
  state: 'draft' | 'submitted' | 'confirmed' | 'dismissed';
  severity: Severity;
  note: string | null;
}

const columns = `id, visit_id AS visitId, client_id AS clientId, revision, state, severity, decision_note AS note`;

export function reviewedFinding(tx: Tx, id: number): Promise<ReviewedFinding | undefined> {
  return tx.get<ReviewedFinding>(`SELECT ${columns} FROM finding WHERE id = :id`, { id });
}

/** All findings of a visit, in their order. */
export function reviewedFindings(tx: Tx, visitId: number): Promise<ReviewedFinding[]> {
  return tx.all<ReviewedFinding>(`SELECT ${columns} FROM finding WHERE visit_id = :visitId ORDER BY position, id`, {
    visitId,
  });
}

/** Decides a finding, or decides it again. */
export async function decideFinding(
  tx: Tx,
  id: number,
  decision: { state: 'confirmed' | 'dismissed'; severity: Severity; note: string; by: number; now: number },
): Promise<void> {
  await tx.run(
    `UPDATE finding SET state = :state, severity = :severity, decision_note = :note, decided_by = :by, decided_at = :now,
       updated_at = :now, revision = revision + 1 WHERE id = :id`,
    { id, ...decision },
  );
}

/**
 * Takes every decision on the findings of a visit back: they are their inspectors' again, with the severity those had
 * handed them in with.
 */
export async function reopenFindings(tx: Tx, visitId: number, now: number): Promise<void> {
  await tx.run(
    `UPDATE finding SET state = 'draft', decided_at = NULL, decided_by = NULL, decision_note = NULL, updated_at = :now,
       revision = revision + 1, severity = coalesce((SELECT f.value->>'severity' FROM visit_submission s,
         json_each(s.record, '$.findings') f WHERE s.visit_id = :visitId AND f.value->>'clientId' = finding.client_id
         ORDER BY s.number DESC LIMIT 1), severity)
     WHERE visit_id = :visitId`,
    { visitId, now },
  );
}

const rank = `CASE severity ${severities.map((word, index) => `WHEN '${word}' THEN ${index + 1}`).join(' ')} END`;

/** Count and worst severity of the findings that were not dismissed, as lists and charts read them; one revision on. */
export async function recountFindings(tx: Tx, visitId: number, now: number): Promise<void> {
  await tx.run(
    `UPDATE visit SET updated_at = :now, revision = revision + 1, (findings, severity) =
       (SELECT count(*), coalesce(max(${rank}), 0) FROM finding WHERE visit_id = :visitId AND state <> 'dismissed')
     WHERE id = :visitId`,
    { visitId, now },
  );
}

/** Moves a visit on in its life. */
export async function setVisitState(tx: Tx, id: number, state: VisitState): Promise<void> {
  await tx.run(`UPDATE visit SET state = :state WHERE id = :id`, { id, state });
}

/**
 * Freezes the scores of the parts without what was dismissed. Every finding is decided and the visit still submitted: a
 * moment later nothing of it moves.
 */
export async function rescoreParts(
  tx: Tx,
  visitId: number,
  { checklists, windows }: Pick<Reckoned, 'checklists' | 'windows'>,
): Promise<void> {
  const lists = checklists.flatMap(({ clientId, score }) =>
    score ? [[clientId, score.score, score.lowest, score.highest, score.grade]] : [],
  );
  await tx.run(
    `UPDATE visit_checklist SET score = j.value->>1, lowest = j.value->>2, highest = j.value->>3, grade = j.value->>4
     FROM json_each(:lists) j WHERE visit_checklist.client_id = j.value->>0 AND visit_checklist.visit_id = :visitId`,
    { visitId, lists: JSON.stringify(lists) },
  );
  await tx.run(
    `UPDATE visit_window SET score = j.value->>1 FROM json_each(:windows) j
     WHERE visit_window.window_id = j.value->>0 AND visit_window.visit_id = :visitId`,
    { visitId, windows: JSON.stringify(windows.map(({ windowId, score }) => [windowId, score])) },
  );
}

/** Confirms a visit whose score moved with it: the only statement that may move it. */
export async function confirmRescored(tx: Tx, id: number, score: Pick<Reckoned, 'score' | 'grade'>): Promise<void> {
  await tx.run(`UPDATE visit SET state = 'confirmed', score = :score, grade = :grade WHERE id = :id`, {
    id,
    score: score.score,
    grade: score.grade,
  });
}
