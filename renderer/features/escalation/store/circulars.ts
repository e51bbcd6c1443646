import type { Circular, CircularState } from '../../../../domain/rectification/circular.js';
import { call } from '../../../api/client';
import type { LightColour } from '../../../shared/components/StateLight.vue';
import { askConfirm } from '../../../shared/dialogs/dialogs';
import { reportError } from '../../../shared/frame/report';
import { translate as t } from '../../../shared/i18n';
import { useNotices } from '../../../shared/stores/notices';
import { useAsked } from '../../custody/store/asked';

export const circularLights: Record<CircularState, LightColour> = { draft: 'amber', issued: 'green' };

/** All circulars; drafts are issued or thrown away after a question. */
export function useCirculars() {
  const { value, failure, load } = useAsked(() => call('circulars.list', {}), ['circular', 'rectification']);

  async function issue({ id, revision }: Circular): Promise<void> {
    const question = { title: t('circular.issueTitle'), text: t('circular.issueText'), confirm: t('circular.issue') };
    if ((await askConfirm(question)) !== 'yes') return;
    try {
      const { no } = await call('circulars.issue', { id, revision });
      useNotices().push({ tone: 'done', title: t('circular.issued', { no: no ?? '' }) });
    } catch (error) {
      reportError(error);
    }
    void load();
  }
  async function discard({ id, revision, fields }: Circular): Promise<void> {
    const question = {
      title: t('circular.discardTitle', { title: fields.title }),
      text: t('circular.discardText'),
      confirm: t('circular.discard'),
    };
    if ((await askConfirm(question)) !== 'yes') return;
    try {
      await call('circulars.discard', { id, revision });
    } catch (error) {
      reportError(error);
    }
    void load();
  }
  return { circulars: value, failure, load, issue, discard };
}
