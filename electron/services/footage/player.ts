import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../../db/database.js';
import { probedOf, recordingFile, recordingRow, type RecordingFile } from '../../../db/queries/footage-recordings.js';
import { insertViewing, viewedToday, viewings } from '../../../db/queries/footage-viewings.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { ViewingRow } from '../../../domain/footage/custody.js';
import type { Probed } from '../../../domain/footage/probed.js';
import { recordingUrl, type RecordingPart } from '../../../domain/footage/address.js';
import type { Playback, RecordingRow } from '../../../domain/footage/recording.js';
import type { Role } from '../../../domain/people.js';
import type { Clock } from '../../../domain/time.js';
import type { EvidenceStore } from '../../../media/evidence-store.js';
import type { CallContext } from '../../ipc/context.js';
import type { Shown } from '../evidence/service.js';
import type { Proxies } from './proxies.js';
import type { Renditions } from './renditions.js';
import type { Stills } from './stills.js';

interface Dependencies {
  database: Database;
  store: EvidenceStore;
  renditions: Renditions;
  proxies: Proxies;
  stills: Stills;
  clock: Clock;
}

/** Who may look at recordings themselves; everybody else sees what was made of them. */
const viewers: readonly Role[] = ['inspector', 'reviewer', 'office'];

/** A copy that needs no coding is there within this time: then the player has it at once. */
const PATIENCE_MS = 2500;

const PROXY_TYPE = 'video/mp4';

export interface FootageViewer {
  actor: { personId: number };
  roles: readonly Role[];
}

/** Opening recordings: who looked at what and why, and what the player is given. */
export class FootagePlayer {
  constructor(private readonly deps: Dependencies) {}

  /**
   * Opens a recording for today.
   * @throws AppError `notFound.record`, `evidence.locked`, `evidence.disposed`
   */
  async open(input: ParsedInput<'recordings.open'>, context: CallContext): Promise<Playback> {
    const { id, reason } = input;
    const { actor, now, command: action } = context;
    const row = await this.deps.database.write(action, async (tx) => {
      const found = await recordingRow(tx, id);
      if (!found) throw new AppError('notFound.record', { entity: 'recording', id });
      requireThere(found);
      const { evidenceId, name, sha256 } = found;
      await insertViewing(tx, { recordingId: id, evidenceId, personId: actor.personId, reason, now });
      await tx.audit({ action, object: 'recording', ref: id, actor, reason, after: { name, sha256 } });
      return found;
    });
    await this.#prepare(row, actor.personId);
    return this.#playback(row);
  }

  /** @throws AppError `notFound.record`, `permission.scope` when it was not opened today, `evidence.*` */
  async playback(id: number, context: CallContext): Promise<Playback> {
    const { row, opened } = await this.deps.database.read(context.command, async (reader) => ({
      row: await recordingRow(reader, id),
      opened: await viewedToday(reader, {
        recordingId: id,
        personId: context.actor.personId,
        now: context.now,
      }),
    }));
    if (!row) throw new AppError('notFound.record', { entity: 'recording', id });
    if (!opened) throw new AppError('permission.scope', { entity: 'recording' });
    requireThere(row);
    return this.#playback(row);
  }

  viewings(input: ParsedInput<'footage.viewings'>, { command }: CallContext): Promise<ViewingRow[]> {
    return this.deps.database.read(command, (reader) => viewings(reader, input));
  }

