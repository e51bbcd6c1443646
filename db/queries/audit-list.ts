import type { AuditRow } from '../../domain/contract/commands/work.js';
import type { Reader } from '../database.js';

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
const LIST_MOST = 100_000;

/** Kinds of footage and what is made of it: inspectors work with it for their visits. */
const footageObjects = ['recording', 'clip', 'redaction', 'derivation', 'release_exception', 'evidence_pack']
  .map((object) => `'${object}'`)
  .join(', ');

/**
 * Rows that would tell who visited or reported: what inspectors do with their visits, supervisors with their leads, both
 * with their pictures, inspectors with footage. The log keeps the person and the chain covers it; whoever reads the log sees the code, as
 * everywhere, and a name is opened at the visit or the lead.
 */
const sealed = (alias: string): string => `(${alias}.action IN ('visits.start', 'visits.settle', 'visits.submit',
    'visits.discard', 'leads.submit', 'leads.discard', 'evidence.add', 'evidence.caption', 'evidence.remove',
    'evidence.restore')
  OR ${alias}.object IN (${footageObjects}) AND EXISTS (SELECT 1 FROM person_role pr
    WHERE pr.person_id = ${alias}.actor_id AND pr.role = 'inspector')
  OR ${alias}.object = 'visit' AND EXISTS (SELECT 1 FROM visit_inspector vi
    WHERE vi.visit_id = ${alias}.ref AND vi.person_id = ${alias}.actor_id))`;

const conditions = {
  text: `instr(iif(${sealed('a')}, '', actor_name) || ' ' || coalesce(reason, '') || ' ' || coalesce(after_json, '') || ' ' || coalesce(before_json, ''), :text) > 0`,
  personId: `actor_id = :personId AND NOT ${sealed('a')}`,
  object: 'object = :object',
  action: 'action = :action',
  from: 'at >= :from',
  to: 'at < :to',
} as const satisfies Record<keyof AuditFilter, string>;

/** Sequence numbers that match, newest or oldest first. */
export async function auditIds(reader: Reader, filter: AuditFilter, direction: 'asc' | 'desc'): Promise<number[]> {
  const given = (Object.keys(conditions) as (keyof AuditFilter)[]).filter((key) => filter[key] !== undefined);
  const where = given.length === 0 ? '' : `WHERE ${given.map((key) => conditions[key]).join(' AND ')}`;
  const params = Object.fromEntries(given.map((key) => [key, filter[key] as string | number]));
  const ids = await reader.json<number>(
    `SELECT json_group_array(seq) FROM (SELECT seq FROM audit a ${where} ORDER BY seq DESC LIMIT ${LIST_MOST})`,
    params,
  );
  return direction === 'asc' ? ids.reverse() : ids;
}

/** In the order of `ids`. */
export function auditByIds(reader: Reader, ids: readonly number[]): Promise<Omit<AuditRow, 'label'>[]> {
  return reader.all<Omit<AuditRow, 'label'>>(
    `SELECT a.seq AS id, a.at, iif(${sealed('a')}, coalesce(p.code, '#' || a.actor_id), a.actor_name) AS who,
        iif(${sealed('a')}, NULL, a.actor_id) AS personId, a.action, a.object, a.ref, a.reason,
        a.before_json AS before, a.after_json AS after, lower(hex(a.hash)) AS hash
       FROM json_each(:ids) j CROSS JOIN audit a ON a.seq = j.value LEFT JOIN person p ON p.id = a.actor_id
       ORDER BY j.key`,
    { ids: JSON.stringify(ids) },
  );
}

/** Everybody who stands in the log, under the newest name, by name. */
export function auditPeople(reader: Reader): Promise<{ personId: number; name: string }[]> {
  return reader.all(
    `SELECT p.actor_id AS personId, (SELECT actor_name FROM audit a WHERE a.actor_id = p.actor_id ORDER BY seq DESC LIMIT 1)
        AS name
       FROM (SELECT DISTINCT actor_id FROM audit WHERE actor_id IS NOT NULL) p ORDER BY name`,
  );
}

/**
 * The latest moment the log knows, which need not be its newest row's; UTC milliseconds, null while it is empty. Since
 * somebody confirmed the clock: the latest from then on.
 */
export async function latestRecordedAt(reader: Reader): Promise<number | null> {
  return (await reader.value<number | null>('SELECT latest_at FROM audit_head')) ?? null;
}

/** The newest row's number, instant and hash; null while the log is empty. */
export async function newestAudit(reader: Reader): Promise<{ seq: number; at: number; hash: string } | null> {
  const head = await reader.get<{ seq: number; at: number; hash: string }>(
    `SELECT seq, at, lower(hex(hash)) AS hash FROM audit ORDER BY seq DESC LIMIT 1`,
  );
  return head ?? null;
}
