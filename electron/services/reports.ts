import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Database } from '../../db/database.js';
import { withheldPictures } from '../../db/queries/custody-release.js';
import { clipsOfVisit } from '../../db/queries/clip-read.js';
import { certificateHalls } from '../../db/queries/certificate.js';
import { supervisorsByIds } from '../../db/queries/supervisor-read.js';
import type { ParsedInput } from '../../domain/contract/commands/index.js';
import { AppError } from '../../domain/errors.js';
import { dayOf } from '../../domain/time.js';
import type { Desktop } from '../app/desktop.js';
import { writeAtomically } from '../documents/atomic-file.js';
import { stopIfAborted } from '../documents/table-rows.js';
import type { Paper } from '../documents/paper.js';
import type { ReportModel } from '../documents/visit-report-model.js';
import type { LoadedPicture } from '../documents/visit-report-pictures.js';
import type { CallContext } from '../ipc/context.js';
import type { JobControl, JobManager, JobResult } from '../jobs/manager.js';
import type { EvidenceService } from './evidence/service.js';
import type { FileTokens } from './files.js';
import { shownClips } from './clips/shown.js';
import { shownVisit } from './visits/detail.js';
import { Versions } from './visits/versions.js';

interface Deps {
  database: Database;
  jobs: JobManager;
  files: FileTokens;
  desktop: Desktop;
  evidence: EvidenceService;
}

/** What is about to be written, and what the audit log says of it. */
interface Written {
  path: string;
  name: string;
  format: string;
  bytes: Uint8Array;
  object: 'visit' | 'supervisor';
  ref: number;
  language: string;
}

/** Share of a report's time that goes into its pictures, in percent. */
const PICTURES_PERCENT = 80;

/** 检查报告 and 社会监督员证 as files. */
export class ReportService {
  readonly #versions = new Versions();

  constructor(private readonly deps: Deps) {}

