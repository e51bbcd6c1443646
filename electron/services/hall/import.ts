import type { Database, Reader, Tx } from '../../../db/database.js';
import { importStamp, importStore } from '../../../db/queries/hall-import.js';
import { nextHallId, writeHall, type HallChange } from '../../../db/queries/hall-write.js';
import type { ImportPreview } from '../../../domain/contract/commands/hall.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError, isAppError } from '../../../domain/errors.js';
import type { HallEntity } from '../../../domain/hall/entities.js';
import { ImportPlanner, type Column, type PlannedRow, type RowStatus } from '../../../domain/hall/import-plan.js';
import { cellText } from '../../../domain/hall/import-rules.js';
import { hallSchema } from '../../../domain/hall/schema.js';
import { exampleRow, meaningOf, titleOf } from '../../../domain/hall/titles.js';
import { hallSource } from '../../../domain/hall/values.js';
import { readTable } from '../../documents/table-reader.js';
import { breathe, notATable, stopIfAborted, type SheetRow } from '../../documents/table-rows.js';
import type { CallContext } from '../../ipc/context.js';
import type { JobControl, JobManager } from '../../jobs/manager.js';
import type { FileTokens } from '../files.js';
import { changeSet, checkFamilies, refuseInput, type Order } from './change.js';
import { asDuplicate } from './commands.js';

interface Deps {
  database: Database;
  jobs: JobManager;
  files: FileTokens;
}

/** A file that was read and compared; lives in memory until it is applied or forgotten. */
interface Draft {
  personId: number;
  entity: HallEntity;
  hallId: number | null;
  file: string;
  columns: readonly Column[];
  unknownColumns: string[];
  rows: readonly SheetRow[];
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
/** The titles are looked for in the first rows: a caption may stand above them. */
const TITLE_ROWS = 10;

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
    const spec = { kind: 'hall.importRead' as const, subject: name, cancellable: true };
    const jobId = await this.deps.jobs.start(spec, async (control) => {
      const sheet = await readTable(path, {
        name,
        signal: control.signal,
        progress: (share) => control.report(share * 60),
        knows: (title) => meaningOf(entity, title) !== null,
      });
      const table = tableOf(entity, name, sheet);
      const { stamp, store } = await this.deps.database.read(
        'hall.importRead',
        async (reader) => ({ stamp: await importStamp(reader, entity), store: await importStore(reader, entity) }),
        { snapshot: true },
      );
      const planner = new ImportPlanner(entity, table.columns, store, hallId);
      const planned = await planAll(planner, table.rows, control);
      this.#keep(await started, {
        ...table,
        personId: context.actor.personId,
        entity,
        hallId,
        file: name,
        planned,
        stamp,
      });
      return { file: name, ...countsOf(planned) };
    });
    answer(jobId);
    return { jobId };
  }

  /** @throws AppError `notFound.job` when the file was not read by this person, was applied or has been forgotten */
  preview(input: ParsedInput<'hall.importPreview'>, context: CallContext): ImportPreview {
    const draft = this.#draft(input.jobId, context);
    const { status } = input;
    const rows = status === undefined ? draft.planned : draft.planned.filter((row) => row.status === status);
    const offset = input.offset ?? 0;
    return {
      entity: draft.entity,
      file: draft.file,
      counts: countsOf(draft.planned),
      columns: draft.columns.flatMap(({ meaning }) => (meaning.kind === 'field' ? [meaning.spec.name] : [])),
      unknownColumns: draft.unknownColumns,
      rows: rows
        .slice(offset, offset + PAGE)
        .map(({ row, status: state, cells, faults }) => ({ row, status: state, cells, faults })),
      total: rows.length,
    };
  }

  /** @throws AppError `validation.input` for bad rows one was not told to leave out; the job fails with `conflict.importChanged` */
  async apply(input: ParsedInput<'hall.importApply'>, context: CallContext): Promise<{ jobId: number }> {
    const draft = this.#draft(input.jobId, context);
    const { bad } = countsOf(draft.planned);
    if (bad > 0 && !input.skipBad) throw refuseInput(context.command, 'skipBad', 'badRows', { count: bad });
    this.#drop(input.jobId);
    const spec = { kind: 'hall.importApply' as const, subject: draft.file, cancellable: true };
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
    const { entity, file } = draft;
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
    const planner = new ImportPlanner(entity, draft.columns, store, draft.hallId);
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
  for (const { row, cells } of rows) {
    planned.push(planner.plan(row, cells));
    if (performance.now() - turn < TURN_MS) continue;
    stopIfAborted(control.signal);
    control.report(60 + (planned.length / rows.length) * 40);
    await breathe();
    turn = performance.now();
  }
  return planned;
}

/** Finds the titles and says which column is which. @throws AppError `file.format` when no title is known */
function tableOf(entity: HallEntity, name: string, sheet: readonly SheetRow[]) {
  const score = ({ cells }: SheetRow): number =>
    cells.filter((cell) => meaningOf(entity, cellText(cell))?.kind === 'field').length;
  let titles = sheet[0];
  for (const row of sheet.slice(1, TITLE_ROWS)) if (titles && score(row) > score(titles)) titles = row;
  if (!titles || score(titles) === 0) {
    const wanted = hallSchema[entity].fields
      .filter(({ required }) => required)
      .map((spec) => titleOf(entity, spec.name, 'zh-CN'));
    throw notATable(name, wanted.join('、'));
  }
  const columns: Column[] = [];
  const unknownColumns: string[] = [];
  const taken = new Set<string>();
  titles.cells.forEach((cell, index) => {
    const title = cellText(cell).trim();
    const meaning = meaningOf(entity, title);
    if (title === '' || meaning?.kind === 'ignored') return;
    const key = meaning?.kind === 'field' ? meaning.spec.name : meaning?.kind;
    if (!meaning || key === undefined || taken.has(key)) unknownColumns.push(title.slice(0, 100));
    else {
      taken.add(key);
      columns.push({ meaning, index });
    }
  });
  const after = titles.row;
  const examples = (['zh-CN', 'en'] as const).map((language) => exampleRow(entity, language));
  // The template's own example row, left standing, is not meant.
  const isExample = ({ cells }: SheetRow): boolean =>
    examples.some((example) =>
      columns.every(
        ({ meaning, index }) =>
          meaning.kind !== 'field' || cellText(cells[index]).trim() === (example[meaning.spec.name] ?? ''),
      ),
    );
  return { columns, unknownColumns, rows: sheet.filter((row) => row.row > after && !isExample(row)) };
}
