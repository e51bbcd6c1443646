import { SHANGHAI_OFFSET_MS } from '../time.js';
import type { TimeSource } from './recording.js';

/** No recording in use is older than 2000; recorders whose clock was never set begin at 1904 or 1970. */
const EARLIEST_MS = Date.UTC(2000, 0, 1) - SHANGHAI_OFFSET_MS;

/** What speaks of the first frame's time. Instants are UTC milliseconds by the recorder's clock. */
export interface TimeWitnesses {
  fileName: number | null;
  /** The recorder's wall clock as if it were UTC. */
  davStart: number | null;
  containerCreated: number | null;
}

/** The time of the first frame, and who says so: the file name, then the recording itself, then its container. */
export function captureTime({ fileName, davStart, containerCreated }: TimeWitnesses): {
  capturedAt: number | null;
  timeSource: TimeSource | null;
} {
  const said: readonly (readonly [TimeSource, number | null])[] = [
    ['file_name', fileName],
    ['dav', davStart === null ? null : davStart - SHANGHAI_OFFSET_MS],
    ['container', containerCreated],
  ];
  for (const [timeSource, capturedAt] of said) {
    if (capturedAt !== null && capturedAt >= EARLIEST_MS) return { capturedAt, timeSource };
  }
  return { capturedAt: null, timeSource: null };
}

/** How far the burned-in time lies from the corrected one, ms; null when either is not known. */
export function burnedInGap(capturedAt: number | null, offsetMs: number, burnedInAt: number | null): number | null {
  return capturedAt === null || burnedInAt === null ? null : Math.abs(capturedAt + offsetMs - burnedInAt);
}
