import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import type { RoundObject } from '../../../../domain/plan.js';
import { call } from '../../../api/client';
import { useText } from '../../../shared/composables/use-text';
import { askConfirm, askReason } from '../../../shared/dialogs/dialogs';
import { reportError } from '../../../shared/frame/report';
import { useNotices } from '../../../shared/stores/notices';

type Detail = CommandOutput<'plans.round'>;

/** Closes a round, opens it again, takes out what was named, declares a draw void: each asks what it has to ask. */
export function useRoundMoves(detail: () => Detail | null, moved: () => Promise<void>) {
  const { t } = useText();
  const notices = useNotices();

  async function give(work: () => Promise<unknown>, done: string): Promise<void> {
    try {
      await work();
      notices.push({ tone: 'done', title: done });
    } catch (error) {
      reportError(error);
    }
    await moved();
  }
  function setState(state: 'open' | 'closed', reason: string | null, done: string): Promise<void> {
    const { id = 0, revision = 0 } = detail()?.round ?? {};
    return give(() => call('plans.setRoundState', { id, revision, state, reason }), done);
  }

  return {
    async close(): Promise<void> {
      const { number = 0, objects = 0, visited = 0 } = detail()?.round ?? {};
      const left = objects - visited;
      const answer = await askConfirm({
        title: t('round.closeTitle', { n: number }),
        text: left > 0 ? t('round.closeUnvisited', { n: left }) : t('round.closeText'),
        confirm: t('round.close'),
      });
      if (answer === 'yes') await setState('closed', null, t('round.closed', { n: number }));
    },
    async reopen(): Promise<void> {
      const { number = 0 } = detail()?.round ?? {};
      const reason = await askReason({
        title: t('round.reopenTitle', { n: number }),
        text: t('round.reopenText'),
        confirm: t('round.reopen'),
      });
      if (reason !== null) await setState('open', reason, t('round.reopened', { n: number }));
    },
    async remove({ id, label }: RoundObject): Promise<void> {
      const reason = await askReason({
        title: t('round.removeTitle', { name: label }),
        text: t('round.removeText'),
        confirm: t('round.remove'),
      });
      if (reason === null) return;
      await give(() => call('plans.removeObject', { roundObjectId: id, reason }), t('round.removed', { name: label }));
    },
    async voidDraw(drawId: number, number: number): Promise<void> {
      const reason = await askReason({
        title: t('round.voidTitle', { n: number }),
        text: t('round.voidText'),
        confirm: t('round.void'),
      });
      if (reason !== null)
        await give(() => call('plans.voidDraw', { drawId, reason }), t('round.voided', { n: number }));
    },
  };
}
