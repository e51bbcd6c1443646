import type { Reader } from '../database.js';

/** A text of another visit. */
export interface EarlierText {
  visitId: number;
  visitNo: string;
  text: string;
}

/** Twelve months back. */
const DAYS = 365;
/** The newest visits that are looked at, and the newest texts of theirs. */
const VISITS = 500;
const TEXTS = 500;
/** Shorter ones are not compared; the exact rule is `domain/wording`'s. */
const SHORTEST = 20;

const near = `SELECT v.id, v.no, v.day, v.narrative FROM visit v
  WHERE v.day BETWEEN :fromDay AND :day AND v.id <> :visitId AND v.state IN ('submitted', 'confirmed')
    AND (v.hall_id = :hallId OR v.id IN (SELECT vi.visit_id FROM visit_inspector own
      JOIN visit_inspector vi ON vi.person_id = own.person_id WHERE own.visit_id = :visitId))
  ORDER BY v.day DESC, v.id DESC LIMIT ${VISITS}`;

/** Apart from the read so that its plan can be tested. */
export const EARLIER_TEXTS_SQL = `WITH near AS MATERIALIZED (${near})
  SELECT json_group_array(json_array(id, no, text)) FROM (SELECT id, no, text FROM (
    SELECT day, id, no, 0 AS position, narrative AS text FROM near WHERE length(narrative) >= ${SHORTEST}
    UNION ALL
    SELECT n.day, n.id, n.no, f.position, f.description FROM near n JOIN finding f ON f.visit_id = n.id
      WHERE f.state <> 'draft' AND length(f.description) >= ${SHORTEST})
    ORDER BY day DESC, id DESC, position LIMIT ${TEXTS})`;

/**
 * Narratives and descriptions of findings in visits of the same hall, or by the same inspectors, in the twelve months up
 * to a visit; the newest first.
 */
export async function earlierTexts(
  reader: Reader,
  visit: { id: number; hallId: number; day: number },
): Promise<EarlierText[]> {
  const cells = await reader.json<[number, string, string]>(EARLIER_TEXTS_SQL, {
    visitId: visit.id,
    hallId: visit.hallId,
    day: visit.day,
    fromDay: visit.day - DAYS,
  });
  return cells.map(([visitId, visitNo, text]) => ({ visitId, visitNo, text }));
}
