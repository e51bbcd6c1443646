import type { DaySpan } from '../../domain/calendar/compare.js';
import { dayOf, startOfDay } from '../../domain/time.js';
import type { Deadline } from '../../domain/rectification/deadline.js';
import type { RectificationState } from '../../domain/rectification/life.js';
import type { Reader, Tx } from '../database.js';
import { spansOfMany } from '../measures/spans.js';
import { openSql } from './rectification-light.js';

/** What a change of the calendar has to reckon anew; it stands until every matter was looked at. */
export interface RecalculationOrder {
  id: number;
  /** The command that changed the calendar. */
  action: string;
  /** Paper number or reason: what the history of each matter says; null where there are no words. */
  why: string | null;
  span: DaySpan | null;
  orderedAt: number;
  personId: number;
  personName: string;
  /** Matters up to this id were looked at. */
  afterId: number;
  /** Of these, how many are not what they were. */
  changed: number;
}

type NewOrder = Pick<RecalculationOrder, 'action' | 'why' | 'span' | 'personId'> & { now: number };

export async function insertOrder(tx: Tx, { action, why, span, personId, now }: NewOrder): Promise<number> {
  const { lastId } = await tx.run(
    `INSERT INTO calendar_recalculation(action, why, from_day, to_day, ordered_at, ordered_by)
      VALUES(:action, :why, :fromDay, :toDay, :now, :personId)`,
    { action, why, fromDay: span?.fromDay ?? null, toDay: span?.toDay ?? null, now, personId },
  );
  return lastId;
}

/** Orders not done yet, oldest first. */
export async function openOrders(reader: Reader): Promise<RecalculationOrder[]> {
  const rows = await reader.json<Omit<RecalculationOrder, 'span'> & { fromDay: number | null; toDay: number | null }>(
    `SELECT json_group_array(json_object('id', o.id, 'action', o.action, 'why', o.why, 'fromDay', o.from_day,
        'toDay', o.to_day, 'orderedAt', o.ordered_at, 'personId', p.id, 'personName', p.name, 'afterId', o.after_id,
        'changed', o.changed) ORDER BY o.id)
      FROM calendar_recalculation o JOIN person p ON p.id = o.ordered_by WHERE o.ended_at IS NULL`,
  );
  return rows.map(({ fromDay, toDay, ...order }) => ({
    ...order,
    span: fromDay === null || toDay === null ? null : { fromDay, toDay },
  }));
}

export async function noteProgress(
  tx: Tx,
  { id, afterId, changed }: Pick<RecalculationOrder, 'id' | 'afterId' | 'changed'>,
  endedAt: number | null,
): Promise<void> {
  await tx.run(
    `UPDATE calendar_recalculation SET after_id = :afterId, changed = :changed, ended_at = :endedAt WHERE id = :id`,
    { id, afterId, changed, endedAt },
  );
}

/**
 * Matters `m` a change can move: not struck off, and provisional, or with a day of the span between start and due day.
 * Nothing later than its due day moves a matter. One without a due day is still running.
 */
const touchedSql = `${openSql} AND (m.provisional = 1
  OR (coalesce(m.starts_at, 0) < :untilAt AND coalesce(m.due_on, :fromDay) >= :fromDay))`;
const touchedBy = (span: DaySpan | null): { fromDay: number; untilAt: number } =>
  // No instant is earlier than the first.
  span === null ? { fromDay: 0, untilAt: -1 } : { fromDay: span.fromDay, untilAt: startOfDay(span.toDay + 1) };

/** A matter as it stands, with what follows from calendar and record. */
export interface StandingMatter {
  id: number;
  revision: number;
  state: RectificationState;
  due: Pick<Deadline, 'dueDay' | 'dueAt' | 'warnAt' | 'originalDueDay' | 'provisional'>;
}

