import type { RecordingRow } from '../../../../domain/footage/recording.js';
import { daysLeft } from '../../../../domain/footage/retention.js';
import type { call as Call } from '../../../api/client';
import { startsAt } from '../model/wall-clock';

/** Days the recorder of a camera keeps before it writes over them; null where that is not to be known. */
export async function keepDays(cameraId: number, call: typeof Call): Promise<number | null> {
  try {
    const [camera] = await call('hall.rows', { entity: 'camera', ids: [cameraId] });
    if (camera?.entity !== 'camera') return null;
    const [recorder] = await call('hall.rows', { entity: 'recorder', ids: [camera.fields.recorderId] });
    return recorder?.entity === 'recorder' ? recorder.fields.keepDays : null;
  } catch {
    return null;
  }
}

const WIDTH = 280;
const GAP = 2;
/** Cells of the ruler; longer times are drawn in steps of days. */
const MOST_CELLS = 30;

/** Days left of a recording on its recorder, 0 on the last of them, drawn as cells; null while its time or the recorder's days are not known. */
export function keepOf(recording: RecordingRow, total: number | null, now: number) {
  const start = startsAt(recording);
  if (total === null || start === null) return null;
  const left = daysLeft(start, total, now);
  const count = Math.min(MOST_CELLS, total);
  const gone = Math.round(((total - Math.max(0, Math.min(total, left))) / total) * count);
  const width = (WIDTH - GAP * (count - 1)) / count;
  const cells = Array.from({ length: count }, (_, index) => ({
    index,
    x: index * (width + GAP),
    width,
    past: index < gone,
    strength: 0.3 + (0.7 * (index + 1)) / count,
  }));
  return { total, left, cells };
}
