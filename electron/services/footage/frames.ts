import type { Database } from '../../../db/database.js';
import { shownRecording } from '../../../db/queries/footage-viewings.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { EvidenceStore } from '../../../media/evidence-store.js';
import { Ffmpeg } from '../../../media/ffmpeg.js';
import { framePlaces, type FramePlaces } from '../../../media/frame-places.js';
import type { CallContext } from '../../ipc/context.js';
import type { MediaToolbox } from './tools.js';

interface Dependencies {
  database: Database;
  store: EvidenceStore;
  toolbox: MediaToolbox;
}

/** Longest stretch that is answered at once. */
const MOST_MS = 120_000;
/** Stretches are read in whole minutes, so that stepping on finds them read. */
const MINUTE_MS = 60_000;
/** Lists that are kept; one of a recording read from end to end can hold some hundred thousand places. */
const KEPT = 8;

/** Where frames really stand, read once and kept for a while: stepping asks again and again. */
export class FrameLists {
  readonly #lists = new Map<string, Promise<FramePlaces>>();

  constructor(private readonly deps: Dependencies) {}

  /** @throws AppError `notFound.record`, `permission.scope` when it was not opened today, `evidence.*`, `media.*` */
  async places(input: ParsedInput<'recordings.frames'>, context: CallContext): Promise<number[]> {
    const { id, fromMs } = input;
    const untilMs = Math.min(input.untilMs, fromMs + MOST_MS);
    const asked = { recordingId: id, personId: context.actor.personId, now: context.now };
    const file = await this.deps.database.read(context.command, (reader) => shownRecording(reader, asked));
    if (!file) throw new AppError('notFound.record', { entity: 'recording', id });
    if (!file.opened) throw new AppError('permission.scope', { entity: 'recording' });
    const { name, sha256, probed } = file;
    if (file.disposed) throw new AppError('evidence.disposed', { name });
    if (file.locked) throw new AppError('evidence.locked', { name });
    const [from, until] = [Math.floor(fromMs / MINUTE_MS) * MINUTE_MS, Math.ceil(untilMs / MINUTE_MS) * MINUTE_MS];
    const read = async (): Promise<FramePlaces> => {
      const ffmpeg = new Ffmpeg(await this.deps.toolbox.require());
      return framePlaces(ffmpeg, { file: this.deps.store.pathOf(sha256), probed, name, fromMs: from, untilMs: until });
    };
    const whole = await this.#kept(sha256);
    const { placesMs } = whole ?? (await this.#remember(sha256, `${sha256} ${from} ${until}`, read));
    return placesMs.filter((place) => place >= fromMs && place < untilMs);
  }

  #kept(key: string): Promise<FramePlaces> | undefined {
    const list = this.#lists.get(key);
    if (!list) return undefined;
    this.#lists.delete(key);
    this.#lists.set(key, list);
    return list;
  }

  async #remember(sha256: string, key: string, read: () => Promise<FramePlaces>): Promise<FramePlaces> {
    const kept = this.#kept(key);
    if (kept) return kept;
    const list = read();
    this.#put(key, list);
    list.catch(() => this.#lists.delete(key));
    const places = await list;
    if (places.whole) {
      this.#lists.delete(key);
      this.#put(sha256, list);
    }
    return places;
  }

  #put(key: string, list: Promise<FramePlaces>): void {
    this.#lists.set(key, list);
    for (const oldest of this.#lists.keys()) {
      if (this.#lists.size <= KEPT) break;
      this.#lists.delete(oldest);
    }
  }
}
