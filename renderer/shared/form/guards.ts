import { askConfirm } from '../dialogs/dialogs';
import { translate } from '../i18n';

/** A form that may hold something unsaved. */
export interface GuardedForm {
  dirty: () => boolean;
  /** Forgets what was typed. */
  drop: () => void;
}

const open = new Set<GuardedForm>();

export function guardForm(form: GuardedForm): () => void {
  open.add(form);
  return () => open.delete(form);
}

/**
 * Asks before unsaved entries are left.
 * @returns true when one may go: nothing was unsaved, or the person keeps the draft, or drops it
 */
export async function mayLeave(among: Iterable<GuardedForm> = open): Promise<boolean> {
  const dirty = [...among].filter((form) => form.dirty());
  if (dirty.length === 0) return true;
  const answer = await askConfirm({
    title: translate('form.leaveTitle'),
    text: translate('form.leaveText'),
    confirm: translate('form.leaveKeep'),
    other: translate('form.leaveDrop'),
    cancel: translate('form.leaveStay'),
  });
  if (answer === 'other') for (const form of dirty) form.drop();
  return answer !== 'no';
}
