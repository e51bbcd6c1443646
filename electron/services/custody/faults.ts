import type { Database, Tx } from '../../../db/database.js';
import { insertFault, standingOn, type Finding } from '../../../db/queries/custody-faults.js';

/** The console itself, where nobody asked for a check. */
export const CONSOLE = { personId: null, name: '—' };

/**
 * Writes down what a check found wrong, which locks the evidence. What is known already is not written again.
 * @returns how many were new
 */
export function noteFaults(
  database: Database,
  findings: readonly Finding[],
  { actor, now }: { actor: { personId: number | null; name: string }; now: number },
): Promise<number> {
  if (findings.length === 0) return Promise.resolve(0);
  return database.write('custody.note', async (tx) => {
    let fresh = 0;
    for (const finding of findings) {
      const id = await insertFault(tx, finding, now);
      if (id === null) continue;
      fresh += 1;
      const { kind, evidenceId, sha256 } = finding;
      await tx.audit({
        action: 'custody.verifyAll',
        object: 'evidence',
        ref: evidenceId,
        actor,
        after: { fault: kind, sha256 },
      });
      tx.changed('evidence_fault', id);
      if (evidenceId !== null) await tellLocked(tx, evidenceId);
    }
    return fresh;
  });
}

/** What stands on this evidence can be used no longer, or again. */
export async function tellLocked(tx: Tx, evidenceId: number): Promise<void> {
  const { recordings, derivations } = await standingOn(tx, evidenceId);
  for (const id of recordings) tx.changed('recording', id);
  for (const id of derivations) tx.changed('derivation', id);
}
