import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../../db/database.js';
import { recordingRow } from '../../../db/queries/footage-recordings.js';
import { insertViewing, shownRecording, viewings, type ShownRecording } from '../../../db/queries/footage-viewings.js';
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
import type { ProxyFailures } from './failures.js';
import type { Proxies } from './proxies.js';
import type { Renditions } from './renditions.js';
import type { Stills } from './stills.js';

interface Dependencies {
  database: Database;
  store: EvidenceStore;
  renditions: Renditions;
  proxies: Proxies;
  failures: ProxyFailures;
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
    const asked = { recordingId: id, personId: actor.personId, now };
    const { row, shown } = await this.deps.database.write(action, async (tx) => {
      const found = await recordingRow(tx, id);
      if (!found) throw new AppError('notFound.record', { entity: 'recording', id });
      requireThere(found);
      const { evidenceId, name, sha256 } = found;
      await insertViewing(tx, { ...asked, evidenceId, reason });
      await tx.audit({ action, object: 'recording', ref: id, actor, reason, after: { name, sha256 } });
      return { row: found, shown: await shownRecording(tx, asked) };
    });
    if (!shown) throw new Error(`recording ${id} is gone inside its own transaction`);
    await this.#proxyFor(id, shown, actor.personId);
    const playback = await this.#playback(row, shown);
    const { sha256, name, probed } = shown;
    if (row.playWay !== 'none' && (playback.posterUrl === null || playback.filmstrip === null))
      this.deps.stills.begin({ id, sha256, name, probed });
    return playback;
  }

  /** @throws AppError `notFound.record`, `permission.scope` when it was not opened today, `evidence.*` */
  async playback(id: number, context: CallContext): Promise<Playback> {
    const { row, shown } = await this.#opened(id, context);
    return this.#playback(row, shown);
  }

  /** Tries anew what could not be made into a copy for playing. @throws as `playback` */
  async convert(id: number, context: CallContext): Promise<Playback> {
    const { row, shown } = await this.#opened(id, context);
    await this.deps.failures.forget(shown.sha256);
    await this.#proxyFor(id, shown, context.actor.personId);
    return this.#playback(row, shown);
  }

  async #opened(
    id: number,
    { command, actor, now }: CallContext,
  ): Promise<{ row: RecordingRow; shown: ShownRecording }> {
    const asked = { recordingId: id, personId: actor.personId, now };
    const { row, shown } = await this.deps.database.read(command, async (reader) => ({
      row: await recordingRow(reader, id),
      shown: await shownRecording(reader, asked),
    }));
    if (!row || !shown) throw new AppError('notFound.record', { entity: 'recording', id });
    if (!shown.opened) throw new AppError('permission.scope', { entity: 'recording' });
    requireThere(row);
    return { row, shown };
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
    const asked = { recordingId: id, personId: viewer.actor.personId, now: clock() };
    const file = await database.read('footage.show', (reader) => shownRecording(reader, asked));
    if (!file) return 'missing';
    if (!file.opened || file.locked || file.disposed) return 'denied';
    return (await this.#shown(id, part, file)) ?? 'missing';
  }

  async #shown(id: number, part: RecordingPart, file: ShownRecording): Promise<Shown | null> {
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

  /** Begins the copy that is needed for playing it, and gives a quick one the time it needs. */
  async #proxyFor(id: number, { sha256, name, playWay, probed }: ShownRecording, personId: number): Promise<void> {
    const { renditions, proxies, failures } = this.deps;
    if (playWay !== 'proxy' || (await renditions.sizeOf(sha256, 'play')) !== null) return;
    if (await failures.has(sha256)) return;
    const { begun } = await proxies.begin({ id, sha256, name, probed }, personId);
    await Promise.race([begun, wait(PATIENCE_MS, undefined, { ref: false })]);
  }

  async #playback(recording: RecordingRow, shown: ShownRecording): Promise<Playback> {
    const { id, sha256 } = recording;
    const { renditions, stills } = this.deps;
    const [source, poster, strip] = await Promise.all([
      this.#source(id, shown),
      renditions.sizeOf(sha256, 'poster'),
      stills.stripOf(sha256),
    ]);
    return {
      recording,
      source,
      posterUrl: poster === null ? null : recordingUrl(id, 'poster'),
      filmstrip: strip && { url: recordingUrl(id, 'strip'), ...strip },
    };
  }

  async #source(id: number, shown: ShownRecording): Promise<Playback['source']> {
    const { store, renditions, proxies } = this.deps;
    const { sha256, bytes, playWay, mediaType, probed } = shown;
    const url = recordingUrl(id, 'play');
    if (!(await store.has(sha256, bytes))) return { kind: 'none', why: 'missing' };
    if (playWay === 'none') return { kind: 'none', why: whyNot(probed) };
    if (playWay === 'as_is') return { kind: 'file', url, mediaType };
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
const whyNot = ({ reason, flaws }: Probed): string => reason ?? (flaws.includes('tiny') ? 'tiny' : 'unknown');
