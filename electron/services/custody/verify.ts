import type { Database } from '../../../db/database.js';
import {
  disposedEvidence,
  faultById,
  faults,
  keptEvidence,
  knownHashes,
  settledPaths,
  settleFault,
  type Finding,
} from '../../../db/queries/custody-faults.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { EvidenceFault } from '../../../domain/footage/custody.js';
import type { Clock } from '../../../domain/time.js';
import { checkFile, removeForGood, storeContent, type StoreContent } from '../../../media/evidence-check.js';
import type { EvidenceStore } from '../../../media/evidence-store.js';
import type { Log } from '../../app/log.js';
import type { CallContext } from '../../ipc/context.js';
import type { JobControl, JobManager, JobResult } from '../../jobs/manager.js';
import type { Renditions } from '../footage/renditions.js';
import { CONSOLE, namedTo, noteFaults, tellLocked } from './faults.js';

interface Dependencies {
  database: Database;
  jobs: JobManager;
  store: EvidenceStore;
  renditions: Renditions;
  clock: Clock;
  log: Log;
  /** Where the store keeps its files. */
  storeFolder: string;
}

/** Whether the store holds what its records say. Nothing is repaired here, only named and locked. */
export class CustodyCheck {
  readonly #ending = new AbortController();
  /** Copies begun before it were left by another run. */
  #bootedAt = 0;
  #sweep: Promise<void> = Promise.resolve();

  constructor(private readonly deps: Dependencies) {}

  /** Looks both ways, by names and lengths alone, beside everything else that happens at start. */
  boot(): void {
    this.#bootedAt = this.deps.clock();
    this.#sweep = this.#look().catch((error: unknown) => void this.deps.log.error('custody sweep', error));
  }

  /** Waits for the look at start; for tests. */
  swept(): Promise<void> {
    return this.#sweep;
  }

  async shutdown(): Promise<void> {
    this.#ending.abort();
    await this.#sweep;
  }

  faults({ openOnly }: ParsedInput<'custody.faults'>, context: CallContext): Promise<EvidenceFault[]> {
    return this.deps.database.read(context.command, async (reader) =>
      namedTo(reader, await faults(reader, openOnly), context),
    );
  }

  /** Hashes every file again, as a job. */
  async verifyAll(context: CallContext): Promise<{ jobId: number }> {
    const { database, jobs } = this.deps;
    const { actor, command: action } = context;
    await database.write(action, (tx) => tx.audit({ action, object: 'evidence', ref: null, actor }));
    const spec = { kind: 'custody.verifyAll', subject: '', cancellable: true, personId: actor.personId } as const;
    return { jobId: await jobs.start(spec, (control) => this.#hashAll(context, control)) };
  }

  /**
   * Settles a fault with a note. What is whole again is unlocked by it.
   * @throws AppError `notFound.record`, `notFound.file` and `media.hashMismatch` while it is not whole
   */
  async settle({ id, note }: ParsedInput<'custody.settleFault'>, context: CallContext): Promise<EvidenceFault> {
    const { database, store } = this.deps;
    const found = await database.read(context.command, async (reader) => {
      const fault = await faultById(reader, id);
      const kept = fault && (await keptEvidence(reader)).find((one) => one.id === fault.evidenceId);
      return { fault, kept };
    });
    const { fault, kept } = found;
    if (!fault) throw new AppError('notFound.record', { entity: 'evidence_fault', id });
    if (fault.settledAt !== null) return fault;
    if (kept) {
      const state = await checkFile(store.pathOf(kept.sha256), kept, { signal: this.#ending.signal });
      if (state === 'missing') throw new AppError('notFound.file', { name: fault.name });
      if (state === 'mismatch') throw new AppError('media.hashMismatch', { name: fault.name });
    }
    return database.write(context.command, async (tx) => {
      const { actor, now, command: action } = context;
      await settleFault(tx, id, { note, personId: actor.personId, now });
      const after = { fault: fault.kind, sha256: fault.sha256, note };
      await tx.audit({ action, object: 'evidence', ref: fault.evidenceId, actor, after });
      tx.changed('evidence_fault', id);
      if (fault.evidenceId !== null) await tellLocked(tx, fault.evidenceId);
      const settled = await faultById(tx, id);
      if (!settled) throw new AppError('notFound.record', { entity: 'evidence_fault', id });
      return settled;
    });
  }

  async #hashAll(context: CallContext, { signal, report }: JobControl): Promise<JobResult> {
    const { database, store, clock } = this.deps;
    const all = await database.read('custody.kept', keptEvidence);
    const total = all.reduce((sum, { bytes }) => sum + bytes, 0);
    let done = 0;
    let wrong = 0;
    const note = async (findings: readonly Finding[]): Promise<void> => {
      await noteFaults(database, findings, { actor: context.actor, now: clock() });
      wrong += findings.length;
    };
    for (const { id, sha256, bytes } of all) {
      const before = done;
      const state = await checkFile(
        store.pathOf(sha256),
        { sha256, bytes },
        {
          signal,
          onBytes: (read) => report(((done += read) / total) * 100),
        },
      );
      done = before + bytes;
      // Written down at once: what was found stays found when the rest is called off.
      if (state !== 'whole') await note([{ kind: state, evidenceId: id, sha256 }]);
    }
    await note(await this.#orphans(await this.#content()));
    return { files: all.length, faults: wrong };
  }

  #content(): Promise<StoreContent> {
    return storeContent(this.deps.storeFolder, this.#bootedAt);
  }

  /** What lies in the store without a record, and is not on its way. */
  async #orphans({ files, strays }: StoreContent): Promise<Finding[]> {
    const unmarked = files.filter(({ marked }) => !marked).map(({ sha256 }) => sha256);
    const { known, settled } = await this.deps.database.read('custody.known', async (reader) => ({
      known: await knownHashes(reader, unmarked),
      settled: await settledPaths(reader),
    }));
    const unknown = unmarked.filter((sha256) => !known.has(sha256)).map((sha256) => `${sha256.slice(0, 2)}/${sha256}`);
    return [...unknown, ...strays]
      .filter((path) => !settled.has(path))
      .map((path) => ({ kind: 'orphan', evidenceId: null, sha256: /[0-9a-f]{64}$/.exec(path)?.[0] ?? '', path }));
  }

  async #look(): Promise<void> {
    const { database, clock, store, renditions, log } = this.deps;
    const content = await this.#content();
    const there = new Map(content.files.map((file) => [file.sha256, file.bytes]));
    const { kept, disposed } = await database.read('custody.look', async (reader) => ({
      kept: await keptEvidence(reader),
      disposed: await disposedEvidence(reader),
    }));
    // What came in since the files were listed is not missing.
    const gone = kept.filter(({ sha256, bytes }) => there.get(sha256) !== bytes);
    const findings: Finding[] = [];
    for (const { id, sha256, bytes } of gone) {
      if (await store.has(sha256, bytes)) continue;
      findings.push({ kind: there.has(sha256) ? 'mismatch' : 'missing', evidenceId: id, sha256 });
    }
    findings.push(...(await this.#orphans(content)));
    if (this.#ending.signal.aborted) return;
    const fresh = await noteFaults(database, findings, { actor: CONSOLE, now: clock() });
    if (fresh > 0) log.info('evidence faults', { fresh });
    for (const { sha256 } of disposed) {
      // A disposal that was written down and broken off is brought to its end.
      await removeForGood(store.pathOf(sha256));
      await renditions.remove(sha256);
      if (there.has(sha256)) log.info('disposal finished', { sha256 });
    }
  }
}
