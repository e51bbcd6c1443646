import { AppError } from '../domain/errors.js';
import { Connection } from './driver.js';

export interface IntegrityReport {
  ok: boolean;
  /** SQLite's own words, at most 20; empty when all is well. */
  faults: string[];
}

const MOST_FAULTS = 20;

/** Questions whose every row is a fault. */
const checks: readonly (readonly [
  sql: string,
  words: (row: Record<string, string | number | null>) => string | null,
])[] = [
  [
    `PRAGMA integrity_check(${MOST_FAULTS})`,
    (row) => (row['integrity_check'] === 'ok' ? null : String(row['integrity_check'])),
  ],
  ['PRAGMA foreign_key_check', (row) => `${row['table']} row ${row['rowid']} points to nothing in ${row['parent']}`],
  [
    `SELECT id FROM search_doc EXCEPT SELECT id FROM search_fts_docsize LIMIT ${MOST_FAULTS}`,
    (row) => `document ${row['id']} is not in the search index`,
  ],
  [
    `SELECT id FROM search_fts_docsize EXCEPT SELECT id FROM search_doc LIMIT ${MOST_FAULTS}`,
    (row) => `the search index holds ${row['id']}, which is no document`,
  ],
];

/**
 * Looks through the whole file on a connection of its own, while people work on: pages, indexes, references, search
 * index. About 3 s per GB. Text that was changed inside a page is found by the audit chain, not here.
 * @param onProgress checks done and checks in all
 * @throws AppError `cancelled`
 */
export async function checkIntegrity(
  store: { file: string },
  onProgress: (done: number, total: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<IntegrityReport> {
  const connection = await Connection.open(store.file, 'read');
  const stop = (): void => connection.interrupt();
  signal?.addEventListener('abort', stop, { once: true });
  const faults: string[] = [];
  try {
    for (const [index, [sql, words]] of checks.entries()) {
      if (signal?.aborted) throw new AppError('cancelled');
      onProgress(index, checks.length);
      faults.push(
        ...(await connection.all<Record<string, string | number | null>>(sql)).flatMap((row) => words(row) ?? []),
      );
      // In a broken file the other questions have no honest answer.
      if (faults.length > 0) break;
    }
    onProgress(checks.length, checks.length);
    return { ok: faults.length === 0, faults: faults.slice(0, MOST_FAULTS) };
  } catch (error) {
    if (error instanceof AppError && error.code === 'db.corrupt') {
      return { ok: false, faults: [String(error.params['detail'])] };
    }
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await connection.close();
  }
}
