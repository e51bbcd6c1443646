import { documentKinds, type DocumentKind } from '../../domain/rectification/documents.js';
import { part, together, type Part } from '../parts.js';
import type { Reader } from '../database.js';
import { rectificationScopeSql, type RectificationViewer } from './rectification-scope.js';

/** Of which matters `m` there is such a paper: `domain/rectification/documents` in SQL, for many at once. */
const standing: Record<DocumentKind, string> = {
  rectification_notice: `m.state <> 'draft'`,
  follow_up_order: `EXISTS (SELECT 1 FROM follow_up_order o WHERE o.rectification_id = m.id)`,
  extension_approval: `EXISTS (SELECT 1 FROM rectification_extension e WHERE e.rectification_id = m.id)`,
  closure_application: `m.submitted_at IS NOT NULL`,
  verification_record: `EXISTS (SELECT 1 FROM rectification_verification v WHERE v.rectification_id = m.id AND v.at IS NOT NULL)`,
};

/** The newest matter of which there is such a paper, to try a template on. */
export const sampleMatter = (reader: Reader, kind: DocumentKind): Promise<{ id: number; no: string } | undefined> =>
  reader.get<{ id: number; no: string }>(
    `SELECT m.id, m.no FROM rectification m WHERE m.no IS NOT NULL AND ${standing[kind]} ORDER BY m.id DESC LIMIT 1`,
  );

/** Those of these matters, of what the viewer may see, that have each kind of paper; in the order they came. */
export function mattersHaving(
  reader: Reader,
  ids: readonly number[],
  viewer: RectificationViewer,
): Promise<Record<DocumentKind, number[]>> {
  const scope = rectificationScopeSql(viewer);
  const params = { ...scope.params, ids: JSON.stringify(ids) };
  const parts = Object.fromEntries(
    documentKinds.map((kind) => [
      kind,
      part<number, number[]>(
        `SELECT json_group_array(m.id ORDER BY j.key) FROM json_each(:ids) j CROSS JOIN rectification m ON m.id = j.value
          WHERE ${scope.sql} AND m.state <> 'draft' AND ${standing[kind]}`,
        params,
        (found) => found,
      ),
    ]),
  );
  return together(reader, parts as Record<DocumentKind, Part<number[]>>);
}
