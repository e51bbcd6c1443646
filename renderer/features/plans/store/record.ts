import { onBeforeUnmount, ref, shallowRef, watch } from 'vue';
import { asClientError, onData, type ClientError } from '../../../api/client';
import type { DataEntity } from '../../../../domain/contract/events.js';

/**
 * One record of a page and what belongs to it, read again when something of it changed.
 * `read` answers null when there is no such record.
 */
export function useRecord<T>(
  id: () => number,
  entities: readonly DataEntity[],
  read: (id: number) => Promise<T | null>,
) {
  const record = shallowRef<T | null>(null);
  const gone = ref(false);
  const failure = shallowRef<ClientError | null>(null);
  let asked = 0;

  async function load(): Promise<void> {
    const mine = ++asked;
    try {
      const found = await read(id());
      if (mine !== asked) return;
      record.value = found;
      gone.value = found === null;
      failure.value = null;
    } catch (error) {
      if (mine !== asked) return;
      const known = asClientError(error);
      gone.value = known.code === 'notFound.record';
      failure.value = gone.value ? null : known;
    }
  }
  watch(id, load, { immediate: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const off = onData(({ entity }) => {
    if (!entities.includes(entity)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void load(), 80);
  });
  onBeforeUnmount(() => {
    off();
    clearTimeout(timer);
  });
  return { record, gone, failure, load };
}
