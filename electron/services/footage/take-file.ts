import type { Database } from '../../../db/database.js';
import { evidenceBySha, insertEvidence } from '../../../db/queries/evidence.js';
import {
  camerasOnChannel,
  insertRecording,
  recordingOfEvidence,
  wasDisposed,
} from '../../../db/queries/footage-recordings.js';
import { setFileOutcome, type FileOutcome, type TakingOrder } from '../../../db/queries/footage-takings.js';
import { AppError } from '../../../domain/errors.js';
import { captureTime } from '../../../domain/footage/capture-time.js';
import { readName } from '../../../domain/footage/name-pattern.js';
import type { Probed } from '../../../domain/footage/probed.js';
import type { NamePattern, ReadName, RecordingFields, RecordingRow } from '../../../domain/footage/recording.js';
import type { MediaTools } from '../../../media/binaries.js';
import type { EvidenceStore, Staged } from '../../../media/evidence-store.js';
import { playPlan } from '../../../media/playable.js';
import { probeMedia } from '../../../media/probe.js';
import type { Actor } from '../../ipc/context.js';
import { matchName } from './matcher.js';
import { mediaTypeOf } from './media-type.js';

export interface TakeOrder {
  order: TakingOrder;
  file: { id: number; path: string; name: string };
  tools: MediaTools;
  patterns: readonly NamePattern[];
  actor: Actor;
  now: number;
  signal: AbortSignal;
  onBytes: (bytes: number) => void;
}

/** `repaired`: what lay in its place was not what its name says. */
type Kept = Pick<Staged, 'sha256' | 'bytes'> & { probed: Probed; repaired: boolean };

/**
 * Takes one file in: copied and proved, looked at, recorded in one transaction, settled. Nothing is left of it when it
 * throws before it was recorded.
 * @throws AppError `file.*`, `media.*`, `evidence.disposed`, `db.*`, `cancelled`
 */
export async function takeFile(
  { database, store }: { database: Database; store: EvidenceStore },
  take: TakeOrder,
): Promise<FileOutcome> {
  const { file, tools, signal, onBytes } = take;
  const { name } = file;
  const staged = await store.stage(file.path, { name, mostBytes: Infinity, signal, onBytes });
  let kept: Kept;
  try {
    const probed = await probeMedia(tools, staged.file, { name, signal });
    if (probed.kind === 'picture') throw new AppError('media.notFootage', { name });
    if (await database.read('footage.disposed', (reader) => wasDisposed(reader, staged.sha256)))
      throw new AppError('evidence.disposed', { name });
    const { repaired } = await store.keep(staged);
    kept = { sha256: staged.sha256, bytes: staged.bytes, probed, repaired };
  } catch (error) {
    await store.drop(staged);
    throw error;
  }
  const outcome = await record(database, take, kept);
  await store.settle(kept.sha256);
  return outcome;
}

/** What the name says: of itself, or where that is silent, of the folders it lies in. */
export function saidByName({
  file,
  patterns,
}: Pick<TakeOrder, 'patterns'> & { file: { path: string; name: string } }): ReadName {
  const own = readName(file.name, patterns, matchName);
  return own.patternId === null ? readName(file.path, patterns, matchName) : own;
}

function record(database: Database, take: TakeOrder, { sha256, bytes, probed, repaired }: Kept): Promise<FileOutcome> {
  const { order, file, actor, now } = take;
  const { personId } = actor;
  const said = saidByName(take);
  const kind = probed.kind === 'picture' ? 'unparsed' : probed.kind;
  return database.write('footage.takeIn', async (tx) => {
    const known = await evidenceBySha(tx, sha256);
    const here = known === null ? null : await recordingOfEvidence(tx, known);
    if (here !== null) {
      const outcome: FileOutcome = { state: 'known', recordingId: here, bytes };
      await setFileOutcome(tx, file.id, outcome);
      const after = { known: true, repaired, name: file.name, sha256, bytes, taking: order.id };
      await tx.audit({ action: 'footage.takeIn', object: 'recording', ref: here, actor, after });
      tx.changed('footage_taking', order.id);
      return outcome;
    }
    const mediaType = mediaTypeOf(probed);
    const facts = { sha256, bytes, mediaType, width: probed.width, height: probed.height, hash: null, takenAt: null };
    const evidenceKind = kind === 'unparsed' ? 'other' : kind;
    const evidenceId = known ?? (await insertEvidence(tx, { ...facts, kind: evidenceKind, now, personId }));
    const onChannel = said.channel === null ? [] : await camerasOnChannel(tx, order.hallId, said.channel);
    const { davStart, containerCreated } = probed;
    const fields: RecordingFields = {
      hallId: order.hallId,
      // Among several recorders with that channel nobody guesses.
      cameraId: order.cameraId ?? (onChannel.length === 1 ? (onChannel[0]?.id ?? null) : null),
      ...captureTime({ fileName: said.startAt, davStart, containerCreated }),
      ownOffsetMs: null,
      burnedInAt: null,
      retentionClass: order.retentionClass,
      acquisition: order.acquisition,
      note: null,
    };
    const playWay = playWayOf(probed);
    const row = { evidenceId, name: file.name, fields, probed, kind, playWay, now, personId };
    const recordingId = await insertRecording(tx, row);
    const outcome: FileOutcome = { state: 'taken', recordingId, bytes };
    await setFileOutcome(tx, file.id, outcome);
    const after = { ...fields, name: file.name, sha256, bytes, kind, taking: order.id };
    await tx.audit({ action: 'footage.takeIn', object: 'recording', ref: recordingId, actor, after });
    tx.changed('recording', recordingId);
    tx.changed('footage_taking', order.id);
    return outcome;
  });
}

function playWayOf(probed: Probed): RecordingRow['playWay'] {
  const { way } = playPlan(probed);
  return way === 'as_is' || way === 'none' ? way : 'proxy';
}
