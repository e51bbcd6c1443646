import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import type { Database, Reader, Tx } from '../../../db/database.js';
import { samplePaper } from '../../../db/queries/document-having.js';
import { ownTemplates, removeTemplate, templateBytes, writeTemplate } from '../../../db/queries/document-templates.js';
import type { DocumentTemplate } from '../../../domain/contract/commands/documents.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import { documentKinds, type DocumentKind } from '../../../domain/rectification/documents.js';
import { writeAtomically } from '../../documents/atomic-file.js';
import type { CallContext } from '../../ipc/context.js';
import type { FileTokens } from '../files.js';

/** A template is a page or two, with a seal at most. */
const LIMIT_MB = 5;

/** 文书模板: what official papers are made with; shipped ones are made in code, the office's own ones are kept. */
export class DocumentTemplates {
  constructor(private readonly deps: { database: Database; files: FileTokens }) {}

  list(context: CallContext): Promise<DocumentTemplate[]> {
    return this.deps.database.read(context.command, (reader) => this.#all(reader, context), { snapshot: true });
  }

  /** @throws AppError `notFound.record` where there is no own one, `file.*` */
  async write(
    { kind, which, token }: ParsedInput<'documents.template'>,
    context: CallContext,
  ): Promise<{ file: string }> {
    const { database, files } = this.deps;
    const own = which === 'own' ? await database.read(context.command, (reader) => templateBytes(reader, kind)) : null;
    if (own === undefined) throw new AppError('notFound.record', { entity: 'document_template', id: kind });
    const { path, name } = files.take(token, 'save');
    const bytes = own ?? (await (await import('../../documents/template-fill.js')).shippedTemplate(kind));
    await writeAtomically(path, async (part) => {
      await writeFile(part, bytes, { flag: 'wx' });
      await database.write(context.command, (tx) => audited(tx, context, null, { kind, which, file: name }));
    });
    return { file: name };
  }

  /** @throws AppError `file.*`, `document.*` */
  async set(input: ParsedInput<'documents.setTemplate'>, context: CallContext): Promise<DocumentTemplate[]> {
    const { kind } = input;
    const { path, name } = this.deps.files.take(input.token, 'open');
    const bytes = await read(path, name);
    const { checkTemplate } = await import('../../documents/template-check.js');
    await checkTemplate(kind, bytes, name);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return this.deps.database.write(context.command, async (tx) => {
      const before = await standing(tx, kind);
      const row = { kind, name: name.slice(0, 255), bytes, sha256, now: context.now };
      await writeTemplate(tx, { ...row, personId: context.actor.personId });
      await audited(tx, context, before, { kind, file: name, sha256 });
      tx.changed('document_template', 0);
      return this.#all(tx, context);
    });
  }

  reset({ kind }: ParsedInput<'documents.resetTemplate'>, context: CallContext): Promise<DocumentTemplate[]> {
    return this.deps.database.write(context.command, async (tx) => {
      const before = await standing(tx, kind);
      if (before !== null) {
        await removeTemplate(tx, kind);
        await audited(tx, context, before, null);
        tx.changed('document_template', 0);
      }
      return this.#all(tx, context);
    });
  }

  async #all(reader: Reader, { roles }: CallContext): Promise<DocumentTemplate[]> {
    const own = new Map((await ownTemplates(reader)).map((template) => [template.kind, template]));
    const office = roles.includes('office');
    const all: DocumentTemplate[] = [];
    for (const kind of documentKinds) {
      const found = own.get(kind);
      all.push({
        kind,
        own: found
          ? {
              ...{ name: found.name, bytes: found.bytes, sha256: found.sha256, setAt: found.setAt },
              setBy: office ? found.setBy : '',
            }
          : null,
        sample: office ? ((await samplePaper(reader, kind)) ?? null) : null,
      });
    }
    return all;
  }
}

type Change = Record<string, string> | null;

/** What stood there; null for the shipped layout. */
async function standing(reader: Reader, kind: DocumentKind): Promise<Change> {
  const found = (await ownTemplates(reader)).find((template) => template.kind === kind);
  return found ? { kind, file: found.name, sha256: found.sha256 } : null;
}

async function audited(tx: Tx, context: CallContext, before: Change, after: Change): Promise<void> {
  const { command, actor } = context;
  await tx.audit({ action: command, object: 'document_template', ref: null, actor, before, after });
}

/** @throws AppError `file.empty`, `file.tooLarge`, `file.unreadable` */
async function read(path: string, name: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size === 0) throw new AppError('file.empty', { name });
    if (size > LIMIT_MB * 1024 * 1024) throw new AppError('file.tooLarge', { name, limitMb: LIMIT_MB, limitRows: 0 });
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) throw error;
    throw new AppError('file.unreadable', { name, detail: code }, { cause: error });
  }
}
