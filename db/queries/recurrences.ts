import { sameFault, withinYearAfter, type Fault, type Recurrence } from '../../domain/rectification/recurrence.js';
import type { RecurrenceDecision } from '../../domain/rectification/recurrence.js';
import { dayOf } from '../../domain/time.js';
import type { Reader, Tx } from '../database.js';
import { briefSql, labelSql } from './hall-model.js';

/** Likenesses shown at once. */
const MOST = 200;
/** No twelve months are longer. */
const YEAR_MS = 366 * 86_400_000;

interface Pair extends Omit<Recurrence, 'ground' | 'same' | 'earlier'> {
  basisClause: string | null;
  item: string | null;
  itemCode: string | null;
  earlierId: number;
  earlierRevision: number;
  earlierNo: string;
  earlierProblem: string;
  earlierClosedAt: number;
  earlierBasis: string | null;
  earlierItem: string | null;
  earlierCategory: Fault['category'];
}

/** SQL of the item a finding `alias` was opened by, with its template. */
const itemSql = (alias: string): string => `(SELECT n.template_id || ' ' || ${alias}.item_code FROM visit_checklist k
    JOIN checklist_version n ON n.id = k.version_id WHERE k.id = ${alias}.checklist_id)`;

/**
 * Confirmed findings, not issued and not decided on, each beside the newest matter they may be the recurrence of.
 * @param findingId this one alone; null for all
 */
export async function likelyRecurrences(reader: Reader, findingId: number | null): Promise<Recurrence[]> {
  const pairs = await reader.all<Pair>(
    `SELECT f.id AS findingId, f.no AS findingNo, f.title, f.day AS foundDay, f.severity, f.category,
        f.basis_clause AS basisClause, ${itemSql('f')} AS item, f.item_code AS itemCode,
        (SELECT ${labelSql('window', 'w')} FROM "window" w WHERE w.id = f.window_id) AS windowLabel,
        (SELECT ${briefSql('unit', 'u')} FROM unit u WHERE u.id = f.unit_id) AS unitLabel,
        (SELECT r.id FROM rectification r WHERE r.finding_id = f.id) AS draftId,
        e.id AS earlierId, e.revision AS earlierRevision, e.no AS earlierNo, e.problem AS earlierProblem,
        e.closed_at AS earlierClosedAt, e.basis_clause AS earlierBasis, e.category AS earlierCategory,
        ${itemSql('ef')} AS earlierItem
      FROM finding f CROSS JOIN rectification e INDEXED BY rectification_struck_off ON e.window_id = f.window_id
          AND e.closure = 'verified' AND e.closed_at BETWEEN f.day * 86400000 - ${YEAR_MS} AND (f.day + 1) * 86400000
        LEFT JOIN finding ef ON ef.id = e.finding_id
      WHERE f.state = 'confirmed' AND f.no IS NOT NULL AND (:findingId IS NULL OR f.id = :findingId)
        AND (f.visit_id IS NULL OR (SELECT v.state FROM visit v WHERE v.id = f.visit_id) = 'confirmed')
        AND NOT EXISTS(SELECT 1 FROM rectification r WHERE r.finding_id = f.id AND r.state <> 'draft')
        AND NOT EXISTS(SELECT 1 FROM recurrence_decision d WHERE d.finding_id = f.id)
      ORDER BY f.day DESC, f.id DESC, e.closed_at DESC, e.id DESC`,
    { findingId },
  );
  const found = new Map<number, Recurrence>();
  for (const pair of pairs) {
    if (found.size === MOST) break;
    const asked = asRecurrence(pair);
    if (asked && !found.has(asked.findingId)) found.set(asked.findingId, asked);
  }
  return [...found.values()];
}

function asRecurrence({
  basisClause,
  item,
  itemCode,
  earlierId,
  earlierRevision,
  earlierNo,
  earlierProblem,
  earlierClosedAt,
  earlierBasis,
  earlierItem,
  earlierCategory,
  ...finding
}: Pair): Recurrence | null {
  const closedDay = dayOf(earlierClosedAt);
  const ground = sameFault(
    { basisClause, item, category: finding.category },
    { basisClause: earlierBasis, item: earlierItem, category: earlierCategory },
  );
  if (ground === null || !withinYearAfter(finding.foundDay, closedDay)) return null;
  return {
    ...finding,
    ground,
    same: { clause: basisClause, item: itemCode, category: null }[ground],
    earlier: { id: earlierId, revision: earlierRevision, no: earlierNo, problem: earlierProblem, closedDay },
  };
}

export interface DecidedRecurrence {
  earlierId: number;
  decision: RecurrenceDecision;
}

/** What was decided on a finding; null while nothing was. */
export async function recurrenceOfFinding(reader: Reader, findingId: number): Promise<DecidedRecurrence | null> {
  const found = await reader.get<DecidedRecurrence>(
    `SELECT earlier_id AS earlierId, decision FROM recurrence_decision WHERE finding_id = :findingId`,
    { findingId },
  );
  return found ?? null;
}

/** @returns its id */
export async function insertRecurrenceDecision(
  tx: Tx,
  row: {
    findingId: number;
    earlierId: number;
    decision: RecurrenceDecision;
    reason: string | null;
    now: number;
    personId: number;
  },
): Promise<number> {
  const { lastId } = await tx.run(
    `INSERT INTO recurrence_decision(finding_id, earlier_id, decision, reason, decided_at, decided_by)
      VALUES(:findingId, :earlierId, :decision, :reason, :now, :personId)`,
    row,
  );
  return lastId;
}
