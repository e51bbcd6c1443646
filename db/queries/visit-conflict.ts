import type { Reader, Tx } from '../database.js';
import { part, type Part } from '../parts.js';

/** A value two people wrote differently, as the store has it. Values are JSON. */
export interface ConflictRecord {
  id: number;
  visitId: number;
  path: string;
  mine: string;
  theirs: string;
  personId: number;
  at: number;
}

/** Conflicts of a visit nobody settled yet, the oldest first. */
export const openConflicts = (visitId: number): Part<ConflictRecord[]> =>
  part<ConflictRecord, ConflictRecord[]>(
    `SELECT json_group_array(json_object('id', id, 'visitId', visit_id, 'path', path, 'mine', mine, 'theirs', theirs,
        'personId', person_id, 'at', at))
      FROM (SELECT * FROM visit_conflict WHERE visit_id = :visitId AND settled_at IS NULL ORDER BY id)`,
    { visitId },
    (rows) => rows,
  );

/** A conflict that is still open; undefined when there is none of this id. */
export function openConflict(reader: Reader, id: number): Promise<ConflictRecord | undefined> {
  return reader.get<ConflictRecord>(
    `SELECT id, visit_id AS visitId, path, mine, theirs, person_id AS personId, at FROM visit_conflict
      WHERE id = :id AND settled_at IS NULL`,
    { id },
  );
}

export async function insertConflict(tx: Tx, conflict: Omit<ConflictRecord, 'id'>): Promise<void> {
  await tx.run(
    `INSERT INTO visit_conflict(visit_id, path, mine, theirs, person_id, at)
      VALUES(:visitId, :path, :mine, :theirs, :personId, :at)`,
    { ...conflict },
  );
}

/** What is in dispute was written on: the conflict follows. */
export async function updateConflict(
  tx: Tx,
  id: number,
  { mine, theirs }: Pick<ConflictRecord, 'mine' | 'theirs'>,
): Promise<void> {
  await tx.run(`UPDATE visit_conflict SET mine = :mine, theirs = :theirs WHERE id = :id`, { id, mine, theirs });
}

/** Ends a conflict; both texts stay in its row. */
export async function settleConflict(
  tx: Tx,
  id: number,
  kept: 'mine' | 'theirs' | 'joined',
  at: number,
): Promise<void> {
  await tx.run(`UPDATE visit_conflict SET settled_at = :at, kept = :kept WHERE id = :id`, { id, kept, at });
}
