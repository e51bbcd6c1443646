import { computed, shallowRef } from 'vue';
import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import { call } from '../../../api/client';
import { askConfirm, askReason } from '../../../shared/dialogs/dialogs';
import { reportError } from '../../../shared/frame/report';
import { translate } from '../../../shared/i18n';
import { formatBytes } from '../../../shared/i18n/format';
import { useNotices } from '../../../shared/stores/notices';
import { useAsked } from './asked';

export type DueRecording = CommandOutput<'custody.due'>[number];

/** Recordings whose time is over: chosen, and disposed of with a reason after a second question. */
export function useDue() {
  const notices = useNotices();
  const { value, failure, load } = useAsked(() => call('custody.due', {}), ['recording']);
  const ticked = shallowRef<ReadonlySet<number>>(new Set());
  const chosen = computed(() => (value.value ?? []).filter(({ recordingId }) => ticked.value.has(recordingId)));
  const bytes = computed(() => chosen.value.reduce((sum, one) => sum + one.bytes, 0));

  function tick(ids: readonly number[], on: boolean): void {
    const next = new Set(ticked.value);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    ticked.value = next;
  }
  async function dispose(): Promise<void> {
    const ids = chosen.value.map(({ recordingId }) => recordingId);
    const n = ids.length;
    if (n === 0) return;
    const reason = await askReason({
      title: translate('custody.due.reasonTitle', { n }),
      text: translate('custody.due.reasonText'),
      confirm: translate('custody.due.dispose'),
    });
    if (reason === null) return;
    const sure = await askConfirm({
      title: translate('custody.due.confirmTitle', { n }),
      text: translate('custody.due.confirmText', { size: formatBytes(bytes.value) }),
      confirm: translate('custody.due.confirm'),
    });
    if (sure !== 'yes') return;
    try {
      const { disposed } = await call('custody.dispose', { recordingIds: ids, reason });
      ticked.value = new Set();
      notices.push({ tone: 'done', title: translate('custody.due.done', { n: disposed }) });
    } catch (error) {
      reportError(error);
    }
    void load();
  }
  return { rows: value, failure, load, ticked, chosen, bytes, tick, dispose };
}
