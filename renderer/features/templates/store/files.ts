import type { FileToken } from '../../../../domain/contract/commands/work.js';
import type { VersionHead } from '../../../../domain/template.js';
import { call } from '../../../api/client';
import { reportError } from '../../../shared/frame/report';
import { translate } from '../../../shared/i18n';

/** Asks for a template file; null when the dialog was closed. */
export const pickTemplateFile = (): Promise<FileToken | null> => call('files.pickOpen', { purpose: 'templateImport' });

/** The file that was dropped. */
export async function droppedTemplateFile(event: DragEvent): Promise<FileToken | null> {
  const [file] = event.dataTransfer?.files ?? [];
  return file ? window.mingcha.tokenFor(file) : null;
}

/** Asks where to, and writes a published version there; the tray tells the rest. */
export async function exportVersion(head: VersionHead, format: 'xlsx' | 'json'): Promise<void> {
  try {
    const name = translate('templates.fileName', { title: head.title, number: head.number });
    const file = await call('files.pickSave', { purpose: 'templateExport', suggestedName: `${name}.${format}` });
    if (file) await call('templates.export', { versionId: head.id, format, token: file.token });
  } catch (error) {
    reportError(error);
  }
}
