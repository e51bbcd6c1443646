import { computed } from 'vue';
import type { FileToken } from '../../../../domain/contract/commands/work.js';
import type { RectificationDetail } from '../../../../domain/rectification/schema.js';
import { call } from '../../../api/client';
import { newClientId } from '../../../api/client-id';
import { reportError } from '../../../shared/frame/report';
import { translate } from '../../../shared/i18n';
import { useNotices } from '../../../shared/stores/notices';
import { usePendingPictures } from '../../evidence/store/pending-pictures';
import { mayHelp, pictureFault } from '../../evidence/store/picture-fault';

/** Where among the pairs a new piece belongs; null leaves it loose. */
export type PairPlace = { pair: number; side: 'before' | 'after' } | null;
type Offer = () => Promise<FileToken>;

/** Pieces go in one after the other, in the order they came. */
let queue: Promise<unknown> = Promise.resolve();
class NotTaken extends Error {}

const newest = ({ proofs }: RectificationDetail): RectificationDetail['proofs'][number] | undefined =>
  [...proofs].sort((a, b) => b.id - a.id)[0];

/**
 * Adds proof to a matter, from a drop, a paste or the dialog, at its place among the pairs. Paths never reach the page.
 * @param added told after each, with the matter as it is then
 */
export function useProofAdding(id: () => number, added: (matter: RectificationDetail) => void) {
  const store = usePendingPictures();
  const notices = useNotices();
  const place = (): string => `rectification/${id()}`;

  async function take(key: string, token: FileToken, rectificationId: number, pairPlace: PairPlace): Promise<void> {
    const matter = await call('proofs.add', { rectificationId, clientId: key, token: token.token, caption: null });
    const piece = newest(matter);
    const paired =
      pairPlace === null || piece?.kind !== 'picture'
        ? matter
        : await call('proofs.change', { rectificationId, id: piece.id, caption: piece.caption, ...pairPlace });
    added(paired);
  }

  function enqueue(name: string, offer: Offer, mayRetry: boolean, pairPlace: PairPlace): void {
    const key = newClientId();
    const rectificationId = id();
    const where = place();
    const run = async (): Promise<void> => {
      // Dropped meanwhile: somebody else sits at the desk.
      if (!store.has(key)) return;
      store.change(key, { state: 'working' });
      try {
        await take(key, await offer(), rectificationId, pairPlace);
        store.drop(key);
      } catch (error) {
        const reason = error instanceof NotTaken ? error.message : pictureFault(error);
        store.change(key, { state: 'failed', reason, again: mayRetry && mayHelp(error) ? start : null });
        notices.push({ tone: 'warn', title: translate('matter.proofs.failed', { name }), detail: reason });
      }
    };
    const start = (): void => {
      store.put({ key, place: where, name, state: 'waiting', reason: '', again: null });
      queue = queue.then(run);
    };
    start();
  }

  async function tokenOf(file: File): Promise<FileToken> {
    const token = await window.mingcha.tokenFor(file);
    // A folder has a path and yet is no file: it has no size.
    if (token === null || token.bytes === null) throw new NotTaken(translate('evidence.fault.notFile'));
    return token;
  }
  async function pastedToken(file: File): Promise<FileToken> {
    const token = (await window.mingcha.tokenFor(file)) ?? (await call('files.paste', {}));
    if (token === null) throw new NotTaken(translate('evidence.nothingToPaste'));
    return token;
  }

  return {
    pending: computed(() => store.all.filter((one) => one.place === place())),
    dismiss: (key: string): void => store.drop(key),
    /** @returns false when nothing that was dropped is a file; the event is then left alone */
    fromDrop(event: DragEvent, pairPlace: PairPlace): boolean {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return false;
      event.preventDefault();
      for (const file of files) enqueue(file.name, () => tokenOf(file), true, pairPlace);
      return true;
    },
    /** @returns false when the clipboard holds text or nothing; the event is then left alone */
    fromPaste(event: ClipboardEvent, pairPlace: PairPlace): boolean {
      const data = event.clipboardData;
      const files = [...(data?.files ?? [])];
      // Copied out of a document, words come with a picture of themselves.
      if (files.length === 0 || data?.getData('text/plain')) return false;
      event.preventDefault();
      for (const file of files) enqueue(file.name, () => pastedToken(file), false, pairPlace);
      return true;
    },
    /** The dialog of the operating system. */
    async pick(pairPlace: PairPlace): Promise<void> {
      try {
        const token = await call('files.pickOpen', { purpose: pairPlace === null ? 'proof' : 'picture' });
        if (token) enqueue(token.name, () => Promise.resolve(token), false, pairPlace);
      } catch (error) {
        reportError(error);
      }
    },
  };
}
export type ProofAdding = ReturnType<typeof useProofAdding>;
