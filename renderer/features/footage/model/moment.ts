import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import type { FootageHole } from '../../../../domain/footage/holes.js';
import type { RecordingRow } from '../../../../domain/footage/recording.js';
import { startsAt } from './wall-clock';

export type Moment = CommandOutput<'footage.ofMoment'>;

/** Days before a recorder writes over a moment from which on it is worth a warning. */
export const SOON_DAYS = 5;

export interface MomentCamera {
  id: number;
  label: string;
  recorderLabel: string | null;
  keepDays: number | null;
  /** 0 on the last day, negative once it is gone; null where the camera is out of use and its recorder not known. */
  daysLeft: number | null;
  /** Stretches at the moment or near it of which nothing is stored. */
  holes: FootageHole[];
  recordings: RecordingRow[];
}

/** Cameras that cover a moment, each with what of it is stored; one out of use stays as long as it has recordings. */
export function camerasOf({ cameras, recordings }: Moment): MomentCamera[] {
  const known = cameras.map((camera) => ({
    ...camera,
    recordings: recordings.filter(({ cameraId }) => cameraId === camera.id),
  }));
  const others = new Map<number, MomentCamera>();
  for (const recording of recordings) {
    const { cameraId, cameraLabel } = recording;
    if (cameraId === null || cameras.some(({ id }) => id === cameraId)) continue;
    const blank = { id: cameraId, recorderLabel: null, keepDays: null, daysLeft: null, holes: [], recordings: [] };
    const camera = others.get(cameraId) ?? { ...blank, label: cameraLabel ?? '' };
    others.set(cameraId, { ...camera, recordings: [...camera.recordings, recording] });
  }
  return [...known, ...others.values()];
}

/** True instants between which a recording runs, UTC ms; null while its time or its length is not known. */
export function runsFor(recording: RecordingRow): { from: number; until: number } | null {
  const from = startsAt(recording);
  return from === null || recording.durationMs === null ? null : { from, until: from + recording.durationMs };
}

/**
 * Where the player shows a moment: the first recording as the main camera, the others beside it, clips put to the visit.
 * @param at true instant, UTC ms
 */
export function playerAt(recordings: readonly number[], at: number, visitId: number): string {
  const [first, ...others] = recordings;
  const beside = others.length > 0 ? `&with=${others.join(',')}` : '';
  return `/footage/${first}?at=${Math.round(at)}&visit=${visitId}${beside}`;
}
