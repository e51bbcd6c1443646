import { onMounted, shallowRef } from 'vue';
import type { FootageOffer, RectificationDetail } from '../../../../domain/rectification/schema.js';
import { call } from '../../../api/client';
import { useText } from '../../../shared/composables/use-text';
import type { FilterOption } from '../../../shared/list/list-types';
import { shownFields, type DeedName } from '../model/deeds';

/** So many own visits are offered to be named in a verification. */
const VISITS = 50;

/** Own confirmed visits to a hall, the newest first, to be named as what something was seen on. */
export async function ownVisits(hallId: number, dayWords: (day: number) => string): Promise<FilterOption[]> {
  const { ids } = await call('visits.list', {
    filter: { mine: true, state: 'confirmed', hallId },
    sort: { by: 'day', direction: 'desc' },
    limit: VISITS,
  });
  const rows = await call('visits.rows', { ids });
  return rows.map(({ id, no, day, windowLabels }) => ({
    value: String(id),
    label: no,
    note: [dayWords(day), ...windowLabels].join(' · '),
  }));
}

/** What a dialog offers to choose from, read when it opens; null while it is being read. */
export function useDeedOptions(name: DeedName, { row }: RectificationDetail) {
  const { day } = useText();
  const verifiers = shallowRef<readonly FilterOption[] | null>(null);
  const visits = shallowRef<readonly FilterOption[] | null>(null);
  const clips = shallowRef<readonly FootageOffer[] | null>(null);

  async function readVerifiers(): Promise<FilterOption[]> {
    const people = await call('rectifications.verifiers', { id: row.id });
    return people.map(({ personId, label }) => ({ value: String(personId), label }));
  }
  onMounted(async () => {
    const fields = shownFields(name, {});
    if (fields.includes('verifierId')) verifiers.value = await readVerifiers().catch(() => []);
    if (fields.includes('derivedIds'))
      clips.value = await call('proofs.footage', { rectificationId: row.id }).catch(() => []);
    if (fields.includes('visitId')) visits.value = await ownVisits(row.fields.hallId, day).catch(() => []);
  });
  return { verifiers, visits, clips };
}
