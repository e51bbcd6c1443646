import type { Database, Tx } from '../../../db/database.js';
import { recordingIds } from '../../../db/queries/footage-list.js';
import { insertCameraClock, recordingsOfCamera } from '../../../db/queries/footage-moment.js';
import { hallOfCamera, recordingRow, recordingRows, updateRecording } from '../../../db/queries/footage-recordings.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { RecordingFields, RecordingRow } from '../../../domain/footage/recording.js';
import type { CallContext } from '../../ipc/context.js';
import { requirePlace } from './place.js';

/** What is known of recordings, and what people put right about it. */
export class RecordingLibrary {
  constructor(private readonly database: Database) {}

  async list(
    input: ParsedInput<'recordings.list'>,
    { command }: CallContext,
  ): Promise<{ ids: number[]; total: number }> {
    const ids = await this.database.read(command, (reader) => recordingIds(reader, input));
    return { ids, total: ids.length };
  }

  rows(ids: readonly number[], { command }: CallContext): Promise<RecordingRow[]> {
    return this.database.read(command, (reader) => recordingRows(reader, ids));
  }

  /** @throws AppError `notFound.record` */
  async get(id: number, { command }: CallContext): Promise<RecordingRow> {
    const row = await this.database.read(command, (reader) => recordingRow(reader, id));
    if (!row) throw new AppError('notFound.record', { entity: 'recording', id });
    return row;
  }

  /** @throws AppError `notFound.record`, `conflict.revision`, `validation.input`, `validation.reference` */
  describe(input: ParsedInput<'recordings.describe'>, context: CallContext): Promise<RecordingRow> {
    const { id, revision, fields } = input;
    if ((fields.capturedAt === null) !== (fields.timeSource === null)) {
      const path = fields.timeSource === null ? 'fields.timeSource' : 'fields.capturedAt';
      throw new AppError('validation.input', { command: context.command }, { fields: [{ path, rule: 'required' }] });
    }
    return this.database.write(context.command, async (tx) => {
      const before = await there(tx, id);
      if (before.revision !== revision)
        throw new AppError('conflict.revision', { entity: 'recording', id, theirs: before.revision, yours: revision });
      await requirePlace(tx, fields.hallId, fields.cameraId);
      await updateRecording(tx, id, revision, fields, context.now);
      const { actor, command: action } = context;
      await tx.audit({ action, object: 'recording', ref: id, actor, before: fieldsOf(before), after: fields });
      tx.changed('recording', id);
      return there(tx, id);
    });
  }

  /** Notes down a camera's clock from an instant on. @throws AppError `notFound.record` */
  setCameraClock(input: ParsedInput<'footage.setCameraClock'>, context: CallContext): Promise<void> {
    const { cameraId } = input;
    return this.database.write(context.command, async (tx) => {
      if ((await hallOfCamera(tx, cameraId)) === null)
        throw new AppError('notFound.record', { entity: 'camera', id: cameraId });
      const { actor, now, command: action } = context;
      await insertCameraClock(tx, { ...input, now, personId: actor.personId });
      await tx.audit({ action, object: 'camera', ref: cameraId, actor, after: input });
      for (const id of await recordingsOfCamera(tx, cameraId)) tx.changed('recording', id);
    });
  }
}

async function there(tx: Tx, id: number): Promise<RecordingRow> {
  const row = await recordingRow(tx, id);
  if (!row) throw new AppError('notFound.record', { entity: 'recording', id });
  return row;
}

function fieldsOf(row: RecordingRow): RecordingFields {
  const { hallId, cameraId, capturedAt, timeSource, ownOffsetMs, burnedInAt, retentionClass, acquisition, note } = row;
  return { hallId, cameraId, capturedAt, timeSource, ownOffsetMs, burnedInAt, retentionClass, acquisition, note };
}
