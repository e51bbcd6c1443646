import { basename } from 'node:path';
import type { Database } from '../../../db/database.js';
import type { ErrorCode } from '../../../domain/errors.js';
import { AppError } from '../../../domain/errors.js';
import type { MediaToolsState } from '../../../domain/footage/custody.js';
import { findMediaTools, type MediaTools, type ToolRefusal, type ToolSearch } from '../../../media/binaries.js';
import { worksReally } from '../../../media/trial.js';
import type { CallContext } from '../../ipc/context.js';
import type { FileTokens } from '../files.js';

/** Where this computer keeps which ffmpeg a person chose. */
export interface ChosenTool {
  get(): string | null;
  set(path: string | null): void;
}

interface Dependencies {
  database: Database;
  files: FileTokens;
  chosen: ChosenTool;
}

const refusals: Readonly<Record<ToolRefusal['why'], ErrorCode>> = {
  missing: 'media.binaryMissing',
  garbage: 'media.binaryMissing',
  noFfprobe: 'media.binaryMissing',
  hanging: 'media.hanging',
  old: 'media.tooOld',
};

/** The programs for video of this computer: found once, asked what they can do, and kept until another is chosen. */
export class MediaToolbox {
  #found: Promise<ToolSearch> | null = null;

  constructor(private readonly deps: Dependencies) {}

  /** @throws AppError `media.binaryMissing` when there is none that starts, naming the one that is missing */
  async require(): Promise<MediaTools> {
    const { tools, refused } = await this.#find();
    if (tools) return tools;
    // Somebody may put one in place while the console runs.
    this.#found = null;
    const isAlone = refused.some(({ why }) => why === 'noFfprobe');
    throw new AppError('media.binaryMissing', { name: isAlone ? 'ffprobe' : 'ffmpeg' });
  }

  async state(): Promise<MediaToolsState> {
    const { tools, refused } = await this.#find();
    if (!tools) this.#found = null;
    const { source = null, version = null, lacks = [] } = tools ?? {};
    const passedOver = refused.map(({ source: place, why }) => ({ source: place, why }));
    return { source, version, lacks, refused: passedOver, chosen: this.deps.chosen.get() };
  }

  /**
   * Uses the ffmpeg behind a token, a file or the folder it lies in, once it has shown what it is; null goes back to
   * the own choice.
   * @throws AppError `file.token`, `media.binaryMissing`, `media.hanging`, `media.idle`
   */
  async choose(token: string | null, context: CallContext): Promise<MediaToolsState> {
    const path = token === null ? null : this.deps.files.takeAny(token).path;
    const found = await findMediaTools(path);
    if (path !== null && found.tools?.source !== 'settings') {
      const why = found.refused.find(({ source }) => source === 'settings')?.why ?? 'missing';
      throw new AppError(refusals[why], { name: basename(path) });
    }
    if (path !== null && found.tools && !(await worksReally(found.tools)))
      throw new AppError('media.idle', { name: basename(path) });
    const before = this.deps.chosen.get();
    await this.deps.database.write(context.command, async (tx) => {
      const { actor, command: action } = context;
      await tx.audit({
        action,
        object: 'settings',
        ref: null,
        actor,
        before: { ffmpeg: before },
        after: { ffmpeg: path, version: found.tools?.version ?? null },
      });
    });
    this.deps.chosen.set(path);
    this.#found = Promise.resolve(found);
    return this.state();
  }

  #find(): Promise<ToolSearch> {
    this.#found ??= findMediaTools(this.deps.chosen.get());
    return this.#found;
  }
}
