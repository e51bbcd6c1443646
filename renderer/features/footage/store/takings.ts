import { onActivated, onBeforeUnmount, onDeactivated, onMounted, shallowRef } from 'vue';
import type { Taking, TakingFile } from '../../../../domain/footage/custody.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';
import { reportError } from '../../../shared/frame/report';
import { translate } from '../../../shared/i18n';
import { useJobs } from '../../../shared/stores/jobs';
import { useNotices } from '../../../shared/stores/notices';

/** While an order is at work it is asked how far it is. */
const WATCH_MS = 700;
const REFRESH_MS = 200;

/** Files of an order that are done, however they ended. */
export const doneOf = ({ taken, known, failed }: Pick<Taking, 'taken' | 'known' | 'failed'>): number =>
  taken + known + failed;
/** It has files that nobody is taking in. */
export const isStopped = ({ jobId, waiting }: Pick<Taking, 'jobId' | 'waiting'>): boolean =>
  jobId === null && waiting > 0;

/** Orders of files, the newest first, fresh while the component is shown. */
export function useTakings(limit: number) {
  const orders = shallowRef<readonly Taking[] | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  const jobs = useJobs();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown = true;

  async function load(): Promise<void> {
    clearTimeout(timer);
    try {
      orders.value = await call('footage.takings', { limit });
      failure.value = null;
    } catch (error) {
      failure.value = asClientError(error);
    }
    if (shown && orders.value?.some(({ jobId }) => jobId !== null)) later(WATCH_MS);
  }
  function later(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void load(), ms);
  }
  /** How far an order is, 0 to 100; null while it is not at work or does not tell. */
  const percentOf = ({ jobId }: Taking): number | null => (jobId === null ? null : (jobs.get(jobId)?.percent ?? null));

  const offs = [
    onData((change) => void (shown && change.entity === 'footage_taking' && later(REFRESH_MS))),
    jobs.onEnd((job) => void (shown && job.kind === 'footage.takeIn' && later(REFRESH_MS))),
  ];
  onMounted(load);
  onActivated(() => {
    if (!shown) void load();
    shown = true;
  });
  onDeactivated(() => {
    shown = false;
    clearTimeout(timer);
  });
  onBeforeUnmount(() => {
    shown = false;
    clearTimeout(timer);
    offs.forEach((off) => off());
  });
  return { orders, failure, load, percentOf };
}

/** Goes on with an order that stopped, or tries its failed files again. */
export async function resumeTaking(takingId: number): Promise<void> {
  try {
    await call('footage.resume', { takingId });
    useNotices().push({ title: translate('footage.taking.resumed') });
  } catch (error) {
    reportError(error);
  }
}

/** Stops the order at work; what it has finished stays. */
export async function stopTaking({ jobId }: Taking): Promise<void> {
  if (jobId !== null) await useJobs().cancel(jobId).catch(reportError);
}

/** What became of a file, as it stands in the list: the one being taken in is known from its order. */
export const stateOf = (file: TakingFile, order: Taking): TakingFile['state'] | 'working' =>
  file.state === 'waiting' && order.working?.fileId === file.id ? 'working' : file.state;
