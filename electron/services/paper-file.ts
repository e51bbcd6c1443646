import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Database } from '../../db/database.js';
import type { DataEntity } from '../../domain/contract/events.js';
import type { Desktop } from '../app/desktop.js';
import { writeAtomically } from '../documents/atomic-file.js';
import type { Paper } from '../documents/paper.js';
import { stopIfAborted } from '../documents/table-rows.js';
import type { CallContext } from '../ipc/context.js';
import type { JobManager } from '../jobs/manager.js';
import type { FileTokens } from './files.js';

export interface PaperDependencies {
  database: Database;
  jobs: JobManager;
  files: FileTokens;
  desktop: Desktop;
}

/**
 * Writes a paper into the chosen file as a job; its name says in which format, else the wish does.
 * @throws AppError `file.token`; what is wrong with the file fails the job
 */
export async function writePaper(
  { database, jobs, files, desktop }: PaperDependencies,
  paper: Paper,
  of: { object: DataEntity; ref: number; kind: string },
  wish: { token: string; format: 'docx' | 'pdf' },
  context: CallContext,
): Promise<{ jobId: number }> {
  const { path, name } = files.take(wish.token, 'save');
  const ending = extname(name).toLowerCase();
  const format = ending === '.docx' || ending === '.pdf' ? ending.slice(1) : wish.format;
  const { command, actor } = context;
  const spec = { kind: 'documents.make' as const, subject: name, cancellable: true, personId: actor.personId };
  const jobId = await jobs.start(spec, async (control) => {
    let bytes: Uint8Array;
    if (format === 'docx') bytes = await (await import('../documents/paper-docx.js')).paperDocx(paper);
    else {
      const { printedPaper } = await import('../documents/paper-html.js');
      bytes = await desktop.printPdf(printedPaper(paper), control.signal);
    }
    stopIfAborted(control.signal);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    // What leaves the console is in its log: no file comes to its place before its row is written.
    await writeAtomically(path, async (part) => {
      await writeFile(part, bytes, { flag: 'wx' });
      const { object, ref, kind } = of;
      await database.write(command, (tx) =>
        tx.audit({ action: command, object, ref, actor, after: { file: name, kind, format, sha256 } }),
      );
    });
    control.saved(path);
    return { file: name, papers: 1 };
  });
  return { jobId };
}
