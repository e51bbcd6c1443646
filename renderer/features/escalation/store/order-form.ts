import { computed, watch } from 'vue';
import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import type { FollowUpOrder, OrderGround, OrderLevel } from '../../../../domain/rectification/escalation.js';
import { call } from '../../../api/client';
import { newClientId } from '../../../api/client-id';
import { useForm } from '../../../shared/form/use-form';
import { translate as t } from '../../../shared/i18n';

export type OrderOffer = CommandOutput<'orders.offer'>;

export const groundWords = (grounds: readonly OrderGround[], join: (words: readonly string[]) => string): string =>
  join(grounds.map((ground) => t(`followUpOrder.ground.${ground}`)));

/** One order: all of it is filled in, so that one press can issue it; what was changed by hand stays. */
export function useOrderForm(offer: OrderOffer, done: (order: FollowUpOrder) => void) {
  const first: OrderLevel = offer.level ?? offer.levels[0]?.level ?? 'blue';
  const of = (level: OrderLevel) => offer.levels.find((one) => one.level === level);
  const clientId = newClientId();
  const why = (level: OrderLevel): string =>
    of(level)?.needsReason === true && level === offer.level
      ? groundWords(offer.grounds, (words) => words.join('，'))
      : '';
  const form = useForm({
    key: null,
    initial: () => ({
      level: first,
      demands: t(`followUpOrder.demand.${first}`),
      answerByDay: of(first)?.answerByDay ?? (null as number | null),
      copiedTo: '',
      reason: why(first),
    }),
    check: ({ demands, answerByDay, level, reason }) => ({
      ...(demands.trim() === '' && { demands: t('rule.required') }),
      ...(answerByDay === null && { answerByDay: t('rule.required') }),
      ...(of(level)?.needsReason && reason.trim() === '' && { reason: t('rule.required') }),
    }),
    submit: ({ level, demands, answerByDay, copiedTo, reason }) =>
      call('orders.issue', {
        ...{ clientId, rectificationId: offer.matter.id, revision: offer.matter.revision, level, demands },
        ...{ answerByDay: answerByDay ?? 0, copiedTo: copiedTo.trim() || null },
        reason: of(level)?.needsReason ? reason.trim() || null : null,
      }),
    done,
  });
  watch(
    () => form.values.level,
    (level, before) => {
      const { values } = form;
      if (values.demands === t(`followUpOrder.demand.${before}`)) values.demands = t(`followUpOrder.demand.${level}`);
      if (values.answerByDay === of(before)?.answerByDay) values.answerByDay = of(level)?.answerByDay ?? null;
      if (values.reason === why(before)) values.reason = why(level);
    },
  );
  const needsReason = computed(() => of(form.values.level)?.needsReason ?? false);
  return { form, needsReason };
}
