import type { RecordingRow } from '../../../../domain/footage/recording.js';
import { startsAt } from './wall-clock.js';

/** A recording on the axis of the first camera, ms. */
export interface Piece {
  recording: RecordingRow;
  fromMs: number;
  untilMs: number;
}

/** A camera with what it recorded, in order. Recordings without a camera stand for themselves. */
export interface Track {
  key: string;
  label: string;
  pieces: Piece[];
}

/** Key of the camera a recording comes from. */
export const trackKey = ({ id, cameraId }: RecordingRow): string => (cameraId === null ? `r${id}` : `c${cameraId}`);

/** Where a recording lies on the axis of another one; null while either time is not known. */
export function pieceOf(recording: RecordingRow, axis: RecordingRow): Piece | null {
  const [own, zero] = [startsAt(recording), startsAt(axis)];
  const lengthMs = recording.durationMs ?? 0;
  if (recording.id === axis.id) return { recording, fromMs: 0, untilMs: lengthMs };
  if (own === null || zero === null) return null;
  return { recording, fromMs: own - zero, untilMs: own - zero + lengthMs };
}

/** Cameras of these recordings, in their order, each with its pieces by time. */
export function tracksOf(recordings: readonly RecordingRow[], axis: RecordingRow): Track[] {
  const tracks = new Map<string, Track>();
  for (const recording of recordings) {
    const piece = pieceOf(recording, axis);
    if (!piece) continue;
    const key = trackKey(recording);
    const track = tracks.get(key) ?? { key, label: recording.cameraLabel ?? recording.name, pieces: [] };
    track.pieces.push(piece);
    tracks.set(key, track);
  }
  for (const { pieces } of tracks.values()) pieces.sort((a, b) => a.fromMs - b.fromMs);
  return [...tracks.values()];
}

/** The piece that shows an instant of the axis; null in a hole. */
export const pieceAt = ({ pieces }: Track, axisMs: number): Piece | null =>
  pieces.find(({ fromMs, untilMs }) => axisMs >= fromMs && axisMs < untilMs) ?? null;

export interface Stretch {
  fromMs: number;
  untilMs: number;
}

/** Shorter holes are how recorders close one file and open the next. */
const LEAST_GAP_MS = 1000;

/** Stretches between the pieces of a camera that nothing was recorded in. */
export function gapsOf({ pieces }: Track): Stretch[] {
  const gaps: Stretch[] = [];
  let until = pieces[0]?.untilMs ?? 0;
  for (const piece of pieces.slice(1)) {
    if (piece.fromMs - until > LEAST_GAP_MS) gaps.push({ fromMs: until, untilMs: piece.fromMs });
    until = Math.max(until, piece.untilMs);
  }
  return gaps;
}
