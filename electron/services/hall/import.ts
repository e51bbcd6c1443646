import type { Database, Reader, Tx } from '../../../db/database.js';
import { importStamp, importStore } from '../../../db/queries/hall-import.js';
import { nextHallId, writeHall, type HallChange } from '../../../db/queries/hall-write.js';
import type { ImportPreview } from '../../../domain/contract/commands/hall.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError, isAppError } from '../../../domain/errors.js';
import type { HallEntity } from '../../../domain/hall/entities.js';
import { ImportPlanner, type PlannedRow, type RowStatus } from '../../../domain/hall/import-plan.js';
import { meaningOf } from '../../../domain/hall/titles.js';
import { hallSource } from '../../../domain/hall/values.js';
import { readTable } from '../../documents/table-reader.js';
import { breathe, stopIfAborted, type SheetRow } from '../../documents/table-rows.js';
import type { CallContext } from '../../ipc/context.js';
import type { JobControl, JobManager } from '../../jobs/manager.js';
import type { FileTokens } from '../files.js';
import { changeSet, checkFamilies, refuseInput, type Order } from './change.js';
import { asDuplicate } from './commands.js';
import { formerCells } from './import-preview.js';
import { requireKnownRows, tableOf, type ImportTable, type TableOrder } from './import-table.js';

interface Deps {
  database: Database;
  jobs: JobManager;
  files: FileTokens;
}

/** A file that was read and compared; lives in memory until it is applied or forgotten. */
interface Draft extends ImportTable, TableOrder {
  personId: number;
  planned: PlannedRow[];
  /** State of the store it was compared with. */
  stamp: string;
  forget: NodeJS.Timeout;
}

/** How long a read file waits to be applied. */
const KEEP_MS = 30 * 60_000;
/** Longest stretch of comparing before everything else has its turn. */
const TURN_MS = 8;
const PAGE = 200;

/** Reading a file, showing what it would do, and doing it. */
export class HallImport {
  readonly #drafts = new Map<number, Draft>();

  constructor(private readonly deps: Deps) {}

