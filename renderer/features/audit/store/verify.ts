import { computed, ref } from 'vue';
import type { Job } from '../../../../domain/jobs.js';
import { call } from '../../../api/client';
import { reportError } from '../../../shared/frame/report';
import { jobEnded, useJobs } from '../../../shared/stores/jobs';

/** Starts a check of the whole chain and tells how the last one of this window ended. */
export function useChainCheck() {
  const jobs = useJobs();
  const starting = ref(false);
  const last = computed<Job | null>(() => jobs.all.find((job) => job.kind === 'auditVerify') ?? null);
  const running = computed(() => starting.value || (last.value !== null && !jobEnded(last.value)));

  async function verify(): Promise<void> {
    starting.value = true;
    try {
      await call('audit.verify', {});
    } catch (error) {
      reportError(error);
    } finally {
      starting.value = false;
    }
  }
  return { last, running, verify };
}

/** Row from which the chain does not match, when a check found one: a failed check says `<row>: <fault>`. */
export function brokenAt(job: Job | null): number | null {
  if (job?.state !== 'failed' || job.error?.code !== 'db.corrupt') return null;
  const row = Number.parseInt(String(job.error.params['detail'] ?? ''), 10);
  return Number.isNaN(row) ? null : row;
}
