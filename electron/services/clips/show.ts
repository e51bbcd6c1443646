import { mkdir } from 'node:fs/promises';
import type { Database, Reader, Tx } from '../../../db/database.js';
import { viewedBetween } from '../../../db/queries/derivations.js';
import { insertViewing } from '../../../db/queries/footage-viewings.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { Derived } from '../../../domain/footage/clip.js';
import { derivedUrl, type DerivedPart } from '../../../domain/footage/address.js';
import type { Probed } from '../../../domain/footage/probed.js';
import { DAY_MS, SHANGHAI_OFFSET_MS, dayOf, type Clock } from '../../../domain/time.js';
import type { VisitViewer } from '../../../domain/visit-access.js';
import type { EvidenceStore } from '../../../media/evidence-store.js';
import { PictureReader, THUMB_PIXELS } from '../../../media/picture.js';
import { playPlan } from '../../../media/playable.js';
import { makePoster } from '../../../media/poster.js';
import { probeMedia } from '../../../media/probe.js';
import { makeProxy } from '../../../media/proxy.js';
import type { CallContext } from '../../ipc/context.js';
import type { Shown } from '../evidence/service.js';
import type { Rendition, Renditions } from '../footage/renditions.js';
import type { MediaToolbox } from '../footage/tools.js';
import { soundFile } from './media.js';
import { seenDerived, sight, type SeenDerived } from './seen-derived.js';

interface Dependencies {
  database: Database;
  store: EvidenceStore;
  renditions: Renditions;
  toolbox: MediaToolbox;
  clock: Clock;
}

const PROXY_TYPE = 'video/mp4';

/** Cuts, redacted copies and stills for those who may see them. */
export class DerivedShow {
  readonly #pictures = new PictureReader();
  readonly #ending = new AbortController();
  /** What is being made to show something, by its path: asked for twice at once, it is made once. */
  readonly #making = new Map<string, Promise<void>>();

  constructor(private readonly deps: Dependencies) {}

