import { join } from 'node:path';
import { clipById, type ClipRecord, type RecordingFacts } from '../../../db/queries/clip-read.js';
import { sameCut } from '../../../db/queries/derivations.js';
import type { Reader, Tx } from '../../../db/database.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError, isAppError } from '../../../domain/errors.js';
import type { CutMode } from '../../../domain/footage/clip.js';
import type { CutResult } from '../../../domain/footage/cut.js';
import type { Probed } from '../../../domain/footage/probed.js';
import type { CutRecipe } from '../../../domain/footage/recipe.js';
import { cutExact, type CutOrder } from '../../../media/cut-exact.js';
import { cutFast } from '../../../media/cut-fast.js';
import type { CallContext } from '../../ipc/context.js';
import type { JobControl, JobManager, JobResult } from '../../jobs/manager.js';
import { drawnCaption } from './caption.js';
import { keepResult } from './keep.js';
import { inWorkFolder, soundFile, toolName, type MediaDeps } from './media.js';
import { picturedRecording, seenClip, usableRecording } from './shown.js';

/** How a clip is to be cut. */
export interface CutWish {
  mode: CutMode;
  caption: boolean;
}

const containers = { mp4: 'video/mp4', mkv: 'video/x-matroska' } as const;

/** Cuts clips into evidence. */
export class Cutting {
  constructor(
    private readonly deps: MediaDeps,
    private readonly jobs: JobManager,
  ) {}

  /**
   * Starts cutting clips one after the other.
   * @throws AppError `notFound.record`, `evidence.locked`, `evidence.disposed`; what is wrong with a clip fails the job
   *   once the others are done, and names it
   */
  async start(input: ParsedInput<'clips.cut'>, context: CallContext): Promise<{ jobId: number }> {
    const clips = await this.deps.database.read(context.command, async (reader) => {
      const found: ClipRecord[] = [];
      for (const id of new Set(input.clipIds)) found.push((await this.#source(reader, id, context)).clip);
      return found;
    });
    const subject = clips.map(({ label }) => label).join('、');
    const spec = { kind: 'clips.cut', subject, cancellable: true, personId: context.actor.personId } as const;
    return { jobId: await this.jobs.start(spec, (control) => this.#all(clips, input, context, control)) };
  }

  async #all(
    clips: readonly ClipRecord[],
    wish: CutWish,
    context: CallContext,
    control: JobControl,
  ): Promise<JobResult> {
    const failed: { label: string; error: unknown }[] = [];
    const count = { cut: 0, known: 0 };
    for (const [index, { id, label }] of clips.entries()) {
      const report = (percent: number): void => control.report((index * 100 + percent) / clips.length);
      try {
        const { known } = await this.cut(id, wish, context, { signal: control.signal, report });
        count[known ? 'known' : 'cut'] += 1;
      } catch (error) {
        if (control.signal.aborted || isAppError(error, 'cancelled')) throw error;
        failed.push({ label, error });
      }
      report(100);
    }
    const [first] = failed;
    if (!first) return count;
    if (!isAppError(first.error)) throw first.error;
    const name = failed.map(({ label }) => label).join('、');
    throw new AppError(first.error.code, { ...first.error.params, name }, { cause: first.error });
  }

  /**
   * Cuts one clip, unless the same cut is there.
   * @returns the derivation's id, and whether it was there
   * @throws AppError as `cutExact` and `keepResult` do, `evidence.*`, `notFound.record`, `conflict.revision`
   */
  cut(
    clipId: number,
    wish: CutWish,
    context: CallContext,
    control: Pick<JobControl, 'signal' | 'report'>,
  ): Promise<{ id: number; known: boolean }> {
    const { database, turns, atWork } = this.deps;
    const asked = { mode: wish.mode, captioned: wish.caption };
    return turns.take(control.signal, async () => {
      const { clip, recording, known } = await database.read(context.command, async (reader) => {
        const source = await this.#source(reader, clipId, context);
        return { ...source, known: await sameCut(reader, source.clip, asked) };
      });
      if (known) return { id: known.id, known: true };
      return atWork.on(recording, async () => ({
        id: await this.#make(clip, recording, wish, context, control),
        known: false,
      }));
    });
  }

  async #source(
    reader: Reader,
    clipId: number,
    context: CallContext,
  ): Promise<{ clip: ClipRecord; recording: RecordingFacts }> {
    const clip = await seenClip(reader, clipId, context);
    if (clip.removedAt !== null) throw new AppError('notFound.record', { entity: 'clip', id: clipId });
    return { clip, recording: await picturedRecording(reader, clip.recordingId, clip.label) };
  }

  async #make(
    clip: ClipRecord,
    recording: RecordingFacts,
    { mode, caption }: CutWish,
    context: CallContext,
    { signal, report }: Pick<JobControl, 'signal' | 'report'>,
  ): Promise<number> {
    const { deps } = this;
    const file = await soundFile(deps, recording);
    const ffmpeg = await deps.ffmpeg();
    const name = clip.label;
    return inWorkFolder(deps.workFolder, name, async (folder) => {
      const output = join(folder, 'cut');
      const span = { inMs: clip.inMs, outMs: clip.outMs };
      const probed = JSON.parse(recording.probed) as Probed;
      const order: CutOrder = { file, name, output, span, flaws: probed.flaws, probed, signal, report };
      const drawn = caption ? await drawnCaption(deps, ffmpeg, { clip, recording, file, folder, signal }) : null;
      const done =
        mode === 'exact' ? await cutExact(ffmpeg, { ...order, caption: drawn?.caption }) : await cutFast(ffmpeg, order);
      const takenAt = clip.startAt === null ? null : Math.round(clip.startAt + done.realInMs);
      const { width, height } = done;
      const mediaType = containers[done.container];
      const result = { file: output, name, kind: 'video' as const, mediaType, width, height, hash: null, takenAt };
      return keepResult(deps, result, context, {
        signal,
        decide: async (tx) => {
          await this.#stillWanted(tx, clip);
          return {
            clientId: null,
            parentId: recording.evidenceId,
            recordingId: recording.id,
            clipId: clip.id,
            kind: 'cut',
            recipe: recipeOf(done, drawn?.lines ?? null),
            redacted: false,
            tool: toolName(ffmpeg),
          };
        },
      });
    });
  }

  /** The span is still what was cut, and the recording is still there. */
  async #stillWanted(tx: Tx, { id, inMs, outMs, revision }: ClipRecord): Promise<void> {
    const now = await clipById(tx, id);
    if (!now || now.removedAt !== null) throw new AppError('notFound.record', { entity: 'clip', id });
    if (now.inMs !== inMs || now.outMs !== outMs)
      throw new AppError('conflict.revision', { entity: 'clip', id, theirs: now.revision, yours: revision });
    await usableRecording(tx, now.recordingId);
  }
}

function recipeOf(done: CutResult, caption: string[] | null): CutRecipe {
  const { mode, way, askedInMs, askedOutMs, realInMs, realOutMs, askedFrames, frames } = done;
  const { checks, copiedPackets, wholeBecause } = done;
  const cut = { mode, way, askedInMs, askedOutMs, realInMs, realOutMs, askedFrames, frames };
  return { cut: { ...cut, captioned: caption !== null }, checks, copiedPackets, wholeBecause, caption };
}
