import { computed, type ComputedRef } from 'vue';
import type { FileToken } from '../../../../domain/contract/commands/work.js';
import type { Attachment, AttachmentTarget } from '../../../../domain/evidence.js';
import { call } from '../../../api/client';
import { newClientId } from '../../../api/client-id';
import { reportError } from '../../../shared/frame/report';
import { translate } from '../../../shared/i18n';
import { useNotices } from '../../../shared/stores/notices';
import { placeOf, usePendingPictures, type PendingPicture } from './pending-pictures';
import { mayHelp, pictureFault } from './picture-fault';

type Origin = Attachment['origin'];

interface Needs {
  /** Where pictures hang; null while the record has not been saved (then `prepare` saves it). */
  target: () => AttachmentTarget | null;
  /** Saves what the pictures will hang on, before the first one is taken in. */
  prepare?: () => Promise<AttachmentTarget> | undefined;
  /** Those that hang there already, to tell when one comes twice. */
  here?: () => readonly Attachment[];
  changed: (attachment: Attachment) => void;
  /** The strip itself says in full why a picture was not taken in. */
  quiet?: () => boolean;
}

export interface AddPictures {
  /** Those of this place that are on their way or did not get in. */
  pending: ComputedRef<PendingPicture[]>;
  fromFiles(files: readonly File[], origin: Origin): void;
  /** @returns false when nothing that was dropped is a file; the event is then left alone */
  fromDrop(event: DragEvent): boolean;
  /** @returns false when the clipboard holds text or nothing; the event is then left alone */
  fromPaste(event: ClipboardEvent): boolean;
  /** The picture on the clipboard, for a key or a button that says "paste". */
  fromClipboard(): Promise<void>;
  /** The dialog of the operating system. */
  pick(): Promise<void>;
  dismiss(key: string): void;
}

/** Pictures go in one after the other, in the order they came. */
let queue: Promise<unknown> = Promise.resolve();

class NotTaken extends Error {}

/**
 * Adds pictures to a visit, an item, a finding or a lead, from a drop, a paste or the dialog. Paths never reach the page:
 * what is dropped or chosen crosses as a token, a bitmap on the clipboard is read by the main process.
 */
export function useAddPictures(needs: Needs): AddPictures {
  const store = usePendingPictures();
  const notices = useNotices();

  /** @param place where it was dropped or pasted: the page may show another one by now */
  async function take(key: string, token: FileToken, origin: Origin, place: AttachmentTarget | null): Promise<void> {
    const prepared = await needs.prepare?.();
    const target = place ?? prepared ?? null;
    if (target === null) throw new Error('pictures need a place');
    store.change(key, { place: placeOf(target) });
    const before = needs.here?.().map(({ id }) => id) ?? [];
    const added = await call('evidence.add', { clientId: key, token: token.token, target, origin, caption: null });
    if (before.includes(added.id)) {
      notices.push({ title: translate('evidence.already', { name: token.name }) });
    }
    needs.changed(added);
  }

  /** @param offer the token of the file, asked for when its turn has come */
  function enqueue(name: string, origin: Origin, offer: () => Promise<FileToken>, mayRetry: boolean): void {
    const key = newClientId();
    const place = needs.target();
    const run = async (): Promise<void> => {
      // Dropped meanwhile: somebody else sits at the desk.
      if (!store.has(key)) return;
      store.change(key, { state: 'working' });
      try {
        await take(key, await offer(), origin, place);
        store.drop(key);
      } catch (error) {
        const reason = error instanceof NotTaken ? error.message : pictureFault(error);
        store.change(key, { state: 'failed', reason, again: mayRetry && mayHelp(error) ? start : null });
        if (!needs.quiet?.())
          notices.push({ tone: 'warn', title: translate('evidence.notAddedNamed', { name }), detail: reason });
      }
    };
    const start = (): void => {
      store.put({ key, place: placeOf(place), name, state: 'waiting', reason: '', again: null });
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

  function fromFiles(files: readonly File[], origin: Origin): void {
    for (const file of files) enqueue(file.name, origin, () => tokenOf(file), true);
  }

  function fromDrop(event: DragEvent): boolean {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return false;
    event.preventDefault();
    fromFiles(files, 'drop');
    return true;
  }

  function fromPaste(event: ClipboardEvent): boolean {
    const data = event.clipboardData;
    const files = [...(data?.files ?? [])];
    // Copied out of a document, words come with a picture of themselves.
    if (files.length === 0 || data?.getData('text/plain')) return false;
    event.preventDefault();
    for (const file of files) {
      enqueue(
        file.name,
        'paste',
        async () => {
          const token = (await window.mingcha.tokenFor(file)) ?? (await call('files.paste', {}));
          if (token === null) throw new NotTaken(translate('evidence.nothingToPaste'));
          return token;
        },
        false,
      );
    }
    return true;
  }

  async function choose(origin: Origin, ask: () => Promise<FileToken | null>, none?: () => void): Promise<void> {
    try {
      const token = await ask();
      if (token) enqueue(token.name, origin, () => Promise.resolve(token), false);
      else none?.();
    } catch (error) {
      reportError(error);
    }
  }

  return {
    pending: computed(() => store.all.filter(({ place }) => place === placeOf(needs.target()))),
    fromFiles,
    fromDrop,
    fromPaste,
    fromClipboard: () =>
      choose(
        'paste',
        () => call('files.paste', {}),
        () => notices.push({ title: translate('evidence.nothingToPaste') }),
      ),
    pick: () => choose('pick', () => call('files.pickOpen', { purpose: 'picture' })),
    dismiss: (key) => store.drop(key),
  };
}
