import {
  isMatterDocument,
  matterDocuments,
  type DocumentKind,
  type MatterDocument,
} from '../../domain/rectification/documents.js';
import { part, together, type Part } from '../parts.js';
import type { Reader } from '../database.js';
import { rectificationScopeSql, type RectificationViewer } from './rectification-scope.js';

/** Of which matters `m` there is such a paper: `domain/rectification/documents` in SQL, for many at once. */
const standing: Record<MatterDocument, string> = {
  rectification_notice: `m.state <> 'draft'`,
  follow_up_order: `EXISTS (SELECT 1 FROM follow_up_order o WHERE o.rectification_id = m.id)`,
  extension_approval: `EXISTS (SELECT 1 FROM rectification_extension e WHERE e.rectification_id = m.id)`,
  closure_application: `m.submitted_at IS NOT NULL`,
  verification_record: `EXISTS (SELECT 1 FROM rectification_verification v WHERE v.rectification_id = m.id AND v.at IS NOT NULL)`,
};

/** The newest paper of each kind that is of no matter. */
const others: Record<Exclude<DocumentKind, MatterDocument>, string> = {
  interview_notice: `SELECT id, no FROM summons_interview WHERE no IS NOT NULL ORDER BY id DESC LIMIT 1`,
  interview_record: `SELECT id, no FROM summons_interview WHERE held_at IS NOT NULL ORDER BY id DESC LIMIT 1`,
  circular: `SELECT id, no FROM circular WHERE no IS NOT NULL AND ranking_month_id IS NULL ORDER BY id DESC LIMIT 1`,
};

/** The newest of which there is such a paper, to try a template on. */
export const samplePaper = (reader: Reader, kind: DocumentKind): Promise<{ id: number; no: string } | undefined> =>
  reader.get<{ id: number; no: string }>(
    isMatterDocument(kind)
      ? `SELECT m.id, m.no FROM rectification m WHERE m.no IS NOT NULL AND ${standing[kind]} ORDER BY m.id DESC LIMIT 1`
      : others[kind],
  );

/** Those of these matters, of what the viewer may see, that have each kind of paper; in the order they came. */
export function mattersHaving(
  reader: Reader,
  ids: readonly number[],
  viewer: RectificationViewer,
): Promise<Record<MatterDocument, number[]>> {
  const scope = rectificationScopeSql(viewer);
  const params = { ...scope.params, ids: JSON.stringify(ids) };
  const parts = Object.fromEntries(
    matterDocuments.map((kind) => [
      kind,
      part<number, number[]>(
        `SELECT json_group_array(m.id ORDER BY j.key) FROM json_each(:ids) j CROSS JOIN rectification m ON m.id = j.value
          WHERE ${scope.sql} AND m.state <> 'draft' AND ${standing[kind]}`,
        params,
        (found) => found,
      ),
    ]),
  );
  return together(reader, parts as Record<MatterDocument, Part<number[]>>);
}
