import { onBeforeUnmount, onDeactivated, shallowRef, watch, type Ref } from 'vue';
import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import type { VisitDetail } from '../../../../domain/visit-record.js';
import { call } from '../../../api/client';
import { askReason } from '../../../shared/dialogs/dialogs';
import { reportError } from '../../../shared/frame/report';
import { translate } from '../../../shared/i18n';

type Identity = CommandOutput<'visits.openIdentity'>;

/** Names behind the codes of one visit, opened with a reason; forgotten when the page is left. */
export function useIdentity(visit: Readonly<Ref<VisitDetail>>) {
  const opened = shallowRef<Identity | null>(null);
  const forget = (): void => void (opened.value = null);
  watch(() => visit.value.id, forget);
  onDeactivated(forget);
  onBeforeUnmount(forget);

  async function open(): Promise<void> {
    const { id, no } = visit.value;
    const reason = await askReason({
      title: translate('review.identity.title', { no }),
      text: translate('review.identity.text'),
      confirm: translate('review.identity.open'),
    });
    if (reason === null) return;
    try {
      const answer = await call('visits.openIdentity', { id, reason });
      if (visit.value.id === id) opened.value = answer;
    } catch (error) {
      reportError(error);
    }
  }
  return { opened, open, forget };
}
