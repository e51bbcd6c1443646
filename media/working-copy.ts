import { join } from 'node:path';
import { isAppError } from '../domain/errors.js';
import type { CutSpan } from '../domain/footage/cut.js';
import { seconds } from './encode.js';
import type { Ffmpeg } from './ffmpeg.js';
import { readSource, type Source } from './source.js';

/** Enough after the out-point for what is looked at there. */
const AFTER_SECONDS = 12;

/** Containers that cannot be entered at a frame, or say nothing of when it is shown, with what puts that right. */
const remedies: Readonly<Record<string, readonly string[]>> = {
  // Without reordering a frame is shown when it is decoded.
  avi: ['-bsf:v', 'setts=pts=DTS'],
  dhav: [],
};

/**
 * The recording again, packet by packet, from its beginning to a little after the span, in a container that can be
 * entered at any frame, where its own cannot be and there is something to copy from it.
 * @param folder where the copy is written
 * @returns the recording itself where none is needed or none can be made
 */
export async function workingCopy(
  ffmpeg: Ffmpeg,
  source: Source,
  span: CutSpan,
  folder: string,
  signal?: AbortSignal,
): Promise<Source> {
  const { container, codec, hasReordering, file, name, sound } = source;
  const remedy = remedies[container];
  if (!remedy || hasReordering || (codec !== 'h264' && codec !== 'hevc')) return source;
  const limit = ['-t', seconds(span.outMs / 1000 + AFTER_SECONDS)];
  const streams = ['-map', '0:v:0', ...(sound ? ['-map', '0:a:0'] : []), '-c', 'copy', ...remedy];
  try {
    await ffmpeg.run(['-i', file, ...limit, ...streams, '-f', 'mov', 'working.mov'], {
      ...{ name, signal, sources: [file], cwd: folder, output: join(folder, 'working.mov') },
      plannedMs: span.outMs,
    });
    return await readSource(ffmpeg, join(folder, 'working.mov'), name);
  } catch (error) {
    // Sound that the container cannot hold, times that are not whole: then the span is made anew from the original.
    if (isAppError(error, 'media.failed')) return source;
    throw error;
  }
}
