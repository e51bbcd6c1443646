import type { PlanRow } from '../../../../domain/plan.js';
import { call } from '../../../api/client';
import { useText } from '../../../shared/composables/use-text';
import { askConfirm, askReason } from '../../../shared/dialogs/dialogs';
import { reportError } from '../../../shared/frame/report';
import { useNotices } from '../../../shared/stores/notices';

/** Takes a plan into force, closes it, opens it again: each asks what it has to ask. */
export function usePlanMoves(plan: () => PlanRow | null, moved: () => Promise<void>) {
  const { t } = useText();
  const notices = useNotices();

  async function move(state: PlanRow['state'], reason: string | null, done: string): Promise<void> {
    const { id = 0, revision = 0 } = plan() ?? {};
    try {
      await call('plans.setState', { id, revision, state, reason });
      notices.push({ tone: 'done', title: done });
    } catch (error) {
      reportError(error);
    }
    await moved();
  }

  return {
    activate: (): Promise<void> => move('active', null, t('plans.activated', { no: plan()?.no ?? '' })),
    async close(): Promise<void> {
      const { no = '', state } = plan() ?? {};
      if (state === 'draft') {
        const reason = await askReason({
          title: t('plans.putAwayTitle', { no }),
          text: t('plans.putAwayText'),
          confirm: t('plans.putAway'),
        });
        if (reason !== null) await move('closed', reason, t('plans.closed', { no }));
        return;
      }
      const answer = await askConfirm({
        title: t('plans.closeTitle', { no }),
        text: t('plans.closeText'),
        confirm: t('plans.close'),
      });
      if (answer === 'yes') await move('closed', null, t('plans.closed', { no }));
    },
    async reopen(): Promise<void> {
      const { no = '', fields } = plan() ?? {};
      const reason = await askReason({
        title: t('plans.reopenTitle', { no }),
        text: t('plans.reopenText'),
        confirm: t('plans.reopen'),
      });
      if (reason === null) return;
      await move(fields?.approver ? 'active' : 'draft', reason, t('plans.reopened', { no }));
    },
  };
}
