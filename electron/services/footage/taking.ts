import type { Database, Reader } from '../../../db/database.js';
import {
  insertTaking,
  setFileOutcome,
  takingByClientId,
  takingCounts,
  takingFiles,
  takingOrder,
  takings,
  waitAgain,
  waitingFiles,
  type TakingOrder,
} from '../../../db/queries/footage-takings.js';
import { namePatterns } from '../../../db/queries/footage-patterns.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError, isAppError } from '../../../domain/errors.js';
import type { Taking, TakingFile } from '../../../domain/footage/custody.js';
import type { Clock } from '../../../domain/time.js';
import type { EvidenceStore } from '../../../media/evidence-store.js';
import type { Log } from '../../app/log.js';
import type { Actor, CallContext } from '../../ipc/context.js';
import type { JobControl, JobManager, JobResult } from '../../jobs/manager.js';
import type { FileTokens } from '../files.js';
import { expandFiles } from './expand.js';
import { requirePlace } from './place.js';
import { takeFile } from './take-file.js';
import type { MediaToolbox } from './tools.js';

interface Dependencies {
  database: Database;
  jobs: JobManager;
  files: FileTokens;
  store: EvidenceStore;
  toolbox: MediaToolbox;
  clock: Clock;
  log: Log;
}

/** Why a file was not taken in is no event of evidence: it is told with the file, and the log keeps what came in. */
const bookkeeping = { unaudited: true } as const;

/** Orders of files to take in: each becomes rows first and work second, so that nothing of it is lost with the process. */
export class TakingService {
  /** The job at work on an order. */
  readonly #running = new Map<number, Promise<number>>();
  /** The file each order is at, and how far. */
  readonly #working = new Map<number, NonNullable<Taking['working']>>();

  constructor(private readonly deps: Dependencies) {}

