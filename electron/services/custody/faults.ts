import type { Database, Reader, Tx } from '../../../db/database.js';
import { targetsOfEvidence } from '../../../db/queries/attachments.js';
import { insertFault, standingOn, type Finding } from '../../../db/queries/custody-faults.js';
import type { EvidenceFault } from '../../../domain/footage/custody.js';
import type { Role } from '../../../domain/people.js';
import type { VisitViewer } from '../../../domain/visit-access.js';
import { sight } from '../clips/seen-derived.js';
import { maySee } from '../evidence/view.js';

/** Who answers for the store as a whole. */
const answering: readonly Role[] = ['office', 'leader', 'auditor'];

/**
 * Faults as they may be named to this person: a recording to everybody who works with recordings, anything else to those
 * who may see all it belongs to. Its name alone would tell of a visit that is nobody else's.
 */
export async function namedTo(
  reader: Reader,
  faults: readonly EvidenceFault[],
  viewer: VisitViewer,
): Promise<EvidenceFault[]> {
  if (answering.some((role) => viewer.roles.includes(role))) return [...faults];
  const named: EvidenceFault[] = [];
  for (const fault of faults) if (await seesAllOf(reader, fault.evidenceId, viewer)) named.push(fault);
  return named;
}

async function seesAllOf(reader: Reader, evidenceId: number | null, viewer: VisitViewer): Promise<boolean> {
  if (evidenceId === null) return true;
  const { recordings, derivations } = await standingOn(reader, evidenceId);
  if (recordings.length > 0) return true;
  for (const id of derivations) if (!(await sight(reader, id, viewer))) return false;
  for (const target of await targetsOfEvidence(reader, evidenceId))
    if (!(await maySee(reader, target, viewer))) return false;
  return true;
}

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
      const { kind, evidenceId, sha256, path } = finding;
      await tx.audit({
        action: 'custody.verifyAll',
        object: 'evidence',
        ref: evidenceId,
        actor,
        after: path ? { fault: kind, path } : { fault: kind, sha256 },
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
