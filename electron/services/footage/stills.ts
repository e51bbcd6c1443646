import { mkdir, writeFile, rename } from 'node:fs/promises';
import { z } from 'zod';
import { isAppError } from '../../../domain/errors.js';
import type { EvidenceStore } from '../../../media/evidence-store.js';
import { makeFilmstrip } from '../../../media/filmstrip.js';
import { canJump } from '../../../media/key-frames.js';
import { makePoster } from '../../../media/poster.js';
import { probeMedia } from '../../../media/probe.js';
import type { Log } from '../../app/log.js';
import type { AtWork } from '../custody/at-work.js';
import type { ProxySource } from './proxies.js';
import type { Renditions } from './renditions.js';
import type { MediaToolbox } from './tools.js';

interface Dependencies {
  store: EvidenceStore;
  renditions: Renditions;
  toolbox: MediaToolbox;
  atWork: AtWork;
  log: Log;
  /** Pictures of the recording are there that were not. */
  changed: (recordingId: number) => void;
}

const strip = z.strictObject({
  columns: z.int(),
  tileWidth: z.int(),
  tileHeight: z.int(),
  timesMs: z.array(z.number()),
});
type Strip = z.infer<typeof strip>;

/** The poster and the filmstrip of a recording, made in the background when it is opened without them. */
export class Stills {
  readonly #ending = new AbortController();
  readonly #making = new Map<string, Promise<void>>();

  constructor(private readonly deps: Dependencies) {}

  /** Begins what is missing. A recording that cannot be jumped in gets its strip once there is a proxy of it. */
  begin(source: ProxySource): void {
    if (this.#ending.signal.aborted) return;
    const { sha256, id } = source;
    // What is being made may lack what has come since: it is looked at again afterwards.
    const made = (this.#making.get(sha256) ?? Promise.resolve())
      .then(() => this.deps.atWork.on(source, () => this.#make(source)))
      .catch((error: unknown) => {
        // Called off with the console, or a picture that cannot be had: the recording is shown without it.
        if (!isAppError(error, 'cancelled')) this.deps.log.error(`stills of recording ${id}`, error);
      })
      .finally(() => {
        if (this.#making.get(sha256) === made) this.#making.delete(sha256);
      });
    this.#making.set(sha256, made);
  }

  /** Waits for what is being made of these bytes. */
  async settled(sha256: string): Promise<void> {
    await this.#making.get(sha256);
  }

  async shutdown(): Promise<void> {
    this.#ending.abort();
    await Promise.all(this.#making.values());
  }

  /** Null while there is none. */
  async stripOf(sha256: string): Promise<Strip | null> {
    const { renditions } = this.deps;
    if ((await renditions.sizeOf(sha256, 'strip')) === null) return null;
    return strip.safeParse(await renditions.jsonOf(sha256, 'tiles')).data ?? null;
  }

  async #make(source: ProxySource): Promise<void> {
    const { renditions, toolbox, store, changed } = this.deps;
    const { id, sha256, name, probed } = source;
    if (probed.kind !== 'video') return;
    const { signal } = this.#ending;
    const [poster, tiles] = [renditions.pathOf(sha256, 'poster'), renditions.pathOf(sha256, 'strip')];
    const tools = await toolbox.require();
    await mkdir(renditions.folderOf(sha256), { recursive: true, mode: 0o700 });
    if ((await renditions.sizeOf(sha256, 'poster')) === null) {
      await makePoster(tools, { source: store.pathOf(sha256), probed, name, signal, target: poster });
      changed(id);
    }
    if ((await this.stripOf(sha256)) !== null) return;
    const from = await this.#jumpable(source);
    if (!from) return;
    const made = await makeFilmstrip(tools, { ...from, name, signal, target: tiles });
    const file = renditions.pathOf(sha256, 'tiles');
    await writeFile(`${file}.part`, JSON.stringify(made));
    await rename(`${file}.part`, file);
    changed(id);
  }

  /** What the strip is taken from: the recording, or its proxy; null while neither will do. */
  async #jumpable({
    sha256,
    name,
    probed,
  }: ProxySource): Promise<{ source: string; probed: ProxySource['probed'] } | null> {
    const { renditions, store, toolbox } = this.deps;
    if (canJump(probed)) return { source: store.pathOf(sha256), probed };
    if ((await renditions.sizeOf(sha256, 'play')) === null) return null;
    const proxy = renditions.pathOf(sha256, 'play');
    return { source: proxy, probed: await probeMedia(await toolbox.require(), proxy, { name }) };
  }
}
