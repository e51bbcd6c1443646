import type { Probed } from '../../../domain/footage/probed.js';
import { playPlan } from '../../../media/playable.js';

/** Containers by ffmpeg's names, as they are called elsewhere. */
const types: Readonly<Record<string, string>> = {
  mov: 'video/mp4',
  matroska: 'video/x-matroska',
  avi: 'video/x-msvideo',
  mpegts: 'video/mp2t',
  mpeg: 'video/mpeg',
  flv: 'video/x-flv',
  dhav: 'video/x-dav',
  h264: 'video/h264',
  hevc: 'video/h265',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  amr: 'audio/amr',
};

/** Media type of the bytes as they were taken in. */
export function mediaTypeOf(probed: Probed): string {
  const { way, mediaType } = playPlan(probed);
  if (way === 'as_is' && mediaType !== null) return mediaType;
  return types[probed.container ?? ''] ?? 'application/octet-stream';
}
