import { readFileSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { preferences, type Preferences } from '../../domain/contract/commands/system.js';

const windowState = z.strictObject({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(1),
  height: z.int().min(1),
  maximized: z.boolean(),
  zoom: z.number(),
});
export type WindowState = z.infer<typeof windowState>;

const file = z.object({
  preferences: preferences.catch({ language: 'system', theme: 'system', textSize: 'normal', railFolded: false }),
  window: windowState.nullable().catch(null),
  /** The ffmpeg a person chose; null for the console's own choice. */
  ffmpeg: z.string().nullable().catch(null),
});

/** Preferences of this computer and the place of the window: a small JSON file beside the data, replaced as a whole. */
export class Settings {
  #value: z.infer<typeof file>;
  #tail: Promise<void> = Promise.resolve();

  /** Reads the file; what is missing or damaged falls back to the defaults, field by field. */
  constructor(private readonly path: string) {
    let found: unknown;
    try {
      found = JSON.parse(readFileSync(path, 'utf8'));
    } catch {
      found = {};
    }
    this.#value = file.catch(file.parse({})).parse(found);
  }

  get preferences(): Preferences {
    return this.#value.preferences;
  }

  get window(): WindowState | null {
    return this.#value.window;
  }

  get ffmpeg(): string | null {
    return this.#value.ffmpeg;
  }

  /** Keeps the change in memory at once and on the disk soon; a read-only disk costs only the memory of it. */
  update(change: Partial<z.infer<typeof file>>): void {
    this.#value = { ...this.#value, ...change };
    this.#tail = this.#tail.then(() => this.#save()).catch(() => undefined);
  }

  flush(): Promise<void> {
    return this.#tail;
  }

  async #save(): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const part = `${this.path}.part`;
    const handle = await open(part, 'w');
    try {
      await handle.writeFile(JSON.stringify(this.#value, null, 2));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, this.path);
  }
}
