import type { CommandOutput } from '../../domain/contract/commands/index.js';
import type { Reader } from '../database.js';
import { rectificationScopeSql, type RectificationViewer } from './rectification-scope.js';

/** Matters verified or looked back at on a visit, the oldest first; whether the visit may be seen was decided before. */
export function mattersOfVisit(
  reader: Reader,
  visitId: number,
  viewer: RectificationViewer,
): Promise<CommandOutput<'rectifications.ofVisit'>> {
  const { sql, params } = rectificationScopeSql(viewer);
  return reader.all(
    `SELECT m.id, m.no, m.problem, o.kind, o.day, o.result FROM (
        SELECT rectification_id, 'verification' AS kind, day, result FROM rectification_verification
          WHERE visit_id = :visitId AND at IS NOT NULL
        UNION ALL SELECT rectification_id, 'look_back', day, result FROM look_back WHERE visit_id = :visitId) o
      JOIN rectification m ON m.id = o.rectification_id WHERE ${sql} ORDER BY o.day, m.id`,
    { visitId, ...params },
  );
}
