import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { asClientError, type ClientError } from '../../api/client';

export interface Work {
  busy: Ref<boolean>;
  failure: ShallowRef<ClientError | null>;
  /** Runs it unless another piece is under way. @returns whether it came to its end */
  run(this: void, work: () => Promise<unknown>): Promise<boolean>;
}

/**
 * The work of one screen or dialog, a piece at a time: whether one is under way, and what went wrong with the last.
 * @param tell where a failure is told instead of being kept in `failure`
 */
export function useWork(tell?: (error: unknown) => void): Work {
  const busy = ref(false);
  const failure = shallowRef<ClientError | null>(null);
  async function run(work: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    failure.value = null;
    try {
      await work();
      return true;
    } catch (error) {
      if (tell) tell(error);
      else failure.value = asClientError(error);
      return false;
    } finally {
      busy.value = false;
    }
  }
  return { busy, failure, run };
}
