import type { Severity } from '../../domain/checklist/kinds.js';
import { codeOf } from '../../domain/people.js';
import {
  closedQuickly,
  weightOfClosed,
  type LookBackItem,
  type LookBackRecord,
  type LookBackRound,
  type PoolMatter,
} from '../../domain/rectification/look-back.js';
import { dayOf } from '../../domain/time.js';
import type { Params, Reader, Tx } from '../database.js';
import { briefSql, labelSql } from './hall-model.js';

interface Closed {
  matterId: number;
  no: string;
  problem: string;
  severity: Severity;
  unitLabel: string | null;
  windowLabel: string | null;
  startsAt: number | null;
  originalDueOn: number | null;
  dueOn: number | null;
  dueAt: number | null;
  closedAt: number;
}

const unitLabel = `(SELECT ${briefSql('unit', 'u')} FROM unit u WHERE u.id = m.unit_id)`;
const windowLabel = `(SELECT ${labelSql('window', 'w')} FROM "window" w WHERE w.id = m.window_id)`;

/** What was struck off as done between two instants and was not drawn since, by id. @param most rows at most */
export async function closedMatters(
  reader: Reader,
  span: { from: number; until: number; most: number },
): Promise<PoolMatter[]> {
  const rows = await reader.all<Closed>(
    `SELECT m.id AS matterId, m.no, m.problem, m.severity, ${unitLabel} AS unitLabel, ${windowLabel} AS windowLabel,
        m.starts_at AS startsAt, m.original_due_on AS originalDueOn, m.due_on AS dueOn, m.due_at AS dueAt,
        m.closed_at AS closedAt
      FROM rectification m WHERE m.closure = 'verified' AND m.closed_at >= :from AND m.closed_at < :until
        AND NOT EXISTS(SELECT 1 FROM look_back b JOIN look_back_draw d ON d.id = b.draw_id
          WHERE b.rectification_id = m.id AND d.drawn_at >= m.closed_at)
      ORDER BY m.id LIMIT :most`,
    span,
  );
  return rows.map(({ startsAt, originalDueOn, dueOn, dueAt, closedAt, ...row }) => {
    const quick = closedQuickly({ startsAt, originalDueOn, dueOn, dueAt, closedAt });
    const weight = weightOfClosed({ severity: row.severity, quick });
    return { ...row, quick, weight, closedDay: dayOf(closedAt) };
  });
}

/** Those of a stored pool, in its order, as they are called; weights are those of the record. */
export async function pooledMatters(reader: Reader, { objects }: LookBackRecord): Promise<PoolMatter[]> {
  const rows = await reader.all<
    Pick<Closed, 'matterId' | 'no' | 'problem' | 'unitLabel' | 'windowLabel'> & { at: number }
  >(
    `SELECT m.id AS matterId, m.no, m.problem, ${unitLabel} AS unitLabel, ${windowLabel} AS windowLabel,
        coalesce(m.closed_at, (SELECT max(e.at) FROM rectification_event e
          WHERE e.rectification_id = m.id AND e.action = 'close')) AS at
      FROM json_each(:ids) j CROSS JOIN rectification m ON m.id = j.value`,
    { ids: JSON.stringify(objects.map(({ matterId }) => matterId)) },
  );
  const byId = new Map(rows.map((row) => [row.matterId, row]));
  return objects.flatMap((object) => {
    const row = byId.get(object.matterId);
    if (!row) return [];
    const { at, ...words } = row;
    return [{ ...object, ...words, closedDay: dayOf(at) }];
  });
}

export async function insertLookBackDraw(
  tx: Tx,
  draw: { clientId: string; record: LookBackRecord; note: string | null; personId: number },
): Promise<number> {
  const { clientId, record, note, personId } = draw;
  const { lastId } = await tx.run(
    `INSERT INTO look_back_draw(client_id, record, note, drawn_at, drawn_by)
      VALUES(:clientId, :record, :note, :drawnAt, :personId)`,
    { clientId, record: JSON.stringify(record), note, drawnAt: record.drawnAt, personId },
  );
  await tx.run(
    `INSERT INTO look_back(draw_id, position, rectification_id) SELECT :lastId, key + 1, value FROM json_each(:result)`,
    { lastId, result: JSON.stringify(record.result) },
  );
  return lastId;
}

export async function drawIdByClientId(reader: Reader, clientId: string): Promise<number | null> {
  const found = await reader.value<number>(`SELECT id FROM look_back_draw WHERE client_id = :clientId`, { clientId });
  return found ?? null;
}

export interface StoredDraw {
  id: number;
  record: LookBackRecord;
  note: string | null;
  drawnBy: string;
}

export async function lookBackDraw(reader: Reader, id: number): Promise<StoredDraw | null> {
  const row = await reader.get<Omit<StoredDraw, 'record'> & { record: string }>(
    `SELECT d.id, d.record, d.note, (SELECT p.name FROM person p WHERE p.id = d.drawn_by) AS drawnBy
      FROM look_back_draw d WHERE d.id = :id`,
    { id },
  );
  return row ? { ...row, record: JSON.parse(row.record) as LookBackRecord } : null;
}

