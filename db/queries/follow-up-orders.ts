import type { Severity } from '../../domain/checklist/kinds.js';
import type { OrderGround, OrderLevel } from '../../domain/rectification/escalation.js';
import { unitAtWork, type RectificationState } from '../../domain/rectification/life.js';
import type { Reader, Tx } from '../database.js';
import { briefSql } from './hall-model.js';
import { overdueSql } from './rectification-light.js';
import { rectificationScopeSql, type RectificationViewer } from './rectification-scope.js';

/** An order as its table has it, with what its matter says. */
export interface StoredOrder {
  id: number;
  no: string;
  level: OrderLevel;
  rectificationId: number;
  matterNo: string;
  problem: string;
  unitLabel: string | null;
  state: RectificationState;
  demands: string;
  answerByDay: number;
  copiedTo: string | null;
  grounds: OrderGround[];
  reason: string | null;
  issuedAt: number;
  issuedBy: string;
  answeredAt: number | null;
}

/** SQL of when the unit spoke first on the matter of an order `o`; null while it did not. */
export const answeredSql = `(SELECT min(e.at) FROM rectification_event e WHERE e.rectification_id = o.rectification_id
  AND e.at >= o.issued_at AND e.action IN ('report', 'submit', 'request_extension', 'appeal'))`;

const stored = `json_object('id', o.id, 'no', o.no, 'level', o.level, 'rectificationId', o.rectification_id,
  'matterNo', m.no, 'problem', m.problem, 'unitLabel', (SELECT ${briefSql('unit', 'u')} FROM unit u WHERE u.id = m.unit_id),
  'state', m.state, 'demands', o.demands, 'answerByDay', o.answer_by_day, 'copiedTo', o.copied_to,
  'grounds', json(o.grounds), 'reason', o.reason, 'issuedAt', o.issued_at,
  'issuedBy', (SELECT coalesce(p.code, p.name) FROM person p WHERE p.id = o.issued_by), 'answeredAt', ${answeredSql})`;

/** As many as a page of orders shows. */
const MOST = 300;

/** Orders of matters the viewer may see, the newest first. @param of of one matter; left out: of all */
export function followUpOrders(
  reader: Reader,
  viewer: RectificationViewer,
  of: number | null = null,
): Promise<StoredOrder[]> {
  const scope = rectificationScopeSql(viewer);
  return reader.json<StoredOrder>(
    `SELECT json_group_array(json(one)) FROM (SELECT ${stored} AS one FROM follow_up_order o
      JOIN rectification m ON m.id = o.rectification_id
      WHERE (:of IS NULL OR o.rectification_id = :of) AND ${scope.sql} ORDER BY o.id DESC LIMIT ${MOST})`,
    { of, ...scope.params },
  );
}

/** The order made under this client id. */
export const orderByClientId = (
  reader: Reader,
  clientId: string,
): Promise<{ id: number; rectificationId: number } | undefined> =>
  reader.get<{ id: number; rectificationId: number }>(
    `SELECT id, rectification_id AS rectificationId FROM follow_up_order WHERE client_id = :clientId`,
    { clientId },
  );

export interface NewOrder {
  clientId: string;
  rectificationId: number;
  run: number;
  level: OrderLevel;
  no: string;
  year: number;
  number: number;
  demands: string;
  answerByDay: number;
  copiedTo: string | null;
  grounds: readonly OrderGround[];
  reason: string | null;
  now: number;
  personId: number;
}

export async function insertOrder(tx: Tx, { grounds, ...row }: NewOrder): Promise<number> {
  const { lastId } = await tx.run(
    `INSERT INTO follow_up_order(client_id, rectification_id, run, level, no, year, number, demands, answer_by_day,
       copied_to, grounds, reason, issued_at, issued_by)
      VALUES(:clientId, :rectificationId, :run, :level, :no, :year, :number, :demands, :answerByDay, :copiedTo, :grounds,
       :reason, :now, :personId)`,
    { ...row, grounds: JSON.stringify(grounds) },
  );
  return lastId;
}

/** What decides about the orders of one matter, as the store has it. */
export interface StoredOrderFacts {
  id: number;
  state: RectificationState;
  severity: Severity;
  dueOn: number | null;
  dueAt: number | null;
  warnAt: number | null;
  suspended: number;
  returns: number;
  reminders: number;
  issued: OrderLevel[];
}

const ofRun = (actions: string): string => `(SELECT count(*) FROM rectification_event e WHERE e.rectification_id = m.id
  AND e.action IN (${actions}) AND e.id > coalesce((SELECT max(r.id) FROM rectification_event r
    WHERE r.rectification_id = m.id AND r.action = 'reopen'), 0))`;

/** Facts of these matters since each was issued or reopened last. Whether they may be seen was decided before. @param today day number */
export function orderFacts(reader: Reader, ids: readonly number[], today: number): Promise<StoredOrderFacts[]> {
  return reader.json<StoredOrderFacts>(
    `SELECT json_group_array(json_object('id', m.id, 'state', m.state, 'severity', m.severity, 'dueOn', m.due_on,
        'dueAt', m.due_at, 'warnAt', m.warn_at, 'suspended', m.suspended OR EXISTS(SELECT 1 FROM rectification_suspension s
          WHERE s.rectification_id = m.id AND s.kind = 'suspension' AND s.from_day <= :today AND s.to_day >= :today),
        'returns', ${ofRun(`'return', 'verify_not_done'`)}, 'reminders', ${ofRun(`'remind'`)},
        'issued', json((SELECT json_group_array(o.level) FROM follow_up_order o
          WHERE o.rectification_id = m.id AND o.run = m.reopenings))))
      FROM json_each(:ids) j CROSS JOIN rectification m ON m.id = j.value`,
    { ids: JSON.stringify(ids), today },
  );
}

const candidates = ['issued', ...unitAtWork, 'shelved'].map((state) => `'${state}'`).join(', ');
/** As many as are looked at for proposals: those longest over due first. */
export const MOST_CANDIDATES = 500;

/** Matters an order may be proposed for, or would be if nothing held them, short of the last colour. @param now UTC milliseconds */
export function orderCandidates(reader: Reader, now: number): Promise<number[]> {
  return reader.json<number>(
    `SELECT json_group_array(id) FROM (
      SELECT m.id, m.due_at FROM rectification m WHERE m.escalation < 4 AND m.state IN (${candidates}) AND (${overdueSql}
        OR m.id IN (SELECT id FROM rectification WHERE reminders >= 3)
        OR m.id IN (SELECT rectification_id FROM rectification_event INDEXED BY rectification_event_returned
          WHERE action IN ('return', 'verify_not_done') GROUP BY rectification_id HAVING count(*) >= 2))
      ORDER BY m.due_at LIMIT ${MOST_CANDIDATES})`,
    { now },
  );
}
