import { codeOf } from '../../domain/people.js';
import type { VisitDesk } from '../../domain/visit-record.js';
import type { Reader } from '../database.js';
import { labelSql } from './hall-model.js';

type AssignmentCells = [
  roundObjectId: number,
  roundTitle: string,
  planNo: string,
  mode: VisitDesk['assignments'][number]['mode'],
  label: string,
  unitLabel: string | null,
  hallLabel: string,
  toDay: number,
  partners: [id: number, code: string | null][],
];

// A round object names a window or a unit; the join that does not fit finds nothing.
const ASSIGNMENTS_SQL = `SELECT json_group_array(json_array(o.id, r.title, p.no, r.mode,
    coalesce(${labelSql('window', 'w')}, ${labelSql('unit', 'u')}),
    iif(o.kind = 'window', ${labelSql('unit', 'u')}, NULL), ${labelSql('hall', 'h')}, r.to_day,
    (SELECT json_group_array(json_array(q.id, q.code)) FROM round_inspector oi JOIN person q ON q.id = oi.person_id
      WHERE oi.round_object_id = o.id AND q.id <> :personId)))
  FROM (SELECT o.* FROM round_inspector ri JOIN round_object o ON o.id = ri.round_object_id
      JOIN inspection_round r ON r.id = o.round_id JOIN inspection_plan p ON p.id = r.plan_id
      WHERE ri.person_id = :personId AND r.state = 'open' AND p.state = 'active' AND r.from_day <= :today
        AND NOT EXISTS(SELECT 1 FROM visit v WHERE v.round_object_id = o.id AND v.state <> 'discarded')
      ORDER BY r.to_day, r.id, o.position) o
    JOIN inspection_round r ON r.id = o.round_id JOIN inspection_plan p ON p.id = r.plan_id
    LEFT JOIN "window" w ON o.kind = 'window' AND w.id = o.object_id
    JOIN unit u ON u.id = iif(o.kind = 'window', w.unit_id, o.object_id)
    JOIN hall h ON h.id = coalesce(w.hall_id, u.hall_id)`;

/**
 * Where running rounds send an inspector and nobody has gone yet, the most pressing first.
 * @param today day number
 */
export async function assignmentsOf(
  reader: Reader,
  personId: number,
  today: number,
): Promise<VisitDesk['assignments']> {
  const cells = await reader.json<AssignmentCells>(ASSIGNMENTS_SQL, { personId, today });
  return cells.map(([roundObjectId, roundTitle, planNo, mode, label, unitLabel, hallLabel, toDay, partners]) => ({
    roundObjectId,
    roundTitle,
    planNo,
    mode,
    label,
    unitLabel,
    hallLabel,
    toDay,
    partners: partners.map(([id, code]) => codeOf({ id, code })),
  }));
}

/**
 * Visits under way are few however many there were: they are looked up by their state, which the index knows in these
 * very words, and then by who made them.
 */
const ownUnderWay = `FROM visit v CROSS JOIN visit_inspector vi ON vi.visit_id = v.id AND vi.person_id = :personId
  WHERE v.state IN ('draft', 'returned', 'submitted')`;

/** An own visit that is under way: with what note it came back, and how many items are answered. */
export interface OpenVisit {
  id: number;
  returnNote: string | null;
  answered: number;
}

/** Drafts and returned visits of an inspector, the one changed last first. */
export async function openVisitsOf(reader: Reader, personId: number): Promise<OpenVisit[]> {
  const rows = await reader.json<[number, string | null, number]>(
    `SELECT json_group_array(json_array(v.id,
        iif(v.state = 'returned', (SELECT e.note FROM visit_event e WHERE e.visit_id = v.id AND e.kind = 'returned'
          ORDER BY e.id DESC LIMIT 1), NULL),
        (SELECT count(*) FROM visit_checklist c, json_each(c.answered_at) WHERE c.visit_id = v.id)))
      FROM (SELECT v.id, v.state ${ownUnderWay} AND v.state IN ('draft', 'returned')
        ORDER BY v.updated_at DESC, v.id DESC) v`,
    { personId },
  );
  return rows.map(([id, returnNote, answered]) => ({ id, returnNote, answered }));
}

/** Own visits that wait for review. */
export async function waitingVisitsOf(reader: Reader, personId: number): Promise<number> {
  const count = await reader.value<number>(`SELECT count(*) ${ownUnderWay} AND v.state = 'submitted'`, { personId });
  return count ?? 0;
}
