import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import type { LookBackItem } from '../../../../domain/rectification/look-back.js';
import { call } from '../../../api/client';
import type { LightColour } from '../../../shared/components/StateLight.vue';
import { translate as t } from '../../../shared/i18n';
import { useAsked } from '../../custody/store/asked';

export type Round = CommandOutput<'lookBacks.get'>;

const entities = ['look_back', 'rectification'] as const;

/** Rounds, and the chosen one. @param roundId null while there is none to choose */
export function useLookBacks(roundId: () => number | null) {
  const rounds = useAsked(() => call('lookBacks.list', {}), entities);
  const round = useAsked(async () => {
    const id = roundId();
    return id === null ? null : call('lookBacks.get', { id });
  }, entities);
  return { rounds, round };
}

type Found = Pick<LookBackItem, 'result' | 'verifierId' | 'reopenedAt'>;

/** How far a drawn matter is: 待安排, 待查看, 未反弹, 反弹, 反弹已重启. */
export function foundWord({ result, verifierId, reopenedAt }: Found): string {
  if (result === null) return t(verifierId === null ? 'lookBack.state.drawn' : 'lookBack.state.arranged');
  if (result === 'done') return t('lookBack.result.done');
  return t(reopenedAt === null ? 'lookBack.result.recurred' : 'lookBack.state.reopened');
}
export function foundLight({ result, verifierId }: Found): LightColour {
  if (result === null) return verifierId === null ? 'grey' : 'blue';
  return result === 'done' ? 'green' : 'red';
}

/** Why a matter weighs what it weighs: `严重 ×2 · 办结过快 ×2`. */
export const weightWords = ({ severity, quick }: Pick<LookBackItem, 'severity' | 'quick'>): string =>
  [t(`severity.${severity}`), quick ? t('lookBack.quick') : ''].filter(Boolean).join(' · ');
