import { ticksToMs } from '../domain/footage/packets.js';
import type { Source } from './source.js';

/** Evidence is kept close to what the recorder saw: differences are below what the eye finds. */
const QUALITY = ['-preset', 'veryfast', '-crf', '18'];

/** H.264 as every player takes it. */
export const H264 = ['-c:v', 'libx264', ...QUALITY, '-pix_fmt', 'yuv420p'];

/** Frames keep their own times, whatever the rate. */
export const OWN_TIMES = ['-vsync', 'passthrough', '-enc_time_base', '-1'];

/** A result says nothing of where it came from but what is recorded beside it. */
export const AS_MP4 = ['-map_metadata', '-1', '-map_chapters', '-1', '-movflags', '+faststart', '-f', 'mp4'];

/** The same with its index at the end, which spares writing it twice. */
export const AS_QUICK_MP4 = ['-map_metadata', '-1', '-map_chapters', '-1', '-f', 'mp4'];

/** Sizes of an odd number of pixels get one more, black. */
export function evenSize({ width, height }: Pick<Source, 'width' | 'height'>): string[] {
  return width % 2 === 0 && height % 2 === 0 ? [] : ['pad=ceil(iw/2)*2:ceil(ih/2)*2'];
}

/** Seconds for ffmpeg, which reads an exponent as nonsense. */
export const seconds = (value: number): string => value.toFixed(6);

/** Enters a file at this place, counted as `-ss` does. At or before the beginning it must not be asked for: FLV would lose its first group. */
export const seekTo = (place: number | null): string[] => (place === null || place <= 0 ? [] : ['-ss', seconds(place)]);

/** What a way of cutting made: a file in the folder of the work, and which packets of it are the recording's own. */
export interface MadeCut {
  file: string;
  middle: { after: number; hashes: string[] } | null;
}

/** A decoder entered this much before what is wanted has found its feet. */
export const LEAD_SECONDS = 0.3;
/** Matroska and FLV are entered this much early by the program. */
const EARLY_SECONDS = 3 / 23 + 0.0006;

/**
 * Places at which a copy may have to be asked for so that it begins with one key frame; whether it did has to be looked at.
 * @param key its place, seconds as `-ss` counts
 */
export function entries({ container, frameTicks, timeBase }: Source, key: number): number[] {
  const frame = ticksToMs(frameTicks, timeBase) / 1000;
  const near = [key + frame / 2, key + EARLY_SECONDS + frame, key + 0.001];
  const early = key - LEAD_SECONDS;
  return ['mpegts', 'mpeg'].includes(container) ? [early, ...near] : [...near, early];
}
