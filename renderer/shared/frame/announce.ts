import type { Job } from '../../../domain/jobs.js';
import { call } from '../../api/client';
import { translate, type MessageKey } from '../i18n';
import { errorText } from '../i18n/error-text';
import { useNotices } from '../stores/notices';
import { useSystem } from '../stores/system';
import { reportError } from './report';
import { wroteFile } from './saved-jobs';

/** What became of the files of an order; null for other work. */
export const tallyWords = ({ kind, state, result }: Job): string | null =>
  kind === 'footage.takeIn' && state === 'succeeded' && result ? translate('footage.taking.tally', result) : null;

/** What was left out of work that came to its end: all of it, some, or nothing. */
function leftOut({ kind, state, result }: Job): 'all' | 'some' | 'none' {
  if (kind !== 'footage.takeIn' || state !== 'succeeded' || !Number(result?.['failed'])) return 'none';
  return Number(result?.['taken']) + Number(result?.['known']) === 0 ? 'all' : 'some';
}

/** Tells that a job has ended, with what can be done about it. */
export function announceJob(job: Job): void {
  // Where it was wanted, the player says so itself.
  if (job.kind === 'footage.proxy' && job.state === 'failed') return;
  const kind = translate(`job.kind.${job.kind}`);
  const titles: Partial<Record<Job['state'], MessageKey>> = {
    succeeded: 'job.endedOk',
    cancelled: 'job.endedCancelled',
  };
  const failed = job.state === 'failed' || job.state === 'interrupted';
  const missing = leftOut(job);
  useNotices().push({
    tone: failed ? 'fault' : missing === 'none' ? 'done' : 'warn',
    title: translate((missing === 'all' ? null : titles[job.state]) ?? 'job.endedBad', { kind }),
    detail: job.error ? errorText(job.error) : failed ? translate('job.restart') : (tallyWords(job) ?? job.subject),
    action: wroteFile(job)
      ? {
          label: translate('job.showFile'),
          run: () => void call('files.showSaved', { jobId: job.id }).catch(reportError),
        }
      : null,
  });
  if (job.kind === 'backup') void useSystem().refresh().catch(reportError);
}
