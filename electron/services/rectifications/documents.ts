import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Database, Reader } from '../../../db/database.js';
import { mattersHaving } from '../../../db/queries/document-having.js';
import { documentParties, onSameNotices } from '../../../db/queries/document-parties.js';
import { templateBytes } from '../../../db/queries/document-templates.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import { hasDocument, type DocumentKind } from '../../../domain/rectification/documents.js';
import { dayOf } from '../../../domain/time.js';
import type { Desktop } from '../../app/desktop.js';
import { writeAtomically } from '../../documents/atomic-file.js';
import type { PaperMatter, Source } from '../../documents/matter-fields.js';
import type { MatterPaper } from '../../documents/matter-paper.js';
import { stopIfAborted } from '../../documents/table-rows.js';
import type { CallContext } from '../../ipc/context.js';
import type { JobManager } from '../../jobs/manager.js';
import type { FileTokens } from '../files.js';
import { shownMatter } from './detail.js';
import { noMatter } from './refusals.js';
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

/** Official papers (文书) of matters as files. */
export class Documents {
  constructor(private readonly deps: DocumentDependencies) {}

  /**
   * All papers are made, or none.
   * @throws AppError `notFound.record`, `conflict.state` where a matter has no such paper, `file.token`; what is wrong with
   * the file fails the job
   */
  async make(input: Wanted, context: CallContext): Promise<{ jobId: number }> {
    const { kind, ids } = input;
    const { sources, template } = await this.deps.database.read(
      context.command,
      async (reader) => ({
        sources: await this.#sources(reader, input, context),
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
          : await this.#shipped(format, sources, control.signal);
      stopIfAborted(control.signal);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      // What leaves the console is in its log: no file comes to its place before its row is written.
      await writeAtomically(path, async (part) => {
        await writeFile(part, bytes, { flag: 'wx' });
        await this.deps.database.write(context.command, (tx) =>
          tx.audit({
            action: context.command,
            object: 'rectification',
            ref: ids.length === 1 ? (ids[0] ?? null) : null,
            actor: context.actor,
            after: { file: name, kind, format, matters: ids, papers: sources.length, sha256 },
          }),
        );
      });
      control.saved(path);
      return { file: name, papers: sources.length };
    });
    return { jobId };
  }

  /** Which of these matters have each kind of paper. */
  having(ids: readonly number[], context: CallContext): Promise<Record<DocumentKind, number[]>> {
    return this.deps.database.read(context.command, (reader) => mattersHaving(reader, ids, context));
  }

  /** In the layout that comes with the console. */
  async #shipped(format: string, sources: Some<Source>, signal: AbortSignal): Promise<Uint8Array> {
    const { joinedPapers, matterPaper } = await import('../../documents/matter-paper.js');
    const [{ kind }] = sources;
    const paper = joinedPapers(kind, sources.map(matterPaper) as Some<MatterPaper>);
    if (format === 'docx') return (await import('../../documents/paper-docx.js')).paperDocx(paper);
    const { printedPaper } = await import('../../documents/paper-html.js');
    return this.deps.desktop.printPdf(printedPaper(paper), signal);
  }

  /** What each paper is made of; a notice is one paper of all that stand on it, whichever of them was named. */
  async #sources(reader: Reader, { kind, ids }: Wanted, context: CallContext): Promise<Some<Source>> {
    const rules = await this.deps.rules.of(reader);
    const wanted = [...new Set(ids)];
    // All that stand on a notice, by number; a draft stands on none, and is refused below.
    const together = kind === 'rectification_notice' ? await onSameNotices(reader, wanted) : [];
    const whole = [...new Set([...together, ...wanted])];
    const parties = await documentParties(reader, whole);
    const made = new Map<string, Some<PaperMatter>>();
    for (const id of whole) {
      const detail = await shownMatter(reader, id, context, rules);
      if (!hasDocument(kind, detail)) {
        const { state } = detail.row;
        throw new AppError('conflict.state', { entity: 'rectification', state });
      }
      const of = parties.get(id);
      if (!of) throw noMatter(id);
      const { noticeId } = detail.row;
      const key = kind === 'rectification_notice' && noticeId !== null ? `notice ${noticeId}` : String(id);
      const known = made.get(key);
      if (known) known.push({ detail, parties: of });
      else made.set(key, [{ detail, parties: of }]);
    }
    const today = dayOf(context.now);
    return [...made.values()].map((matters): Source => ({ kind, matters, today })) as Some<Source>;
  }
}
