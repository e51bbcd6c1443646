import { onActivated, onBeforeUnmount, onMounted, shallowRef } from 'vue';
import type { VisitDesk } from '../../../../domain/visit-record.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';

const watched = new Set(['visit', 'inspection_round', 'inspection_plan', 'dual_random_draw', 'person']);
const SOON_MS = 300;

/** Where an inspector is sent, what is half written, and what starting a visit needs; kept fresh while it is looked at. */
export function useDesk() {
  const desk = shallowRef<VisitDesk | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    try {
      desk.value = await call('visits.desk', {});
      failure.value = null;
    } catch (error) {
      failure.value = asClientError(error);
    }
  }
  const off = onData(({ entity }) => {
    if (!watched.has(entity)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void load(), SOON_MS);
  });
  onMounted(load);
  onActivated(() => {
    if (desk.value) void load();
  });
  onBeforeUnmount(() => {
    clearTimeout(timer);
    off();
  });
  return { desk, failure, load };
}
