import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database, Tx } from '../../../db/database.js';
import {
  attachmentAt,
  attachmentByClientId,
  attachmentById,
  insertAttachment,
  setAttachmentCaption,
  setAttachmentRemoved,
} from '../../../db/queries/attachments.js';
import { evidenceBySha, insertEvidence } from '../../../db/queries/evidence.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { PICTURE_MAXIMUM_MB, type Attachment } from '../../../domain/evidence.js';
import { AppError } from '../../../domain/errors.js';
import type { PictureSize } from '../../../domain/picture.js';
import type { Clock } from '../../../domain/time.js';
import type { VisitViewer } from '../../../domain/visit-access.js';
import type { EvidenceStore, Staged } from '../../../media/evidence-store.js';
import { PictureReader, THUMB_PIXELS, type PictureFacts } from '../../../media/picture.js';
import { Thumbs } from '../../../media/thumbs.js';
import type { Log } from '../../app/log.js';
import type { CallContext } from '../../ipc/context.js';
import type { FileTokens } from '../files.js';
import { originalName } from './name.js';
import { requireOpenPlace, requireOpenRecord, tellChanged } from './place.js';
import { maySee } from './view.js';

interface Dependencies {
  database: Database;
  files: FileTokens;
  clock: Clock;
  log: Log;
  /** Shared by all that keep evidence: it keeps one piece after the other. */
  store: EvidenceStore;
  /** The data folder. */
  folder: string;
}

/** Longest side of a picture on paper, in pixels: 340 to the inch where two stand side by side on A4. */
const PRINT_PIXELS = 1000;

/** What is shown: bytes made for showing, the file itself, or what is still being made, from its beginning. */
export type Shown =
  | { mediaType: string; bytes: Buffer }
  | { mediaType: string; file: string; length: number }
  | { mediaType: string; stream: (signal: AbortSignal) => AsyncIterable<Uint8Array> };

/** Pictures as evidence: taken in, hung on records, taken off and put back, and shown to those who may see them. */
export class EvidenceService {
  readonly #store: EvidenceStore;
  readonly #thumbs: Thumbs;
  readonly #pictures = new PictureReader();
  readonly #ending = new AbortController();
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(private readonly deps: Dependencies) {
    this.#store = deps.store;
    this.#thumbs = new Thumbs(join(deps.folder, 'evidence-cache'), String(THUMB_PIXELS));
  }

  /** Clears away what a killed process left. Nothing may be taken in before. */
  async boot(): Promise<void> {
    const { database, clock, log } = this.deps;
    const isKnown = (sha256: string): Promise<boolean> =>
      database.read('evidence.known', async (reader) => (await evidenceBySha(reader, sha256)) !== null);
    await this.#thumbs.sweep();
    const swept = await this.#store.sweep(isKnown, clock());
    if (swept.parts + swept.orphans > 0) log.info('evidence swept', { ...swept });
  }

  /** Calls off what is being taken in and waits until it has stopped. */
  async shutdown(): Promise<void> {
    this.#ending.abort();
    await Promise.allSettled(this.#underWay);
  }

  /**
   * Takes a picture in and hangs it on its place. The same client id again answers with what was made the first time;
   * the same bytes at the same place are there once.
   * @throws AppError `permission.scope`, `conflict.state`, `notFound.record`, `file.*`, `media.*`
   */
  add(input: ParsedInput<'evidence.add'>, context: CallContext): Promise<Attachment> {
    const work = this.#add(input, context);
    this.#underWay.add(work);
    return work.finally(() => this.#underWay.delete(work));
  }

  /**
   * Takes a chosen file in and lets its rows be written once its bytes are safely there.
   * @param look what the bytes show to be; throws where they may not be taken in
   * @throws AppError `file.*`, `media.*`, and what `record` throws
   */
  keep<F, T>(
    token: string,
    look: (staged: Staged, name: string, signal: AbortSignal) => Promise<F>,
    record: (kept: { staged: Staged; name: string; facts: F }) => Promise<T>,
  ): Promise<T> {
    const work = this.#keep(token, look, record);
    this.#underWay.add(work);
    return work.finally(() => this.#underWay.delete(work));
  }

  async #keep<F, T>(
    token: string,
    look: (staged: Staged, name: string, signal: AbortSignal) => Promise<F>,
    record: (kept: { staged: Staged; name: string; facts: F }) => Promise<T>,
  ): Promise<T> {
    const taken = this.deps.files.take(token, 'open');
    const name = originalName(taken.name);
    try {
      const { staged, facts } = await this.#takeIn(taken.path, name, look);
      const made = await record({ staged, name, facts });
      await this.#store.settle(staged.sha256);
      return made;
    } finally {
      // What the clipboard held was written for this one moment.
      if (taken.passing) await rm(taken.path, { force: true }).catch(() => undefined);
    }
  }

  /** What a picture is by its bytes. @throws AppError `media.*` */
  readonly inspect = (staged: Staged, name: string, signal: AbortSignal): Promise<PictureFacts> =>
    this.#pictures.inspect(staged.file, name, signal);

  async #add(input: ParsedInput<'evidence.add'>, context: CallContext): Promise<Attachment> {
    const { personId } = context.actor;
    const earlier = await this.deps.database.read('evidence.earlier', async (reader) => {
      const made = await attachmentByClientId(reader, input.clientId);
      if (!made) await requireOpenPlace(reader, input.target, personId);
      return made;
    });
    if (earlier) return sameCaller(earlier, personId);
    return this.#keep(input.token, this.inspect, ({ staged, name, facts }) =>
      this.#record(input, context, name, staged, facts),
    );
  }

