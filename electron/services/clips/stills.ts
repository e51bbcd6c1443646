import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tx } from '../../../db/database.js';
import { attachmentAt, insertAttachment } from '../../../db/queries/attachments.js';
import type { RecordingFacts } from '../../../db/queries/clip-read.js';
import { derivedByClientId, derivedByIds } from '../../../db/queries/derivations.js';
import { hasPlace, visitOfInspector } from '../../../db/queries/evidence.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { Derived } from '../../../domain/footage/clip.js';
import type { Probed } from '../../../domain/footage/probed.js';
import { localMinute } from '../../../domain/time.js';
import { isOpenVisit } from '../../../domain/visit-record.js';
import { snapshot } from '../../../media/snapshot.js';
import { PictureReader, type PictureFacts } from '../../../media/picture.js';
import type { CallContext } from '../../ipc/context.js';
import { originalName } from '../evidence/name.js';
import { tellChanged } from '../evidence/place.js';
import { keepResult, type Result } from './keep.js';
import { inWorkFolder, soundFile, toolName, type MediaDeps } from './media.js';
import { mayAddTo } from './rights.js';
import { picturedRecording, seenClip, usableRecording } from './shown.js';

type StillInput = ParsedInput<'clips.still'>;

/** Exact frames as pictures. */
export class StillMaker {
  readonly #pictures = new PictureReader();
  readonly #ending = new AbortController();
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(private readonly deps: MediaDeps) {}

  async shutdown(): Promise<void> {
    this.#ending.abort();
    await Promise.allSettled(this.#underWay);
  }

  /**
   * Keeps the frame shown at a place as a picture, and with shapes a second one on which they are drawn. The last one
   * is hung on its target while that is open. The same client id again answers what was made.
   * @throws AppError `notFound.record`, `permission.scope`, `evidence.*`, `media.*`, `file.*`
   */
  make(input: StillInput, context: CallContext): Promise<Derived> {
    const work = this.#make(input, context);
    this.#underWay.add(work);
    return work.finally(() => this.#underWay.delete(work));
  }

  async #make(input: StillInput, context: CallContext): Promise<Derived> {
    const { database, atWork } = this.deps;
    const { earlier, recording } = await database.read(context.command, async (reader) => {
      const made = await derivedByClientId(reader, input.clientId);
      if (made) return { earlier: made, recording: null };
      if (input.clipId !== null) {
        const clip = await seenClip(reader, input.clipId, context);
        if (clip.recordingId !== input.recordingId)
          throw new AppError('notFound.record', { entity: 'clip', id: input.clipId });
      }
      const { target } = input;
      if (target && !(await mayAddTo(reader, target, context)))
        throw new AppError('permission.scope', { entity: target.kind === 'lead' ? 'lead' : 'visit' });
      if (target && target.kind !== 'lead' && !(await hasPlace(reader, target)))
        throw new AppError('notFound.record', { entity: 'finding', id: '' });
      return { earlier: null, recording: await picturedRecording(reader, input.recordingId) };
    });
    if (earlier && earlier.personId !== context.actor.personId)
      throw new AppError('permission.scope', { entity: 'derivation' });
    if (earlier) return earlier.derived;
    const facts = recording as RecordingFacts;
    const id = await atWork.on(facts, () => this.#keep(facts, input, context));
    const [derived] = await database.read(context.command, (reader) => derivedByIds(reader, [id]));
    if (!derived) throw new AppError('notFound.record', { entity: 'derivation', id });
    return derived;
  }

  async #keep(recording: RecordingFacts, input: StillInput, context: CallContext): Promise<number> {
    const { deps } = this;
    const { signal } = this.#ending;
    const { name } = recording;
    const { flaws } = JSON.parse(recording.probed) as Probed;
    const file = await soundFile(deps, recording);
    const ffmpeg = await deps.ffmpeg();
    return inWorkFolder(deps.workFolder, name, async (folder) => {
      const plain = join(folder, 'still.png');
      const { atMs, pts, timeBase } = await snapshot(ffmpeg, {
        ...{ file, name, output: plain, atMs: input.atMs, flaws, signal },
      });
      const isDrawn = input.shapes.length > 0;
      const takenAt = recording.startAt === null ? null : Math.round(recording.startAt + atMs);
      const seen = await this.#pictures.inspect(plain, name, signal);
      const common = { recordingId: recording.id, clipId: input.clipId, kind: 'still' as const, redacted: false };
      const recipe = { atMs, pts, timeBase, annotated: false, shapes: [] };
      const tool = toolName(ffmpeg);
      const hang = (tx: Tx, evidenceId: number, known: boolean): Promise<void> =>
        this.#hang(tx, { input, context, evidenceId, known, name: nameOf(recording, takenAt) });
      let parentId = recording.evidenceId;
      const plainId = await keepResult(deps, pictureOf(plain, name, seen, takenAt), context, {
        signal,
        decide: async (tx) => {
          await usableRecording(tx, recording.id);
          return { ...common, clientId: isDrawn ? null : input.clientId, parentId, recipe, tool };
        },
        also: async (tx, { evidenceId }) => {
          parentId = evidenceId;
          if (!isDrawn) await hang(tx, evidenceId, false);
        },
      });
      if (!isDrawn) return plainId;
      const { width, height } = seen;
      const { annotatedStill } = await import('../../documents/annotated-still.js');
      const page = annotatedStill({ bytes: await readFile(plain), width, height }, input.shapes);
      const drawn = join(folder, 'drawn.png');
      await writeFile(drawn, await deps.desktop.draw(page, { width, height }, signal), { flag: 'wx' });
      const copy = await this.#pictures.inspect(drawn, name, signal);
      return keepResult(deps, pictureOf(drawn, name, copy, takenAt), context, {
        signal,
        decide: async (tx) => {
          await usableRecording(tx, recording.id);
          const shown = { ...recipe, annotated: true, shapes: input.shapes };
          return { ...common, clientId: input.clientId, parentId, recipe: shown, tool };
        },
        also: (tx, { evidenceId }) => hang(tx, evidenceId, false),
      });
    });
  }

  /** On an open visit as a picture like any other. What was handed in takes no more: there it stands with its clip. */
  async #hang(
    tx: Tx,
    {
      input,
      context,
      evidenceId,
      known,
      name,
    }: { input: StillInput; context: CallContext; evidenceId: number; known: boolean; name: string },
  ): Promise<void> {
    const { target, caption } = input;
    if (!target || target.kind === 'lead') return;
    const { actor, now, command: action } = context;
    const visit = await visitOfInspector(tx, target.visitId, actor.personId);
    if (!visit || !isOpenVisit(visit.state) || (await attachmentAt(tx, target, evidenceId))) return;
    const row = { clientId: randomUUID(), evidenceId, target, name, caption, origin: 'pick' as const, known };
    const id = await insertAttachment(tx, { ...row, now, personId: actor.personId });
    await tx.audit({ action, object: 'attachment', ref: id, actor, after: { ...target, name, caption } });
    tellChanged(tx, id, target);
  }
}

function pictureOf(file: string, name: string, facts: PictureFacts, takenAt: number | null): Result {
  return { ...facts, file, name, kind: 'picture', takenAt };
}

/** `一号机位 2026-10-14 13.00.png`; without a clock the recording's own name. */
function nameOf({ cameraLabel, name }: RecordingFacts, takenAt: number | null): string {
  const at = takenAt === null ? '' : ` ${localMinute(takenAt).replace(':', '.')}`;
  return originalName(`${(cameraLabel ?? name).slice(0, 200)}${at}.png`);
}
