import { shallowRef } from 'vue';
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

  /** What is being looked at before a word is said on it. */
  const looking = shallowRef<{ exception: ReleaseException; url: string } | null>(null);

  /** Opens the very thing that is to leave; it stands in the viewing register. */
  async function look(exception: ReleaseException): Promise<void> {
    const reason = await askReason({
      title: translate('custody.exception.lookTitle', { name: exception.name }),
      text: translate('custody.exception.lookText'),
      confirm: translate('custody.exception.look'),
    });
    if (reason === null) return;
    try {
      const { url } = await call('derived.play', { id: exception.derivedId, reason });
      looking.value = { exception, url };
    } catch (error) {
      reportError(error);
    }
  }

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
  return { exceptions: value, failure, load, looking, look, decide };
}
