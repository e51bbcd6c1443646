import type { Database } from '../../../db/database.js';
import { assignmentsOf, openVisitsOf, waitingVisitsOf } from '../../../db/queries/visit-desk.js';
import { colleagues } from '../../../db/queries/visit-people.js';
import { lastVisitOf } from '../../../db/queries/visit-place.js';
import { visitRows } from '../../../db/queries/visit-rows.js';
import { discardVisit, insertEvent } from '../../../db/queries/visit-write.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { codeOf } from '../../../domain/people.js';
import { dayOf } from '../../../domain/time.js';
import type { VisitDesk, VisitDetail } from '../../../domain/visit-record.js';
import type { CallContext } from '../../ipc/context.js';
import { applyChanges, openRecord } from './change.js';
import type { ClockWatch } from './clock.js';
import { conflictsOf, shownVisit } from './detail.js';
import { settleVisit } from './settle.js';
import { startVisit } from './start.js';
import { endedRecord, submitVisit } from './submit.js';
import { Versions } from './versions.js';

interface VisitDeps {
  database: Database;
  watch: ClockWatch;
}

/** Visits from their start to their submission. */
export class VisitService {
  readonly #database: Database;
  readonly #versions = new Versions();
  readonly #clock: ClockWatch;

  constructor({ database, watch }: VisitDeps) {
    this.#database = database;
    this.#clock = watch;
  }

  desk(context: CallContext): Promise<VisitDesk> {
    const { personId } = context.actor;
    return this.#database.read(
      context.command,
      async (reader) => {
        const open = await openVisitsOf(reader, personId);
        const rows = await visitRows(
          reader,
          open.map(({ id }) => id),
          context,
        );
        return {
          assignments: await assignmentsOf(reader, personId, dayOf(context.now)),
          open: rows.map((row) => {
            const { returnNote = null, answered = 0 } = open.find(({ id }) => id === row.id) ?? {};
            return { ...row, returnNote, answered };
          }),
          waiting: await waitingVisitsOf(reader, personId),
          colleagues: (await colleagues(reader, personId)).map((person) => ({ id: person.id, code: codeOf(person) })),
          last: await lastVisitOf(reader, personId),
        };
      },
      { snapshot: true },
    );
  }

  /** @throws AppError `notFound.record` */
  get(id: number, context: CallContext): Promise<VisitDetail> {
    return this.#database.read(context.command, (reader) => shownVisit(reader, id, this.#versions, context), {
      snapshot: true,
    });
  }

  async start(input: ParsedInput<'visits.start'>, context: CallContext): Promise<VisitDetail> {
    await this.#clock.look();
    const visit = await this.#database.write(context.command, async (tx) => {
      const id = await startVisit(tx, input, context);
      return shownVisit(tx, id, this.#versions, context);
    });
    this.#clock.recorded(visit.id);
    return visit;
  }

  async change(input: ParsedInput<'visits.change'>, context: CallContext): Promise<CommandOutput<'visits.change'>> {
    await this.#clock.look();
    const answer = await this.#database.write(
      context.command,
      async (tx) => {
        const record = await openRecord(tx, input.id, context);
        await this.#clock.compare(tx, record, context.now);
        const { revision, disputed } = await applyChanges(tx, record, input.changes, this.#versions, context);
        return {
          revision,
          savedAt: context.now,
          conflicts: disputed ? await conflictsOf(tx, input.id) : [],
          others: record.revision !== input.seen,
        };
      },
      // What a draft was while it was written is nobody's record: its submission is audited, with the hash of it all.
      { unaudited: true },
    );
    this.#clock.recorded(input.id);
    return answer;
  }

  async settle(input: ParsedInput<'visits.settle'>, context: CallContext): Promise<VisitDetail> {
    return this.#database.write(context.command, async (tx) => {
      const id = await settleVisit(tx, input, this.#versions, context);
      return shownVisit(tx, id, this.#versions, context);
    });
  }

  async submit(input: ParsedInput<'visits.submit'>, context: CallContext): Promise<VisitDetail> {
    await this.#clock.look();
    const visit = await this.#database.write(context.command, async (tx) => {
      await submitVisit(tx, input, this.#versions, context);
      return shownVisit(tx, input.id, this.#versions, context);
    });
    this.#clock.ended(input.id);
    return visit;
  }

  /** The visit stays with its number, and whoever made it still reads what is in it. */
  async discard(input: ParsedInput<'visits.discard'>, context: CallContext): Promise<VisitDetail> {
    const visit = await this.#database.write(context.command, async (tx) => {
      const { no, state } = await endedRecord(tx, input, context);
      const { personId } = context.actor;
      await insertEvent(tx, input.id, { kind: 'discarded', note: input.reason }, { personId, now: context.now });
      await discardVisit(tx, input.id, context.now);
      await tx.audit({
        action: context.command,
        object: 'visit',
        ref: input.id,
        actor: context.actor,
        reason: input.reason,
        before: { no, state },
        after: { state: 'discarded' },
      });
      tx.changed('visit', input.id);
      return shownVisit(tx, input.id, this.#versions, context);
    });
    this.#clock.ended(input.id);
    return visit;
  }
}
