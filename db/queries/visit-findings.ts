import type { FindingFields } from '../../domain/finding.js';
import { dayOf } from '../../domain/time.js';
import { dayOfVisit, sameValue, type VisitDraft } from '../../domain/visit-draft.js';
import type { Tx } from '../database.js';
import type { VisitRecord } from './visit-read.js';

interface Place {
  visitId: number;
  hallId: number;
  /** Of the visit: a finding whose minute nobody wrote down has its day. */
  day: number;
}

const dayIn = (place: Place, finding: FindingFields): number => (finding.at === null ? place.day : dayOf(finding.at));

const cells = (finding: FindingFields, place: Place) => [
  finding.clientId,
  finding.checklist,
  finding.itemCode,
  finding.title,
  finding.category,
  finding.severity,
  finding.basisClause,
  finding.windowId,
  finding.unitId,
  finding.at,
  dayIn(place, finding),
  finding.headCount,
  finding.headTotal,
  finding.durationSeconds,
  finding.description,
  finding.correctedOnSpot ? 1 : 0,
  finding.deadlineType,
  finding.deadlineAmount,
];

const checklistId = `(SELECT c.id FROM visit_checklist c WHERE c.client_id = j.value->>1 AND c.visit_id = :visitId)`;

const INSERT_SQL = `INSERT INTO finding(visit_id, hall_id, position, state, created_at, updated_at, client_id, checklist_id,
    item_code, title, category, severity, basis_clause, window_id, unit_id, at, day, head_count, head_total,
    duration_seconds, description, corrected_on_spot, deadline_type, deadline_amount)
  SELECT :visitId, :hallId, :first + j.key, 'draft', :now, :now, j.value->>0, ${checklistId}, j.value->>2, j.value->>3,
    j.value->>4, j.value->>5, j.value->>6, j.value->>7, j.value->>8, j.value->>9, j.value->>10, j.value->>11,
    j.value->>12, j.value->>13, j.value->>14, j.value->>15, j.value->>16, j.value->>17
  FROM json_each(:rows) j ORDER BY j.key`;

const UPDATE_SQL = `UPDATE finding SET checklist_id = ${checklistId}, item_code = j.value->>2, title = j.value->>3,
    category = j.value->>4, severity = j.value->>5, basis_clause = j.value->>6, window_id = j.value->>7,
    unit_id = j.value->>8, at = j.value->>9, day = j.value->>10, head_count = j.value->>11, head_total = j.value->>12,
    duration_seconds = j.value->>13, description = j.value->>14, corrected_on_spot = j.value->>15,
    deadline_type = j.value->>16, deadline_amount = j.value->>17, revision = revision + 1, updated_at = :now
  FROM json_each(:rows) j WHERE finding.client_id = j.value->>0 AND finding.visit_id = :visitId`;

/** Takes out the findings that are gone. */
export async function dropFindings(tx: Tx, record: VisitRecord, after: VisitDraft): Promise<void> {
  const wanted = new Set(after.findings.map(({ clientId }) => clientId));
  const gone = record.draft.findings.filter(({ clientId }) => !wanted.has(clientId));
  for (const { clientId } of gone)
    await tx.run(`DELETE FROM finding WHERE client_id = :clientId AND visit_id = :visitId`, {
      clientId,
      visitId: record.id,
    });
}

/** Writes the findings of a draft that are new or changed; those that stand move with hall and day of the visit. */
export async function writeFindings(tx: Tx, record: VisitRecord, after: VisitDraft, now: number): Promise<void> {
  const { draft: before, id: visitId } = record;
  const place: Place = { visitId, hallId: after.sheet.hallId, day: dayOfVisit(after.sheet, record.createdAt) };
  if (after.sheet !== before.sheet && (before.sheet.hallId !== place.hallId || record.day !== place.day))
    await tx.run(`UPDATE finding SET hall_id = :hallId, day = iif(at IS NULL, :day, day) WHERE visit_id = :visitId`, {
      ...place,
    });
  if (after.findings === before.findings) return;
  const known = new Map(before.findings.map((finding) => [finding.clientId, finding]));
  const changed = after.findings.filter((finding) => {
    const was = known.get(finding.clientId);
    return was !== undefined && !sameValue(was, finding);
  });
  const rowsOf = (findings: readonly FindingFields[]) => JSON.stringify(findings.map((one) => cells(one, place)));
  if (changed.length > 0) await tx.run(UPDATE_SQL, { visitId, now, rows: rowsOf(changed) });
  const added = after.findings.filter(({ clientId }) => !known.has(clientId));
  if (added.length === 0) return;
  const last = Math.max(0, ...[...record.findingFacts.values()].map(({ position }) => position));
  await tx.run(INSERT_SQL, { visitId, hallId: place.hallId, first: last + 1, now, rows: rowsOf(added) });
}
