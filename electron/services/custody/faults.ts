import type { Database } from '../../../db/database.js';
import { insertFault, type Finding } from '../../../db/queries/custody-faults.js';

/** The console itself, where nobody asked for a check. */
export const CONSOLE = { personId: null, name: '—' };

/**
 * Writes down what a check found wrong, which locks the evidence. What is known already is not written again.
 * @returns how many were new
 */
export function noteFaults(
  database: Database,
  findings: readonly Finding[],
  { action, actor, now }: { action: string; actor: { personId: number | null; name: string }; now: number },
): Promise<number> {
  if (findings.length === 0) return Promise.resolve(0);
  return database.write('custody.note', async (tx) => {
    let fresh = 0;
    for (const finding of findings) {
      const id = await insertFault(tx, finding, now);
      if (id === null) continue;
      fresh += 1;
      const { kind, evidenceId, sha256 } = finding;
      await tx.audit({ action, object: 'evidence', ref: evidenceId, actor, after: { fault: kind, sha256 } });
      tx.changed('evidence_fault', id);
    }
    return fresh;
  });
}
