import type { Params, Reader } from '../database.js';

/** Which rows of the audit log; every part may be left out. */
export interface AuditQuery {
  object?: string | undefined;
  /** Only together with `object`. */
  ref?: number | undefined;
  actorId?: number | undefined;
  /** Rows older than this one: the `seq` of the last row of the page before. */
  before?: number | undefined;
  /** 1 to 200. */
  limit: number;
}

export interface AuditListRow {
  seq: number;
  /** UTC milliseconds. */
  at: number;
  actorId: number | null;
  actorName: string;
  action: string;
  object: string;
  ref: number | null;
  reason: string | null;
  /** JSON text. */
  before: string | null;
  after: string | null;
}

const COLUMNS = `seq, at, actor_id AS actorId, actor_name AS actorName, action, object, ref, reason,
  before_json AS before, after_json AS after`;

/** The statement and its parameters; apart from `listAudit` so that its plan can be tested. */
export function auditListSql(query: AuditQuery): { sql: string; params: Params } {
  const parts: readonly (readonly [string, string, string | number | undefined])[] = [
    ['object = :object', 'object', query.object],
    ['ref = :ref', 'ref', query.ref],
    ['actor_id = :actorId', 'actorId', query.actorId],
    ['seq < :before', 'before', query.before],
  ];
  const used = parts.filter((part): part is readonly [string, string, string | number] => part[2] !== undefined);
  const where = used.length === 0 ? '' : `WHERE ${used.map(([condition]) => condition).join(' AND ')}`;
  const params = Object.fromEntries([...used.map(([, name, value]) => [name, value] as const), ['limit', query.limit]]);
  return { sql: `SELECT ${COLUMNS} FROM audit ${where} ORDER BY seq DESC LIMIT :limit`, params };
}

/** A page of the audit log, newest first. */
export function listAudit(reader: Reader, query: AuditQuery): Promise<AuditListRow[]> {
  const { sql, params } = auditListSql(query);
  return reader.all<AuditListRow>(sql, params);
}
