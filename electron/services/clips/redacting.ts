import { join } from 'node:path';
import type { Reader } from '../../../db/database.js';
import { redactionOf, saveRedaction } from '../../../db/queries/clip-write.js';
import { clipById, type ClipRecord } from '../../../db/queries/clip-read.js';
import { derivedOfClips, recipeOf } from '../../../db/queries/derivations.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { Derived } from '../../../domain/footage/clip.js';
import type { RedactedRecipe } from '../../../domain/footage/recipe.js';
import type { RedactionTrack } from '../../../domain/footage/redaction.js';
import { trackFaults } from '../../../domain/footage/track-faults.js';
import { redact } from '../../../media/redact.js';
import { readSource } from '../../../media/source.js';
import type { CallContext } from '../../ipc/context.js';
import type { JobControl, JobManager, JobResult } from '../../jobs/manager.js';
import type { Cutting } from './cutting.js';
import { keepResult } from './keep.js';
import { inWorkFolder, soundFile, toolName, type MediaDeps } from './media.js';
import { picturedRecording, seenClip, usableRecording } from './shown.js';

/** Nothing is masked yet; no sound is the safe choice. */
const empty: RedactionTrack = { method: 'pixelate', regions: [], sound: 'mute', mutedSpans: [] };

/** Share of the work that cutting takes, where there is no cut yet; percent. */
const CUT_PERCENT = 40;

/** Mask tracks, and the copies they are burned into. */
export class Redacting {
  constructor(
    private readonly deps: MediaDeps,
    private readonly jobs: JobManager,
    private readonly cutting: Cutting,
  ) {}

  get({ clipId }: ParsedInput<'redactions.get'>, context: CallContext): Promise<CommandOutput<'redactions.get'>> {
    return this.deps.database.read(context.command, async (reader) => {
      await seenClip(reader, clipId, context);
      const { revision = 0, track = empty } = (await redactionOf(reader, clipId)) ?? {};
      return { revision, track };
    });
  }

  /** @throws AppError `validation.input`, `notFound.record`, `conflict.revision` */
  save(
    { clipId, revision, track }: ParsedInput<'redactions.save'>,
    context: CallContext,
  ): Promise<CommandOutput<'redactions.save'>> {
    const fields = trackFaults(track);
    if (fields.length > 0)
      return Promise.reject(new AppError('validation.input', { command: context.command }, { fields }));
    return this.deps.database.write(context.command, async (tx) => {
      const clip = await seenClip(tx, clipId, context);
      if (clip.removedAt !== null) throw new AppError('notFound.record', { entity: 'clip', id: clipId });
      const before = await redactionOf(tx, clipId);
      const theirs = before?.revision ?? 0;
      if (theirs !== revision)
        throw new AppError('conflict.revision', { entity: 'redaction', id: clipId, theirs, yours: revision });
      const id = await saveRedaction(tx, clipId, track, context.now);
      const { actor, command: action } = context;
      const change = { before: before && { track: before.track }, after: { clipId, track } };
      await tx.audit({ action, object: 'redaction', ref: id, actor, ...change });
      tx.changed('redaction', id);
      tx.changed('clip', clipId);
      return { revision: theirs + 1 };
    });
  }

  /**
   * Starts making the redacted copy.
   * @throws AppError `notFound.record`, `clip.unmasked`, `evidence.locked`, `evidence.disposed`
   */
  async start({ clipId }: ParsedInput<'redactions.make'>, context: CallContext): Promise<{ jobId: number }> {
    const { clip, track } = await this.deps.database.read(context.command, (reader) =>
      this.#wanted(reader, clipId, context),
    );
    const spec = { kind: 'redactions.make', subject: clip.label, cancellable: true } as const;
    const jobId = await this.jobs.start({ ...spec, personId: context.actor.personId }, (control) =>
      this.#make(clip, track, context, control),
    );
    return { jobId };
  }

