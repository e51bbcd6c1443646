import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A program that behaves as its shell script says. @returns its path */
export async function program(folder: string, name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}
