import { AppError } from '../domain/errors.js';
import { chainHash, NO_HASH, type AuditHead, type AuditRow } from './audit-log.js';
import type { Database, Reader } from './database.js';

/** Rows read and hashed at a time; between two pages other work has its turn. */
const PAGE = 500;

/**
 * What the log was found to be. `seq` is the first row that is not right:
 * `changed` its contents or its link to the row before; `missing` it is not there;
 * `tail` rows were cut off or put on at the end, past the stored head.
 */
export type ChainResult =
  { ok: true; rows: number; head: AuditHead } | { ok: false; seq: number; fault: 'changed' | 'missing' | 'tail' };

type Cells = [...AuditRow, hash: string];

const COLUMNS = 'seq, at, actor_id, actor_name, action, object, ref, reason, before_json, after_json';
const PAGE_SQL = `SELECT json_group_array(json_array(${COLUMNS}, lower(hex(hash)))) FROM
  (SELECT ${COLUMNS}, hash FROM audit WHERE seq > :after ORDER BY seq LIMIT ${PAGE})`;

async function headOf(reader: Reader): Promise<AuditHead> {
  const head = await reader.get<AuditHead>('SELECT seq, lower(hex(hash)) AS hash FROM audit_head');
  return head ?? { seq: 0, hash: NO_HASH };
}

/** Where the chain ends now: to be kept outside the file (reports, backups) and compared later. */
export function auditHead(database: Database): Promise<AuditHead> {
  return database.read('audit.head', headOf);
}

/**
 * Computes the whole chain again, from the first row to the stored head. Rows added meanwhile are included.
 * @param onProgress rows done and rows in all, after each page
 * @throws AppError `cancelled`
 */
export async function verifyChain(
  database: Database,
  onProgress: (done: number, total: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<ChainResult> {
  let hash = NO_HASH;
  let seq = 0;
  for (;;) {
    if (signal?.aborted) throw new AppError('cancelled');
    const { head, page } = await readPage(database, seq);
    for (const cells of page) {
      if (cells[0] !== seq + 1) return { ok: false, seq: seq + 1, fault: 'missing' };
      hash = chainHash(hash, cells.slice(0, -1) as unknown as AuditRow);
      if (hash !== cells.at(-1)) return { ok: false, seq: seq + 1, fault: 'changed' };
      seq += 1;
    }
    onProgress(seq, Math.max(seq, head.seq));
    if (page.length === PAGE) continue;
    if (head.seq !== seq) return { ok: false, seq: Math.min(head.seq, seq) + 1, fault: 'tail' };
    if (head.hash !== hash) return { ok: false, seq, fault: 'tail' };
    return { ok: true, rows: seq, head };
  }
}

// One snapshot: a row appended between page and head would look like a cut tail.
function readPage(database: Database, after: number): Promise<{ head: AuditHead; page: Cells[] }> {
  return database.read(
    'audit.verify',
    async (reader) => ({ head: await headOf(reader), page: await reader.json<Cells>(PAGE_SQL, { after }) }),
    { snapshot: true },
  );
}

/**
 * Whether a head written down earlier is still part of the chain. Together with `verifyChain` it shows that nothing
 * before it was rewritten, even by somebody who can compute hashes.
 */
export async function compareHead(database: Database, expected: AuditHead): Promise<ChainResult> {
  return database.read('audit.compare', async (reader) => {
    const head = await headOf(reader);
    if (expected.seq === 0) return { ok: true, rows: head.seq, head };
    const hash = await reader.value<string>('SELECT lower(hex(hash)) FROM audit WHERE seq = :seq', {
      seq: expected.seq,
    });
    if (hash === undefined)
      return { ok: false, seq: expected.seq, fault: expected.seq > head.seq ? 'tail' : 'missing' };
    if (hash !== expected.hash.toLowerCase()) return { ok: false, seq: expected.seq, fault: 'changed' };
    return { ok: true, rows: head.seq, head };
  });
}
