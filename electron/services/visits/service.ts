import type { Database } from '../../../db/database.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import type { VisitDetail } from '../../../domain/visit-record.js';
import type { CallContext } from '../../ipc/context.js';
import { openConflicts } from '../../../db/queries/visit-conflict.js';
import { codesOf } from '../../../db/queries/visit-people.js';
import { changeVisit } from './change.js';
import { shownVisit } from './detail.js';
import { startVisit } from './start.js';
import { Versions } from './versions.js';

/** Visits from their start to their submission. */
export class VisitService {
  readonly #versions = new Versions();

  constructor(private readonly database: Database) {}

  /** @throws AppError `notFound.record` */
  get(id: number, context: CallContext): Promise<VisitDetail> {
    return this.database.read(context.command, (reader) => shownVisit(reader, id, this.#versions, context), {
      snapshot: true,
    });
  }

  async start(input: ParsedInput<'visits.start'>, context: CallContext): Promise<VisitDetail> {
    return this.database.write(context.command, async (tx) => {
      const { id } = await startVisit(tx, input, context);
      return shownVisit(tx, id, this.#versions, context);
    });
  }

  /** Unaudited: what a draft was while it was written is nobody's record; its submission is audited with its hash. */
  async change(input: ParsedInput<'visits.change'>, context: CallContext): Promise<CommandOutput<'visits.change'>> {
    return this.database.write(
      context.command,
      async (tx) => {
        const { before, revision } = await changeVisit(tx, input, this.#versions, context);
        const conflicts = await openConflicts(tx, input.id);
        const codes = await codesOf(
          tx,
          conflicts.map(({ personId }) => personId),
        );
        return {
          revision,
          savedAt: context.now,
          conflicts: conflicts.map(({ id, path, mine, theirs, personId, at }) => {
            return { id, path, mine, theirs, by: codes.get(personId) ?? `#${personId}`, at };
          }),
          others: before.revision !== input.seen,
        };
      },
      { unaudited: true },
    );
  }
}
