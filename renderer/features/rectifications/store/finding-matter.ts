import { onBeforeUnmount, shallowRef, watch } from 'vue';
import type { RectificationRow } from '../../../../domain/rectification/schema.js';
import { call, onData } from '../../../api/client';

/**
 * The matter that was made of a finding, as far as one may see it; null when there is none, undefined while it is not known.
 * @param findingId null while there is nothing to ask about
 */
export function useFindingMatter(findingId: () => number | null) {
  const matter = shallowRef<RectificationRow | null | undefined>(undefined);
  async function load(): Promise<void> {
    const wanted = findingId();
    if (wanted === null) {
      matter.value = undefined;
      return;
    }
    try {
      const { ids } = await call('rectifications.list', { filter: { findingId: wanted }, limit: 1 });
      const [row] = ids.length === 0 ? [] : await call('rectifications.rows', { ids });
      if (findingId() === wanted) matter.value = row ?? null;
    } catch {
      // The finding is shown without it.
      if (findingId() === wanted) matter.value = undefined;
    }
  }
  watch(findingId, load, { immediate: true });
  onBeforeUnmount(onData(({ entity }) => void (entity === 'rectification' && load())));
  return matter;
}
