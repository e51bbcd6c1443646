import { ref, shallowRef } from 'vue';
import { asClientError, type ClientError } from '../../../api/client';

/** After the last change, and at least between two sendings. */
const QUIET_MS = 500;
const BETWEEN_MS = 2000;
const RETRY_MS = 4000;

export type SavePhase = 'saved' | 'waiting' | 'sending' | 'failed' | 'stopped';

/**
 * Carries a draft to the store by itself: at most once in two seconds, and the last word is never left out.
 * @param send rejects with a ClientError; what `refused` answers true for stops the saving until `restart`
 */
export function createDraftSaver(send: () => Promise<void>, refused: (error: ClientError) => boolean) {
  const phase = ref<SavePhase>('saved');
  const savedAt = ref<number | null>(null);
  const error = shallowRef<ClientError | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastAt = 0;
  let dirty = false;
  let under: Promise<boolean> | null = null;

  function plan(wait: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), wait);
  }
  /** Something changed. */
  function touch(): void {
    dirty = true;
    if (phase.value === 'stopped') return;
    if (phase.value !== 'sending') phase.value = 'waiting';
    plan(Math.max(QUIET_MS, lastAt + BETWEEN_MS - Date.now()));
  }

  async function once(): Promise<boolean> {
    clearTimeout(timer);
    dirty = false;
    phase.value = 'sending';
    lastAt = Date.now();
    try {
      await send();
    } catch (caught) {
      const known = asClientError(caught);
      dirty = true;
      error.value = known;
      phase.value = refused(known) ? 'stopped' : 'failed';
      if (phase.value === 'failed') plan(RETRY_MS);
      return false;
    }
    error.value = null;
    savedAt.value = Date.now();
    phase.value = dirty ? 'waiting' : 'saved';
    if (dirty) plan(BETWEEN_MS);
    return true;
  }

  /** Sends what waits, now. @returns whether everything is in the store */
  async function flush(): Promise<boolean> {
    while (under) await under;
    if (phase.value === 'stopped') return false;
    if (!dirty) return true;
    under = once().finally(() => (under = null));
    return under;
  }
  /** Goes on after a conflict was settled; what waits is sent. */
  async function restart(changed: boolean): Promise<boolean> {
    dirty = changed;
    phase.value = changed ? 'waiting' : 'saved';
    error.value = null;
    return flush();
  }
  function stop(): void {
    clearTimeout(timer);
    phase.value = 'stopped';
  }
  return { phase, savedAt, error, touch, flush, restart, stop, isDirty: (): boolean => dirty };
}
