import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Database } from '../../../db/database.js';
import { mattersHaving } from '../../../db/queries/document-having.js';
import { templateBytes } from '../../../db/queries/document-templates.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import {
  isInterviewDocument,
  isMatterDocument,
  type DocumentKind,
  type MatterDocument,
} from '../../../domain/rectification/documents.js';
import type { Desktop } from '../../app/desktop.js';
import { writeAtomically } from '../../documents/atomic-file.js';
import type { Source } from '../../documents/official-paper.js';
import type { PrintedFile } from '../../documents/pdf-join.js';
import type { Paper } from '../../documents/paper.js';
import { stopIfAborted } from '../../documents/table-rows.js';
import type { CallContext } from '../../ipc/context.js';
import type { JobControl, JobManager } from '../../jobs/manager.js';
import type { FileTokens } from '../files.js';
import { documentSources } from './document-sources.js';
import type { RuleBook } from './rules.js';

export interface DocumentDependencies {
  database: Database;
  jobs: JobManager;
  files: FileTokens;
  desktop: Desktop;
  rules: RuleBook;
}
type Wanted = ParsedInput<'documents.make'>;
type Some<T> = [T, ...T[]];

/** What a paper is of. */
const objectOf = (kind: DocumentKind): 'rectification' | 'summons_interview' | 'circular' =>
  isMatterDocument(kind) ? 'rectification' : isInterviewDocument(kind) ? 'summons_interview' : 'circular';

/** Official papers (文书) of matters, interviews and circulars as files. */
export class Documents {
  constructor(private readonly deps: DocumentDependencies) {}

  /**
   * All papers are made, or none.
   * @throws AppError `notFound.record`, `conflict.state` `permission.denied`, where there is no such paper, `file.token`; what is wrong with
   * the file fails the job
   */
  async make(input: Wanted, context: CallContext): Promise<{ jobId: number }> {
    const { kind, ids } = input;
    const { sources, template } = await this.deps.database.read(
      context.command,
      async (reader) => ({
        sources: await documentSources(reader, kind, ids, await this.deps.rules.of(reader), context),
        template: await templateBytes(reader, kind),
      }),
      { snapshot: true },
    );
    const { path, name } = this.deps.files.take(input.token, 'save');
    const ending = extname(name).toLowerCase();
    const format = ending === '.docx' || ending === '.pdf' ? ending.slice(1) : input.format;
    const spec = { kind: 'documents.make' as const, subject: name, cancellable: true };
    const jobId = await this.deps.jobs.start({ ...spec, personId: context.actor.personId }, async (control) => {
      const bytes =
        format === 'docx' && template
          ? await (await import('../../documents/template-fill.js')).filledTemplates(template, sources)
          : await this.#shipped(format, sources, control);
      stopIfAborted(control.signal);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      // What leaves the console is in its log: no file comes to its place before its row is written.
      await writeAtomically(path, async (part) => {
        await writeFile(part, bytes, { flag: 'wx' });
        await this.deps.database.write(context.command, (tx) =>
          tx.audit({
            action: context.command,
            object: objectOf(kind),
            ref: ids.length === 1 ? (ids[0] ?? null) : null,
            actor: context.actor,
            after: { file: name, kind, format, ids, papers: sources.length, sha256 },
          }),
        );
      });
      control.saved(path);
      return { file: name, papers: sources.length };
    });
    return { jobId };
  }

  /** Which of these matters have each kind of paper. */
  having(ids: readonly number[], context: CallContext): Promise<Record<MatterDocument, number[]>> {
    return this.deps.database.read(context.command, (reader) => mattersHaving(reader, ids, context));
  }

  /** In the layout that comes with the console. */
  async #shipped(format: string, sources: Some<Source>, control: JobControl): Promise<Uint8Array> {
    const { officialPaper } = await import('../../documents/official-paper.js');
    const papers = sources.map(officialPaper) as Some<Paper>;
    if (format === 'docx') return (await import('../../documents/paper-docx.js')).paperDocx(...papers);
    const { printedPaper } = await import('../../documents/paper-html.js');
    const { joinedPdfs } = await import('../../documents/pdf-join.js');
    const printed: PrintedFile[] = [];
    // One by one: the pages of each are counted by themselves.
    for (const paper of papers) {
      stopIfAborted(control.signal);
      const bytes = await this.deps.desktop.printPdf(printedPaper(paper), control.signal);
      printed.push({ bytes, title: paper.subject });
      control.report(Math.round((printed.length / papers.length) * 100));
    }
    return joinedPdfs(printed as Some<PrintedFile>);
  }
}
