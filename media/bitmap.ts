import { AppError } from '../domain/errors.js';
import type { Bitmap } from './caption.js';
import type { Ffmpeg } from './ffmpeg.js';
import { runForBytes } from './runner.js';

const LIMIT_MS = 20_000;

/**
 * Reads a picture that we drew ourselves as plain pixels.
 * @throws AppError `media.failed` when it does not have the size it was drawn in
 */
export async function readBitmap(
  { tools }: Ffmpeg,
  file: string,
  { width, height, name }: { width: number; height: number; name: string },
): Promise<Bitmap> {
  const mostBytes = width * height * 4;
  const args = ['-v', 'error', '-nostdin', '-protocol_whitelist', 'file,pipe', '-f', 'png_pipe', '-i', file];
  const output = ['-f', 'rawvideo', '-pix_fmt', 'rgba', 'pipe:1'];
  const rgba = await runForBytes(tools.ffmpeg, [...args, ...output], { timeoutMs: LIMIT_MS, mostBytes: mostBytes + 1 });
  if (rgba?.length !== mostBytes) throw new AppError('media.failed', { name });
  return { width, height, rgba };
}
