import { hasPlace } from '../../../db/queries/evidence.js';
import type { Database, Tx } from '../../../db/database.js';
import {
  clipByClientId,
  clipsOfLead,
  clipsOfRecording,
  clipsOfVisit,
  type ClipRecord,
  type RecordingFacts,
} from '../../../db/queries/clip-read.js';
import { insertClip, setClipRemoved, updateClip } from '../../../db/queries/clip-write.js';
import { derivedOfClips } from '../../../db/queries/derivations.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { AttachmentTarget } from '../../../domain/evidence.js';
import type { Clip, ClipFields } from '../../../domain/footage/clip.js';
import type { CallContext } from '../../ipc/context.js';
import { mayAddTo, mayEditClip } from './rights.js';
import { seenClip, shownClips, usableRecording } from './shown.js';
import { clipToSteps, type StepWriting } from './to-steps.js';

/** The length people see is rounded. */
const END_TOLERANCE_MS = 1;

/** Spans of recordings with what is said of them, put to records and taken off again. */
export class ClipService {
  constructor(
    private readonly database: Database,
    private readonly writing: StepWriting,
  ) {}

  ofRecording({ recordingId }: ParsedInput<'clips.ofRecording'>, context: CallContext): Promise<Clip[]> {
    return this.database.read(
      context.command,
      async (reader) => shownClips(reader, await clipsOfRecording(reader, recordingId), context),
      { snapshot: true },
    );
  }

  ofRecord(input: ParsedInput<'clips.ofRecord'>, context: CallContext): Promise<Clip[]> {
    return this.database.read(
      context.command,
      async (reader) => {
        const records =
          input.kind === 'visit' ? await clipsOfVisit(reader, input.visitId) : await clipsOfLead(reader, input.leadId);
        return shownClips(reader, records, context);
      },
      { snapshot: true },
    );
  }

  /**
   * Adds or changes a clip. The same client id again answers what was made.
   * @throws AppError `notFound.record`, `permission.scope`, `conflict.revision`, `conflict.state`, `media.cutPastEnd`,
   *   `clip.wasCut`, `evidence.locked`, `evidence.disposed`
   */
  save(input: ParsedInput<'clips.save'>, context: CallContext): Promise<Clip> {
    return this.database.write(context.command, async (tx) => {
      if (input.id !== null) return this.#change(tx, { ...input, id: input.id }, context);
      const earlier = await clipByClientId(tx, input.clientId);
      if (earlier) return this.#earlier(tx, earlier, context);
      const { clientId, recordingId, fields } = input;
      const recording = await usableRecording(tx, recordingId);
      requireWithin(fields, recording);
      await requirePlace(tx, fields.target, context);
      const { personId } = context.actor;
      const id = await insertClip(tx, { clientId, recordingId, fields }, { personId, now: context.now });
      return this.#finish(tx, id, context, { before: null, after: { recordingId, ...fields } });
    });
  }

  /** See `clipToSteps`. */
  toSteps(input: ParsedInput<'clips.toSteps'>, context: CallContext): Promise<CommandOutput<'clips.toSteps'>> {
    return clipToSteps(this.database, this.writing, input, context);
  }

  /** Takes a clip away; a second time there is nothing left to do. */
  remove({ id, revision }: ParsedInput<'clips.remove'>, context: CallContext): Promise<void> {
    return this.database.write(context.command, async (tx) => {
      const clip = await this.#editable(tx, id, context);
      if (clip.removedAt !== null) return;
      requireRevision(clip, revision);
      await setClipRemoved(tx, id, context.now, context.now);
      await this.#audit(tx, id, context, { before: fieldsOf(clip), after: null });
      tellChanged(tx, clip);
    });
  }

  restore({ id }: ParsedInput<'clips.restore'>, context: CallContext): Promise<Clip> {
    return this.database.write(context.command, async (tx) => {
      const clip = await this.#editable(tx, id, context);
      if (clip.removedAt === null) return this.#shown(tx, id, context);
      await requirePlace(tx, clip.target, context);
      await setClipRemoved(tx, id, null, context.now);
      return this.#finish(tx, id, context, { before: null, after: fieldsOf(clip) });
    });
  }

