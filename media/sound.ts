import type { SoundTreatment } from '../domain/footage/redaction.js';
import { ticksToMs } from '../domain/footage/packets.js';
import type { CutPlan } from './cut-plan.js';
import { LEAD_SECONDS, seekTo } from './encode.js';
import type { Ffmpeg, RunOrder } from './ffmpeg.js';
import type { Source } from './source.js';

/** Below this, browsers and phones do not play AAC. */
const LEAST_RATE = 16_000;
const MOST_RATE = 48_000;

type Sound = NonNullable<Source['sound']>;

const rateOf = ({ sampleRate }: Sound): number => Math.min(MOST_RATE, Math.max(LEAST_RATE, sampleRate));
const channelsOf = ({ channels }: Sound): number => Math.min(2, channels);

const shape = (sound: Sound): string[] => ['-ar', String(rateOf(sound)), '-ac', String(channelsOf(sound))];

/** Encodes sound for a result. */
export const aac = (sound: Sound): string[] => ['-c:a', 'aac', ...shape(sound), '-b:a', `${64 * channelsOf(sound)}k`];

/**
 * Filter that takes sound from `from` to `until`, seconds on the file's own clock, to begin at 0. Where sound begins
 * later, or has a hole, there is silence, so that it stays with the picture.
 */
export function soundSpan(from: number, until: number): string {
  const start = from.toFixed(6);
  return `atrim=start=${start}:end=${until.toFixed(6)},asetpts=PTS-(${start})/TB,aresample=async=1:first_pts=0`;
}

/**
 * The sound of a planned cut as plain samples, to be joined with its picture.
 * @returns the file in the folder and how to encode it; null for a recording without sound
 */
export async function soundFile(
  ffmpeg: Ffmpeg,
  { source, asked, keySeconds }: CutPlan,
  folder: string,
  order: Pick<RunOrder, 'name' | 'signal'>,
): Promise<{ file: string; encode: string[] } | null> {
  const { sound, timeBase, before } = source;
  if (!sound) return null;
  const span = soundSpan(ticksToMs(asked.ticks[0] ?? 0, timeBase) / 1000, ticksToMs(asked.endTick, timeBase) / 1000);
  const seek = seekTo(keySeconds === null ? null : keySeconds - LEAD_SECONDS);
  const input = ['-copyts', ...before, ...seek, '-i', source.file, '-map', '0:a:0', '-af', span];
  const output = ['-c:a', 'pcm_s16le', ...shape(sound), 'sound.wav'];
  await ffmpeg.run([...input, ...output], { ...order, sources: [source.file], cwd: folder });
  return { file: 'sound.wav', encode: aac(sound) };
}

/** Spoken words stay, lower and duller: harder to recognise, not impossible. It keeps its length. */
const VOICE = 'aresample=16000,asetrate=12800,aresample=16000,atempo=1.25,lowpass=f=3000';

/**
 * Filter for the sound of a redacted copy.
 * @param spans milliseconds in which nothing is to be heard, for `mute_spans`
 * @returns null where there is to be no sound at all
 */
export function soundTreatment(
  treatment: SoundTreatment,
  spans: readonly { fromMs: number; untilMs: number }[],
): string | null {
  const seconds = (ms: number): string => (ms / 1000).toFixed(3);
  const silent = spans.map(({ fromMs, untilMs }) => `between(t,${seconds(fromMs)},${seconds(untilMs)})`).join('+');
  const filters: Readonly<Record<SoundTreatment, string | null>> = {
    keep: 'anull',
    mute: null,
    // A gate works on pieces of sound; small ones make it close in time.
    mute_spans: silent === '' ? 'anull' : `asetnsamples=n=64,volume=0:enable='${silent}'`,
    voice: VOICE,
  };
  return filters[treatment];
}
