import { firstDayOf, monthOf } from '../../domain/measures/period.js';
import type { GivenItem, GivenScore } from '../../domain/ranking/given.js';
import type {
  RankingEvidence,
  RankingManual,
  RankingMonth,
  RankingRecord,
  RankingState,
} from '../../domain/ranking/month.js';
import type { RankingScheme } from '../../domain/ranking/scheme.js';
import type { Reader, Tx } from '../database.js';
import { briefSql } from './hall-model.js';
import { itemSql } from './ranking-item.js';

const person = (column: string): string => `(SELECT coalesce(p.code, p.name) FROM person p WHERE p.id = ${column})`;

export interface StoredScheme {
  id: number;
  scheme: RankingScheme;
  fromMonth: number;
  createdBy: string;
  createdAt: number;
}

/** Versions of schemes, the latest month first; of one month the newest holds. */
export const storedSchemes = (reader: Reader): Promise<StoredScheme[]> =>
  reader.json<StoredScheme>(
    `SELECT json_group_array(json_object('id', s.id, 'scheme', json(s.content), 'fromMonth', s.from_month,
        'createdBy', ${person('s.created_by')}, 'createdAt', s.created_at) ORDER BY s.from_month DESC, s.id DESC)
      FROM ranking_scheme s`,
    {},
  );

export async function insertScheme(
  tx: Tx,
  { clientId, scheme, now, personId }: { clientId: string; scheme: RankingScheme; now: number; personId: number },
): Promise<{ id: number; isNew: boolean }> {
  const earlier = await tx.value<number>(`SELECT id FROM ranking_scheme WHERE client_id = :clientId`, { clientId });
  if (earlier !== undefined) return { id: earlier, isNew: false };
  const fromMonth = monthOf(scheme.fromDay);
  const content = JSON.stringify({ ...scheme, fromDay: firstDayOf(fromMonth) });
  const { lastId } = await tx.run(
    `INSERT INTO ranking_scheme(client_id, from_month, content, created_at, created_by)
      VALUES(:clientId, :fromMonth, :content, :now, :personId)`,
    { clientId, fromMonth, content, now, personId },
  );
  return { id: lastId, isNew: true };
}

/** The last month that was frozen anywhere; null before the first. */
export const lastFrozenMonth = async (reader: Reader): Promise<number | null> =>
  (await reader.value<number | null>(`SELECT max(month) FROM ranking_month WHERE state = 'frozen'`)) ?? null;

export interface StoredMonth {
  id: number;
  revision: number;
  hallId: number;
  hallLabel: string;
  month: number;
  state: RankingState;
  schemeId: number;
  correctsId: number | null;
  reason: string | null;
  correctedById: number | null;
  /** A correction of it is frozen. */
  superseded: number;
  record: RankingRecord;
  given: StoredGiven[];
  evidence: StoredPiece[];
  circular: RankingMonth['circular'];
  computedBy: string;
  computerId: number;
  computedAt: number;
  checkedBy: string | null;
  checkedAt: number | null;
  frozenBy: string | null;
  frozenAt: number | null;
}

const givenTo = `(SELECT ${briefSql('unit', 'u')} FROM unit u WHERE u.id = g.unit_id)`;
/** A score as it was given, whether it counts or not. */
export type StoredGiven = GivenScore &
  Pick<RankingManual, 'basis'> & { unitLabel: string; givenBy: string; giverId: number };
/** A piece as it was added, with the item it was added to. */
export type StoredPiece = RankingEvidence & GivenItem & { unitLabel: string };
const given = `json_object('unitId', g.unit_id, ${itemSql}, 'unitLabel', ${givenTo},
  'score', g.score / 10.0, 'basis', g.basis,
  'givenBy', ${person('g.given_by')}, 'giverId', g.given_by, 'givenAt', g.given_at)`;

const month = `json_object('id', r.id, 'revision', r.revision, 'hallId', r.hall_id,
  'hallLabel', (SELECT ${briefSql('hall', 'h')} FROM hall h WHERE h.id = r.hall_id), 'month', r.month, 'state', r.state,
  'schemeId', r.scheme_id, 'correctsId', r.corrects_id, 'reason', r.reason,
  'correctedById', (SELECT c.id FROM ranking_month c WHERE c.corrects_id = r.id),
  'superseded', EXISTS(SELECT 1 FROM ranking_month c WHERE c.corrects_id = r.id AND c.state = 'frozen'),
  'record', json(r.record), 'given', json((SELECT json_group_array(${given}) FROM ranking_manual g
    JOIN ranking_scheme s ON s.id = g.scheme_id WHERE g.month_id = r.id)),
  'evidence', json((SELECT json_group_array(json_object('id', g.id, 'unitId', g.unit_id, ${itemSql}, 'unitLabel', ${givenTo},
      'kind', iif(e.kind = 'picture', 'picture', 'paper'), 'name', g.name, 'sha256', e.sha256, 'bytes', e.bytes,
      'known', json(iif(g.known, 'true', 'false')), 'addedBy', ${person('g.added_by')}, 'addedAt', g.added_at) ORDER BY g.id)
    FROM ranking_evidence g JOIN evidence e ON e.id = g.evidence_id JOIN ranking_scheme s ON s.id = g.scheme_id
    WHERE g.month_id = r.id)),
  'circular', json((SELECT json_object('id', c.id, 'no', c.no, 'sentTo', c.sent_to, 'copiedTo', c.copied_to)
    FROM circular c WHERE c.ranking_month_id = r.id)),
  'computedBy', ${person('r.computed_by')}, 'computerId', r.computed_by, 'computedAt', r.computed_at,
  'checkedBy', ${person('r.checked_by')}, 'checkedAt', r.checked_at, 'frozenBy', ${person('r.frozen_by')}, 'frozenAt', r.frozen_at)`;

