import type { AuditRow } from '../../domain/contract/commands/work.js';
import type { Reader } from '../database.js';

interface AuditRecord {
  seq: number;
  at: number;
  actor_id: number | null;
  actor_name: string;
  action: string;
  object: string;
  ref: number | null;
  reason: string | null;
  before_json: string | null;
  after_json: string | null;
  hash: string;
}

export interface AuditFilter {
  text?: string | undefined;
  personId?: number | undefined;
  object?: string | undefined;
  action?: string | undefined;
  /** First instant that counts, and the first that no longer does, UTC milliseconds. */
  from?: number | undefined;
  to?: number | undefined;
}

/** A list holds at most this many of the newest matching rows; filters reach the rest. */
export const AUDIT_LIST_MOST = 100_000;

const conditions = {
  text: `instr(actor_name || ' ' || coalesce(reason, '') || ' ' || coalesce(after_json, '') || ' ' || coalesce(before_json, ''), :text) > 0`,
  personId: 'actor_id = :personId',
  object: 'object = :object',
  action: 'action = :action',
  from: 'at >= :from',
  to: 'at < :to',
} as const satisfies Record<keyof AuditFilter, string>;

/** Sequence numbers that match, newest first or oldest first among the newest. */
export async function auditIds(reader: Reader, filter: AuditFilter, direction: 'asc' | 'desc'): Promise<number[]> {
  const given = (Object.keys(conditions) as (keyof AuditFilter)[]).filter((key) => filter[key] !== undefined);
  const where = given.length === 0 ? '' : `WHERE ${given.map((key) => conditions[key]).join(' AND ')}`;
  const params = Object.fromEntries(given.map((key) => [key, filter[key] as string | number]));
  return reader.json<number>(
    `SELECT json_group_array(seq) FROM (SELECT seq FROM (SELECT seq FROM audit ${where} ORDER BY seq DESC
      LIMIT ${AUDIT_LIST_MOST}) ORDER BY seq ${direction === 'asc' ? 'ASC' : 'DESC'})`,
    params,
  );
}

/** In the order of `ids`. */
export async function auditByIds(reader: Reader, ids: readonly number[]): Promise<AuditRow[]> {
  const records = await reader.all<AuditRecord>(
    `SELECT a.seq, a.at, a.actor_id, a.actor_name, a.action, a.object, a.ref, a.reason, a.before_json, a.after_json,
        lower(hex(a.hash)) AS hash
       FROM json_each(:ids) j CROSS JOIN audit a ON a.seq = j.value ORDER BY j.key`,
    { ids: JSON.stringify(ids) },
  );
  return records.map((record) => ({
    id: record.seq,
    at: record.at,
    who: record.actor_name,
    personId: record.actor_id,
    action: record.action,
    object: record.object,
    ref: record.ref,
    reason: record.reason,
    before: record.before_json,
    after: record.after_json,
    hash: record.hash,
  }));
}

/** The newest row's number, instant and hash; null while the log is empty. */
export async function auditHead(reader: Reader): Promise<{ seq: number; at: number; hash: string } | null> {
  const head = await reader.get<{ seq: number; at: number; hash: string }>(
    `SELECT seq, at, lower(hex(hash)) AS hash FROM audit ORDER BY seq DESC LIMIT 1`,
  );
  return head ?? null;
}