  /**
   * A part of a recording for somebody who asks to see it: who has opened it today, as long as it is there and whole.
   * @returns `denied` for those who may not, `missing` when it is not there
   */
  async show(id: number, part: RecordingPart, viewer: FootageViewer): Promise<Shown | 'denied' | 'missing'> {
    const { database, clock } = this.deps;
    if (!viewers.some((role) => viewer.roles.includes(role))) return 'denied';
    const { file, opened } = await database.read('footage.show', async (reader) => ({
      file: await recordingFile(reader, id),
      opened: await viewedToday(reader, { recordingId: id, personId: viewer.actor.personId, now: clock() }),
    }));
    if (!file) return 'missing';
    if (!opened || file.locked || file.disposed) return 'denied';
    return (await this.#shown(id, part, file)) ?? 'missing';
  }

  async #shown(id: number, part: RecordingPart, file: RecordingFile): Promise<Shown | null> {
    const { store, renditions, proxies } = this.deps;
    const { sha256 } = file;
    if (part === 'growing') {
      const growing = (await proxies.of(id))?.growing;
      return growing ? { mediaType: PROXY_TYPE, stream: (signal) => growing.read(0, signal) } : null;
    }
    if (part === 'play' && file.playWay === 'as_is') {
      const there = await store.has(sha256, file.bytes);
      return there ? { mediaType: file.mediaType, file: store.pathOf(sha256), length: file.bytes } : null;
    }
    const length = await renditions.sizeOf(sha256, part);
    const mediaType = part === 'play' ? PROXY_TYPE : 'image/jpeg';
    return length === null ? null : { mediaType, file: renditions.pathOf(sha256, part), length };
  }

  /** Begins what is needed for playing it, and gives the quick ones the time they need. */
  async #prepare(row: RecordingRow, personId: number): Promise<void> {
    const { database, renditions, proxies, stills } = this.deps;
    const probed = await database.read('footage.probed', (reader) => probedOf(reader, row.id));
    if (!probed || row.playWay === 'none') return;
    const { id, sha256, name } = row;
    stills.begin({ id, sha256, name, probed });
    if (row.playWay !== 'proxy' || (await renditions.sizeOf(sha256, 'play')) !== null) return;
    const { begun } = await proxies.begin({ id, sha256, name, probed }, personId);
    await Promise.race([begun, wait(PATIENCE_MS, undefined, { ref: false })]);
  }

  async #playback(recording: RecordingRow): Promise<Playback> {
    const { id, sha256 } = recording;
    const { renditions, stills } = this.deps;
    const poster = await renditions.sizeOf(sha256, 'poster');
    const strip = await stills.stripOf(sha256);
    return {
      recording,
      source: await this.#source(recording),
      posterUrl: poster === null ? null : recordingUrl(id, 'poster'),
      filmstrip: strip && { url: recordingUrl(id, 'strip'), ...strip },
    };
  }

  async #source(row: RecordingRow): Promise<Playback['source']> {
    const { database, store, renditions, proxies } = this.deps;
    const { id, sha256, bytes, playWay } = row;
    const url = recordingUrl(id, 'play');
    if (!(await store.has(sha256, bytes))) return { kind: 'none', why: 'missing' };
    if (playWay === 'none') {
      const probed = await database.read('footage.probed', (reader) => probedOf(reader, id));
      return { kind: 'none', why: whyNot(probed) };
    }
    if (playWay === 'as_is') {
      const file = await database.read('footage.file', (reader) => recordingFile(reader, id));
      return { kind: 'file', url, mediaType: file?.mediaType ?? PROXY_TYPE };
    }
    if ((await renditions.sizeOf(sha256, 'play')) !== null) return { kind: 'file', url, mediaType: PROXY_TYPE };
    const work = await proxies.of(id);
    if (!work) return { kind: 'none', why: 'failed' };
    const { growing, jobId } = work;
    if (!growing) return { kind: 'none', why: 'preparing' };
    return { kind: 'growing', url: recordingUrl(id, 'growing'), codecs: growing.codecs, jobId };
  }
}

/** @throws AppError `evidence.locked`, `evidence.disposed` */
function requireThere({ name, locked, disposedAt }: RecordingRow): void {
  if (disposedAt !== null) throw new AppError('evidence.disposed', { name });
  if (locked) throw new AppError('evidence.locked', { name });
}

/** Why there is nothing to play: a word of `domain/footage/probed`. */
const whyNot = (probed: Probed | null): string =>
  probed?.reason ?? (probed?.flaws.includes('tiny') ? 'tiny' : 'unknown');