  async #wanted(
    reader: Reader,
    clipId: number,
    context: CallContext,
  ): Promise<{ clip: ClipRecord; track: RedactionTrack }> {
    const clip = await seenClip(reader, clipId, context);
    if (clip.removedAt !== null) throw new AppError('notFound.record', { entity: 'clip', id: clipId });
    await picturedRecording(reader, clip.recordingId, clip.label);
    const { track = empty } = (await redactionOf(reader, clipId)) ?? {};
    if (track.regions.length === 0 && (track.sound === 'keep' || track === empty))
      throw new AppError('clip.unmasked', { name: clip.label });
    return { clip, track };
  }

  async #make(
    clip: ClipRecord,
    track: RedactionTrack,
    context: CallContext,
    { signal, report }: JobControl,
  ): Promise<JobResult> {
    const { deps } = this;
    const cut = await this.#newestCut(clip, context, {
      signal,
      report: (percent) => report((percent ?? 0) * (CUT_PERCENT / 100)),
    });
    if (await this.#known(clip, cut, track, context)) return { made: 0, known: 1 };
    const recording = await deps.database.read(context.command, (reader) => usableRecording(reader, clip.recordingId));
    const name = clip.label;
    await deps.turns.take(signal, () =>
      deps.atWork.on(recording, async () => {
        const file = await soundFile(deps, { ...cut, name });
        const ffmpeg = await deps.ffmpeg();
        await inWorkFolder(deps.workFolder, name, async (folder) => {
          const output = join(folder, 'redacted');
          const share = (percent: number): void => report(CUT_PERCENT + (percent * (100 - CUT_PERCENT)) / 100);
          const done = await redact(ffmpeg, { file, name, output, track, signal, report: share });
          // Masks beyond the end of the clip leave a copy like the cut, and so does muting what has no sound.
          if (
            done.maskedFrames === 0 &&
            (track.sound === 'keep' || (await readSource(ffmpeg, file, name)).sound === null)
          )
            throw new AppError('clip.unmasked', { name });
          const { width, height } = await readSource(ffmpeg, output, name);
          const takenAt = clip.startAt === null ? null : Math.round(clip.startAt + (cut.cut?.realInMs ?? clip.inMs));
          const picture = { mediaType: 'video/mp4', width, height, hash: null, takenAt };
          await keepResult(deps, { file: output, name, kind: 'video', ...picture }, context, {
            signal,
            decide: async (tx) => {
              if ((await clipById(tx, clip.id))?.removedAt !== null)
                throw new AppError('notFound.record', { entity: 'clip', id: clip.id });
              await usableRecording(tx, recording.id);
              if (!cut.cut) throw new Error('a cut without its recipe');
              const { maskedFrames, hasSound } = done;
              return {
                clientId: null,
                parentId: cut.evidenceId,
                recordingId: recording.id,
                clipId: clip.id,
                kind: 'redacted',
                recipe: { cut: { ...cut.cut, frames: done.frames }, track, maskedFrames, hasSound },
                // Where only the sound was changed, every face is still there: it leaves as the cut does.
                redacted: maskedFrames > 0,
                tool: toolName(ffmpeg),
              };
            },
          });
        });
      }),
    );
    return { made: 1, known: 0 };
  }

  /** The newest exact cut of the clip that is whole; cut now where there is none. */
  async #newestCut(
    clip: ClipRecord,
    context: CallContext,
    control: Pick<JobControl, 'signal' | 'report'>,
  ): Promise<Derived> {
    const { database } = this.deps;
    const find = (): Promise<Derived | undefined> =>
      database.read(context.command, async (reader) =>
        (await derivedOfClips(reader, [clip.id])).find(
          ({ kind, cut, locked, disposedAt }) =>
            kind === 'cut' && cut?.mode === 'exact' && !locked && disposedAt === null,
        ),
      );
    const there = await find();
    if (there) return there;
    await this.cutting.cut(clip.id, { mode: 'exact', caption: false }, context, control);
    const made = await find();
    if (!made) throw new AppError('notFound.record', { entity: 'derivation', id: '' });
    return made;
  }

  /** Whether the very same copy is there. */
  #known(clip: ClipRecord, cut: Derived, track: RedactionTrack, context: CallContext): Promise<boolean> {
    return this.deps.database.read(context.command, async (reader) => {
      for (const one of await derivedOfClips(reader, [clip.id])) {
        if (one.kind !== 'redacted' || one.parentSha256 !== cut.sha256 || one.locked || one.disposedAt !== null)
          continue;
        const recipe = (await recipeOf(reader, one.id)) as RedactedRecipe | null;
        if (JSON.stringify(recipe?.track) === JSON.stringify(track)) return true;
      }
      return false;
    });
  }
}
