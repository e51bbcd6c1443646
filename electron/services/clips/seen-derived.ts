import type { Reader } from '../../../db/database.js';
import { clipById } from '../../../db/queries/clip-read.js';
import { derivedByIds, derivedOfClips, makerOf } from '../../../db/queries/derivations.js';
import { approvedOf, waitsForWord } from '../../../db/queries/custody-release.js';
import { AppError } from '../../../domain/errors.js';
import type { Derived } from '../../../domain/footage/clip.js';
import { releaseDeciders } from '../../../domain/footage/custody.js';
import type { Role } from '../../../domain/people.js';
import type { VisitViewer } from '../../../domain/visit-access.js';
import { seesClip } from './rights.js';

/** Who works with footage; everybody else sees what was redacted, or approved to be seen as it is. */
const makers: readonly Role[] = ['inspector', 'reviewer', 'office'];
/** Who sees what was made of no clip. */
const keepers: readonly Role[] = ['reviewer', 'office'];

const isOne = (roles: readonly Role[], viewer: VisitViewer): boolean =>
  roles.some((role) => viewer.roles.includes(role));

/** What was made, how it is called, and whether it may leave: redacted, or approved as it is. */
export type SeenDerived = Derived & { name: string; approved: boolean };

/**
 * Something that was made of footage, for those who may see the clip it was made of; a still without a clip is seen by
 * whoever made it and the keepers. Who does not work with footage sees what may leave. Who has to decide whether it may
 * leave sees it until that is decided.
 * @throws AppError `notFound.record`, also where it is there but not for them
 */
export async function seenDerived(reader: Reader, id: number, viewer: VisitViewer): Promise<SeenDerived> {
  const found = await sight(reader, id, viewer);
  if (!found) throw new AppError('notFound.record', { entity: 'derivation', id });
  return found;
}

/** As `seenDerived`, null where there is nothing to see. */
export async function sight(reader: Reader, id: number, viewer: VisitViewer): Promise<SeenDerived | null> {
  const [derived] = await derivedByIds(reader, [id]);
  if (!derived) return null;
  const clip = derived.clipId === null ? null : await clipById(reader, derived.clipId);
  const made = await makerOf(reader, id);
  const own = made?.personId === viewer.actor.personId && isOne(makers, viewer);
  const sees = clip ? await seesClip(reader, clip, viewer) : own || isOne(keepers, viewer);
  const approved = derived.redacted || (await approvedOf(reader, [id])).has(id);
  const isTheirs = sees && (approved || isOne(makers, viewer));
  if (!isTheirs && !(await isToDecide(reader, id, viewer))) return null;
  return { ...derived, approved, name: clip?.label ?? made?.recordingName ?? '' };
}

/**
 * What of a piece of footage somebody is shown who may see what it hangs on: itself where it may leave, or is theirs to
 * see, else the newest redacted copy of the same span of its clip; null where nothing may be shown.
 * @param releasedOnly who sees nothing that has not been released, whatever else is theirs
 */
export async function releasedOrSeen(
  reader: Reader,
  id: number,
  viewer: VisitViewer,
  releasedOnly: boolean,
): Promise<SeenDerived | null> {
  const seen = releasedOnly ? null : await sight(reader, id, viewer);
  if (seen) return seen;
  const [own] = await derivedByIds(reader, [id]);
  if (!own) return null;
  const approved = own.redacted || (await approvedOf(reader, [id])).has(id);
  if (approved) return { ...own, approved, name: '' };
  const siblings = own.clipId === null ? [] : await derivedOfClips(reader, [own.clipId]);
  const copy = siblings.find(
    ({ redacted, cut, locked, disposedAt }) =>
      redacted &&
      !locked &&
      disposedAt === null &&
      cut?.askedInMs === own.cut?.askedInMs &&
      cut?.askedOutMs === own.cut?.askedOutMs,
  );
  return copy ? { ...copy, approved: true, name: '' } : null;
}

/** Nobody answers for what they have not seen. */
async function isToDecide(reader: Reader, derivedId: number, viewer: VisitViewer): Promise<boolean> {
  if (!isOne(releaseDeciders, viewer)) return false;
  return waitsForWord(reader, { derivedId, personId: viewer.actor.personId });
}
