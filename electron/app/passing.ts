import { randomBytes } from 'node:crypto';
import { chmod, copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A copy of a file for another program, read-only and in a folder of its own.
 * @param folder where passing files lie, which every start empties
 * @returns its path
 */
export async function passingCopy(folder: string, file: string, name: string): Promise<string> {
  const own = join(folder, randomBytes(6).toString('hex'));
  await mkdir(own, { recursive: true, mode: 0o700 });
  const copy = join(own, name);
  await copyFile(file, copy);
  await chmod(copy, 0o400);
  return copy;
}
