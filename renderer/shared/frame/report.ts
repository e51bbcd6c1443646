import { asClientError } from '../../api/client';
import { translate } from '../i18n';
import { errorText } from '../i18n/error-text';
import { useNotices } from '../stores/notices';

/** Shows a failed step that has no form or page of its own to show it. Cancelled is not a failure. */
export function reportError(error: unknown): void {
  const known = asClientError(error);
  if (known.code === 'cancelled' || known.code === 'permission.locked' || known.code === 'permission.signIn') return;
  if (!(error instanceof Error && error.name === 'ClientError')) console.error(error);
  const log = known.logId ? ` ${translate('fault.log', { id: known.logId })}` : '';
  useNotices().push({ tone: 'fault', title: translate('fault.title'), detail: errorText(known) + log });
}
