import type { Reader } from '../../../db/database.js';
import { clipById, recordingFacts, type ClipRecord, type RecordingFacts } from '../../../db/queries/clip-read.js';
import { derivedOfClips } from '../../../db/queries/derivations.js';
import { AppError } from '../../../domain/errors.js';
import type { Clip, Derived } from '../../../domain/footage/clip.js';
import type { Probed } from '../../../domain/footage/probed.js';
import type { VisitViewer } from '../../../domain/visit-access.js';
import { mayEditClip, seesClip } from './rights.js';

/**
 * Clips as they are shown to this person, those left out that are not theirs to see.
 * @returns in the order given
 */
export async function shownClips(reader: Reader, records: readonly ClipRecord[], viewer: VisitViewer): Promise<Clip[]> {
  const seen: ClipRecord[] = [];
  for (const record of records) if (await seesClip(reader, record, viewer)) seen.push(record);
  const made = await derivedOfClips(
    reader,
    seen.map(({ id }) => id),
  );
  const clips: Clip[] = [];
  for (const record of seen) {
    const edit = await mayEditClip(reader, record, viewer);
    clips.push(
      shown(
        record,
        made.filter(({ clipId }) => clipId === record.id),
        edit,
      ),
    );
  }
  return clips;
}

function shown(record: ClipRecord, derived: Derived[], edit: boolean): Clip {
  const { id, clientId, revision, recordingId, inMs, outMs, label, note, target, marks, targetLabel } = record;
  const { startAt, cameraLabel, recordingName, createdAt, createdBy, removedAt } = record;
  const fields = { inMs, outMs, label, note, target, marks };
  const around = { targetLabel, cameraLabel, recordingName, createdAt, createdBy };
  return {
    ...{ id, clientId, revision, recordingId, ...fields, ...around },
    fromAt: startAt === null ? null : startAt + inMs,
    untilAt: startAt === null ? null : startAt + outMs,
    may: { edit: edit && removedAt === null },
    derived,
  };
}

/** A clip of this person's to see. @throws AppError `notFound.record`, also where it is there but not for them */
export async function seenClip(reader: Reader, id: number, viewer: VisitViewer): Promise<ClipRecord> {
  const record = await clipById(reader, id);
  if (!record || !(await seesClip(reader, record, viewer)))
    throw new AppError('notFound.record', { entity: 'clip', id });
  return record;
}

/**
 * A recording whose bytes can be worked with.
 * @throws AppError `notFound.record`, `evidence.locked`, `evidence.disposed`
 */
export async function usableRecording(reader: Reader, id: number): Promise<RecordingFacts> {
  const recording = await recordingFacts(reader, id);
  if (!recording) throw new AppError('notFound.record', { entity: 'recording', id });
  const { name } = recording;
  if (recording.disposed) throw new AppError('evidence.disposed', { name });
  if (recording.locked) throw new AppError('evidence.locked', { name });
  return recording;
}

/**
 * A recording of which pictures can be made.
 * @param name of what is to be made, for the error; the recording's own unless told
 * @throws AppError `media.noPicture`, and as `usableRecording`
 */
export async function picturedRecording(reader: Reader, id: number, name?: string): Promise<RecordingFacts> {
  const recording = await usableRecording(reader, id);
  const { kind } = JSON.parse(recording.probed) as Probed;
  if (kind === 'audio') throw new AppError('media.noPicture', { name: name ?? recording.name });
  return recording;
}
