import { computed } from 'vue';
import type { CommandInput } from '../../../../domain/contract/commands/index.js';
import type { FileToken } from '../../../../domain/contract/commands/work.js';
import { call } from '../../../api/client';
import { newClientId } from '../../../api/client-id';
import { reportError } from '../../../shared/frame/report';
import { translate } from '../../../shared/i18n';
import { useNotices } from '../../../shared/stores/notices';
import { usePendingPictures } from './pending-pictures';
import { mayHelp, pictureFault } from './picture-fault';

type Offer = () => Promise<FileToken>;

/** Pieces go in one after the other, in the order they came. */
let queue: Promise<unknown> = Promise.resolve();
class NotTaken extends Error {}

interface Needs<P> {
  /** What the pieces hang on, as a key: those under way stand there. */
  place: () => string;
  /** Takes a piece in. It is told what it was given for: the page may show something else by then. */
  taker: () => (key: string, token: FileToken, at: P) => Promise<void>;
  /** What the dialog of the operating system offers. */
  purpose: (at: P) => CommandInput<'files.pickOpen'>['purpose'];
}

/**
 * Adds pictures and papers to a record, from a drop, a paste or the dialog, at a place within it. Paths never reach the
 * page.
 */
export function useFileAdding<P>(needs: Needs<P>) {
  const store = usePendingPictures();
  const notices = useNotices();

  function enqueue(name: string, offer: Offer, mayRetry: boolean, at: P): void {
    const key = newClientId();
    const where = needs.place();
    const take = needs.taker();
    const run = async (): Promise<void> => {
      // Dropped meanwhile: somebody else sits at the desk.
      if (!store.has(key)) return;
      store.change(key, { state: 'working' });
      try {
        await take(key, await offer(), at);
        store.drop(key);
      } catch (error) {
        const reason = error instanceof NotTaken ? error.message : pictureFault(error);
        store.change(key, { state: 'failed', reason, again: mayRetry && mayHelp(error) ? start : null });
        notices.push({ tone: 'warn', title: translate('evidence.notAddedNamed', { name }), detail: reason });
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
    pending: computed(() => store.all.filter((one) => one.place === needs.place())),
    dismiss: (key: string): void => store.drop(key),
    /** @returns false when nothing that was dropped is a file; the event is then left alone */
    fromDrop(event: DragEvent, at: P): boolean {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return false;
      event.preventDefault();
      for (const file of files) enqueue(file.name, () => tokenOf(file), true, at);
      return true;
    },
    /** @returns false when the clipboard holds text or nothing; the event is then left alone */
    fromPaste(event: ClipboardEvent, at: P): boolean {
      const data = event.clipboardData;
      const files = [...(data?.files ?? [])];
      // Copied out of a document, words come with a picture of themselves.
      if (files.length === 0 || data?.getData('text/plain')) return false;
      event.preventDefault();
      for (const file of files) enqueue(file.name, () => pastedToken(file), false, at);
      return true;
    },
    /** The dialog of the operating system. */
    async pick(at: P): Promise<void> {
      try {
        const token = await call('files.pickOpen', { purpose: needs.purpose(at) });
        if (token) enqueue(token.name, () => Promise.resolve(token), false, at);
      } catch (error) {
        reportError(error);
      }
    },
  };
}
export type FileAdding<P> = ReturnType<typeof useFileAdding<P>>;
