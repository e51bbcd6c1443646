import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MediaTools } from './binaries.js';
import { runToEnd } from './runner.js';

const LIMIT_MS = 10_000;
const SIDE = 16;
const FRAMES = 3;

/**
 * Lets ffmpeg make three small pictures into a recording and ffprobe count them, of parts every build has: a program can
 * say a version and do nothing.
 * @returns whether the work came out
 */
export async function worksReally({ ffmpeg, ffprobe }: Pick<MediaTools, 'ffmpeg' | 'ffprobe'>): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'mingcha-trial-'));
  const [raw, made] = [join(folder, 'in.gray'), join(folder, 'out.avi')];
  const input = ['-f', 'rawvideo', '-pix_fmt', 'gray', '-s', `${SIDE}x${SIDE}`, '-r', '25', '-i', raw];
  const output = ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-f', 'avi', '-y', made];
  const count = ['-count_packets', '-show_entries', 'stream=nb_read_packets', '-of', 'csv=p=0', made];
  try {
    await writeFile(raw, Buffer.alloc(SIDE * SIDE * FRAMES, 128));
    await runToEnd(ffmpeg, ['-v', 'error', '-nostdin', ...input, ...output], LIMIT_MS, 'SIGKILL');
    const { code, stdout } = await runToEnd(ffprobe, ['-v', 'error', ...count], LIMIT_MS, 'SIGKILL');
    return code === 0 && Number.parseInt(stdout, 10) === FRAMES;
  } catch {
    return false;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
