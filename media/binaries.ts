import { existsSync } from 'node:fs';
import { runToEnd } from './runner.js';

export interface Binary {
  path: string;
  /** As it says of itself, e.g. `6.1.1`. */
  version: string;
}

const START_LIMIT_MS = 5000;

/** Where ffmpeg may be: the one that is shipped, then the system's. Its package installs without the file when scripts are blocked. */
async function candidates(): Promise<string[]> {
  const shipped = await import('ffmpeg-static').then(
    (module) => module.default,
    () => null,
  );
  const unpacked = shipped?.replace('app.asar', 'app.asar.unpacked');
  return [...(unpacked && existsSync(unpacked) ? [unpacked] : []), 'ffmpeg'];
}

/** Finds an ffmpeg that really starts. @returns null when there is none on this computer */
export async function findFfmpeg(): Promise<Binary | null> {
  for (const path of await candidates()) {
    const outcome = await runToEnd(path, ['-version'], START_LIMIT_MS).catch(() => null);
    const version = outcome?.code === 0 ? /^ffmpeg version (\S+)/.exec(outcome.stdout)?.[1] : undefined;
    if (version !== undefined) return { path, version };
  }
  return null;
}
