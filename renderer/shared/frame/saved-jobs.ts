import type { Job, JobKind } from '../../../domain/jobs.js';

const writing: readonly JobKind[] = [
  'hall.export',
  'rectifications.export',
  'rectifications.replySheet',
  'documents.make',
];

/** Work that wrote a file somebody chose the place of: it can be shown there. */
export const wroteFile = ({ kind, state }: Pick<Job, 'kind' | 'state'>): boolean =>
  state === 'succeeded' && writing.includes(kind);
