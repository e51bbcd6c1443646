import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Probed } from '../../../domain/footage/probed.js';
import type { EvidenceStore } from '../../../media/evidence-store.js';
import type { Growing } from '../../../media/growing.js';
import { makeProxy } from '../../../media/proxy.js';
import type { JobControl, JobManager, JobResult } from '../../jobs/manager.js';
import type { AtWork } from '../custody/at-work.js';
import type { ProxyFailures } from './failures.js';
import type { Renditions } from './renditions.js';
import type { MediaToolbox } from './tools.js';
import { Turns } from './turns.js';

/** A proxy on its way. */
export interface ProxyWork {
  jobId: number;
  /** What can be watched meanwhile; null while there is nothing yet. */
  growing: Growing | null;
  /** Settles once it can be watched, and at the end of the work, however that came. */
  begun: Promise<void>;
}

export interface ProxySource {
  id: number;
  sha256: string;
  name: string;
  probed: Probed;
}

interface Dependencies {
  jobs: JobManager;
  store: EvidenceStore;
  renditions: Renditions;
  toolbox: MediaToolbox;
  atWork: AtWork;
  failures: ProxyFailures;
  /** The recording can be played otherwise than before. */
  changed: (recordingId: number) => void;
  /** A proxy is there. */
  made: (source: ProxySource) => void;
}

/** Coding uses every core it gets: more at once only makes everybody wait longer. */
const AT_ONCE = 2;

/** Copies for playing of what the player does not take: one per recording at a time, each a job. */
export class Proxies {
  readonly #work = new Map<number, Promise<ProxyWork>>();
  readonly #turns = new Turns(AT_ONCE);

  constructor(private readonly deps: Dependencies) {}

  /** The work that is under way; null when there is none. */
  async of(recordingId: number): Promise<ProxyWork | null> {
    return (await this.#work.get(recordingId)) ?? null;
  }

  /** Begins a proxy, or joins the work that is under way. */
  begin(source: ProxySource, personId: number): Promise<ProxyWork> {
    const running = this.#work.get(source.id);
    if (running) return running;
    const started = this.#start(source, personId);
    this.#work.set(source.id, started);
    started.catch(() => this.#work.delete(source.id));
    return started;
  }

  async #start(source: ProxySource, personId: number): Promise<ProxyWork> {
    const { jobs, changed } = this.deps;
    let tell: () => void = () => undefined;
    const work: ProxyWork = { jobId: 0, growing: null, begun: new Promise((resolve) => (tell = resolve)) };
    const grows = (growing: Growing): void => {
      work.growing = growing;
      tell();
      changed(source.id);
    };
    work.jobId = await jobs.start(
      { kind: 'footage.proxy', subject: source.name, cancellable: true, personId },
      (control) =>
        this.#turns
          .take(control.signal, () => this.deps.atWork.on(source, () => this.#make(source, control, grows)))
          .catch(async (error: unknown) => {
            await this.deps.failures.note(source.sha256, error);
            throw error;
          })
          .finally(() => {
            this.#work.delete(source.id);
            tell();
            changed(source.id);
          }),
    );
    return work;
  }

  async #make(source: ProxySource, control: JobControl, growing: (growing: Growing) => void): Promise<JobResult> {
    const { store, renditions, toolbox, made } = this.deps;
    const { sha256, name, probed } = source;
    const target = renditions.pathOf(sha256, 'play');
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const { signal } = control;
    const proxy = await makeProxy(await toolbox.require(), {
      source: store.pathOf(sha256),
      probed,
      target,
      name,
      signal,
      report: (percent) => control.report(percent),
      growing,
    });
    made(source);
    return { way: proxy.way, bytes: proxy.bytes };
  }
}
