import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Lets work happen in a folder of its own beside the file it is for, and puts the finished file in its place as the last
 * step. The folder is gone afterwards, however the work ended; nothing else is ever left beside the target.
 * @param work gets the folder, answers with the path of the finished file in it and with what it found
 */
export async function inJobFolder<Found>(
  target: string,
  work: (folder: string) => Promise<{ file: string; found: Found }>,
): Promise<Found> {
  const folder = join(dirname(target), `${randomUUID()}.work`);
  await mkdir(folder, { mode: 0o700 });
  try {
    const { file, found } = await work(folder);
    await rename(file, target);
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * Empties a folder in which nothing but unfinished work lies: what a killed process left. Run before any is begun.
 * @returns how many pieces of work there were
 */
export async function sweepWork(folder: string): Promise<number> {
  const left = await readdir(folder).catch(() => []);
  for (const entry of left) await rm(join(folder, entry), { recursive: true, force: true, maxRetries: 3 });
  return left.length;
}
