import { join } from 'node:path';
import { CutMiss } from './cut-check.js';
import type { CutPlan } from './cut-plan.js';
import { AS_MP4, entries, seekTo, type MadeCut } from './encode.js';
import type { Ffmpeg, RunOrder } from './ffmpeg.js';
import { hashingTo, readHashes } from './frame-hash.js';
import { soundFile } from './sound.js';

/**
 * Copies a span of a recording whose every frame is a key frame, so that a copy is exact.
 * @param folder of its own, where everything is written
 * @throws CutMiss when the copied packets are not those that were planned
 */
export async function cutCopy(
  ffmpeg: Ffmpeg,
  plan: CutPlan,
  folder: string,
  order: Pick<RunOrder, 'name' | 'signal'>,
): Promise<MadeCut> {
  const hashes = await copyFrames(ffmpeg, plan, folder, order);
  const middle = { after: 0, hashes };
  const sound = await soundFile(ffmpeg, plan, folder, order);
  if (!sound) return { file: 'picture.mp4', middle };
  const both = ['-i', 'picture.mp4', '-i', sound.file, '-map', '0:v:0', '-c:v', 'copy', '-map', '1:a:0'];
  await ffmpeg.run([...both, ...sound.encode, ...AS_MP4, 'copied.mp4'], { ...order, sources: [], cwd: folder });
  return { file: 'copied.mp4', middle };
}

/** @returns hashes of the asked frames, which stand in `picture.mp4` */
async function copyFrames(
  ffmpeg: Ffmpeg,
  { source, asked, keySeconds }: CutPlan,
  folder: string,
  order: Pick<RunOrder, 'name' | 'signal'>,
): Promise<string[]> {
  const most = ['-frames:v', String(asked.ticks.length)];
  for (const place of keySeconds === null ? [0] : entries(source, keySeconds)) {
    await ffmpeg.run(
      [
        ...['-copyts', ...source.before, ...seekTo(place), '-i', source.file],
        ...['-map', '0:v:0', '-c', 'copy', ...most, '-avoid_negative_ts', 'make_zero', ...AS_MP4, 'picture.mp4'],
        ...[...most, ...hashingTo('picture.txt', source.codec)],
      ],
      { ...order, sources: [source.file], cwd: folder },
    );
    const { packets } = await readHashes(join(folder, 'picture.txt'), order.name);
    const isPlanned =
      packets.length === asked.ticks.length && packets.every(({ pts }, index) => pts === asked.ticks[index]);
    if (isPlanned) return packets.map(({ hash }) => hash);
  }
  throw new CutMiss('copied');
}