export async function storedMonth(reader: Reader, id: number): Promise<StoredMonth | null> {
  const [row] = await reader.json<StoredMonth>(
    `SELECT json_group_array(json(one)) FROM (SELECT ${month} AS one FROM ranking_month r WHERE r.id = :id)`,
    { id },
  );
  return row ?? null;
}

/** Months of a hall, the latest first; of one month the last version first. */
export const storedMonths = (reader: Reader, hallId: number, limit: number): Promise<StoredMonth[]> =>
  reader.json<StoredMonth>(
    `SELECT json_group_array(json(one)) FROM (SELECT ${month} AS one FROM ranking_month r WHERE r.hall_id = :hallId
      ORDER BY r.month DESC, r.id DESC LIMIT :limit)`,
    { hallId, limit },
  );

/** The version of a month that is not put right by another; undefined where it was never computed. */
export const newestVersion = (reader: Reader, hallId: number, month: number): Promise<number | undefined> =>
  reader.value<number>(
    `SELECT id FROM ranking_month WHERE hall_id = :hallId AND month = :month ORDER BY id DESC LIMIT 1`,
    { hallId, month },
  );

export interface ComputedMonth {
  hallId: number;
  month: number;
  schemeId: number;
  correctsId: number | null;
  reason: string | null;
  record: RankingRecord;
  now: number;
  personId: number;
}

export async function insertMonth(tx: Tx, { record, ...row }: ComputedMonth): Promise<number> {
  const { lastId } = await tx.run(
    `INSERT INTO ranking_month(hall_id, month, scheme_id, state, corrects_id, reason, record, computed_at, computed_by,
       created_at, updated_at)
     VALUES(:hallId, :month, :schemeId, 'draft', :correctsId, :reason, :record, :now, :personId, :now, :now)`,
    { ...row, record: JSON.stringify(record) },
  );
  return lastId;
}

/** Computed anew: only a draft is. */
export const rewriteMonth = (
  tx: Tx,
  row: { id: number; schemeId: number; record: RankingRecord; now: number; personId: number },
): Promise<unknown> =>
  tx.run(
    `UPDATE ranking_month SET scheme_id = :schemeId, record = :record, computed_at = :now, computed_by = :personId,
       updated_at = :now, revision = revision + 1 WHERE id = :id`,
    { ...row, record: JSON.stringify(row.record) },
  );

const moves = {
  checked: 'checked_at = :now, checked_by = :personId',
  frozen: 'frozen_at = :now, frozen_by = :personId',
  draft: 'checked_at = NULL, checked_by = NULL',
} as const;

export const moveMonth = (
  tx: Tx,
  { id, state, now, personId }: { id: number; state: RankingState; now: number; personId: number },
): Promise<unknown> =>
  tx.run(
    `UPDATE ranking_month SET state = '${state}', ${moves[state]}, updated_at = :now, revision = revision + 1 WHERE id = :id`,
    { id, now, ...(state !== 'draft' && { personId }) },
  );

export const givenScores = (reader: Reader, monthId: number): Promise<StoredGiven[]> =>
  reader.json<StoredGiven>(
    `SELECT json_group_array(${given}) FROM ranking_manual g JOIN ranking_scheme s ON s.id = g.scheme_id
      WHERE g.month_id = :monthId`,
    { monthId },
  );

/** Takes back scores of a draft, in whose stead others are given. */
export const withdrawManual = (
  tx: Tx,
  monthId: number,
  scores: readonly Pick<GivenScore, 'unitId' | 'schemeId' | 'component'>[],
): Promise<unknown> =>
  tx.run(
    `DELETE FROM ranking_manual WHERE month_id = :monthId AND (unit_id, scheme_id, component) IN (
      SELECT j.value->>0, j.value->>1, j.value->>2 FROM json_each(:keys) j)`,
    { monthId, keys: JSON.stringify(scores.map((one) => [one.unitId, one.schemeId, one.component])) },
  );

export interface NewManual {
  items: readonly RankingManual[];
  monthId: number;
  /** The scheme whose components they are. */
  schemeId: number;
  now: number;
  personId: number;
}

