import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { isAppError, type ErrorCode } from '../../../domain/errors.js';
import type { Renditions } from './renditions.js';
import type { MediaToolbox } from './tools.js';

/** What the same program will say of the same bytes again. Anything else may be otherwise the next time. */
const lasting = ['media.failed', 'media.incomplete', 'media.hanging', 'media.notPlayable', 'media.lacks'] as const;

const failure = z.strictObject({ code: z.enum(lasting satisfies readonly ErrorCode[]), version: z.string() });

/** Recordings that could not be made into what the player takes, so that not every opening tries in vain. */
export class ProxyFailures {
  constructor(private readonly deps: { renditions: Renditions; toolbox: MediaToolbox }) {}

  /** Whether the program of today has failed at these bytes before. */
  async has(sha256: string): Promise<boolean> {
    const known = failure.safeParse(await this.deps.renditions.jsonOf(sha256, 'failure')).data;
    return known !== undefined && known.version === (await this.deps.toolbox.state()).version;
  }

  async note(sha256: string, error: unknown): Promise<void> {
    const code = lasting.find((each) => isAppError(error, each));
    const { version } = await this.deps.toolbox.state();
    if (code === undefined || version === null) return;
    const { renditions } = this.deps;
    const file = renditions.pathOf(sha256, 'failure');
    await mkdir(renditions.folderOf(sha256), { recursive: true, mode: 0o700 });
    await writeFile(`${file}.part`, JSON.stringify({ code, version }));
    await rename(`${file}.part`, file);
  }

  async forget(sha256: string): Promise<void> {
    await rm(this.deps.renditions.pathOf(sha256, 'failure'), { force: true });
  }
}
