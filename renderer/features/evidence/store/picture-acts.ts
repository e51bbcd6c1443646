import type { Attachment } from '../../../../domain/evidence.js';
import { call } from '../../../api/client';
import { reportError } from '../../../shared/frame/report';
import { translate } from '../../../shared/i18n';
import { useNotices } from '../../../shared/stores/notices';

/** Longest words under a picture, as the contract takes them. */
export const CAPTION_MAXIMUM = 200;

/**
 * What is done with a picture that hangs somewhere.
 * @param changed told after each, so that the record is asked for again
 */
export function usePictureActs(changed: () => void) {
  const notices = useNotices();

  async function restore(picture: Attachment, number: number): Promise<void> {
    try {
      await call('evidence.restore', { id: picture.id });
      changed();
      notices.push({ tone: 'done', title: translate('evidence.restored', { number }) });
    } catch (error) {
      reportError(error);
    }
  }

  /** Takes it off, with a way back. @returns whether it is off */
  async function remove(picture: Attachment, number: number): Promise<boolean> {
    try {
      await call('evidence.remove', { id: picture.id });
    } catch (error) {
      reportError(error);
      return false;
    }
    changed();
    notices.push({
      tone: 'done',
      title: translate('evidence.removed', { number }),
      action: { label: translate('verb.undo'), run: () => restore(picture, number) },
    });
    return true;
  }

  /** @returns whether the words are kept */
  async function caption(picture: Attachment, words: string): Promise<boolean> {
    const next = words.trim() === '' ? null : words.trim();
    if (next === picture.caption) return true;
    try {
      await call('evidence.caption', { id: picture.id, caption: next });
    } catch (error) {
      reportError(error);
      return false;
    }
    changed();
    return true;
  }

  return { remove, caption };
}
