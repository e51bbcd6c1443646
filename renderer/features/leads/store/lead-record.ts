import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue';
import { useRoute } from 'vue-router';
import type { LeadRow } from '../../../../domain/lead.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';
import { rememberOpened } from '../../../shared/frame/use-palette';

/** The lead of the page's address, asked for again when it changes. */
export function useLeadRecord() {
  const route = useRoute();
  const id = computed(() => Number(route.params['id']));
  const lead = shallowRef<LeadRow | null>(null);
  const gone = ref(false);
  const failure = shallowRef<ClientError | null>(null);

  async function load(): Promise<LeadRow | null> {
    try {
      const [found] = await call('leads.rows', { ids: [id.value] });
      failure.value = null;
      gone.value = !found;
      lead.value = found ?? null;
      if (found) rememberOpened({ kind: 'lead', ref: found.id, title: found.no ?? '', snippet: [], route: route.path });
    } catch (error) {
      failure.value = asClientError(error);
    }
    return lead.value;
  }
  watch(id, load, { immediate: true });
  onBeforeUnmount(
    onData(({ entity, ids }) => {
      if (entity === 'lead' && (ids.length === 0 || ids.includes(id.value))) void load();
    }),
  );
  const take = (next: LeadRow): void => void (lead.value = next);
  return { id, lead, gone, failure, load, take };
}
