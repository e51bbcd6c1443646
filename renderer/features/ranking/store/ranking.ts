import { computed, shallowRef, watch, type Ref } from 'vue';
import type { RankingMonth } from '../../../../domain/ranking/month.js';
import { call } from '../../../api/client';
import { askConfirm, askReason } from '../../../shared/dialogs/dialogs';
import { reportError } from '../../../shared/frame/report';
import { translate as t } from '../../../shared/i18n';
import { useNotices } from '../../../shared/stores/notices';
import { useAsked } from '../../custody/store/asked';
import { versionsOf, type Line } from '../model/months';

const counted = [
  ...([
    'ranking_month',
    'red_flag',
    'circular',
    'visit',
    'finding',
    'rectification',
    'lead',
    'unit',
    'window',
  ] as const),
] as const;

/** The ranking of a hall: its months, the one that is looked at in one of its versions, what it puts right, schemes, flags. */
export function useRanking(wanted: { hall: Ref<number | null>; month: Ref<number>; version: Ref<number | null> }) {
  const halls = useAsked(async () => (await call('home.overview', {})).halls, ['hall']);
  const hallId = computed(() => {
    const all = halls.value.value ?? [];
    return (all.find(({ id }) => id === wanted.hall.value) ?? all[0])?.id ?? null;
  });
  const lines = useAsked(
    async (): Promise<Line[]> => (hallId.value === null ? [] : call('ranking.list', { hallId: hallId.value })),
    ['ranking_month', 'unit'],
  );
  const schemes = useAsked(() => call('ranking.schemes', {}), ['ranking_scheme']);
  const flags = useAsked(
    async () => (hallId.value === null ? [] : call('ranking.flags', { hallId: hallId.value })),
    ['red_flag', 'window', 'unit'],
  );
  const versions = computed(() => versionsOf(lines.value.value ?? [], wanted.month.value));
  const shownId = computed(
    () => (versions.value.find(({ id }) => id === wanted.version.value) ?? versions.value.at(-1))?.id ?? null,
  );
  const corrected = shallowRef<RankingMonth | null>(null);
  const month = useAsked(async () => {
    if (shownId.value === null) return null;
    const found = await call('ranking.get', { id: shownId.value });
    corrected.value = found.correctsId === null ? null : await call('ranking.get', { id: found.correctsId });
    return found;
  }, counted);
  watch(hallId, () => {
    void lines.load();
    void flags.load();
  });
  watch(shownId, () => void month.load());
  /** Until the month asked for is read nothing of another one is shown. */
  const shown = computed(() => (month.value.value?.id === shownId.value ? month.value.value : null));
  return { halls, hallId, lines, schemes, flags, versions, shownId, corrected, month, shown };
}

const done = (key: 'computed' | 'checked' | 'reopened' | 'frozen' | 'corrected'): void =>
  void useNotices().push({ tone: 'done', title: t(`ranking.done.${key}`) });

async function tried(work: () => Promise<RankingMonth | null>): Promise<RankingMonth | null> {
  try {
    return await work();
  } catch (error) {
    reportError(error);
    return null;
  }
}

export const compute = (hallId: number, month: number): Promise<RankingMonth | null> =>
  tried(async () => {
    const computed = await call('ranking.compute', { hallId, month });
    done('computed');
    return computed;
  });

export const check = ({ id, revision }: RankingMonth): Promise<RankingMonth | null> =>
  tried(async () => {
    const question = {
      title: t('ranking.ask.checkTitle'),
      text: t('ranking.ask.checkText'),
      confirm: t('ranking.act.check'),
    };
    if ((await askConfirm(question)) !== 'yes') return null;
    const checked = await call('ranking.check', { id, revision });
    done('checked');
    return checked;
  });

export const freeze = ({ id, revision }: RankingMonth): Promise<RankingMonth | null> =>
  tried(async () => {
    const question = {
      title: t('ranking.ask.freezeTitle'),
      text: t('ranking.ask.freezeText'),
      confirm: t('ranking.act.freeze'),
    };
    if ((await askConfirm(question)) !== 'yes') return null;
    const frozen = await call('ranking.freeze', { id, revision });
    done('frozen');
    return frozen;
  });

export const reopen = ({ id, revision }: RankingMonth): Promise<RankingMonth | null> =>
  tried(async () => {
    const reason = await askReason({
      title: t('ranking.ask.reopenTitle'),
      text: t('ranking.ask.reopenText'),
      confirm: t('ranking.act.reopen'),
    });
    if (reason === null) return null;
    const draft = await call('ranking.reopen', { id, revision, reason });
    done('reopened');
    return draft;
  });

export const correct = ({ id, revision }: RankingMonth): Promise<RankingMonth | null> =>
  tried(async () => {
    const reason = await askReason({
      title: t('ranking.ask.correctTitle'),
      text: t('ranking.ask.correctText'),
      confirm: t('ranking.act.correct'),
    });
    if (reason === null) return null;
    const draft = await call('ranking.correct', { id, revision, reason });
    done('corrected');
    return draft;
  });
