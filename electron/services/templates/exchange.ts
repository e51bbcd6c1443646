import { open, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Database } from '../../../db/database.js';
import { frozenVersionOf, templateRows } from '../../../db/queries/template-read.js';
import { templateByClientId } from '../../../db/queries/template-write.js';
import { readExchange, writeExchange, type ExchangeResult } from '../../../domain/checklist/exchange.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError, isAppError } from '../../../domain/errors.js';
import { draftText } from '../../../domain/template.js';
import { writeAtomically } from '../../documents/atomic-file.js';
import { stopIfAborted } from '../../documents/table-rows.js';
import type { CallContext } from '../../ipc/context.js';
import type { JobManager } from '../../jobs/manager.js';
import type { FileTokens } from '../files.js';
import { addDraft, withFreeTitle } from './commands.js';

interface Deps {
  database: Database;
  jobs: JobManager;
  files: FileTokens;
}

const LIMIT_MB = 5;
/** The most items a template can have. */
const LIMIT_ROWS = 4000;
const ZIP_MARK = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const OLD_OFFICE_MARK = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** Template files in and out: xlsx for people, JSON for other consoles. */
export class TemplateExchange {
  constructor(private readonly deps: Deps) {}

  /**
   * Reads a file into a new draft. With any fault nothing is kept.
   * @throws AppError `file.token`, `file.tooLarge`, `file.empty`, `file.format`, `file.unreadable`
   */
  async import(
    { clientId, token }: ParsedInput<'templates.import'>,
    context: CallContext,
  ): Promise<CommandOutput<'templates.import'>> {
    const { database, files } = this.deps;
    const earlier = await database.read(context.command, async (reader) => {
      const id = await templateByClientId(reader, clientId);
      return id === undefined ? undefined : (await templateRows(reader, [id]))[0];
    });
    if (earlier) return { template: earlier, faults: [] };
    const { path, name } = files.take(token, 'open');
    const result = bounded(await read(path, name));
    if (!result.ok) return { template: null, faults: result.faults };
    const template = await database.write(context.command, async (tx) => {
      const id = await addDraft(tx, clientId, await withFreeTitle(tx, result.content), context, { file: name });
      return (await templateRows(tx, [id]))[0] ?? null;
    });
    return { template, faults: [] };
  }

  /** @throws AppError `notFound.record`, `file.token`; what is wrong with the file fails the job */
  async export(input: ParsedInput<'templates.export'>, context: CallContext): Promise<{ jobId: number }> {
    const { database, files, jobs } = this.deps;
    const { versionId, format } = input;
    const found = await database.read(context.command, (reader) => frozenVersionOf(reader, versionId));
    if (!found) throw new AppError('notFound.record', { entity: 'checklist_version', id: versionId });
    const { path, name } = files.take(input.token, 'save');
    const { content, head } = found;
    await database.write(context.command, (tx) =>
      tx.audit({
        action: context.command,
        object: 'checklist_version',
        ref: versionId,
        actor: context.actor,
        after: { file: name, format },
      }),
    );
    const spec = { kind: 'templates.export' as const, subject: name, cancellable: true };
    const jobId = await jobs.start({ ...spec, personId: context.actor.personId }, async (control) => {
      stopIfAborted(control.signal);
      await writeAtomically(path, (part) => write(part, format, content));
      control.saved(path);
      return { file: name, rows: head.items };
    });
    return { jobId };
  }
}

async function write(part: string, format: 'xlsx' | 'json', content: Parameters<typeof writeExchange>[0]) {
  if (format === 'xlsx') return (await import('../../documents/checklist-write.js')).writeChecklist(part, content);
  const file = await open(part, 'wx');
  try {
    await file.writeFile(writeExchange(content));
  } finally {
    await file.close();
  }
}

/** Whatever the file is called: a zip is read as a workbook, anything else as JSON. */
async function read(path: string, name: string): Promise<ExchangeResult> {
  try {
    const { bytes, head } = await beginningOf(path);
    if (bytes === 0) throw new AppError('file.empty', { name });
    if (bytes > LIMIT_MB * 1024 * 1024)
      throw new AppError('file.tooLarge', { name, limitMb: LIMIT_MB, limitRows: LIMIT_ROWS });
    if (head.equals(ZIP_MARK)) {
      const { readChecklist } = await import('../../documents/checklist-read.js');
      return await readChecklist(path, { name, signal: new AbortController().signal });
    }
    if (head.equals(OLD_OFFICE_MARK) || /^\.xls[xm]?$/i.test(extname(name)))
      throw new AppError('file.format', { name, expected: 'xlsx, json' });
    return readExchange(textOf(await readFile(path)));
  } catch (error) {
    if (isAppError(error)) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (typeof code === 'string' && /^E[A-Z]+$/.test(code))
      throw new AppError('file.unreadable', { name, detail: code }, { cause: error });
    throw error;
  }
}

async function beginningOf(path: string): Promise<{ bytes: number; head: Buffer }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return { bytes: size, head: buffer.subarray(0, bytesRead) };
  } finally {
    await file.close();
  }
}

/** What is no UTF-8 is no JSON either: an empty text says so. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return '';
  }
}

/** A draft must be one the editor can keep. */
function bounded(result: ExchangeResult): ExchangeResult {
  const most = draftText.maxLength;
  if (!result.ok || most === null || JSON.stringify(result.content).length <= most) return result;
  return { ok: false, faults: [{ path: '', rule: 'tooLarge', params: { maximum: most } }] };
}
