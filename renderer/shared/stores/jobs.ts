import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { Job } from '../../../domain/jobs.js';
import { call, onJob } from '../../api/client';

/** True for work that no longer moves; here because domain/jobs brings its schemas along. */
export const jobEnded = (job: Job): boolean => job.state !== 'queued' && job.state !== 'running';

/**
 * Whether news of a job is newer than what is known: events and answers may arrive out of order.
 * An ended job never runs again under the same id, and progress never falls.
 */
export function isNewer(known: Job | undefined, heard: Job): boolean {
  if (!known) return true;
  if (jobEnded(known)) return jobEnded(heard) && (heard.endedAt ?? 0) >= (known.endedAt ?? 0);
  if (jobEnded(heard)) return true;
  if (known.state === 'running' && heard.state === 'queued') return false;
  return (heard.percent ?? 0) >= (known.percent ?? 0);
}

/** Mirror of the main process's jobs: one store, one tray. */
export const useJobs = defineStore('jobs', () => {
  const byId = ref(new Map<number, Job>());
  const listeners = new Set<(job: Job) => void>();
  let stop: (() => void) | null = null;

  function hear(job: Job): void {
    const known = byId.value.get(job.id);
    if (!isNewer(known, job)) return;
    byId.value.set(job.id, job);
    if (jobEnded(job) && !(known && jobEnded(known))) for (const listener of listeners) listener(job);
  }

  /** Starts listening, then reads what is there. */
  async function start(): Promise<void> {
    stop ??= onJob(hear);
    for (const job of await call('jobs.list', {}))
      if (isNewer(byId.value.get(job.id), job)) byId.value.set(job.id, job);
  }

  function reset(): void {
    byId.value.clear();
  }

  const all = computed(() => [...byId.value.values()].sort((a, b) => b.startedAt - a.startedAt || b.id - a.id));
  const running = computed(() => all.value.filter((job) => !jobEnded(job)));
  const ended = computed(() => all.value.filter(jobEnded));

  async function cancel(id: number): Promise<void> {
    hear(await call('jobs.cancel', { id }));
  }

  async function clear(): Promise<void> {
    await call('jobs.clear', {});
    for (const job of ended.value) byId.value.delete(job.id);
  }

  /** Hears of each job once, when it ends. Returns its unsubscribe. */
  function onEnd(listener: (job: Job) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Resolves with the job once it has ended: `const done = await jobs.ended(jobId)`. */
  function whenEnded(id: number): Promise<Job> {
    const known = byId.value.get(id);
    if (known && jobEnded(known)) return Promise.resolve(known);
    return new Promise((resolve) => {
      const off = onEnd((job) => {
        if (job.id !== id) return;
        off();
        resolve(job);
      });
    });
  }

  const get = (id: number): Job | undefined => byId.value.get(id);
  return { all, running, ended, start, reset, hear, cancel, clear, onEnd, whenEnded, get };
});
