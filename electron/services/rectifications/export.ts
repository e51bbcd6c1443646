import type { Database } from '../../../db/database.js';
import { ledgerHallName } from '../../../db/queries/ledger-hall.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { dayOf } from '../../../domain/time.js';
import { writeAtomically } from '../../documents/atomic-file.js';
import { longDay, pick } from '../../documents/field-words.js';
import { ledgerCells, type LedgerCell } from '../../documents/ledger-cells.js';
import { LEDGER_TITLE } from '../../documents/ledger-words.js';
import { breathe, stopIfAborted } from '../../documents/table-rows.js';
import type { CallContext } from '../../ipc/context.js';
import type { JobControl, JobManager } from '../../jobs/manager.js';
import type { FileTokens } from '../files.js';
import type { LedgerViews } from './ledger.js';
import type { Lists } from './lists.js';

export interface ExportDependencies {
  database: Database;
  jobs: JobManager;
  files: FileTokens;
  lists: Lists;
  ledger: LedgerViews;
}
type Wanted = ParsedInput<'rectifications.export'>;

/** Rows asked for at a time. */
const PIECE = 500;

/** The ledger as a file. */
export class LedgerExport {
  constructor(private readonly deps: ExportDependencies) {}

  /**
   * Exactly what the table shows: the same matters in the same order, the same columns.
   * @throws AppError `file.token`; what is wrong with the file fails the job
   */
  async write(input: Wanted, context: CallContext): Promise<{ jobId: number }> {
    const { columns, language, text, filter, sort } = input;
    const { path, name } = this.deps.files.take(input.token, 'save');
    const ids = await this.#ids(input, context);
    const hall = await this.deps.database.read(context.command, (reader) => ledgerHallName(reader, filter?.hallId));
    const title = [pick(LEDGER_TITLE, language), hall, longDay(dayOf(context.now), language)]
      .filter((part) => part !== null)
      .join(' · ');
    await this.deps.database.write(context.command, (tx) =>
      tx.audit({
        action: context.command,
        object: 'rectification',
        ref: null,
        actor: context.actor,
        after: {
          file: name,
          rows: ids.length,
          columns,
          text: text ?? null,
          filter: filter ?? null,
          sort: sort ?? null,
        },
      }),
    );
    const spec = { kind: 'rectifications.export' as const, subject: name, cancellable: true };
    const jobId = await this.deps.jobs.start({ ...spec, personId: context.actor.personId }, async (control) => {
      const { writeLedgerXlsx } = await import('../../documents/ledger-xlsx.js');
      const pieces = this.#pieces(input, ids, context, control);
      await writeAtomically(path, (part) => writeLedgerXlsx(part, { columns, language, title }, pieces));
      control.saved(path);
      return { file: name, rows: ids.length };
    });
    return { jobId };
  }

  /** Without an order the ledger stands in groups by light. */
  async #ids({ text, filter, sort }: Wanted, context: CallContext): Promise<number[]> {
    const narrowed = { ...(text !== undefined && { text }), ...(filter && { filter }) };
    const answer = sort
      ? await this.deps.lists.list({ ...narrowed, sort }, context)
      : await this.deps.ledger.byLight(narrowed, context);
    return answer.ids;
  }

  async *#pieces(
    { columns, language }: Wanted,
    ids: readonly number[],
    context: CallContext,
    control: JobControl,
  ): AsyncGenerator<LedgerCell[][]> {
    const at = { now: context.now, language };
    for (let start = 0; start < ids.length; start += PIECE) {
      stopIfAborted(control.signal);
      const piece = ids.slice(start, start + PIECE);
      const rows = await this.deps.lists.rows(piece, context);
      yield rows.map((row) => ledgerCells(columns, row, at));
      control.report(((start + piece.length) / ids.length) * 100);
      await breathe();
    }
  }
}