  /** The file into the store, once its bytes have shown to be what may come in. */
  async #takeIn<F>(
    path: string,
    name: string,
    look: (staged: Staged, name: string, signal: AbortSignal) => Promise<F>,
  ): Promise<{ staged: Staged; facts: F }> {
    const { signal } = this.#ending;
    const staged = await this.#store.stage(path, { name, mostBytes: PICTURE_MAXIMUM_MB * 1024 * 1024, signal });
    try {
      const facts = await look(staged, name, signal);
      const { repaired } = await this.#store.keep(staged);
      if (repaired) this.deps.log.info('evidence repaired', { sha256: staged.sha256 });
      return { staged, facts };
    } catch (error) {
      await this.#store.drop(staged);
      throw error;
    }
  }

  /** One transaction, after the file is safely there. */
  #record(
    input: ParsedInput<'evidence.add'>,
    context: CallContext,
    name: string,
    staged: Staged,
    facts: PictureFacts,
  ): Promise<Attachment> {
    const { personId } = context.actor;
    const { sha256, bytes } = staged;
    return this.deps.database.write(context.command, async (tx) => {
      const earlier = await attachmentByClientId(tx, input.clientId);
      if (earlier) return sameCaller(earlier, personId);
      await requireOpenPlace(tx, input.target, personId);
      const { now } = context;
      const known = await evidenceBySha(tx, sha256);
      const here = known === null ? null : await attachmentAt(tx, input.target, known);
      if (here) return here;
      const evidenceId =
        known ?? (await insertEvidence(tx, { ...facts, sha256, bytes, kind: 'picture', now, personId }));
      const { clientId, target, caption, origin } = input;
      const row = { clientId, evidenceId, target, name, caption, origin, known: known !== null, now, personId };
      const id = await insertAttachment(tx, row);
      const after = { ...target, name, caption, origin, sha256, bytes, mediaType: facts.mediaType };
      return this.#finish(tx, id, context, { before: null, after });
    });
  }

  /** @throws AppError `notFound.record`, `permission.scope`, `conflict.state` */
  caption(input: ParsedInput<'evidence.caption'>, context: CallContext): Promise<Attachment> {
    return this.deps.database.write(context.command, async (tx) => {
      const { attachment, removed } = await this.#open(tx, input.id, context);
      if (removed) throw new AppError('notFound.record', { entity: 'attachment', id: input.id });
      if (attachment.caption === input.caption) return attachment;
      await setAttachmentCaption(tx, input.id, input.caption);
      const change = { before: { caption: attachment.caption }, after: { caption: input.caption } };
      return this.#finish(tx, input.id, context, change);
    });
  }

  /** Takes a picture off its place; its bytes stay. A second time there is nothing left to do. */
  remove(input: ParsedInput<'evidence.remove'>, context: CallContext): Promise<void> {
    return this.deps.database.write(context.command, async (tx) => {
      const { attachment, removed } = await this.#open(tx, input.id, context);
      if (removed) return;
      await setAttachmentRemoved(tx, input.id, context.now);
      const { target, name, sha256 } = attachment;
      await this.#finish(tx, input.id, context, { before: { ...target, name, sha256 }, after: null });
    });
  }

  /** Puts back what was taken off. The same picture may have been added anew meanwhile: then that one is answered. */
  restore(input: ParsedInput<'evidence.restore'>, context: CallContext): Promise<Attachment> {
    return this.deps.database.write(context.command, async (tx) => {
      const { attachment, removed } = await this.#open(tx, input.id, context);
      if (!removed) return attachment;
      await requireOpenPlace(tx, attachment.target, context.actor.personId);
      const here = await attachmentAt(tx, attachment.target, attachment.evidenceId);
      if (here) return here;
      await setAttachmentRemoved(tx, input.id, null);
      const { target, name, sha256 } = attachment;
      return this.#finish(tx, input.id, context, { before: null, after: { ...target, name, sha256 } });
    });
  }

  /**
   * A picture for somebody who asks to see it.
   * @returns `denied` for those who may not, `missing` when it is not there, was taken off, or its file is gone
   */
  async show(id: number, size: PictureSize, viewer: VisitViewer): Promise<Shown | 'denied' | 'missing'> {
    const found = await this.deps.database.read('evidence.show', async (reader) => {
      const there = await attachmentById(reader, id);
      if (!there) return null;
      return { ...there, allowed: await maySee(reader, there.attachment.target, viewer) };
    });
    if (!found?.allowed) return found ? 'denied' : 'missing';
    return found.removed ? 'missing' : this.showPicture(found.attachment, size);
  }

  /** The bytes of a picture; whether it may be seen has been decided. */
  async showPicture(
    { sha256, bytes, mediaType, kind, name }: Pick<Attachment, 'sha256' | 'bytes' | 'mediaType' | 'kind' | 'name'>,
    size: PictureSize,
  ): Promise<Shown | 'missing'> {
    if (kind !== 'picture') return 'missing';
    const file = this.#store.pathOf(sha256);
    if (!(await this.#store.has(sha256, bytes))) {
      this.deps.log.info('evidence missing', { sha256 });
      return 'missing';
    }
    if (size === 'full') return { mediaType, file, length: bytes };
    const make = (): Promise<Buffer> => this.#pictures.small(file, name, THUMB_PIXELS, this.#ending.signal);
    return { mediaType: 'image/jpeg', bytes: await this.#thumbs.of(sha256, make) };
  }

  /**
   * A picture for paper, as a JPEG of at most `PRINT_PIXELS`. Whether the caller may see it has been decided.
   * @returns null when its file is gone or cannot be read
   */
  async forPrint(attachment: Attachment): Promise<{ bytes: Buffer; width: number; height: number } | null> {
    const { sha256, bytes: length, kind, name, width, height } = attachment;
    if (kind !== 'picture' || width === null || height === null) return null;
    if (!(await this.#store.has(sha256, length))) return null;
    const file = this.#store.pathOf(sha256);
    const bytes = await this.#pictures.small(file, name, PRINT_PIXELS, this.#ending.signal).catch((error: unknown) => {
      this.deps.log.error('picture for print', error);
      return null;
    });
    const scale = Math.min(1, PRINT_PIXELS / Math.max(width, height));
    return bytes && { bytes, width: Math.round(width * scale), height: Math.round(height * scale) };
  }

  async #open(tx: Tx, id: number, context: CallContext): Promise<{ attachment: Attachment; removed: boolean }> {
    const found = await attachmentById(tx, id);
    if (!found) throw new AppError('notFound.record', { entity: 'attachment', id });
    await requireOpenRecord(tx, found.attachment.target, context.actor.personId);
    return found;
  }

  async #finish(
    tx: Tx,
    id: number,
    context: CallContext,
    change: { before: unknown; after: unknown },
  ): Promise<Attachment> {
    await tx.audit({ action: context.command, object: 'attachment', ref: id, actor: context.actor, ...change });
    const found = await attachmentById(tx, id);
    if (!found) throw new Error(`attachment ${id} is gone inside its own transaction`);
    tellChanged(tx, id, found.attachment.target);
    return found.attachment;
  }
}

/** Sent again after a lost answer; a client id of somebody else's is nobody's business. */
function sameCaller(made: { attachment: Attachment; addedBy: number }, personId: number): Attachment {
  if (made.addedBy !== personId) throw new AppError('permission.scope', { entity: 'attachment' });
  return made.attachment;
}
