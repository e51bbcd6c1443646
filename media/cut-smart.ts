import { join } from 'node:path';
import { reorderings, type SmartPlan } from '../domain/footage/cut.js';
import { ticksToMs } from '../domain/footage/packets.js';
import { beginsAnew, CutMiss } from './cut-check.js';
import type { CutPlan } from './cut-plan.js';
import { AS_MP4, entries, LEAD_SECONDS, OWN_TIMES, seconds, seekTo, type MadeCut } from './encode.js';
import type { Ffmpeg, RunOrder } from './ffmpeg.js';
import { hashingTo, readHashes } from './frame-hash.js';
import { soundFile } from './sound.js';
import type { Source } from './source.js';

type Order = Pick<RunOrder, 'name' | 'signal' | 'report'>;

/** Parts are laid on one clock that begins here, away from 0 and from the end of what 33 bits hold. */
const SHIFT_SECONDS = 10;

const profiles: Readonly<Record<string, string>> = {
  Baseline: 'baseline',
  'Constrained Baseline': 'baseline',
  Main: 'main',
  High: 'high',
};

/** Why the middle of such a recording cannot be joined to newly made parts; null when it can. */
export function whyNotSmart(ffmpeg: Ffmpeg, { source, smart }: CutPlan): string | null {
  const { codec, pixFmt, rotation, isInterlaced, profile } = source;
  const { lacks } = ffmpeg.tools;
  const reasons: readonly [boolean, string][] = [
    [codec !== 'h264' && codec !== 'hevc', 'codec'],
    [smart === null, 'noClosedKey'],
    [rotation !== 0, 'rotation'],
    [isInterlaced, 'interlaced'],
    [pixFmt !== 'yuv420p' && !(codec === 'h264' && pixFmt === 'yuvj420p'), 'pixelFormat'],
    [codec === 'h264' && profiles[profile] === undefined, 'profile'],
    [codec === 'hevc' && lacks.includes('libx265'), 'libx265'],
    [lacks.includes('mpegts'), 'mpegts'],
  ];
  return reasons.find(([applies]) => applies)?.[1] ?? null;
}

/** How the made parts are encoded so that they fit the copied one: same order of frames, same look. */
function encoder(source: Source, { reorderFrames }: SmartPlan): string[] {
  const { bFrames, pyramid } = reorderings[Math.min(reorderFrames, reorderings.length - 1)] ?? {
    bFrames: 0,
    pyramid: false,
  };
  if (source.codec === 'hevc') {
    const order = `bframes=${bFrames}:b-pyramid=${Number(pyramid)}`;
    return [
      ...['-c:v', 'libx265', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-x265-params'],
      `crf=18:${order}:keyint=9999:repeat-headers=1:log-level=error`,
    ];
  }
  return [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', '-pix_fmt', source.pixFmt, '-g', '9999'],
    ...['-profile:v', profiles[source.profile] ?? 'high', '-bf', String(bFrames)],
    ...['-x264-params', `b-pyramid=${pyramid ? 'normal' : 'none'}:scenecut=0`],
  ];
}

/**
 * Makes head and tail anew, copies the middle, and joins them.
 * @param folder of its own, where everything is written
 * @throws CutMiss when the middle cannot be had as planned
 */
export async function cutSmart(ffmpeg: Ffmpeg, plan: CutPlan, folder: string, order: Order): Promise<MadeCut> {
  const { source, smart, asked } = plan;
  if (!smart) throw new CutMiss('noClosedKey');
  const tickSeconds = (tick: number): number => ticksToMs(tick, source.timeBase) / 1000;
  const inSeconds = tickSeconds(asked.ticks[0] ?? 0);
  const ts = [
    ...['-output_ts_offset', seconds(SHIFT_SECONDS - inSeconds), '-muxdelay', '0', '-muxpreload', '0'],
    ...['-avoid_negative_ts', 'disabled', '-f', 'mpegts'],
  ];
  const make = async (part: NonNullable<SmartPlan['head']>, key: number | null, file: string): Promise<string> => {
    const trim = `trim=start_pts=${part.fromTick}:end_pts=${part.untilTick}`;
    await ffmpeg.run(
      [
        ...['-copyts', ...source.before, ...seekTo(key === null ? null : key - LEAD_SECONDS), '-i', source.file],
        ...['-map', '0:v:0', '-vf', trim, ...OWN_TIMES, ...encoder(source, smart), ...ts, file],
      ],
      { ...order, sources: [source.file], cwd: folder },
    );
    return file;
  };
  const parts: string[] = [];
  const hashes = await copyMiddle(ffmpeg, plan, smart, folder, ts, order);
  if (smart.head) parts.push(await make(smart.head, plan.keySeconds, 'head.ts'));
  parts.push('middle.ts');
  if (smart.tail) {
    const key = plan.keySeconds === null ? null : tickSeconds(smart.tail.fromTick) - source.startSeconds;
    parts.push(await make(smart.tail, key, 'tail.ts'));
  }
  const sound = await soundFile(ffmpeg, plan, folder, order);
  const soundIn = sound ? ['-i', sound.file] : [];
  const soundOut = sound ? ['-map', '1:a:0', ...sound.encode] : [];
  const tag = source.codec === 'hevc' ? ['-tag:v', 'hvc1'] : [];
  const joined = ['-i', `concat:${parts.join('|')}`, ...soundIn, '-map', '0:v:0', '-c:v', 'copy', ...tag];
  await ffmpeg.run([...joined, ...soundOut, ...AS_MP4, 'joined.mp4'], {
    ...{ ...order, sources: [], joins: true, cwd: folder },
    plannedMs: (tickSeconds(asked.endTick) - inSeconds) * 1000,
  });
  return { file: 'joined.mp4', middle: { after: smart.headFrames, hashes } };
}

/**
 * Copies the planned packets and nothing else: the time of every one is compared with the plan.
 * @returns their hashes
 */
async function copyMiddle(
  ffmpeg: Ffmpeg,
  { source }: CutPlan,
  smart: SmartPlan,
  folder: string,
  ts: readonly string[],
  order: Order,
): Promise<string[]> {
  const start = ticksToMs(smart.middle[0]?.pts ?? 0, source.timeBase) / 1000 - source.startSeconds;
  const stream = source.codec === 'hevc' ? 'hevc' : 'h264';
  const most = ['-frames:v', String(smart.middle.length)];
  for (const place of entries(source, start)) {
    await ffmpeg.run(
      [
        ...['-copyts', ...source.before, ...seekTo(place), '-i', source.file],
        ...['-map', '0:v:0', '-c', 'copy', ...most, ...ts, 'middle.ts'],
        ...[...most, ...hashingTo('middle.txt', source.codec)],
        ...['-map', '0:v:0', '-c', 'copy', '-frames:v', '1', '-bsf:v', `${stream}_mp4toannexb`, '-f', stream, 'first'],
      ],
      { ...order, sources: [source.file], cwd: folder },
    );
    const { timeBase, packets } = await readHashes(join(folder, 'middle.txt'), order.name);
    const scale = (timeBase.num * source.timeBase.den) / (timeBase.den * source.timeBase.num);
    const isPlanned =
      packets.length === smart.middle.length &&
      packets.every(({ pts }, index) => Math.abs(pts * scale - (smart.middle[index]?.pts ?? Number.NaN)) < 0.5);
    if (!isPlanned) continue;
    if (!(await beginsAnew(join(folder, 'first'), source.codec))) throw new CutMiss('openGroup');
    return packets.map(({ hash }) => hash);
  }
  throw new CutMiss('middleNotFound');
}
