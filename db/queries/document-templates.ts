import type { DocumentKind } from '../../domain/rectification/documents.js';
import type { Reader, Tx } from '../database.js';

/** A template of the office's own, without its bytes. */
export interface OwnTemplate {
  kind: DocumentKind;
  name: string;
  sha256: string;
  bytes: number;
  setAt: number;
  setBy: string;
}

export const ownTemplates = (reader: Reader): Promise<OwnTemplate[]> =>
  reader.all<OwnTemplate>(
    `SELECT t.kind, t.name, t.sha256, length(t.bytes) AS bytes, t.set_at AS setAt, p.name AS setBy
      FROM document_template t JOIN person p ON p.id = t.set_by`,
  );

/** The Word file itself; undefined where the shipped layout stands. */
export const templateBytes = (reader: Reader, kind: DocumentKind): Promise<Buffer | undefined> =>
  reader.value<Buffer>(`SELECT bytes FROM document_template WHERE kind = :kind`, { kind });

export async function writeTemplate(
  tx: Tx,
  row: { kind: DocumentKind; name: string; bytes: Buffer; sha256: string; now: number; personId: number },
): Promise<void> {
  await tx.run(
    `INSERT INTO document_template(kind, name, bytes, sha256, set_at, set_by)
      VALUES(:kind, :name, :bytes, :sha256, :now, :personId)
      ON CONFLICT(kind) DO UPDATE SET name = excluded.name, bytes = excluded.bytes, sha256 = excluded.sha256,
        set_at = excluded.set_at, set_by = excluded.set_by`,
    row,
  );
}

export async function removeTemplate(tx: Tx, kind: DocumentKind): Promise<void> {
  await tx.run(`DELETE FROM document_template WHERE kind = :kind`, { kind });
}
