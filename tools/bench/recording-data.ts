import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MediaTools } from '../../media/binaries.js';
import { runToEnd } from '../../media/runner.js';

/** Changes when the same minutes would be made differently. */
const VERSION = 1;
const LIMIT_MS = 1_800_000;

/** Frames a second and between two key frames, as hall recorders have them. */
export const FPS = 25;
const GOP = 50;

/** Runs ffmpeg plainly. @throws Error with its words */
export async function plainly(tools: MediaTools, args: readonly string[]): Promise<void> {
  const outcome = await runToEnd(tools.ffmpeg, ['-v', 'error', '-nostdin', '-y', ...args], LIMIT_MS);
  if (outcome.code !== 0) throw new Error(`${args.join(' ')}: ${outcome.stderr}`);
}

/**
 * A 1080p25 recording in H.264 with B-frames at 2.2 Mbit/s: one minute coded, then repeated by copying. Made once, kept
 * in the folder for temporary files, reused by the next run.
 * @returns its path
 */
export async function recordingOf(tools: MediaTools, minutes: number): Promise<string> {
  const folder = join(tmpdir(), `mingcha-bench-recording-${VERSION}`);
  await mkdir(folder, { recursive: true });
  const once = async (name: string, make: (part: string) => Promise<void>): Promise<string> => {
    const file = join(folder, name);
    if (existsSync(file) && (await stat(file)).size > 0) return file;
    const part = join(folder, `${randomUUID()}.part`);
    try {
      await make(part);
      await rename(part, file);
    } finally {
      await rm(part, { force: true });
    }
    return file;
  };
  const minute = await once('minute.mp4', (part) => {
    console.error('  making a minute of 1080p, once');
    const picture = `testsrc2=s=1920x1080:r=${FPS}:d=60,noise=alls=3:allf=t`;
    const coded = ['-c:v', 'libx264', '-preset', 'superfast', '-b:v', '2200k', '-bf', '2', '-g', String(GOP)];
    const output = ['-pix_fmt', 'yuv420p', '-sc_threshold', '0', '-f', 'mp4', part];
    return plainly(tools, ['-f', 'lavfi', '-i', picture, ...coded, ...output]);
  });
  return once(`minutes-${minutes}.mp4`, (part) =>
    plainly(tools, ['-stream_loop', String(minutes - 1), '-i', minute, '-c', 'copy', '-f', 'mp4', part]),
  );
}
