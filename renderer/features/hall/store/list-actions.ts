import { currentLocale } from '../../../shared/i18n';
import type { HallEntity } from '../../../../domain/hall/entities.js';
import { call } from '../../../api/client';
import { reportError } from '../../../shared/frame/report';
import type { ListState } from '../../../shared/list/list-address';
import { isoDay, dayOf } from '../../../shared/i18n/format';
import { listWord } from '../model/words';
import { listingOf } from './hall-list';

/** Writes exactly what the list shows; the tray tells the rest. */
export async function exportList(entity: HallEntity, state: ListState, columns: string[]): Promise<void> {
  try {
    const suggestedName = `${listWord(entity)} ${isoDay(dayOf(Date.now()))}.xlsx`;
    const file = await call('files.pickSave', { purpose: 'hallExport', suggestedName });
    if (!file) return;
    await call('hall.export', { ...listingOf(entity, state), columns, language: currentLocale(), token: file.token });
  } catch (error) {
    reportError(error);
  }
}

/** The row that was opened last, so that the list stands there again on the way back. */
let opened: { entity: HallEntity; id: number } | null = null;
export const rememberOpened = (entity: HallEntity, id: number): void => void (opened = { entity, id });
export const lastOpened = (entity: HallEntity): number | null => (opened?.entity === entity ? opened.id : null);
