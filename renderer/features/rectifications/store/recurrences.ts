import { onBeforeUnmount, shallowRef } from 'vue';
import type { Recurrence, RecurrenceDecision } from '../../../../domain/rectification/recurrence.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';
import { askReason } from '../../../shared/dialogs/dialogs';
import { reportError } from '../../../shared/frame/report';
import { translate as t } from '../../../shared/i18n';
import { useNotices } from '../../../shared/stores/notices';

type Decide = (one: Recurrence, reason: string) => Promise<Recurrence[]>;
const of = ({ findingId, earlier }: Recurrence) => ({ findingId, earlierId: earlier.id });
const deciders: Record<RecurrenceDecision, Decide> = {
  marked: (one) => call('recurrences.decide', { ...of(one), decision: 'marked' }),
  dismissed: (one, reason) => call('recurrences.decide', { ...of(one), decision: 'dismissed', reason }),
  reopened: (one, reason) =>
    call('recurrences.decide', {
      ...{ ...of(one), decision: 'reopened', reason, earlierRevision: one.earlier.revision },
    }),
};
/** What is asked before it: these two need a reason. */
const questions = {
  reopened: { title: 'reopenTitle', text: 'reopenText', confirm: 'reopen' },
  dismissed: { title: 'dismissTitle', text: 'dismissText', confirm: 'dismiss' },
} as const;

/** Findings that look like a closed matter come back, kept fresh; null while they are being read. */
export function useRecurrences() {
  const likely = shallowRef<readonly Recurrence[] | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  const notices = useNotices();

  async function load(): Promise<void> {
    try {
      likely.value = await call('recurrences.list', {});
      failure.value = null;
    } catch (error) {
      failure.value = asClientError(error);
    }
  }
  async function decide(decision: RecurrenceDecision, one: Recurrence): Promise<void> {
    const names = { no: one.earlier.no, finding: one.findingNo };
    const asked = decision === 'marked' ? null : questions[decision];
    const reason = asked
      ? await askReason({
          title: t(`issuing.recurrence.${asked.title}`, names),
          text: t(`issuing.recurrence.${asked.text}`, names),
          confirm: t(`issuing.recurrence.${asked.confirm}`),
        })
      : '';
    if (reason === null) return;
    try {
      likely.value = await deciders[decision](one, reason);
      notices.push({ tone: 'done', title: t(`issuing.recurrence.done.${decision}`, names) });
    } catch (error) {
      reportError(error);
      await load();
    }
  }
  void load();
  onBeforeUnmount(onData(({ entity }) => void (['finding', 'rectification', 'visit'].includes(entity) && load())));
  return { likely, failure, load, decide };
}
