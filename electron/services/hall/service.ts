import type { Database, Tx } from '../../../db/database.js';
import { hallIds } from '../../../db/queries/hall-list.js';
import { historyOf } from '../../../db/queries/hall-history.js';
import { hallRows, labelsAt, labelsOf, successorOf } from '../../../db/queries/hall-read.js';
import { hallTree } from '../../../db/queries/hall-tree.js';
import type { AuditEntry } from '../../../db/database.js';
import type { HallTree } from '../../../domain/contract/commands/hall.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { HallEntity, HallRow } from '../../../domain/hall/entities.js';
import type { Clock } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import type { JobManager } from '../../jobs/manager.js';
import type { FileTokens } from '../files.js';
import { HallCommands } from './commands.js';
import { HallExport } from './export.js';
import { HallImport } from './import.js';
import { hallScope } from './scope.js';

export interface HallDeps {
  database: Database;
  jobs: JobManager;
  files: FileTokens;
  clock: Clock;
}

/** Everything about halls and what they are made of: asking, changing, import and export. */
export class HallService {
  readonly commands: HallCommands;
  readonly import: HallImport;
  readonly export: HallExport;
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(deps: HallDeps) {
    this.#database = deps.database;
    this.#clock = deps.clock;
    this.commands = new HallCommands(deps.database);
    this.import = new HallImport(deps);
    this.export = new HallExport(deps);
  }

  tree(context: CallContext): Promise<HallTree> {
    const scope = hallScope(context);
    return this.#database.read('hall.tree', (reader) => hallTree(reader, scope), { snapshot: true });
  }

  async list(input: ParsedInput<'hall.list'>, context: CallContext): Promise<{ ids: number[]; total: number }> {
    const ids = await this.#database.read('hall.list', (reader) => hallIds(reader, input, hallScope(context)));
    return { ids, total: ids.length };
  }

  rows(input: { entity: HallEntity; ids: readonly number[] }, context: CallContext): Promise<HallRow[]> {
    return this.#database.read('hall.rows', (reader) => hallRows(reader, input.entity, input.ids, hallScope(context)));
  }

  /** @throws AppError `notFound.record` */
  history(input: ParsedInput<'hall.history'>): Promise<CommandOutput<'hall.history'>> {
    const { entity, id } = input;
    return this.#database.read('hall.history', async (reader) => {
      if (!(await labelsOf(reader, entity, [id])).has(id)) throw new AppError('notFound.record', { entity, id });
      return historyOf(reader, entity, id);
    });
  }

  /** @throws AppError `notFound.record`, also for a row that is not the caller's to see */
  nameAt(input: ParsedInput<'hall.nameAt'>, context: CallContext): Promise<CommandOutput<'hall.nameAt'>> {
    const { entity, id, at } = input;
    return this.#database.read('hall.nameAt', async (reader) => {
      const successor = await successorOf(reader, entity, id);
      // Who may see what a row became may know how it was called.
      const seen = await hallRows(reader, entity, [id, successor], hallScope(context));
      if (seen.length === 0) throw new AppError('notFound.record', { entity, id });
      const now = await labelsOf(reader, entity, [id, successor]);
      const then = (await labelsAt(reader, entity, [id], at)).get(id);
      if (then === undefined) throw new AppError('notFound.record', { entity, id });
      return { then, now: now.get(id) ?? then, mergedInto: successor === id ? null : (now.get(successor) ?? null) };
    });
  }

  /** The hall of the first start, inside the transaction that makes its administrator. */
  async createFirst(tx: Tx, actor: AuditEntry['actor'], first: { clientId: string; name: string }): Promise<void> {
    await this.commands.createFirst(tx, actor, first, this.#clock());
  }
}

export const createHallService = (deps: HallDeps): HallService => new HallService(deps);
