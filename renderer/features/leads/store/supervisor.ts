import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import type { DataEntity } from '../../../../domain/contract/events.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';

type Me = CommandOutput<'supervisors.me'>;
/** Why nothing new can be handed in. */
export type Closed = 'over' | 'ahead' | 'unregistered';

/** Changes of these kinds may change who the supervisor is or where they may go. */
const near: readonly DataEntity[] = ['supervisor', 'person', 'hall', 'zone', 'window'];
const WAIT_MS = 300;

/** The supervisor at the desk: own register entry and the windows there are to report about. */
export const useSupervisor = defineStore('supervisor', () => {
  const me = shallowRef<Me | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  const asked = ref(0);

  const entry = computed(() => (me.value?.entry?.state === 'active' ? me.value.entry : null));
  const windows = computed(() => me.value?.windows ?? []);
  const closed = computed<Closed | null>(() => {
    if (!me.value) return null;
    if (!entry.value) return 'unregistered';
    const { term } = entry.value;
    return term === 'over' || term === 'ahead' ? term : null;
  });

  async function load(): Promise<void> {
    const mine = (asked.value += 1);
    try {
      const answer = await call('supervisors.me', {});
      if (mine !== asked.value) return;
      me.value = answer;
      failure.value = null;
    } catch (error) {
      if (mine === asked.value) failure.value = asClientError(error);
    }
  }

  /** Reads now and whenever it may have changed. Returns its end, which forgets everything. */
  function follow(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    me.value = null;
    void load();
    const off = onData(({ entity }) => {
      if (!near.includes(entity)) return;
      clearTimeout(timer);
      timer = setTimeout(() => void load(), WAIT_MS);
    });
    return () => {
      off();
      clearTimeout(timer);
      asked.value += 1;
      me.value = null;
    };
  }

  return { me, entry, windows, closed, failure, load, follow };
});
