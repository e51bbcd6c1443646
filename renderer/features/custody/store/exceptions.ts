import type { ReleaseException } from '../../../../domain/footage/custody.js';
import { call } from '../../../api/client';
import { askReason } from '../../../shared/dialogs/dialogs';
import { reportError } from '../../../shared/frame/report';
import { translate } from '../../../shared/i18n';
import { useNotices } from '../../../shared/stores/notices';
import { useAsked } from './asked';

/** Requests to release something unredacted, and the word of a second person on them. */
export function useExceptions() {
  const notices = useNotices();
  const { value, failure, load } = useAsked(() => call('exceptions.list', {}), ['release_exception']);

  async function decide({ id, name }: ReleaseException, approve: boolean): Promise<void> {
    const note = await askReason({
      title: translate(approve ? 'custody.exception.approveTitle' : 'custody.exception.refuseTitle', { name }),
      text: translate('custody.exception.decideText'),
      confirm: translate(approve ? 'custody.exception.approve' : 'custody.exception.refuse'),
    });
    if (note === null) return;
    try {
      await call('exceptions.decide', { id, approve, note });
      notices.push({
        tone: 'done',
        title: translate(approve ? 'custody.exception.approved' : 'custody.exception.refused', { name }),
      });
    } catch (error) {
      reportError(error);
    }
    void load();
  }
  return { exceptions: value, failure, load, decide };
}
