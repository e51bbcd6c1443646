import { defineStore } from 'pinia';
import { ref, watch } from 'vue';
import type { AttachmentTarget } from '../../../../domain/evidence.js';
import { useSession } from '../../../shared/stores/session';

/** A picture on its way into the store, or one that did not get there and says why. */
export interface PendingPicture {
  /** Also the client id of the attachment it becomes: trying again cannot add it twice. */
  key: string;
  place: string;
  name: string;
  state: 'waiting' | 'working' | 'failed';
  reason: string;
  /** Tries once more; null where the file has to be chosen or pasted anew. */
  again: (() => void) | null;
}

/** Where a picture hangs, as a key. A record that is not saved yet has the place of what it will be. */
export function placeOf(target: AttachmentTarget | null): string {
  if (target === null) return 'new';
  if (target.kind === 'lead') return `lead/${target.leadId}`;
  if (target.kind === 'item') return `visit/${target.visitId}/${target.checklist}/${target.itemCode}`;
  return target.kind === 'finding' ? `visit/${target.visitId}/${target.finding}` : `visit/${target.visitId}`;
}

/** Pictures under way, kept apart from the strips that show them: leaving a row or a page does not lose one. */
export const usePendingPictures = defineStore('pendingPictures', () => {
  const all = ref<PendingPicture[]>([]);
  const session = useSession();
  // What one person was about to add is nobody else's.
  watch(
    () => session.person?.id,
    () => (all.value = []),
  );

  function put(picture: PendingPicture): void {
    const at = all.value.findIndex(({ key }) => key === picture.key);
    if (at < 0) all.value.push(picture);
    else all.value[at] = picture;
  }
  function change(key: string, part: Partial<PendingPicture>): void {
    const found = all.value.find((picture) => picture.key === key);
    if (found) Object.assign(found, part);
  }
  function drop(key: string): void {
    all.value = all.value.filter((picture) => picture.key !== key);
  }
  const has = (key: string): boolean => all.value.some((picture) => picture.key === key);
  return { all, put, change, drop, has };
});
