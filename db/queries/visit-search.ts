import { LIST_MARK } from '../../domain/hall/labels.js';
import type { Tx } from '../database.js';
import { indexDocs, type SearchDoc } from '../search.js';
import { labelSql } from './hall-model.js';

const joined = (parts: readonly (string | null)[]): string => parts.filter((part) => part !== null).join(' ');

/**
 * Puts a visit that was handed in and its findings into the search index. The cover story and the inspectors stay out: they
 * are found by nobody. A finding belongs to its unit in searches once it is confirmed, not before: call it again then.
 */
export async function indexVisit(tx: Tx, visitId: number): Promise<void> {
  const visit = await tx.get<{
    no: string;
    day: number;
    narrative: string | null;
    practices: string | null;
    measures: string | null;
    suggestions: string | null;
    windows: string | null;
  }>(
    `SELECT v.no, v.day, v.narrative, v.practices, v.measures, v.suggestions,
        (SELECT group_concat(${labelSql('window', 'w')}, '${LIST_MARK}') FROM visit_window vw
          JOIN "window" w ON w.id = vw.window_id WHERE vw.visit_id = v.id) AS windows
      FROM visit v WHERE v.id = :visitId`,
    { visitId },
  );
  if (!visit) return;
  const { no, day, narrative, practices, measures, suggestions, windows } = visit;
  const text = joined([no, narrative, practices, measures, suggestions, windows]);
  await indexDocs(tx, [{ kind: 'visit', ref: visitId, unitId: null, day, text }, ...(await findingDocs(tx, visitId))]);
}

type FindingCells = [
  id: number,
  day: number,
  unitId: number | null,
  no: string | null,
  title: string,
  description: string | null,
  basis: string | null,
];

async function findingDocs(tx: Tx, visitId: number): Promise<SearchDoc[]> {
  const rows = await tx.json<FindingCells>(
    `SELECT json_group_array(json_array(id, day, iif(state = 'confirmed', unit_id, NULL), no, title, description,
        basis_clause)) FROM finding WHERE visit_id = :visitId`,
    { visitId },
  );
  return rows.map(([ref, day, unitId, ...texts]) => ({ kind: 'finding', ref, unitId, day, text: joined(texts) }));
}
