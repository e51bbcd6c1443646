import type { CircularFields, CircularState } from '../../domain/rectification/circular.js';
import type { Severity } from '../../domain/checklist/kinds.js';
import type { RectificationState } from '../../domain/rectification/life.js';
import type { Reader, Tx } from '../database.js';
import { briefSql, labelSql } from './hall-model.js';

export interface StoredCircular extends Omit<CircularFields, 'cases'> {
  id: number;
  clientId: string;
  no: string | null;
  revision: number;
  state: CircularState;
  hallId: number;
  cases: {
    id: number;
    no: string;
    unitLabel: string | null;
    windowLabel: string | null;
    problem: string;
    severity: Severity;
    foundDay: number | null;
    state: RectificationState;
  }[];
  ranking: { id: number; hallId: number; month: number } | null;
  createdBy: string;
  createdAt: number;
  issuedAt: number | null;
  issuedBy: string | null;
}

const person = (column: string): string => `(SELECT coalesce(p.code, p.name) FROM person p WHERE p.id = c.${column})`;
const stored = `json_object('id', c.id, 'clientId', c.client_id, 'no', c.no, 'revision', c.revision, 'state', c.state,
  'hallId', c.hall_id, 'title', c.title, 'text', c.text, 'sentTo', c.sent_to, 'copiedTo', c.copied_to,
  'cases', json((SELECT json_group_array(json_object('id', m.id, 'no', m.no, 'problem', m.problem, 'severity', m.severity,
      'foundDay', m.found_on, 'state', m.state,
      'unitLabel', (SELECT ${briefSql('unit', 'u')} FROM unit u WHERE u.id = m.unit_id),
      'windowLabel', (SELECT ${labelSql('window', 'w')} FROM "window" w WHERE w.id = m.window_id)) ORDER BY k.position)
    FROM circular_case k JOIN rectification m ON m.id = k.rectification_id WHERE k.circular_id = c.id)),
  'ranking', json((SELECT json_object('id', r.id, 'hallId', r.hall_id, 'month', r.month) FROM ranking_month r
    WHERE r.id = c.ranking_month_id)),
  'createdBy', ${person('created_by')}, 'createdAt', c.created_at, 'issuedAt', c.issued_at, 'issuedBy', ${person('issued_by')})`;

const MOST = 200;

/** Circulars, the newest first. @param id one of them alone */
export function storedCirculars(reader: Reader, id: number | null = null): Promise<StoredCircular[]> {
  return reader.json<StoredCircular>(
    `SELECT json_group_array(json(one)) FROM (SELECT ${stored} AS one FROM circular c
      WHERE (:id IS NULL OR c.id = :id) ORDER BY c.id DESC LIMIT ${MOST})`,
    { id },
  );
}

export const circularIdOf = (reader: Reader, clientId: string): Promise<number | undefined> =>
  reader.value<number>(`SELECT id FROM circular WHERE client_id = :clientId`, { clientId });

/** The circular of a month of the ranking. */
export const circularOfRanking = (reader: Reader, rankingMonthId: number): Promise<number | undefined> =>
  reader.value<number>(`SELECT id FROM circular WHERE ranking_month_id = :rankingMonthId`, { rankingMonthId });

/** Of these matters those that were issued. */
export const issuedAmong = (reader: Reader, ids: readonly number[]): Promise<number[]> =>
  reader.json<number>(
    `SELECT json_group_array(m.id) FROM json_each(:ids) j CROSS JOIN rectification m ON m.id = j.value
      WHERE m.state <> 'draft'`,
    { ids: JSON.stringify(ids) },
  );

/** The hall that issues: the head of the first case's own, else the first head there is. */
export async function issuingHall(reader: Reader, firstCase: number | null): Promise<number> {
  const id = await reader.value<number>(
    `SELECT coalesce((SELECT coalesce(h.parent_id, h.id) FROM rectification m JOIN hall h ON h.id = m.hall_id
        WHERE m.id = :firstCase),
      (SELECT id FROM hall WHERE parent_id IS NULL AND state = 'active' ORDER BY id LIMIT 1))`,
    { firstCase },
  );
  if (id === undefined) throw new Error('there is no hall');
  return id;
}

async function writeCases(tx: Tx, id: number, cases: readonly number[]): Promise<void> {
  await tx.run(`DELETE FROM circular_case WHERE circular_id = :id`, { id });
  await tx.run(
    `INSERT INTO circular_case(circular_id, position, rectification_id)
      SELECT :id, key + 1, value FROM json_each(:cases)`,
    { id, cases: JSON.stringify(cases) },
  );
}

export async function insertCircular(
  tx: Tx,
  row: {
    clientId: string;
    hallId: number;
    rankingMonthId: number | null;
    fields: CircularFields;
    now: number;
    personId: number;
  },
): Promise<number> {
  const { fields, ...rest } = row;
  const { cases, ...plain } = fields;
  const { lastId } = await tx.run(
    `INSERT INTO circular(client_id, hall_id, ranking_month_id, state, title, text, sent_to, copied_to, created_by,
        created_at, updated_at)
      VALUES(:clientId, :hallId, :rankingMonthId, 'draft', :title, :text, :sentTo, :copiedTo, :personId, :now, :now)`,
    { ...rest, ...plain },
  );
  await writeCases(tx, lastId, cases);
  return lastId;
}

export async function updateCircular(
  tx: Tx,
  { id, hallId, fields, now }: { id: number; hallId: number; fields: CircularFields; now: number },
): Promise<void> {
  const { cases, ...plain } = fields;
  await tx.run(
    `UPDATE circular SET hall_id = :hallId, title = :title, text = :text, sent_to = :sentTo, copied_to = :copiedTo,
       updated_at = :now, revision = revision + 1 WHERE id = :id`,
    { id, hallId, now, ...plain },
  );
  await writeCases(tx, id, cases);
}

export async function deleteCircular(tx: Tx, id: number): Promise<void> {
  await tx.run(`DELETE FROM circular_case WHERE circular_id = :id`, { id });
  await tx.run(`DELETE FROM circular WHERE id = :id`, { id });
}

export async function issueCircular(
  tx: Tx,
  row: { id: number; no: string; year: number; number: number; now: number; personId: number },
): Promise<void> {
  await tx.run(
    `UPDATE circular SET state = 'issued', no = :no, year = :year, number = :number, issued_at = :now,
       issued_by = :personId, updated_at = :now, revision = revision + 1 WHERE id = :id`,
    row,
  );
}
