import { randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Small pictures made at a time; each is a process of its own. */
const AT_ONCE = 2;

/**
 * Small pictures, made when they are first asked for and kept beside the evidence. They are remade at will and are no
 * evidence: the folder may be emptied at any time.
 */
export class Thumbs {
  readonly #making = new Map<string, Promise<Buffer>>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** @param recipe part of their names: another way of making them makes them anew */
  constructor(
    private readonly folder: string,
    private readonly recipe: string,
  ) {}

  /**
   * The small picture of these bytes. Asked for twice at once, it is made once.
   * @param make makes it, as a JPEG
   */
  async of(sha256: string, make: () => Promise<Buffer>): Promise<Buffer> {
    const file = join(this.folder, sha256.slice(0, 2), `${sha256}-${this.recipe}.jpg`);
    const there = await readFile(file).catch(() => null);
    if (there && there.length > 0) return there;
    const under = this.#making.get(sha256) ?? this.#make(file, make).finally(() => this.#making.delete(sha256));
    this.#making.set(sha256, under);
    return under;
  }

  /** Removes what a killed process left half written. */
  async sweep(): Promise<void> {
    const entries = await readdir(this.folder, { recursive: true }).catch(() => []);
    for (const entry of entries) if (entry.endsWith('.part')) await rm(join(this.folder, entry), { force: true });
  }

  async #make(file: string, make: () => Promise<Buffer>): Promise<Buffer> {
    while (this.#running >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
    try {
      const bytes = await make();
      await this.#write(file, bytes);
      return bytes;
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  /** A full or read-only disk costs the next asking a moment, no picture. */
  async #write(file: string, bytes: Buffer): Promise<void> {
    const part = join(dirname(file), `${randomUUID()}.part`);
    try {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeFile(part, bytes, { mode: 0o600 });
      await rename(part, file);
    } catch {
      await rm(part, { force: true }).catch(() => undefined);
    }
  }
}
