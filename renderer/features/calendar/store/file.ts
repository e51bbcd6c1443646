import type { FileToken } from '../../../../domain/contract/commands/work.js';
import { call } from '../../../api/client';

/** Asks for a calendar file; null when the dialog was closed. */
export const pickCalendarFile = (): Promise<FileToken | null> => call('files.pickOpen', { purpose: 'calendarImport' });

/** The file that was dropped. */
export async function droppedCalendarFile(event: DragEvent): Promise<FileToken | null> {
  const [file] = event.dataTransfer?.files ?? [];
  return file ? window.mingcha.tokenFor(file) : null;
}
