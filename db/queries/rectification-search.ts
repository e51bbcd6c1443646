import { dayOf } from '../../domain/time.js';
import type { Reader, Tx } from '../database.js';
import { indexDocs } from '../search.js';
import { briefSql, labelSql } from './hall-model.js';
import { rectificationScopeSql, type RectificationViewer } from './rectification-scope.js';

interface Words {
  id: number;
  state: string;
  unitId: number | null;
  foundOn: number | null;
  createdAt: number;
  text: string;
}

/** Puts matters into the index by number and words. A draft is nobody's but the office's: no unit finds it. */
export async function indexMatters(tx: Tx, ids: readonly number[]): Promise<void> {
  const found = await tx.json<Words>(
    `SELECT json_group_array(json_object('id', m.id, 'state', m.state, 'unitId', m.unit_id, 'foundOn', m.found_on,
        'createdAt', m.created_at, 'text', concat_ws(' ', m.no, m.problem, m.goal, m.basis_clause, m.responsible_person,
          m.responsible_leader, (SELECT n.no FROM rectification_notice n WHERE n.id = m.notice_id),
          (SELECT ${labelSql('window', 'w')} FROM "window" w WHERE w.id = m.window_id),
          (SELECT concat_ws(' ', u.name, ${briefSql('unit', 'u')}) FROM unit u WHERE u.id = m.unit_id))))
      FROM json_each(:ids) j CROSS JOIN rectification m ON m.id = j.value`,
    { ids: JSON.stringify(ids) },
  );
  await indexDocs(
    tx,
    found.map(({ id, state, unitId, foundOn, createdAt, text }) => ({
      kind: 'rectification' as const,
      ref: id,
      unitId: state === 'draft' ? null : unitId,
      day: foundOn ?? dayOf(createdAt),
      text,
    })),
  );
}

/** What a matter is recognised by among what was found. */
export interface MatterText {
  id: number;
  no: string | null;
  problem: string;
  windowLabel: string | null;
  unitLabel: string | null;
  responsible: string | null;
}

/** Of these matters those the viewer may see, in any order. */
export function rectificationTexts(
  reader: Reader,
  ids: readonly number[],
  viewer: RectificationViewer,
): Promise<MatterText[]> {
  const scope = rectificationScopeSql(viewer);
  return reader.json<MatterText>(
    `SELECT json_group_array(json_object('id', m.id, 'no', m.no, 'problem', m.problem,
        'windowLabel', (SELECT ${labelSql('window', 'w')} FROM "window" w WHERE w.id = m.window_id),
        'unitLabel', (SELECT ${briefSql('unit', 'u')} FROM unit u WHERE u.id = m.unit_id),
        'responsible', m.responsible_person))
      FROM json_each(:ids) j CROSS JOIN rectification m ON m.id = j.value WHERE ${scope.sql}`,
    { ids: JSON.stringify(ids), ...scope.params },
  );
}