type Cell = [
  id: number,
  revision: number,
  state: RectificationState,
  dueDay: number | null,
  dueAt: number | null,
  warnAt: number | null,
  originalDueDay: number | null,
  provisional: number,
];

export async function touchedCount(reader: Reader, span: DaySpan | null, afterId: number): Promise<number> {
  const params = { ...touchedBy(span), afterId };
  return (
    (await reader.value<number>(
      `SELECT count(*) FROM rectification m WHERE m.id > :afterId AND ${touchedSql}`,
      params,
    )) ?? 0
  );
}

/** The next of them by id. */
export async function touchedMatters(
  reader: Reader,
  span: DaySpan | null,
  afterId: number,
  limit: number,
): Promise<StandingMatter[]> {
  const cells = await reader.json<Cell>(
    `SELECT json_group_array(json_array(m.id, m.revision, m.state, m.due_on, m.due_at, m.warn_at, m.original_due_on, m.provisional))
      FROM (SELECT * FROM rectification m NOT INDEXED WHERE m.id > :afterId AND ${touchedSql}
        ORDER BY m.id LIMIT :limit) m`,
    { ...touchedBy(span), afterId, limit },
  );
  return cells.map(([id, revision, state, dueDay, dueAt, warnAt, originalDueDay, provisional]) => ({
    id,
    revision,
    state,
    due: { dueDay, dueAt, warnAt, originalDueDay, provisional: provisional === 1 },
  }));
}

/** Numbers and units of matters, as a preview names them. */
export function matterNames(
  reader: Reader,
  ids: readonly number[],
): Promise<{ id: number; no: string; unitLabel: string | null }[]> {
  return reader.json(
    `SELECT json_group_array(json_object('id', m.id, 'no', m.no, 'unitLabel',
        (SELECT coalesce(u.short_name, u.name) FROM unit u WHERE u.id = m.unit_id)) ORDER BY j.key)
      FROM json_each(:ids) j CROSS JOIN rectification m ON m.id = j.value`,
    { ids: JSON.stringify(ids) },
  );
}

/** What a recalculation did to one matter. */
export interface Moved {
  id: number;
  /** The one it was reckoned on. */
  revision: number;
  state: RectificationState;
  before: StandingMatter['due'];
  after: StandingMatter['due'];
}

/**
 * Of matters whose days stay what they were: whether they are certain. Half of what writing them anew costs.
 * @returns how many were written: those still of the revision they were reckoned on
 */
export async function writeProvisional(tx: Tx, kept: readonly Moved[]): Promise<number> {
  const found = kept.map(({ id, revision, after }) => [id, revision, after.provisional ? 1 : 0]);
  const { changes } = await tx.run(
    `UPDATE rectification SET provisional = j.value->>2, revision = revision + 1 FROM jsonb_each(:found) j
      WHERE rectification.id = j.value->>0 AND rectification.revision = j.value->>1`,
    { found: JSON.stringify(found) },
  );
  return changes;
}

/** The step each history gets, and what it makes of its spans; nobody's, since the calendar did it. */
export async function insertRecalculated(
  tx: Tx,
  moved: readonly Moved[],
  why: string | null,
  now: number,
): Promise<void> {
  const rows = moved.map(({ id, state, before, after }) => [
    id,
    state,
    JSON.stringify({ oldDueDay: before.dueDay, dueDay: after.dueDay, provisional: after.provisional ? 1 : 0 }),
  ]);
  const day = dayOf(now);
  await tx.run(
    `INSERT INTO rectification_event(rectification_id, at, day, action, person_id, note, from_state, to_state, detail)
      SELECT value->>0, :now, :day, 'recalculate', NULL, :why, value->>1, value->>1, value->>2 FROM jsonb_each(:rows)`,
    { now, day, why, rows: JSON.stringify(rows) },
  );
  const ids = JSON.stringify(moved.map(({ id }) => id));
  for (const sql of spansOfMany) await tx.run(sql, { ids, day });
}
