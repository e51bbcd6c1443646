import type { Database } from '../../../db/database.js';
import { seesVisitRow } from '../../../db/queries/evidence.js';
import {
  coveringCameras,
  recordingsAtSameTime,
  recordingsOfMoment,
  spansOfCameras,
  windowsOfVisit,
} from '../../../db/queries/footage-moment.js';
import { recordingRow, recordingRows } from '../../../db/queries/footage-recordings.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import { holesNear } from '../../../domain/footage/holes.js';
import { daysLeft } from '../../../domain/footage/retention.js';
import type { RecordingRow } from '../../../domain/footage/recording.js';
import { DAY_MS, dayOf, SHANGHAI_OFFSET_MS } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';

/** Which recordings show the same moment. */
export class FootageMoments {
  constructor(private readonly database: Database) {}

  /** @throws AppError `notFound.record` */
  sameTime(id: number, { command }: CallContext): Promise<RecordingRow[]> {
    return this.database.read(command, async (reader) => {
      if (!(await recordingRow(reader, id))) throw new AppError('notFound.record', { entity: 'recording', id });
      return recordingRows(reader, await recordingsAtSameTime(reader, id));
    });
  }

  /**
   * Footage of a moment of a visit, by the cameras that cover its windows.
   * @throws AppError `permission.scope` for a visit that is not the caller's to see, or a window that is not the visit's
   */
  ofMoment(
    { visitId, windowId, at }: ParsedInput<'footage.ofMoment'>,
    context: CallContext,
  ): Promise<CommandOutput<'footage.ofMoment'>> {
    return this.database.read(context.command, async (reader) => {
      if (!(await seesVisitRow(reader, visitId, context))) throw new AppError('permission.scope', { entity: 'visit' });
      const windows = await windowsOfVisit(reader, visitId);
      if (windowId !== null && !windows.includes(windowId))
        throw new AppError('permission.scope', { entity: 'window' });
      const windowIds = windowId === null ? windows : [windowId];
      const recordings = await recordingRows(reader, await recordingsOfMoment(reader, { windowIds, at }));
      const cameras = await coveringCameras(reader, windowIds);
      const from = dayOf(at) * DAY_MS - SHANGHAI_OFFSET_MS;
      const ids = cameras.map(({ id }) => id);
      const spans = await spansOfCameras(reader, ids, { from, until: from + DAY_MS });
      return {
        recordings,
        cameras: cameras.map((camera) => ({
          ...camera,
          daysLeft: daysLeft(at, camera.keepDays, context.now),
          holes: holesNear(spans.get(camera.id) ?? [], at),
        })),
      };
    });
  }
}
