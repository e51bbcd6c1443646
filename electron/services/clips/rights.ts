import { leadOwner, visitOfInspector } from '../../../db/queries/evidence.js';
import type { ClipRecord } from '../../../db/queries/clip-read.js';
import type { Reader } from '../../../db/database.js';
import type { AttachmentTarget } from '../../../domain/evidence.js';
import type { VisitViewer } from '../../../domain/visit-access.js';
import { isOpenVisit } from '../../../domain/visit-record.js';
import { maySee } from '../evidence/view.js';

/** Who reads what belongs to nothing yet, beside whoever made it. */
const keepers = ['office', 'reviewer'] as const;

const isKeeper = ({ roles }: VisitViewer): boolean => keepers.some((role) => roles.includes(role));

/** Who may see a clip: those who may see what it belongs to; while it belongs to nothing its maker and the keepers. */
export async function seesClip(
  reader: Reader,
  clip: Pick<ClipRecord, 'target' | 'createdById'>,
  viewer: VisitViewer,
): Promise<boolean> {
  if (clip.target) return maySee(reader, clip.target, viewer);
  return clip.createdById === viewer.actor.personId || isKeeper(viewer);
}

/** Whether footage may be put to this record: by whoever writes it while it is open, by the keepers once it was handed in. */
export async function mayAddTo(reader: Reader, target: AttachmentTarget, viewer: VisitViewer): Promise<boolean> {
  if (target.kind === 'lead') {
    const lead = await leadOwner(reader, target.leadId);
    return lead !== null && lead.state !== 'draft' && isKeeper(viewer);
  }
  const visit = await visitOfInspector(reader, target.visitId, viewer.actor.personId);
  if (!visit) return false;
  if (isOpenVisit(visit.state)) return visit.mine && viewer.roles.includes('inspector');
  return visit.state !== 'discarded' && isKeeper(viewer);
}

/** Whether somebody may change a clip: what was handed in with its visit nobody changes. */
export async function mayEditClip(reader: Reader, clip: ClipRecord, viewer: VisitViewer): Promise<boolean> {
  if (clip.handedIn) return false;
  if (clip.target) return mayAddTo(reader, clip.target, viewer);
  return clip.createdById === viewer.actor.personId || viewer.roles.includes('office');
}
