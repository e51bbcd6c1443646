import { onActivated, onBeforeUnmount, shallowRef } from 'vue';
import type { LeadRow } from '../../../../domain/lead.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';

const WAIT_MS = 150;

/** The caller's own leads, the newest first, asked for again when one changed. */
export function useOwnLeads() {
  const leads = shallowRef<readonly LeadRow[] | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    try {
      leads.value = await call('leads.mine', {});
      failure.value = null;
    } catch (error) {
      failure.value = asClientError(error);
    }
  }
  const off = onData(({ entity }) => {
    if (entity !== 'lead' && entity !== 'attachment') return;
    clearTimeout(timer);
    timer = setTimeout(() => void load(), WAIT_MS);
  });
  // Back from the lock: what came meanwhile was refused.
  onActivated(() => void (leads.value && load()));
  onBeforeUnmount(() => {
    off();
    clearTimeout(timer);
  });
  return { leads, failure, load };
}
