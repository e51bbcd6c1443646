import type { Reader } from '../../../db/database.js';
import { leadOwner, seesVisitRow } from '../../../db/queries/evidence.js';
import type { AttachmentTarget } from '../../../domain/evidence.js';
import type { Role } from '../../../domain/people.js';
import type { VisitViewer } from '../../../domain/visit-access.js';

/** Who reads leads once they were handed in; a draft is nobody else's. */
const leadReaders: readonly Role[] = ['office', 'reviewer', 'leader'];

/** Whether this person may see what hangs there: those who may see the visit, or the lead. */
export async function maySee(reader: Reader, target: AttachmentTarget, viewer: VisitViewer): Promise<boolean> {
  if (target.kind !== 'lead') return seesVisitRow(reader, target.visitId, viewer);
  const lead = await leadOwner(reader, target.leadId);
  if (!lead) return false;
  if (lead.personId === viewer.actor.personId) return viewer.roles.includes('social_supervisor');
  return lead.state !== 'draft' && leadReaders.some((role) => viewer.roles.includes(role));
}
