import type { Database, Tx } from '../../../db/database.js';
import { evidenceBySha, insertEvidence } from '../../../db/queries/evidence.js';
import { insertDerivation, type NewDerivation } from '../../../db/queries/derivations.js';
import type { CallContext } from '../../ipc/context.js';
import type { EvidenceStore, Staged } from '../../../media/evidence-store.js';

/** A result of our own has no limit but the room there is, which is asked for before it is copied. */
const MOST_BYTES = Number.MAX_SAFE_INTEGER;

/** A finished file that becomes evidence. */
export interface Result {
  file: string;
  /** For the errors. */
  name: string;
  kind: 'video' | 'picture';
  mediaType: string;
  width: number | null;
  height: number | null;
  /** Hash of what is seen; null for footage. */
  hash: string | null;
  /** True wall clock of its first frame, UTC ms. */
  takenAt: number | null;
}

type Made = Omit<NewDerivation, 'evidenceId' | 'now' | 'personId'>;

interface Deciding {
  /** Asks once more, inside the transaction, whether it may stand; says how it was made. */
  decide: (tx: Tx) => Promise<Made>;
  /** What belongs to it, in the same transaction. */
  also?: (tx: Tx, made: { evidenceId: number }) => Promise<void>;
  signal?: AbortSignal | undefined;
}

interface Keeping {
  database: Database;
  store: EvidenceStore;
}

/**
 * Puts a result into the store, then writes evidence, derivation and log in one transaction.
 * @param decide asks once more, inside the transaction, whether it may stand; says how it was made
 * @returns the derivation's id
 * @throws AppError `file.*`, `cancelled`, and what `decide` throws
 */
export async function keepResult(
  { database, store }: Keeping,
  result: Result,
  context: CallContext,
  { decide, also, signal }: Deciding,
): Promise<number> {
  const staged = await store.stage(result.file, { name: result.name, mostBytes: MOST_BYTES, signal });
  await store.keep(staged).catch(async (error: unknown) => {
    await store.drop(staged);
    throw error;
  });
  const id = await database.write(context.command, async (tx) => {
    const made = await decide(tx);
    const { now } = context;
    const { personId } = context.actor;
    const evidenceId = await evidenceOf(tx, result, staged, context);
    const derivationId = await insertDerivation(tx, { ...made, evidenceId, now, personId });
    const { sha256, bytes } = staged;
    await tx.audit({
      action: context.command,
      object: 'derivation',
      ref: derivationId,
      actor: context.actor,
      after: { ...made, sha256, bytes },
    });
    tx.changed('derivation', derivationId);
    if (made.clipId !== null) tx.changed('clip', made.clipId);
    await also?.(tx, { evidenceId });
    return derivationId;
  });
  await store.settle(staged.sha256);
  return id;
}

async function evidenceOf(tx: Tx, result: Result, staged: Staged, context: CallContext): Promise<number> {
  const { sha256, bytes } = staged;
  const known = await evidenceBySha(tx, sha256);
  if (known !== null) return known;
  const { kind, mediaType, width, height, hash, takenAt } = result;
  const seen = { kind, mediaType, width, height, hash, takenAt };
  return insertEvidence(tx, { ...seen, sha256, bytes, now: context.now, personId: context.actor.personId });
}
