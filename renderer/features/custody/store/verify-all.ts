import { computed, ref } from 'vue';
import { call } from '../../../api/client';
import { reportError } from '../../../shared/frame/report';
import { jobEnded, useJobs } from '../../../shared/stores/jobs';

/** Starts a check of the whole store and tells how the last one ended. */
export function useVerifyAll() {
  const jobs = useJobs();
  const starting = ref(false);
  const last = computed(() => jobs.all.find(({ kind }) => kind === 'custody.verifyAll') ?? null);
  const running = computed(() => starting.value || (last.value !== null && !jobEnded(last.value)));
  /** Faults the last check found; null when it did not come to its end. */
  const found = computed(() => {
    const faults = last.value?.state === 'succeeded' ? last.value.result?.['faults'] : undefined;
    return typeof faults === 'number' ? faults : null;
  });

  async function verify(): Promise<void> {
    if (running.value) return;
    starting.value = true;
    try {
      await call('custody.verifyAll', {});
    } catch (error) {
      reportError(error);
    } finally {
      starting.value = false;
    }
  }
  return { last, running, found, verify };
}
