import type { Database } from '../../../db/database.js';
import { frozenVersionOf, templateChoices, templateIds, templateRows } from '../../../db/queries/template-read.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { TemplateRow } from '../../../domain/template.js';
import type { CallContext } from '../../ipc/context.js';
import type { JobManager } from '../../jobs/manager.js';
import type { FileTokens } from '../files.js';
import { isOffice, notFound, shownTo, templateDetailOf } from './detail.js';
import { TemplateCommands } from './commands.js';
import { TemplateExchange } from './exchange.js';

export interface TemplateDeps {
  database: Database;
  jobs: JobManager;
  files: FileTokens;
}

/** Checklist templates. Everybody may read what was published; the rest is the office's alone. */
export class TemplateService {
  readonly commands: TemplateCommands;
  readonly exchange: TemplateExchange;
  readonly #database: Database;

  constructor(deps: TemplateDeps) {
    this.#database = deps.database;
    this.commands = new TemplateCommands(deps.database);
    this.exchange = new TemplateExchange(deps);
  }

  async list(input: ParsedInput<'templates.list'>, context: CallContext): Promise<{ ids: number[]; total: number }> {
    const sort = input.sort ?? { by: 'title' as const, direction: 'asc' as const };
    const filter = { text: input.text, ...input.filter, publishedOnly: !isOffice(context) };
    const ids = await this.#database.read('templates.list', (reader) => templateIds(reader, filter, sort));
    return { ids, total: ids.length };
  }

  async rows(ids: readonly number[], context: CallContext): Promise<TemplateRow[]> {
    const rows = await this.#database.read('templates.rows', (reader) => templateRows(reader, ids));
    return rows.flatMap((row) => shownTo(context, row) ?? []);
  }

  /** @throws AppError `notFound.record`, also for what is not the caller's to see */
  get(id: number, context: CallContext): Promise<CommandOutput<'templates.get'>> {
    return this.#database.read('templates.get', async (reader) => {
      const detail = await templateDetailOf(reader, id);
      const template = shownTo(context, detail.template);
      if (!template) throw notFound(id);
      return { ...detail, template, draft: isOffice(context) ? detail.draft : null };
    });
  }

  async version(versionId: number): Promise<CommandOutput<'templates.version'>> {
    const found = await this.#database.read('templates.version', (reader) => frozenVersionOf(reader, versionId));
    if (!found) throw new AppError('notFound.record', { entity: 'checklist_version', id: versionId });
    return found;
  }

  choices(): Promise<CommandOutput<'templates.choices'>> {
    return this.#database.read('templates.choices', templateChoices);
  }
}
