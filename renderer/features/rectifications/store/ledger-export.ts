import type { LedgerColumn } from '../../../../domain/rectification/columns.js';
import { call } from '../../../api/client';
import { reportError } from '../../../shared/frame/report';
import { currentLocale, translate } from '../../../shared/i18n';
import { dayOf, isoDay } from '../../../shared/i18n/format';
import type { ListState } from '../../../shared/list/list-address';
import { ledgerInput } from '../model/ledger-address';

/** Writes exactly what the table shows; the tray tells the rest. */
export async function exportLedger(state: ListState, columns: readonly string[]): Promise<void> {
  try {
    const suggestedName = `${translate('ledger.title')} ${isoDay(dayOf(Date.now()))}.xlsx`;
    const file = await call('files.pickSave', { purpose: 'ledgerExport', suggestedName });
    if (!file) return;
    await call('rectifications.export', {
      ...ledgerInput(state),
      columns: columns as LedgerColumn[],
      language: currentLocale(),
      token: file.token,
    });
  } catch (error) {
    reportError(error);
  }
}
