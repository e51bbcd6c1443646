import { shallowRef, type ShallowRef } from 'vue';
import type { DocumentKind, MatterDocument } from '../../../../domain/rectification/documents.js';
import { call } from '../../../api/client';
import { reportError } from '../../../shared/frame/report';
import { translate } from '../../../shared/i18n';

/** What one file takes, as the contract has it. */
export const MOST_PRINTED = 200;

/** So many matters are asked about at once. */
export const MOST_ASKED = 5000;

/** Asks where papers under this name shall go and has them written; the tray tells the rest. */
export async function makePapers(
  kind: DocumentKind,
  ids: number[],
  format: 'docx' | 'pdf',
  name: string,
): Promise<void> {
  try {
    const file = await call('files.pickSave', { purpose: 'matterDocument', suggestedName: `${name}.${format}` });
    if (!file) return;
    await call('documents.make', { kind, ids, format, token: file.token });
  } catch (error) {
    reportError(error);
  }
}

const word = (kind: DocumentKind): string => translate(`papers.kind.${kind}`);

/** A paper of a matter, or of an interview. */
export const makePaper = (
  kind: DocumentKind,
  { id, no }: { id: number; no: string | null },
  format: 'docx' | 'pdf',
): Promise<void> => makePapers(kind, [id], format, translate('matter.papers.file', { kind: word(kind), no: no ?? '' }));

/** The papers of several matters in one file. */
export const printPapers = (kind: MatterDocument, ids: readonly number[], format: 'docx' | 'pdf'): Promise<void> =>
  makePapers(kind, [...ids], format, translate('matter.papers.files', { kind: word(kind), n: ids.length }));

/** The papers there is a template of the office's own for; none where it cannot be told. */
export function useOwnTemplates(): Readonly<ShallowRef<ReadonlySet<DocumentKind>>> {
  const own = shallowRef<ReadonlySet<DocumentKind>>(new Set());
  void call('documents.templates', {}).then(
    (all) => (own.value = new Set(all.flatMap((one) => (one.own ? [one.kind] : [])))),
    () => undefined,
  );
  return own;
}