  async shutdown(): Promise<void> {
    this.#ending.abort();
    await Promise.allSettled(this.#making.values());
  }

  /**
   * Opens something that was made, for today. What is not redacted needs a reason, and stands in the viewing register.
   * @throws AppError `notFound.record`, `evidence.locked`, `evidence.disposed`, `validation.reasonMissing`, `media.*`
   */
  async play(
    { id, reason }: ParsedInput<'derived.play'>,
    context: CallContext,
  ): Promise<CommandOutput<'derived.play'>> {
    const { actor, command: action } = context;
    const derived = await this.deps.database.write(action, async (tx) => {
      const found = await seenDerived(tx, id, context);
      await registerViewing(tx, found, reason, context);
      const { redacted, sha256 } = found;
      await tx.audit({ action, object: 'derivation', ref: id, actor, reason, after: { sha256, redacted } });
      return found;
    });
    return { url: derivedUrl(id, 'play'), mediaType: await this.ready(derived) };
  }

  /**
   * Makes something fit to be played. Whether the caller may see it has been decided.
   * @returns the media type of what is served
   * @throws AppError `evidence.locked`, `media.*`
   */
  async ready(derived: SeenDerived): Promise<string> {
    const file = await soundFile(this.deps, derived);
    return derived.kind === 'still' ? derived.mediaType : this.#playable(derived, file);
  }

  /**
   * A part of it for somebody who asks to see it.
   * @returns `denied` for those who may not, or who have not opened today what is not redacted; `missing` when it is gone
   */
  async show(id: number, part: DerivedPart, viewer: VisitViewer): Promise<Shown | 'denied' | 'missing'> {
    const found = await this.deps.database.read('derived.show', async (reader) => {
      const derived = await sight(reader, id, viewer);
      return { derived, opened: derived !== null && (await this.opened(reader, derived, viewer)) };
    });
    return found.derived && found.opened ? this.serve(found.derived, part) : 'denied';
  }

  /** Whether this person was shown it today: what is not redacted is opened with a reason first. */
  opened(reader: Reader, { redacted, evidenceId }: SeenDerived, { actor }: VisitViewer): Promise<boolean> {
    if (redacted) return Promise.resolve(true);
    const from = dayOf(this.deps.clock()) * DAY_MS - SHANGHAI_OFFSET_MS;
    return viewedBetween(reader, { evidenceId, personId: actor.personId, from, until: from + DAY_MS });
  }

  /** A part of something this person may see, and has opened. */
  async serve(derived: SeenDerived, part: DerivedPart): Promise<Shown | 'denied' | 'missing'> {
    if (derived.locked || derived.disposedAt !== null) return 'denied';
    const { sha256, bytes, mediaType } = derived;
    if (!(await this.deps.store.has(sha256, bytes))) return 'missing';
    const file = this.deps.store.pathOf(sha256);
    if (part === 'poster') return this.#poster(derived, file);
    return (await this.#rendition(sha256, 'play', PROXY_TYPE)) ?? { mediaType, file, length: bytes };
  }

  /** What Chromium does not play gets a copy that it does. @returns the media type of what is served */
  async #playable({ sha256, mediaType, name }: SeenDerived, source: string): Promise<string> {
    const { renditions, toolbox } = this.deps;
    if ((await renditions.sizeOf(sha256, 'play')) !== null) return PROXY_TYPE;
    const { signal } = this.#ending;
    const tools = await toolbox.require();
    const probed = await probeMedia(tools, source, { name, signal });
    if (playPlan(probed).way === 'as_is') return mediaType;
    await this.#once(sha256, 'play', (target) => makeProxy(tools, { source, probed, target, name, signal }));
    return PROXY_TYPE;
  }

  async #poster({ sha256, name, kind }: SeenDerived, source: string): Promise<Shown | 'missing'> {
    const { renditions, toolbox } = this.deps;
    const { signal } = this.#ending;
    if (kind === 'still') {
      const bytes = await this.#pictures.small(source, name, THUMB_PIXELS, signal);
      return { mediaType: 'image/jpeg', bytes };
    }
    if ((await renditions.sizeOf(sha256, 'poster')) === null) {
      const tools = await toolbox.require();
      await this.#once(sha256, 'poster', async (target) => {
        const probed: Probed = await probeMedia(tools, source, { name, signal });
        await makePoster(tools, { source, probed, target, name, signal });
      });
    }
    return (await this.#rendition(sha256, 'poster', 'image/jpeg')) ?? 'missing';
  }

  async #once(sha256: string, rendition: Rendition, make: (target: string) => Promise<unknown>): Promise<void> {
    const { renditions } = this.deps;
    const target = renditions.pathOf(sha256, rendition);
    const under =
      this.#making.get(target) ??
      mkdir(renditions.folderOf(sha256), { recursive: true, mode: 0o700 })
        .then(() => make(target))
        .then(() => undefined)
        .finally(() => this.#making.delete(target));
    this.#making.set(target, under);
    await under;
  }

  async #rendition(sha256: string, rendition: Rendition, mediaType: string): Promise<Shown | null> {
    const { renditions } = this.deps;
    const length = await renditions.sizeOf(sha256, rendition);
    return length === null ? null : { mediaType, file: renditions.pathOf(sha256, rendition), length };
  }
}

/**
 * Writes the viewing register for what is not redacted.
 * @throws AppError `validation.reasonMissing`, `evidence.locked`, `evidence.disposed`
 */
export async function registerViewing(
  tx: Tx,
  derived: SeenDerived,
  reason: string | null,
  { actor, now }: CallContext,
): Promise<void> {
  requireThere(derived);
  const { redacted, recordingId, evidenceId } = derived;
  if (redacted) return;
  if (reason === null) throw new AppError('validation.reasonMissing');
  await insertViewing(tx, { recordingId, evidenceId, personId: actor.personId, reason, now });
}

/** @throws AppError `evidence.locked`, `evidence.disposed` */
export function requireThere({
  name,
  locked,
  disposedAt,
}: Pick<Derived, 'locked' | 'disposedAt'> & { name: string }): void {
  if (disposedAt !== null) throw new AppError('evidence.disposed', { name });
  if (locked) throw new AppError('evidence.locked', { name });
}