  /**
   * The report of a visit that was handed in, to one who may see it.
   * @throws AppError `notFound.record`, `conflict.state`, `file.token`; what is wrong with the file fails the job
   */
  async report(input: ParsedInput<'visits.report'>, context: CallContext): Promise<{ jobId: number }> {
    const { id, language } = input;
    const model = await this.#model(id, context);
    const { path, name } = this.deps.files.take(input.token, 'save');
    const format = formatOf(name) ?? input.format;
    return this.#start('visits.report', name, context, async (control) => {
      const pictures = await this.#pictures(model, control);
      const { reportPaper } = await import('../documents/visit-report-paper.js');
      const paper = reportPaper(model, pictures, language);
      let bytes: Uint8Array;
      if (format === 'docx') bytes = await (await import('../documents/paper-docx.js')).paperDocx(paper);
      else bytes = await this.#printed(paper, control);
      return this.#write({ path, name, format, bytes, object: 'visit', ref: id, language }, context, control);
    });
  }

  /** The same report as a PDF for those who put it into something else. @throws AppError `notFound.record`, `conflict.state` */
  async pdf(id: number, language: 'zh-CN' | 'en', context: CallContext, control: JobControl): Promise<Uint8Array> {
    const model = await this.#model(id, context);
    const { reportPaper } = await import('../documents/visit-report-paper.js');
    return this.#printed(reportPaper(model, await this.#pictures(model, control), language), control);
  }

  async #model(id: number, context: CallContext): Promise<ReportModel> {
    // Loaded with the first report: most starts write none.
    const { reportModel } = await import('../documents/visit-report-model.js');
    return this.deps.database.read(
      context.command,
      async (reader) => {
        const visit = await shownVisit(reader, id, this.#versions, context);
        if (visit.state !== 'submitted' && visit.state !== 'confirmed')
          throw new AppError('conflict.state', { entity: 'visit', state: visit.state });
        const used = await this.#versions.of(
          reader,
          visit.checklists.map(({ versionId }) => versionId),
        );
        const clips = await shownClips(reader, await clipsOfVisit(reader, id), context);
        return reportModel(visit, new Map([...used].map(([version, { content }]) => [version, content])), clips);
      },
      { snapshot: true },
    );
  }

  async #printed(paper: Paper, control: JobControl): Promise<Uint8Array> {
    const { printedPaper } = await import('../documents/paper-html.js');
    return this.deps.desktop.printPdf(printedPaper(paper), control.signal);
  }

  /** @throws AppError `notFound.record`, `conflict.state`, `file.token`; what is wrong with the file fails the job */
  async certificate(input: ParsedInput<'supervisors.certificate'>, context: CallContext): Promise<{ jobId: number }> {
    const { id, language } = input;
    const found = await this.deps.database.read(
      context.command,
      async (reader) => {
        const [entry] = await supervisorsByIds(reader, [id], dayOf(context.now));
        if (!entry) throw new AppError('notFound.record', { entity: 'supervisor', id });
        // Nobody shows a certificate of an entry that was ended.
        if (entry.state !== 'active')
          throw new AppError('conflict.state', { entity: 'supervisor', state: entry.state });
        return { ...entry.fields, name: entry.name, ...(await certificateHalls(reader, id)) };
      },
      { snapshot: true },
    );
    const { path, name } = this.deps.files.take(input.token, 'save');
    return this.#start('supervisors.certificate', name, context, async (control) => {
      const { certificateHtml } = await import('../documents/certificate.js');
      const bytes = await this.deps.desktop.printPdf(certificateHtml(found, language), control.signal);
      const written = { path, name, format: 'pdf', bytes, object: 'supervisor' as const, ref: id, language };
      return this.#write(written, context, control);
    });
  }

  async #start(
    kind: 'visits.report' | 'supervisors.certificate',
    subject: string,
    context: CallContext,
    work: (control: JobControl) => Promise<JobResult>,
  ): Promise<{ jobId: number }> {
    const { personId } = context.actor;
    return { jobId: await this.deps.jobs.start({ kind, subject, cancellable: true, personId }, work) };
  }

  /** Small copies of the pictures, one after the other; one that cannot be read is left out and counted in the paper. */
  async #pictures(model: ReportModel, control: JobControl): Promise<LoadedPicture[]> {
    const loaded: LoadedPicture[] = [];
    // A frame of footage that is not redacted enters no paper unless somebody approved that it leaves.
    const withheld = await this.deps.database.read('reports.withheld', (reader) =>
      withheldPictures(
        reader,
        model.pictures.map(({ attachment }) => attachment.evidenceId),
      ),
    );
    // The same picture may hang at several places.
    const made = new Map<number, Awaited<ReturnType<EvidenceService['forPrint']>>>();
    for (const { attachment, number } of model.pictures) {
      stopIfAborted(control.signal);
      const { id, evidenceId } = attachment;
      if (withheld.has(evidenceId)) continue;
      const small = made.get(evidenceId) ?? (await this.deps.evidence.forPrint(attachment));
      made.set(evidenceId, small);
      if (small) loaded.push({ attachmentId: id, type: 'jpg', ...small });
      control.report((number / model.pictures.length) * PICTURES_PERCENT);
    }
    return loaded;
  }

  /** What leaves the console is in its log: no file comes to its place before its row is written. */
  async #write(written: Written, context: CallContext, control: JobControl): Promise<JobResult> {
    const { path, name, bytes, object, ref, format, language } = written;
    stopIfAborted(control.signal);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await writeAtomically(path, async (part) => {
      await writeFile(part, bytes, { flag: 'wx' });
      await this.deps.database.write(context.command, (tx) =>
        tx.audit({
          action: context.command,
          object,
          ref,
          actor: context.actor,
          after: { file: name, format, language, sha256 },
        }),
      );
    });
    control.saved(path);
    return { file: name, bytes: bytes.length };
  }
}

/** The kind of file its name asks for, where somebody changed it in the dialog. */
function formatOf(name: string): 'docx' | 'pdf' | null {
  const ending = extname(name).toLowerCase();
  return ending === '.docx' || ending === '.pdf' ? (ending.slice(1) as 'docx' | 'pdf') : null;
}