export const writeManual = (tx: Tx, { items, ...row }: NewManual): Promise<unknown> =>
  tx.run(
    `INSERT INTO ranking_manual(month_id, unit_id, scheme_id, component, score, basis, given_at, given_by)
      SELECT :monthId, j.value->>'unitId', :schemeId, j.value->>'component', j.value->>'tenths', j.value->>'basis', :now,
          :personId
        FROM json_each(:items) j WHERE 1
      ON CONFLICT(month_id, unit_id, scheme_id, component) DO UPDATE SET score = excluded.score, basis = excluded.basis,
        given_at = excluded.given_at, given_by = excluded.given_by`,
    { ...row, items: JSON.stringify(items.map((item) => ({ ...item, tenths: Math.round(item.score * 10) }))) },
  );

/** Items given by hand go with a month that puts another right. */
export const copyManual = (tx: Tx, fromId: number, toId: number): Promise<unknown> =>
  tx.run(
    `INSERT INTO ranking_manual(month_id, unit_id, scheme_id, component, score, basis, given_at, given_by)
      SELECT :toId, unit_id, scheme_id, component, score, basis, given_at, given_by FROM ranking_manual
        WHERE month_id = :fromId`,
    { fromId, toId },
  );

export interface RankedUnitName {
  id: number;
  label: string;
  isActive: boolean;
}

/** Units of a hall and its branches by the id they had; those merged since as what they were merged into. */
export async function rankedUnits(reader: Reader, hallId: number): Promise<Map<number, RankedUnitName>> {
  const rows = await reader.json<[number, number, string, number]>(
    `WITH RECURSIVE became(was, id) AS (
      SELECT u.id, u.id FROM unit u WHERE u.hall_id IN (SELECT b.id FROM hall b WHERE b.id = :hallId OR b.parent_id = :hallId)
      UNION SELECT b.was, u.merged_into_id FROM became b JOIN unit u ON u.id = b.id WHERE u.merged_into_id IS NOT NULL)
    SELECT json_group_array(json_array(b.was, u.id, ${briefSql('unit', 'u')}, u.state = 'active'))
      FROM became b JOIN unit u ON u.id = b.id WHERE u.merged_into_id IS NULL`,
    { hallId },
  );
  return new Map(rows.map(([was, id, label, active]) => [was, { id, label, isActive: active === 1 }]));
}

/** A main hall that is at work. */
export const isMainHall = async (reader: Reader, hallId: number): Promise<boolean> =>
  (await reader.value<number>(`SELECT 1 FROM hall WHERE id = :hallId AND parent_id IS NULL`, { hallId })) === 1;

/** The version of a month that stands: the last one frozen; `nth` of its corrections, 0 for none. */
export const standingVersion = (
  reader: Reader,
  hallId: number,
  month: number,
): Promise<{ id: number; nth: number } | undefined> =>
  reader.get<{ id: number; nth: number }>(
    `SELECT r.id, (SELECT count(*) FROM ranking_month e WHERE e.hall_id = r.hall_id AND e.month = r.month
        AND e.id < r.id) AS nth
      FROM ranking_month r WHERE r.hall_id = :hallId AND r.month = :month AND r.state = 'frozen' ORDER BY r.id DESC LIMIT 1`,
    { hallId, month },
  );

/** Whose each window is now; null for one that is nobody's. */
export async function windowUnits(reader: Reader, ids: readonly number[]): Promise<Map<number, number | null>> {
  const rows = await reader.json<[number, number | null]>(
    `SELECT json_group_array(json_array(w.id, w.unit_id)) FROM json_each(:ids) j CROSS JOIN "window" w ON w.id = j.value`,
    { ids: JSON.stringify([...new Set(ids)]) },
  );
  return new Map(rows);
}

export interface FrozenBottom {
  hallId: number;
  month: number;
  bottom: number[];
  /** When who stood at its bottom was frozen: the month itself, then its corrections. */
  versions: { frozenAt: number; bottom: number[] }[];
}

/** Bottoms of the months as they stand frozen, by hall, the last first. */
export const frozenBottoms = (reader: Reader): Promise<FrozenBottom[]> =>
  reader.json(
    `SELECT json_group_array(json_object('hallId', r.hall_id, 'month', r.month, 'bottom', json(r.record->'$.bottom'),
        'versions', json((SELECT json_group_array(json_object('frozenAt', e.frozen_at, 'bottom', json(e.record->'$.bottom'))
            ORDER BY e.id) FROM ranking_month e
          WHERE e.hall_id = r.hall_id AND e.month = r.month AND e.state = 'frozen')))
        ORDER BY r.hall_id, r.month DESC) FROM ranking_month r
      WHERE r.state = 'frozen'
      AND NOT EXISTS(SELECT 1 FROM ranking_month c WHERE c.corrects_id = r.id AND c.state = 'frozen')`,
    {},
  );

/** Units an interview was begun with from an instant on; one that was called off does not count. */
export const summonedSince = (reader: Reader, from: number, except: number | null): Promise<number[]> =>
  reader.json<number>(
    `SELECT json_group_array(DISTINCT i.unit_id) FROM summons_interview i
      WHERE i.created_at >= CAST(:from AS INTEGER) AND i.state <> 'cancelled' AND i.id IS NOT :except`,
    { from, except },
  );
