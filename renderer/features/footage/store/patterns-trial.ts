import { onBeforeUnmount, shallowRef, watch } from 'vue';
import type { NamePatternFields, ReadName } from '../../../../domain/footage/recording.js';
import { call } from '../../../api/client';

const PAUSE_MS = 250;

/**
 * Reads a name while it is being typed.
 * @param asked name and pattern to try, null for all patterns in use; null while there is nothing to try
 * @returns what is read; null while nothing was tried or it cannot be tried
 */
export function useTrial(asked: () => { name: string; fields: NamePatternFields | null } | null) {
  const read = shallowRef<ReadName | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  watch(
    asked,
    (input) => {
      clearTimeout(timer);
      const mine = ++turn;
      if (!input) {
        read.value = null;
        return;
      }
      timer = setTimeout(() => {
        call('namePatterns.read', input).then(
          (answer) => void (mine === turn && (read.value = answer)),
          () => void (mine === turn && (read.value = null)),
        );
      }, PAUSE_MS);
    },
    { deep: true, immediate: true },
  );
  onBeforeUnmount(() => clearTimeout(timer));
  return read;
}
