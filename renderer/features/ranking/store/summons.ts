import { computed, type Ref } from 'vue';
import type { RankingMonth } from '../../../../domain/ranking/month.js';
import { isoMonth } from '../../../../domain/measures/period.js';
import type { SummonsInterview } from '../../../../domain/rectification/interview-schema.js';
import { call } from '../../../api/client';
import { translate as t } from '../../../shared/i18n';
import { useAsked } from '../../custody/store/asked';
import type { InterviewSeed } from '../../escalation/store/interviews';

/** Interviews that were begun since a month was frozen, by unit, and what a new one begins with. */
export function useSummons(month: Ref<RankingMonth | null>, runs: Ref<ReadonlyMap<number, number>>) {
  const asked = useAsked(() => call('interviews.list', {}), ['summons_interview']);
  const summoned = computed(() => {
    const from = month.value?.frozenAt ?? null;
    const since = (asked.value.value ?? []).filter(
      ({ createdAt, state }) => from !== null && createdAt >= from && state !== 'cancelled',
    );
    return new Map<number, SummonsInterview>(since.map((one) => [one.fields.unitId, one]));
  });
  /** With the matters the rules speak of, where they propose the unit. */
  async function seedFor(unitId: number): Promise<InterviewSeed> {
    const row = month.value?.record.rows.find((one) => one.unitId === unitId);
    if (!month.value || !row) return null;
    const proposals = await call('interviews.proposals', {});
    const known = proposals.find((one) => one.unitId === unitId);
    const point = t('ranking.summonPoint', {
      month: isoMonth(month.value.month),
      n: runs.value.get(unitId) ?? 1,
      rank: row.rank ?? '',
      total: row.total?.toFixed(2) ?? '',
    });
    return {
      ...{ unitId, unitLabel: row.unitLabel, invited: known?.invited ?? null },
      ...{ matters: known?.matters ?? [], points: [point] },
    };
  }
  return { summoned, seedFor };
}
