import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { Database, Reader } from '../../../db/database.js';
import { auditByIds } from '../../../db/queries/audit-list.js';
import { seesVisitRow, visitOfInspector } from '../../../db/queries/evidence.js';
import { auditOfDerived, insertPack, packs, packSources } from '../../../db/queries/packs.js';
import { clipById } from '../../../db/queries/clip-read.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { EvidencePack } from '../../../domain/footage/custody.js';
import type { Clock } from '../../../domain/time.js';
import type { EvidenceStore } from '../../../media/evidence-store.js';
import { writeAtomically } from '../../documents/atomic-file.js';
import type { PackPart } from '../../documents/evidence-pack.js';
import type { PackFile, PackPiece } from '../../documents/pack-manifest.js';
import type { CallContext } from '../../ipc/context.js';
import type { JobControl, JobManager, JobResult } from '../../jobs/manager.js';
import { soundFile } from '../clips/media.js';
import { seenDerived } from '../clips/seen-derived.js';
import { requireThere } from '../clips/show.js';
import type { FileTokens, Taken } from '../files.js';
import type { ReportService } from '../reports.js';
import type { AtWork } from './at-work.js';
import { CONSOLE, noteFaults } from './faults.js';

interface Dependencies {
  database: Database;
  jobs: JobManager;
  files: FileTokens;
  store: EvidenceStore;
  reports: ReportService;
  atWork: AtWork;
  clock: Clock;
}

type PackInput = ParsedInput<'packs.make'>;

/** Share of the work that goes into the report, percent. */
const REPORT_PERCENT = 20;

const inMemory = (file: string, content: string | Uint8Array): PackPart & { bytes: Buffer } => {
  return { file, bytes: Buffer.from(content as string) };
};

/** Evidence handed out: a zip with its manifest, the report, the log of it, and how to check it. */
export class Packs {
  /** Sent again after a lost answer, an order is not begun twice. */
  readonly #begun = new Map<string, number>();

  constructor(private readonly deps: Dependencies) {}

  /** All for the keepers of evidence, own ones for inspectors. @throws AppError `notFound.record` */
  list({ visitId }: ParsedInput<'packs.list'>, context: CallContext): Promise<EvidencePack[]> {
    return this.deps.database.read(context.command, async (reader) => {
      if (visitId !== null && !(await seesVisitRow(reader, visitId, context)))
        throw new AppError('notFound.record', { entity: 'visit', id: visitId });
      const sees = context.roles.includes('office') || context.roles.includes('reviewer');
      return packs(reader, { visitId, personId: sees ? null : context.actor.personId });
    });
  }

  /**
   * Starts making a pack.
   * @throws AppError `notFound.record`, `evidence.unredacted`, `evidence.locked`, `evidence.disposed`, `file.token`
   */
  async make(input: PackInput, context: CallContext): Promise<{ jobId: number }> {
    const { database, files, jobs } = this.deps;
    const begun = this.#begun.get(input.clientId);
    if (begun !== undefined) return { jobId: begun };
    const pieces = await database.read(context.command, (reader) => piecesOf(reader, input, context));
    const target = files.take(input.token, 'save');
    const spec = {
      kind: 'packs.make',
      subject: target.name,
      cancellable: true,
      personId: context.actor.personId,
    } as const;
    const jobId = await jobs.start(spec, (control) => this.#make(pieces, target, input, context, control));
    this.#begun.set(input.clientId, jobId);
    return { jobId };
  }

  #make(
    pieces: readonly PackPiece[],
    target: Taken,
    input: PackInput,
    context: CallContext,
    control: JobControl,
  ): Promise<JobResult> {
    const recordings = pieces.map(({ derived, recordingName }) => ({ id: derived.recordingId, name: recordingName }));
    return this.deps.atWork.onAll(recordings, async () => {
      const { parts, at } = await this.#parts(pieces, input, context, control);
      return this.#write(pieces, parts, at, target, input, context, control);
    });
  }

