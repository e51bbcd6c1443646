import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { Database } from '../../db/database.js';
import type { ParsedInput } from '../../domain/contract/commands/index.js';
import { AppError } from '../../domain/errors.js';
import type { Desktop } from '../app/desktop.js';
import { writeAtomically } from '../documents/atomic-file.js';
import { isPng } from '../documents/png.js';
import { writeTableCsv, writeTableXlsx } from '../documents/sheet-writer.js';
import { stopIfAborted } from '../documents/table-rows.js';
import type { CallContext } from '../ipc/context.js';
import type { JobControl, JobManager } from '../jobs/manager.js';
import type { FileTokens } from './files.js';

interface Deps {
  database: Database;
  jobs: JobManager;
  files: FileTokens;
  desktop: Desktop;
}
type Wanted = ParsedInput<'charts.save'>;

/** A drawing holds shapes and words: nothing that runs, and nothing that is fetched. */
const NOT_DRAWN = /<(script|foreignobject|iframe|image|use|a)\b|\son\w+\s*=|javascript:|<!|<\?/i;

/** Charts as files. */
export class ChartFiles {
  constructor(private readonly deps: Deps) {}

  /**
   * @throws AppError `validation.input` naming a picture that is none, `file.token`; what is wrong with the file fails the job
   */
  async save(input: Wanted, context: CallContext): Promise<{ jobId: number }> {
    const { jobs, files, database } = this.deps;
    const { format, title, period } = input;
    const drawn = drawnOf(input, context);
    const { path, name } = files.take(input.token, 'save');
    const spec = { kind: 'charts.save' as const, subject: name, cancellable: true };
    const jobId = await jobs.start({ ...spec, personId: context.actor.personId }, async (control) => {
      stopIfAborted(control.signal);
      await writeAtomically(path, async (part) => {
        await this.#write(part, input, drawn, control);
        // What leaves the console is in its log before it comes to its place.
        const sha256 = createHash('sha256')
          .update(await readFile(part))
          .digest('hex');
        await database.write(context.command, (tx) =>
          tx.audit({
            action: context.command,
            object: 'measure',
            ref: null,
            actor: context.actor,
            after: { file: name, format, title, ...period, sha256 },
          }),
        );
      });
      control.saved(path);
      return { file: name, rows: input.rows.length };
    });
    return { jobId };
  }

  async #write(part: string, input: Wanted, drawn: Uint8Array | null, control: JobControl): Promise<void> {
    const { format, columns, rows, title, language, png } = input;
    if (format === 'csv') return writeTableCsv(part, columns, [rows]);
    if (format === 'xlsx') return writeTableXlsx(part, { title: sheetName(title), titles: columns }, [rows]);
    if (format !== 'pdf') return writeFile(part, drawn ?? new Uint8Array(), { flag: 'wx' });
    const { chartPaper } = await import('../documents/chart-paper.js');
    const { printedPaper } = await import('../documents/paper-html.js');
    const picture = drawn && png ? { bytes: drawn, width: png.width, height: png.height } : null;
    const paper = chartPaper({ ...input, png: picture }, language);
    await writeFile(part, await this.deps.desktop.printPdf(printedPaper(paper), control.signal), { flag: 'wx' });
  }
}

/** A workbook refuses these signs in the name of a sheet, and more than 31 of any. */
const sheetName = (title: string): string => title.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31);

/** The bytes of the picture a format needs, looked at; null where it needs none. */
function drawnOf({ format, svg, png }: Wanted, { command }: CallContext): Uint8Array | null {
  const refused = (path: string) =>
    new AppError('validation.input', { command }, { fields: [{ path, rule: 'invalid' }] });
  if (format === 'svg') {
    if (svg === null || !svg.startsWith('<svg') || NOT_DRAWN.test(svg)) throw refused('svg');
    return Buffer.from(svg, 'utf8');
  }
  if (format !== 'png' && format !== 'pdf') return null;
  const bytes = Buffer.from(png?.base64 ?? '', 'base64');
  if (!isPng(bytes)) throw refused('png');
  return bytes;
}
