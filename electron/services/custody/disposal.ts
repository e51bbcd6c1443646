import type { Database, Reader, Tx } from '../../../db/database.js';
import {
  derivedOnlyOf,
  disposals,
  insertDisposal,
  isHeld,
  oldRecordings,
  setHeld,
  setRetentionClass,
} from '../../../db/queries/custody-disposal.js';
import { recordingRow, recordingRows } from '../../../db/queries/footage-recordings.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { Disposal } from '../../../domain/footage/custody.js';
import type { RecordingRow } from '../../../domain/footage/recording.js';
import { dayOf } from '../../../domain/time.js';
import { removeForGood } from '../../../media/evidence-check.js';
import type { EvidenceStore } from '../../../media/evidence-store.js';
import type { CallContext } from '../../ipc/context.js';
import type { Renditions } from '../footage/renditions.js';
import type { AtWork } from './at-work.js';

interface Dependencies {
  database: Database;
  store: EvidenceStore;
  renditions: Renditions;
  atWork: AtWork;
}

/** How long evidence is kept, what holds it, and how it goes. */
export class Retention {
  constructor(private readonly deps: Dependencies) {}

  /** @throws AppError `notFound.record`, `conflict.revision`, `evidence.disposed` */
  setClass(input: ParsedInput<'custody.setClass'>, context: CallContext): Promise<void> {
    const { recordingId: id, revision, retentionClass, reason } = input;
    return this.deps.database.write(context.command, async (tx) => {
      const row = await keptRow(tx, id);
      if (row.revision !== revision)
        throw new AppError('conflict.revision', { entity: 'recording', id, theirs: row.revision, yours: revision });
      if (row.retentionClass === retentionClass) return;
      await setRetentionClass(tx, id, retentionClass, context.now);
      const change = { before: { retentionClass: row.retentionClass }, after: { retentionClass } };
      await audit(tx, id, context, { ...change, reason });
    });
  }

  /** @throws AppError `notFound.record`, `evidence.disposed` */
  hold({ recordingId: id, hold, reason }: ParsedInput<'custody.hold'>, context: CallContext): Promise<void> {
    return this.deps.database.write(context.command, async (tx) => {
      await keptRow(tx, id);
      if ((await isHeld(tx, id)) === hold) return;
      await setHeld(tx, id, hold, context.now);
      await audit(tx, id, context, { before: { hold: !hold }, after: { hold }, reason });
    });
  }

  /** Recordings whose time is over and that nothing holds, the longest overdue first. */
  due(context: CallContext): Promise<CommandOutput<'custody.due'>> {
    return this.deps.database.read(context.command, async (reader) => {
      const rows = await recordingRows(reader, await oldRecordings(reader, context.now));
      return rows
        .flatMap(({ id, name, bytes, keepUntilDay, locked }) =>
          keepUntilDay !== null && keepUntilDay < dayOf(context.now) && !locked
            ? [{ recordingId: id, name, bytes, keepUntilDay }]
            : [],
        )
        .sort((a, b) => a.keepUntilDay - b.keepUntilDay || a.recordingId - b.recordingId);
    });
  }

  /**
   * Writes disposals down, then takes the bytes away: of the recordings, of what was made of them and is needed nowhere
   * else, and of what was made for showing. All of them go, or none.
   * @throws AppError `notFound.record`, `evidence.disposed`, `evidence.locked`, `evidence.held`, `evidence.tooEarly`,
   *   `evidence.atWork`
   */
  async dispose(
    { recordingIds, reason }: ParsedInput<'custody.dispose'>,
    context: CallContext,
  ): Promise<{ disposed: number }> {
    const { database, store, renditions, atWork } = this.deps;
    const ids = [...new Set(recordingIds)];
    const asked = await database.read(context.command, (reader) => disposable(reader, ids, context));
    return atWork.without(asked, async () => {
      const gone = await database.write(context.command, async (tx) => {
        const hashes: string[] = [];
        for (const row of await disposable(tx, ids, context))
          hashes.push(...(await disposeRow(tx, row, reason, context)));
        return hashes;
      });
      for (const sha256 of gone) {
        await removeForGood(store.pathOf(sha256));
        await renditions.remove(sha256);
      }
      return { disposed: gone.length };
    });
  }

  disposals({ command }: CallContext): Promise<Disposal[]> {
    return this.deps.database.read(command, disposals);
  }
}

/** @throws AppError `notFound.record`, `evidence.disposed` */
async function keptRow(reader: Reader, id: number): Promise<RecordingRow> {
  const row = await recordingRow(reader, id);
  if (!row) throw new AppError('notFound.record', { entity: 'recording', id });
  if (row.disposedAt !== null) throw new AppError('evidence.disposed', { name: row.name });
  return row;
}

/** These recordings, all of which may go. */
async function disposable(reader: Reader, ids: readonly number[], { now }: CallContext): Promise<RecordingRow[]> {
  const rows: RecordingRow[] = [];
  for (const id of ids) {
    const row = await keptRow(reader, id);
    const { name, locked, onHold, keepUntilDay } = row;
    if (locked) throw new AppError('evidence.locked', { name });
    if (onHold || keepUntilDay === null) throw new AppError('evidence.held', { name });
    if (keepUntilDay >= dayOf(now)) throw new AppError('evidence.tooEarly', { name });
    rows.push(row);
  }
  return rows;
}

/** @returns hashes of all that goes with it */
async function disposeRow(tx: Tx, row: RecordingRow, reason: string, context: CallContext): Promise<string[]> {
  const { actor, now, command: action } = context;
  const all = [{ id: row.evidenceId, sha256: row.sha256, bytes: row.bytes }, ...(await derivedOnlyOf(tx, row.id))];
  for (const { id: evidenceId, sha256, bytes } of all) {
    await insertDisposal(tx, { evidenceId, recordingId: row.id, reason, now, personId: actor.personId });
    const before = { recording: row.name, sha256, bytes };
    await tx.audit({ action, object: 'evidence', ref: evidenceId, actor, reason, before, after: null });
  }
  tx.changed('recording', row.id);
  return all.map(({ sha256 }) => sha256);
}

async function audit(
  tx: Tx,
  id: number,
  { actor, command: action }: CallContext,
  change: { before: unknown; after: unknown; reason: string },
): Promise<void> {
  await tx.audit({ action, object: 'recording', ref: id, actor, ...change });
  tx.changed('recording', id);
}
