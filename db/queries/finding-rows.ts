import type { FindingRow } from '../../domain/visit-record.js';
import type { Reader } from '../database.js';
import { findingScopeSql, seesAsUnit, type FindingViewer } from './finding-scope.js';
import { briefSql, labelSql } from './hall-model.js';
import type { ListCondition } from './list-sql.js';

type Stored = Omit<FindingRow, 'correctedOnSpot'> & { correctedOnSpot: number };

/** Every cell of a row by its name in the contract. */
const cells: Record<keyof FindingRow, string> = {
  id: 'f.id',
  no: 'f.no',
  revision: 'f.revision',
  state: 'f.state',
  clientId: 'f.client_id',
  checklist: '(SELECT c.client_id FROM visit_checklist c WHERE c.id = f.checklist_id)',
  itemCode: 'f.item_code',
  title: 'f.title',
  category: 'f.category',
  severity: 'f.severity',
  basisClause: 'f.basis_clause',
  windowId: 'f.window_id',
  unitId: 'f.unit_id',
  at: 'f.at',
  headCount: 'f.head_count',
  headTotal: 'f.head_total',
  durationSeconds: 'f.duration_seconds',
  description: 'f.description',
  correctedOnSpot: 'f.corrected_on_spot',
  deadlineType: 'f.deadline_type',
  deadlineAmount: 'f.deadline_amount',
  visitId: 'f.visit_id',
  visitNo: '(SELECT v.no FROM visit v WHERE v.id = f.visit_id)',
  leadId: 'f.lead_id',
  leadNo: '(SELECT l.no FROM lead l WHERE l.id = f.lead_id)',
  commentId: 'f.comment_id',
  commentNo: '(SELECT q.no FROM quarter_comment q WHERE q.id = f.comment_id)',
  hallId: 'f.hall_id',
  day: 'f.day',
  hallLabel: `(SELECT ${briefSql('hall', 'h')} FROM hall h WHERE h.id = f.hall_id)`,
  windowLabel: `(SELECT ${labelSql('window', 'w')} FROM "window" w WHERE w.id = f.window_id)`,
  unitLabel: `(SELECT ${briefSql('unit', 'u')} FROM unit u WHERE u.id = f.unit_id)`,
  decidedAt: 'f.decided_at',
  decidedBy: '(SELECT coalesce(p.code, p.name) FROM person p WHERE p.id = f.decided_by)',
  decisionNote: 'f.decision_note',
};

const object = `json_object(${Object.entries(cells)
  .map(([name, sql]) => `'${name}', ${sql}`)
  .join(', ')})`;

const asFinding = (row: Stored): FindingRow => ({ ...row, correctedOnSpot: row.correctedOnSpot === 1 });

/** As the unit that answers for it sees a finding: nothing leads to the visit, to whom it came from, or into the review. */
const asUnitSees = (row: FindingRow): FindingRow => ({
  ...row,
  visitId: null,
  visitNo: null,
  leadId: null,
  leadNo: null,
  commentId: null,
  commentNo: null,
  checklist: null,
  decidedBy: null,
  decisionNote: null,
});

async function select(reader: Reader, ids: readonly number[], scope: ListCondition): Promise<FindingRow[]> {
  const rows = await reader.json<Stored>(
    `SELECT json_group_array(${object}) FROM (SELECT key, value FROM json_each(:ids) ORDER BY key) j
      CROSS JOIN finding f ON f.id = j.value WHERE ${scope.sql}`,
    { ids: JSON.stringify(ids), ...scope.params },
  );
  return rows.map(asFinding);
}

/** The findings of these ids the viewer may see, in their order. */
export async function findingRows(
  reader: Reader,
  ids: readonly number[],
  viewer: FindingViewer,
): Promise<FindingRow[]> {
  const rows = await select(reader, ids, findingScopeSql(viewer));
  return seesAsUnit(viewer) ? rows.map(asUnitSees) : rows;
}
