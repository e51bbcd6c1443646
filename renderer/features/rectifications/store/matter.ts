import { shallowRef, watch, type Ref } from 'vue';
import type { DueExplanation } from '../../../../domain/rectification/explain.js';
import type { RectificationDetail } from '../../../../domain/rectification/schema.js';
import { call } from '../../../api/client';
import { useRecord } from '../../plans/store/record';

/** One matter and how its due date came about, read again when something of it changed. */
export function useMatter(id: Readonly<Ref<number>>) {
  const record = useRecord(
    () => id.value,
    ['rectification', 'rectification_proof', 'calendar'],
    (wanted) => call('rectifications.get', { id: wanted }),
  );
  const explanation = shallowRef<DueExplanation | null>(null);
  watch(record.record, async (detail) => {
    const wanted = detail?.row.id ?? null;
    if (wanted !== id.value) explanation.value = null;
    if (wanted === null) return;
    // The page shows the bare day where the way to it cannot be told.
    const answer = await call('rectifications.explain', { id: wanted }).catch(() => null);
    if (wanted === id.value) explanation.value = answer;
  });

  /** What an act answered is what is stored now. */
  const take = (detail: RectificationDetail): void => {
    if (detail.row.id === id.value) record.record.value = detail;
  };
  return { matter: record.record, gone: record.gone, failure: record.failure, load: record.load, explanation, take };
}
