import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A program that behaves as its shell script says. @returns its path */
export async function program(folder: string, name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

/** A program of this name that says it is of version 4.4, knows no `.dav`, and does the rest as the script says. */
export function disguised(folder: string, name: 'ffmpeg' | 'ffprobe', script: string): Promise<string> {
  const lists = `case "$*" in -version) echo ${name} version 4.4 Copyright;; *-demuxers*) ;; *) ${script};; esac`;
  return program(folder, name, lists);
}