  /**
   * Writes down what is to be taken in and begins. The same client id again answers with the same order.
   * @throws AppError `file.token`, `file.empty` (no file in what was given), `file.tooMany`, `validation.reference`
   */
  async takeIn(
    input: ParsedInput<'footage.takeIn'>,
    context: CallContext,
  ): Promise<{ takingId: number; jobId: number }> {
    const { database, files } = this.deps;
    const { clientId, tokens, hallId, cameraId, retentionClass, acquisition } = input;
    const { actor, now } = context;
    const earlier = await database.read('footage.earlier', async (reader) => {
      await requirePlace(reader, hallId, cameraId);
      return takingByClientId(reader, clientId);
    });
    if (earlier) {
      if (earlier.personId !== actor.personId) throw new AppError('permission.scope', { entity: 'footage_taking' });
      return { takingId: earlier.id, jobId: await this.#work(earlier.id, actor) };
    }
    const sources = await expandFiles(tokens.map((token) => files.takeAny(token).path));
    if (sources.length === 0) throw new AppError('file.empty', { name: '' });
    const takingId = await database.write(context.command, async (tx) => {
      await requirePlace(tx, hallId, cameraId);
      const order = { clientId, hallId, cameraId, retentionClass, acquisition, personId: actor.personId, now };
      const id = await insertTaking(tx, order, sources);
      const after = { taking: id, hallId, cameraId, retentionClass, acquisition, files: sources.length };
      await tx.audit({ action: context.command, object: 'recording', ref: null, actor, after });
      tx.changed('footage_taking', id);
      return id;
    });
    return { takingId, jobId: await this.#work(takingId, actor) };
  }

  /** Goes on with what waits, and tries again what failed. */
  async resume(takingId: number, context: CallContext): Promise<{ jobId: number }> {
    const { database } = this.deps;
    await database.read('footage.order', (reader) => this.#own(reader, takingId, context));
    const running = this.#running.get(takingId);
    if (running) return { jobId: await running };
    await database.write(context.command, async (tx) => {
      const waiting = await waitAgain(tx, takingId);
      const { actor, command: action } = context;
      await tx.audit({ action, object: 'recording', ref: null, actor, after: { taking: takingId, waiting } });
      tx.changed('footage_taking', takingId);
    });
    return { jobId: await this.#work(takingId, context.actor) };
  }

  async list(limit: number, { actor, roles, command }: CallContext): Promise<Taking[]> {
    const personId = roles.includes('office') ? null : actor.personId;
    const found = await this.deps.database.read(command, (reader) => takings(reader, personId, limit));
    return Promise.all(
      found.map(async (row) => ({
        ...row,
        jobId: (await this.#running.get(row.id)) ?? null,
        working: this.#working.get(row.id) ?? null,
      })),
    );
  }

  async room(): Promise<{ bytes: number | null }> {
    return { bytes: await this.deps.store.room() };
  }

  filesOf(takingId: number, context: CallContext): Promise<TakingFile[]> {
    return this.deps.database.read(context.command, async (reader) => {
      await this.#own(reader, takingId, context);
      return takingFiles(reader, takingId);
    });
  }

  /** @throws AppError `notFound.record`, `permission.scope` for somebody else's order */
  async #own(reader: Reader, takingId: number, { actor, roles }: CallContext): Promise<TakingOrder> {
    const order = await takingOrder(reader, takingId);
    if (!order) throw new AppError('notFound.record', { entity: 'footage_taking', id: takingId });
    if (order.personId !== actor.personId && !roles.includes('office'))
      throw new AppError('permission.scope', { entity: 'footage_taking' });
    return order;
  }

  /** The job at work on an order, begun where there is none. */
  #work(takingId: number, actor: Actor): Promise<number> {
    const running = this.#running.get(takingId);
    if (running) return running;
    const started = this.#start(takingId, actor);
    this.#running.set(takingId, started);
    started.catch(() => this.#running.delete(takingId));
    return started;
  }

  async #start(takingId: number, actor: Actor): Promise<number> {
    const { database, jobs } = this.deps;
    const { order, first, waiting } = await database.read('footage.order', async (reader) => {
      const files = await waitingFiles(reader, takingId);
      return { order: await takingOrder(reader, takingId), first: files[0]?.name ?? '', waiting: files.length };
    });
    if (!order) throw new AppError('notFound.record', { entity: 'footage_taking', id: takingId });
    const subject = waiting > 1 ? `${first} +${waiting - 1}` : first;
    return jobs.start({ kind: 'footage.takeIn', subject, cancellable: true, personId: actor.personId }, (control) =>
      this.#run(order, actor, control).finally(() => {
        this.#running.delete(takingId);
        this.#working.delete(takingId);
      }),
    );
  }

  async #run(order: TakingOrder, actor: Actor, control: JobControl): Promise<JobResult> {
    const { database, store, toolbox, clock } = this.deps;
    const { files, patterns } = await database.read('footage.waiting', async (reader) => ({
      files: await waitingFiles(reader, order.id),
      patterns: await namePatterns(reader),
    }));
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    await this.#requireRoom(total, files[0]?.name ?? '');
    const tools = files.length === 0 ? null : await toolbox.require();
    // Each byte counts twice, copied and read back; a file counts whole once it is done, however it ended.
    let before = 0;
    for (const file of files) {
      if (control.signal.aborted || tools === null) throw new AppError('cancelled');
      let done = 0;
      const onBytes = (bytes: number): void => {
        done += bytes;
        const proved = Math.min(Math.floor(done / 2), file.bytes);
        this.#working.set(order.id, { fileId: file.id, name: file.name, bytes: file.bytes, done: proved });
        control.report(total === 0 ? null : ((before + proved) / total) * 100);
      };
      onBytes(0);
      const { signal } = control;
      await takeFile({ database, store }, { order, file, tools, patterns, actor, now: clock(), signal, onBytes }).catch(
        (error: unknown) => this.#failed(order.id, file, error, signal),
      );
      before += file.bytes;
      control.report(total === 0 ? null : (before / total) * 100);
    }
    return database.read('footage.counts', async (reader) => {
      const { taken, known, failed } = await takingCounts(reader, order.id);
      return { taken, known, failed };
    });
  }

  /** Before the first byte. @throws AppError `file.diskFull` */
  async #requireRoom(bytes: number, name: string): Promise<void> {
    const room = await this.deps.store.room();
    if (room !== null && room < bytes) throw new AppError('file.diskFull', { name });
  }

  /**
   * A file that fails keeps why, and the others go on; it goes on waiting when it was called off, or the store itself
   * cannot write.
   */
  async #failed(
    takingId: number,
    file: { id: number; name: string },
    error: unknown,
    signal: AbortSignal,
  ): Promise<void> {
    const { database, log } = this.deps;
    if (signal.aborted || isAppError(error, 'cancelled')) throw new AppError('cancelled');
    if (isAppError(error) && error.code.startsWith('db.')) throw error;
    log.error(`take in ${file.id}`, error);
    const { code, params } = isAppError(error) ? error : new AppError('internal');
    await database.write(
      'footage.failed',
      async (tx) => {
        await setFileOutcome(tx, file.id, { state: 'failed', error: { code, params } });
        tx.changed('footage_taking', takingId);
      },
      bookkeeping,
    );
  }
}
