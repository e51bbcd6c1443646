import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What is made of a recording to show it; everything of it can be made again. */
const names = {
  play: 'play.mp4',
  poster: 'poster.jpg',
  strip: 'strip.jpg',
  tiles: 'strip.json',
  failure: 'failure.json',
} as const;
export type Rendition = keyof typeof names;

const HASH = /^[0-9a-f]{64}$/;

/** Files made for showing, in a folder for each recording named by the SHA-256 of its bytes. */
export class Renditions {
  constructor(private readonly folder: string) {}

  /** @throws Error when it is no hash: no other text becomes a path */
  pathOf(sha256: string, rendition: Rendition): string {
    return join(this.folderOf(sha256), names[rendition]);
  }

  folderOf(sha256: string): string {
    if (!HASH.test(sha256)) throw new Error('not a SHA-256');
    return join(this.folder, sha256);
  }

  /** Its length in bytes; null while it has not been made. */
  async sizeOf(sha256: string, rendition: Rendition): Promise<number | null> {
    const found = await stat(this.pathOf(sha256, rendition)).catch(() => null);
    return found?.isFile() ? found.size : null;
  }

  /** A rendition that is data; null while it has not been made or cannot be read. */
  async jsonOf(sha256: string, rendition: Rendition): Promise<unknown> {
    try {
      return JSON.parse(await readFile(this.pathOf(sha256, rendition), 'utf8')) as unknown;
    } catch {
      return null;
    }
  }

  /** Takes away everything made of these bytes. */
  async remove(sha256: string): Promise<void> {
    await rm(this.folderOf(sha256), { recursive: true, force: true });
  }

  /** Removes what a killed process left half made. Run before anything is made. @returns how many files */
  async sweep(): Promise<number> {
    let parts = 0;
    for (const sha256 of await readdir(this.folder).catch(() => [])) {
      for (const file of await readdir(join(this.folder, sha256)).catch(() => [])) {
        if (!file.endsWith('.part')) continue;
        await rm(join(this.folder, sha256, file), { force: true, recursive: true });
        parts += 1;
      }
    }
    return parts;
  }
}
