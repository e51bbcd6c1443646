import type { DeadlineType, FindingCategory, Severity } from '../../domain/checklist/kinds.js';
import type { CommandOutput } from '../../domain/contract/commands/index.js';
import type { Reader } from '../database.js';
import { normalise, termsOf } from '../search/grams.js';
import { briefSql, labelSql } from './hall-model.js';

/** What a finding knows of the matter that is made of it. */
export interface IssuableFinding {
  id: number;
  no: string | null;
  title: string;
  description: string | null;
  category: FindingCategory;
  severity: Severity;
  basisClause: string | null;
  hallId: number;
  windowId: number | null;
  unitId: number | null;
  day: number;
  deadlineType: DeadlineType;
  deadlineAmount: number | null;
  visitId: number | null;
  roundId: number | null;
  /** Confirmed, and so is the visit it was seen on. */
  confirmed: number;
  /** The matter it came back from runs anew for it. */
  reopened: number;
  /** The matter made of it, and under which client id. */
  matterId: number | null;
  matterClientId: string | null;
  /** Who heads the unit, and its first contact. */
  leader: string | null;
  contact: string | null;
}

const isConfirmed = `f.state = 'confirmed' AND (f.visit_id IS NULL
  OR (SELECT v.state FROM visit v WHERE v.id = f.visit_id) = 'confirmed')`;

/** The matter it came back from runs anew for it: nothing else is made of it. */
const isReopened = `EXISTS(SELECT 1 FROM recurrence_decision d WHERE d.finding_id = f.id AND d.decision = 'reopened')`;

/** In the order of `ids`; unknown ones are left out. */
export function issuableFindings(reader: Reader, ids: readonly number[]): Promise<IssuableFinding[]> {
  return reader.all<IssuableFinding>(
    `SELECT f.id, f.no, f.title, f.description, f.category, f.severity, f.basis_clause AS basisClause,
        f.hall_id AS hallId, f.window_id AS windowId,
        coalesce(f.unit_id, (SELECT w.unit_id FROM "window" w WHERE w.id = f.window_id)) AS unitId, f.day,
        f.deadline_type AS deadlineType, f.deadline_amount AS deadlineAmount, f.visit_id AS visitId,
        (SELECT v.round_id FROM visit v WHERE v.id = f.visit_id) AS roundId, (${isConfirmed}) AS confirmed, ${isReopened} AS reopened,
        r.id AS matterId, r.client_id AS matterClientId,
        (SELECT u.leader FROM unit u WHERE u.id = coalesce(f.unit_id, w.unit_id)) AS leader,
        (SELECT c.name FROM contact c WHERE c.unit_id = coalesce(f.unit_id, w.unit_id) AND c.state = 'active'
          ORDER BY c.id LIMIT 1) AS contact
      FROM (SELECT key, value FROM json_each(:ids) ORDER BY key) j CROSS JOIN finding f ON f.id = j.value
        LEFT JOIN "window" w ON w.id = f.window_id LEFT JOIN rectification r ON r.finding_id = f.id`,
    { ids: JSON.stringify(ids) },
  );
}

/** How many candidates are offered. */
const MOST = 200;

/** Confirmed findings of which nothing was made yet. */
export async function countIssuable(reader: Reader): Promise<number> {
  const found = await reader.value<number>(
    `SELECT count(*) FROM finding f WHERE f.no IS NOT NULL AND ${isConfirmed}
      AND NOT EXISTS(SELECT 1 FROM rectification r WHERE r.finding_id = f.id) AND NOT ${isReopened}`,
  );
  return found ?? 0;
}

/** Confirmed findings of which nothing was made yet: how many, and the newest of them. */
export async function findingCandidates(
  reader: Reader,
  text: string,
): Promise<CommandOutput<'rectifications.candidates'>> {
  const words = termsOf(text);
  const found = await reader.all<CommandOutput<'rectifications.candidates'>['rows'][number]>(
    `SELECT f.id AS findingId, f.no, f.title, f.day, f.severity,
        (SELECT ${briefSql('unit', 'u')} FROM unit u WHERE u.id = f.unit_id) AS unitLabel,
        (SELECT ${labelSql('window', 'w')} FROM "window" w WHERE w.id = f.window_id) AS windowLabel
      FROM finding f WHERE f.no IS NOT NULL AND ${isConfirmed}
        AND NOT EXISTS(SELECT 1 FROM rectification r WHERE r.finding_id = f.id) AND NOT ${isReopened}
      ORDER BY f.day DESC, f.id DESC ${words.length === 0 ? `LIMIT ${MOST}` : ''}`,
  );
  // Found here and not in SQL, which knows no width and no case but of ASCII.
  const holds = ({ no, title, unitLabel, windowLabel }: (typeof found)[number]): boolean => {
    const hay = normalise([no, title, unitLabel, windowLabel].filter((word) => word !== null).join(' '));
    return words.every((word) => hay.includes(word));
  };
  if (words.length === 0)
    return { rows: found, total: found.length < MOST ? found.length : await countIssuable(reader) };
  const hits = found.filter(holds);
  return { rows: hits.slice(0, MOST), total: hits.length };
}

/** The newest earlier matter with the same fault at the same window: the clause, or where there is none the category. */
export async function earlierMatter(
  reader: Reader,
  fault: {
    id: number;
    /** What was seen on the same visit is one occasion. */
    visitId: number | null;
    windowId: number;
    basisClause: string | null;
    category: FindingCategory;
    /** The days on which it counts, both included. */
    fromDay: number;
    toDay: number;
  },
): Promise<number | null> {
  const { basisClause, category, ...rest } = fault;
  const same = basisClause === null ? `r.basis_clause IS NULL AND r.category = :same` : `r.basis_clause = :same`;
  return (
    (await reader.value<number>(
      `SELECT r.id FROM rectification r WHERE r.window_id = :windowId AND r.id <> :id AND r.state <> 'draft'
          AND r.closure IS NOT 'revoked'
          AND (r.visit_id IS NULL OR r.visit_id IS NOT :visitId)
        AND r.found_on BETWEEN :fromDay AND :toDay AND ${same}
        ORDER BY r.found_on DESC, r.id DESC LIMIT 1`,
      { ...rest, same: basisClause ?? category },
    )) ?? null
  );
}
