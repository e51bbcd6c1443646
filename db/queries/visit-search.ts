import { LIST_MARK } from '../../domain/hall/labels.js';
import type { Tx } from '../database.js';
import { part, together } from '../parts.js';
import { indexDocs, type SearchDoc } from '../search.js';
import { labelSql } from './hall-model.js';

const joined = (parts: readonly (string | null)[]): string => parts.filter((part) => part !== null).join(' ');

type VisitCells = [day: number, ...texts: (string | null)[]];
type FindingCells = [id: number, day: number, unitId: number | null, ...texts: (string | null)[]];

const VISIT_SQL = `SELECT json_array(json_array(v.day, v.no, v.narrative, v.practices, v.measures, v.suggestions,
    (SELECT group_concat(${labelSql('window', 'w')}, '${LIST_MARK}') FROM visit_window vw
      JOIN "window" w ON w.id = vw.window_id WHERE vw.visit_id = v.id))) FROM visit v WHERE v.id = :visitId`;
const FINDINGS_SQL = `SELECT json_group_array(json_array(id, day, iif(state = 'confirmed', unit_id, NULL), no, title,
    description, basis_clause)) FROM finding WHERE visit_id = :visitId`;

/**
 * Puts a visit that was handed in and its findings into the search index. The cover story and the inspectors stay out: they
 * are found by nobody. A finding belongs to its unit in searches once it is confirmed, not before: call it again then.
 */
export async function indexVisit(tx: Tx, visitId: number): Promise<void> {
  const { visit, findings } = await together(tx, {
    visit: part<VisitCells, SearchDoc[]>(VISIT_SQL, { visitId }, (rows) =>
      rows.map(([day, ...texts]) => ({ kind: 'visit', ref: visitId, unitId: null, day, text: joined(texts) })),
    ),
    findings: part<FindingCells, SearchDoc[]>(FINDINGS_SQL, { visitId }, (rows) =>
      rows.map(([ref, day, unitId, ...texts]) => ({ kind: 'finding', ref, unitId, day, text: joined(texts) })),
    ),
  });
  await indexDocs(tx, [...visit, ...findings]);
}
