import type { VisitDetail } from '../../../../domain/visit-record.js';
import { call } from '../../../api/client';
import { reportError } from '../../../shared/frame/report';
import { currentLocale, translate } from '../../../shared/i18n';

/** Asks where the report shall go and has it written; the tray tells the rest. */
export async function writeReport(visit: Pick<VisitDetail, 'id' | 'no'>, format: 'docx' | 'pdf'): Promise<void> {
  try {
    const suggestedName = `${translate('review.report.name', { no: visit.no })}.${format}`;
    const file = await call('files.pickSave', { purpose: 'visitReport', suggestedName });
    if (!file) return;
    await call('visits.report', { id: visit.id, format, language: currentLocale(), token: file.token });
  } catch (error) {
    reportError(error);
  }
}