const round = `SELECT d.id, d.record->>'$.fromDay' AS fromDay, d.record->>'$.toDay' AS toDay, d.note,
    d.drawn_at AS drawnAt, (SELECT p.name FROM person p WHERE p.id = d.drawn_by) AS drawnBy,
    json_array_length(d.record, '$.objects') AS pool, count(b.id) AS drawn, count(b.verifier_id) AS arranged,
    count(b.looked_at) AS looked, count(CASE WHEN b.result = 'recurred' THEN 1 END) AS recurred
  FROM look_back_draw d JOIN look_back b ON b.draw_id = d.id`;

/** Rounds, the newest first. */
export const lookBackRounds = (reader: Reader): Promise<LookBackRound[]> =>
  reader.all<LookBackRound>(`${round} GROUP BY d.id ORDER BY d.id DESC LIMIT 500`);

export const lookBackRoundById = (reader: Reader, id: number): Promise<LookBackRound | undefined> =>
  reader.get<LookBackRound>(`${round} WHERE d.id = :id GROUP BY d.id`, { id });

interface ItemRow extends Omit<LookBackItem, 'quick' | 'verifierName' | 'closedDay'> {
  quick: number;
  verifierCode: string | null;
  closedAt: number | null;
}

async function items(reader: Reader, where: string, params: Params): Promise<LookBackItem[]> {
  const rows = await reader.all<ItemRow>(
    `SELECT b.id, b.revision, b.draw_id AS drawId, b.position, m.id AS matterId, m.revision AS matterRevision, m.no,
        m.problem, (SELECT ${briefSql('hall', 'h')} FROM hall h WHERE h.id = m.hall_id) AS hallLabel,
        ${windowLabel} AS windowLabel, ${unitLabel} AS unitLabel, o.value->>'severity' AS severity,
        o.value->>'quick' AS quick, o.value->>'weight' AS weight, m.closed_at AS closedAt, b.method,
        b.verifier_id AS verifierId, (SELECT p.code FROM person p WHERE p.id = b.verifier_id) AS verifierCode, b.day,
        b.result, b.note, b.visit_id AS visitId, (SELECT v.no FROM visit v WHERE v.id = b.visit_id) AS visitNo,
        b.reopened_at AS reopenedAt
      FROM look_back b JOIN look_back_draw d ON d.id = b.draw_id JOIN rectification m ON m.id = b.rectification_id,
        json_each(d.record, '$.objects') o
      WHERE o.value->>'matterId' = m.id AND ${where} ORDER BY b.draw_id, b.position`,
    params,
  );
  return rows.map(({ quick, verifierCode, closedAt, ...row }) => ({
    ...row,
    quick: quick === 1,
    verifierName: row.verifierId === null ? null : codeOf({ id: row.verifierId, code: verifierCode }),
    closedDay: closedAt === null ? null : dayOf(closedAt),
  }));
}

/** What was drawn, in the order of the draw. */
export const itemsOfDraw = (reader: Reader, drawId: number): Promise<LookBackItem[]> =>
  items(reader, 'b.draw_id = :drawId', { drawId });

/** How often a matter was looked back at, the first time first. */
export const itemsOfMatter = (reader: Reader, matterId: number): Promise<LookBackItem[]> =>
  items(reader, 'b.rectification_id = :matterId', { matterId });

export async function lookBackItemById(reader: Reader, id: number): Promise<LookBackItem | null> {
  return (await items(reader, 'b.id = :id', { id }))[0] ?? null;
}

/** Who had a hand in the end of a matter. */
export async function endedBy(
  reader: Reader,
  matterId: number,
): Promise<{ closedBy: number | null; verifiedBy: number[] }> {
  const row = await reader.get<{ closedBy: number | null; verifiedBy: string }>(
    `SELECT m.closed_by AS closedBy, (SELECT json_group_array(DISTINCT v.verifier_id) FROM rectification_verification v
        WHERE v.rectification_id = m.id) AS verifiedBy FROM rectification m WHERE m.id = :matterId`,
    { matterId },
  );
  return { closedBy: row?.closedBy ?? null, verifiedBy: JSON.parse(row?.verifiedBy ?? '[]') as number[] };
}

export async function arrangeLookBack(
  tx: Tx,
  row: { id: number; verifierId: number; method: string; now: number; personId: number },
): Promise<void> {
  await tx.run(
    `UPDATE look_back SET verifier_id = :verifierId, method = :method, arranged_at = :now, arranged_by = :personId,
       revision = revision + 1 WHERE id = :id`,
    row,
  );
}

export async function recordLookBack(
  tx: Tx,
  row: { id: number; day: number; result: string; note: string; visitId: number | null; now: number },
): Promise<void> {
  await tx.run(
    `UPDATE look_back SET looked_at = :now, day = :day, result = :result, note = :note, visit_id = :visitId,
       revision = revision + 1 WHERE id = :id`,
    row,
  );
}

export async function markReopened(tx: Tx, row: { id: number; now: number; personId: number }): Promise<void> {
  await tx.run(
    `UPDATE look_back SET reopened_at = :now, reopened_by = :personId, revision = revision + 1 WHERE id = :id`,
    row,
  );
}
