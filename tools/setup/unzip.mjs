import { chmodSync, createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SetupError } from './errors.mjs';

/** Bits of the Unix mode that a zip entry carries above its DOS attributes. */
const MODE_SHIFT = 16;

/**
 * Unpacks chosen entries of a zip file.
 * @param {string} zip
 * @param {string} folder
 * @param {(name: string) => string | null} place relative path for an entry, or null to leave it out
 * @param {(percent: number) => void} [progress]
 */
export async function unzip(zip, folder, place, progress) {
  const { openPromise } = (await import('yauzl')).default;
  const archive = await openPromise(zip, { lazyEntries: true });
  try {
    let done = 0;
    for await (const entry of archive.eachEntry()) {
      done += 1;
      progress?.(Math.round((done / archive.entryCount) * 100));
      const target = place(entry.fileName);
      if (target === null || entry.fileName.endsWith('/')) continue;
      const file = path.resolve(folder, target);
      if (!file.startsWith(path.resolve(folder) + path.sep)) {
        throw new SetupError(`the archive wants to write outside its folder: ${entry.fileName}`);
      }
      mkdirSync(path.dirname(file), { recursive: true });
      await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(file));
      const mode = (entry.externalFileAttributes >>> MODE_SHIFT) & 0o777;
      if (mode) chmodSync(file, mode);
    }
  } finally {
    archive.close();
  }
}