  /** @throws AppError `file.token`; what is wrong with the file fails the job */
  async read(input: ParsedInput<'hall.importRead'>, context: CallContext): Promise<{ jobId: number }> {
    const { path, name } = this.deps.files.take(input.token, 'open');
    const { entity, hallId } = input;
    let answer: (id: number) => void = () => undefined;
    const started = new Promise<number>((resolve) => (answer = resolve));
    const spec = {
      kind: 'hall.importRead' as const,
      subject: name,
      cancellable: true,
      personId: context.actor.personId,
    };
    const jobId = await this.deps.jobs.start(spec, async (control) => {
      const sheet = await readTable(path, {
        name,
        signal: control.signal,
        progress: (share) => control.report(share * 60),
        knows: (title) => meaningOf(entity, title) !== null,
      });
      const order = { entity, hallId, name };
      const table = tableOf(order, sheet);
      const { stamp, store } = await this.deps.database.read(
        'hall.importRead',
        async (reader) => ({ stamp: await importStamp(reader, entity), store: await importStore(reader, entity) }),
        { snapshot: true },
      );
      const planner = new ImportPlanner(entity, table, store, hallId);
      const planned = await planAll(planner, table.rows, control);
      requireKnownRows(order, sheet, table, planned);
      this.#keep(await started, {
        ...table,
        ...order,
        personId: context.actor.personId,
        planned,
        stamp,
      });
      return { file: name, ...countsOf(planned) };
    });
    answer(jobId);
    return { jobId };
  }

  /** @throws AppError `notFound.job` when the file was not read by this person, was applied or has been forgotten */
  async preview(input: ParsedInput<'hall.importPreview'>, context: CallContext): Promise<ImportPreview> {
    const draft = this.#draft(input.jobId, context);
    const { status } = input;
    const rows = status === undefined ? draft.planned : draft.planned.filter((row) => row.status === status);
    const offset = input.offset ?? 0;
    const page = rows.slice(offset, offset + PAGE);
    const former = await this.deps.database.read('hall.importPreview', (reader) => formerCells(reader, draft, page));
    return {
      entity: draft.entity,
      file: draft.name,
      counts: countsOf(draft.planned),
      columns: draft.columns.flatMap(({ meaning }) => (meaning.kind === 'field' ? [meaning.spec.name] : [])),
      unknownColumns: draft.unknownColumns,
      rows: page.map(({ row, status: state, cells, faults }) => {
        return { row, status: state, cells, before: former.get(row) ?? null, faults };
      }),
      total: rows.length,
    };
  }

  /** @throws AppError `validation.input` for bad rows one was not told to leave out; the job fails with `conflict.importChanged` */
  async apply(input: ParsedInput<'hall.importApply'>, context: CallContext): Promise<{ jobId: number }> {
    const draft = this.#draft(input.jobId, context);
    const { bad } = countsOf(draft.planned);
    if (bad > 0 && !input.skipBad) throw refuseInput(context.command, 'skipBad', 'badRows', { count: bad });
    this.#drop(input.jobId);
    const spec = {
      kind: 'hall.importApply' as const,
      subject: draft.name,
      cancellable: true,
      personId: context.actor.personId,
    };
    const jobId = await this.deps.jobs.start(spec, async (control) => {
      try {
        return await this.#write(draft, context, control);
      } catch (error) {
        // Nothing was written and nothing has changed: it can be applied after all.
        if (control.signal.aborted || isAppError(error, 'cancelled')) this.#keep(input.jobId, draft);
        throw asDuplicate(error, draft.entity);
      }
    });
    return { jobId };
  }

  async #write(draft: Draft, order: Order, control: JobControl) {
    const { entity, name: file } = draft;
    return this.deps.database.write(order.command, async (tx) => {
      const planned = await this.#replan(tx, draft, control);
      const changes = await changesOf(tx, entity, planned);
      const counts = countsOf(planned);
      const step = async (done: number): Promise<void> => {
        stopIfAborted(control.signal);
        control.report((done / Math.max(1, changes.length)) * 95);
        await breathe();
      };
      await writeHall(tx, entity, changes, { ...changeSet(order), step });
      if (changes.some((change) => movesHall(entity, change))) await checkFamilies(tx);
      await tx.audit({
        action: order.command,
        object: 'hall',
        ref: null,
        actor: order.actor,
        after: { entity, file, ...counts },
      });
      stopIfAborted(control.signal);
      return { file, ...counts };
    });
  }

  /** The plan as it was shown, proven to hold still. @throws AppError `conflict.importChanged` */
  async #replan(tx: Tx, draft: Draft, control: JobControl): Promise<PlannedRow[]> {
    const { entity, planned } = draft;
    if ((await importStamp(tx, entity)) === draft.stamp) return planned;
    const store = await importStore(tx as Reader, entity);
    const planner = new ImportPlanner(entity, draft, store, draft.hallId);
    const again = await planAll(planner, draft.rows, control);
    const differs = again.some((row, index) => written(row) !== written(planned[index]));
    if (differs) throw new AppError('conflict.importChanged');
    return again;
  }

  #draft(jobId: number, context: CallContext): Draft {
    const draft = this.#drafts.get(jobId);
    if (!draft || draft.personId !== context.actor.personId) throw new AppError('notFound.job', { id: jobId });
    return draft;
  }

  #keep(jobId: number, draft: Omit<Draft, 'forget'>): void {
    const forget = setTimeout(() => this.#drafts.delete(jobId), KEEP_MS);
    forget.unref();
    this.#drafts.set(jobId, { ...draft, forget });
  }

  #drop(jobId: number): void {
    clearTimeout(this.#drafts.get(jobId)?.forget);
    this.#drafts.delete(jobId);
  }
}

/** What a row would write, for comparing two plans; a row that is bad or stays the same writes nothing. */
const written = (row: PlannedRow | undefined): string =>
  row === undefined || row.fields === null || row.status === 'same'
    ? (row?.status ?? '')
    : JSON.stringify([row.status, row.before?.id, row.before?.revision, row.fields]);

const movesHall = (entity: HallEntity, { before, after }: HallChange): boolean => {
  const source = hallSource[entity] ?? 'parentId';
  return before !== null && before.fields[source] !== after.fields[source];
};

function countsOf(planned: readonly PlannedRow[]): Record<RowStatus, number> {
  const counts = { new: 0, changed: 0, same: 0, bad: 0 };
  for (const { status } of planned) counts[status] += 1;
  return counts;
}

async function changesOf(tx: Tx, entity: HallEntity, planned: readonly PlannedRow[]): Promise<HallChange[]> {
  let id = await nextHallId(tx, entity);
  const changes: HallChange[] = [];
  for (const { status, before, fields } of planned) {
    if (fields === null || status === 'same') continue;
    changes.push({ id: before?.id ?? id, before, after: { fields, state: 'active', mergedIntoId: null } });
    if (before === null) id += 1;
  }
  return changes;
}

async function planAll(planner: ImportPlanner, rows: readonly SheetRow[], control: JobControl): Promise<PlannedRow[]> {
  const planned: PlannedRow[] = [];
  let turn = performance.now();
  for (const row of rows) {
    planned.push(planner.plan(row));
    if (performance.now() - turn < TURN_MS) continue;
    stopIfAborted(control.signal);
    control.report(60 + (planned.length / rows.length) * 40);
    await breathe();
    turn = performance.now();
  }
  return planned;
}
