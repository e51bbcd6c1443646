import { computed, ref, shallowRef } from 'vue';
import type { FileToken } from '../../../../domain/contract/commands/work.js';
import type { HallEntity } from '../../../../domain/hall/entities.js';
import type { Job } from '../../../../domain/jobs.js';
import { asClientError, call, ClientError } from '../../../api/client';
import { reportError } from '../../../shared/frame/report';
import { currentLocale, translate } from '../../../shared/i18n';
import { useJobs } from '../../../shared/stores/jobs';
import { useNotices } from '../../../shared/stores/notices';
import { listWord } from '../model/words';

/** A job that this page waits for, and how it ended. */
export function useJobWait() {
  const jobs = useJobs();
  const id = ref<number | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  const job = computed<Job | null>(() => (id.value === null ? null : (jobs.get(id.value) ?? null)));

  /** Starts it and waits for its end. Null when it failed (`failure` says why) or was cancelled. */
  async function run(start: () => Promise<{ jobId: number }>): Promise<Job | null> {
    failure.value = null;
    try {
      const { jobId } = await start();
      id.value = jobId;
      const done = await jobs.whenEnded(jobId);
      if (done.state === 'succeeded') return done;
      if (done.state !== 'cancelled')
        failure.value = new ClientError({
          code: done.error?.code ?? 'internal',
          params: done.error?.params ?? {},
          fields: [],
          retryable: true,
          logId: null,
        });
    } catch (error) {
      failure.value = asClientError(error);
    } finally {
      id.value = null;
    }
    return null;
  }
  const cancel = (): void => {
    if (id.value !== null) jobs.cancel(id.value).catch(reportError);
  };
  return { id, job, failure, run, cancel };
}

/** Asks for a file; null when the dialog was closed. */
export async function pickFile(): Promise<FileToken | null> {
  try {
    return await call('files.pickOpen', { purpose: 'hallImport' });
  } catch (error) {
    reportError(error);
    return null;
  }
}

/** The file that was dropped on the page. */
export async function droppedFile(event: DragEvent): Promise<FileToken | null> {
  const [file] = event.dataTransfer?.files ?? [];
  const token = file ? await window.mingcha.tokenFor(file) : null;
  if (!token) useNotices().push({ tone: 'fault', title: translate('hall.import.badDrop') });
  return token;
}

/** Writes the empty template where the person says. */
export async function saveTemplate(entity: HallEntity): Promise<void> {
  try {
    const suggestedName = `${listWord(entity)}.xlsx`;
    const file = await call('files.pickSave', { purpose: 'hallTemplate', suggestedName });
    if (!file) return;
    const done = await call('hall.template', { entity, language: currentLocale(), token: file.token });
    useNotices().push({ tone: 'done', title: translate('hall.import.templateDone', { name: done.file }) });
  } catch (error) {
    reportError(error);
  }
}
