import { z } from 'zod';
import { instant } from './fields.js';
import { errorCatalogue, type ErrorCode } from './errors.js';

export const jobKinds = [
  'hall.importRead',
  'hall.importApply',
  'hall.export',
  'templates.export',
  'visits.report',
  'supervisors.certificate',
  'backup',
  'integrity',
  'auditVerify',
  'demo',
  'footage.takeIn',
  'footage.proxy',
  'clips.cut',
  'redactions.make',
  'packs.make',
  'custody.verifyAll',
  'calendar.recalculate',
  'measures.rebuild',
  'rectifications.export',
  'rectifications.replySheet',
  'documents.make',
  'charts.save',
] as const;
export const jobStates = ['queued', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted'] as const;

const errorCode = z.enum(Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]]);

/** Metadata of long work: plain, whole, and enough to show it in the tray without asking again. */
export const job = z.strictObject({
  id: z.int().min(1),
  kind: z.enum(jobKinds),
  /** What it works on, in the person's words (a file name, a hall). */
  subject: z.string(),
  state: z.enum(jobStates),
  /** 0..100, or null while the total is unknown: then elapsed time is shown instead. */
  percent: z.number().min(0).max(100).nullable(),
  startedAt: instant,
  endedAt: instant.nullable(),
  cancellable: z.boolean(),
  error: z
    .strictObject({ code: errorCode, params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
  /** Short facts of the result, e.g. `{ rows: 10000, file: '窗口.xlsx' }`. */
  result: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
});
export type Job = z.infer<typeof job>;
export type JobKind = Job['kind'];

/** Work that no longer moves. */
export function isEnded(state: Job['state']): boolean {
  return state !== 'queued' && state !== 'running';
}
