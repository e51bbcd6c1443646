import type { Database } from '../../db/database.js';
import { verifyChain } from '../../db/audit.js';
import { auditByIds, auditIds } from '../../db/queries/audit-list.js';
import type { ParsedInput } from '../../domain/contract/commands/index.js';
import type { AuditRow } from '../../domain/contract/commands/work.js';
import { AppError } from '../../domain/errors.js';
import { DAY_MS, SHANGHAI_OFFSET_MS } from '../../domain/time.js';
import type { CallContext } from '../ipc/context.js';
import type { JobManager } from '../jobs/manager.js';

const startOf = (day: number): number => day * DAY_MS - SHANGHAI_OFFSET_MS;

/** The audit log as those may read it who may, and the proof that nobody touched it. */
export class AuditService {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobManager,
  ) {}

  async list(input: ParsedInput<'audit.list'>): Promise<{ ids: number[]; total: number }> {
    const { fromDay, toDay, ...rest } = input.filter ?? {};
    const filter = {
      ...rest,
      text: input.text?.trim() || undefined,
      from: fromDay === undefined ? undefined : startOf(fromDay),
      to: toDay === undefined ? undefined : startOf(toDay + 1),
    };
    const ids = await this.database.read('audit.list', (reader) =>
      auditIds(reader, filter, input.sort?.direction ?? 'desc'),
    );
    return { ids, total: ids.length };
  }

  rows(ids: readonly number[]): Promise<AuditRow[]> {
    return this.database.read('audit.rows', (reader) => auditByIds(reader, ids));
  }

  /** Recomputes the chain as a job; a break fails the job with the row's number. */
  async verify(context: CallContext): Promise<{ jobId: number }> {
    await this.database.write(context.command, (tx) =>
      tx.audit({ action: context.command, object: 'audit', ref: null, actor: context.actor }),
    );
    const jobId = await this.jobs.start({ kind: 'auditVerify', subject: '', cancellable: true }, async (control) => {
      const report = await verifyChain(
        this.database,
        (done, total) => control.report(total === 0 ? null : (done / total) * 100),
        control.signal,
      );
      if (!report.ok) throw new AppError('db.corrupt', { file: 'audit', detail: `${report.seq}: ${report.fault}` });
      return { rows: report.rows, head: report.head.hash };
    });
    return { jobId };
  }
}