  async #change(
    tx: Tx,
    { id, revision, recordingId, fields }: ParsedInput<'clips.save'> & { id: number },
    context: CallContext,
  ): Promise<Clip> {
    const clip = await this.#editable(tx, id, context);
    if (clip.removedAt !== null || clip.recordingId !== recordingId)
      throw new AppError('notFound.record', { entity: 'clip', id });
    requireRevision(clip, revision ?? 0);
    requireWithin(fields, await usableRecording(tx, recordingId));
    if (clip.inMs !== fields.inMs || clip.outMs !== fields.outMs) {
      const made = await derivedOfClips(tx, [id]);
      if (made.some(({ kind }) => kind !== 'still')) throw new AppError('clip.wasCut', { name: clip.label });
    }
    if (JSON.stringify(clip.target) !== JSON.stringify(fields.target)) await requirePlace(tx, fields.target, context);
    await updateClip(tx, id, fields, context.now);
    tellChanged(tx, clip);
    return this.#finish(tx, id, context, { before: fieldsOf(clip), after: fields });
  }

  /** @throws AppError `notFound.record`, `conflict.state` for what was handed in, `permission.scope` */
  async #editable(tx: Tx, id: number, context: CallContext): Promise<ClipRecord> {
    const clip = await seenClip(tx, id, context);
    if (clip.handedIn) throw new AppError('conflict.state', { entity: 'visit', state: clip.visitState ?? '' });
    if (!(await mayEditClip(tx, clip, context))) throw new AppError('permission.scope', { entity: 'clip' });
    return clip;
  }

  async #earlier(tx: Tx, clip: ClipRecord, context: CallContext): Promise<Clip> {
    if (clip.createdById !== context.actor.personId) throw new AppError('permission.scope', { entity: 'clip' });
    return this.#shown(tx, clip.id, context);
  }

  async #shown(tx: Tx, id: number, context: CallContext): Promise<Clip> {
    const [clip] = await shownClips(tx, [await seenClip(tx, id, context)], context);
    if (!clip) throw new AppError('notFound.record', { entity: 'clip', id });
    return clip;
  }

  async #finish(tx: Tx, id: number, context: CallContext, change: { before: unknown; after: unknown }): Promise<Clip> {
    await this.#audit(tx, id, context, change);
    tellChanged(tx, await seenClip(tx, id, context));
    return this.#shown(tx, id, context);
  }

  #audit(tx: Tx, id: number, context: CallContext, change: { before: unknown; after: unknown }): Promise<void> {
    return tx.audit({ action: context.command, object: 'clip', ref: id, actor: context.actor, ...change });
  }
}

function fieldsOf({ inMs, outMs, label, note, target, marks }: ClipRecord): ClipFields {
  return { inMs, outMs, label, note, target, marks };
}

function requireRevision({ id, revision }: ClipRecord, yours: number): void {
  if (revision !== yours) throw new AppError('conflict.revision', { entity: 'clip', id, theirs: revision, yours });
}

/** The span, and every mark, lie in the recording. */
function requireWithin({ outMs, marks }: ClipFields, { durationMs, name }: RecordingFacts): void {
  if (durationMs === null) throw new AppError('media.cutNoTimes', { name });
  const last = Math.max(outMs, ...marks.map(({ fromMs, untilMs }) => untilMs ?? fromMs));
  if (last > durationMs + END_TOLERANCE_MS) throw new AppError('media.cutPastEnd', { endSeconds: durationMs / 1000 });
}

/** @throws AppError `permission.scope`, `notFound.record` */
async function requirePlace(tx: Tx, target: AttachmentTarget | null, context: CallContext): Promise<void> {
  if (target === null) return;
  if (!(await mayAddTo(tx, target, context)))
    throw new AppError('permission.scope', { entity: target.kind === 'lead' ? 'lead' : 'visit' });
  if (target.kind === 'lead' || (await hasPlace(tx, target))) return;
  const entity = target.kind === 'finding' ? 'finding' : 'checklist_template';
  throw new AppError('notFound.record', { entity, id: target.kind === 'item' ? target.itemCode : '' });
}

/** The clip is not what it was, and so are its recording and the record it belongs to. */
function tellChanged(tx: Tx, { id, recordingId, target }: ClipRecord): void {
  tx.changed('clip', id);
  tx.changed('recording', recordingId);
  if (target?.kind === 'lead') tx.changed('lead', target.leadId);
  else if (target) tx.changed('visit', target.visitId);
}
