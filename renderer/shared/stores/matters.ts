import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import type { CommandOutput } from '../../../domain/contract/commands/index.js';
import { call, onData } from '../../api/client';
import { useSession } from './session';

type Counts = CommandOutput<'rectifications.counts'>;

/** Changes that come together are counted once. */
const SETTLE_MS = 200;

/** How many rectifications stand where, for whoever is at the desk; asked once for the rail and the ledger. */
export const useMatters = defineStore('matters', () => {
  const session = useSession();
  /** Null until known, and for those who have no ledger. The ledger itself says what is wrong. */
  const counts = shallowRef<Counts | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  async function count(): Promise<void> {
    const mine = ++asked;
    const reads = session.holds('office', 'reviewer', 'leader', 'inspector', 'unit_contact');
    const found = reads ? await call('rectifications.counts', {}).catch(() => null) : null;
    if (mine === asked) counts.value = found;
  }
  watch(() => session.person?.id, count, { immediate: true });
  // Lives as long as the window.
  onData(({ entity }) => {
    if (entity !== 'rectification') return;
    clearTimeout(timer);
    timer = setTimeout(() => void count(), SETTLE_MS);
  });
  return { counts, count };
});
