import { extname } from 'node:path';
import type { Database } from '../../../db/database.js';
import { knownRows, referredTo } from '../../../db/queries/hall-import.js';
import { hallIds } from '../../../db/queries/hall-list.js';
import { hallRows } from '../../../db/queries/hall-read.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { HallNames } from '../../../domain/hall/import-names.js';
import { hallSchema } from '../../../domain/hall/schema.js';
import { hiddenFields } from '../../../domain/hall/scope.js';
import { entityWord } from '../../../domain/hall/titles.js';
import { writeAtomically } from '../../documents/atomic-file.js';
import { cellsOf, isColumn, type Sheet, type SheetCell } from '../../documents/hall-sheet.js';
import { writeTemplate } from '../../documents/hall-template.js';
import { writeCsv, writeXlsx } from '../../documents/sheet-writer.js';
import { breathe, stopIfAborted } from '../../documents/table-rows.js';
import type { CallContext } from '../../ipc/context.js';
import type { JobControl, JobManager } from '../../jobs/manager.js';
import type { FileTokens } from '../files.js';
import { refuseInput } from './change.js';
import { hallScope } from './scope.js';

interface Deps {
  database: Database;
  jobs: JobManager;
  files: FileTokens;
}

/** Rows asked for at a time. */
const PIECE = 500;

/** Lists and templates as files. */
export class HallExport {
  constructor(private readonly deps: Deps) {}

  /** Exactly what the list shows: the same ids in the same order, the same fields hidden. */
  async write(input: ParsedInput<'hall.export'>, context: CallContext): Promise<{ jobId: number }> {
    const { entity, text, filter, sort, language = 'zh-CN' } = input;
    const scope = hallScope(context);
    const hidden = hiddenFields(scope, entity);
    const columns =
      input.columns ?? hallSchema[entity].fields.map(({ name }) => name).filter((name) => !hidden.includes(name));
    const wrong = columns.findIndex((name) => !isColumn(entity, name) || hidden.includes(name));
    if (wrong >= 0 || columns.length === 0 || new Set(columns).size < columns.length) {
      throw refuseInput(context.command, `columns.${Math.max(0, wrong)}`, 'notApplicable');
    }
    const { path, name } = this.deps.files.take(input.token, 'save');
    const ids = await this.deps.database.read('hall.export', (reader) =>
      hallIds(reader, { entity, text, filter, sort }, scope),
    );
    await this.deps.database.write(context.command, (tx) =>
      tx.audit({
        action: context.command,
        object: 'hall',
        ref: null,
        actor: context.actor,
        after: { entity, file: name, rows: ids.length, columns, text: text ?? null, filter: filter ?? null },
      }),
    );
    const spec = { kind: 'hall.export' as const, subject: name, cancellable: true, personId: context.actor.personId };
    const jobId = await this.deps.jobs.start(spec, async (control) => {
      const sheet: Sheet = { entity, columns, language };
      const rows = this.#pieces(sheet, ids, context, control);
      const write = extname(path).toLowerCase() === '.csv' ? writeCsv : writeXlsx;
      await writeAtomically(path, (part) => write(part, { ...sheet, title: entityWord(entity, language) }, rows));
      control.saved(path);
      return { file: name, rows: ids.length };
    });
    return { jobId };
  }

  async template(input: ParsedInput<'hall.template'>): Promise<{ file: string }> {
    const { path, name } = this.deps.files.take(input.token, 'save');
    await writeAtomically(path, (part) => writeTemplate(part, input.entity, input.language ?? 'zh-CN'));
    return { file: name };
  }

  async *#pieces(
    sheet: Sheet,
    ids: readonly number[],
    context: CallContext,
    control: JobControl,
  ): AsyncGenerator<SheetCell[][]> {
    const { entity } = sheet;
    const known = await this.deps.database.read('hall.export', (reader) => knownRows(reader, referredTo(entity)));
    const names = new HallNames(known);
    for (let start = 0; start < ids.length; start += PIECE) {
      stopIfAborted(control.signal);
      const piece = ids.slice(start, start + PIECE);
      const rows = await this.deps.database.read('hall.export', (reader) =>
        hallRows(reader, entity, piece, hallScope(context)),
      );
      yield rows.map((row) => cellsOf(sheet, row, names));
      control.report(((start + piece.length) / ids.length) * 100);
      await breathe();
    }
  }
}
