import type { CommandOutput } from '../../domain/contract/commands/index.js';
import type { Reader } from '../database.js';
import { countIssuable } from './rectification-findings.js';
import { canBeRedSql, openMatters, openSql, overdueSql } from './rectification-light.js';
import { rectificationScopeSql, type RectificationViewer } from './rectification-scope.js';

/**
 * What presses, and what of the office's own is half done.
 * @param now UTC milliseconds
 * @param span the days in which a due date counts as near, both included
 */
export async function outlookOf(
  reader: Reader,
  viewer: RectificationViewer,
  now: number,
  { fromDay, toDay }: { fromDay: number; toDay: number },
): Promise<CommandOutput<'rectifications.outlook'>> {
  const scope = rectificationScopeSql(viewer);
  const [overdue = 0, near = 0] = await reader.json<number>(
    `SELECT json_array(total(${overdueSql}), total(m.due_at > :now AND m.due_on BETWEEN :fromDay AND :toDay))
      FROM ${openMatters} WHERE ${openSql} AND ${canBeRedSql} AND (${scope.sql})`,
    { ...scope.params, now, fromDay, toDay },
  );
  if (!viewer.roles.includes('office')) return { overdue, near, fromDay, toDay, drafts: 0, issuable: 0 };
  const drafts = await reader.value<number>(`SELECT count(*) FROM rectification m WHERE m.state = 'draft'`);
  return { overdue, near, fromDay, toDay, drafts: drafts ?? 0, issuable: await countIssuable(reader) };
}
