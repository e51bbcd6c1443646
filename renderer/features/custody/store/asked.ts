import { onActivated, onBeforeUnmount, shallowRef } from 'vue';
import type { DataEntity } from '../../../../domain/contract/events.js';
import { asClientError, onData, type ClientError } from '../../../api/client';

/** What other hands write comes in as one. */
const SOON_MS = 200;

/** What a page shows, asked again when rows of these kinds change; null while it is read the first time. */
export function useAsked<T>(ask: () => Promise<T>, entities: readonly DataEntity[]) {
  const value = shallowRef<T | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  let turn = 0;
  let soon: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    const mine = (turn += 1);
    try {
      const found = await ask();
      if (mine !== turn) return;
      value.value = found;
      failure.value = null;
    } catch (error) {
      if (mine === turn) failure.value = asClientError(error);
    }
  }
  const stop = onData(({ entity }) => {
    if (!entities.includes(entity)) return;
    clearTimeout(soon);
    soon = setTimeout(() => void load(), SOON_MS);
  });
  void load();
  onActivated(() => void (value.value !== null && load()));
  onBeforeUnmount(() => {
    clearTimeout(soon);
    stop();
  });
  return { value, failure, load };
}
