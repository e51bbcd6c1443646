import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const ENDING = '.work';

/**
 * Lets work happen in a folder of its own beside the file it is for, and puts the finished file in its place as the last
 * step. The folder is gone afterwards, however the work ended; nothing else is ever left beside the target.
 * @param work gets the folder, answers with the path of the finished file in it and with what it found
 */
export async function inJobFolder<Found>(
  target: string,
  work: (folder: string) => Promise<{ file: string; found: Found }>,
): Promise<Found> {
  const folder = join(dirname(target), `${randomUUID()}${ENDING}`);
  await mkdir(folder, { mode: 0o700 });
  try {
    const { file, found } = await work(folder);
    await rename(file, target);
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Removes the folders of work that was killed. Run before any is begun. @returns how many there were */
export async function sweepJobFolders(folder: string): Promise<number> {
  const left = (await readdir(folder).catch(() => [])).filter((entry) => basename(entry).endsWith(ENDING));
  for (const entry of left) await rm(join(folder, entry), { recursive: true, force: true });
  return left.length;
}
