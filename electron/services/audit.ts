import type { Database, Reader } from '../../db/database.js';
import { verifyChain } from '../../db/audit.js';
import { auditByIds, auditIds, auditPeople } from '../../db/queries/audit-list.js';
import { labelsOf } from '../../db/queries/hall-read.js';
import { peopleByIds } from '../../db/queries/people.js';
import type { ParsedInput } from '../../domain/contract/commands/index.js';
import type { AuditRow } from '../../domain/contract/commands/work.js';
import { AppError } from '../../domain/errors.js';
import { hallEntities } from '../../domain/hall/kinds.js';
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

  /** Log rows with what their objects are called now. */
  rows(ids: readonly number[]): Promise<AuditRow[]> {
    return this.database.read('audit.rows', async (reader) => {
      const rows = await auditByIds(reader, ids);
      const labels = new Map<string, Map<number, string>>();
      for (const object of new Set(rows.map((row) => row.object))) {
        const refs = rows.flatMap((row) => (row.object === object && row.ref !== null ? [row.ref] : []));
        labels.set(object, await labelsOfObjects(reader, object, refs));
      }
      return rows.map((row) => ({
        ...row,
        label: (row.ref === null ? null : labels.get(row.object)?.get(row.ref)) ?? null,
      }));
    });
  }

  people(): Promise<{ personId: number; name: string }[]> {
    return this.database.read('audit.people', auditPeople);
  }

  /** Recomputes the chain as a job; a break fails the job with the row's number. */
  async verify(context: CallContext): Promise<{ jobId: number }> {
    await this.database.write(context.command, (tx) =>
      tx.audit({ action: context.command, object: 'audit', ref: null, actor: context.actor }),
    );
    const jobId = await this.jobs.start(
      { kind: 'auditVerify', subject: '', cancellable: true, personId: context.actor.personId },
      async (control) => {
        const report = await verifyChain(
          this.database,
          (done, total) => control.report(total === 0 ? null : (done / total) * 100),
          control.signal,
        );
        if (!report.ok) throw new AppError('db.corrupt', { file: 'audit', detail: `${report.seq}: ${report.fault}` });
        return { rows: report.rows, head: report.head.hash };
      },
    );
    return { jobId };
  }
}

async function labelsOfObjects(reader: Reader, object: string, refs: readonly number[]): Promise<Map<number, string>> {
  if (refs.length === 0) return new Map();
  if (object === 'person')
    return new Map((await peopleByIds(reader, [...new Set(refs)])).map(({ id, name }) => [id, name]));
  const own = labelColumns[object];
  if (own) return ownLabels(reader, own, refs);
  const entity = hallEntities.find((kind) => kind === object);
  return entity ? labelsOf(reader, entity, refs) : new Map();
}

/** Where objects that are no row of the hall keep what they are called by. */
const labelColumns: Record<string, { table: string; column: string }> = {
  lead: { table: 'lead', column: 'no' },
  finding: { table: 'finding', column: 'no' },
  supervisor: { table: 'supervisor', column: 'certificate_no' },
};

async function ownLabels(
  reader: Reader,
  { table, column }: { table: string; column: string },
  refs: readonly number[],
): Promise<Map<number, string>> {
  const rows = await reader.json<[number, string]>(
    `SELECT json_group_array(json_array(id, ${column})) FROM ${table}
      WHERE ${column} IS NOT NULL AND id IN (SELECT value FROM json_each(:refs))`,
    { refs: JSON.stringify(refs) },
  );
  return new Map(rows);
}