  /** Everything that goes in, in its order; the list of hashes comes last. */
  async #parts(
    pieces: readonly PackPiece[],
    { visitId, language, derivedIds }: PackInput,
    context: CallContext,
    control: JobControl,
  ): Promise<{ parts: PackPart[]; at: number }> {
    const { database, reports } = this.deps;
    const { auditCsv, manifestCsv, pieceNames, sumsFile, verifyText } =
      await import('../../documents/pack-manifest.js');
    const names = pieceNames(pieces);
    const evidence: PackPart[] = [];
    for (const [index, { derived, label }] of pieces.entries()) {
      const path = await soundFile(this.deps, { ...derived, name: label });
      const { bytes: length, sha256 } = derived;
      evidence.push({ file: names[index] ?? '', path, length, sha256 });
    }
    const { log, handedIn } = await database.read(context.command, async (reader) => {
      const ids = await auditOfDerived(reader, derivedIds, visitId);
      const visit = visitId === null ? null : await visitOfInspector(reader, visitId, context.actor.personId);
      return { log: await auditByIds(reader, ids), handedIn: ['submitted', 'confirmed'].includes(visit?.state ?? '') };
    });
    const texts = [inMemory('manifest.csv', manifestCsv(pieces, names, language))];
    if (visitId !== null && handedIn) {
      const report = (percent: number | null): void => control.report(((percent ?? 0) * REPORT_PERCENT) / 100);
      texts.push(inMemory('visit-report.pdf', await reports.pdf(visitId, language, context, { ...control, report })));
    }
    texts.push(inMemory('audit.csv', auditCsv(log, language)), inMemory('verify.txt', verifyText()));
    const parts = [...evidence, ...texts];
    return {
      parts: [...parts, inMemory('SHA256SUMS', sumsFile(parts.map(fileOf)))],
      at: Math.max(...pieces.map(({ derived }) => derived.madeAt)),
    };
  }

  async #write(
    pieces: readonly PackPiece[],
    parts: readonly PackPart[],
    at: number,
    { path, name }: Taken,
    input: PackInput,
    context: CallContext,
    control: JobControl,
  ): Promise<JobResult> {
    const { signal } = control;
    const { database } = this.deps;
    const total = pieces.reduce((sum, { derived }) => sum + derived.bytes, 0);
    let done = 0;
    let broken: string | null = null;
    const onBytes = (bytes: number): void => {
      done += bytes;
      control.report(REPORT_PERCENT + (done / total) * (100 - REPORT_PERCENT));
    };
    const mismatch = (sha256: string): Error => {
      broken = sha256;
      return new Error('not what its hash says');
    };
    // A folder of that name would be found out by the last step alone.
    const there = await stat(path).catch(() => null);
    if (there && !there.isFile()) throw new AppError('file.unwritable', { name, detail: 'EISDIR' });
    const { writePack } = await import('../../documents/evidence-pack.js');
    let written = { sha256: '', bytes: 0 };
    await writeAtomically(path, async (part) => {
      written = await writePack(part, { parts, at, signal, onBytes, mismatch }).catch(async (error: unknown) => {
        if (signal.aborted) throw new AppError('cancelled');
        throw broken === null ? error : await this.#lock(pieces, broken);
      });
      // What leaves the console is in its log: no pack comes to its place before its row is written.
      await database.write(context.command, async (tx) => {
        // Something may have been locked or disposed of, or an approval may be gone, while it was packed.
        await piecesOf(tx, input, context);
        const { clientId, reason, visitId, derivedIds } = input;
        const { actor, now, command: action } = context;
        const manifest = parts.map(fileOf);
        const pack = { clientId, name, reason, ...written, visitId, manifest, derivedIds: [...new Set(derivedIds)] };
        const id = await insertPack(tx, { ...pack, now, personId: actor.personId });
        const after = { name, ...written, visitId, files: manifest };
        await tx.audit({ action, object: 'evidence_pack', ref: id, actor, reason, after });
        tx.changed('evidence_pack', id);
        for (const derivedId of derivedIds) tx.changed('derivation', derivedId);
      });
    });
    control.saved(path);
    return { file: name, bytes: written.bytes, files: pieces.length };
  }

  async #lock(pieces: readonly PackPiece[], sha256: string): Promise<AppError> {
    const { database, clock } = this.deps;
    const piece = pieces.find(({ derived }) => derived.sha256 === sha256);
    const found = { kind: 'mismatch' as const, evidenceId: piece?.derived.evidenceId ?? 0, sha256 };
    await noteFaults(database, [found], { actor: CONSOLE, now: clock() });
    return new AppError('evidence.locked', { name: piece?.label ?? sha256 });
  }
}

function fileOf(part: PackPart): PackFile {
  if ('path' in part) return { file: part.file, sha256: part.sha256, bytes: part.length };
  return { file: part.file, sha256: createHash('sha256').update(part.bytes).digest('hex'), bytes: part.bytes.length };
}

/** What is asked for, all of which may leave. */
async function piecesOf(
  reader: Reader,
  { derivedIds, visitId }: PackInput,
  context: CallContext,
): Promise<PackPiece[]> {
  if (visitId !== null && !(await seesVisitRow(reader, visitId, context)))
    throw new AppError('notFound.record', { entity: 'visit', id: visitId });
  const ids = [...new Set(derivedIds)];
  const sources = new Map((await packSources(reader, ids)).map((source) => [source.derivedId, source]));
  const pieces: PackPiece[] = [];
  for (const id of ids) {
    const { name: label, approved, ...derived } = await seenDerived(reader, id, context);
    requireThere({ ...derived, name: label });
    if (!approved) throw new AppError('evidence.unredacted', { name: label });
    const source = sources.get(id);
    if (!source) throw new AppError('notFound.record', { entity: 'derivation', id });
    const { clipId, recordingName, channel, cameraLabel, hallName, takenAt } = source;
    const targetLabel = clipId === null ? null : ((await clipById(reader, clipId))?.targetLabel ?? null);
    pieces.push({ derived, label, targetLabel, recordingName, channel, cameraLabel, hallName, takenAt });
  }
  return pieces;
}
