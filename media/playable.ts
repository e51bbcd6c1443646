import { firstFrameS, type Probed } from '../domain/footage/probed.js';

/** `as_is`: Chromium plays the file; `none`: nothing to play; the others name what has to be made for it. */
export const playWays = ['as_is', 'remux', 'audio_only_encode', 'transcode', 'none'] as const;
export type PlayWay = (typeof playWays)[number];

export interface PlayPlan {
  way: PlayWay;
  /** Of what is served in the end; null when nothing is. */
  mediaType: string | null;
}

/** Pixels in which Chromium decodes each codec everywhere, without the help of the platform. H.265 is not among them. */
const decoded: Readonly<Record<string, readonly string[]>> = {
  h264: ['yuv420p', 'yuvj420p'],
  vp8: ['yuv420p'],
  vp9: ['yuv420p'],
  av1: ['yuv420p'],
};

interface Home {
  container: string;
  /** None for files of sound alone. */
  video: readonly string[];
  audio: readonly string[];
  mediaType: string;
}

/** Containers Chromium opens, by ffmpeg's name, and what it plays from each. */
const homes: readonly Home[] = [
  { container: 'mov', video: ['h264', 'vp9', 'av1'], audio: ['aac', 'mp3', 'opus', 'flac'], mediaType: 'video/mp4' },
  { container: 'matroska', video: ['vp8', 'vp9', 'av1'], audio: ['opus', 'vorbis'], mediaType: 'video/webm' },
  { container: 'mov', video: [], audio: ['aac', 'mp3'], mediaType: 'audio/mp4' },
  { container: 'mp3', video: [], audio: ['mp3'], mediaType: 'audio/mpeg' },
  { container: 'wav', video: [], audio: ['pcm_s16le', 'pcm_u8'], mediaType: 'audio/wav' },
  { container: 'ogg', video: [], audio: ['opus', 'vorbis', 'flac'], mediaType: 'audio/ogg' },
  { container: 'flac', video: [], audio: ['flac'], mediaType: 'audio/flac' },
];

/** What goes into an MP4 for playing without being coded anew. */
const copied = { video: ['h264'], audio: ['aac', 'mp3'] } as const;

/** Seconds at which the first frame may stand in a file that is played as it is: the player's 0 is the first frame. */
const LATEST_START_S = 0.005;

const isDecoded = ({ videoCodec, pixFmt }: Probed): boolean =>
  videoCodec !== null && (decoded[videoCodec]?.includes(pixFmt ?? '') ?? false);

const hasFlaw = ({ flaws }: Probed, ...which: Probed['flaws']): boolean => which.some((flaw) => flaws.includes(flaw));

function homeOf(probed: Probed): Home | undefined {
  const { container, videoCodec, audioCodec } = probed;
  return homes.find(
    (home) =>
      home.container === container &&
      (videoCodec === null ? home.video.length === 0 : home.video.includes(videoCodec)) &&
      (audioCodec === null || home.audio.includes(audioCodec)),
  );
}

/** Whether its time stamps can be handed on: one line of them, one for each frame. */
export const hasTimes = (probed: Probed): boolean => !hasFlaw(probed, 'jumpsBack', 'noTimes');

/** What has to be done so that Chromium plays this. The cheapest way that plays is taken. */
export function playPlan(probed: Probed): PlayPlan {
  const { kind, videoCodec, audioCodec } = probed;
  if ((kind !== 'video' && kind !== 'audio') || hasFlaw(probed, 'tiny')) return { way: 'none', mediaType: null };
  const home = homeOf(probed);
  const sound = audioCodec === null || (copied.audio as readonly string[]).includes(audioCodec);
  if (kind === 'audio') {
    if (home) return { way: 'as_is', mediaType: home.mediaType };
    return { way: sound ? 'remux' : 'audio_only_encode', mediaType: 'audio/mp4' };
  }
  const plays = isDecoded(probed) && hasTimes(probed);
  const starts = firstFrameS(probed) ?? probed.startTime;
  const whole = Math.abs(starts) <= LATEST_START_S && !hasFlaw(probed, 'truncated', 'fragmented');
  if (home && plays && whole) return { way: 'as_is', mediaType: home.mediaType };
  const copies = plays && (copied.video as readonly string[]).includes(videoCodec ?? '');
  return { way: copies ? (sound ? 'remux' : 'audio_only_encode') : 'transcode', mediaType: 'video/mp4' };
}

/** Shorter side of what is coded anew, in pixels: enough to see what is done, quick to make. */
const SHORT_SIDE = 720;

const even = (pixels: number): number => Math.max(2, Math.round(pixels / 2) * 2);

/** Size of the picture as it is seen: turned, with square pixels, no larger than needed, of even sides as H.264 wants them. */
export function shownSize(
  { width, height, pixelAspect, rotation }: Pick<Probed, 'width' | 'height' | 'pixelAspect' | 'rotation'>,
  shortSide = SHORT_SIDE,
): { width: number; height: number } {
  const [wide, high] = [(width ?? 0) * pixelAspect, height ?? 0];
  const [across, down] = rotation % 180 === 0 ? [wide, high] : [high, wide];
  const scale = Math.min(1, shortSide / Math.min(across, down));
  return { width: even(across * scale), height: even(down * scale) };
}
