import type { Database, Reader, Tx } from '../../../db/database.js';
import {
  insertRecalculated,
  noteProgress,
  openOrders,
  touchedCount,
  touchedMatters,
  writeProvisional,
  type Moved,
  type RecalculationOrder,
  type StandingMatter,
} from '../../../db/queries/recalculation.js';
import { writeDeadlines } from '../../../db/queries/rectification-due.js';
import type { Deadline } from '../../../domain/rectification/deadline.js';
import type { Clock } from '../../../domain/time.js';
import { stopIfAborted } from '../../documents/table-rows.js';
import type { JobControl, JobManager, JobResult } from '../../jobs/manager.js';
import { reckon } from '../rectifications/reckon.js';
import type { RuleBook } from '../rectifications/rules.js';

interface Deps {
  database: Database;
  jobs: JobManager;
  rules: RuleBook;
  clock: Clock;
}

/** Matters of one transaction: others write between two of them, and a killed process loses one at most. */
const BATCH = 4000;

/** Matters that were looked at, and what is to become of them. */
interface Batch {
  /** The last one; null where none was left. */
  lastId: number | null;
  looked: number;
  /** How many have a day in a year without a calendar: they stay as they are. */
  unknown: number;
  moved: Moved[];
  due: Map<number, Deadline>;
}

/** Somebody acted on a matter between reading and writing. */
class Overtaken extends Error {}

/**
 * Reckons the due dates anew that a change of the calendar moves, order by order, in batches. An order is kept in the store
 * until it is done, so that it goes on where it stood at the next start.
 */
export class Recalculation {
  #tail: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: Deps) {}

  /** Goes on with what a former run did not finish. */
  async boot(): Promise<void> {
    const orders = await this.deps.database.read('calendar.orders', openOrders);
    for (const order of orders) await this.start(order);
  }

  /** @returns the job that works on it, after those before it */
  start(order: RecalculationOrder): Promise<number> {
    const { jobs } = this.deps;
    const spec = { kind: 'calendar.recalculate' as const, subject: order.why ?? '', cancellable: false };
    return jobs.start({ ...spec, personId: order.personId }, (control) => {
      const work = this.#tail.then(() => this.#run(order, control));
      this.#tail = work.catch(() => undefined);
      return work;
    });
  }

  async #run(order: RecalculationOrder, control: JobControl): Promise<JobResult> {
    const { database } = this.deps;
    const total = await database.read(order.action, (reader) => touchedCount(reader, order.span, order.afterId));
    const read = (afterId: number): Promise<Batch> =>
      database.read(order.action, (reader) => this.#look(reader, { ...order, afterId }));
    let at = order;
    let [looked, unknown] = [0, 0];
    let batch = await read(at.afterId);
    for (;;) {
      stopIfAborted(control.signal);
      // The next is read and reckoned while this one is written.
      const next = batch.lastId === null ? null : read(batch.lastId);
      next?.catch(() => undefined);
      at = await this.#keep(at, batch);
      looked += batch.looked;
      unknown += batch.unknown;
      control.report(total === 0 ? 100 : (looked / total) * 100);
      if (next === null) break;
      batch = await next;
    }
    return { matters: looked, moved: at.changed, ...(unknown > 0 && { unknown }) };
  }

  async #look(reader: Reader, { span, afterId }: RecalculationOrder): Promise<Batch> {
    const rules = await this.deps.rules.of(reader);
    const standing = await touchedMatters(reader, span, afterId, BATCH);
    const ids = standing.map(({ id }) => id);
    let unknown = 0;
    const due = await reckon(reader, ids, rules, () => (unknown += 1));
    const moved = standing.flatMap(({ id, revision, state, due: before }): Moved[] => {
      const deadline = due.get(id);
      const after = deadline && dueOf(deadline);
      if (after && !isSame(before, after)) return [{ id, revision, state, before, after }];
      due.delete(id);
      return [];
    });
    return { lastId: ids.at(-1) ?? null, looked: ids.length, unknown, moved, due };
  }

  /** @returns the order as far as it came */
  async #keep(order: RecalculationOrder, batch: Batch): Promise<RecalculationOrder> {
    const { database } = this.deps;
    // A batch that moves nothing notes how far it came, and nothing else.
    const write = (work: (tx: Tx) => Promise<Batch>): Promise<RecalculationOrder> =>
      database.write(order.action, async (tx) => this.#write(tx, order, await work(tx)), { unaudited: true });
    try {
      return await write(() => Promise.resolve(batch));
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      return write((tx) => this.#look(tx, order));
    }
  }

  async #write(tx: Tx, order: RecalculationOrder, { lastId, moved, due }: Batch): Promise<RecalculationOrder> {
    const now = this.deps.clock();
    if (moved.length > 0) {
      const reckonedOn = new Map(moved.map(({ id, revision }) => [id, revision]));
      const kept = moved.filter(({ before, after }) => isSame(before, { ...after, provisional: before.provisional }));
      for (const { id } of kept) due.delete(id);
      // The log is reckoned while the store writes.
      const [first] = await Promise.all([writeDeadlines(tx, due, reckonedOn), logMoved(tx, order, moved)]);
      const written = first + (await writeProvisional(tx, kept));
      if (written < moved.length) throw new Overtaken();
      await insertRecalculated(tx, moved, order.why, now);
    }
    const at = { ...order, afterId: lastId ?? order.afterId, changed: order.changed + moved.length };
    await noteProgress(tx, at, lastId === null ? now : null);
    return at;
  }
}

type Due = StandingMatter['due'];

/** What a calendar can move: it never holds a clock. */
const dueOf = ({ dueDay, dueAt, warnAt, originalDueDay, provisional }: Deadline): Due => ({
  dueDay,
  dueAt,
  warnAt,
  originalDueDay,
  provisional,
});
const isSame = (before: Due, after: Due): boolean =>
  (Object.keys(after) as (keyof Due)[]).every((name) => before[name] === after[name]);
const logged = ({ dueDay, originalDueDay, provisional }: Due) => ({
  dueOn: dueDay,
  originalDueOn: originalDueDay,
  provisional,
});

/** One row of the log for each matter, in the name of who changed the calendar. */
async function logMoved(tx: Tx, order: RecalculationOrder, moved: readonly Moved[]): Promise<void> {
  const actor = { personId: order.personId, name: order.personName };
  const common = { action: order.action, object: 'rectification', actor, reason: order.why };
  for (const { id } of moved) tx.changed('rectification', id);
  await tx.audits(
    moved.map(({ id, before, after }) => ({ ...common, ref: id, before: logged(before), after: logged(after) })),
  );
}
